"""What a month is closed and paid by: the close, the bonus sheet and its workbook, and what the bank stands behind."""

from datetime import date
from typing import Any

from sqlalchemy import select

from reports.bank.statement import BankStatementView
from reports.bank.taken import BankTakenView
from reports.message.format import money, short
from reports.results.bonus import BonusView, BonusWorkbook, month_bonus
from reports.svod.figures import svod_of
from reports.svod.presses import BonusAddress
from sales.bank.directions import Way
from sales.bank.matches import DocumentState
from sales.calendar.calendar import month_of
from storage.tables import BankDocumentRow, BankReceiptRow, FactRow
from tests.proof.figures.files import column, draw, sheets_of, total
from tests.proof.figures.life import Life
from tests.proof.figures.recount import Money, Recount

LOOKS = 0.3
"""How often the bank's screens are looked at, too."""


async def check_closing(life: Life, recount: Recount) -> None:
    """Of the running month, as if it closed now, by whatever money the department closes by."""
    tx, lead, (first, last) = life.tx, life.lead, month_of(life.today)
    place = await tx.system.departments.get(life.place)
    closed = recount.closed(first, last, confirmed_only=place.counts_confirmed)
    svod = await svod_of(tx, lead, place.id, (first, last), tx.clock.now(), closing=True)
    assert svod.fact == sum(each.amount for each in closed if _day(each, place.counts_confirmed) <= life.today)
    found = await month_bonus(tx, lead, BonusAddress(first=first, last=last, department_id=place.id))
    assert found is not None
    new = await _read_new(life, first, confirmed_only=place.counts_confirmed)
    for each in found.rows:
        whose = each.row.person.id
        own = [one for one in closed if one.owner == whose]
        assert each.earned.total == sum(one.amount for one in own), each.row.person.name
        assert each.earned.total == each.row.standing.fact, "the bonus is paid for the fact beside it"
        assert each.earned.of_new == sum(one.amount for one in own if one.client in new), each.row.person.name
        assert each.sheet is None or each.sheet.fact == each.earned.total
    asked = {"first": first, "last": last, "department_id": place.id}
    seen = await draw(life, BonusView(**asked), lead)
    if found.rules is not None:
        assert f"<b>{money(found.total)}</b>" in seen
        people = (await sheets_of(life, BonusWorkbook(**asked), lead))[0]
        assert column(people, "Факт") == [each.row.standing.fact for each in found.rows]
        assert total(people, "Бонус") == found.total
        assert total(people, "План") == sum(each.row.standing.plan or 0 for each in found.rows)
    await _bank(life)
    if life.dice.random() < LOOKS:
        await _bank_screens(life)


def _day(each: Money, confirmed_only: bool) -> date:
    return each.booked if confirmed_only else each.day


async def _read_new(life: Life, first: date, *, confirmed_only: bool) -> set[int]:
    """Clients who paid first in the month that began that day, or later; none in a department's first month."""
    fact = FactRow
    query = select(fact.client_id, fact.local_date, fact.bank_day, fact.amount, fact.confirmed_by, fact.department_id)
    facts = (await life.tx.session.execute(query.where(fact.undone_at.is_(None)))).all()
    paid: set[int] = set()
    known, has_worked = set[int](), False
    for client, said, booked, amount, sure, place in facts:
        day = (booked or said) if confirmed_only else said
        if confirmed_only and sure is None:
            continue
        has_worked |= place == life.place and day < first
        if client is not None and amount > 0 and day < first:
            paid.add(client)
        if client is not None:
            known.add(client)
    return known - paid if has_worked else set()


async def _bank(life: Life) -> None:
    """Money behind which a document stands is confirmed, booked, and as much as the documents say."""
    link, fact, document = BankReceiptRow, FactRow, BankDocumentRow
    query = select(fact.amount, fact.confirmed_by, fact.bank_day, fact.undone_at).where(
        fact.receipt_id.in_(select(link.receipt_id))
    )
    facts: list[Any] = list(await life.tx.session.execute(query))
    assert all(sure is not None and day is not None and undone is None for _amount, sure, day, undone in facts)
    taken = select(document.amount, document.way).where(document.state == DocumentState.TAKEN)
    documents = list(await life.tx.session.execute(taken))
    said = sum(amount if way == Way.IN else -amount for amount, way in documents)
    assert sum(each[0] for each in facts) == said


async def _bank_screens(life: Life) -> None:
    """The file's screen, the list of what it confirmed, and its workbook; whoever pressed."""
    tx = life.tx
    for statement in await tx.as_(life.lead).bank_statements.list_loaded():
        for reader in (life.lead, life.house.irina):
            taken = await tx.as_(reader).bank_taking.list_taken(statement.id)
            came = sum(each.amount for each in taken if each.way is Way.IN)
            seen = await draw(life, BankStatementView(statement_id=statement.id), reader)
            told = f"Подтверждено <b>{len(taken)}</b> на {short(came)}"
            assert (told in seen) is bool(taken), (told, seen)
            listed = await draw(life, BankTakenView(statement_id=statement.id), reader)
            assert not taken or f"<b>{len(taken)}</b>" in listed.splitlines()[0]
