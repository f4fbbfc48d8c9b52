"""Calls that come in: each kept once, matched to ours and to a client, and joined with the record of it (spec/6)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update

from sales.activities.activities import ActivityType
from sales.core.clock import local_date
from sales.door.tokens import TokenKind
from sales.telephony.call import LOGGED_AFTER, LOGGED_BEFORE, Call, Direction, Exchange
from storage.clients.contacts import ten_digits
from storage.engine.repository import Repository
from storage.people.person import ACTIVE
from storage.tables import ActivityRow, ClientRow, ContactRow, DoorTokenRow, PbxCallRow, PersonRow
from storage.tables.telephony import MISSED, WAITS_FOR_ANSWER
from storage.telephony.call import CALLS, LOOK_BACK, OWES_OUTCOME, PbxCall

Row = PbxCallRow
SAME_WITHIN: Final = timedelta(seconds=2)
MINUTE: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class CallPlace:
    """Where a call came in. `token_id` None: by a file, that of `log_id`."""

    department_id: int
    zone: str
    provider: Exchange
    token_id: int | None = None
    log_id: int | None = None


@dataclass(frozen=True, slots=True)
class CallParties:
    """Whose it is, as far as that is known. `is_closed`: no outcome is asked for."""

    person_id: int | None = None
    client_id: int | None = None
    contact_id: int | None = None
    is_closed: bool = False


class AllPbxCalls(Repository):
    """For whoever hears what came in, and for the clock."""

    async def add(self, place: CallPlace, call: Call, parties: CallParties) -> int | None:
        """Its number; None where that call is kept already, whatever else is said of it now.

        How one of a file ended is asked on its own day alone: of older ones nobody remembers it.
        """
        now, day = self._clock.now(), local_date(call.started_at, place.zone)
        is_old = place.token_id is None and day < local_date(now, place.zone)
        values = {
            "department_id": place.department_id,
            "token_id": place.token_id,
            "log_id": place.log_id,
            "provider": place.provider,
            "external_id": call.external_id,
            "started_at": call.started_at,
            "local_date": day,
            "direction": call.direction,
            "phone": call.phone or None,
            "phone10": ten_digits(call.phone),
            "extension": call.extension or None,
            "talk_seconds": call.talk_seconds,
            "result": call.result,
            "record_url": call.record_url or None,
            "person_id": parties.person_id,
            "client_id": parties.client_id,
            "contact_id": parties.contact_id,
            "created_at": now,
            "closed_at": now if parties.is_closed else None,
            "asked_at": call.started_at if is_old else None,
        }
        return await self._insert_once(Row, ["department_id", "provider", "external_id"], values)

    async def get(self, call_id: int) -> PbxCall | None:
        """None for an absent one."""
        return await self._session.read_one(PbxCall, CALLS.where(Row.id == call_id))

    async def is_kept(self, place: CallPlace, call: Call) -> bool:
        """Whether it came before."""
        which = (Row.department_id == place.department_id, Row.provider == place.provider)
        return await self._exists(select(Row.id).where(*which, Row.external_id == call.external_id))

    async def list_new(self, department_id: int, calls: Sequence[Call]) -> list[Call]:
        """Of these, in order of their beginning, those that are not kept: neither by their ids nor as the same call
        of another source, begun within two seconds with that number.
        """
        if not calls:
            return []
        span = (calls[0].started_at - SAME_WITHIN, calls[-1].started_at + SAME_WITHIN)
        query = select(Row.external_id, Row.provider, Row.phone10, Row.direction, Row.started_at, Row.token_id)
        here = (Row.department_id == department_id, Row.started_at.between(*span))
        kept = (await self._session.execute(query.where(*here))).all()
        ids = {each.external_id for each in kept if each.provider is Exchange.GENERAL}
        heard: dict[tuple[str | None, Direction], list[datetime]] = {}
        for each in kept:
            if each.token_id is not None:
                heard.setdefault((each.phone10, each.direction), []).append(each.started_at)
        return [call for call in calls if call.external_id not in ids and not _is_near(call, heard)]

    async def find_zone(self, department_id: int) -> str | None:
        """Of the department's exchange, where it was said."""
        row = DoorTokenRow
        here = (row.department_id == department_id, row.kind == TokenKind.PBX, row.revoked_at.is_(None))
        options = await self._session.scalars(select(row.options).where(*here).order_by(row.id.desc()))
        return next((str(each["zone"]) for each in options if each.get("zone")), None)

    async def find_person(self, department_id: int, call: Call) -> int | None:
        """Whose extension, or whose work phone it is; None for nobody and where it would be two."""
        here = (PersonRow.department_id == department_id, ACTIVE)
        if call.extension:
            by_number = or_(
                func.lower(PersonRow.extension) == call.extension.lower(),
                PersonRow.work_phone == (ten_digits(call.extension) or "-"),
            )
            return await self._find_one(*here, by_number)
        line = ten_digits(call.line)
        return None if line is None else await self._find_one(*here, PersonRow.work_phone == line)

    async def is_ours(self, department_id: int, call: Call) -> bool:
        """Whether the other side is one of ours: two of the house talk."""
        if not call.phone or not call.extension:
            return False
        number = ten_digits(call.phone)
        same = PersonRow.extension == call.phone if number is None else PersonRow.work_phone == number
        return await self._exists(select(PersonRow.id).where(PersonRow.department_id == department_id, same))

    async def list_clients(self, department_id: int, phone: str) -> list[int]:
        """Of the department, whoever sells to them: who has a contact with the same ten digits."""
        number = ten_digits(phone)
        if number is None:
            return []
        there = select(ContactRow.client_id).where(ContactRow.phone10 == number, ContactRow.left_at.is_(None))
        row = ClientRow
        known = (row.department_id == department_id, row.merged_into_id.is_(None), row.forgotten_at.is_(None))
        return list(await self._session.scalars(select(row.id).where(*known, row.id.in_(there)).order_by(row.id)))

    async def find_contact(self, client_id: int, phone: str) -> int | None:
        """Of the client, by the same ten digits."""
        which = (ContactRow.client_id == client_id, ContactRow.phone10 == ten_digits(phone))
        return await self._session.scalar(select(ContactRow.id).where(*which).order_by(ContactRow.id).limit(1))

    async def is_nobodys(self, department_id: int, phone: str) -> bool:
        """Somebody has said of this number before that it is no client's."""
        number = ten_digits(phone)
        said = (Row.department_id == department_id, Row.client_id.is_(None), Row.closed_at.is_not(None))
        return number is not None and await self._exists(select(Row.id).where(Row.phone10 == number, *said))

    async def find_logged(self, person_id: int, client_id: int, started_at: datetime) -> int | None:
        """The record that somebody has written of this call themselves: the nearest that is no other call's."""
        row = ActivityRow
        taken = select(Row.id).where(Row.activity_id == row.id).correlate(row).exists()
        which = (
            row.author_id == person_id,
            row.client_id == client_id,
            row.type == ActivityType.CALL,
            row.happened_at.between(started_at - LOGGED_BEFORE, started_at + LOGGED_AFTER),
            row.undone_at.is_(None),
        )
        found = (await self._session.execute(select(row.id, row.happened_at).where(*which, ~taken))).all()
        near = [(abs((at - started_at).total_seconds()), each) for each, at in found if at is not None]
        return min(near, default=(0.0, None))[1]

    async def find_owner(self, client_id: int) -> int | None:
        """Who sells to them."""
        return await self._session.scalar(select(ClientRow.owner_id).where(ClientRow.id == client_id))

    async def list_places_owing(self, department_ids: Collection[int], since: date) -> set[int]:
        """Those departments where something is to be said of a call of that local day or later."""
        lately = (Row.department_id.in_(department_ids), Row.local_date >= since)
        query = select(Row.department_id).where(*lately, Row.person_id.is_not(None), OWES_OUTCOME)
        return set(await self._session.scalars(query.distinct()))

    async def list_owing(self, department_id: int, day: date, slot: datetime) -> dict[int, list[int]]:
        """By person who was not asked at or after that slot, the calls before it of which nothing is said, by hour.

        Of that local day all of them, of the days before it those of which nobody was asked yet. Who was asked of each
        of them already is left in peace: that message still stands; so is who has old ones by a file.
        """
        here = (Row.department_id == department_id, Row.local_date.between(day - LOOK_BACK, day))
        asked = select(Row.person_id).where(*here, Row.person_id.is_not(None), Row.asked_at >= slot)
        owing = (OWES_OUTCOME, Row.started_at <= slot, or_(Row.asked_at.is_(None), Row.local_date == day))
        which = (*here, Row.person_id.is_not(None), Row.person_id.not_in(asked), *owing)
        found: dict[int, list[int]] = {}
        fresh: set[int] = set()
        query = select(Row.person_id, Row.id, Row.asked_at).where(*which).order_by(Row.started_at, Row.id)
        for person_id, call_id, asked_at in await self._session.execute(query):
            found.setdefault(person_id or 0, []).append(call_id)
            fresh |= {person_id or 0} if asked_at is None else set()
        return {person_id: calls for person_id, calls in found.items() if person_id in fresh}

    async def mark_asked(self, call_ids: Sequence[int], slot: datetime) -> bool:
        """True for the one process that asks."""
        unasked = or_(Row.asked_at.is_(None), Row.asked_at < slot)
        marked = update(Row).where(Row.id.in_(call_ids), unasked).values(asked_at=self._clock.now())
        return (await self._session.execute(marked.returning(Row.id))).first() is not None

    async def set_activity(self, call_id: int, activity_id: int) -> None:
        """The record of it."""
        await self._set(Row.id == call_id, activity_id=activity_id)

    async def set_due(self, call_id: int, due_at: datetime | None) -> None:
        """When a missed one is to be told (again); None: it was."""
        await self._set(Row.id == call_id, due_at=due_at)

    async def claim_due(self, call: PbxCall, due_at: datetime | None) -> bool:
        """As `set_due`; True for the one process that may tell it."""
        mine = (Row.id == call.id, Row.due_at == call.due_at)
        claimed = await self._session.execute(update(Row).where(*mine).values(due_at=due_at).returning(Row.id))
        return claimed.first() is not None

    async def list_due(self, now: datetime, limit: int = 100) -> list[PbxCall]:
        """Missed ones that are to be told by now and that nobody has answered, the earliest first."""
        query = CALLS.where(Row.due_at.is_not(None), Row.due_at <= now, WAITS_FOR_ANSWER)
        return await self._session.read(PbxCall, query.order_by(Row.due_at, Row.id).limit(limit))

    async def find_waiting(self, department_id: int, phone: str, since: datetime) -> PbxCall | None:
        """The missed call of that number since then that was heard of first, where nobody has rung back."""
        which = (Row.department_id == department_id, Row.phone10 == ten_digits(phone), Row.started_at >= since)
        waiting = CALLS.where(*which, Row.token_id.is_not(None), WAITS_FOR_ANSWER)  # of a file nobody was told
        query = waiting.order_by(Row.id).limit(1)  # an earlier one may be told late: there is a message of this
        return await self._session.read_one(PbxCall, query)

    async def answer(self, department_id: int, phone: str, at: datetime) -> list[PbxCall]:
        """They were rung back, or got through: the missed calls of that number before it, which wait no more."""
        number = ten_digits(phone)
        if number is None:
            return []
        which = (Row.department_id == department_id, Row.phone10 == number, Row.started_at <= at, WAITS_FOR_ANSWER)
        waiting = await self._session.read(PbxCall, CALLS.where(*which).order_by(Row.id))
        if waiting:
            ids = [each.id for each in waiting]
            await self._set(Row.id.in_(ids), Row.answered_at.is_(None), answered_at=at, due_at=None)
        return waiting

    async def was_answered(self, department_id: int, call: Call) -> datetime | None:
        """When that number was spoken to or rung after this call: what is told late may be done long since."""
        which = (Row.department_id == department_id, Row.phone10 == ten_digits(call.phone), ~MISSED)
        return await self._session.scalar(
            select(func.min(Row.started_at, type_=Row.started_at.type)).where(*which, Row.started_at > call.started_at)
        )

    async def _find_one(self, *which: ColumnElement[bool]) -> int | None:
        found = list(await self._session.scalars(select(PersonRow.id).where(*which).limit(2)))
        return found[0] if len(found) == 1 else None

    async def _set(self, *which: ColumnElement[bool], **values: object) -> None:
        await self._session.execute(update(Row).where(*which).values(**values))


def _is_near(call: Call, heard: Mapping[tuple[str | None, Direction], Sequence[datetime]]) -> bool:
    """Told by the exchange itself before: a file of whole minutes may have it up to a minute earlier."""
    within = MINUTE if call.started_at.second == 0 else SAME_WITHIN
    same = heard.get((ten_digits(call.phone), call.direction), ())
    return any(-SAME_WITHIN <= at - call.started_at <= within for at in same)
