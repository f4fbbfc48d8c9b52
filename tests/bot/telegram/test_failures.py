"""What Telegram refuses, what the line breaks, and what becomes of the message each time (DESIGN 9)."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.rig import Rig, opened, said, shown
from tests.virtual_time import in_virtual_time

FLAG = "Возможно, повтор"

BROKEN: dict[str, dict[str, Any]] = {
    "reset before": {"reset": "before"},
    "reset after": {"reset": "after"},
    "a page of HTML": {"code": 502},
    "an answer in half": {"code": 200, "body": '{"ok": tr'},
    "500": {"code": 500, "description": "Internal Server Error"},
    "a time-out": {"delay": 70},
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_message_whose_outcome_is_unknown_is_sent_again_and_says_so(how: str, database_file: Path) -> None:
    @in_virtual_time
    async def story() -> None:
        async with opened(database_file) as rig:
            anna = await rig.stranger()
            rig.fault(**BROKEN[how])
            await rig.puts("question", anna.id, "Пришла оплата?")
            async with rig.working():
                await rig.quiet()

            assert FLAG in (await said(anna))[-1]
            assert len(rig.calls("SendMessage")) == 2
            assert (await rig.row("question")).state == "sent"

    story()


@pytest.mark.parametrize("how", ["reset after", "a page of HTML"])
def test_a_summary_whose_outcome_is_unknown_is_not_repeated(how: str, database_file: Path) -> None:
    @in_virtual_time
    async def story() -> None:
        async with opened(database_file) as rig:
            anna = await rig.stranger()
            rig.fault(**BROKEN[how])
            await rig.puts("summary", anna.id, "сводка", repeat=False)
            async with rig.working():
                await rig.quiet()
            assert len(rig.calls("SendMessage")) == 1
            assert (await rig.row("summary")).state == "lost"

            await rig.puts("summary", anna.id, "новая сводка", repeat=False)
            await rig.drain()
            assert FLAG in (await said(anna))[-1], "the lost one may stand in the chat"

    story()


@pytest.mark.parametrize("how", ["reset before", "reset after", "a page of HTML"])
def test_an_edit_whose_outcome_is_unknown_is_repeated_in_silence(how: str, database_file: Path) -> None:
    @in_virtual_time
    async def story() -> None:
        async with opened(database_file) as rig:
            anna = await rig.stranger()
            await rig.puts("summary", anna.id, "пришло 100")
            await rig.drain()
            rig.fault("editMessageText", **BROKEN[how])
            await rig.puts("summary", anna.id, "пришло 200")
            async with rig.working():
                await rig.quiet()
            assert await said(anna) == ["пришло 200"]

    story()


@in_virtual_time
async def test_the_mark_goes_with_the_next_change(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault(reset="before")
        await rig.puts("question", anna.id, "Пришла оплата?")
        async with rig.working():
            await rig.quiet()
            await rig.puts("question", anna.id, "Записано")
            await rig.quiet()
        assert await said(anna) == ["Записано"]


@pytest.mark.parametrize(
    "description",
    [
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot was kicked from the group chat",
        "Bad Request: chat not found",
    ],
)
async def test_who_cannot_be_reached_is_not_tried_again_and_the_lead_is_told_once(description: str, rig: Rig) -> None:
    from sales.core.people import Role

    await rig.opens()
    anna, _ = await rig.joins("Анна")
    _, olga = await rig.joins("Ольга", Role.LEAD)
    code = 403 if description.startswith("Forbidden") else 400
    rig.fault(code=code, description=description, chat_id=anna.telegram_id, times=None)
    for key in ("first", "second"):
        await rig.puts(key, anna.telegram_id, "привет", person_id=anna.person_id)

    await rig.drain()

    assert [(await rig.row(key)).state for key in ("first", "second")] == ["dead", "dead"]
    assert len([chat for _, _, chat in rig.session.noted if chat == anna.telegram_id]) == 2
    (told,) = await said(olga)
    assert "Анна" in told


async def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_number(rig: Rig) -> None:
    anna = await rig.stranger()
    group = await rig.sim.group("Отдел", anna)
    await rig.puts("summary", group, "пришло 100")
    await rig.drain()
    moved = await rig.sim.upgrade(group, anna)
    await rig.puts("summary", group, "пришло 200")
    await rig.puts("other", group, "ещё")

    await rig.drain()

    assert [seen.text for seen in await anna.chat(moved) if seen.by_bot] == ["пришло 200", "ещё"]


async def test_an_edit_that_changes_nothing_is_a_success(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("summary", anna.id, "то же")
    await rig.drain()
    await rig.puts("summary", anna.id, "то же")

    await rig.drain()

    row = await rig.row("summary")
    assert (row.state, row.sent) == ("sent", row.wanted)


async def test_markup_that_telegram_cannot_read_goes_without_it_and_the_owner_is_told(rig: Rig) -> None:
    owner = await rig.opens()
    anna, phone = await rig.joins("Анна")
    await rig.puts("bad", anna.telegram_id, "<b>Ромашка &amp; Ко\nвторая строка", person_id=anna.person_id)

    await rig.drain()

    assert await said(phone) == ["Ромашка & Ко\nвторая строка"]
    (told,) = await said(owner)
    assert "не разобрал разметку" in told


@pytest.mark.parametrize(
    "description", ["Bad Request: message to edit not found", "Bad Request: message can't be edited"]
)
async def test_a_message_that_cannot_be_edited_any_more_is_sent_anew(description: str, rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("summary", anna.id, "пришло 100")
    await rig.drain()
    rig.fault("editMessageText", code=400, description=description)
    await rig.puts("summary", anna.id, "пришло 200")

    await rig.drain()

    assert (await said(anna))[-1] == "пришло 200"
    assert (await rig.row("summary")).message_id == (await shown(anna))[-1].message_id


@in_virtual_time
async def test_an_unknown_refusal_is_tried_five_times_then_the_owner_is_told_once(database_file: Path) -> None:
    async with opened(database_file) as rig:
        owner = await rig.opens()
        anna, phone = await rig.joins("Анна")
        rig.fault(code=400, description="Bad Request: BUTTON_DATA_INVALID", contains="плохо", times=None)
        for key in ("one", "two"):
            await rig.puts(key, anna.telegram_id, "плохо", person_id=anna.person_id)
        await rig.puts("good", anna.telegram_id, "хорошо", person_id=anna.person_id)
        async with rig.working():
            await rig.quiet()

        rows = [await rig.row(key) for key in ("one", "two")]
        assert [(row.state, row.tries) for row in rows] == [("dead", 5), ("dead", 5)]
        assert await said(phone) == ["хорошо"]
        (told,) = await said(owner)
        assert "BUTTON_DATA_INVALID" in told


@in_virtual_time
async def test_a_notice_that_cannot_be_sent_is_not_noticed_in_its_turn(database_file: Path) -> None:
    async with opened(database_file) as rig:
        await rig.opens()
        anna, _ = await rig.joins("Анна")
        rig.fault(code=400, description="Bad Request: WHATEVER", times=None)
        await rig.puts("one", anna.telegram_id, "плохо", person_id=anna.person_id)
        async with rig.working():
            await rig.quiet(within=600)
        assert len(rig.calls()) == 10


@in_virtual_time
async def test_a_long_line_outage_costs_no_tries(database_file: Path) -> None:
    """Surely not sent, twenty times: an unknown refusal afterwards still has all its five tries."""
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault(code=429, retry_after=3, times=20)
        rig.fault(code=400, description="Bad Request: WHATEVER", times=4)
        await rig.puts("one", anna.id, "привет")
        async with rig.working():
            await rig.quiet()
        assert await said(anna) == ["привет"]


async def test_what_a_dead_process_held_is_marked_after_the_restart(rig: Rig) -> None:
    anna = await rig.stranger()
    await rig.puts("question", anna.id, "Пришла оплата?")
    await rig.puts("summary", anna.id, "сводка", repeat=False)
    async with rig.database.write() as tx:
        for item in await tx.system.sending.list_due():
            await tx.system.sending.claim(item.id)
    await rig.drain()
    assert await said(anna) == []

    rig.restart()
    await rig.sender.recover()
    rig.clock.advance(seconds=5)
    await rig.drain()

    assert len(await said(anna)) == 1
    assert FLAG in (await said(anna))[0]
    assert (await rig.row("summary")).state == "lost"


async def test_who_lost_the_row_to_another_process_writes_nothing_any_more(rig: Rig) -> None:
    """A lock can be lost in the middle of a call: the neighbour recovers the row, and then our answer comes."""
    anna = await rig.stranger()
    await rig.puts("question", anna.id, "Пришла оплата?")
    async with rig.database.write() as tx:
        (item,) = await tx.system.sending.list_due()
        ours = await tx.system.sending.claim(item.id)
    assert ours is not None
    await rig.sender.recover()
    rig.clock.advance(seconds=5)
    async with rig.database.write() as tx:
        theirs = await tx.system.sending.claim(item.id)
    assert theirs is not None

    async with rig.database.write() as tx:
        assert not await tx.system.sending.note_delivered(ours, 77)
        assert await tx.system.sending.note_delivered(theirs, 78)

    assert (await rig.row("question")).message_id == 78
