"""A thousand presses that no screen offers: each is answered by a note, and nothing at all is changed by any."""

from collections.abc import Iterable

import pytest

from reports.message.press import DialogPress
from sales.core.people import Role
from storage.engine.actor import Actor
from tests.proof.hostile.crowd import ABSENT, Crowd
from tests.proof.hostile.ear import Ear
from tests.proof.hostile.payloads import JUNK, of_another_form, of_another_kind, with_odd_numbers
from tests.proof.hostile.steps import RUNNER, Place, places
from tests.samples import sampled, sized

REFUSAL = "Эта запись вам недоступна."
STALE = "Этот экран уже устарел"
ENOUGH = 500


def test_there_are_enough_of_them(crowd: Crowd) -> None:
    forms = {*JUNK, *of_another_form(crowd.own), *with_odd_numbers(crowd.own)}

    assert len(forms) >= ENOUGH
    assert len(set(of_another_kind(crowd))) >= ENOUGH


async def refused(ear: Ear, actor: Actor, payloads: Iterable[str]) -> None:
    """Each with a note and with nothing else; a whole look at every table before and after."""
    before = await ear.dump()
    told = {data: await ear.pressed(actor, data) for data in payloads}

    assert {data: answer for data, answer in told.items() if (answer.toast, answer.shown) != (REFUSAL, ())} == {}
    assert await ear.dump() == before


async def amid_a_dialog(ear: Ear, crowd: Crowd) -> Actor:
    """Анна has a question open, which no press below may close."""
    await ear.delivered()
    await ear.stands(crowd.anna, "pay", None, "client")
    return crowd.anna


async def test_junk_is_refused(ear: Ear, crowd: Crowd) -> None:
    await refused(ear, await amid_a_dialog(ear, crowd), JUNK)


async def test_another_form_is_refused(ear: Ear, crowd: Crowd) -> None:
    await refused(ear, await amid_a_dialog(ear, crowd), sampled(sorted(set(of_another_form(crowd.own))), 6))


@pytest.mark.part
async def test_odd_numbers_are_refused(ear: Ear, crowd: Crowd) -> None:
    await refused(ear, await amid_a_dialog(ear, crowd), sampled(list(with_odd_numbers(crowd.own)), sized(18, 6)))


@pytest.mark.part
@pytest.mark.parametrize("role", Role)
async def test_the_number_of_another_kind_of_thing_is_refused(ear: Ear, crowd: Crowd, role: Role) -> None:
    await amid_a_dialog(ear, crowd)
    payloads = sorted({data for who, data in of_another_kind(crowd) if who is role})

    await refused(ear, crowd.of(role), sampled(payloads, sized(24, 8), role))


@pytest.mark.part(3)
@pytest.mark.parametrize("place", places()[::6], ids=str)
async def test_buttons_of_other_dialogs_and_of_screens_before_are_out_of_date(
    ear: Ear, crowd: Crowd, place: Place
) -> None:
    actor = place.who(crowd)
    state = await place.opened(ear, crowd)
    steps = {(name, step) for name, dialog in RUNNER.dialogs.items() for step in dialog.steps if step != state.step}
    numbers = {0, 1, state.number - 1, state.number + 1, ABSENT, 2**63 - 1} - {state.number}
    stale = {DialogPress(number=state.number, step=step, value="cancel").pack() for _, step in steps}
    stale |= {DialogPress(number=max(0, number), step=state.step, value="yes").pack() for number in numbers}
    before = await ear.dump()

    told = {(answer.toast, answer.shown) for data in sorted(stale) if (answer := await ear.pressed(actor, data))}

    assert told == {(STALE, ())}
    assert await ear.tx.as_(actor).dialogs.current() == state
    assert await ear.dump() == before
