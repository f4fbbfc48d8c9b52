"""A missed call, told to whoever is to ring back: at once in working hours, else in the morning (spec/6)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from markupsafe import Markup

from reports.clients.presses import ClientAddress
from reports.enquiries.card import tell_minutes
from reports.message.columns import cut
from reports.message.format import hours, mask_phone, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.view import Key, View, button
from reports.telephony.presses import CallDeed, CallPress
from reports.telephony.words import name_caller
from sales.calendar.quiet import is_quiet, next_morning
from sales.core.clock import local_date
from sales.core.rights import Action, may
from sales.core.undo import may_undo
from sales.entry.clients.name_forms import short_name
from storage.clients.client import Client
from storage.engine.actor import Actor
from storage.telephony.call import PbxCall
from storage.transaction import Transaction

AGAIN_IN = timedelta(minutes=15)
WIDTH = 16
SHOWN = 10
SIGNS = 5


class MissedCallView(View):
    name = "missed_call"

    call_id: int

    @classmethod
    def key_for(cls, call_id: int, reader_id: int) -> "Key[MissedCallView]":
        return Key(f"missed:{call_id}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        call = await tx.as_(reader).pbx_calls.get(self.call_id)
        client = await _find_client(tx, reader, call)
        who = await name_caller(tx, reader, call) if client is None else short_name(client.name)
        first = fill(_("📞 Missed: {who}, {at}"), who=bold(cut(who, WIDTH)), at=_tell_at(tx, reader, call.started_at))
        known = call.phone if client is not None or call.client_id is not None else None
        number = fill("{number}", number=mask_phone(known)) if known and mask_phone(known) != who else None
        if call.answered_at is not None:
            waited = tell_minutes(max(0, round((call.answered_at - call.started_at).total_seconds() / 60)))
            done = fill(
                _("✅ rung back {at}, after {waited}"), at=_tell_at(tx, reader, call.answered_at), waited=waited
            )
            return Message(lines(first, number, done), (*await _undo(tx, reader, call), *_rows(reader, call, client)))
        count, last = await tx.as_(reader).pbx_calls.count_missed(call)
        again = ngettext("{n} time, last {at}", "{n} times, last {at}", count)
        more = fill(again, n=count, at=_tell_at(tx, reader, last)) if count > 1 else None
        stranger = None if known else fill(_("Not in the base yet"))
        return Message(lines(first, number, stranger, more), (*_answers(call), *_rows(reader, call, client)))


class MissedCallsView(View):
    """Several that waited for the morning: one message."""

    name = "missed_calls"

    calls: tuple[int, ...]

    @classmethod
    def key_for(cls, reader_id: int, day: date) -> "Key[MissedCallsView]":
        return Key(f"missed_calls:{reader_id}:{day.isoformat()}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        calls = await tx.as_(reader).pbx_calls.list_reached(self.calls)
        if not calls:
            return None
        rows = [await self._tell(tx, reader, number, call) for number, call in enumerate(calls, start=1)]
        waiting = [(number, call) for number, call in enumerate(calls, start=1) if call.answered_at is None]
        label = _("{n} Called back")
        rung = [button(label.format(n=n), CallPress(deed=CallDeed.RUNG, call_id=call.id)) for n, call in waiting]
        undo = [(n, row[0][0]) for n, call in enumerate(calls, start=1) if (row := await _undo(tx, reader, call))]
        back = [replace(each, label=f"{n} ↩️") for n, each in undo]
        head = fill(_("📞 Missed: {n}"), n=bold(str(len(waiting))))
        hidden = len(rows) - SHOWN
        more = fill(_("and {n} more"), n=hidden) if hidden > 0 else None
        return Message(lines(head, *rows[:SHOWN], more), (*grid(rung[:SHOWN], 2), *grid(back[:SHOWN], SIGNS)))

    @staticmethod
    async def _tell(tx: Transaction, reader: Actor, number: int, call: PbxCall) -> Markup:
        named = {"at": _tell_at(tx, reader, call.started_at), "who": cut(await name_caller(tx, reader, call), WIDTH)}
        if call.answered_at is None:
            return fill("{n}  {at} {who}", n=number, **named)
        return fill("✅ {at} {who} · {rung}", rung=_tell_at(tx, reader, call.answered_at), **named)


def _answers(call: PbxCall) -> Keyboard:
    rung = button(_("Called back"), CallPress(deed=CallDeed.RUNG, call_id=call.id))
    later = button(_("+15 min"), CallPress(deed=CallDeed.LATER, call_id=call.id))
    return ((rung, later),)


async def _undo(tx: Transaction, reader: Actor, call: PbxCall) -> Keyboard:
    """While it is fresh, and nobody but a thumb has said so."""
    is_fresh = call.answered_at is not None and may_undo(call.answered_at, tx.clock.now())
    if not is_fresh or not await tx.as_(reader).pbx_calls.is_rung_by_word(call):
        return ()
    return ((button(_("↩️ Not rung back"), CallPress(deed=CallDeed.UNRUNG, call_id=call.id)),),)


async def _find_client(tx: Transaction, reader: Actor, call: PbxCall) -> Client | None:
    """Who was made a client, or got that number, since they rang; None also for a known one."""
    known = await tx.as_(reader).clients.by_phone(call.phone or "") if call.client_id is None else []
    return known[0] if len(known) == 1 else None


def _rows(reader: Actor, call: PbxCall, client: Client | None) -> Keyboard:
    """The number, a client who is known, or one to be made by whoever may: of somebody's first call."""
    client_id = call.client_id if client is None else client.id
    is_new = client_id is None and call.phone and may(reader.role, Action.EDIT_CLIENT)
    copied = [Button(_("📱 Copy the number"), copy=call.phone)] if call.phone and call.answered_at is None else []
    new = [button(_("➕ New client"), CallPress(deed=CallDeed.NEW, call_id=call.id))] if is_new else []
    card = [] if client_id is None else [button(_("👤 Client"), ClientAddress(client_id=client_id))]
    return tuple((each,) for each in (*copied, *new, *card))


def _tell_at(tx: Transaction, reader: Actor, at: datetime) -> str:
    day, clock = local_date(at, reader.zone), hours(at, reader.zone)
    return clock if day == local_date(tx.clock.now(), reader.zone) else f"{short_day(day)} {clock}"


async def list_told(tx: Transaction, call: PbxCall) -> list[Actor]:
    """Whose client it is, else who was rung; where that one is away, or nobody, whoever leads there."""
    staff = tx.system.staff
    owner_id = None if call.client_id is None else await tx.system.pbx_calls.find_owner(call.client_id)
    owner = None if owner_id is None else await staff.actor(owner_id)
    where = call.department_id if owner is None or owner.department_id is None else owner.department_id
    today = local_date(tx.clock.now(), (await tx.system.departments.get(where)).zone)
    here = {each.person_id: each for each in await staff.managers(where, today)}
    whose = owner_id or call.person_id
    if whose in here and here[whose].unreachable_at is None:
        return [here[whose]]
    for each in here:
        acting = await staff.actor(each)
        if acting is not None and whose in acting.acting_for:
            return [acting]
    return list((await staff.readers_of_summary(where, today)).actors)


async def find_free_from(tx: Transaction, reader: Actor) -> datetime | None:
    """When the reader may be told: None is now, in their night it is the next morning."""
    calendar, now = await tx.system.calendars.of_person(reader.person_id), tx.clock.now()
    return next_morning(now, reader.own_zone, calendar) if is_quiet(now, reader.own_zone, calendar) else None
