"""Money that waits for its manager's word and counts nowhere meanwhile: the morning message asks about it again."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import short, short_day
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Keyboard
from reports.message.view import button
from reports.payments.presses import HeldAddress
from sales.payments.held import HeldMoney
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 3
LONGEST_LABEL = 24


async def list_held(tx: Transaction, reader: Actor) -> Sequence[HeldMoney]:
    """The reader's own, the oldest first."""
    return (await tx.as_(reader).counting.waiting())[:MOST]


def tell_held(held: Sequence[HeldMoney]) -> list[Markup]:
    """«❓ Вектор: 15 тыс, ср 10.02, не посчитано», a line each: two of one client and sum are told apart."""
    said = _("❓ {client}: {sum}, {day}, not counted yet")
    return [fill(said, client=cut(each.client_name), sum=short(each.amount), day=short_day(each.day)) for each in held]


def draw_held(held: Sequence[HeldMoney]) -> Keyboard:
    """A button each, to the question."""
    labels = [f"❓ {cut(each.client_name, LONGEST_LABEL)} · {short_day(each.day)}" for each in held]
    return tuple((button(label, HeldAddress(held_id=each.id)),) for label, each in zip(labels, held, strict=True))
