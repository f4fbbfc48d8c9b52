"""The calls of the plan cycle that take an id, for the table of test_scoping."""

from datetime import date
from typing import Any

from sales.core.money import Percent
from sales.core.people import Profile
from sales.payments.payments import MoveReason
from sales.plans.norms import NormKind
from sales.results.bonus import BonusStep, make_scheme
from sales.schedule.schedule import Scheduled
from tests.clock import FRIDAY

NOVEMBER, MONDAY = date(2026, 11, 1), date(2026, 11, 23)
VIKTOR = 7
"""Of the other department."""
CALLS = NormKind.CALLS_A_DAY
SCHEME = make_scheme(0, {}, [BonusStep(Percent(0), 100)])
WHY = MoveReason.NO_MONEY

REFUSED: dict[str, Any] = {
    "plans.of_department": lambda tx, a, it, my: tx.as_(a).plans.of_department(it.department, NOVEMBER),
    "plans.set_person": lambda tx, a, it, my: tx.as_(a).plans.set_person(it.person, NOVEMBER, 1),
    "plans.set_department": lambda tx, a, it, my: tx.as_(a).plans.set_department(it.department, NOVEMBER, 1),
    "plans.copy_from_last_month": lambda tx, a, it, my: tx.as_(a).plans.copy_from_last_month(it.department, FRIDAY),
    "plans.take_back": lambda tx, a, it, my: tx.as_(a).plans.take_back(it.person, it.person),
    "week_plans.get": lambda tx, a, it, my: tx.as_(a).week_plans.get(it.person, MONDAY),
    "week_plans.of_department": lambda tx, a, it, my: tx.as_(a).week_plans.of_department(it.department, MONDAY),
    "week_plans.confirm": lambda tx, a, it, my: tx.as_(a).week_plans.confirm(MONDAY, it.person),
    "week_lines.lines": lambda tx, a, it, my: tx.as_(a).week_lines.lines(it.person, MONDAY),
    "week_lines.lines_of_team": lambda tx, a, it, my: tx.as_(a).week_lines.lines_of_team(it.department, MONDAY),
    "tomorrow_plans.of_person": lambda tx, a, it, my: tx.as_(a).tomorrow_plans.of_person(MONDAY, it.person),
    "tomorrow_plans.of_department": lambda tx, a, it, my: tx.as_(a).tomorrow_plans.of_department(it.department, MONDAY),
    "tomorrow_plans.drop": lambda tx, a, it, my: tx.as_(a).tomorrow_plans.drop(MONDAY, it.payment, WHY),
    "tomorrow_plans.change": lambda tx, a, it, my: tx.as_(a).tomorrow_plans.change(MONDAY, it.payment, 1),
    "tomorrow_plans.keep": lambda tx, a, it, my: tx.as_(a).tomorrow_plans.keep(MONDAY, it.payment),
    "people.set_joined": lambda tx, a, it, my: tx.as_(a).people.set_joined(it.person, FRIDAY),
    "norms.set_profile": lambda tx, a, it, my: tx.as_(a).norms.set_profile(it.department, Profile.MIXED, CALLS, 1),
    "norms.set_person": lambda tx, a, it, my: tx.as_(a).norms.set_person(it.person, CALLS, 1),
    "bonus.of_department": lambda tx, a, it, my: tx.as_(a).bonus.of_department(it.department),
    "bonus.set_scheme": lambda tx, a, it, my: tx.as_(a).bonus.set_scheme(it.department, SCHEME),
    "kept_reports.of_day": lambda tx, a, it, my: tx.as_(a).kept_reports.of_day(it.department, "svod", FRIDAY),
    "kept_reports.last": lambda tx, a, it, my: tx.as_(a).kept_reports.last(it.department, "svod", FRIDAY),
    "period.of_department": lambda tx, a, it, my: tx.as_(a).period.of_department(it.department, NOVEMBER, MONDAY),
    "period.facts": lambda tx, a, it, my: tx.as_(a).period.facts(it.department, NOVEMBER, MONDAY),
    "period.sum_days": lambda tx, a, it, my: tx.as_(a).period.sum_days(it.department, NOVEMBER, MONDAY),
    "month_close.list_slipped": lambda tx, a, it, my: tx.as_(a).month_close.list_slipped(it.department, NOVEMBER),
    "month_close.earnings": lambda tx, a, it, my: tx.as_(a).month_close.earnings(it.department, NOVEMBER),
    "absences.get": lambda tx, a, it, my: tx.as_(a).absences.get(it.absence),
    "absences.decline": lambda tx, a, it, my: tx.as_(a).absences.decline(it.absence),
    "absences.withdraw": lambda tx, a, it, my: tx.as_(a).absences.withdraw(it.absence),
    "absences.set_substitute": lambda tx, a, it, my: tx.as_(a).absences.set_substitute(it.absence, None),
    "absences.set_substitute somebody": lambda tx, a, it, my: tx.as_(a).absences.set_substitute(my.absence, VIKTOR),
    "schedule.settings_of": lambda tx, a, it, my: tx.as_(a).schedule.settings_of(it.department),
    "schedule.turn": lambda tx, a, it, my: tx.as_(a).schedule.turn(it.department, Scheduled.SVOD, on=False),
    "schedule.put_off": lambda tx, a, it, my: tx.as_(a).schedule.put_off(it.department, Scheduled.SVOD, None),
}
