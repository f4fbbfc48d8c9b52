"""The stages of a department: the defaults until somebody changes them, then rows of its own."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, select

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action
from sales.deals.stages import DEFAULT_BOOK, Stage, StageBook, StageKind
from storage.deals.deal import STANDS
from storage.deals.money import Row as PaymentRow
from storage.deals.money import spread_probability
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import TooManyError
from storage.engine.reading import check_types
from storage.engine.repository import Repository
from storage.engine.scope import check_reach
from storage.tables import DealRow, StageRow

MOST_STAGES = 15
LONGEST_NAME = 24

_STAGES = check_types(
    Stage,
    select(
        StageRow.code,
        StageRow.probability,
        StageRow.stuck_after,
        StageRow.kind,
        StageRow.name,
        StageRow.archived_at.is_not(None).label("archived"),
    ).order_by(StageRow.ord, StageRow.id),
)


class AllStages(Repository):
    """What the stages of a department are called is no secret in the house."""

    async def book(self, department_id: int) -> StageBook:
        """The department's own stages, or the usual ones where it has set none (SPEC 10)."""
        what = ("stages", department_id)
        return await self._session.once(what, lambda: self._book(department_id), of_staff=True)

    async def _book(self, department_id: int) -> StageBook:
        found = await self._session.read(Stage, _STAGES.where(StageRow.department_id == department_id))
        return StageBook(found) if found else DEFAULT_BOOK


class Stages(ActorRepository):
    """Changed by who may change them; each change is audited."""

    async def change(self, department_id: int, code: str, stage: Stage) -> None:
        """Another name, probability or limit. Raises NotYoursError."""
        book = await self._check_own(department_id, code)
        await self._write(department_id, [stage if each.code == code else each for each in book])
        here = (DealRow.department_id == department_id, DealRow.stage == code, DealRow.closed_at.is_(None))
        which = PaymentRow.deal_id.in_(select(DealRow.id).where(*here))
        await spread_probability(self._session, self._actor, which, stage.probability, self._clock.now())

    async def add(self, department_id: int, name: str, after: str) -> str:
        """A stage of their own behind that one; its code. Raises NotYoursError, TooManyError."""
        book = await self._check_own(department_id, after)
        if len(book.open) >= MOST_STAGES:
            raise TooManyError(MOST_STAGES)
        before = book.find(after) or book[0]
        numbers = [int(each.code[1:]) for each in book if each.code[:1] == "s" and each.code[1:].isdigit()]
        new = Stage(f"s{max(numbers, default=0) + 1}", before.probability, before.stuck_after, name=name)
        place = [each.code for each in book].index(after) + 1
        await self._write(department_id, [*book[:place], new, *book[place:]])
        return new.code

    async def swap(self, department_id: int, code: str, other: str) -> None:
        """Two open stages in each other's places. Raises NotYoursError."""
        book = await self._check_own(department_id, code)
        one, two = book.find(code), book.find(other)
        if one is None or two is None or one.kind is not StageKind.OPEN or two.kind is not StageKind.OPEN:
            raise NotYoursError
        instead = {code: two, other: one}
        await self._write(department_id, [instead.get(each.code, each) for each in book])

    async def remove(self, department_id: int, code: str) -> None:
        """No deal may stand there any more. Raises NotYoursError, AlreadyDoneError."""
        book = await self._check_own(department_id, code)
        stage = book.find(code)
        if stage is None or stage.is_closed or len(book.open) <= 1:
            raise NotYoursError
        if stage.archived or await self.count_at(department_id, code):
            raise AlreadyDoneError
        await self._write(department_id, [replace(each, archived=True) if each is stage else each for each in book])

    async def count_at(self, department_id: int, code: str) -> int:
        """How many deals under way stand there."""
        return len(await self.deals_at(department_id, code))

    async def deals_at(self, department_id: int, code: str) -> Sequence[int]:
        """The ids of the deals under way that stand there, the oldest first. Raises NotYoursError."""
        self._check(department_id)
        which = (DealRow.department_id == department_id, DealRow.stage == code, DealRow.closed_at.is_(None), STANDS)
        return (await self._session.scalars(select(DealRow.id).where(*which).order_by(DealRow.id))).all()

    async def _check_own(self, department_id: int, code: str) -> StageBook:
        self._check(department_id)
        book = await AllStages(self._session, self._clock).book(department_id)
        if book.find(code) is None:
            raise NotYoursError
        return book

    def _check(self, department_id: int) -> None:
        check_reach(self._actor, Action.WRITE_STAGES, department_id)

    async def _write(self, department_id: int, stages: Sequence[Stage]) -> None:
        """All of them, in this order; what had no rows has them now."""
        now, row = self._clock.now(), StageRow
        removed = select(row.code, row.archived_at).where(row.department_id == department_id)
        gone = {code: at for code, at in await self._session.execute(removed)}  # noqa: C416  typed
        before = [each.code for each in await AllStages(self._session, self._clock).book(department_id)]
        await self._session.execute(delete(row).where(row.department_id == department_id))
        values = [
            {
                "department_id": department_id,
                "code": each.code,
                "name": each.name,
                "ord": place,
                "probability": each.probability,
                "stuck_after": each.stuck_after,
                "kind": each.kind,
                "archived_at": (gone.get(each.code) or now) if each.archived else None,
            }
            for place, each in enumerate(stages)
        ]
        await self._session.execute(insert(row), values)
        told = [[each.code, each.name, each.probability, each.stuck_after, each.archived] for each in stages]
        await self._audit("stages.changed", "department", department_id, {"stages": before}, {"stages": told})
