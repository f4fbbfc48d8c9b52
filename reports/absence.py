"""
One absence on a screen, for whoever looks: the person who asked, the lead who answers, the colleague who stands in.

Every copy is drawn anew when somebody presses: two leads see one answer, and the person learns who gave it.
"""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.absence_words import SIGN, recomputed, span, what, workdays
from reports.agenda_lines import payments_words
from reports.buttons import AbsencePress, AwayPress
from reports.language import gettext as _
from reports.markup import bold, fill, lines
from reports.message import Button, Keyboard, Message, grid
from reports.names import told_apart
from sales.absences import STANDING, AbsenceState, Effect, effect, overlapping
from sales.clock import local_date
from sales.errors import NotYoursError
from sales.rights import Action
from storage.absences import NotedAbsence
from storage.actor import Actor
from storage.scope import reaches_department
from storage.transaction import Transaction

CARD, AGREE, DECLINE, WITHDRAW, WHO, STANDS_IN = "card", "agree", "decline", "withdraw", "who", "sub"
"""The deeds of an AbsencePress."""

LIST, NOTE = "list", "note"
"""The deeds of an AwayPress."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An absence as one reader has it before the eyes."""

    absence: NotedAbsence
    name: str
    substitute: str
    answered: str
    effect: Effect
    others: str
    """Who of the department is away on some of these days too."""
    awaited: tuple[int, int]
    """Open payments dated on these days: how many, and their sum."""
    department_id: int
    today: date
    is_own: bool
    is_written: bool
    """The reader answers it."""

    @property
    def is_over(self) -> bool:
        return self.absence.last < self.today


async def absence_view(tx: Transaction, reader: Actor, absence_id: int, deed: str = CARD) -> Message | None:
    try:
        found = await tx.calendar.absence(reader, absence_id)
    except NotYoursError:
        return None
    if found.person_id != reader.person_id and not await _reads(tx, reader, found):
        return await _for_substitute(tx, found)
    seen = await _seen(tx, reader, found)
    if deed == WHO and found.state in STANDING:
        return Message(lines(_head(seen), fill(_("Who stands in?"))), await _choice(tx, seen))
    return Message(_text(seen), _buttons(seen))


async def _reads(tx: Transaction, reader: Actor, absence: NotedAbsence) -> bool:
    try:
        await tx.people.person(reader, absence.person_id)
    except NotYoursError:
        return False
    return True


async def _for_substitute(tx: Transaction, absence: NotedAbsence) -> Message:
    """Why somebody is away is between them and the lead."""
    whom = await tx.people.actor(absence.person_id)
    name = "" if whom is None else whom.name.partition(" ")[0]
    days = span(absence.first, absence.last)
    if not absence.is_agreed:
        return no_more(absence, name)
    return Message(
        lines(
            fill(_("🔁 You stand in: {name}, {days}"), name=bold(name), days=days),
            fill(_("Payments and reminders of these days come\nto you; plan and fact stay the owner's.")),
        )
    )


def no_more(absence: NotedAbsence, name: str) -> Message:
    """Somebody else stands in, or the absence was withdrawn."""
    days = span(absence.first, absence.last)
    return Message(fill(_("🔁 You do not stand in any more: {name}, {days}"), name=name, days=days))


async def _seen(tx: Transaction, reader: Actor, absence: NotedAbsence) -> Seen:
    whose = await tx.people.person(reader, absence.person_id)
    department_id = whose.department_id or 0
    place = await tx.departments.get(department_id)
    today = local_date(tx.clock.now(), place.zone)
    own = await tx.calendar.of_person(absence.person_id)
    without = own.with_absences(each for each in own.absences if each != absence.days)
    due = await tx.payments.between(reader, max(absence.first, today), absence.last, absence.person_id)
    names = await _names(tx, absence, department_id)
    return Seen(
        absence,
        names.get(absence.person_id, whose.name),
        names.get(absence.substitute_id or 0, ""),
        names.get(absence.answered_by or 0, ""),
        effect(absence.days, without, today),
        await _others(tx, absence, department_id, names),
        (len(due), sum(each.rest for each in due)),
        department_id,
        today,
        is_own=absence.person_id == reader.person_id,
        is_written=reaches_department(reader, Action.WRITE_ABSENCES, department_id),
    )


async def _names(tx: Transaction, absence: NotedAbsence, department_id: int) -> dict[int, str]:
    """First names, told apart within the department; whoever answered may be of none."""
    near = [*await tx.people.watching(department_id), *await tx.people.managers(department_id)]
    names = {each.person_id: each.name for each in near}
    for person_id in (absence.person_id, absence.substitute_id, absence.answered_by):
        if person_id is not None and person_id not in names and (found := await tx.people.actor(person_id)):
            names[person_id] = found.name
    return told_apart(names)


