"""Messages on their way: keys, edits, what was put while a call was in the air, and texts over the limit."""

import asyncio
import re
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery.pacing import Pace
from reports import views
from reports.message.markup import fill
from reports.message.message import Message
from simulator.driver import Phone
from storage.engine.actor import Actor
from storage.queues.messages import NewMessage
from storage.transaction import Transaction
from tests.bot.office import Office, button, opened, said, shown
from tests.virtual_time import in_virtual_time

LONG = "\n".join(f"строка {number} " + "ы" * 80 for number in range(100))


async def test_content_under_a_pending_key_is_replaced(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("summary", anna.id, "пришло 100")
    await office.puts("summary", anna.id, "пришло 200")

    await office.drain()

    assert await said(anna) == ["пришло 200"]
    assert office.calls() == ["SendMessage"]


async def test_content_under_a_key_that_was_sent_edits_the_message(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("summary", anna.id, "пришло 100")
    await office.drain()
    await office.puts("summary", anna.id, "пришло 200", buttons=button("Подробнее"))

    await office.drain()

    (message,) = await shown(anna)
    assert (message.text, message.edits, message.labels) == ("пришло 200", 1, ["Подробнее"])


@in_virtual_time
async def test_content_that_changes_while_its_message_is_in_the_air_is_one_more_edit(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        office.fault(delay=3)
        await office.puts("summary", anna.id, "пришло 100")
        async with office.working():
            await asyncio.sleep(1)
            for sum_ in (200, 300, 400):
                await office.puts("summary", anna.id, f"пришло {sum_}")
            await office.quiet()

        (message,) = await shown(anna)
        assert message.text == "пришло 400"
        assert office.calls() == ["SendMessage", "EditMessageText"]


@in_virtual_time
async def test_fresh_content_that_comes_while_an_edit_is_in_the_air_goes_out_below(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        await office.puts("ask", anna.id, "первый вопрос")
        await office.drain()
        office.fault("editMessageText", delay=3)
        await office.puts("ask", anna.id, "первый вопрос, точнее")
        async with office.working():
            await asyncio.sleep(1)
            await office.puts("ask", anna.id, "второй вопрос", fresh=True)
            await office.quiet()

        assert await said(anna) == ["первый вопрос, точнее", "второй вопрос"]


async def test_a_key_that_goes_to_somebody_else_is_a_new_message(office: Office) -> None:
    anna, boris = await office.stranger("Анна"), await office.stranger("Борис")
    await office.puts("summary", anna.id, "сводка Анны")
    await office.drain()
    await office.puts("summary", boris.id, "сводка Бориса")

    await office.drain()

    assert await said(anna) == ["сводка Анны"]
    assert await said(boris) == ["сводка Бориса"]


async def test_what_is_taken_away_before_it_was_sent_is_never_sent(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("screen", anna.id, "экран")
    await office.erases("screen")

    await office.drain()

    assert await said(anna) == []
    assert office.calls() == []


async def test_what_is_taken_away_after_it_was_sent_is_deleted(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("screen", anna.id, "экран")
    await office.drain()
    await office.erases("screen")

    await office.drain()

    assert await said(anna) == []


@in_virtual_time
async def test_what_is_taken_away_while_it_is_in_the_air_is_deleted_when_it_lands(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        office.fault(delay=3)
        await office.puts("screen", anna.id, "экран")
        async with office.working():
            await asyncio.sleep(1)
            await office.erases("screen")
            await office.quiet()

        assert await said(anna) == []
        assert office.calls() == ["SendMessage", "DeleteMessage"]


async def test_a_message_that_the_person_deleted_is_taken_away_already(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("screen", anna.id, "экран")
    await office.drain()
    office.fault("deleteMessage", code=400, description="Bad Request: message to delete not found")
    await office.erases("screen")

    await office.drain()

    assert (await office.row("screen")).state == "sent"
    assert office.calls("Delete") == ["DeleteMessage"]


async def test_a_text_over_the_limit_comes_in_parts_and_its_buttons_stand_under_the_last(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("long", anna.id, LONG, buttons=button("Ещё"))

    await office.drain()

    parts = await shown(anna)
    assert len(parts) == 3
    assert "\n".join(part.text for part in parts) == LONG.replace(" \n", "\n").strip()
    assert [part.labels for part in parts] == [[], [], ["Ещё"]]


async def test_parts_that_a_shorter_text_does_not_need_are_taken_away(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("long", anna.id, LONG)
    await office.drain()
    await office.puts("long", anna.id, "коротко", buttons=button("Ещё"))
    await office.drain()

    (message,) = await shown(anna)
    assert (message.text, message.labels) == ("коротко", ["Ещё"])

    await office.puts("long", anna.id, LONG)
    await office.drain()
    assert len(await shown(anna)) == 3

    await office.erases("long")
    await office.drain()
    assert await shown(anna) == []


async def test_one_line_over_the_limit_is_cut_too(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("line", anna.id, "<b>" + "&lt;ы😀" * 3000 + "</b>")

    await office.drain()

    assert "".join(await said(anna)).replace("\n", "") == "<ы😀" * 3000


async def test_a_tag_that_is_open_where_the_text_is_cut_stays_open_in_the_next_part(office: Office) -> None:
    anna = await office.stranger()
    await office.puts("table", anna.id, f"<pre>{LONG}</pre>")

    await office.drain()

    assert len(await shown(anna)) == 3
    assert all(re.match(r"<pre>.*</pre>$", part.html, re.DOTALL) for part in await shown(anna))


async def test_a_view_is_made_of_the_data_of_the_moment_it_is_sent(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.opens()
    anna, phone = await office.joins("Анна")
    shown_sums = iter([100, 200])

    async def summary(_tx: Transaction, reader: Actor, day: str) -> Message:
        return Message(fill("{name}, {day}: {sum}", name=reader.name, day=day, sum=next(shown_sums)))

    monkeypatch.setitem(views.VIEWS, "test summary", summary)
    await office.puts_view("summary", anna, "test summary", day="пт")
    await office.drain()
    await office.touches("summary")
    await office.drain()

    (message,) = [each for each in await shown(phone) if "пт" in each.text]
    assert (message.text, message.edits) == ("Анна, пт: 200", 1)


async def test_a_view_with_nothing_to_show_is_not_sent(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    await office.opens()
    anna, phone = await office.joins("Анна")

    async def nothing(_tx: Transaction, _reader: Actor) -> None:
        return None

    monkeypatch.setitem(views.VIEWS, "test nothing", nothing)
    await office.puts_view("nothing", anna, "test nothing")

    await office.drain()

    assert await said(phone) == []
    assert (await office.row("nothing")).state == "dropped"


async def test_what_waits_for_somebody_who_was_deactivated_is_not_sent(office: Office) -> None:
    await office.opens()
    anna, phone = await office.joins("Анна")
    await office.puts("secret", anna.telegram_id, "цифры отдела", person_id=anna.person_id)
    assert office.owner is not None
    async with office.database.write() as tx:
        await tx.handovers.deactivate(office.owner, anna.person_id)

    await office.drain()

    assert await said(phone) == []
    assert (await office.row("secret")).state == "dropped"


@in_virtual_time
async def test_a_view_that_fails_is_tried_five_times_then_the_owner_is_told_and_the_others_go_on(
    database_file: Path,
) -> None:
    async with opened(database_file) as office:
        owner = await office.opens()
        anna, phone = await office.joins("Анна")
        await office.puts_view("broken", anna, "no such view")
        await office.puts("next", anna.telegram_id, "дальше", person_id=anna.person_id)
        async with office.working():
            await office.quiet()

        row = await office.row("broken")
        assert (row.state, row.tries) == ("dead", 5)
        assert await said(phone) == ["дальше"]
        (told,) = await said(owner)
        assert "Сообщение не доставлено: KeyError" in told


async def test_a_toast_is_shown_at_once_and_never_repeated(office: Office) -> None:
    office.fault("answerCallbackQuery", code=502, times=None)

    office.delivery.answer("1", "Уже записано", alert=False)
    await office.drain()

    assert office.calls("AnswerCallbackQuery") == ["AnswerCallbackQuery"]
    assert await office.pending() == 0


async def claims(office: Office, chat: int) -> None:
    """As a worker does whose transaction has made a reply."""
    with office.delivery.held(chat) as is_free:
        assert is_free
        async with office.database.write() as tx:
            ready = await office.delivery.claim(tx, chat)
        assert ready is not None
        office.delivery.go(ready)


async def test_a_reply_that_is_claimed_already_leaves_without_a_turn_in_the_queue(office: Office) -> None:
    anna = await office.stranger()
    await office.drain()
    await office.puts("reply", anna.id, "записано")

    await claims(office, anna.id)
    await office.delivery.finish(5)

    assert await said(anna) == ["записано"]
    await office.drain()
    assert office.calls() == ["SendMessage"]


async def test_what_was_committed_although_the_database_answered_with_an_error_leaves_all_the_same(
    office: Office,
) -> None:
    anna = await office.stranger()
    await office.drain()
    await office.puts("reply", anna.id, "записано")

    with suppress(ConnectionError), office.delivery.held(anna.id):
        async with office.database.write() as tx:
            assert await office.delivery.claim(tx, anna.id) is not None
        raise ConnectionError  # the answer to the commit was lost

    await office.delivery.finish(5)
    await office.drain()
    assert await said(anna) == ["записано"]


async def test_before_the_delivery_is_open_nothing_leaves(office: Office) -> None:
    """A restored copy does what was accepted and lays its answers down."""
    anna = await office.stranger()
    with office.delivery.held(anna.id) as is_free:
        assert not is_free


async def test_while_a_chat_is_held_nothing_else_leaves_for_it(office: Office) -> None:
    anna, boris = await office.stranger("Анна"), await office.stranger("Борис")
    await office.drain()
    for each in (anna, boris):
        await office.puts(f"news:{each.id}", each.id, "новость")

    with office.delivery.held(anna.id):
        await office.drain()
        assert (await said(anna), await said(boris)) == ([], ["новость"])

    await office.drain()
    assert await said(anna) == ["новость"]


@in_virtual_time
async def test_a_chat_that_rests_or_is_spoken_to_is_not_free(database_file: Path) -> None:
    async with opened(database_file, Pace(overall=0)) as office:
        anna = await office.stranger()

        def is_free() -> bool:
            with office.delivery.held(anna.id) as free:
                return free

        async with office.working():
            await office.puts("first", anna.id, "раз")
            await asyncio.sleep(0.5)
            rests = is_free()
            await asyncio.sleep(2)
            rested = is_free()
            office.fault(delay=5)
            await office.puts("second", anna.id, "два")
            await asyncio.sleep(3)
            in_the_air = is_free()
            await office.quiet()

        assert (rests, rested, in_the_air) == (False, True, False)


@in_virtual_time
async def test_while_telegram_asks_for_a_pause_nobody_is_free(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        async with office.working():
            await asyncio.sleep(0)
            office.pace.pause(5)
            with office.delivery.held(anna.id) as is_free:
                assert not is_free
            await asyncio.sleep(6)
            with office.delivery.held(anna.id) as is_free:
                assert is_free


async def reader(office: Office) -> tuple[Actor, Phone]:
    """Somebody who may be shown a view, out of an office that delivers."""
    await office.opens()
    joined = await office.joins("Анна")
    await office.drain()
    return joined


async def test_what_is_claimed_is_drawn_with_what_the_transaction_has_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def noted(tx: Transaction, _reader: Actor) -> Message:
        return Message(fill("{words}", words=(await tx.wire.get("note") or {}).get("words", "ничего")))

    monkeypatch.setitem(views.VIEWS, "test noted", noted)
    anna, phone = await reader(office)
    with office.delivery.held(phone.id):
        async with office.database.write() as tx:
            await tx.wire.set("note", {"words": "записано"})
            await tx.outbox.put(NewMessage("reply", phone.id, anna.person_id, view="test noted"))
            ready = await office.delivery.claim(tx, phone.id)
        assert ready is not None
        assert ready.drawn is not None
        office.delivery.go(ready)
    await office.delivery.finish(5)

    assert await said(phone) == ["записано"]


@pytest.mark.parametrize("error", [KeyError("client"), OperationalError("SELECT nothing", {}, Exception())])
async def test_a_view_that_fails_does_not_take_back_what_was_recorded(
    office: Office, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    async def broken(_tx: Transaction, _reader: Actor) -> Message:
        raise error

    monkeypatch.setitem(views.VIEWS, "test broken", broken)
    anna, phone = await reader(office)
    with office.delivery.held(phone.id):
        async with office.database.write() as tx:
            await tx.wire.set("note", {"words": "записано"})
            await tx.outbox.put(NewMessage("reply", phone.id, anna.person_id, view="test broken"))
            ready = await office.delivery.claim(tx, phone.id)
    assert ready is not None
    assert ready.drawn is None

    async with office.database.read() as tx:
        assert await tx.wire.get("note") == {"words": "записано"}


async def test_database_trouble_in_a_view_is_that_of_the_whole_transaction(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class FullError(Exception):
        sqlite_errorcode = 13

    async def broken(_tx: Transaction, _reader: Actor) -> Message:
        raise OperationalError("", {}, FullError())

    monkeypatch.setitem(views.VIEWS, "test broken", broken)
    anna, phone = await reader(office)
    await office.puts_view("reply", anna, "test broken")

    async with office.database.write() as tx:
        with pytest.raises(OperationalError):
            await office.delivery.claim(tx, phone.id)
