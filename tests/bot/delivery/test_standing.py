"""A redrawing that changes nothing costs no call; whatever might be otherwise is said."""

from reports.message.message import Button
from tests.bot.office import Office, said

YES = ((Button("Да", "yes"),),)


async def test_a_drawing_that_comes_out_the_same_is_not_sent(office: Office) -> None:
    phone = await office.stranger()
    for _ in range(3):
        await office.puts("note", phone.id, "340 из 565", buttons=YES)
        await office.drain()

    assert office.calls("Message") == ["SendMessage"]
    assert office.calls("Edit") == []
    assert await office.pending() == 0


async def test_one_that_differs_is_sent_and_so_is_the_way_back(office: Office) -> None:
    phone = await office.stranger()
    for text in ("340 из 565", "490 из 565", "340 из 565"):
        await office.puts("note", phone.id, text)
        await office.drain()

    assert office.calls("EditMessageText") == ["EditMessageText"] * 2
    assert await said(phone) == ["340 из 565"]


async def test_a_button_more_is_a_difference(office: Office) -> None:
    phone = await office.stranger()
    await office.puts("note", phone.id, "340 из 565")
    await office.drain()
    await office.puts("note", phone.id, "340 из 565", buttons=YES)
    await office.drain()

    assert office.calls("EditMessageText") == ["EditMessageText"]


async def test_what_is_sent_anew_is_sent_though_it_is_the_same(office: Office) -> None:
    phone = await office.stranger()
    for _ in range(2):
        await office.puts("note", phone.id, "340 из 565", fresh=True)
        await office.drain()

    assert office.calls("SendMessage") == ["SendMessage"] * 2


async def test_after_a_restart_nobody_remembers_and_it_is_sent(office: Office) -> None:
    phone = await office.stranger()
    await office.puts("note", phone.id, "340 из 565")
    await office.drain()
    office.restart()
    await office.puts("note", phone.id, "340 из 565")
    await office.drain()

    assert office.calls("EditMessageText") == ["EditMessageText"]


async def test_of_a_long_text_that_stands_its_parts_stand_too(office: Office) -> None:
    phone = await office.stranger()
    text = "\n".join(f"строка {n}: {'о' * 60}" for n in range(100))
    for _ in range(2):
        await office.puts("long", phone.id, text)
        await office.drain()

    seen = await said(phone)
    assert len(seen) == len(office.calls("SendMessage")) == 2
    assert "строка 99" in seen[-1]
    assert office.calls("Delete") == office.calls("Edit") == []
