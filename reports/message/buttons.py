"""
All shapes of button data, in one file: what a press carries is an id and a word, never a name or a sum.

aiogram's CallbackData takes «-1», «1_0», « 7» and numbers that no database holds: every id is checked for its form.
"""

from typing import Annotated, Any

from aiogram.filters.callback_data import CallbackData
from pydantic import BeforeValidator, Field

LARGEST_ID = 2**63 - 1
DIGITS = frozenset("0123456789")


def _plain_number(value: Any) -> Any:
    if isinstance(value, str) and not (value and len(value) <= len(str(LARGEST_ID)) and set(value) <= DIGITS):
        raise ValueError("not a plain number")
    return value


Id = Annotated[int, BeforeValidator(_plain_number), Field(ge=0, le=LARGEST_ID)]
Word = Annotated[str, Field(max_length=32)]


class DialogPress(CallbackData, prefix="d"):
    """A button of a dialog's screen. number and step tell a stale screen from the live one."""

    number: Id
    step: Word
    value: Word


class LanguagePress(CallbackData, prefix="lang"):
    language: Word


class InvitePress(CallbackData, prefix="inv"):
    """Begin an invitation. An empty role or department 0 is asked for."""

    role: Word = ""
    department_id: Id = 0


class TeamPage(CallbackData, prefix="team"):
    """A page of the team, from 1. Department 0: everybody whom the reader sees."""

    department_id: Id
    page: Id


class PersonPress(CallbackData, prefix="p"):
    """Something to do with one person: see reports.people.team for the deeds."""

    person_id: Id
    deed: Word


class ProfilePress(CallbackData, prefix="pp"):
    person_id: Id
    profile: Word


class OrphansPage(CallbackData, prefix="own"):
    """Clients «без хозяина» of a department, a page from 1."""

    department_id: Id
    page: Id


class GivePress(CallbackData, prefix="give"):
    """Hand clients over. Giver 0: those of nobody, client 0: all of them, heir 0: still to be chosen."""

    department_id: Id
    giver_id: Id
    client_id: Id
    heir_id: Id
    page: Id = 1
    sure: Id = 0


class PaymentPress(CallbackData, prefix="pay"):
    """A button of a payment's card. `value` is a day, or the id of an event or of another payment."""

    deed: Word
    payment_id: Id
    value: Word = ""


class ReceiptPress(CallbackData, prefix="rec"):
    """A button of the card of money that came: taken back, confirmed, or when the rest is to come.

    `event_id` is the change of the payment that answered about the rest: it is taken back together.
    """

    deed: Word
    receipt_id: Id
    event_id: Id = 0


class ActivityPress(CallbackData, prefix="act"):
    """A button of the card of a call or a meeting. `value` is the answer to «Следующий шаг?», or a day."""

    deed: Word
    activity_id: Id
    value: Word = ""


class CheckinPress(CallbackData, prefix="c"):
    """A button of a manager's check-in. `payment_id` 0: the check-in as a whole."""

    deed: Word
    checkin_id: Id
    payment_id: Id = 0
    page: Id = 1


class SummaryPress(CallbackData, prefix="s"):
    """A button of a department's summary. `day` is an ordinal, `slot` minutes since midnight."""

    deed: Word
    department_id: Id
    day: Id
    slot: Id
    person_id: Id = 0
    payment_id: Id = 0


class ReminderPress(CallbackData, prefix="rem"):
    """A button of a reminder; `version` tells one that came before a snooze from the one after it."""

    deed: Word
    reminder_id: Id
    version: Id


class PlannedPress(CallbackData, prefix="plan"):
    """A planned call or meeting of /today: opened, said done, put off. `page` is the way back."""

    deed: Word
    activity_id: Id
    page: Id = 1


class WalkPress(CallbackData, prefix="walk"):
    """«Начать обзвон», or go on with it from that call. Activity 0: from the first planned one."""

    activity_id: Id = 0


class TodayPress(CallbackData, prefix="td"):
    """A page of one's day, from 1; page 0 opens it below."""

    page: Id


class StatsPress(CallbackData, prefix="st"):
    """Figures of a period. Department 0: the reader's own, or oneself."""

    period: Word
    department_id: Id = 0
    page: Id = 1


