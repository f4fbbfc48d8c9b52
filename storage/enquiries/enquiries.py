"""Enquiries: whose turn it is, taken once, answered; and how soon that was."""

from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, insert, or_, select, update

from sales.clients.forgetting import ForgetReason, ForgottenKind
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.core.undo import WINDOW
from sales.enquiries.enquiry import Enquiry, EnquiryWords
from storage.activities.activity import STANDS
from storage.clients.forgetting import ForgetAct
from storage.clients.forgotten_numbers import WHAT_ASKED, WHO_ASKED
from storage.clients.upkeep import refuse_busy
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.audit import Audit
from storage.engine.errors import OpenBusinessError
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.engine.scope import Reach, name_actor, reach, reach_acting, reach_acting_of
from storage.tables import ActivityRow, ClientRow, EnquiryRow, FactRow

Row = EnquiryRow
FORGOTTEN: Final = "enquiry.forgotten"

_ENQUIRIES = check_types(Enquiry, select(*columns_of(Enquiry, Row)))

_ADD = insert(Row).returning(Row.id)


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
        row = {
            "department_id": token.department_id,
            "token_id": token.id,
            "client_id": client_id,
            "owner_id": owner_id,
            "is_new": is_new,
            "name": words.name or None,
            "phone": words.phone or None,
            "email": words.email or None,
            "text": words.text or None,
            "source": words.source or token.label,
            "page": words.page or None,
            "marks": words.marks or None,
            "came_at": came_at,
        }
        return int(await self._session.scalar(_ADD, row) or 0)

    async def choose_next(self, sellers: list[Actor]) -> Actor | None:
        """Of those, who has waited longest for an enquiry that was no spam; None where there are none."""
        given_to = Row.owner_id.in_([each.person_id for each in sellers])
        last = select(Row.owner_id, func.max(Row.id)).where(given_to, Row.spam_at.is_(None))
        given = dict((await self._session.execute(last.group_by(Row.owner_id))).all())
        return min(sellers, key=lambda each: (given.get(each.person_id, 0), each.name, each.person_id), default=None)


_of_client = Row.client_id == ClientRow.id
_KNOWN_OF_SPAM = and_(
    ClientRow.archived_at.is_(None),
    exists().where(_of_client, Row.is_new),
    ~exists().where(_of_client, Row.spam_at.is_(None)),
    ~exists().where(FactRow.client_id == ClientRow.id),
)
"""Of clients: made of an enquiry, and none of theirs was meant; no money came."""


_done = (
    select(func.min(ActivityRow.happened_at, type_=Row.came_at.type))
    .where(ActivityRow.client_id == Row.client_id, ActivityRow.happened_at >= Row.came_at, STANDS)
    .correlate(Row)
    .scalar_subquery()
)
_pressed = func.coalesce(Row.taken_at, Row.called_at, type_=Row.came_at.type)
_answered: ColumnElement[Any] = case(
    (_pressed.is_(None), _done), (_done.is_(None), _pressed), (_done < _pressed, _done), else_=_pressed
)


@cache
def _answers(seen: Reach, *, sells: bool, of_one: bool) -> Select[*tuple[Any, ...]]:
    """When what is seen came and was answered; `of_one`: of one department alone."""
    reached = seen.of(Row.owner_id, Row.department_id)
    nobodys = and_(Row.owner_id.is_(None), Row.department_id == bindparam("the_department"))
    query = select(Row.came_at, _answered, Row.spam_at.is_not(None)).where(
        Row.came_at >= bindparam("the_first"),
        Row.came_at < bindparam("the_last"),
        or_(reached, nobodys) if sells else reached,
    )
    return query.where(Row.department_id == bindparam("the_place")) if of_one else query


