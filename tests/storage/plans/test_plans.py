"""The screens that must stay fast on a million rows are answered by an index, not by walking through a table."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from sales.asks.ask import AskFilter
from sales.calendar.calendar import month_of, week_of
from sales.clients.sections import Section
from storage.asks.asks import AskOf
from storage.debts.debts import DebtOf
from storage.engine.pool import InLoopPool
from storage.transaction import Transaction
from tests.clock import FRIDAY
from tests.storage.house import MOSCOW, House
from tests.storage.plainly import told_by_sqlalchemy

GREAT = (
    *("activities", "expected_payments", "facts", "payment_events", "reminders"),
    *("asks", "audit", "bank_documents", "clients", "deals", "enquiries", "held_money", "pbx_calls"),
)
FEW = (
    "SCAN expected_payments USING INDEX ix_expected_payments_undone",
    "SCAN activities USING INDEX ix_activities_planned",
    "SCAN asks USING INDEX ix_asks_open",
    "SCAN deals USING INDEX ix_deals_under_way",
    "SCAN held_money USING INDEX ix_held_money_waiting",
)
"""Partial indexes: they hold only what was taken back, is ahead, or waits."""
MONTH, MONDAY = month_of(FRIDAY), week_of(FRIDAY)[0]

OF_MOSCOW = AskOf(department_id=MOSCOW)


def _lately(house: House) -> tuple[datetime, datetime]:
    now = house.clock.now()
    return now - timedelta(days=30), now


Screen = Callable[[House, Transaction], Awaitable[Any]]

SCREENS: dict[str, Screen] = {
    "stats of a person": lambda house, tx: tx.as_(house.anna).statistics.of_person(house.anna.person_id, *MONTH),
    "stats of a department": lambda house, tx: tx.as_(house.olga).statistics.of_department(MOSCOW, *MONTH),
    "a day": lambda house, tx: tx.as_(house.olga).statistics.day(FRIDAY),
    "the lead's check-in": lambda house, tx: tx.system.days.of_department(MOSCOW, FRIDAY, "12:00"),
    "a check-in": lambda house, tx: tx.system.checkins.rows(house.anna.person_id, FRIDAY, "12:00"),
    "due": lambda house, tx: tx.as_(house.anna).payments.list_due(FRIDAY),
    "overdue": lambda house, tx: tx.as_(house.anna).payments.overdue(FRIDAY),
    "undo": lambda house, tx: tx.as_(house.anna).undoable.last(),
    "planned": lambda house, tx: tx.as_(house.anna).activities.list_planned(FRIDAY - timedelta(days=30), FRIDAY),
    "a client's contacts": lambda house, tx: tx.as_(house.anna).activities.of_client(1),
    "reminders": lambda house, tx: tx.system.reminders.list_due(house.clock.now()),
    "the last reminder": lambda house, tx: tx.system.reminders.find_last_sent(house.anna.person_id),
    "a period": lambda house, tx: tx.system.period.figures(MOSCOW, *MONTH),
    "what is awaited": lambda house, tx: tx.system.week_plans.list_awaited([house.anna.person_id], FRIDAY),
    "a week draft": lambda house, tx: tx.system.week_plans.make_draft(house.anna.person_id, MONDAY, FRIDAY),
    "a week's result": lambda house, tx: tx.system.week_plans.results(MOSCOW, MONDAY),
    "week lines": lambda house, tx: tx.as_(house.anna).week_lines.lines(house.anna.person_id, MONDAY),
    "tomorrow": lambda house, tx: tx.as_(house.olga).tomorrow_plans.of_department(MOSCOW, FRIDAY),
    "accuracy": lambda house, tx: tx.system.track_record.days([house.anna.person_id], *MONTH),
    "calibration": lambda house, tx: tx.system.track_record.predictions([house.anna.person_id], *MONTH),
    "decomposition": lambda house, tx: tx.system.track_record.observe(house.anna.person_id, *MONTH),
    "slipped": lambda house, tx: tx.as_(house.olga).month_close.list_slipped(MOSCOW, FRIDAY),
    "a calendar's link": lambda house, tx: tx.as_(house.anna).calendars.list_payments(*MONTH),
    "tasks that ring": lambda house, tx: tx.system.asks.list_ringing(house.clock.now()),
    "tasks": lambda house, tx: tx.as_(house.olga).asks.page(AskFilter.LATE, OF_MOSCOW, 6),
    "tasks that are over": lambda house, tx: tx.as_(house.olga).asks.page(AskFilter.CLOSED, OF_MOSCOW, 6),
    "help that helped": lambda house, tx: tx.as_(house.olga).asks.count_helped(MOSCOW, *MONTH),
    "what was done to somebody": lambda house, tx: tx.system.audit.of("person", house.anna.person_id),
    "who has the next enquiry": lambda house, tx: tx.system.enquiries.choose_next([house.anna, house.boris]),
    "enquiries answered": lambda house, tx: tx.as_(house.anna).enquiries.list_answers(*_lately(house)),
    "tasks that nobody accepts": lambda house, tx: tx.as_(house.olga).asks.list_waiting(MOSCOW),
    "calls that owe": lambda house, tx: tx.system.pbx_calls.list_places_owing([MOSCOW], FRIDAY),
    "clients whose deals stand": lambda house, tx: tx.as_(house.anna).client_sections.page(Section.STUCK, 6),
    "debts": lambda house, tx: tx.as_(house.olga).debts.ageing(DebtOf(department_id=MOSCOW)),
    "a statement of the bank": lambda house, tx: tx.as_(house.olga).bank_taking.list_taken(1),
    "held money of a month": lambda house, tx: tx.as_(house.olga).month_close.sum_held(MOSCOW, FRIDAY),
    "earnings": lambda house, tx: tx.as_(house.olga).month_close.earnings(MOSCOW, FRIDAY),
}


async def _plans(house: House, screen: Screen) -> list[tuple[str, str]]:
    """Each statement with SQLite's plan for it, as it is without any statistics on the tables."""
    said: list[tuple[str, Sequence[Any]]] = []
    pool = house.database.reader
    assert isinstance(pool, InLoopPool)

    def hear(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        said.append((statement, parameters))

    event.listen(pool.engine, "before_cursor_execute", hear)
    with told_by_sqlalchemy():
        async with house.read() as tx:
            await screen(house, tx)
    event.remove(pool.engine, "before_cursor_execute", hear)
    with pool.engine.connect() as connection:
        asked = [statement for statement in said if statement[0].startswith(("SELECT", "WITH"))]
        rows = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all() for text, given in asked]
        return [(text, "\n".join(row[3] for row in plan)) for (text, _), plan in zip(asked, rows, strict=True)]


def _without_few(plan: str) -> str:
    return "\n".join(line for line in plan.split("\n") if line not in FEW)


@pytest.mark.part(3)
@pytest.mark.parametrize("name", SCREENS)
async def test_no_great_table_is_walked_through(house: House, name: str) -> None:
    if not house.database.is_sqlite:
        return  # PostgreSQL plans by the tables' statistics: an empty table is walked through, and rightly
    plans = await _plans(house, SCREENS[name])
    assert plans
    for statement, plan in plans:
        for table in GREAT:
            assert f"SCAN {table}" not in _without_few(plan), statement


async def test_a_months_statistics_are_read_from_covering_indexes(house: House) -> None:
    if not house.database.is_sqlite:
        return
    plans = [plan for _, plan in await _plans(house, SCREENS["stats of a department"])]
    for table in ("activities", "facts"):
        assert any(f"SEARCH {table} USING COVERING INDEX" in plan for plan in plans), plans
