"""A word of the lead about what did not come: as a task about that payment, it comes to whose payment it is."""

from collections.abc import Sequence

from reports.asks.presses import AskAbout, GiveTaskPress
from reports.message.columns import cut
from reports.message.message import Keyboard, grid
from reports.message.view import button
from sales.core.rights import Action, may
from sales.payments.payment import Payment
from storage.engine.actor import Actor

ON_BUTTON = 12
MOST_COMMENTED = 4


def offer_comments(reader: Actor, payments: Sequence[Payment]) -> Keyboard:
    """«💬 Вектор», a few of them, for who may give tasks; what has no owner has nobody to read it."""
    if not may(reader.role, Action.GIVE_TASK):
        return ()
    owned = [each for each in payments if each.owner_id is not None][:MOST_COMMENTED]
    return grid(
        [
            button(f"💬 {cut(each.client_name, ON_BUTTON)}", GiveTaskPress(about=AskAbout.PAYMENT, record_id=each.id))
            for each in owned
        ],
        2,
    )
