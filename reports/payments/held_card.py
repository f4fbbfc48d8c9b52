"""«Похоже на запись от 12.11»: money that is not counted before somebody has said whether it was counted already."""

from typing import Self

from markupsafe import Markup

from reports.message.format import chance, day_in_month, day_month, money, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.view import Key, View
from reports.message.words.terms import month_name, trust_words
from reports.payments.card_lines import strip_number_sign, undo_row
from reports.payments.presses import HeldAddress, HeldDeed, HeldPress
from sales.core.clock import local_date
from sales.core.people import FACT_ENTERERS
from sales.core.undo import UndoStepKind
from sales.payments.held import HeldAnswer, HeldKind, HeldMoney, HeldWhy
from sales.payments.likeness import Known
from sales.payments.news import News
from sales.payments.payment import Payment
from storage.engine.actor import Actor
from storage.transaction import Transaction


class HeldCard(View, HeldAddress):
    """The question, and once it is answered `Та же` what became of it."""

    opens_for = FACT_ENTERERS

    @classmethod
    def key_for(cls, held_id: int) -> Key[Self]:
        """Of the question that a button has brought: pressed again, it is the same one."""
        return Key(f"held:{held_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        held = await tx.as_(reader).counting.read_held(self.held_id)
        known = await tx.as_(reader).counting.likeness_of(held)
        news = await tx.as_(reader).counting.read_news(held, known)
        if held.is_open and held.why is HeldWhy.OLD_DAY:
            return Message(_about_day(tx, reader, held), _which_day(tx, reader, held))
        if held.is_open:
            return Message(
                _about_record(reader, held, known, news), (_which_one(held, is_part=news.amount is not None),)
            )
        step = await tx.as_(reader).undo_steps.last(UndoStepKind.SAME, held.id)
        return Message(_what_became(reader, held, known), () if step is None else (undo_row(step),))


def _title(held: HeldMoney) -> Markup:
    said = {"client": held.client_name, "sum": bold(money(abs(held.amount)))}
    if held.kind is HeldKind.EXPECTED:
        return fill(_("💰 {client} · {sum}"), **said)
    return fill(_("Refund: {client} · {sum}"), **said) if held.amount < 0 else fill(_("✅ {client} · {sum}"), **said)


def _about_record(reader: Actor, held: HeldMoney, known: Known | None, news: News) -> Markup:
    looks = _("Looks like the record from {day}") if news.amount is None else _("Part of the record from {day}?")
    alike = None if known is None else fill(looks, day=_record(known, reader))
    standing = None if known is None else _standing(known)
    if isinstance(known, Payment) and news.amount is not None:
        standing = fill(_("{standing} · {sum}"), standing=standing, sum=money(known.rest))
    return lines(_title(held), alike, standing, _tell_news(news), fill(_("Not counted yet")))


def _tell_news(news: News) -> Markup | None:
    """What the second telling says otherwise: that is recorded of the one which stands."""
    said = (
        None if news.amount is None else _("{sum} is left of it").format(sum=money(news.amount)),
        None if news.day is None else f"{weekday(news.day)} {day_month(news.day)}",
        None if news.probability is None else chance(news.probability),
        None if news.invoice is None else _("Invoice no. {number}").format(number=strip_number_sign(news.invoice)),
        (news.comment or "").replace("\n", ", "),
    )
    told = _("If the same: {news}") if news.amount is None else _("If so: {news}")
    return fill(told, news=" · ".join(part for part in said if part)) if news else None


def _record(known: Known, reader: Actor) -> str:
    created = known.created_at if isinstance(known, Payment) else known.fact.created_at
    return day_in_month(local_date(created, reader.zone))


def _standing(known: Known) -> Markup:
    """What that record says: where it is money that came, how far it can be trusted."""
    if isinstance(known, Payment):
        when = {"weekday": weekday(known.due_on), "day": day_month(known.due_on)}
        return fill(_("Paid in full")) if not known.is_open else fill(_("Expected {weekday} {day}"), **when)
    on = known.fact.on
    return fill(
        _("{trust} · {weekday} {day}"), trust=trust_words(known.fact.trust), weekday=weekday(on), day=day_month(on)
    )


def _about_day(tx: Transaction, reader: Actor, held: HeldMoney) -> Markup:
    today = local_date(tx.clock.now(), reader.zone)
    said = fill(_("Did it come on {weekday} {day}?"), weekday=weekday(held.day), day=_day(held, reader, tx))
    other = (held.day.year, held.day.month) != (today.year, today.month)
    month = fill(_("That counts in {month}"), month=month_name(held.day)) if other else None
    return lines(_title(held), said, month, fill(_("Not counted yet")))


def _day(held: HeldMoney, reader: Actor, tx: Transaction) -> str:
    """With its year, where it is another one."""
    year = held.day.year
    today = local_date(tx.clock.now(), reader.zone)
    return day_month(held.day) if year == today.year else f"{day_month(held.day)} {year}"


def _what_became(reader: Actor, held: HeldMoney, known: Known | None) -> Markup:
    if held.answer is not HeldAnswer.SAME:
        return lines(_title(held), fill(_("Recorded") if held.answer else _("Not recorded")))
    same = None if known is None else fill(_("The same as on {day}, counted once"), day=_record(known, reader))
    return lines(_title(held), same, None if known is None else _standing(known))


def _which_one(held: HeldMoney, *, is_part: bool) -> tuple[Button, ...]:
    return (
        _button(_("Yes, a part of it") if is_part else _("The same one"), HeldDeed.SAME, held),
        _button(_("One more"), HeldDeed.ANOTHER, held),
    )


def _which_day(tx: Transaction, reader: Actor, held: HeldMoney) -> Keyboard:
    today = local_date(tx.clock.now(), reader.zone)
    then = _("Yes, {day}").format(day=short_day(held.day))
    now = _("Today, {day}").format(day=short_day(today))
    return ((_button(then, HeldDeed.THEN, held), _button(now, HeldDeed.TODAY, held)),)


def _button(label: str, deed: HeldDeed, held: HeldMoney) -> Button:
    return Button(label, HeldPress(deed=deed, held_id=held.id).pack())
