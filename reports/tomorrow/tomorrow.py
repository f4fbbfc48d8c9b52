"""
Tomorrow's plan of a manager: what the week promised of the day, what stands, what changed and what dropped (SPEC 7).

It is asked inside the day's last check-in, where one line and one tap are enough; the whole of it opens by /tomorrow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self, TypeAlias

from markupsafe import Markup

from reports.message.columns import DIGIT, align_left, align_right, cut, width_of
from reports.message.format import chance, hours, long_day, percent, short, short_day, thousands
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.pages import Page
from reports.message.terms import reason_words
from reports.message.view import Key, View
from reports.plans.pace import read_own_month
from reports.tomorrow.presses import TomorrowDeed, TomorrowPress
from sales.calendar.calendar import NoWorkdayError, month_of
from sales.core.errors import NotYoursError
from sales.payments.payments import MoveReason
from sales.plans.need import Need, need_per_day
from sales.schedule.schedule import Scheduled, Setting
from sales.tomorrow.tomorrow import Compared, Match
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from sales.tomorrow.tomorrow_times import Edit, TomorrowHours, TomorrowTimes, edit_at, tomorrow_times
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction

PAGE = 5
Section: TypeAlias = tuple[Markup, Keyboard]
SIGNS = {Match.CONFIRMED: "✓", Match.CHANGED: "±", Match.NEW: "+", Match.DROPPED: "−"}


@dataclass(frozen=True, slots=True)
class Evening:
    """A manager's day ahead with the hours that govern it."""

    ahead: PersonTomorrow
    edit: Edit
    need: Need
    zone: str

    @property
    def is_confirmed(self) -> bool:
        plan = self.ahead.plan
        return plan is not None and plan.confirmed_at is not None

    @property
    def is_empty(self) -> bool:
        """Nothing is promised of the day, and nothing awaited on it."""
        return not self.ahead.week and not self.ahead.current


async def day_ahead(tx: Transaction, person_id: int, today: date) -> date | None:
    """The person's own next workday; None for who has none in sight."""
    try:
        return (await tx.system.calendars.of_person(person_id)).next_workday(today)
    except NoWorkdayError:
        return None


async def hours_of(tx: Transaction, department: Department, person_id: int, planned_for: date) -> TomorrowTimes | None:
    """Of the evening before that day; None where the person's calendar knows no such evening."""
    own = await tx.system.calendars.of_person(person_id)
    try:
        before = own.previous_workday(planned_for)
    except NoWorkdayError:
        return None
    slots = await tx.system.calendars.slots_of(department, before)
    if not slots:
        return None
    usual = await tx.system.schedule.of_department(department.id)
    return tomorrow_times(slots[-1], department.zone, own, make_own_hours(usual))


def make_own_hours(settings: Mapping[Scheduled, Setting]) -> TomorrowHours:
    """The department's hours, or the usual ones where it has set none."""
    usual = TomorrowHours()
    return TomorrowHours(
        settings[Scheduled.TOMORROW_REMIND].at or usual.remind, settings[Scheduled.TOMORROW_FREEZE].at or usual.freeze
    )


async def evening_of(tx: Transaction, reader: Actor, day: date) -> Evening | None:
    """The reader's own. None where there is no such day to plan."""
    department = await tx.as_(reader).departments.read_own()
    if department is None:
        return None
    times = await hours_of(tx, department, reader.person_id, day)
    if times is None or times.planned_for != day:
        return None
    ahead = await tx.as_(reader).tomorrow_plans.of_person(day)
    return Evening(ahead, edit_at(tx.clock.now(), times), await _need(tx, reader, day), department.zone)


async def _need(tx: Transaction, reader: Actor, day: date) -> Need:
    """Per day from that day on: what is left of its month's plan over the own workdays that remain."""
    month = await read_own_month(tx, reader, day)
    if month is None:
        return Need(None)
    return need_per_day(month.standing.plan, month.standing.fact, month.calendar.workdays(day, month_of(day)[1]))


