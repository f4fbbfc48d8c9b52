"""Recommendations: who brought whom, and what those have paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from sales.core.money import Kopecks
from sales.core.rights import Action
from storage.clients.client import Client
from storage.clients.clients import Clients
from storage.engine.actor_repository import ActorRepository
from storage.engine.scope import reach
from storage.payments.receipt import COUNTS
from storage.tables import ClientRow, FactRow


@dataclass(frozen=True, slots=True)
class ReferralTree:
    referred_by: Mapping[int, int]
    paid: Mapping[int, Kopecks]
    clients: Mapping[int, Client]


class Referrals(ActorRepository):
    async def tree(self) -> ReferralTree:
        """Of all that the speaker reads: a colleague's client is neither named nor counted."""
        reads = reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)
        query = select(ClientRow.id, ClientRow.referred_by_id).where(reads, ClientRow.referred_by_id.is_not(None))
        edges = {client_id: root_id for client_id, root_id in await self._session.execute(query) if root_id}
        ids = sorted({*edges, *edges.values()})
        clients = {each.id: each for each in await Clients(self._session, self._clock, self._actor).of_ids(ids)}
        edges = {client_id: root_id for client_id, root_id in edges.items() if root_id in clients}
        return ReferralTree(edges, await self._sum_paid(list(edges)), clients)

    async def _sum_paid(self, client_ids: list[int]) -> dict[int, Kopecks]:
        if not client_ids:
            return {}
        query = select(FactRow.client_id, func.sum(FactRow.amount)).where(FactRow.client_id.in_(client_ids), COUNTS)
        found = await self._session.execute(query.group_by(FactRow.client_id))
        return {client_id: int(paid) for client_id, paid in found if client_id is not None}
