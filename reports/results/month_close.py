"""
A closed month in one screen, for the lead: who did what, who slipped what and why, how exact plans were, what went on.

Behind it: every slipped payment by its reason, the plans proposed for the next month, the bonus sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.asks.comments import offer_comments
from reports.clients.unowned import hand_over, unowned_line
from reports.message.columns import cut
from reports.message.format import percent, short, short_date, thousands
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.pages import Page
from reports.message.view import Key, button
from reports.message.words.called import call_owner, call_people, tell_received_beside
from reports.message.words.names import tell_apart
from reports.message.words.terms import month_name, reason_label
from reports.payments.trust import tell_known_trust
from reports.plans.opening import tell_assumed
from reports.results.accuracy import Evaluated, accuracies, exactness, last_day
from reports.svod.asked import PeriodView
from reports.svod.buttons import files
from reports.svod.figures import Svod, SvodRow
from reports.svod.pages import back, department_of, in_place
from reports.svod.presses import BonusAddress, MonthCloseAddress, NextPlansAddress, PeriodAddress
from reports.svod.words import LIGHTS, money_of, reason_words, tell_confirmed_only, tell_department, tell_recomputed
from sales.calendar.calendar import DAY, month_of
from sales.core.people import WATCHERS
from sales.core.rights import Action, may
from sales.core.tally import Tally
from sales.payments.payment import Payment
from sales.payments.payments import MoveReason
from sales.results.accuracy import Accuracy
from sales.results.month_close import PersonSlips, Slipped, slips_by_person, sum_left_for
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE, SLIPS_PAGE = 3, 8
REASONS = 2


class MonthCloseView(MonthCloseAddress, PeriodView):
    """Of a whole month that is over; `late`: when it was made, if not at its hour."""

    opens_for = WATCHERS

    late: str = ""

    @classmethod
    def key_for(cls, department_id: int, month: date, reader_id: int) -> Key[Self]:
        """A closed month in one reader's chat."""
        return Key(f"month-close:{department_id}:{month.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await department_of(tx, reader, self, closing=True)
        if found is None or not _is_over(found[0]):
            return None
        svod, before = found
        asked = in_place(self, svod)
        slipped = await tx.as_(reader).month_close.list_slipped(svod.department.id, asked.first)
        shown = Page.of(asked.page, len(svod.rows), PAGE)
        rows = svod.rows[shown.first : shown.first + PAGE]
        calendars = {each.person.id: each.calendar for each in svod.period.people}
        whose = [Evaluated(row.person, calendars[row.person.id]) for row in rows]
        exact = await accuracies(tx, last_day(svod), whose)
        delayed = fill(_("Sent late, at {time}: the bot was down"), time=self.late) if self.late else None
        held = _tell_held(await tx.as_(reader).month_close.sum_held(svod.department.id, asked.first))
        head = lines(
            *_head(svod, reader), held, delayed, tell_recomputed(svod, before), *_tell_gone(asked.first, slipped)
        )
        called = await call_people(tx, [*svod.called, *(each.person_id for each in slipped)])
        below = _nobodys(svod, slipped, called) if shown.number == shown.pages else []
        text = lines(head, *_people(svod, rows, slipped, exact), *below)
        giving = hand_over(reader, svod.department.id, svod.unowned)
        ways = (*giving, *_ways(reader, asked, svod, has_slips=bool(slipped)))
        return Message(text, (*shown.draw_turns(asked), *ways, *back(asked)))


def _is_over(svod: Svod) -> bool:
    return svod.is_month and svod.is_closed


def _head(svod: Svod, reader: Actor) -> list[Markup]:
    total = tell_department(reader, svod.department, money_of(svod.fact, svod.plan))
    pace = svod.total.pace
    if pace is not None:
        share = bold(percent(pace))
        total = fill("{total} · {share} {light}", total=total, share=share, light=LIGHTS[svod.total.light])
    sure_only = svod.department.counts_confirmed
    trust = tell_confirmed_only() if sure_only else tell_known_trust(svod.fact, svod.confirmed)
    return [title(svod.period.first, svod.today, _("Month close")), total, *([] if trust is None else [trust])]


def title(month: date, today: date, what: str) -> Markup:
    name = month_name(month) if month.year == today.year else f"{month_name(month)} {month.year}"
    return fill("{what} · {month}", what=what, month=name)


def _tell_held(held: Tally) -> Markup | None:
    """What counts in no sum of these before its manager has answered."""
    return fill(_("❓ Not counted, unanswered: {sum} ({n})"), **_tally(held)) if held.count else None


def _tell_gone(month: date, slipped: Sequence[Slipped]) -> list[Markup]:
    """«Слетело 715 тыс (5)», «ушло в декабрь: 540 тыс (3)»."""
    if not slipped:
        return [fill(_("Nothing slipped"))]
    told = [fill(_("Slipped {sum} ({n})"), sum=short(sum(each.missing for each in slipped)), n=len(slipped))]
    for to, tally in sum_left_for(month, slipped):
        told.append(fill(_("moved to {month}: {sum} ({n})"), month=month_name(to), **_tally(tally)))
    return told


def _tally(tally: Tally) -> dict[str, object]:
    return {"sum": short(tally.total), "n": tally.count}


def _people(
    svod: Svod, rows: Iterable[SvodRow], slipped: Iterable[Slipped], exact: Mapping[int, Accuracy]
) -> list[Markup]:
    names = tell_apart({row.person.id: row.person.name for row in svod.rows})
    slips = {each.person_id: each for each in slips_by_person(slipped)}
    told: list[Markup] = []
    for row in rows:
        told += [Markup(), _name(row, names[row.person.id]), *([tell_assumed(is_own=False)] if row.is_assumed else [])]
        told += _slips(slips.get(row.person.id), exact[row.person.id])
    return told


def _nobodys(svod: Svod, slipped: Iterable[Slipped], called: Mapping[int, str]) -> list[Markup]:
    """What the lines above leave of the head's sums, and what nobody looks after now."""
    shown = {row.person.id for row in svod.rows}
    told = [*tell_received_beside(svod.came_beside, svod.called)]
    for slips in slips_by_person(each for each in slipped if each.person_id not in shown):
        said = {"whose": call_owner(called, slips.person_id), **_tally(slips.total)}
        told.append(fill(_("{whose}: slipped {sum} ({n})"), **said))
    left = unowned_line(svod.unowned)
    told += [left] if left is not None else []
    return [Markup(), *told] if told else []


def _name(row: SvodRow, name: str) -> Markup:
    """«🔴 Анна · 1,20 из 2,00 млн · 60,0 %»"""
    standing = row.standing
    money = money_of(standing.fact, standing.plan)
    if standing.reason is not None:
        return fill("{name} · {money} · {why}", name=name, money=money, why=reason_words(standing.reason))
    said = {"light": LIGHTS[standing.light], "name": name, "money": money}
    return fill("{light} {name} · {money} · {pace}", pace=percent(standing.pace), **said)


def _slips(slips: PersonSlips | None, accuracy: Accuracy) -> list[Markup]:
    """«слетело 540 тыс (3) · точность 62,5 %», «ждём документы 340, нет денег 200»."""
    exact = fill(_("accuracy {share}") if accuracy.is_enough else _("accuracy: {share}"), share=exactness(accuracy))
    if slips is None:
        return [] if accuracy.percent is None else [exact]
    head = fill(_("slipped {sum} ({n})"), **_tally(slips.total))
    told = [head if accuracy.percent is None else fill("{slipped} · {exact}", slipped=head, exact=exact)]
    named = [f"{_reason(reason)} {thousands(tally.total)}" for reason, tally in slips.by_reason[:REASONS]]
    more = len(slips.by_reason) - len(named)
    reasons = ", ".join(named)
    said = _("{items} and {n} more").format(items=reasons, n=more) if more else reasons
    return [*told, fill("{reasons}", reasons=said)]


def _reason(reason: MoveReason | None) -> str:
    label = _("No reason told") if reason is None else reason_label(reason)
    return label[:1].lower() + label[1:]


def _ways(reader: Actor, asked: PeriodAddress, svod: Svod, *, has_slips: bool) -> Keyboard:
    """What this reader may open from here."""
    rows: list[tuple[Button, ...]] = []
    following = month_name(month_of(asked.last + DAY)[0])
    if has_slips:
        rows.append((button(_("What slipped"), asked.to(MonthSlipsView)),))
    if may(reader.role, Action.WRITE_PLANS):
        rows.append((button(_("🎯 Plans for {month}").format(month=following), asked.to(NextPlansAddress)),))
    bonus = (button(_("Bonuses"), asked.to(BonusAddress)),) if may(reader.role, Action.READ_BONUS) else ()
    return (*rows, (*files(asked, closing=svod.department.counts_confirmed), *bonus))


class MonthSlipsView(PeriodView):
    """Payment by payment, the dearest reason first."""

    name = "month_slips"
    opens_for = WATCHERS
    was = ("sv:slips:{department_id}:{first}:{last}:{kept}:{page}",)

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await department_of(tx, reader, self)
        if found is None or not _is_over(found[0]):
            return None
        svod, _before = found
        asked = in_place(self, svod)
        slipped = _by_reason(await tx.as_(reader).month_close.list_slipped(svod.department.id, asked.first))
        shown = Page.of(asked.page, len(slipped), SLIPS_PAGE)
        part = slipped[shown.first : shown.first + SLIPS_PAGE]
        names = await call_people(tx, [each.person_id for each in slipped])
        payments = await tx.as_(reader).month_close.payments_of(part)
        told = _slip_lines(part, slipped, payments, names, asked.last)
        text = lines(title(asked.first, svod.today, _("Slipped")), *_tell_gone(asked.first, slipped), *told)
        words = [payments[each.payment_id] for each in part if each.person_id and each.payment_id in payments]
        return Message(text, (*offer_comments(reader, words), *shown.draw_turns(asked), *close_row(asked)))


def close_row(asked: PeriodAddress) -> Keyboard:
    return ((button(_("‹ Month close"), asked.to(MonthCloseAddress)),),)


def _by_reason(slipped: Iterable[Slipped]) -> list[Slipped]:
    every = list(slipped)
    cost: dict[MoveReason | None, int] = {}
    for each in every:
        cost[each.reason] = cost.get(each.reason, 0) + each.missing
    return sorted(every, key=lambda each: (-cost[each.reason], each.reason or "", -each.missing, each.payment_id))


def _slip_lines(
    part: Sequence[Slipped],
    whole: Sequence[Slipped],
    payments: Mapping[int, Payment],
    names: Mapping[int, str],
    last: date,
) -> list[Markup]:
    """«Ждём документы · 340 тыс (1)», and below «Вектор 340 · Анна → 8.12»."""
    told: list[Markup] = []
    reason: MoveReason | str | None = ""
    for each in part:
        if each.reason != reason:
            reason = each.reason
            alike = [other.missing for other in whole if other.reason == reason]
            head = bold(_("No reason told") if each.reason is None else reason_label(each.reason))
            told += [Markup(), fill("{reason} · {sum} ({n})", reason=head, sum=short(sum(alike)), n=len(alike))]
        client = cut(payments[each.payment_id].client_name) if each.payment_id in payments else "—"
        said = {"client": client, "sum": thousands(each.missing), "name": call_owner(names, each.person_id)}
        told.append(fill("{client} {sum} · {name}{where}", where=_where(each, last), **said))
    return told


def _where(slip: Slipped, last: date) -> str:
    """« → 8.12»; « · отменена»; nothing for what still stands at a day of the month that is over."""
    if slip.moved_to is None:
        return " · " + pgettext("payment", "cancelled")
    return f" → {short_date(slip.moved_to)}" if slip.moved_to > last else ""
