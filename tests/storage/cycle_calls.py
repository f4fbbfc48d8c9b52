"""The calls of the plan cycle that take an id, for the table of test_scoping."""

from datetime import date
from typing import Any

from sales.schedule import Scheduled
from tests.clock import FRIDAY

NOVEMBER = date(2026, 11, 1)

REFUSED: dict[str, Any] = {
    "plans.of_department": lambda tx, a, it, my: tx.plans.of_department(a, it.department, NOVEMBER),
    "plans.set_person": lambda tx, a, it, my: tx.plans.set_person(a, it.person, NOVEMBER, 1),
    "plans.set_department": lambda tx, a, it, my: tx.plans.set_department(a, it.department, NOVEMBER, 1),
    "plans.copy_from_last_month": lambda tx, a, it, my: tx.plans.copy_from_last_month(a, it.department, FRIDAY),
    "schedule.settings_of": lambda tx, a, it, my: tx.schedule.settings_of(a, it.department),
    "schedule.turn": lambda tx, a, it, my: tx.schedule.turn(a, it.department, Scheduled.SVOD, on=False),
    "schedule.put_off": lambda tx, a, it, my: tx.schedule.put_off(a, it.department, Scheduled.SVOD, None),
}
