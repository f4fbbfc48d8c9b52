"""An absence in three taps: what for, the days on the month's grid, sent. Who notes it for others says whose first."""

from datetime import date

from markupsafe import Markup

from handlers.absences.told import already, send_absence
from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.day import day_mistake
from handlers.dialog.steps.month import month_at, month_rows
from handlers.dialog.steps.then import number_in
from handlers.framework.access import ABSENCE_ROLES
from reports.absences.presses import AbsenceAddress
from reports.absences.words import SIGN, kind_label, kinds, span, tell_recomputed, workdays
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, grid
from reports.message.view import button
from reports.message.words.called import call_person
from reports.message.words.names import tell_apart
from sales.absences.absence_entry import AbsenceSaid, read_absence, read_days
from sales.absences.absences import AbsenceKind, effect, make_absence, overlapping
from sales.calendar.calendar import month_of
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from sales.core.words import fold
from sales.entry.days.dates import DayMistake, is_near
from storage.absences.absences import NotedAbsence
from storage.people.person import Person

SEND = "send"
MOST_LISTED = 18


class AbsenceDraft(Draft):
    """Person 0: the speaker's own."""

    department_id: int = 0
    person_id: int = 0
    kind: AbsenceKind | None = None
    first: date | None = None
    last: date | None = None
    month: date | None = None
    either: tuple[date, date] | None = None

    def take_said(self, said: AbsenceSaid) -> "AbsenceDraft":
        """What the words told of it; a kind that was said before stays where they tell none."""
        days = {"first": said.first, "last": said.last, "either": said.either, "kind": said.kind or self.kind}
        return self.model_copy(update={**days, "month": None})


class PickPerson(Step[AbsenceDraft]):
    """Whose it is, into `person_id`: a button, or a name as people say it."""

    async def show(self, talk: Talk, draft: AbsenceDraft) -> Screen:
        team = await _team(talk, draft.department_id)
        names = tell_apart({each.id: each.name for each in team})
        choices = [Choice(names[each.id], str(each.id)) for each in team[:MOST_LISTED]]
        asked, more = fill(_("{sign} Who will be away?"), sign=SIGN), len(team) - len(choices)
        unlisted = fill(_("{n} more: write the name"), n=more) if more > 0 else None
        return Screen(lines(asked, unlisted), grid(choices, 3))

    async def press(self, talk: Talk, draft: AbsenceDraft, value: str) -> Move:
        team = {each.id for each in await _team(talk, draft.department_id)}
        person_id = number_in(value)
        return Again() if person_id not in team else _go_on(draft.model_copy(update={"person_id": person_id}))

    async def write(self, talk: Talk, draft: AbsenceDraft, text: str) -> Move:
        found = find_named(await _team(talk, draft.department_id), text)
        return Again(hint=self.hint()) if found is None else _go_on(draft.model_copy(update={"person_id": found.id}))

    def hint(self) -> Markup:
        return fill(_("A name of the department, please, or a button"))


class PickKind(Step[AbsenceDraft]):
    """Why, into `kind`; a whole line («отпуск 9–13.11») answers the days too."""

    async def show(self, talk: Talk, draft: AbsenceDraft) -> Screen:
        choices = [Choice(kind_label(each), each) for each in kinds()]
        asked = lines(
            fill(_("{sign} Why away? {name}"), sign=SIGN, name=await _whose(talk, draft)),
            fill(_("Or in one line: <code>vacation 9–13.11</code>")),
        )
        return Screen(asked, grid(choices, 2), foot=await _show_own(talk, draft))

    async def press(self, talk: Talk, draft: AbsenceDraft, value: str) -> Move:
        del talk
        kind = next((each for each in AbsenceKind if each == value), None)
        return Again() if kind is None else Goto("days", draft.model_copy(update={"kind": kind}))

    async def write(self, talk: Talk, draft: AbsenceDraft, text: str) -> Move:
        said = read_absence(text, talk.today)
        if said.kind is None or said.rest:
            return Again(hint=self.hint())
        if said.mistake is not None:
            return Again(draft.model_copy(update={"kind": said.kind}), day_mistake(said.mistake))
        return Goto("days", draft.take_said(said))

    def hint(self) -> Markup:
        return fill(_("I did not understand. For example: vacation 9–13.11 · sick today · day off Fri"))


