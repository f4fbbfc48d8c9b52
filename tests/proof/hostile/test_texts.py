"""Whatever is typed, at every step and at none: an answer, no exception, and the state kept or honestly moved on."""

import pytest

from handlers.framework.mistakes import words
from handlers.framework.replies import Reply, Say, Toast
from handlers.general.unknown import LIKE_A_COMMAND
from reports.message.language import speaking
from reports.message.message import Message
from reports.message.view import Keyed, View
from sales.core.errors import MistakeError
from sales.core.people import Role
from sales.core.words import clean
from sales.entry.talk.yes_no import is_back
from storage.engine.actor import Actor
from storage.queues.dialogs import OpenDialog
from tests.dialog.stage import talk_of
from tests.proof.hostile.crowd import Crowd
from tests.proof.hostile.ear import Ear, read
from tests.proof.hostile.steps import EDITED, LINES, RUNNER, Place, places
from tests.proof.hostile.texts import COMMAND_LIKE, DATES, HOSTILE, NUMBERS, UNSEEN
from tests.samples import sampled

EVERY_STEP = pytest.mark.parametrize("place", places(), ids=str)

EXACT = frozenset(
    {
        *("amount", "day", "time", "probability", "came_on", "past", "future", "when", "slots", "target"),
        *("far", "old", "hour", "meant", "offer", "all", "layout", "period"),
    }
)
"""Steps that take a number, a day, a time: nonsense is asked again there, and never half understood."""

HONEST = {
    "edit-probability": {"0", "00000"},
    "entry-probability": {"0", "00000"},
    "department-slots": {"1,,5", "1;5"},
    "settings-slots": {"1,,5", "1;5"},
    "plan-amount": {"0", "0к", "0,00", "00000", "00.00"},
    "entry-amount, which": {"к"},
}
"""No hope at all, a list with a slip, a plan of nothing, which unit it was."""

MIDNIGHT = {"0", "00000", "-0", "00.00"}
"""Wherever an hour is asked."""

WHOLE_SUMS = {"1'000'000"}
"""Odd to look at, and a sum all the same wherever one is asked."""

UNIQUE = tuple({clean(text): text for text in reversed(HOSTILE)}.values())
"""What is left of two when they are made safe to read may be the same."""

ENOUGH = 250
NEW, KNOWN, WHOLE_WAY = 12, 40, 100
"""Each so-many-th text: at a step that reads as no earlier one does, at the others, and through all that hears."""


def test_there_are_enough_of_them() -> None:
    assert len(UNIQUE) >= ENOUGH
    assert not [text for text in UNSEEN if clean(text)]


def test_every_step_of_every_dialog_is_tried() -> None:
    entry = set(RUNNER.dialogs["entry"].steps)

    assert entry == {line.partition(",")[0] for line in LINES} | set(EDITED)
    assert {(each.dialog.name, each.step) for each in places()} == {
        (dialog.name, step) for dialog in RUNNER.dialogs.values() for step in dialog.steps
    }


async def answered(ear: Ear, actor: Actor, text: str) -> list[str]:
    """What the open step answers, as it would be shown; a mistake is told in words by whoever called."""
    talk = talk_of(actor, ear.tx)
    with speaking(actor.language):
        try:
            replies = await ear.runner.write(talk, clean(text))
        except MistakeError as mistake:
            return [str(words(mistake))]
        assert replies is not None
        return [shown for reply in replies if (shown := await in_words(ear, actor, reply)) is not None]


async def in_words(ear: Ear, actor: Actor, reply: Reply) -> str | None:
    if not isinstance(reply, Say):
        return reply.text if isinstance(reply, Toast) else None
    content: object = reply.content.content if isinstance(reply.content, Keyed) else reply.content
    if isinstance(content, View):
        content = await content.draw_once(ear.tx, actor)
    return read(actor.telegram_id, content).text if isinstance(content, Message) else None


@pytest.mark.part(3)
@EVERY_STEP
async def test_every_hostile_text_at_every_step_is_answered(ear: Ear, crowd: Crowd, place: Place) -> None:
    actor, before = place.who(crowd), await place.opened(ear, crowd)
    counted = await ear.counts()

    for text in turn_of(place):
        async with ear.apart():
            assert await answered(ear, actor, text), repr(text[:60])
            state = await ear.tx.as_(actor).dialogs.current()
            changed = await ear.counts() != counted
            if not clean(text) or is_nonsense(place, text):
                assert not changed, repr(text[:60])
                assert state is not None, repr(text[:60])
                assert (state.number, state.step) == (before.number, before.step), repr(text[:60])
            else:
                # said, or «nothing is awaited of them», or back to where the form was opened
                told = place.leaves_no_row or place.dialog.name == "entry" or is_back(text)
                assert not (changed and place.only_asks), repr(text[:60])
                assert state is not None or changed or told, f"{text[:60]!r} ended the dialog and left nothing"
    await go_the_whole_way(ear, actor, place, before)


def turn_of(place: Place) -> list[str]:
    """Fewer where an earlier step reads what is typed by the same code. `make hostile` takes all of them everywhere."""
    all_places = places()
    known = reading(place) in [reading(each) for each in all_places[: all_places.index(place)]]
    return sampled(UNIQUE, KNOWN if known else NEW, place)


def reading(place: Place) -> object:
    step = type(place.dialog.steps[place.step])
    return (step.write, getattr(step, "hear", None), place.dialog.name == "entry")


def is_nonsense(place: Place, text: str) -> bool:
    honest = HONEST.get(str(place), set()) | (WHOLE_SUMS if place.step == "amount" else set())
    honest |= MIDNIGHT if place.step in {"time", "hour"} else set()
    return place.step in EXACT and text in NUMBERS + DATES and text not in honest


async def go_the_whole_way(ear: Ear, actor: Actor, place: Place, before: OpenDialog) -> None:
    """Some of them through everything that hears updates, and what looks like a command."""
    first = places().index(place)
    for text in sampled(UNIQUE, WHOLE_WAY, f"whole way {place}"):
        async with ear.apart():
            assert await ear.told(actor, text), repr(text[:60])
    for text in COMMAND_LIKE[first % 6 :: 6]:
        async with ear.apart():
            assert await ear.told(actor, text), repr(text[:60])
            if place.dialog.steps[place.step].secret and LIKE_A_COMMAND.match(text) is None:
                continue  # it may be what an exchange signs with
            state = await ear.tx.as_(actor).dialogs.current()
            assert state is not None, repr(text[:60])
            assert (state.draft == before.draft) == (state.number == before.number), repr(text[:60])


@pytest.mark.parametrize("role", Role)
async def test_every_hostile_text_alone_is_answered_and_records_nothing(ear: Ear, crowd: Crowd, role: Role) -> None:
    """A manager is tried with more of them than who enters no lines."""
    actor, counted = crowd.of(role), await ear.counts()
    for text in sampled((*HOSTILE, *COMMAND_LIKE), 2 if role is Role.MANAGER else 10, role):
        async with ear.apart():
            assert await ear.told(actor, text), repr(text[:60])
            assert await ear.counts() == counted, repr(text[:60])
