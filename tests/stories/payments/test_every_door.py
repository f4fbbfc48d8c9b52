"""
One receipt, told by two doors, whichever they are and days apart: one fact, or a question that counts nothing (SPEC 5).

The Mini App has no door for money. Words that tell no day are of the day on which they are told: four days later they
are of another receipt, unless they name the first one's day.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import select

from sales.door.tokens import TokenKind, TokenScope
from storage.tables import ClientRow, FactRow
from tests.kept import Kept
from tests.sales.bank.statements import Doc, make_file
from tests.stories.bank.test_statement import opens
from tests.stories.door.knocking import before_door, has_token
from tests.stories.entry.test_edits import typed
from tests.stories.imports.bases import make_csv
from tests.town import FRIDAY, Seen, Someone, Town

SUM = 100_000
DAYS = (0, 1, 3, 4)
NAMED_FROM = 4
"""So many days later words name the day of the first."""


@dataclass(frozen=True)
class Firm:
    """Анна's client Вектор, of whom a hundred thousand are awaited on Friday, beside five of another."""

    town: Town
    anna: Someone
    olga: Someone
    client_id: int
    token: str
    days: int = 0

    @property
    def when(self) -> str:
        """How words tell of the first receipt's day."""
        return " 20.11" if self.days >= NAMED_FROM else ""


Door = Callable[[Firm], Awaitable[object]]


async def line(firm: Firm) -> None:
    await firm.anna.types(f"пришло 100к Вектор{firm.when}")


async def lead(firm: Firm) -> None:
    await firm.olga.types(f"пришло 100к Вектор{firm.when}")


async def form(firm: Firm) -> None:
    await firm.anna.types("/fact")
    await firm.anna.types("Вектор")
    await firm.anna.types(f"100к{firm.when}")


async def row(firm: Firm) -> None:
    await _answers(firm, "1 ✅")


async def everything(firm: Firm) -> None:
    await _answers(firm, "Всё пришло", "Да, все пришли")


async def _answers(firm: Firm, *labels: str) -> None:
    """Where the check-in asks about it still."""
    question = await firm.anna.types("/checkin")
    for label in labels:
        if label in question.labels:
            await firm.anna.presses(label, on=question)
            question = await firm.anna.sees_edited(question)


async def bank(firm: Firm) -> None:
    screen = await opens(firm.olga, make_file(Doc("100000.00", "17"), days=(FRIDAY, firm.town.today())))
    sure = next((label for label in screen.labels if label.startswith("✅ Подтвердить")), None)
    if sure is not None:
        await firm.olga.presses(sure, on=screen)


async def confirm(firm: Firm) -> None:
    """«Подтвердить день» vouches for what is there."""
    async with firm.town.database.write() as tx:
        mine = tx.as_(firm.olga.actor).confirmations
        there = await mine.confirmable(firm.town.department_id, FRIDAY)
        await mine.confirm_all([each.id for each in there])


async def base(firm: Firm) -> None:
    """A file of clients with what they owe."""
    table = make_csv(("Вектор", "7701000019", "100000", "20.11.2026"), titles=("Название", "ИНН", "Сумма", "Срок"))
    seen = await firm.anna.sends_document("база.csv", table)
    with suppress(StopIteration):
        await firm.anna.presses(next(label for label in seen.labels if label.startswith("✅")), on=seen)


async def program(firm: Firm) -> None:
    body = {"client_id": firm.client_id, "amount": SUM * 100, **({"on": "2026-11-20"} if firm.when else {})}
    async with before_door(firm.town) as visitor:
        answer = await visitor.posts("/api/v1/facts", firm.token, key=f"one-{firm.days}", json=body)
    assert answer.status in {201, 202}, answer.text


async def forward(firm: Firm) -> None:
    await firm.anna.forwards(f"Поступление 100 000 р от ООО Вектор{firm.when}", hidden="Банк")


async def edit(firm: Firm) -> None:
    """A line about something else becomes one about the money."""
    said = await typed(firm.town, firm.anna, "позвонил Вектор")
    asked = await said.is_edited(f"пришло 100к Вектор{firm.when}")
    if "Заменить" in asked.text:
        await firm.anna.presses(asked.labels[0], on=asked)


async def reply(firm: Firm) -> None:
    card: Seen = await firm.anna.types("встреча Вектор завтра в 15")
    await firm.anna.types(f"пришло 100к Вектор{firm.when}", reply_to=card)


DOORS: Mapping[str, Door] = {
    each.__name__: each
    for each in (line, form, row, everything, bank, lead, confirm, base, program, forward, edit, reply)
}
SILENT = {"confirm", "base", "forward"}
"""By which no money comes that was not there: what they do first counts nothing."""
SATURDAY = 1
"""No check-in asks then; what is overdue is in no «Всё пришло»."""


@pytest.fixture
async def firm(town: Town, where_anna_works: Kept) -> Firm:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    async with town.database.write() as tx:
        client = await tx.as_(anna.actor).clients.create("Вектор", inn="7701000019")
    await town.expects(anna, "Вектор", SUM)
    await town.expects(anna, "Заря", 5_000)
    return Firm(town, anna, olga, client.id, await has_token(town, TokenKind.API, *TokenScope))


async def counted(town: Town) -> list[int]:
    """Receipts of Вектор that stand, in roubles."""
    async with town.database.read() as tx:
        query = select(FactRow.amount).join(ClientRow, ClientRow.id == FactRow.client_id)
        of_it = query.where(FactRow.undone_at.is_(None), ClientRow.name == "Вектор")
        return [amount // 100 for amount in await tx.session.scalars(of_it)]


@pytest.mark.part(24)
@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize(("first", "second"), list(product(DOORS, DOORS)))
async def test_one_receipt_by_two_doors_is_counted_once(firm: Firm, first: str, second: str, days: int) -> None:
    await DOORS[first](firm)
    once = await counted(firm.town)
    assert once == ([] if first in SILENT else [SUM]), "the first door"

    await firm.town.clock.jump(timedelta(days=days))
    later = Firm(firm.town, firm.anna, firm.olga, firm.client_id, firm.token, days)
    await DOORS[second](later)

    found = await counted(firm.town)
    assert found in ([SUM], once), (found, await firm.anna.transcript())
    is_asked = second not in SILENT and (second != "row" or days != SATURDAY) and (second != "everything" or not days)
    if not once and is_asked and found != [SUM]:
        said = " ".join(await firm.anna.messages())
        assert "Правка сообщения запись не меняет" in said, "what nobody has counted is counted, or it is said why not"