class PickDays(Step[AbsenceDraft]):
    """The first tap is the day, a second one makes it a span, a third one begins anew."""

    async def show(self, talk: Talk, draft: AbsenceDraft) -> Screen:
        kind = kind_label(draft.kind or AbsenceKind.OTHER)
        if draft.either is not None:
            row = tuple(Choice(span(day, day), day.isoformat()) for day in draft.either)
            asked = fill(_("{first} or {second}?"), first=row[0].label, second=row[1].label)
            return Screen(lines(fill("{sign} {kind}", sign=SIGN, kind=kind), asked), (row,))
        calendar = await talk.tx.system.calendars.of_person(_person(talk, draft))
        month = draft.month or month_of(draft.first or talk.today)[0]

        def cell(day: date) -> str:
            if draft.first is not None and draft.last is not None and draft.first <= day <= draft.last:
                return f"●{day.day}"
            return str(day.day) if calendar.is_workday(day) else f"·{day.day}"

        grid = month_rows(month, cell)
        if draft.first is None or draft.last is None:
            asked = fill(_("What days? For example: 9–13.11"))
            return Screen(lines(await self._head(talk, draft, kind), asked), grid)
        taken = await standing(talk, _person(talk, draft), draft.first, draft.last)
        send = () if taken else ((Choice(await self._label(talk, draft), SEND),),)
        return Screen(await self._choose(talk, draft, kind, taken), (*grid, *send))

    async def press(self, talk: Talk, draft: AbsenceDraft, value: str) -> Move:
        if value == SEND:
            return await send(talk, draft)
        if (number := number_in(value, "m")) is not None:
            return Again(draft.model_copy(update={"month": month_at(number, talk.today)}))
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return Again()
        return Again(_tap(draft, day)) if is_near(day, talk.today) else Again()

    async def write(self, talk: Talk, draft: AbsenceDraft, text: str) -> Move:
        said = read_days(text, talk.today)
        if said.mistake is not None:
            return Again(hint=self.hint() if said.mistake is DayMistake.NOT_A_DAY else day_mistake(said.mistake))
        return Again(draft.take_said(said))

    def hint(self) -> Markup:
        return fill(_("I did not understand the days. For example: 9–13.11 · tomorrow · until Fri"))

    async def _head(self, talk: Talk, draft: AbsenceDraft, kind: str) -> Markup:
        whose = await _whose(talk, draft)
        said = {"sign": SIGN, "kind": bold(kind), "name": whose}
        return fill("{sign} {kind} · {name}", **said) if whose else fill("{sign} {kind}", **said)

    async def _choose(self, talk: Talk, draft: AbsenceDraft, kind: str, taken: list[NotedAbsence]) -> Markup:
        assert draft.first is not None  # noqa: S101  it is shown because they are chosen
        assert draft.last is not None  # noqa: S101
        days = make_absence(draft.first, draft.last)
        found = effect(days, await talk.tx.system.calendars.of_person(_person(talk, draft)), talk.today)
        told = workdays(found.workdays)
        past = f", {tell_recomputed(found.past)}" if found.recomputes else ""
        head = await self._head(talk, draft, f"{kind} {span(days.first, days.last)}")
        return lines(head, fill("{days}{past}", days=told, past=past), already(taken) if taken else None)

    async def _label(self, talk: Talk, draft: AbsenceDraft) -> str:
        own = draft.person_id in {0, talk.actor.person_id} and talk.actor.role in SELLERS
        return _("📨 Send") if own else _("✅ Note it")