async def _others(tx: Transaction, absence: NotedAbsence, department_id: int, names: dict[int, str]) -> str:
    """«Виктор 10–11.11»"""
    calendars = await tx.calendar.of_team(department_id)
    away = [
        f"{names[person_id]} {span(each.first, each.last)}"
        for person_id, calendar in calendars.items()
        if person_id != absence.person_id and person_id in names
        for each in overlapping(absence.days, calendar.absences)
    ]
    return ", ".join(away)


def _text(seen: Seen) -> Markup:
    state = seen.absence.state
    asked = state is AbsenceState.ASKED
    return lines(
        _head(seen),
        _effect(seen),
        fill(_("Away then too: {names}"), names=seen.others) if asked and seen.is_written and seen.others else None,
        _awaited(seen) if state in STANDING and not seen.is_own else None,
        _stands_in(seen) if state in STANDING else None,
        _meanwhile(seen),
    )


def _head(seen: Seen) -> Markup:
    """«🌴 Борис просит: отпуск 9–13.11», «✅ Согласовано: отпуск 9–13.11 · Ольга»."""
    absence, said = seen.absence, {"what": bold(what(seen.absence)), "name": seen.name}
    if absence.state is AbsenceState.ASKED:
        return fill(_("⏳ Asked: {what}") if seen.is_own else _("🌴 {name} asks: {what}"), **said)
    if seen.is_own:
        sentence = {
            AbsenceState.AGREED: lambda: _("✅ Agreed: {what}"),
            AbsenceState.DECLINED: lambda: _("❌ Declined: {what}"),
            AbsenceState.WITHDRAWN: lambda: _("↩️ Withdrawn: {what}"),
        }[absence.state]()
    else:
        sentence = {
            AbsenceState.AGREED: lambda: _("✅ {name}: {what}"),
            AbsenceState.DECLINED: lambda: _("❌ {name}: {what}, declined"),
            AbsenceState.WITHDRAWN: lambda: _("↩️ {name}: {what}, withdrawn"),
        }[absence.state]()
    head = fill(sentence, **said)
    shown = seen.answered and absence.state in {AbsenceState.AGREED, AbsenceState.DECLINED}
    return fill("{head} · {by}", head=head, by=seen.answered) if shown else head


def _effect(seen: Seen) -> Markup | None:
    found = seen.effect
    if seen.absence.state not in STANDING:
        return None
    told = workdays(found.workdays)
    return fill("{days}, {past}", days=told, past=recomputed(found.past)) if found.recomputes else fill("{d}", d=told)


def _awaited(seen: Seen) -> Markup | None:
    count, total = seen.awaited
    return fill(_("On these days: 💰 {payments}"), payments=payments_words(count, total)) if count else None


def _stands_in(seen: Seen) -> Markup:
    if seen.substitute:
        return fill(_("Stands in: {name}"), name=seen.substitute)
    return fill(_("Nobody stands in"))


def _meanwhile(seen: Seen) -> Markup | None:
    """What the person wants to know at once."""
    if not seen.is_own or not seen.absence.days.covers(seen.today):
        return None
    if seen.absence.is_agreed:
        return fill(_("I do not ask or remind you meanwhile."))
    if seen.absence.state is AbsenceState.ASKED:
        return fill(_("Until the answer I ask as usual."))
    return None


def _buttons(seen: Seen) -> Keyboard:
    absence, rows = seen.absence, list[tuple[Button, ...]]()
    if absence.state is AbsenceState.ASKED and seen.is_written and not seen.is_own:
        rows.append((_button(_("Agree"), AGREE, seen), _button(_("Decline"), DECLINE, seen)))
    if absence.state in STANDING and not seen.is_over and (seen.is_own or seen.is_written):
        chosen = seen.substitute or _("nobody")
        rows.append((_button(_("Who stands in: {name}").format(name=chosen), WHO, seen),))
    if absence.state in STANDING and (seen.is_own or (seen.is_written and absence.is_agreed)):
        rows.append((_button(_("↩️ Withdraw"), WITHDRAW, seen),))
    if seen.is_written:
        press = AwayPress(deed=LIST, department_id=seen.department_id)
        rows.append((Button(_("🌴 Who is away"), press.pack()),))
    return tuple(rows)


async def _choice(tx: Transaction, seen: Seen) -> Keyboard:
    """Everybody who may; who is away on some of those days says so."""
    absence, calendars = seen.absence, await tx.calendar.of_team(seen.department_id)
    may = await tx.calendar.substitutes_for(absence.person_id)
    names = told_apart({each.id: each.name for each in may})
    choices = []
    for each in may:
        away = overlapping(absence.days, calendars[each.id].absences)
        label = f"{names[each.id]} ({SIGN} {span(away[0].first, away[0].last)})" if away else names[each.id]
        choices.append(_button(label, STANDS_IN, seen, each.id))
    last = (_button(_("Nobody"), STANDS_IN, seen), _button(_("‹ Back"), CARD, seen))
    return (*grid(choices[: 7 * 2], 2), last)


def _button(label: str, deed: str, seen: Seen, person_id: int = 0) -> Button:
    return Button(label, AbsencePress(deed=deed, absence_id=seen.absence.id, person_id=person_id).pack())
