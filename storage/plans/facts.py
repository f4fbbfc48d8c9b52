"""What stands against a plan: money that came, deals that began to pay, clients who paid for the first time."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, bindparam, case, cast, exists, func, select
from sqlalchemy.orm import aliased

from sales.plans.plans import Metric
from storage.engine.repository import Repository
from storage.payments.receipt import COUNTS, OF_A_CLIENT
from storage.tables import FactRow

Done = dict[int | None, int]
"""By whose it is; None: of a client without a master."""

Deal = tuple[str, int]


_CAME = (
    select(FactRow.owner_id, cast(func.sum(FactRow.amount), BigInteger))
    .where(
        FactRow.department_id == bindparam("the_department"),
        FactRow.local_date.between(bindparam("the_first"), bindparam("the_last")),
        COUNTS,
    )
    .group_by(FactRow.owner_id)
)


class PlanFacts(Repository):
    """For views that have asked for the right to the department."""

    async def sum_done(self, department_id: int, metric: Metric, first: date, last: date) -> Done:
        """From the first to the last day, both included, in kopecks or in pieces (SPEC 12); who has nothing is not in
        it.
        """
        match metric:
            case Metric.MONEY:
                return await self._money(department_id, first, last)
            case Metric.DEALS:
                return await self._deals(department_id, first, last)
            case Metric.NEW_CLIENTS:
                return await self._new_clients(department_id, first, last)

    async def _money(self, department_id: int, first: date, last: date) -> Done:
        found = await self._session.execute(
            _CAME, {"the_department": department_id, "the_first": first, "the_last": last}
        )
        return {owner_id: total for owner_id, total in found}  # noqa: C416  typed

    async def _deals(self, department_id: int, first: date, last: date) -> Done:
        """Whose first fact is within these days, of whoever had it then.

        A payment without a deal is a deal of its own, and so is a receipt without either.
        """
        fact, earlier = FactRow, aliased(FactRow)
        receipt = case((fact.payment_id.is_(None), fact.receipt_id))
        before = (earlier.payment_id == fact.payment_id, earlier.local_date < first, earlier.amount > 0)
        begun_before = exists().where(*before, earlier.undone_at.is_(None))
        query = (
            select(fact.deal_id, fact.payment_id, receipt, fact.owner_id)
            .where(*_within(department_id, first, last), fact.amount > 0, ~begun_before)
            .order_by(fact.local_date, fact.id)
        )
        begun: dict[Deal, int | None] = {}
        for deal_id, payment_id, receipt_id, owner_id in await self._session.execute(query):
            begun.setdefault(_deal(deal_id, payment_id, receipt_id), owner_id)
        paid = await self._list_paid_before(first, [id_ for kind, id_ in begun if kind == "deal"])
        return _count(owner_id for (kind, id_), owner_id in begun.items() if kind != "deal" or id_ not in paid)

    async def _list_paid_before(self, first: date, deal_ids: Collection[int]) -> set[int]:
        """Of these deals, those that other money of theirs has begun before."""
        if not deal_ids:
            return set()
        fact = FactRow
        query = select(fact.deal_id).where(fact.deal_id.in_(deal_ids)).distinct()
        found = await self._session.scalars(query.where(fact.local_date < first, fact.amount > 0, COUNTS))
        return {deal_id for deal_id in found if deal_id is not None}

    async def _new_clients(self, department_id: int, first: date, last: date) -> Done:
        """Whose first payment ever is within these days. The years before are asked for one fact, not for all."""
        fact, earlier = FactRow, aliased(FactRow)
        within = (*_within(department_id, first, last), fact.amount > 0)
        paid = select(fact.client_id).where(*within).distinct().subquery()
        before = (earlier.client_id == paid.c.client_id, earlier.local_date < first, earlier.amount > 0)
        known = exists().where(*before, earlier.undone_at.is_(None))
        new = list(await self._session.scalars(select(paid.c.client_id).where(~known)))
        query = select(fact.client_id, fact.owner_id).where(fact.client_id.in_(new), *within)
        rows = await self._session.execute(query.order_by(fact.local_date, fact.id)) if new else ()
        owners: dict[int | None, int | None] = {}
        for client_id, owner_id in rows:
            owners.setdefault(client_id, owner_id)
        return _count(owners.values())


def _within(department_id: int, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Of clients: what came before Reper is no deal and no client."""
    return FactRow.department_id == department_id, FactRow.local_date.between(first, last), OF_A_CLIENT, COUNTS


def _deal(deal_id: int | None, payment_id: int | None, receipt_id: int | None) -> Deal:
    if deal_id is not None:
        return "deal", deal_id
    return ("payment", payment_id) if payment_id is not None else ("receipt", receipt_id or 0)


def _count(owners: Iterable[int | None]) -> Done:
    return dict(Counter(owners))
