"""
Tomorrow's plan of a manager: what the week promised of the day, what stands, what changed and what dropped (SPEC 7).

It is asked inside the day's last check-in, where one line and one tap are enough; the whole of it opens by /tomorrow.
"""

from datetime import date
from typing import Self

from markupsafe import Markup

from reports.message.columns import DIGIT, align_left, align_right, cut, width_of
from reports.message.format import chance, hours, long_day, percent, round_thousands, short, thousands
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.pages import Page
from reports.message.view import Key, View
from reports.message.words.terms import reason_words
from reports.tomorrow.evening import Evening, evening_of
from reports.tomorrow.presses import TomorrowDeed, TomorrowPress
from sales.core.people import SELLERS
from sales.payments.payments import MoveReason
from sales.tomorrow.tomorrow import Compared, Match
from sales.tomorrow.tomorrow_plan import PersonTomorrow
from sales.tomorrow.tomorrow_times import Edit
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 5
SIGNS = {Match.CONFIRMED: "✓", Match.CHANGED: "±", Match.NEW: "+", Match.DROPPED: "−"}


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
        evening = await evening_of(tx, reader, self.day) if reader.role in SELLERS else None
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
        told = _("{sum} · nothing in the week's plan") if evening.ahead.is_week_frozen else "{sum}"
        return fill(told, sum=bold(short(found.tomorrow)))
    return fill(
        _("{sum} · week {week}, {coverage} match"),
        sum=bold(short(found.tomorrow)),
        week=short(found.week),
        coverage=percent(found.coverage),
    )


def _need_line(evening: Evening) -> Markup | None:
    if not evening.need.value:
        return None
    met = evening.ahead.reconciliation.meets(evening.need)
    return fill(_("Needed {sum} {sign}"), sum=short(round_thousands(evening.need.value)), sign="✅" if met else "⚠️")


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
    if plan.is_late and plan.confirmed_at is not None:
        late = fill(_("Frozen, confirmed later: {time}"), time=hours(plan.confirmed_at, evening.zone))
        return lines("", late)
    if plan.is_frozen:
        said = _("Frozen as confirmed") if evening.is_confirmed else _("Frozen without a confirmation")
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
    return grid(found, 2)


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
    payment_id = evening.seen if deed is TomorrowDeed.OK else payment_id
    return TomorrowPress(deed=deed, day=day, payment_id=payment_id, page=page, checkin_id=checkin_id).pack()
