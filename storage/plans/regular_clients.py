"""Regular clients (SPEC 12): those whose second paid deal is within some days."""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from storage.engine.repository import Repository
from storage.payments.receipt import COUNTS, OF_A_CLIENT
from storage.tables import FactRow

KINDS = 3


def _deal_of(row: type[FactRow]) -> ColumnElement[int]:
    """Its deal; a payment without a deal is one of its own, and so is a receipt without either: one number for each."""
    return case(
        (row.deal_id.is_not(None), row.deal_id * KINDS),
        (row.payment_id.is_not(None), row.payment_id * KINDS + 1),
        else_=func.coalesce(row.receipt_id, row.id) * KINDS + 2,
    )


_EARLIER, _FIRST = aliased(FactRow), aliased(FactRow)
_CAME = (FactRow.amount > 0, OF_A_CLIENT, COUNTS)


class RegularClients(Repository):
    """For views that have asked for the right to the department."""

    async def count(self, department_id: int, first: date, last: date) -> dict[int | None, int]:
        """By whose the second deal was as its first money came, from the first to the last day, both included."""
        clients = await self._list_asked(department_id, first, last)
        if not clients:
            return {}
        query = select(FactRow.client_id, _deal_of(FactRow), FactRow.local_date, FactRow.owner_id)
        within = (FactRow.client_id.in_(clients), FactRow.local_date <= last, *_CAME)
        begun: dict[int | None, dict[int, tuple[date, int | None]]] = {}
        for client_id, deal, day, owner_id in await self._session.execute(
            query.where(*within).order_by(FactRow.local_date, FactRow.id)
        ):
            begun.setdefault(client_id, {}).setdefault(deal, (day, owner_id))
        second = [tuple(deals.values())[1] for deals in begun.values() if len(deals) > 1]
        return dict(Counter(owner_id for day, owner_id in second if day >= first))

    async def _list_asked(self, department_id: int, first: date, last: date) -> list[int | None]:
        """Who paid in these days and had no second deal before; of the years before two facts are read, not all."""
        here = (FactRow.department_id == department_id, FactRow.local_date.between(first, last), *_CAME)
        paid = select(FactRow.client_id).where(*here).distinct().subquery()
        begun = (
            select(_deal_of(_FIRST))
            .where(_FIRST.client_id == paid.c.client_id, _FIRST.amount > 0, _FIRST.undone_at.is_(None))
            .order_by(_FIRST.local_date, _FIRST.id)
            .limit(1)
            .correlate(paid)
            .scalar_subquery()
        )
        another = (_EARLIER.client_id == paid.c.client_id, _EARLIER.local_date < first, _EARLIER.amount > 0)
        known = exists().where(*another, _EARLIER.undone_at.is_(None), _deal_of(_EARLIER) != begun)
        return list(await self._session.scalars(select(paid.c.client_id).where(~known)))
