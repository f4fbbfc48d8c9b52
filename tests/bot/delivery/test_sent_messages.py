"""A redrawing that changes nothing costs no call; whatever might be otherwise is said."""

from reports.message.message import Button
from tests.bot.rig import Rig, said

YES = ((Button("Да", "yes"),),)


async def test_a_drawing_that_comes_out_the_same_is_not_sent(rig: Rig) -> None:
    phone = await rig.stranger()
    for _ in range(3):
        await rig.puts("note", phone.id, "340 из 565", buttons=YES)
        await rig.drain()

    assert rig.calls("Message") == ["SendMessage"]
    assert rig.calls("Edit") == []
    assert await rig.pending() == 0


async def test_one_that_differs_is_sent_and_so_is_the_way_back(rig: Rig) -> None:
    phone = await rig.stranger()
    for text in ("340 из 565", "490 из 565", "340 из 565"):
        await rig.puts("note", phone.id, text)
        await rig.drain()

    assert rig.calls("EditMessageText") == ["EditMessageText"] * 2
    assert await said(phone) == ["340 из 565"]


async def test_a_button_more_is_a_difference(rig: Rig) -> None:
    phone = await rig.stranger()
    await rig.puts("note", phone.id, "340 из 565")
    await rig.drain()
    await rig.puts("note", phone.id, "340 из 565", buttons=YES)
    await rig.drain()

    assert rig.calls("EditMessageText") == ["EditMessageText"]


async def test_what_is_sent_anew_is_sent_though_it_is_the_same(rig: Rig) -> None:
    phone = await rig.stranger()
    for _ in range(2):
        await rig.puts("note", phone.id, "340 из 565", fresh=True)
        await rig.drain()

    assert rig.calls("SendMessage") == ["SendMessage"] * 2


async def test_after_a_restart_nobody_remembers_and_it_is_sent(rig: Rig) -> None:
    phone = await rig.stranger()
    await rig.puts("note", phone.id, "340 из 565")
    await rig.drain()
    rig.restart()
    await rig.puts("note", phone.id, "340 из 565")
    await rig.drain()

    assert rig.calls("EditMessageText") == ["EditMessageText"]


async def test_of_a_long_text_that_stands_its_parts_stand_too(rig: Rig) -> None:
    phone = await rig.stranger()
    text = "\n".join(f"строка {n}: {'о' * 60}" for n in range(100))
    for _ in range(2):
        await rig.puts("long", phone.id, text)
        await rig.drain()

    seen = await said(phone)
    assert len(seen) == len(rig.calls("SendMessage")) == 2
    assert "строка 99" in seen[-1]
    assert rig.calls("Delete") == rig.calls("Edit") == []
