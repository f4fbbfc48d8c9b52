"""A week in words, and its payments one a line: «пт 27.11 · Ромашка · 150 тыс · 80 % · счёт»."""

from collections.abc import Callable
from datetime import date

from markupsafe import Markup

from reports.message.address import Address
from reports.message.columns import cut
from reports.message.format import chance, part_of, short, short_date, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button
from reports.message.press import Press
from reports.message.screens.periods import turning
from reports.message.screens.switches import mark_chosen
from reports.message.view import button
from reports.message.words.terms import reason_words, stage_words
from sales.calendar.calendar import DAY, week_of
from sales.deals.stages import Stage
from sales.entry.days.dates import is_near
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason
from sales.week.item import ItemState
from sales.week.plan import Slip
from sales.week.promised import WeekItem
from sales.week.regular import RegularPayment
from storage.week.lines import WeekLine


def span(monday: date) -> str:
    """23–29.11; 30.11–6.12"""
    sunday = monday + DAY * 6
    begin = f"{monday.day}" if monday.month == sunday.month else short_date(monday)
    return f"{begin}–{short_date(sunday)}"


def turns(monday: date, today: date, to: Callable[[date], Address | Press]) -> tuple[Button, ...]:
    """To the week before and the one after, as far as days are spoken of."""
    return turning(week_of(monday), lambda first, _last: to(first), span, lambda first: is_near(first, today))


def line_of(line: WeekLine) -> Markup:
    """пт 27.11 · Ромашка · 150 тыс · 80 % · счёт"""
    payment = line.payment
    stage = None if line.stage is None else stage_words(line.stage)
    said = (
        short_day(payment.due_on),
        cut(payment.client_name),
        short(payment.rest),
        chance(payment.probability),
        stage,
        tell_moved_because(line.reason) if payment.moves else None,
    )
    return fill("{said}", said=" · ".join(filter(None, said)))


def tell_reason(reason: str | None) -> str | None:
    """«ждём документы»; «другое» says nothing."""
    if reason is None or reason not in set(MoveReason) or reason == MoveReason.OTHER:
        return None
    return reason_words(MoveReason(reason))


def tell_moved_because(reason: str | None) -> str | None:
    """«📅 ждём документы»; of one moved without a reason nothing is said."""
    why = tell_reason(reason)
    return None if why is None else f"📅 {why}"


def slip_line(slip: Slip, payment: Payment) -> Markup:
    """Ким · 75 тыс → пн 23.11"""
    return fill("{client} · {sum} → {day}", client=_name(payment), sum=short(slip.item.rest), day=short_day(slip.day))


def regular_line(regular: RegularPayment, client: str) -> Markup:
    """Лотос · 50 тыс · ср 25.11"""
    said = {"client": cut(client), "sum": short(regular.amount), "day": short_day(regular.day)}
    return fill("{client} · {sum} · {day}", **said)


def item_line(item: WeekItem, state: ItemState, stage: Stage | None) -> Markup:
    """What became of it, the sign first; what is only awaited looks as it did in the plan."""
    planned = item.promised.amount
    part = part_of(item.came, planned) if 0 < item.came < planned else short(planned)
    said = {"client": _name(item.payment), "sum": part}
    match state:
        case ItemState.CAME:
            return fill("✅ {client} · {sum}", **said | {"sum": short(item.came or planned)})
        case ItemState.PART:
            return fill("◐ {client} · {sum} · {day}", day=short_day(item.payment.due_on), **said)
        case ItemState.OVERDUE:
            return fill(_("⚠️ {client} · {sum} · since {day}"), day=short_day(item.payment.due_on), **said)
        case ItemState.MOVED:
            day = short_day(item.payment.due_on)
            return fill("📅 {client} · {sum} → {day}{why}", day=day, why=_reason(item), **said)
        case ItemState.CANCELLED:
            return fill("❌ {client} · {sum}{why}", why=_reason(item), **said)
        case ItemState.LATER:
            return fill(_("⚠️ {client} · {sum} · came later"), **said | {"sum": short(planned)})
        case ItemState.EXPECTED:
            return _expect(item, stage)


def _expect(item: WeekItem, stage: Stage | None) -> Markup:
    """With what has changed since it was frozen: another day, another sum."""
    payment, planned = item.payment, item.promised
    day = short_day(payment.due_on)
    if payment.due_on != planned.due_on:
        day = f"{short_day(planned.due_on)} → {day}"
    amount = short(payment.rest)
    if payment.rest != planned.amount:
        amount = f"{short(planned.amount)} → {amount}"
    named = None if stage is None else stage_words(stage)
    why = tell_moved_because(item.reason) if payment.moves else None
    said = (day, _name(payment), amount, chance(payment.probability), named, why)
    return fill("{said}", said=" · ".join(filter(None, said)))


def _reason(item: WeekItem) -> str:
    return f", {reason_words(MoveReason(item.reason))}" if item.reason in set(MoveReason) else ""


def _name(payment: Payment) -> str:
    return cut(payment.client_name)


def tabs(payments: Address | Press, visits: Address, *, shows_visits: bool) -> tuple[Button, ...]:
    """«💰 Оплаты» and «🗓 Визиты» of one week; the one that is shown is marked."""
    return (
        button(mark_chosen(_("💰 Payments"), is_chosen=not shows_visits), payments),
        button(mark_chosen(_("🗓 Visits"), is_chosen=shows_visits), visits),
    )
