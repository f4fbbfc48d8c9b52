"""Every button in a manager's chat, pressed once the world has changed: nothing is recorded that is not so any more."""

import shutil
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from sales.payments.payments import MoveReason
from storage.tables import InboxRow
from tests.kept import Kept
from tests.planning import expects
from tests.samples import sampled
from tests.stories.general.test_yesterday import gives
from tests.stories.people.test_team import closes
from tests.town import FRIDAY, Seen, Town

MONDAY, LATE = FRIDAY + timedelta(days=3), FRIDAY - timedelta(days=8)
MONEY = ("facts", "expected_payments", "payment_events", "tomorrow_items", "week_plan_items", "debt_cases")
RECORDS = (*MONEY, "deals", "stage_moves", "clients", "checkin_answers")
MADE = (*MONEY, "made deals")
"""A deal may go on, and none is made of money that nobody awaits."""
EACH = 6
"""One of so many is pressed in a run."""


async def live_a_day(town: Town) -> None:
    """Анна's chat by the evening: debts, cards, a part that came, a task, a check-in, plans of the days ahead."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.manager("Борис")
    for client, thousands, day in (
        ("Вектор", 150, LATE),
        ("Вектор", 30, LATE),
        ("Лада", 90, FRIDAY),
        ("Ким", 75, MONDAY),
    ):
        await expects(town, anna, client, thousands, day)
    await anna.types("сделка Вектор 500к КП")
    await town.clock.reach("11:46")
    debts = await anna.types("/debts")
    await anna.presses(next(each for each in debts.labels if each.startswith("1")), on=debts)
    for line in ("звонок Вектор не дозвонился", "звонок Вектор завтра в 12", "встреча Лада сегодня в 13"):
        await anna.types(line)
    for line in ("оплата 40к Лада вт", "пришло 10к Вектор", "карточка Вектор", "/clients", "/deals", "/debts"):
        await anna.types(line)
    await olga.types("поручение Анне: КП Вектор до вт")
    await town.clock.reach("17:50")
    await anna.types("/tomorrow")
    await town.clock.reach("18:05")


@pytest.fixture(scope="module")
def evening(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept.lived(Path(shutil.copy(migrated, tmp_path_factory.mktemp("evening") / "reper.db")), live_a_day)


async def _hands_over(town: Town) -> None:
    await gives(town, town.people["Ольга"], town.people["Анна"], town.people["Борис"])


async def _lets_go(town: Town) -> None:
    olga = town.people["Ольга"]
    await closes(olga, next(each for each in (await olga.types("/team")).labels if "Анна" in each))


async def _pays(town: Town) -> None:
    """The lead has seen it at the bank; nothing of it has come to Анна's phone yet."""
    async with town.database.write() as tx:
        for payment in await tx.as_(town.people["Анна"].actor).payments.list_awaited():
            await tx.as_(town.people["Ольга"].actor).receipts.settle(payment.id, FRIDAY)


async def _cancels(town: Town) -> None:
    async with town.database.write() as tx:
        mine = tx.as_(town.people["Анна"].actor)
        for payment in await mine.payments.list_awaited():
            await mine.payment_changes.cancel(payment.id, MoveReason.OTHER)


CHANGES: dict[Callable[[Town], Awaitable[None]], tuple[str, ...]] = {
    _hands_over: RECORDS,
    _lets_go: RECORDS,
    _pays: MADE,
    _cancels: MADE,
}


async def rows(town: Town, tables: tuple[str, ...]) -> dict[str, list[str]]:
    """By table; of «made …» only which there are."""
    async with town.database.read() as tx:
        found = {}
        for name in tables:
            what = "id" if name.startswith("made ") else "*"
            query = text(f"SELECT {what} FROM {name.removeprefix('made ')}")
            found[name] = [str(row) for row in await tx.session.execute(query)]
    return found


async def list_buttons(kept: Kept, path: Path) -> list[tuple[int, int, int, str]]:
    """Message, row, place and label of all that stands in Анна's chat."""
    async with kept.again(path) as town:
        chat = await town.people["Анна"].phone.chat()
        return [
            (seen.message_id, row, place, button["text"])
            for seen in chat
            if seen.by_bot
            for row, buttons in enumerate(seen.state["keyboard"])
            for place, button in enumerate(buttons)
            if "disabled" not in button and "url" not in button
        ]


def _stands(seen: Seen, row: int, place: int, label: str) -> bool:
    keyboard = seen.state["keyboard"]
    return len(keyboard) > row and len(keyboard[row]) > place and bool(keyboard[row][place]["text"] == label)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__.strip("_"))
async def test_an_old_button_records_nothing_that_is_not_so(
    evening: Kept, tmp_path: Path, change: Callable[[Town], Awaitable[None]]
) -> None:
    buttons = await list_buttons(evening, tmp_path / "first.db")
    assert len(buttons) > EACH
    wrong: list[str] = []
    for message_id, row, place, label in sampled(buttons, EACH, change.__name__):
        path = tmp_path / "again.db"
        async with evening.again(path) as town:
            await change(town)
            anna = town.people["Анна"]
            seen = await anna.phone.find(message_id)
            if seen is None or not _stands(seen, row, place, label):
                continue  # it was redrawn or erased
            before = await rows(town, CHANGES[change])
            await anna.presses_at(row, place, on=seen)
            after = await rows(town, CHANGES[change])
            wrong += [f"«{label}» changes {name}" for name in before if before[name] != after[name]]
            async with town.database.read() as tx:
                dead = await tx.session.scalar(select(func.count()).where(InboxRow.state == "dead"))
            wrong += [f"«{label}» fails"] * bool(dead)
        path.unlink()
    assert wrong == []
