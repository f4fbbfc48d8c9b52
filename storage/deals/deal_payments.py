"""Which payments are of a deal, and the chance that its stage gives them (SPEC 5, SPEC 10)."""

from datetime import date

from sqlalchemy import select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.core.undo import UndoStepKind
from sales.deals.deal import Deal
from sales.payments.payments import DEFAULT_PROBABILITY, probability
from storage.deals.deal import lock_deal, touch_deal
from storage.deals.deals import Deals
from storage.deals.money import Row as PaymentRow
from storage.deals.money import put_payment, spread_probability
from storage.deals.stages import AllStages
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor, of_house
from storage.engine.scope import reach_acting
from storage.engine.undo_steps import UndoSteps
from storage.tables import FactRow
from storage.tables.types import Json


class DealPayments(ActorRepository):
    _deals = of_actor(Deals)
    _stages = of_house(AllStages)

    async def default_probability(self, client_id: int) -> tuple[int | None, int]:
        """The id of the last used deal and the per cent its stage says; without a deal (None, 50) (SPEC 5)."""
        deals = await self._deals.open_of(client_id)
        if not deals:
            return None, probability(None, None)
        return deals[0].id, await self._probability(deals[0])

    async def probability_of(self, client_id: int, deal_id: int) -> int:
        """The per cent that the stage of this client's deal says.

        Raises NotYoursError, also for another client's deal.
        """
        deal = await self._deals.get(deal_id)
        if deal.client_id != client_id:
            raise NotYoursError
        return await self._probability(deal)

    async def link(self, deal_id: int, payment_id: int) -> int:
        """The payment is this deal's, with all that came of it. Raises NotYoursError, AlreadyDoneError."""
        deal = await lock_deal(self._session, self._actor, deal_id)
        client_id, before, contract = await self._payment(payment_id)
        if client_id != deal.client_id:
            raise NotYoursError
        if before == deal_id:
            raise AlreadyDoneError
        await self._put_payment(payment_id, deal)
        day = None if contract is None else contract.isoformat()
        refs: dict[str, object] = {"payment": payment_id, "before": before, "contract_due_on": day}
        return await UndoSteps(self._session, self._clock, self._actor).note(UndoStepKind.DEAL_LINKED, deal_id, refs)

    async def take_receipt(self, deal_id: int, receipt_id: int) -> None:
        """Money that came on no expected payment is this deal's. Raises NotYoursError, AlreadyDoneError."""
        deal = await lock_deal(self._session, self._actor, deal_id)
        row = FactRow
        mine = reach_acting(self._actor, Action.EDIT_RECORDS, row.owner_id, row.department_id)
        parts = (row.receipt_id == receipt_id, row.undone_at.is_(None), mine)
        found = (await self._session.execute(select(row.client_id, row.payment_id, row.deal_id).where(*parts))).all()
        if not found or any(client != deal.client_id or payment for client, payment, _deal in found):
            raise NotYoursError
        if all(before == deal_id for _client, _payment, before in found):
            raise AlreadyDoneError
        await self._session.execute(update(row).where(*parts).values(deal_id=deal_id))
        await touch_deal(self._session, deal_id, self._clock.now())

    async def unlink(self, refs: Json) -> None:
        """As the step of `link` has noted it: of that deal again, or of none, with all that came of it, and with the
        day of its contract, which a person may have said. Raises NotYoursError.
        """
        payment_id, deal_id = refs["payment"], refs["before"]
        await self._payment(payment_id)
        await self._put_payment(payment_id, None if deal_id is None else await self._deals.get(deal_id))
        if said := refs.get("contract_due_on"):
            row = PaymentRow
            stood = update(row).where(row.id == payment_id).values(contract_due_on=date.fromisoformat(said))
            await self._session.execute(stood)

    async def _payment(self, payment_id: int) -> tuple[int, int | None, date | None]:
        """Its client, its deal and the day of its contract. Raises NotYoursError."""
        row = PaymentRow
        mine = reach_acting(self._actor, Action.EDIT_RECORDS, row.owner_id, row.department_id)
        query = select(row.client_id, row.deal_id, row.contract_due_on)
        which = (row.id == payment_id, row.undone_at.is_(None), mine)
        found = (await self._session.execute(query.where(*which))).first()
        if found is None:
            raise NotYoursError
        client_id, deal_id, contract = found
        return client_id, deal_id, contract

    async def _put_payment(self, payment_id: int, deal: Deal | None) -> None:
        now, chance = self._clock.now(), DEFAULT_PROBABILITY
        if deal is not None:
            chance = await self._probability(deal)
            await touch_deal(self._session, deal.id, now)
        await put_payment(self._session, payment_id, None if deal is None else deal.id)
        await spread_probability(self._session, self._actor, PaymentRow.id == payment_id, chance, now)

    async def _probability(self, deal: Deal) -> int:
        stage = (await self._stages.book(deal.department_id)).find(deal.stage)
        return probability(None, None if stage is None else stage.probability)