class Enquiries(ActorRepository):
    async def get(self, enquiry_id: int) -> Enquiry:
        """Raises NotYoursError for a foreign and an absent one alike."""
        found = await self._session.read_one(Enquiry, _ENQUIRIES.where(Row.id == enquiry_id, self._reached))
        if found is None:
            raise NotYoursError
        return found

    async def take(self, enquiry_id: int) -> None:
        """«Беру»: somebody answers. Raises NotYoursError; AlreadyDoneError where somebody does already."""
        untaken = and_(Row.taken_at.is_(None), Row.spam_at.is_(None))
        await self._set(enquiry_id, untaken, taken_at=self._clock.now(), taken_by=self._actor.person_id)

    async def note_call(self, enquiry_id: int) -> None:
        """«Позвонил»: the first time counts. Raises NotYoursError; AlreadyDoneError for spam."""
        enquiry = await self.get(enquiry_id)
        if enquiry.called_at is None:
            now = self._clock.now()
            taken = {} if enquiry.taken_at else {"taken_at": now, "taken_by": self._actor.person_id}
            await self._set(enquiry_id, and_(Row.called_at.is_(None), Row.spam_at.is_(None)), called_at=now, **taken)

    async def take_back(self, enquiry_id: int) -> None:
        """Within ten minutes: nobody has called after all, or the speaker does not take it. Raises NotYoursError,
        AlreadyDoneError.
        """
        enquiry, since = await self.get(enquiry_id), self._clock.now() - WINDOW
        untaken = {"taken_at": None, "taken_by": None}
        if enquiry.called_at is not None:
            with_it = untaken if enquiry.taken_at == enquiry.called_at else {}
            await self._set(enquiry_id, Row.called_at >= since, called_at=None, **with_it)
        else:
            mine = and_(Row.taken_at >= since, Row.taken_by == self._actor.person_id)
            await self._set(enquiry_id, mine, **untaken)

    async def mark_spam(self, enquiry_id: int) -> None:
        """Nobody asks for anything: no answer is owed, and who is known of spam alone is put away.

        Raises NotYoursError, AlreadyDoneError.
        """
        now = self._clock.now()
        await self._set(enquiry_id, Row.spam_at.is_(None), spam_at=now, spam_by=self._actor.person_id)
        with suppress(OpenBusinessError):
            await self._move_client(enquiry_id, _KNOWN_OF_SPAM, now)

    async def unmark_spam(self, enquiry_id: int) -> None:
        """It is an enquiry after all, and so is its client one. Raises NotYoursError, AlreadyDoneError."""
        marked = (await self.get(enquiry_id)).spam_at
        await self._set(enquiry_id, Row.spam_at.is_not(None), spam_at=None, spam_by=None)
        await self._move_client(enquiry_id, ClientRow.archived_at >= marked, None)

    async def _move_client(self, enquiry_id: int, which: ColumnElement[bool], archived_at: datetime | None) -> None:
        """Into the archive or back, by whoever answers; it is no right to edit the client. Raises OpenBusinessError."""
        client_id = (await self.get(enquiry_id)).client_id
        if client_id is None:
            return
        if archived_at is not None:
            await refuse_busy(self._session, client_id)
        moved = update(ClientRow).where(ClientRow.id == client_id, which).values(archived_at=archived_at)
        if (await self._session.execute(moved.returning(ClientRow.id))).first() is not None:
            await self._audit("client.restored" if archived_at is None else "client.archived", "client", client_id)

    async def forget(self, enquiry_id: int, reason: ForgetReason) -> None:
        """Who asked is gone for good; when it came and how soon it was answered stay.

        Raises NotYoursError, also where it is a client's, who is forgotten with all that is known of them;
        AlreadyDoneError.
        """
        enquiry = await self.get(enquiry_id)
        if enquiry.client_id is not None or not await self._exists(self._select_to_forget(enquiry_id)):
            raise NotYoursError
        said = [ForgottenKind.COMMENTS] if enquiry.text or enquiry.page else []
        filled = or_(*(getattr(Row, each).is_not(None) for each in WHO_ASKED))
        await self._set(enquiry_id, filled, **WHO_ASKED, **WHAT_ASKED)
        told = {"reason": reason, "kinds": [ForgottenKind.CONTACTS, *said]}
        await self._audit(FORGOTTEN, "enquiry", enquiry_id, after=told)

    async def read_act(self, enquiry_id: int) -> ForgetAct:
        """For who may forget it. Raises NotYoursError."""
        if await self._exists(self._select_to_forget(enquiry_id)):
            for each in await Audit(self._session, self._clock).of("enquiry", enquiry_id):
                if each.action == FORGOTTEN and each.after is not None:
                    kinds = tuple(ForgottenKind(kind) for kind in each.after["kinds"])
                    return ForgetAct(enquiry_id, each.at, ForgetReason(each.after["reason"]), kinds)
        raise NotYoursError

    def _select_to_forget(self, enquiry_id: int) -> Select[int]:
        reached = reach(self._actor, Action.FORGET_CLIENT, Row.owner_id, Row.department_id)
        return select(Row.id).where(Row.id == enquiry_id, reached)

    async def list_answers(
        self, first: datetime, last: datetime, department_id: int | None = None
    ) -> list[tuple[datetime, datetime | None, bool]]:
        """What came from `first` on and before `last`, each with its first answer: a press, or anything done with the
        client after it, and whether it was spam. Of all whom the actor reads by right, or of one department of them.
        """
        seen, sells = reach_acting_of(self._actor, Action.READ_RECORDS), self._actor.role in SELLERS
        query = _answers(seen, sells=sells, of_one=department_id is not None)
        named = name_actor(self._actor) | {"the_first": first, "the_last": last, "the_place": department_id}
        return [(came, at, is_spam) for came, at, is_spam in await self._session.execute(query, named)]

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
