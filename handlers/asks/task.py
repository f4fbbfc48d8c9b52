"""A task is given: to whom, what, by when; and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.asks.people import find_away, list_askable, make_known, names_of, tell_away
from handlers.asks.task_draft import TaskDraft, quote, read_people, read_words
from handlers.asks.task_giving import find_due, find_unsure, next_of
from handlers.dialog.model import Again, Choice, Dialog, Move, Screen, Step, Talk
from handlers.dialog.steps.choices import EnterComment
from handlers.dialog.steps.day import PickDay
from handlers.dialog.steps.then import number_in
from reports.asks.ask import TASKED
from reports.asks.words import full_due
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import grid
from reports.message.words.called import call_person
from reports.message.words.names import to_whom
from sales.asks.people import find_alike
from sales.core.errors import NotYoursError
from storage.people.person import Person

DIALOG = "task"
MOST_OFFERED = 21
TIMELESS, YES = "none", "yes"


class OfferTask(Step[TaskDraft]):
    """What was passed on may be a task."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        del talk
        return Screen(quote(draft) or fill("📎"), ((Choice(_("📌 Give a task"), YES),),))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        return await next_of(talk, draft) if value == YES else Again()


class PickPeople(Step[TaskDraft]):
    """To whom: a button, or names as they are said."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        people = [each for each in await list_askable(talk) if each.is_active]
        names = names_of(people)
        buttons = [Choice(name, str(each)) for each, name in list(names.items())[:MOST_OFFERED]]
        me = ((Choice(_("To me"), str(talk.actor.person_id)),),) if not draft.handed_id else ()
        hint = _tell_unsure(draft.unknown_name, people) if draft.unknown_name else None
        return Screen(lines(quote(draft), hint, fill(_("📌 Who is it for?"))), (*grid(buttons, 3), *me))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        person_id = number_in(value)
        known_ids = {each.id for each in await list_askable(talk)} | {talk.actor.person_id}
        if person_id not in known_ids:
            return Again()
        return await next_of(talk, draft.model_copy(update={"to_ids": (person_id,), "unknown_name": ""}))

    async def write(self, talk: Talk, draft: TaskDraft, text: str) -> Move:
        """«Борису», «Анне и Борису», «всем»; with more behind it what is to be done, too."""
        told = await read_people(talk, draft, text)
        if not told.to_ids:
            return Again(told if told.unknown_name else None, self.hint())
        return await next_of(talk, told if told.comment else told.model_copy(update={"comment": draft.comment}))

    def hint(self) -> Markup:
        return fill(_("A name of your department, please. For example: Anna, Boris"))


def _tell_unsure(name: str, people: Sequence[Person]) -> Markup:
    """«Анне», where two are called so, or nobody."""
    if find_alike(name, [make_known(each.id, each.name) for each in people]):
        return fill(_("There are several of that name: {name}."), name=name)
    return fill(_("I do not know {name}."), name=name)


class AskAway(Step[TaskDraft]):
    """«до 14.11 в отпуске, заменяет Анна»: all the same, or to who stands in."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        person_id = await find_unsure(talk, draft)
        absence = None if person_id is None else await find_away(talk, person_id, talk.today)
        if person_id is None or absence is None:  # they are back meanwhile
            return Screen(quote(draft) or fill("📌"), ((Choice(_("📌 Give a task"), YES),),))
        name = await _first_name(talk, person_id)
        stand_in = await _first_name(talk, absence.substitute_id) if absence.substitute_id else ""
        row = [Choice(_("To {name} all the same").format(name=to_whom(name)), YES)]
        if stand_in:
            row.append(Choice(_("To {name}").format(name=to_whom(stand_in)), str(absence.substitute_id)))
        return Screen(lines(quote(draft), tell_away(name, absence, stand_in)), tuple((each,) for each in row))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        person_id = await find_unsure(talk, draft)
        if person_id is None:
            return await next_of(talk, draft) if value == YES else Again()
        if value == YES:
            return await next_of(talk, draft.model_copy(update={"sure": (*draft.sure, person_id)}))
        absence = await find_away(talk, person_id, talk.today)
        if absence is None or number_in(value) != absence.substitute_id:
            return Again()
        others = tuple(dict.fromkeys(absence.substitute_id if each == person_id else each for each in draft.to_ids))
        return await next_of(talk, draft.model_copy(update={"to_ids": others}))


async def _first_name(talk: Talk, person_id: int) -> str:
    """Of somebody to whom the speaker may give a task. Raises NotYoursError."""
    found = next((each for each in await list_askable(talk) if each.id == person_id), None)
    if found is None:
        raise NotYoursError
    return await call_person(talk.tx, found.id)


@dataclass(frozen=True)
class PickDue(PickDay[TaskDraft]):
    """By when; none at all is an answer, too."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        screen = await super().show(talk, draft)
        if draft.month is not None or draft.either is not None or draft.far is not None:
            return screen
        own = draft.is_own(talk)
        hour = fill(_("{time} is over already."), time=f"{draft.at:%H:%M}") if draft.is_past and draft.at else None
        none = () if own else ((Choice(_("No day"), TIMELESS),),)
        return Screen(lines(quote(draft), hour, screen.text), (*screen.rows, *none))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        if value == TIMELESS:
            return await next_of(talk, draft.model_copy(update={"is_timeless": True, "is_past": False}))
        return await super().press(talk, draft, value)

    async def write(self, talk: Talk, draft: TaskDraft, text: str) -> Move:
        return await super().write(talk, draft.model_copy(update={"is_past": False}), text)


async def _when(talk: Talk, draft: TaskDraft) -> Markup:
    return fill(_("When shall I remind you?") if draft.is_own(talk) else _("By what day?"))


async def _take_day(talk: Talk, draft: TaskDraft) -> Move:
    """A day that is over is asked anew; so is an hour of today that is."""
    day = draft.day or talk.today
    due = await find_due(talk, draft, day)
    if due <= talk.tx.clock.now():
        said = full_due(due, talk.actor.zone, talk.tx.clock.now())
        return Again(draft.model_copy(update={"day": None}), fill(_("{when} is over already."), when=said))
    return await next_of(talk, draft.model_copy(update={"is_past": False, "far": None}))


async def _take_text(talk: Talk, draft: TaskDraft) -> Move:
    """«КП Ромашке до пт»: the day is cut out of the words."""
    told = await read_words(talk, draft, draft.comment or "")
    return await next_of(talk, told)


async def _what(talk: Talk, draft: TaskDraft) -> Markup:
    if draft.is_own(talk):
        return fill(_("⏰ What shall I remind you of? For example: bank tomorrow 10:00"))
    names = [bold(to_whom(await _first_name(talk, each))) for each in draft.to_ids]
    asked = fill(_("📌 A task for {names}: what is to be done?"), names=Markup(", ").join(names))
    return lines(asked, fill(_("For example: offer for Camomile by Fri")))


TASK = Dialog(
    name=DIALOG,
    draft=TaskDraft,
    steps={
        "whom": PickPeople(),
        "away": AskAway(),
        "text": EnterComment(_take_text, may_skip=False, asks=_what),
        "day": PickDue(_take_day, asks=_when, takes=frozenset({"day", "at"})),
        "offer": OfferTask(),
    },
    roles=TASKED,
    light=frozenset({"offer"}),
)
