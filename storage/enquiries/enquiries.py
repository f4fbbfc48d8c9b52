"""Enquiries: whose turn it is, taken once, answered; and how soon that was."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.enquiries.enquiry import Enquiry, EnquiryWords
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.scope import reach_acting
from storage.tables import ActivityRow, EnquiryRow

Row = EnquiryRow

_ENQUIRIES = check_types(Enquiry, select(*columns_of(Enquiry, Row)))


class AllEnquiries(Repository):
    """For whoever hears what came in."""

    async def add(
        self,
        token: DoorToken,
        words: EnquiryWords,
        came_at: datetime,
        client_id: int | None,
        *,
        is_new: bool,
        owner_id: int | None,
    ) -> int:
        """Its number. What was not said is empty."""
        statement = self._insert(Row).values(
            department_id=token.department_id,
            token_id=token.id,
            client_id=client_id,
            owner_id=owner_id,
            is_new=is_new,
            name=words.name or None,
            phone=words.phone or None,
            email=words.email or None,
            text=words.text or None,
            source=words.source or token.label,
            page=words.page or None,
            marks=words.marks or None,
            came_at=came_at,
        )
        return int(await self._session.scalar(statement.returning(Row.id)) or 0)

    async def choose_next(self, sellers: list[Actor]) -> Actor | None:
        """Of those, who has waited longest for an enquiry; None where there are none."""
        last = select(Row.owner_id, func.max(Row.id)).where(Row.owner_id.in_([each.person_id for each in sellers]))
        given = dict((await self._session.execute(last.group_by(Row.owner_id))).all())
        return min(sellers, key=lambda each: (given.get(each.person_id, 0), each.name, each.person_id), default=None)


class Enquiries(ActorRepository):
    async def get(self, enquiry_id: int) -> Enquiry:
        """Raises NotYoursError for a foreign and an absent one alike."""
        found = await self._session.read_one(Enquiry, _ENQUIRIES.where(Row.id == enquiry_id, self._reached))
        if found is None:
            raise NotYoursError
        return found

    async def take(self, enquiry_id: int) -> Enquiry:
        """«Беру»: somebody answers. Raises NotYoursError; AlreadyDoneError where somebody does already."""
        await self._set(enquiry_id, Row.taken_at.is_(None), taken_at=self._clock.now(), taken_by=self._actor.person_id)
        return await self.get(enquiry_id)

    async def note_call(self, enquiry_id: int) -> Enquiry:
        """«Позвонил»: the first time counts. Raises NotYoursError."""
        enquiry = await self.get(enquiry_id)
        if enquiry.called_at is None:
            now = self._clock.now()
            taken = {} if enquiry.taken_at else {"taken_at": now, "taken_by": self._actor.person_id}
            await self._set(enquiry_id, Row.called_at.is_(None), called_at=now, **taken)
        return await self.get(enquiry_id)

    async def list_answers(
        self, first: datetime, last: datetime, department_id: int | None = None
    ) -> list[tuple[datetime, datetime | None]]:
        """What came from `first` on and before `last`, each with its first answer: a press, or anything done with the
        client after it. Of all whom the actor reads by right, or of one department of them.
        """
        done = (
            select(func.min(ActivityRow.happened_at, type_=Row.came_at.type))
            .where(ActivityRow.client_id == Row.client_id, ActivityRow.happened_at >= Row.came_at)
            .correlate(Row)
            .scalar_subquery()
        )
        pressed = func.coalesce(Row.taken_at, Row.called_at, type_=Row.came_at.type)
        answered: ColumnElement[Any] = case(
            (pressed.is_(None), done), (done.is_(None), pressed), (done < pressed, done), else_=pressed
        )
        query = select(Row.came_at, answered).where(Row.came_at >= first, Row.came_at < last, self._reached)
        if department_id is not None:
            query = query.where(Row.department_id == department_id)
        return [(came, at) for came, at in await self._session.execute(query)]

    @property
    def _reached(self) -> ColumnElement[bool]:
        """Those of one's right, and of whom one stands in for; a seller also those that nobody has."""
        reached = reach_acting(self._actor, Action.READ_RECORDS, Row.owner_id, Row.department_id)
        if self._actor.role not in SELLERS:
            return reached
        return or_(reached, and_(Row.owner_id.is_(None), Row.department_id == self._actor.department_id))

    async def _set(self, enquiry_id: int, which: ColumnElement[bool], **values: Any) -> None:
        await self.get(enquiry_id)
        done = await self._session.execute(
            update(Row).where(Row.id == enquiry_id, which).values(**values).returning(Row.id)
        )
        if done.first() is None:
            raise AlreadyDoneError
