"""What a call or a meeting proposes: the stage that its outcome says, or a deal where there is none (spec/2)."""

from reports.deals.presses import DealDeed, DealPress, NewDealOf, NewDealPress
from reports.message.language import gettext as _
from reports.message.message import Button
from reports.message.view import button
from reports.message.words.terms import stage_label
from sales.activities.activities import is_successful_contact
from sales.deals.proposing import propose_stage
from storage.activities.activity import Activity
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def proposal_of(tx: Transaction, reader: Actor, activity: Activity) -> tuple[Button, ...]:
    """One quiet button, for who did it; of several deals none is meant more than another."""
    if not activity.is_done or activity.author_id != reader.person_id:
        return ()
    if activity.outcome is None or not is_successful_contact(activity.outcome):
        return ()
    deals = await tx.as_(reader).deals.open_of(activity.client_id)
    if not deals:
        return (button(_("🧩 Deal"), NewDealPress(deed=NewDealOf.ACTIVITY, record_id=activity.id)),)
    deal = deals[0]
    stage = propose_stage(activity.outcome, deal.stage, await tx.system.stages.book(deal.department_id))
    if len(deals) > 1 or stage is None:
        return ()
    press = DealPress(deed=DealDeed.PROPOSED, deal_id=deal.id, value=stage.code)
    return (button(_("▶ {stage}").format(stage=stage_label(stage)), press),)
