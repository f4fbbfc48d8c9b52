"""Deals, in a first form: enough to say how probable a payment is."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, insert, select

from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.deals.stages import DEFAULT_STAGES, find_stage
from sales.payments.payments import probability
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.scope import Reach, name_actor, reach_acting, reach_acting_of
from storage.people.masters import client_master
from storage.tables import SHORT_CLIENT_NAME, ClientRow, DealRow


@dataclass(frozen=True, slots=True)
class Deal:
    id: int
    client_id: int
    client_name: str
    owner_id: int | None
    title: str
    amount: Kopecks | None
    stage: str
    created_at: datetime
    closed_at: datetime | None


_DEALS = check_types(
    Deal,
    select(*columns_of(Deal, DealRow, client_name=SHORT_CLIENT_NAME))
    .join(ClientRow, ClientRow.id == DealRow.client_id)
    .order_by(DealRow.created_at.desc(), DealRow.id.desc()),
)


class Deals(ActorRepository):
    async def create(
        self,
        client_id: int,
        title: str,
        amount: Kopecks | None = None,
        stage: str = DEFAULT_STAGES[0].code,
        source: str | None = None,
    ) -> Deal:
        """A deal belongs to the client's owner; `amount` in kopecks, `stage` a code of sales.deals.stages.

        Raises NotYoursError.
        """
        master = await client_master(self._session, self._actor, Action.EDIT_RECORDS, client_id)
        made = await self._session.execute(
            insert(DealRow)
            .values(
                department_id=master.department_id,
                client_id=client_id,
                owner_id=master.person_id,
                title=title,
                amount=amount,
                stage=stage,
                source=source,
                created_at=self._clock.now(),
            )
            .returning(DealRow.id)
        )
        return await self.get(made.one()[0])

    async def get(self, deal_id: int) -> Deal:
        """Raises NotYoursError for a foreign and an absent id alike."""
        found = await self._find(DealRow.id == deal_id)
        if not found:
            raise NotYoursError
        return found[0]

    async def open_of(self, client_id: int) -> list[Deal]:
        """The client's deals under way, the newest first."""
        asked = _open_of(reach_acting_of(self._actor, Action.READ_RECORDS))
        return await self._session.read(Deal, asked, name_actor(self._actor) | {"the_client": client_id})

    async def default_probability(self, client_id: int) -> tuple[int | None, int]:
        """The id of the newest deal under way and the per cent its stage says; without a deal (None, 50) (SPEC 5)."""
        deals = await self.open_of(client_id)
        if not deals:
            return None, probability(None, None)
        return deals[0].id, _probability(deals[0])

    async def probability_of(self, client_id: int, deal_id: int) -> int:
        """The per cent that the stage of this client's deal says.

        Raises NotYoursError, also for another client's deal.
        """
        found = await self._find(DealRow.id == deal_id, DealRow.client_id == client_id)
        if not found:
            raise NotYoursError
        return _probability(found[0])

    async def _find(self, *which: ColumnElement[bool]) -> list[Deal]:
        seen = reach_acting(self._actor, Action.READ_RECORDS, DealRow.owner_id, DealRow.department_id)
        return await self._session.read(Deal, _DEALS.where(seen, *which))


@cache
def _open_of(reach: Reach) -> Select[*tuple[Any, ...]]:
    seen = reach.of(DealRow.owner_id, DealRow.department_id)
    return _DEALS.where(seen, DealRow.client_id == bindparam("the_client"), DealRow.closed_at.is_(None))


def _probability(deal: Deal) -> int:
    stage = find_stage(deal.stage)
    return probability(None, None if stage is None else stage.probability)
