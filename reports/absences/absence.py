"""
One absence on a screen, for whoever looks: the person who asked, the lead who answers, the colleague who stands in.

Every copy is drawn anew when somebody presses: two leads see one answer, and the person learns who gave it.
"""

from typing import Self

from markupsafe import Markup

from reports.absences.presses import AbsenceAddress, AbsenceDeed, AbsenceFace, AbsencePress, AwayAddress
from reports.absences.seen import Seen, read_seen
from reports.absences.words import SIGN, span, tell_recomputed, what, workdays
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.view import Key, View, button
from reports.message.words.called import call_person
from reports.message.words.counts import calls_words, meetings_words, payments_words
from reports.message.words.names import tell_apart
from sales.absences.absences import STANDING, AbsenceState, overlapping
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from storage.absences.absences import NotedAbsence
from storage.engine.actor import Actor
from storage.transaction import Transaction

ABSENCE_ROLES = roles_that_may(Action.WRITE_ABSENCES) | roles_that_may(Action.ASK_ABSENCE)


class AbsenceView(View, AbsenceAddress):
    opens_for = ABSENCE_ROLES

    @classmethod
    def key_for(cls, absence_id: int, reader_id: int, state: str) -> Key[Self]:
        """One absence in one reader's chat, a message for each state: an answer must be noticed."""
        return Key(f"absence:{absence_id}:{reader_id}:{state}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).absences.get(self.absence_id)
        if found.person_id != reader.person_id and not await _reads(tx, reader, found):
            return await _for_substitute(tx, found)
        seen = await read_seen(tx, reader, found)
        if self.deed is AbsenceFace.WHO and found.state in STANDING:
            last = (
                _button(_("Nobody"), AbsenceDeed.STANDS_IN, seen),
                button(_("‹ Back"), self.but(deed=AbsenceFace.CARD)),
            )
            return Message(
                lines(_head(seen), fill(_("Who is the substitute?"))), (*await _colleagues(tx, reader, seen), last)
            )
        if (
            self.deed is AbsenceFace.OFFER
            and _is_left_over(seen)
            and (colleagues := await _colleagues(tx, reader, seen))
        ):
            asked = fill(_("Who looks after it meanwhile?"))
            nobody = (_button(_("Nobody, it waits"), AbsenceDeed.STANDS_IN, seen),)
            return Message(lines(_head(seen), _tell_due(seen), asked), (*colleagues, nobody))
        return Message(_text(seen), _buttons(seen))


def _is_left_over(seen: Seen) -> bool:
    """Agreed, nobody stands in, and something falls due on these days."""
    return seen.is_due and seen.is_written and seen.absence.is_agreed and not seen.substitute and not seen.is_over


def _tell_due(seen: Seen) -> Markup:
    """«На эти дни: 💰 2 оплаты, 415 тыс · 📞 1 звонок»"""
    (count, total), (calls, meetings) = seen.awaited, seen.visits
    parts = [
        f"💰 {payments_words(count, total)}" if count else "",
        f"📞 {calls_words(calls)}" if calls else "",
        f"🤝 {meetings_words(meetings)}" if meetings else "",
    ]
    return fill(_("On these days: {what}"), what=" · ".join(filter(None, parts)))


async def _reads(tx: Transaction, reader: Actor, absence: NotedAbsence) -> bool:
    try:
        await tx.as_(reader).people.person(absence.person_id)
    except NotYoursError:
        return False
    return True


async def _for_substitute(tx: Transaction, absence: NotedAbsence) -> Message:
    """Why somebody is away is between them and the lead."""
    name = await call_person(tx, absence.person_id)
    days = span(absence.first, absence.last)
    if not absence.is_agreed:
        return no_more(absence, name)
    return Message(
        lines(
            fill(_("🔁 You are standing in for {name}, {days}"), name=bold(name), days=days),
            fill(_("Payments and reminders of these days come\nto you; plan and results stay theirs.")),
        )
    )


def no_more(absence: NotedAbsence, name: str) -> Message:
    """Somebody else stands in, or the absence was withdrawn."""
    days = span(absence.first, absence.last)
    return Message(fill(_("🔁 You are no longer standing in for {name}, {days}"), name=name, days=days))


def _text(seen: Seen) -> Markup:
    state = seen.absence.state
    asked = state is AbsenceState.ASKED
    return lines(
        _head(seen),
        _effect(seen),
        fill(_("Away then too: {names}"), names=seen.others) if asked and seen.is_written and seen.others else None,
        _tell_due(seen) if state in STANDING and not seen.is_own and seen.is_due else None,
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
    return (
        fill("{days}, {past}", days=told, past=tell_recomputed(found.past)) if found.recomputes else fill("{d}", d=told)
    )


def _stands_in(seen: Seen) -> Markup:
    if seen.substitute:
        return fill(_("Substitute: {name}"), name=seen.substitute)
    return fill(_("No substitute"))


def _meanwhile(seen: Seen) -> Markup | None:
    """What the person wants to know at once."""
    if not seen.is_own or not seen.absence.days.covers(seen.today):
        return None
    if seen.absence.is_agreed:
        return fill(_("I will not ask or remind you meanwhile."))
    if seen.absence.state is AbsenceState.ASKED:
        return fill(_("Until the answer I ask as usual."))
    return None


def _buttons(seen: Seen) -> Keyboard:
    absence, rows = seen.absence, list[tuple[Button, ...]]()
    if absence.state is AbsenceState.ASKED and seen.is_written and not seen.is_own:
        rows.append((_button(_("Agree"), AbsenceDeed.AGREE, seen), _button(_("Decline"), AbsenceDeed.DECLINE, seen)))
    if absence.state in STANDING and not seen.is_over and (seen.is_own or seen.is_written):
        chosen = seen.substitute or _("nobody")
        who = AbsenceAddress(absence_id=absence.id, deed=AbsenceFace.WHO)
        rows.append((button(_("Who stands in: {name}").format(name=chosen), who),))
    if absence.state in STANDING and (seen.is_own or (seen.is_written and absence.is_agreed)):
        rows.append((_button(_("↩️ Withdraw"), AbsenceDeed.WITHDRAW, seen),))
    if seen.is_written:
        rows.append((button(_("🌴 Who is away"), AwayAddress(department_id=seen.department_id)),))
    return tuple(rows)


async def _colleagues(tx: Transaction, reader: Actor, seen: Seen) -> Keyboard:
    """Everybody who may stand in; who is away on some of those days says so."""
    absence, calendars = seen.absence, await tx.system.calendars.of_team(seen.department_id)
    may = await tx.as_(reader).absences.substitutes_for(absence.person_id)
    names = tell_apart({each.id: each.name for each in may})
    choices = []
    for each in may:
        away = overlapping(absence.days, calendars[each.id].absences)
        label = f"{names[each.id]} ({SIGN} {span(away[0].first, away[0].last)})" if away else names[each.id]
        choices.append(_button(label, AbsenceDeed.STANDS_IN, seen, each.id))
    return grid(choices[: 7 * 2], 2)


def _button(label: str, deed: AbsenceDeed, seen: Seen, person_id: int = 0) -> Button:
    return Button(label, AbsencePress(deed=deed, absence_id=seen.absence.id, person_id=person_id).pack())
