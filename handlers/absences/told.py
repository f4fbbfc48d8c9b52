"""Who hears of an absence: whoever answers it, the person themselves, the colleague who stands in; and what changes."""

from collections.abc import Sequence

from markupsafe import Markup

from handlers.dialog.model import Talk
from handlers.framework.replies import Erase, Reply, Say, Touch
from handlers.framework.telling import tell_person
from handlers.redraw.reports_told import reports_since
from reports.absences.absence import AbsenceView, no_more
from reports.absences.away import AwayView
from reports.absences.presses import AbsenceFace
from reports.absences.words import what
from reports.checkins.checkin_reminder import CheckinReminderView
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.view import Keyed
from reports.message.words.called import call_person
from sales.absences.absences import AbsenceState
from sales.core.clock import local_date
from storage.absences.absences import NotedAbsence
from storage.engine.actor import Actor
from storage.settings.departments import Department
from storage.transaction import Transaction


def card(absence: NotedAbsence) -> AbsenceView:
    """The absence, for whoever reads it: each reader is shown their own part of it."""
    return AbsenceView(absence_id=absence.id)


def offer(absence: NotedAbsence) -> AbsenceView:
    """The absence; where nobody stands in, with whom to give what is due meanwhile."""
    return AbsenceView(absence_id=absence.id, deed=AbsenceFace.OFFER)


def already(taken: Sequence[NotedAbsence]) -> Markup:
    """The days that were asked for are an absence, and these are they."""
    return fill(_("⚠️ Already noted: {what}"), what=", ".join(what(each) for each in taken))


async def send_absence(talk: Talk, absence: NotedAbsence) -> tuple[Keyed, list[Reply]]:
    """Asked or noted: the speaker's card first, then everybody else's."""
    own = offer(absence).under(AbsenceView.key_for(absence.id, talk.actor.person_id, absence.state))
    if absence.state is AbsenceState.ASKED:
        asked = [each.person_id for each in await _answering(talk, absence)]
        return own, await _telling(talk.tx, absence, asked)
    person = [] if absence.person_id == talk.actor.person_id else [absence.person_id]
    return own, await _telling(talk.tx, absence, person)


async def answer_absence(talk: Talk, absence: NotedAbsence) -> list[Reply]:
    """Agreed, declined or withdrawn: the other side is told in a message of its own."""
    told: list[int] = []
    if absence.person_id != talk.actor.person_id:
        told.append(absence.person_id)
    elif absence.state is AbsenceState.WITHDRAWN and absence.answered_by is not None:
        told += [each.person_id for each in await _answering(talk, absence)]
    if absence.substitute_id is not None and absence.is_agreed:
        told.append(absence.substitute_id)
    return await _telling(talk.tx, absence, told)


async def tell_handed_on(talk: Talk, before: NotedAbsence, after: NotedAbsence) -> list[Reply]:
    """Somebody else stands in now: they are told, and who did before sees that they do not."""
    new = after.substitute_id
    told = [new] if new is not None and after.is_agreed and new != before.substitute_id else []
    dismissed = await _dismiss(talk.tx, before) if new != before.substitute_id else []
    return [*await redraw_absence(talk.tx, before), *dismissed, *await _telling(talk.tx, after, told)]


async def _dismiss(tx: Transaction, before: NotedAbsence) -> list[Reply]:
    """The card is not theirs to read any more: it goes, and a line says why."""
    former = None if before.substitute_id is None else await tx.system.staff.actor(before.substitute_id)
    copies = [] if former is None else await _copies(tx, former, before)
    if former is None or not copies:
        return []
    name = await call_person(tx, before.person_id)
    note = await tell_person(tx, former.person_id, lambda: no_more(before, name), bulk=False)
    return [*map(Erase, copies), note]


async def _telling(tx: Transaction, absence: NotedAbsence, person_ids: Sequence[int]) -> list[Reply]:
    """A message below everything else, for an edit is not noticed; older copies of it go."""
    told: list[Reply] = []
    for person_id in person_ids:
        key, person = AbsenceView.key_for(absence.id, person_id, absence.state), await tx.system.staff.actor(person_id)
        copies = [] if person is None else await _copies(tx, person, absence)
        told += [*(Erase(each) for each in copies if each != key), Say(card(absence).under(key), to=person_id)]
    return [*await redraw_absence(tx, absence), *told]


async def _copies(tx: Transaction, reader: Actor, absence: NotedAbsence) -> Sequence[str]:
    return await tx.system.outbox.keys_showing(reader.telegram_id, card(absence))


async def _answering(talk: Talk, absence: NotedAbsence) -> list[Actor]:
    """The leads who are there, else the assistants, else the owner; never the person themselves."""
    place = await _place_of(talk.tx, absence)
    if place is None:
        return []
    today = local_date(talk.tx.clock.now(), place.zone)
    found = (await talk.tx.system.staff.readers_of_summary(place.id, today)).actors
    return [each for each in found if each.person_id != talk.actor.person_id]


async def redraw_absence(tx: Transaction, absence: NotedAbsence) -> list[Reply]:
    """Every copy of the card, the list of who is away, and the reports whose workdays it changes."""
    place = await _place_of(tx, absence)
    watching = [] if place is None else await tx.system.staff.watching(place.id)
    readers = {each.person_id: each for each in watching}
    for person_id in (absence.person_id, absence.substitute_id):
        if person_id is not None and (found := await tx.system.staff.actor(person_id)) is not None:
            readers[person_id] = found
    keys: list[str] = []
    for reader in readers.values():
        keys += await _copies(tx, reader, absence)
    if place is not None:
        keys += [AwayView.key_for(place.id, each.person_id) for each in watching]
    reports = [] if place is None else await reports_since(tx, place, absence.first, absence.last)
    return [*map(Touch, dict.fromkeys(keys)), *reports, *await _quiet(tx, absence)]


async def _quiet(tx: Transaction, absence: NotedAbsence) -> list[Reply]:
    """The reminder of a question that need not be answered any more."""
    person = await tx.system.staff.actor(absence.person_id)
    today = None if person is None else local_date(tx.clock.now(), person.zone)
    if today is None or not absence.is_agreed or not absence.days.covers(today):
        return []
    last = await tx.system.checkins.last_of(absence.person_id, today)
    key = "" if last is None else CheckinReminderView.key_for(absence.person_id, today, last.slot)
    return [Erase(key)] if key and await tx.system.outbox.message_of(key) is not None else []


async def _place_of(tx: Transaction, absence: NotedAbsence) -> Department | None:
    person = await tx.system.staff.actor(absence.person_id)
    if person is None or person.department_id is None:
        return None
    return await tx.system.departments.get(person.department_id)
