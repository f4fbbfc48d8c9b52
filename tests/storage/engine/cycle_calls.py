"""The calls of the plan cycle that take an id, for the table of test_scoping."""

from datetime import date
from typing import Any

from sales.core.money import Percent
from sales.core.people import Profile
from sales.payments.payments import MoveReason
from sales.plans.norms import NormKind
from sales.results.bonus import Step, make_scheme
from sales.schedule.schedule import Scheduled
from tests.clock import FRIDAY

NOVEMBER, MONDAY = date(2026, 11, 1), date(2026, 11, 23)
VIKTOR = 7
"""Of the other department."""
CALLS = NormKind.CALLS_A_DAY
SCHEME = make_scheme(0, {}, [Step(Percent(0), 100)])
WHY = MoveReason.NO_MONEY

REFUSED: dict[str, Any] = {
    "plans.of_department": lambda tx, a, it, my: tx.plans.of_department(a, it.department, NOVEMBER),
    "plans.set_person": lambda tx, a, it, my: tx.plans.set_person(a, it.person, NOVEMBER, 1),
    "plans.set_department": lambda tx, a, it, my: tx.plans.set_department(a, it.department, NOVEMBER, 1),
    "plans.copy_from_last_month": lambda tx, a, it, my: tx.plans.copy_from_last_month(a, it.department, FRIDAY),
    "plans.take_back": lambda tx, a, it, my: tx.plans.take_back(a, it.person, it.person),
    "week_plans.get": lambda tx, a, it, my: tx.week_plans.get(a, it.person, MONDAY),
    "week_plans.of_department": lambda tx, a, it, my: tx.week_plans.of_department(a, it.department, MONDAY),
    "week_plans.confirm": lambda tx, a, it, my: tx.week_plans.confirm(a, MONDAY, it.person),
    "week_lines.lines": lambda tx, a, it, my: tx.week_lines.lines(a, it.person, MONDAY),
    "week_lines.lines_of_team": lambda tx, a, it, my: tx.week_lines.lines_of_team(a, it.department, MONDAY),
    "tomorrow_plans.of_person": lambda tx, a, it, my: tx.tomorrow_plans.of_person(a, MONDAY, it.person),
    "tomorrow_plans.of_department": lambda tx, a, it, my: tx.tomorrow_plans.of_department(a, it.department, MONDAY),
    "tomorrow_plans.drop": lambda tx, a, it, my: tx.tomorrow_plans.drop(a, MONDAY, it.payment, WHY),
    "tomorrow_plans.change": lambda tx, a, it, my: tx.tomorrow_plans.change(a, MONDAY, it.payment, 1),
    "tomorrow_plans.keep": lambda tx, a, it, my: tx.tomorrow_plans.keep(a, MONDAY, it.payment),
    "people.set_joined": lambda tx, a, it, my: tx.people.set_joined(a, it.person, FRIDAY),
    "norms.set_profile": lambda tx, a, it, my: tx.norms.set_profile(a, it.department, Profile.MIXED, CALLS, 1),
    "norms.set_person": lambda tx, a, it, my: tx.norms.set_person(a, it.person, CALLS, 1),
    "bonus.of_department": lambda tx, a, it, my: tx.bonus.of_department(a, it.department),
    "bonus.set_scheme": lambda tx, a, it, my: tx.bonus.set_scheme(a, it.department, SCHEME),
    "kept_reports.of_day": lambda tx, a, it, my: tx.kept_reports.of_day(a, it.department, "svod", FRIDAY),
    "kept_reports.last": lambda tx, a, it, my: tx.kept_reports.last(a, it.department, "svod", FRIDAY),
    "period.of_department": lambda tx, a, it, my: tx.period.of_department(a, it.department, NOVEMBER, MONDAY),
    "period.facts": lambda tx, a, it, my: tx.period.facts(a, it.department, NOVEMBER, MONDAY),
    "month_close.slipped": lambda tx, a, it, my: tx.month_close.slipped(a, it.department, NOVEMBER),
    "month_close.earnings": lambda tx, a, it, my: tx.month_close.earnings(a, it.department, NOVEMBER),
    "calendar.absence": lambda tx, a, it, my: tx.calendar.absence(a, it.absence),
    "calendar.decline_absence": lambda tx, a, it, my: tx.calendar.decline_absence(a, it.absence),
    "calendar.withdraw_absence": lambda tx, a, it, my: tx.calendar.withdraw_absence(a, it.absence),
    "calendar.set_substitute": lambda tx, a, it, my: tx.calendar.set_substitute(a, it.absence, None),
    "calendar.set_substitute somebody": lambda tx, a, it, my: tx.calendar.set_substitute(a, my.absence, VIKTOR),
    "schedule.settings_of": lambda tx, a, it, my: tx.schedule.settings_of(a, it.department),
    "schedule.turn": lambda tx, a, it, my: tx.schedule.turn(a, it.department, Scheduled.SVOD, on=False),
    "schedule.put_off": lambda tx, a, it, my: tx.schedule.put_off(a, it.department, Scheduled.SVOD, None),
}
