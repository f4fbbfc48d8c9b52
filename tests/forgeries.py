"""
Every shape of button data with what it speaks of, so that each can be forged: whose id stands in which field, and who
may press it at all. A shape that is not in the table fails the tests with a sentence that says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiogram.filters.callback_data import CallbackData

from handlers.framework.access import (
    ABSENCE_ROLES,
    ABSENCE_WRITERS,
    CALENDAR_KEEPERS,
    EVERYBODY,
    FACT_ENTERERS,
    INVITERS,
    PLAN_READERS,
    PLANNERS,
    SELLERS,
    SETTERS,
    WATCHERS,
)
from reports.absences import absence
from reports.message import buttons as shapes
from reports.people import team
from reports.plans import norms, plans, proration
from reports.settings import settings
from reports.week import slips as week_slips
from reports.week import week
from sales.activities.activities import NextStep
from sales.activities.reminders import Snooze
from sales.core.people import Profile, Role
from sales.core.rights import Action, roles_that_may
from sales.payments.payments import MoveReason, RestChoice

EDITORS = roles_that_may(Action.EDIT_RECORDS)
REMINDERS = roles_that_may(Action.REMIND_SILENT)
NOBODY: frozenset[Role] = frozenset()

TODAY, NOON = 739940, 12 * 60  # Friday 20 November 2026, as an ordinal
NOVEMBER = 739921
MONDAY = TODAY + 3
_NOVEMBER_DAYS = {"first": NOVEMBER, "last": NOVEMBER + 29}
_OCTOBER_DAYS = {"first": NOVEMBER - 31, "last": NOVEMBER - 1}


@dataclass(frozen=True)
class Deed:
    """One thing that a shape can ask for. `ids` says of what kind the record in a field is; `rest` fills the others."""

    ids: dict[str, str]
    roles: frozenset[Role]
    rest: dict[str, Any] = field(default_factory=dict)


def _words(ids: dict[str, str], roles: frozenset[Role], *words: str, **rest: Any) -> Iterator[Deed]:
    return (Deed(ids, roles, {"deed": word, **rest}) for word in words)


_PERSON = {"person_id": "manager"}
_PAYMENT, _RECEIPT, _ACTIVITY = {"payment_id": "payment"}, {"receipt_id": "receipt"}, {"activity_id": "activity"}
_MONTH = {"month": NOVEMBER, "metric": "money"}
_UNDONE = {"first_id": "plan_set", "last_id": "plan_set"}
_MOVED = {"first_id": "moved", "event_id": "moved"}
_ABSENCE = {"absence_id": "absence"}
_CLIENT_CARD = {"client_id": "client"}
_SUMMARY = {"department_id": "department"}
_SLOT = {"day": TODAY, "slot": NOON}
_ROW = {"checkin_id": "checkin", "payment_id": "payment"}
_GIVER = {"department_id": "department", "giver_id": "manager"}
_HEIR = {"department_id": "department", "giver_id": "manager", "heir_id": "heir"}
_CLIENT = {"department_id": "department", "client_id": "orphan", "heir_id": "heir"}

DEEDS: dict[type[CallbackData], tuple[Deed, ...]] = {
    shapes.DialogPress: (),  # its ids name a screen, not a record: a forged one is a screen that is out of date
    shapes.LanguagePress: (),
    shapes.WalkPress: (),  # a place in one's own list
    shapes.TodayPress: (),  # a page
    shapes.InvitePress: (
        Deed(_SUMMARY, INVITERS),
        Deed(_SUMMARY, INVITERS, {"role": "manager"}),
        Deed(_SUMMARY, frozenset({Role.OWNER}), {"role": "lead"}),
        Deed({}, frozenset({Role.OWNER}), {"role": "director"}),
        Deed({}, NOBODY, {"role": "owner"}),
        Deed({}, NOBODY, {"role": "king"}),
    ),
    shapes.TeamPage: (Deed(_SUMMARY, WATCHERS, {"page": 1}),),
    shapes.PersonPress: (
        *_words(_PERSON, WATCHERS, team.CARD),
        *_words(_PERSON, INVITERS, team.PROFILE, team.RENAME, team.LEAVE, team.LEFT),
        *_words({"person_id": "waiting"}, INVITERS, team.LINK),
        *_words({"person_id": "lead"}, frozenset({Role.OWNER}), team.LEAVE, team.LEFT, team.RENAME),
        *_words({"person_id": "owner"}, NOBODY, team.LEAVE, team.LEFT, team.RENAME, team.PROFILE, team.LINK),
        *_words(_PERSON, NOBODY, "", "fire"),
    ),
    shapes.ProfilePress: (
        *(Deed(_PERSON, INVITERS, {"profile": each}) for each in Profile),
        Deed(_PERSON, NOBODY, {"profile": "king"}),
    ),
    shapes.OrphansPage: (Deed(_SUMMARY, INVITERS, {"page": 1}),),
    shapes.GivePress: (
        Deed(_GIVER, INVITERS, {"client_id": 0, "heir_id": 0}),
        Deed(_HEIR, INVITERS, {"client_id": 0}),
        Deed(_HEIR, INVITERS, {"client_id": 0, "sure": 1}),
        Deed(_CLIENT, INVITERS, {"giver_id": 0}),
        Deed(_CLIENT, INVITERS, {"giver_id": 0, "sure": 1}),
    ),
    shapes.PaymentPress: (
        *_words(_PAYMENT, EDITORS, "edit", "another", "undo", "next"),
        *_words(_PAYMENT, EDITORS, "keep", value="2026-11-21"),
        *_words({"payment_id": "payment", "value": "double"}, EDITORS, "same"),
        *_words(_PAYMENT, NOBODY, "", "steal"),
        *_words(_PAYMENT, NOBODY, "keep", value="31.02"),
    ),
    shapes.ReceiptPress: (
        *_words(_RECEIPT, FACT_ENTERERS, "undo"),
        *_words(_RECEIPT, frozenset({Role.LEAD, Role.OWNER}), "confirm"),
        *_words(_RECEIPT, EDITORS, *RestChoice),
        *_words(_RECEIPT, NOBODY, "steal"),
    ),
    shapes.ActivityPress: (
        *(_words(_ACTIVITY, SELLERS, "next", value=NextStep.TOMORROW)),
        *_words(_ACTIVITY, SELLERS, "replan", "undo"),
        *_words(_ACTIVITY, SELLERS, "keep", value="2026-11-21"),
        *_words(_ACTIVITY, NOBODY, "steal"),
        *_words(_ACTIVITY, NOBODY, "next", value="never"),
    ),
    shapes.PlannedPress: tuple(_words(_ACTIVITY, SELLERS, "open", "done", "move")),
    shapes.ReminderPress: tuple(_words({"reminder_id": "reminder"}, SELLERS, "done", "other", *Snooze, version=1)),
    shapes.ClientPress: (
        *_words(_CLIENT_CARD, EVERYBODY, "card", "phones"),
        *_words(_CLIENT_CARD, SELLERS, "call", "meet", "pay"),
        *_words(_CLIENT_CARD, FACT_ENTERERS, "fact"),
        *_words(_CLIENT_CARD, NOBODY, "steal"),
    ),
    shapes.CheckinPress: (
        *_words(_ROW, SELLERS, "came", "part", "move", "no"),
        *_words({"checkin_id": "checkin"}, SELLERS, "same", "settled", "all", "page", "open", "extra"),
        *_words({"checkin_id": "checkin"}, NOBODY, "steal"),
    ),
    shapes.SummaryPress: (
        *_words(_SUMMARY, WATCHERS, "details", "tomorrow", **_SLOT),
        *_words(_SUMMARY | _PERSON, WATCHERS, "person", "rows", **_SLOT),
        *_words(_SUMMARY, REMINDERS, "remind_all", **_SLOT),
        *_words(_SUMMARY | _PERSON, REMINDERS, "remind", "remind_row", **_SLOT),
        *_words(_SUMMARY | _PERSON | _PAYMENT, FACT_ENTERERS - SELLERS, "came", **_SLOT),
        *_words(_SUMMARY | _PERSON | _PAYMENT, frozenset({Role.LEAD}), "taken", **_SLOT),
        *_words(_SUMMARY, NOBODY, "steal", **_SLOT),
        *_words(_SUMMARY, NOBODY, "details", day=2**62, slot=NOON),
        *_words(_SUMMARY, NOBODY, "details", day=TODAY, slot=24 * 60),
    ),
    shapes.DepartmentPress: (*_words(_SUMMARY, WATCHERS, "checkin", "who"), *_words(_SUMMARY, NOBODY, "steal")),
    shapes.StatsPress: (
        *(Deed(_SUMMARY, WATCHERS, {"period": each}) for each in ("day", "week", "month")),
        Deed({}, EVERYBODY, {"period": "day"}),
        Deed({}, NOBODY, {"period": "century"}),
    ),
    shapes.PlansPress: (
        *_words(_SUMMARY, PLAN_READERS - SELLERS, plans.SHOW, plans.OPEN, plans.EXCEL, plans.YEAR, **_MONTH),
        *_words(_SUMMARY, PLANNERS, plans.OWN, plans.COPY, **_MONTH),
        *_words(_SUMMARY, NOBODY, "steal", **_MONTH),
        *_words(_SUMMARY, NOBODY, plans.SHOW, month=NOVEMBER, metric="gold"),
        *_words(_SUMMARY, NOBODY, plans.SHOW, month=2**62, metric="money"),
    ),
    shapes.PlanPress: (
        *_words(_PERSON, PLAN_READERS, plans.PERSON, **_MONTH),
        *_words(_PERSON, PLANNERS, plans.ENTER, **_MONTH),
        *_words({"person_id": "lead"}, NOBODY, plans.ENTER, plans.PERSON, **_MONTH),
        *_words(_PERSON, NOBODY, "steal", **_MONTH),
        *_words(_PERSON, NOBODY, plans.ENTER, month=1, metric="money"),
    ),
    shapes.NormPress: (
        *_words(_SUMMARY, PLAN_READERS - SELLERS, norms.ALL),
        *_words(_SUMMARY, PLANNERS, norms.OF, profile="mixed"),
        *_words(_SUMMARY, PLANNERS, norms.ENTER, profile="mixed", kind="calls_a_day"),
        *_words(_PERSON, PLANNERS, norms.OF, department_id=0),
        *_words(_PERSON, PLANNERS, norms.ENTER, department_id=0, kind="calls_a_day"),
        *_words(_SUMMARY, NOBODY, norms.ENTER, profile="king", kind="calls_a_day"),
        *_words(_SUMMARY, NOBODY, "steal"),
    ),
    shapes.ProratePress: (
        *_words(_PERSON, PLANNERS, proration.TAKE, proration.FULL, proration.OTHER, turn="came"),
        *_words(_PERSON, NOBODY, proration.TAKE, turn="danced"),
        *_words(_PERSON, NOBODY, "steal", turn="came"),
    ),
    shapes.BonusPress: (
        *_words(_SUMMARY, frozenset({Role.OWNER}), "rules", "base", "rate", "new", "steps"),
        *_words(_SUMMARY, NOBODY, "steal"),
    ),
    shapes.PlanUndoPress: (Deed(_UNDONE, PLANNERS),),
    shapes.AbsencePress: (
        *_words(_ABSENCE, ABSENCE_WRITERS, absence.AGREE, absence.DECLINE),
        *_words(_ABSENCE, ABSENCE_ROLES, absence.WITHDRAW, absence.CARD, absence.WHO, absence.STANDS_IN),
        *_words(_ABSENCE, NOBODY, "steal"),
    ),
    shapes.SettingsPress: (
        *_words(_SUMMARY, SETTERS, settings.SHOW, settings.MESSAGES, settings.CALENDAR),
        *_words(_SUMMARY, SETTERS, settings.TURN, settings.HOUR, value="svod"),
        *_words(_SUMMARY, CALENDAR_KEEPERS, settings.DAY, value=str(TODAY)),
        *_words(_SUMMARY, CALENDAR_KEEPERS, settings.MARK, value=f"{TODAY}-off"),
        *_words(_SUMMARY, frozenset({Role.OWNER}), *settings.OWNERS),
        *_words(_SUMMARY, NOBODY, "steal"),
        *_words(_SUMMARY, NOBODY, settings.TURN, settings.HOUR, value="payday"),
        *_words(_SUMMARY, NOBODY, settings.DAY, settings.CALENDAR, value="9999999"),
        *_words(_SUMMARY, NOBODY, settings.MARK, value=f"{TODAY}-party"),
    ),
    shapes.AwayPress: (
        *_words(_SUMMARY, ABSENCE_WRITERS, absence.LIST, absence.NOTE),
        *_words(_SUMMARY, NOBODY, "steal"),
    ),
    shapes.TomorrowPress: (
        *_words({}, SELLERS, "show", "open", "ok", "add", day=TODAY + 3),
        *_words({"payment_id": "payment"}, SELLERS, "item", "sum", "drop", "why", "keep", day=TODAY + 3),
        *_words({"payment_id": "payment"}, NOBODY, "steal", day=TODAY + 3),
        *_words({}, NOBODY, "show", day=1),
    ),
    shapes.SvodPress: (
        *_words({"department_id": "department"}, EVERYBODY, "show", "people", "picture", "book", **_NOVEMBER_DAYS),
        *_words({"department_id": "department"}, EVERYBODY, "forecast", "accuracy", **_NOVEMBER_DAYS),
        *_words({"department_id": "department"}, WATCHERS, "close", "slips", **_OCTOBER_DAYS),
        *_words({"department_id": "department"}, PLANNERS, "plans", "write", **_OCTOBER_DAYS),
        *_words({"department_id": "department"}, PLAN_READERS - SELLERS, "bonus", "bonus_book", **_OCTOBER_DAYS),
        *_words({"department_id": "department"}, NOBODY, "steal", **_NOVEMBER_DAYS),
        *_words({"department_id": "department"}, NOBODY, "show", first=NOVEMBER, last=2**62),
        *_words({"department_id": "department"}, NOBODY, "show", first=1, last=NOVEMBER),
    ),
    shapes.WeekPress: (
        *_words(_PERSON, EVERYBODY, week.SHOW, week.BOOK, monday=MONDAY),
        *_words(_PERSON, NOBODY, "steal", monday=MONDAY),
        *_words(_PERSON, NOBODY, week.SHOW, monday=TODAY),  # no Monday
        *_words(_PERSON, NOBODY, week.SHOW, monday=2**62),
    ),
    shapes.WeekPlanPress: (
        *_words({}, SELLERS, week.CONFIRM, week.EDIT, week.ADD, monday=MONDAY),
        *_words({}, NOBODY, "steal", monday=MONDAY),
        *_words({}, NOBODY, week.CONFIRM, monday=2**62),
    ),
    shapes.WeekForPress: (
        Deed(_PERSON, PLANNERS, {"monday": MONDAY}),
        Deed({"person_id": "lead"}, NOBODY, {"monday": MONDAY}),
        Deed({"person_id": "waiting"}, NOBODY, {"monday": MONDAY}),
        Deed(_PERSON, NOBODY, {"monday": TODAY}),
    ),
    shapes.WeekSlipPress: (
        *(
            Deed(_MOVED, SELLERS | PLANNERS, {"monday": MONDAY, "reason": each})
            for each in (*MoveReason, week_slips.SKIP)
        ),
        Deed(_MOVED, NOBODY, {"monday": MONDAY, "reason": "steal"}),
        Deed(_MOVED, NOBODY, {"monday": TODAY, "reason": MoveReason.NO_MONEY}),
    ),
    shapes.WeekItemPress: (Deed(_PAYMENT, SELLERS),),
    shapes.WeekRegularPress: (
        *_words(_CLIENT_CARD, SELLERS, week.TAKE, week.DROP, monday=MONDAY),
        *_words(_CLIENT_CARD, NOBODY, "steal", monday=MONDAY),
    ),
    shapes.WeekTablePress: (
        *_words(_SUMMARY, WATCHERS, week.SHOW, week.OPEN, week.BOOK, monday=MONDAY),
        *_words(_SUMMARY, NOBODY, "steal", monday=MONDAY),
        *_words(_SUMMARY, NOBODY, week.SHOW, monday=TODAY),
    ),
    shapes.DayPress: (
        *_words(_SUMMARY, WATCHERS, "show", day=TODAY),
        *_words(_PERSON, EVERYBODY, "show", day=TODAY),
        *_words({}, NOBODY, "show", day=2**62),
    ),
}


def all_shapes() -> list[type[CallbackData]]:
    found = [each for each in vars(shapes).values() if isinstance(each, type) and issubclass(each, CallbackData)]
    return [each for each in found if each is not CallbackData]
