"""Debts that somebody reads: by age, by what comes first; and the words of the clients who owe."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, literal, or_, select, true

from sales.core.clock import local_date
from sales.core.tally import Tally
from sales.debts.debt import Aged, Ageing, Bucket, Debt, DebtFilter, find_born_within, sum_by_age
from sales.debts.word import BROKEN_TOO_OFTEN, CONTACT_WITHIN, ClientWord
from storage.activities.activity import STANDS as CONTACT_STANDS
from storage.debts.words import judge_clients
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import check_found
from storage.engine.reading import check_types
from storage.payments.owed import CONTRACT, REST, SINCE, is_debt
from storage.payments.payment import Row, may_reach_payment
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, DebtCaseRow


@dataclass(frozen=True, slots=True)
class DebtOf:
    """Whose debts: of one person, of one department, or (both empty) all that the actor reads."""

    person_id: int | None = None
    department_id: int | None = None


ALL_SEEN = DebtOf()

_DEBTS = check_types(
    Debt,
    select(
        Row.id.label("payment_id"),
        Row.client_id,
        SHORT_CLIENT_NAME.label("client_name"),
        Row.owner_id,
        REST.label("rest"),
        Row.due_on,
        CONTRACT.label("contract_on"),
        DebtCaseRow.promised_on,
        DebtCaseRow.disputed_at,
        DebtCaseRow.escalated_at,
    )
    .join(ClientRow, ClientRow.id == Row.client_id)
    .outerjoin(DebtCaseRow, DebtCaseRow.payment_id == Row.id),
)
_SUM = cast(func.coalesce(func.sum(REST), 0), BigInteger)
_SPOKEN = (
    select(ActivityRow.id)
    .where(
        ActivityRow.client_id == Row.client_id,
        ActivityRow.happened_at.is_not(None),
        ActivityRow.local_date > Row.due_on,
        CONTACT_STANDS,
    )
    .exists()
)


class Debts(ActorRepository):
    async def ageing(self, of: DebtOf = ALL_SEEN) -> Ageing:
        """By age, in one statement."""
        query = select(SINCE.label("since"), func.count(), _SUM).where(*self._of(of)).group_by(SINCE)
        found = (await self._session.execute(query)).all()
        return sum_by_age([Aged(since, Tally(count, int(total))) for since, count, total in found], self.today)

    async def count(self, which: DebtFilter, of: DebtOf = ALL_SEEN) -> Tally:
        """How many of that kind, on how much."""
        query = select(func.count(), _SUM).select_from(Row).outerjoin(DebtCaseRow, DebtCaseRow.payment_id == Row.id)
        count, total = (await self._session.execute(query.where(*self._of(of), await self._is(which, of)))).one()
        return Tally(count, int(total))

    async def page(
        self, which: DebtFilter = DebtFilter.ALL, of: DebtOf = ALL_SEEN, limit: int | None = None, offset: int = 0
    ) -> list[Debt]:
        """The largest sum by days first."""
        query = _DEBTS.where(*self._of(of), await self._is(which, of)).order_by((REST * self._days).desc(), Row.id)
        return await self._session.read(Debt, query.limit(limit).offset(offset))

    async def get(self, payment_id: int) -> Debt:
        """Raises NotYoursError, also for a payment that is no debt."""
        query = _DEBTS.where(may_reach_payment(self._actor), Row.id == payment_id, is_debt(self.today))
        return check_found(await self._session.read_one(Debt, query))

    async def of_client(self, client_id: int) -> list[Debt]:
        """The oldest first."""
        query = _DEBTS.where(may_reach_payment(self._actor), Row.client_id == client_id, is_debt(self.today))
        return sorted(await self._session.read(Debt, query), key=lambda each: (each.since, each.payment_id))

    async def find_dispute(self, payment_id: int) -> str | None:
        """What the client disputes about it, of a debt that `get` has shown."""
        case = DebtCaseRow
        query = select(case.dispute).join(Row, Row.id == case.payment_id)
        return await self._session.scalar(query.where(case.payment_id == payment_id, may_reach_payment(self._actor)))

    async def words(self, client_ids: Collection[int]) -> Mapping[int, ClientWord]:
        """What each of these clients' promises are worth, over all their payments."""
        judged = await judge_clients(self._session, client_ids, self.today, self._actor.zone)
        return {client_id: sum(judged.get(client_id, {}).values(), ClientWord()) for client_id in client_ids}

    @property
    def today(self) -> date:
        return local_date(self._clock.now(), self._actor.zone)

    @property
    def _days(self) -> ColumnElement[Any]:
        if self._is_postgres:
            return literal(self.today) - SINCE
        return func.julianday(self.today.isoformat()) - func.julianday(SINCE)

    def _of(self, of: DebtOf) -> tuple[ColumnElement[bool], ...]:
        narrowed = [] if of.person_id is None else [Row.owner_id == of.person_id]
        narrowed += [] if of.department_id is None else [Row.department_id == of.department_id]
        return (may_reach_payment(self._actor), *narrowed, is_debt(self.today))

    async def _is(self, which: DebtFilter, of: DebtOf) -> ColumnElement[bool]:
        match which:
            case DebtFilter.ALL:
                return true()
            case DebtFilter.PROMISED:
                return and_(DebtCaseRow.promised_on == Row.due_on, Row.due_on >= self.today)
            case DebtFilter.DISPUTED:
                return DebtCaseRow.disputed_at.is_not(None)
            case DebtFilter.ESCALATED:
                return await self._is_for_lead(of)
            case _:
                return SINCE.between(*find_born_within(Bucket(which), self.today))

    async def _is_for_lead(self, of: DebtOf) -> ColumnElement[bool]:
        promised = select(Row.client_id).join(DebtCaseRow, DebtCaseRow.payment_id == Row.id)
        promised = promised.where(*self._of(of), DebtCaseRow.promised_on.is_not(None)).distinct()
        clients = list(await self._session.scalars(promised))
        judged = await judge_clients(self._session, clients, self.today, self._actor.zone)
        words = [each for of_client in judged.values() for each in of_client.items()]
        broken = [payment_id for payment_id, word in words if word.broken >= BROKEN_TOO_OFTEN]
        over = select(Row.client_id).join(ClientRow, ClientRow.id == Row.client_id).where(*self._of(of))
        over = over.group_by(Row.client_id, ClientRow.credit_limit).having(func.sum(REST) > ClientRow.credit_limit)
        return or_(
            DebtCaseRow.disputed_at.is_not(None),
            DebtCaseRow.escalated_at.is_not(None),
            Row.id.in_(broken),
            Row.client_id.in_(over),
            and_(Row.due_on <= self.today - CONTACT_WITHIN, ~_SPOKEN),
        )
