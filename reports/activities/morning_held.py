"""Money that waits for its manager's word and counts nowhere meanwhile: the morning message asks about it again."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import short
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
    """«❓ Вектор: 15 тыс ждут вашего слова», a line each."""
    said = _("❓ {client}: {sum} not counted yet")
    return [fill(said, client=each.client_name, sum=short(each.amount)) for each in held]


def draw_held(held: Sequence[HeldMoney]) -> Keyboard:
    """A button each, to the question."""
    return tuple((button(f"❓ {cut(each.client_name, LONGEST_LABEL)}", HeldAddress(held_id=each.id)),) for each in held)
