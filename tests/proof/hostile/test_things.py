"""Whatever is sent instead of a text, at every step and at none: an answer, no exception, and the state kept."""

import pytest

from sales.core.people import Role
from tests.proof.hostile.crowd import Crowd
from tests.proof.hostile.ear import Ear
from tests.proof.hostile.steps import Place, places
from tests.proof.hostile.things import THINGS
from tests.samples import sampled

ENDS_AN_ASKING = {what for what, thing in THINGS.items() if {"text", "caption"} & thing.keys()}
"""A search and the days of a report are typed: nothing else opens the screen anew."""

EVERY_STEP = pytest.mark.parametrize("place", places(), ids=str)


@pytest.mark.part(3)
@EVERY_STEP
async def test_every_thing_at_every_step_is_answered_and_an_edit_of_it_moves_nothing(
    ear: Ear, crowd: Crowd, place: Place
) -> None:
    actor, before = place.who(crowd), await place.opened(ear, crowd)
    counted = await ear.counts()

    for what, thing in sampled([*THINGS.items()], 6, place):
        async with ear.apart():
            assert await ear.sent(actor, **thing), what
            state = await ear.tx.as_(actor).dialogs.current()
            changed = await ear.counts() != counted
            assert not (changed and place.only_asks), what
            assert state is not None or changed or place.leaves_no_row, f"{what} ended the dialog and left nothing"
            assert state is not None or what in ENDS_AN_ASKING or not place.only_asks, what

    for what in ("photo with words", "live location", "nothing", "a text of another age"):
        async with ear.apart():  # a place that is shared live is edited by itself every few seconds
            await ear.sent(actor, "edited_message", edit_date=1, **THINGS[what])
            assert await ear.tx.as_(actor).dialogs.current() == before, what
            assert await ear.counts() == counted, what


@pytest.mark.parametrize("role", Role)
async def test_every_thing_alone_is_answered(ear: Ear, crowd: Crowd, role: Role) -> None:
    for what, thing in THINGS.items():
        async with ear.apart():
            assert await ear.sent(crowd.of(role), **thing), what
