"""What a person can do: write late, share, forward, come by a deep link; and what the screen shows of it."""

from datetime import timedelta

import pytest

from simulator.hands.driver import Phone
from tests.simulator.conftest import MORNING, Town, keys


async def test_a_deep_link_carries_its_payload(town: Town) -> None:
    boris = await town.sim.person("Борис", last_name="Ким", username="boris", phone="+79160000000")
    await boris.starts("inv_Ab-9")
    (update,) = await town.updates()
    assert update.message.text == "/start inv_Ab-9"
    assert [(e.type, e.offset, e.length) for e in update.message.entities] == [("bot_command", 0, 6)]
    assert (update.message.from_user.full_name, update.message.from_user.language_code) == ("Борис Ким", "ru")
    with pytest.raises(AssertionError, match="a deep link carries up to 64"):
        await boris.starts("привет")


async def test_a_message_without_signal_keeps_its_own_date(town: Town, anna: Phone) -> None:
    await anna.types("оплата 150к Ромашка", at=MORNING - timedelta(hours=2))
    (update,) = await town.updates()
    assert update.message.date == MORNING - timedelta(hours=2)
    with pytest.raises(AssertionError, match="not dated in the future"):
        await anna.types("завтра", at=MORNING + timedelta(days=1))


async def test_an_answer_holds_what_it_answers(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "Какая сумма?")
    await anna.types("150к", reply_to=await anna.last())
    (update,) = await town.updates()
    assert update.message.reply_to_message.text == "Какая сумма?"


async def test_contacts_own_and_other(town: Town, anna: Phone) -> None:
    await anna.shares_contact()
    await anna.shares_contact("+74951234567", "Иван", "Петров")
    own, other = [u.message.contact for u in await town.updates()]
    assert (own.user_id, own.first_name) == (anna.id, "Анна")
    assert (other.user_id, other.phone_number, other.last_name) == (None, "+74951234567", "Петров")


async def test_a_place(town: Town, anna: Phone) -> None:
    await anna.sends_location(59.93, 30.31)
    (update,) = await town.updates()
    assert (update.message.location.latitude, update.message.location.longitude) == (59.93, 30.31)


async def test_forwarding_from_a_hidden_person_a_person_and_a_chat(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    await anna.forwards("Оплатим в среду", hidden="Иван Вектор")
    await anna.forwards("Ждём счёт", user=boris.id)
    await anna.forwards("Новости", from_chat={"id": -100500, "type": "channel", "title": "Рынок"})
    origins = [u.message.forward_origin for u in await town.updates()]
    assert [o.type for o in origins] == ["hidden_user", "user", "chat"]
    assert (origins[0].sender_user_name, origins[1].sender_user.id) == ("Иван Вектор", boris.id)
    with pytest.raises(AssertionError, match="comes from somebody"):
        await anna.forwards("?")


async def test_passing_on_a_message_that_is_there(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    voice = await boris.sends_voice(9)
    await town.updates()
    await anna.forwards(message=voice.message_id, of=boris.id)
    (update,) = await town.updates()
    assert (update.message.voice.duration, update.message.forward_origin.sender_user.id) == (9, boris.id)


async def test_what_a_phone_does_not_let_one_do(anna: Phone) -> None:
    with pytest.raises(AssertionError, match="an empty message cannot be sent"):
        await anna.types("  ")
    with pytest.raises(AssertionError, match="there is no message with buttons"):
        await anna.presses_at(0, 0)
    await anna.deletes_the_account()
    with pytest.raises(AssertionError, match="has no account any more"):
        await anna.types("?")


async def test_a_newcomer_is_named_once(town: Town, anna: Phone) -> None:
    with pytest.raises(AssertionError, match="there is a person 101 already: Анна"):
        await town.sim.person("Другая", id=anna.id)
    assert (await town.sim.phone(anna.id)).name == "Анна"
    with pytest.raises(AssertionError, match="there is no person 999"):
        await town.sim.phone(999)


async def test_seeing_waits_and_says_what_stands_there_instead(town: Town, anna: Phone) -> None:
    await town.bot.send_message(anna.id, "Факт оплат к 12:00", reply_markup=keys(["✅"]))
    first = await anna.sees("Факт оплат", within=0)
    with pytest.raises(AssertionError, match=r"(?s)Анна does not see «Сводка».*\[✅\]"):
        await anna.sees("Сводка", within=0.05)
    with pytest.raises(AssertionError, match="does not see a change of «Факт оплат к 12:00»"):
        await anna.sees_edited(first, within=0)
    with pytest.raises(AssertionError, match="does not see"):
        await anna.sees("Факт оплат", after=first, within=0)


async def test_a_transcript_reads_like_the_chat(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_message(anna.id, "Факт оплат\n1 Вектор", reply_markup=keys(["✅ пришла", "◐"], ["❌"]))
    tap = await anna.presses("✅ пришла")
    await town.bot.answer_callback_query(tap.callback_query_id, text="Записано")
    town.core.clock.advance(timedelta(minutes=5))
    await town.bot.edit_message_text(
        "Факт оплат\n✅ Вектор", chat_id=anna.id, message_id=sent.message_id, reply_markup=keys(["❌"])
    )
    await anna.shares_contact("+7495", "Иван")
    assert await anna.transcript(zone="Europe/Moscow") == (
        "── Анна (private 101) ──\n"
        "[11:40] Анна: /start\n"
        "[11:40] Reper (edited 11:45): Факт оплат\n"
        "        ✅ Вектор\n"
        "        [❌]\n"
        "[11:40] Анна presses [✅ пришла] → «Записано»\n"
        "[11:45] Анна: (contact Иван +7495)\n"
    )


async def test_the_whole_stage_at_a_glance(town: Town, anna: Phone) -> None:
    state = await town.sim.state()
    assert [p["name"] for p in state["people"]] == ["Анна"]
    assert state["clock"] == {"now": "2026-11-20T08:40:00+00:00", "frozen": True}
    assert state["chats"] == [{"id": anna.id, "kind": "private", "title": "Анна", "members": []}]
