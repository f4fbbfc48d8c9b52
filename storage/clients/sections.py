"""How many clients need what, and which: one statement for each section."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select

from sales.calendar.calendar import week_of
from sales.clients.sections import FORGOTTEN_AFTER, PRICED, Section
from sales.core.clock import local_date
from sales.core.money import Kopecks
from sales.core.rights import Action
from sales.core.tally import Tally
from storage.activities.activity import PLANNED
from storage.activities.activity import STANDS as HAPPENED_STANDS
from storage.deals.deal import UNDER_WAY
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types
from storage.engine.scope import reach
from storage.payments.owed import REST, is_debt
from storage.payments.payment import OPEN, STANDS
from storage.tables import SHORT_CLIENT_NAME, ActivityRow, ClientRow, DealRow, DepartmentRow, ExpectedPaymentRow

_LIVE = ClientRow.archived_at.is_(None)


@dataclass(frozen=True, slots=True)
class ListedClient:
    id: int
    name: str
    owner_id: int | None
    total: Kopecks | None = None
    """Of the money that the section is about."""


_CLIENTS = check_types(ListedClient, select(ClientRow.id, SHORT_CLIENT_NAME.label("name"), ClientRow.owner_id))


class ClientSections(ActorRepository):
    """Of one's own clients, or of all whom the speaker reads; not of those for whom they stand in."""

    async def counts(self) -> Mapping[Section, Tally]:
        """How many clients each section has, and on how much where it is about money; the archive is not counted."""
        return {section: await self._count(section) for section in Section if section is not Section.ARCHIVE}

    async def count(self, section: Section) -> int:
        """How many clients that section has for this reader."""
        return (await self._count(section)).count

    async def page(self, section: Section, limit: int, offset: int = 0) -> list[ListedClient]:
        """Most money first where it is about money; else by the alphabet."""
        if section not in PRICED:
            query = _CLIENTS.where(self._mine, *self._which(section)).order_by(ClientRow.normal, ClientRow.id)
            return await self._session.read(ListedClient, query.limit(limit).offset(offset))
        sums = self._sums(section).order_by(func.sum(REST).desc(), ExpectedPaymentRow.client_id)
        totals = {
            client_id: int(total) for client_id, total in await self._session.execute(sums.limit(limit).offset(offset))
        }
        found = await self._session.read(ListedClient, _CLIENTS.where(ClientRow.id.in_(list(totals))))
        priced = [replace(each, total=totals[each.id]) for each in found]
        return sorted(priced, key=lambda each: (-(each.total or 0), each.id))

    async def _count(self, section: Section) -> Tally:
        if section in PRICED:
            sums = self._sums(section).subquery()
            query = select(func.count(), func.coalesce(func.sum(sums.c.total), 0)).select_from(sums)
            count, total = (await self._session.execute(query)).one()
            return Tally(count, int(total))
        if section is Section.FORGOTTEN:
            return Tally(await self._count_forgotten())
        return Tally(await self._count_clients(*self._which(section)))

    async def _count_forgotten(self) -> int:
        """Those who may be, without the fewer ones that were spoken to: nobody asks of each of a hundred thousand."""
        may_be = list_callable(self._clock.now())
        spoken = select(ActivityRow.client_id).where(
            ActivityRow.department_id.in_(select(DepartmentRow.id)), *_is_spoken(self._today)
        )
        return await self._count_clients(*may_be) - await self._count_clients(*may_be, ClientRow.id.in_(spoken))

    async def _count_clients(self, *which: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(ClientRow).where(self._mine, *which)
        return await self._session.scalar(query) or 0

    @property
    def _mine(self) -> ColumnElement[bool]:
        return reach(self._actor, Action.READ_RECORDS, ClientRow.owner_id, ClientRow.department_id)

    @property
    def _today(self) -> date:
        return local_date(self._clock.now(), self._actor.zone)

    def _sums(self, section: Section) -> Select[int, Kopecks]:
        """By client what is owed, or awaited until Sunday."""
        row = ExpectedPaymentRow
        which = is_debt(self._today)
        if section is Section.WEEK:
            this_week = row.due_on.between(self._today, week_of(self._today)[0] + timedelta(days=6))
            which = and_(OPEN, STANDS, this_week, REST > 0)
        mine = reach(self._actor, Action.READ_RECORDS, row.owner_id, row.department_id)
        query = select(row.client_id, func.sum(REST).label("total")).where(mine, which)
        return query.group_by(row.client_id)

    def _which(self, section: Section) -> tuple[ColumnElement[bool], ...]:
        match section:
            case Section.ARCHIVE:
                return (
                    ClientRow.archived_at.is_not(None),
                    ClientRow.merged_into_id.is_(None),
                    ClientRow.forgotten_at.is_(None),
                )
            case Section.FORGOTTEN:
                return is_forgotten(self._today, self._clock.now())
            case Section.STUCK:
                under_way = select(DealRow.client_id).where(UNDER_WAY)
                step = select(ActivityRow.client_id).where(PLANNED)
                return (_LIVE, ClientRow.id.in_(under_way), ClientRow.id.not_in(step))
            case _:
                return (_LIVE,)


def is_forgotten(today: date, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Live, here for more than thirty days, may be called, and spoken to in none of them."""
    spoken = select(ActivityRow.id).where(ActivityRow.client_id == ClientRow.id, *_is_spoken(today))
    return (*list_callable(now), ~spoken.exists())


def list_callable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Live, here for more than thirty days, and may be called."""
    return (_LIVE, ClientRow.created_at < now - FORGOTTEN_AFTER, ClientRow.do_not_call.is_(False))


def _is_spoken(today: date) -> tuple[ColumnElement[bool], ...]:
    since = ActivityRow.local_date >= today - FORGOTTEN_AFTER
    return (since, ActivityRow.happened_at.is_not(None), HAPPENED_STANDS)
