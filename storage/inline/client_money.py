"""What is awaited of clients, and owed by them, in two statements for all of a list."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_

from sales.core.clock import local_date
from sales.core.money import Kopecks
from storage.engine.actor_repository import ActorRepository
from storage.payments.owed import REST, is_debt, sum_of_clients
from storage.payments.payment import OPEN


class ClientMoney(ActorRepository):
    async def of(self, client_ids: Sequence[int]) -> Mapping[int, tuple[Kopecks, Kopecks]]:
        """By client: awaited, and owed, in kopecks; who has neither is not in it."""
        debt = is_debt(local_date(self._clock.now(), self._actor.zone))
        owed = await sum_of_clients(self._session, self._actor, client_ids, debt)
        ahead = and_(OPEN, REST > 0, ~debt)
        awaited = await sum_of_clients(self._session, self._actor, client_ids, ahead)
        return {each: (awaited.get(each, 0), owed.get(each, 0)) for each in {*owed, *awaited}}
