"""The parts of a payment: what share each is, what that makes, and its day."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.message.format import money, short_day
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.payments.card_lines import tell_taken_at_bank
from sales.calendar.calendar import Taken
from sales.entry.lines.understood import Entry
from sales.entry.numbers.shares import MoneyPart, PartOf, split_sum
from sales.payments.payment import Payment
from storage.transaction import Transaction


async def tell_parted(
    tx: Transaction, payment: Payment, parts: Sequence[PartOf], days: Sequence[Taken], comment: str
) -> Markup:
    """«💰 Ромашка · 150 000 ₽ частями», below it each of them."""
    return lines(
        fill(_("💰 {client} · {sum} in parts"), client=payment.client_name, sum=bold(money(payment.rest))),
        *(_tell_part(each.part, each.amount, short_day(day.day)) for each, day in zip(parts, days, strict=True)),
        *[await tell_taken_at_bank(tx, payment.department_id, day) for day in days],
        comment,
    )


def tell_parts(entry: Entry) -> list[Markup]:
    """Of a line whose whole is known; empty where it is not."""
    made = split_sum(entry.amount, entry.parts) if entry.amount is not None and entry.parts else []
    days = [each.part.day or (None if each.part.is_rest else entry.day) for each in made]
    return [
        _tell_part(each.part, each.amount, short_day(day) if day else "") for each, day in zip(made, days, strict=True)
    ]


def _tell_part(part: MoneyPart, amount: int, day: str) -> Markup:
    """«30 %: 540 000 ₽ · пт 22.05»"""
    said = " · ".join(each for each in (money(amount), day) if each)
    share = _share(part)
    return fill(_("{share}: {said}"), share=share, said=said) if share else fill("{said}", said=said)


def _share(part: MoneyPart) -> str:
    if part.is_rest:
        return _("the rest")
    if part.share is None:
        return ""
    above, below = part.share
    named = {(1, 2): _("half"), (1, 3): _("a third"), (1, 4): _("a quarter")}
    return named.get(part.share) or (f"{above} %" if below == 100 else f"{above}/{below}")  # noqa: PLR2004