class TomorrowView(View):
    """`item`: the payment that was opened; `remind`: only while it waits to be confirmed."""

    name = "tomorrow"

    day: date
    page: int = 1
    item: int = 0
    remind: bool = False

    @classmethod
    def key_for(cls, person_id: int, day: date) -> Key[Self]:
        """The plan of a day ahead in one manager's chat."""
        return Key(f"tomorrow:{person_id}:{day.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            evening = await evening_of(tx, reader, self.day)
        except NotYoursError:
            return None
        if evening is None or (self.remind and (evening.is_confirmed or evening.is_empty)):
            return None
        if self.item:
            return _item_message(evening, self.item, self.page)
        return _message(evening, self.page, remind=self.remind)


def _message(evening: Evening, page: int, *, remind: bool) -> Message:
    ahead = evening.ahead
    items = ahead.reconciliation.items
    shown = Page.of(page, len(items), PAGE)
    rows = items[shown.first : shown.first + PAGE]
    head = [fill(_("Plan for {day}"), day=_when(evening)), _sum_line(evening), _need_line(evening)]
    is_frozen = ahead.plan is not None and ahead.plan.is_frozen
    waiting = fill(_("🔔 Waiting for your word")) if remind and not is_frozen else None
    told = _rows(evening, rows) or [fill(_("Nothing is expected that day yet."))]
    text = lines(waiting, *head, "", *told, _state(evening))
    turns = shown.turns(lambda number: press(evening, TomorrowDeed.SHOW, page=number))
    return Message(text, (*_row_buttons(evening, rows, shown.number), *turns, *_answers(evening)))


def _when(evening: Evening) -> Markup:
    return bold(long_day(evening.ahead.day))


def _sum_line(evening: Evening) -> Markup:
    """«650 тыс · неделя 565, совпало 79,6 %»"""
    found = evening.ahead.reconciliation
    if not found.week:
        return fill(_("{sum} · nothing in the week's plan"), sum=bold(short(found.tomorrow)))
    return fill(
        _("{sum} · week {week}, matches {coverage}"),
        sum=bold(short(found.tomorrow)),
        week=short(found.week),
        coverage=percent(found.coverage),
    )


def _need_line(evening: Evening) -> Markup | None:
    if not evening.need.value:
        return None
    met = evening.ahead.reconciliation.meets(evening.need)
    return fill(_("Needed {sum} {sign}"), sum=short(evening.need.value), sign="✅" if met else "⚠️")


def _rows(evening: Evening, rows: tuple[Compared, ...]) -> list[Markup]:
    names = [_client(evening, each) for each in rows]
    sums = [short(_sum(each)) for each in rows]
    wide, sum_wide = width_of(names) + DIGIT, width_of(sums)
    return [
        fill(
            "{sign} {name}{sum}{rest}",
            sign=SIGNS[each.match] if evening.ahead.week else "•",
            name=align_left(name, wide),
            sum=align_right(amount, sum_wide),
            rest=_rest(evening, each),
        )
        for each, name, amount in zip(rows, names, sums, strict=True)
    ]


def _client(evening: Evening, item: Compared) -> str:
    payment = evening.ahead.payments.get(item.payment_id)
    return cut(payment.client_name if payment else "—")


def _sum(item: Compared) -> int:
    return item.week or 0 if item.tomorrow is None else item.tomorrow


def _rest(evening: Evening, item: Compared) -> str:
    payment = evening.ahead.payments.get(item.payment_id)
    after = _("after the freeze")
    late = f" · {after}" if item.payment_id in evening.ahead.edited_after_freeze else ""
    match item.match:
        case Match.DROPPED:
            return f" · {why(evening.ahead, item.payment_id)}{late}"
        case Match.CHANGED:
            was = _("was {sum}").format(sum=thousands(item.week or 0))
            return f" · {was}{late}"
        case _:
            return f" · {chance(payment.probability)}{late}" if payment else late


def why(ahead: PersonTomorrow, payment_id: int) -> str:
    """Why an item dropped, or that nobody has said so yet."""
    reason = ahead.reasons.get(payment_id)
    return reason_words(MoveReason(reason)) if reason else _("why did it drop?")


def _state(evening: Evening) -> Markup | None:
    plan = evening.ahead.plan
    if plan is None:
        return None
    if plan.is_frozen:
        said = _("Frozen, it was confirmed") if evening.is_confirmed else _("Frozen without a confirmation")
        return lines("", fill(said))
    if plan.confirmed_at is not None:
        return lines("", fill(_("Confirmed at {time}"), time=hours(plan.confirmed_at, evening.zone)))
    return None


def _row_buttons(evening: Evening, rows: tuple[Compared, ...], page: int) -> Keyboard:
    if evening.edit is Edit.CLOSED:
        return ()
    found = []
    for each in rows:
        unexplained = each.payment_id in evening.ahead.to_explain
        sign = "❓" if unexplained else "✏️"
        deed = TomorrowDeed.WHY if unexplained else TomorrowDeed.ITEM
        found.append(Button(f"{sign} {_client(evening, each)}", press(evening, deed, each.payment_id, page)))
    return tuple(tuple(found[at : at + 2]) for at in range(0, len(found), 2))


def _answers(evening: Evening) -> Keyboard:
    if evening.edit is Edit.CLOSED:
        return ()
    add = Button(_("+ Payment"), press(evening, TomorrowDeed.ADD))
    if evening.is_confirmed or evening.is_empty:
        return ((add,),)
    return ((Button(_("✅ Confirm"), press(evening, TomorrowDeed.OK)), add),)


def _item_message(evening: Evening, payment_id: int, page: int) -> Message | None:
    """One item: another sum, not that day, or as it was."""
    payment = evening.ahead.payments.get(payment_id)
    found = next((each for each in evening.ahead.reconciliation.items if each.payment_id == payment_id), None)
    if payment is None or found is None:
        return _message(evening, page, remind=False)
    text = lines(
        fill(_("Plan for {day}"), day=_when(evening)),
        fill("{client} · {sum}", client=bold(payment.client_name), sum=short(_sum(found))),
        fill("{what}", what=_rest(evening, found).removeprefix(" · ")) if found.match is not Match.CONFIRMED else None,
    )
    first = [Button(_("Another sum"), press(evening, TomorrowDeed.SUM, payment_id, page))]
    if found.tomorrow is not None:
        first.append(Button(_("Not that day"), press(evening, TomorrowDeed.DROP, payment_id, page)))
    plan = evening.ahead.plan
    if plan is not None and payment_id in plan.edits:
        first.append(Button(_("↩️ As it was"), press(evening, TomorrowDeed.KEEP, payment_id, page)))
    return Message(text, (tuple(first), (Button(_("‹ Back"), press(evening, TomorrowDeed.SHOW, page=page)),)))


def press(evening: Evening, deed: TomorrowDeed, payment_id: int = 0, page: int = 1, checkin_id: int = 0) -> str:
    """What a button of the plan carries; the day rides as its ordinal."""
    day = evening.ahead.day.toordinal()
    return TomorrowPress(deed=deed, day=day, payment_id=payment_id, page=page, checkin_id=checkin_id).pack()


async def section(tx: Transaction, reader: Actor, today: date, checkin_id: int) -> Section | None:
    """For the day's last check-in: «Завтра, пн 23.11: 650 тыс», and one tap to confirm it."""
    day = await day_ahead(tx, reader.person_id, today)
    evening = None if day is None else await evening_of(tx, reader, day)
    if evening is None:
        return None
    found = evening.ahead.reconciliation
    when = short_day(evening.ahead.day)
    if evening.is_empty:
        told = fill(_("{day}: nothing expected yet"), day=when)
    else:
        told = fill(_("{day}: {sum}"), day=when, sum=bold(short(found.tomorrow)))
        if found.week:
            told = fill(_("{told}, week {week}"), told=told, week=short(found.week))
    if evening.is_confirmed:
        return fill("✅ {told}", told=told), ((_open(evening),),)
    if evening.is_empty:
        return told, ((_open(evening),),)
    yes = Button(
        _("✅ Tomorrow: {sum}").format(sum=short(found.tomorrow)),
        press(evening, TomorrowDeed.OK, checkin_id=checkin_id),
    )
    return told, ((yes,), (_open(evening),))


def _open(evening: Evening) -> Button:
    return Button(pgettext("button", "Plan for tomorrow"), press(evening, TomorrowDeed.OPEN))
