"""«▶ Дальше» of the only deal under way, on its client's card (spec/2)."""

from collections.abc import Sequence

from reports.deals.presses import DealDeed, DealPress
from reports.message.language import gettext as _
from reports.message.message import Button
from reports.message.view import button
from reports.message.words.terms import stage_label
from sales.deals.deal import Deal
from sales.deals.stages import StageBook
from storage.engine.actor import Actor


def on_row(reader: Actor, deals: Sequence[Deal], book: StageBook) -> tuple[Button, ...]:
    """«▶ Дальше: Оплата», for whose deal it is; of several none is meant more than another."""
    if len(deals) != 1 or deals[0].owner_id not in {reader.person_id, *reader.acting_for}:
        return ()
    stage = book.after(deals[0].stage)
    if stage is None:
        return ()
    press = DealPress(deed=DealDeed.PROPOSED, deal_id=deals[0].id, value=stage.code)
    return (button(_("▶ On: {stage}").format(stage=stage_label(stage)), press),)
