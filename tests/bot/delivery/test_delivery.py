"""Messages on their way: keys, edits, what was put while a call was in the air, and texts over the limit."""

import asyncio
import re
from pathlib import Path

import pytest

from handlers.framework.replies import Toast
from reports.message.markup import fill
from reports.message.message import Message
from storage.engine.actor import Actor
from storage.transaction import Transaction
from tests.bot.rig import Rig, button, opened, said, shown
from tests.drawn import StoredRow, drawn_by
from tests.virtual_time import in_virtual_time

LONG = "\n".join(f"строка {number} " + "ы" * 80 for number in range(100))


async def test_content_under_a_pending_key_is_replaced(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("summary", anna.id, "пришло 100")
    await rig.puts("summary", anna.id, "пришло 200")

    await rig.drain()

    assert await said(anna) == ["пришло 200"]
    assert rig.calls() == ["SendMessage"]


async def test_content_under_a_key_that_was_sent_edits_the_message(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("summary", anna.id, "пришло 100")
    await rig.drain()
    await rig.puts("summary", anna.id, "пришло 200", buttons=button("Подробнее"))

    await rig.drain()

    (message,) = await shown(anna)
    assert (message.text, message.edits, message.labels) == ("пришло 200", 1, ["Подробнее"])


@in_virtual_time
async def test_content_that_changes_while_its_message_is_in_the_air_is_one_more_edit(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault(delay=3)
        await rig.puts("summary", anna.id, "пришло 100")
        async with rig.working():
            await asyncio.sleep(1)
            for sum_ in (200, 300, 400):
                await rig.puts("summary", anna.id, f"пришло {sum_}")
            await rig.quiet()

        (message,) = await shown(anna)
        assert message.text == "пришло 400"
        assert rig.calls() == ["SendMessage", "EditMessageText"]


@in_virtual_time
async def test_fresh_content_that_comes_while_an_edit_is_in_the_air_goes_out_below(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        await rig.puts("ask", anna.id, "первый вопрос")
        await rig.drain()
        rig.fault("editMessageText", delay=3)
        await rig.puts("ask", anna.id, "первый вопрос, точнее")
        async with rig.working():
            await asyncio.sleep(1)
            await rig.puts("ask", anna.id, "второй вопрос", fresh=True)
            await rig.quiet()

        assert await said(anna) == ["первый вопрос, точнее", "второй вопрос"]


async def test_a_key_that_goes_to_somebody_else_is_a_new_message(rig: Rig) -> None:
    anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
    await rig.puts("summary", anna.id, "сводка Анны")
    await rig.drain()
    await rig.puts("summary", boris.id, "сводка Бориса")

    await rig.drain()

    assert await said(anna) == ["сводка Анны"]
    assert await said(boris) == ["сводка Бориса"]


async def test_what_is_taken_away_before_it_was_sent_is_never_sent(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("screen", anna.id, "экран")
    await rig.erases("screen")

    await rig.drain()

    assert await said(anna) == []
    assert rig.calls() == []


async def test_what_is_taken_away_after_it_was_sent_is_deleted(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("screen", anna.id, "экран")
    await rig.drain()
    await rig.erases("screen")

    await rig.drain()

    assert await said(anna) == []


@in_virtual_time
async def test_what_is_taken_away_while_it_is_in_the_air_is_deleted_when_it_lands(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault(delay=3)
        await rig.puts("screen", anna.id, "экран")
        async with rig.working():
            await asyncio.sleep(1)
            await rig.erases("screen")
            await rig.quiet()

        assert await said(anna) == []
        assert rig.calls() == ["SendMessage", "DeleteMessage"]


async def test_a_message_that_the_person_deleted_is_taken_away_already(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("screen", anna.id, "экран")
    await rig.drain()
    rig.fault("deleteMessage", code=400, description="Bad Request: message to delete not found")
    await rig.erases("screen")

    await rig.drain()

    assert (await rig.row("screen")).state == "sent"
    assert rig.calls("Delete") == ["DeleteMessage"]


async def test_a_text_over_the_limit_comes_in_parts_and_its_buttons_stand_under_the_last(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("long", anna.id, LONG, buttons=button("Ещё"))

    await rig.drain()

    parts = await shown(anna)
    assert len(parts) == 3
    assert "\n".join(part.text for part in parts) == LONG.replace(" \n", "\n").strip()
    assert [part.labels for part in parts] == [[], [], ["Ещё"]]


async def test_parts_that_a_shorter_text_does_not_need_are_taken_away(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("long", anna.id, LONG)
    await rig.drain()
    await rig.puts("long", anna.id, "коротко", buttons=button("Ещё"))
    await rig.drain()

    (message,) = await shown(anna)
    assert (message.text, message.labels) == ("коротко", ["Ещё"])

    await rig.puts("long", anna.id, LONG)
    await rig.drain()
    assert len(await shown(anna)) == 3

    await rig.erases("long")
    await rig.drain()
    assert await shown(anna) == []


async def test_one_line_over_the_limit_is_cut_too(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("line", anna.id, "<b>" + "&lt;ы😀" * 3000 + "</b>")

    await rig.drain()

    assert "".join(await said(anna)).replace("\n", "") == "<ы😀" * 3000


async def test_a_tag_that_is_open_where_the_text_is_cut_stays_open_in_the_next_part(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("table", anna.id, f"<pre>{LONG}</pre>")

    await rig.drain()

    assert len(await shown(anna)) == 3
    assert all(re.match(r"<pre>.*</pre>$", part.html, re.DOTALL) for part in await shown(anna))


async def test_a_view_is_made_of_the_data_of_the_moment_it_is_sent(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    shown_sums = iter([100, 200])

    async def summary(_tx: Transaction, reader: Actor) -> Message:
        return Message(fill("{name}, пт: {sum}", name=reader.name, sum=next(shown_sums)))

    await rig.puts_view("summary", anna, drawn_by(summary, monkeypatch))
    await rig.drain()
    await rig.touches("summary")
    await rig.drain()

    (message,) = [each for each in await shown(phone) if "пт" in each.text]
    assert (message.text, message.edits) == ("Анна, пт: 200", 1)


async def test_a_view_with_nothing_to_show_is_not_sent(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")

    async def nothing(_tx: Transaction, _reader: Actor) -> None:
        return None

    await rig.puts_view("nothing", anna, drawn_by(nothing, monkeypatch))

    await rig.drain()

    assert await said(phone) == []
    assert (await rig.row("nothing")).state == "dropped"


async def test_what_waits_for_somebody_who_was_deactivated_is_not_sent(rig: Rig) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    await rig.puts("secret", anna.telegram_id, "цифры отдела", person_id=anna.person_id)
    assert rig.owner is not None
    async with rig.database.write() as tx:
        await tx.as_(rig.owner).handovers.deactivate(anna.person_id)

    await rig.drain()

    assert await said(phone) == []
    assert (await rig.row("secret")).state == "dropped"


@pytest.mark.parametrize(
    "row",
    [
        StoredRow("a view of another version", {"day": "2026-11-20"}),
        StoredRow("client_card"),
        StoredRow("client_card", {"client_id": "anna"}),
    ],
    ids=["unknown", "a field is missing", "a field is of another kind"],
)
async def test_a_stored_view_that_does_not_load_says_so_to_its_reader_and_to_the_log(
    rig: Rig, row: StoredRow, caplog: pytest.LogCaptureFixture
) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    await rig.puts_view("old", anna, row)

    await rig.drain()

    (told,) = await said(phone)
    assert told.startswith("Это сообщение устарело")
    assert "/menu" in told
    assert (await rig.row("old")).state == "sent"
    assert row.name in caplog.text


@in_virtual_time
async def test_a_view_that_fails_is_tried_five_times_then_the_owner_is_told_and_the_others_go_on(
    database_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_tx: Transaction, _reader: Actor) -> Message:
        raise KeyError("client")

    async with opened(database_file) as rig:
        owner = await rig.opens()
        anna, phone = await rig.joins("Анна")
        await rig.puts_view("broken", anna, drawn_by(broken, monkeypatch))
        await rig.puts("next", anna.telegram_id, "дальше", person_id=anna.person_id)
        async with rig.working():
            await rig.quiet()

        row = await rig.row("broken")
        assert (row.state, row.tries) == ("dead", 5)
        assert await said(phone) == ["дальше"]
        (told,) = await said(owner)
        assert "Сообщение не доставлено: KeyError" in told


async def test_a_toast_is_shown_at_once_and_never_repeated(rig: Rig) -> None:
    rig.fault("answerCallbackQuery", code=502, times=None)

    rig.outgoing.answer_press("1", Toast("Уже записано"))
    await rig.drain()

    assert rig.calls("AnswerCallbackQuery") == ["AnswerCallbackQuery"]
    assert await rig.pending() == 0


async def test_an_unknown_outcome_is_repeated_twice_and_no_more(rig: Rig) -> None:
    """Whoever got the message all the while has three of it then, and not one a minute for ever."""
    anna = await rig.stranger("Анна")
    rig.fault(reset="after", times=None)
    await rig.puts("question", anna.id, "Пришла оплата?")

    for _ in range(10):
        await rig.drain()
        rig.clock.advance(minutes=2)

    assert len(await said(anna)) == 3
    assert (await rig.row("question")).state == "lost"
