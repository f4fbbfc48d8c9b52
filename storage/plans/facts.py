"""What stands against a plan: money that came, deals that began to pay, clients who paid for the first time."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import BigInteger, ColumnElement, bindparam, cast, func, select

from sales.plans.plans import Metric
from storage.deals.firsts import begins_in
from storage.engine.repository import Repository
from storage.payments.receipt import COUNTS, OF_A_CLIENT
from storage.tables import FactRow
from storage.tables.payments import Begins

Done = dict[int | None, int]
"""By whose it is; None: of a client without a master."""

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
        fact, no_deal = FactRow, FactRow.deal_id.is_(None)
        days = (department_id, first, last)
        no_payment = (*_within(*days), fact.amount > 0, no_deal, fact.payment_id.is_(None))
        found = Counter(await self._count(begins_in(Begins.DEAL, *days)))
        found.update(await self._count((*begins_in(Begins.PAYMENT, *days), no_deal)))
        found.update(await self._count(no_payment, func.count(fact.receipt_id.distinct())))
        return dict(found)

    async def _new_clients(self, department_id: int, first: date, last: date) -> Done:
        """Whose first payment ever is within these days."""
        return await self._count(begins_in(Begins.CLIENT, department_id, first, last))

    async def _count(self, which: Iterable[ColumnElement[bool]], of: ColumnElement[int] | None = None) -> Done:
        """Facts by owner, or what is counted of them."""
        counted = func.count() if of is None else of
        query = select(FactRow.owner_id, counted).where(*which).group_by(FactRow.owner_id)
        return {owner_id: count for owner_id, count in await self._session.execute(query)}  # noqa: C416  typed


def _within(department_id: int, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    """Of clients: what came before Reper is no deal and no client."""
    return FactRow.department_id == department_id, FactRow.local_date.between(first, last), OF_A_CLIENT, COUNTS
