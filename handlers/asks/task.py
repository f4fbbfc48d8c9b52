"""A task is given: to whom, what, by when; and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from handlers.asks.due import choose_day, set_hour
from handlers.asks.people import find_away, list_askable, make_known, names_of, tell_away
from handlers.asks.told import card_of_ask, show_own
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.steps.choices import CommentDraft, EnterComment
from handlers.dialog.steps.day import DayDraft, PickDay
from handlers.dialog.steps.said import context_of
from handlers.dialog.steps.then import number_in
from handlers.framework.replies import Reply, Say
from reports.asks.ask import TASKED
from reports.asks.asks import AsksView
from reports.asks.words import full_due
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.names import to_whom
from reports.message.view import Content, Keyed
from sales.asks.ask import Ask, AskKind
from sales.asks.people import split_people
from sales.core.errors import NotYoursError
from sales.core.words import clean
from sales.entry.ask_lines import cut_when
from storage.asks.ask_changes import NewAsk
from storage.engine.errors import LeftError
from storage.payments.undoable import place_of

DIALOG = "task"
MOST_OFFERED = 21
MOST_CARDS = 3
"""Of more people the giver sees one message, and the list."""
TIMELESS, YES = "none", "yes"
SHOWN = 60
MOST_AHEAD = 180
"""Days; a farther one is asked once."""


class TaskDraft(DayDraft, CommentDraft):
    """`comment` is what is to be done."""

    to_ids: tuple[int, ...] = ()
    unknown_name: str = ""
    """A name that was said and is nobody's."""
    at: time | None = None
    is_deadline: bool = False
    """«до сб»: of a day off the workday before it is taken."""
    is_timeless: bool = False
    is_past: bool = False
    """The hour that was said is over: it is asked anew."""
    sure: tuple[int, ...] = ()
    """Who gets it although they are away."""
    client_id: int | None = None
    deal_id: int | None = None
    payment_id: int | None = None
    handed_id: int = 0
    """One that goes to somebody else."""

    def is_own(self, talk: Talk) -> bool:
        return self.to_ids == (talk.actor.person_id,)


async def next_of(talk: Talk, draft: TaskDraft) -> Move:
    """The first question that is open; where none is, it is given. Raises NotYoursError, LeftError."""
    if not draft.to_ids:
        return Goto("whom", draft)
    await _check_here(talk, draft)
    if await _find_unsure(talk, draft) is not None:
        return Goto("away", draft)
    if draft.handed_id:
        return await _hand(talk, draft)
    if not draft.comment:
        return Goto("text", draft)
    if draft.is_past or draft.far is not None or (draft.day is None and not draft.is_timeless):
        return Goto("day", draft)
    return await _give(talk, draft)


async def _check_here(talk: Talk, draft: TaskDraft) -> None:
    """Raises NotYoursError for somebody to whom the speaker gives nothing, LeftError for whom nothing would reach."""
    others = [each for each in draft.to_ids if each != talk.actor.person_id]
    askable = {each.id: each for each in await list_askable(talk)} if others else {}
    if not askable.keys() >= set(others):
        raise NotYoursError
    if not all(askable[each].is_active for each in others):
        raise LeftError


async def _find_unsure(talk: Talk, draft: TaskDraft) -> int | None:
    """Somebody who is away, and of whom nobody has said that they get it all the same."""
    for each in draft.to_ids:
        away = each not in draft.sure and each != talk.actor.person_id
        if away and await find_away(talk, each, talk.today) is not None:
            return each
    return None


async def _give(talk: Talk, draft: TaskDraft) -> Done:
    """One each, once."""
    due = None
    if draft.day is not None and not draft.is_timeless:
        due = await _find_due(talk, draft, draft.day)
    given: list[Ask] = []
    for place, person_id in enumerate(draft.to_ids):
        given.append(await talk.mine.ask_changes.give(_new(draft, person_id, due, place_of(draft.draft_id, place))))
    told: list[Reply] = [
        Say(card_of_ask(each, each.to_id or 0), to=each.to_id) for each in given if each.to_id != talk.actor.person_id
    ]
    content, cards = _show_given(talk, given, draft.day)
    return Done(content, (*cards, *told))


async def _find_due(talk: Talk, draft: TaskDraft, day: date) -> datetime:
    return await set_hour(talk, day, draft.at, is_own=draft.is_own(talk), is_deadline=draft.is_deadline)


def _new(draft: TaskDraft, person_id: int, due: datetime | None, draft_id: str) -> NewAsk:
    return NewAsk(
        AskKind.TASK,
        draft.comment or "",
        person_id,
        draft.client_id,
        draft.deal_id,
        draft.payment_id,
        due_at=due,
        draft_id=draft_id,
    )


def _show_given(talk: Talk, given: Sequence[Ask], said: date | None) -> tuple[Content | Keyed, list[Reply]]:
    if len(given) > MOST_CARDS:
        return AsksView(), []
    first, *others = [show_own(talk, each, said) for each in given]
    return first, [Say(each) for each in others]


async def _hand(talk: Talk, draft: TaskDraft) -> Done:
    ask = await talk.mine.ask_changes.hand(draft.handed_id, draft.to_ids[0])
    return Done(show_own(talk, ask), (Say(card_of_ask(ask, draft.to_ids[0]), to=draft.to_ids[0]),))