class DayPress(CallbackData, prefix="dy"):
    """The log of a day (an ordinal). Person 0: everybody; `deed` is «show» or «who»."""

    deed: Word
    day: Id
    department_id: Id = 0
    person_id: Id = 0
    page: Id = 1


class DepartmentPress(CallbackData, prefix="dep"):
    """Which department, for who reads several: `deed` is what to open of it."""

    deed: Word
    department_id: Id


class ClientPress(CallbackData, prefix="cl"):
    """A button of a client's card: a record to begin, or the numbers to open."""

    deed: Word
    client_id: Id


class PlansPress(CallbackData, prefix="pls"):
    """A button of a department's plans. `month` is the ordinal of its first day; deeds: reports.plans.plans."""

    deed: Word
    department_id: Id
    month: Id
    metric: Word
    page: Id = 1


class PlanPress(CallbackData, prefix="pl"):
    """A button about one person's plan of a month."""

    deed: Word
    person_id: Id
    month: Id
    metric: Word


class NormPress(CallbackData, prefix="nm"):
    """Norms of a department's profile, or (department 0) of one person; see reports.plans.norms for the deeds."""

    deed: Word
    department_id: Id
    person_id: Id = 0
    profile: Word = ""
    kind: Word = ""


class ProratePress(CallbackData, prefix="pr"):
    """What a lead says to the plan proposed for who came or left (`turn`) in mid-month."""

    deed: Word
    person_id: Id
    turn: Word


class PlanUndoPress(CallbackData, prefix="plu"):
    """↩️ of a plan, or of all that one tap has set: the versions from the first to the last."""

    first_id: Id
    last_id: Id


class SvodPress(CallbackData, prefix="sv"):
    """The summary report of a period (two ordinals). `kept`: as of the report sent that day, 0 is now."""

    deed: Word
    department_id: Id
    first: Id
    last: Id
    kept: Id = 0
    page: Id = 1


class BonusPress(CallbackData, prefix="bn"):
    """The rules of a department's bonus sheet: shown, or one of them to be set."""

    deed: Word
    department_id: Id


class AbsencePress(CallbackData, prefix="ab"):
    """A button of one absence. `person_id`: who is to stand in, 0 for nobody."""

    deed: Word
    absence_id: Id
    person_id: Id = 0


class AwayPress(CallbackData, prefix="aw"):
    """Who of a department is away, a page from 1; or noting an absence for somebody of it."""

    deed: Word
    department_id: Id
    page: Id = 1


class WeekPress(CallbackData, prefix="wk"):
    """A manager's week plan to look at. `monday` is an ordinal; person 0: one's own."""

    deed: Word
    monday: Id
    person_id: Id = 0
    page: Id = 1


class WeekPlanPress(CallbackData, prefix="wp"):
    """Something to do with one's own week plan: see reports.week.week for the deeds."""

    deed: Word
    monday: Id
    page: Id = 1


class WeekForPress(CallbackData, prefix="wf"):
    """A lead confirms the week plan of somebody of the department."""

    monday: Id
    person_id: Id


class WeekSlipPress(CallbackData, prefix="ws"):
    """Why a slip was taken along: a move of one's own (an event), the first of those by one tap, and the reason."""

    monday: Id
    first_id: Id
    event_id: Id
    reason: Word


class WeekItemPress(CallbackData, prefix="wi"):
    """An item of one's own week plan, to be edited."""

    payment_id: Id


class WeekRegularPress(CallbackData, prefix="wr"):
    """A regular payer that the bot proposes for a week: taken or not."""

    deed: Word
    client_id: Id
    monday: Id


class WeekTablePress(CallbackData, prefix="wt"):
    """A department's week plans. Department 0: the first that the reader sees."""

    deed: Word
    department_id: Id
    monday: Id
    page: Id = 1


class TomorrowPress(CallbackData, prefix="tm"):
    """A button of the plan of a day ahead (an ordinal). `checkin_id`: pressed inside that check-in."""

    deed: Word
    day: Id
    payment_id: Id = 0
    page: Id = 1
    checkin_id: Id = 0


class SettingsPress(CallbackData, prefix="set"):
    """A button of a department's settings. `value`: a scheduled message, or a day (an ordinal) and what it becomes."""

    deed: Word
    department_id: Id
    value: Word = ""
    page: Id = 1