async def send(talk: Talk, draft: AbsenceDraft) -> Move:
    """Note the absence, or ask for it: the speaker's card, and what everybody else is told.

    Raises NotYoursError, OverlapError, WrongAbsenceError.
    """
    if draft.first is None or draft.last is None or draft.kind is None:
        return Again()
    card, told = await send_absence(talk, await note_absence(talk, draft))
    return Done(card.content, tuple(told))


async def note_absence(talk: Talk, draft: AbsenceDraft) -> NotedAbsence:
    """Note it as the draft has it, or ask for it. Raises NotYoursError, OverlapError, WrongAbsenceError."""
    assert draft.first is not None  # noqa: S101  nothing is sent without its days
    assert draft.last is not None  # noqa: S101
    kind = draft.kind or AbsenceKind.OTHER
    return await talk.mine.absences.add(_person(talk, draft), draft.first, draft.last, kind)


async def standing(talk: Talk, person_id: int, first: date, last: date) -> list[NotedAbsence]:
    """What is asked or agreed on some of these days already."""
    known = await talk.mine.absences.find(first, person_id)
    taken = overlapping(make_absence(first, last), [each.days for each in known])
    return [each for each in known if each.days in taken]


def find_named(team: list[Person], text: str) -> Person | None:
    """By the first name in any case form («Бориса»), or the whole one; None where two have it, or nobody."""
    said = fold(text).split()
    found = [each for each in team if said and _is_called(fold(each.name).split(), said)]
    return found[0] if len(found) == 1 else None


def _is_called(name: list[str], said: list[str]) -> bool:
    if said == name[: len(said)]:
        return True
    return len(said) == 1 and bool(name) and len(name[0]) > 2 and _stem(said[0]) == _stem(name[0])  # noqa: PLR2004


def _stem(name: str) -> str:
    return name.rstrip("аеийоуыьэюя") or name


def _tap(draft: AbsenceDraft, day: date) -> AbsenceDraft:
    first, last = draft.first, draft.last
    one = first is not None and first == last and first != day
    ends = sorted((first, day)) if one and first is not None else [day, day]
    month = {} if draft.month else {"month": month_of(day)[0]}
    return draft.model_copy(update={"first": ends[0], "last": ends[1], "either": None, **month})


def _go_on(draft: AbsenceDraft) -> Move:
    if draft.kind is None:
        return Goto("kind", draft)
    return Goto("days", draft)


def _person(talk: Talk, draft: AbsenceDraft) -> int:
    return draft.person_id or talk.actor.person_id


async def _team(talk: Talk, department_id: int) -> list[Person]:
    """Who works there now. Raises NotYoursError."""
    return [each for each in await talk.mine.people.team(department_id) if each.is_active]


async def _whose(talk: Talk, draft: AbsenceDraft) -> str:
    if draft.person_id in {0, talk.actor.person_id}:
        return ""
    return await call_person(talk.tx, (await talk.mine.people.person(draft.person_id)).id)


async def _show_own(talk: Talk, draft: AbsenceDraft) -> Keyboard:
    """What stands already: a tap opens it, to withdraw or to name who stands in."""
    person_id = _person(talk, draft)
    if talk.actor.role not in SELLERS and not draft.person_id:
        raise NotYoursError
    known = (await talk.mine.absences.find(talk.today, person_id))[:2]
    marks = {True: "✅", False: "⏳"}
    labels = [f"{marks[each.is_agreed]} {kind_label(each.kind)} {span(each.first, each.last)}" for each in known]
    return tuple(
        (button(label, AbsenceAddress(absence_id=each.id)),) for label, each in zip(labels, known, strict=True)
    )


ABSENCE = Dialog(
    name="absence",
    draft=AbsenceDraft,
    steps={"who": PickPerson(), "kind": PickKind(), "days": PickDays()},
    roles=ABSENCE_ROLES,
)