class OfferTask(Step[TaskDraft]):
    """What was passed on may be a task."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        del talk
        return Screen(_quote(draft) or fill("📎"), ((Choice(_("📌 Give a task"), YES),),))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        return await next_of(talk, draft) if value == YES else Again()


class PickPeople(Step[TaskDraft]):
    """To whom: a button, or names as they are said."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        people = [each for each in await list_askable(talk) if each.is_active]
        names = names_of(people)
        buttons = [Choice(name, str(each)) for each, name in list(names.items())[:MOST_OFFERED]]
        rows = tuple(tuple(buttons[at : at + 3]) for at in range(0, len(buttons), 3))
        me = ((Choice(_("To me"), str(talk.actor.person_id)),),) if not draft.handed_id else ()
        hint = fill(_("I do not know {name}."), name=draft.unknown_name) if draft.unknown_name else None
        return Screen(lines(_quote(draft), hint, fill(_("📌 Whom is it for?"))), (*rows, *me))

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


class AskAway(Step[TaskDraft]):
    """«до 14.11 в отпуске, заменяет Анна»: all the same, or to who stands in."""

    async def show(self, talk: Talk, draft: TaskDraft) -> Screen:
        person_id = await _find_unsure(talk, draft)
        absence = None if person_id is None else await find_away(talk, person_id, talk.today)
        if person_id is None or absence is None:  # they are back meanwhile
            return Screen(_quote(draft) or fill("📌"), ((Choice(_("📌 Give a task"), YES),),))
        name = await _first_name(talk, person_id)
        stand_in = await _first_name(talk, absence.substitute_id) if absence.substitute_id else ""
        row = [Choice(_("To {name} all the same").format(name=to_whom(name)), YES)]
        if stand_in:
            row.append(Choice(_("To {name}").format(name=to_whom(stand_in)), str(absence.substitute_id)))
        return Screen(lines(_quote(draft), tell_away(name, absence, stand_in)), tuple((each,) for each in row))

    async def press(self, talk: Talk, draft: TaskDraft, value: str) -> Move:
        person_id = await _find_unsure(talk, draft)
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
    return found.name.partition(" ")[0]


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
        return Screen(lines(_quote(draft), hour, screen.text), (*screen.rows, *none))

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
    due = await _find_due(talk, draft, day)
    if due <= talk.tx.clock.now():
        said = full_due(due, talk.actor.zone, talk.tx.clock.now())
        return Again(draft.model_copy(update={"day": None}), fill(_("{when} is over already."), when=said))
    return await next_of(talk, draft.model_copy(update={"is_past": False, "far": None}))


async def _take_text(talk: Talk, draft: TaskDraft) -> Move:
    """«КП Ромашке до пт»: the day is cut out of the words."""
    told = await read_words(talk, draft, draft.comment or "")
    return await next_of(talk, told)


async def read_words(talk: Talk, draft: TaskDraft, text: str) -> TaskDraft:
    """What is to be done, by when; a day that is far, or an hour that is over, is asked once."""
    when = cut_when(text, await context_of(talk, text))
    own = draft.is_own(talk)
    day = await choose_day(talk, when, is_own=own)
    update: dict[str, object] = {"comment": clean(when.text) or None}
    if when.at is not None:
        update["at"] = when.at
    if day is not None:
        update["is_deadline"] = when.is_deadline
        due = await set_hour(talk, day, when.at, is_own=own, is_deadline=when.is_deadline)
        is_past = due <= talk.tx.clock.now()
        far = (day - talk.today).days > MOST_AHEAD
        update |= {"day": None if is_past or far else day, "is_past": is_past, "far": day if far else None}
    if when.day is not None and day is None:
        update["comment"] = clean(text) or None
    return draft.model_copy(update=update)


async def read_people(talk: Talk, draft: TaskDraft, body: str) -> TaskDraft:
    """Names at the beginning of the words, and what is left of them as the task."""
    people = await list_askable(talk)
    found = split_people(body, [make_known(each.id, each.name) for each in people])
    ids = tuple(each.id for each in people if each.is_active) if found.is_everybody else found.ids
    unknown = ", ".join(found.unknown)
    if found.unknown and not ids:
        told = draft.model_copy(update={"unknown_name": unknown})
        return await read_words(talk, told, found.text) if found.text else told
    told = draft.model_copy(update={"to_ids": () if unknown else ids, "unknown_name": unknown})
    return await read_words(talk, told, found.text) if found.text else told


def _quote(draft: TaskDraft) -> Markup | None:
    said = " ".join((draft.comment or "").split())
    return fill("«{text}»", text=said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…") if said else None


async def _what(talk: Talk, draft: TaskDraft) -> Markup:
    if draft.is_own(talk):
        return fill(_("⏰ What shall I remind you of? For example: bank tomorrow 10:00"))
    names = [bold(to_whom(await _first_name(talk, each))) for each in draft.to_ids]
    asked = fill(_("📌 A task for {names}: what is to be done?"), names=Markup(", ").join(names))
    return lines(asked, fill(_("For example: offer for Romashka by Fri")))


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
