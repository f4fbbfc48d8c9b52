"""A story is handed over, checked, and given to the page; the simulator itself does none of it."""

import pytest

from simulator.core import Core
from simulator.stage.stage import Stage

MORNING = "2026-11-20T05:59:00+00:00"
STEP = {"at": "09:00", "person": 101, "types": "привет", "say": "Анна здоровается"}


def told(**differently: object) -> dict[str, object]:
    return {"title": "День", "mornings": [MORNING], "steps": [STEP]} | differently


async def test_a_story_is_given_to_the_page_and_a_page_that_is_open_hears_of_it() -> None:
    core = Core()
    stage = Stage(core)
    assert await stage.ask("GET", "script") is None

    given = await stage.ask("POST", "script", told())

    assert await stage.ask("GET", "script") == given == told(files=[])
    assert [change["kind"] for change in core.world.changes.after(0)] == ["script"]


async def test_its_mornings_stand_in_order_whatever_their_offset() -> None:
    later = "2026-11-20T08:59:00+00:00"
    given = await Stage(Core()).ask("POST", "script", told(mornings=[later, "2026-11-20T08:59:00+03:00"]))
    assert given["mornings"] == [MORNING, later]


@pytest.mark.parametrize(
    ("differently", "why"),
    [
        ({"author": "я"}, "unknown: author"),
        ({"title": ""}, "a title and steps"),
        ({"steps": []}, "a title and steps"),
        ({"mornings": []}, "begins on one of its mornings"),
        ({"mornings": ["2026-11-20T08:59:00"]}, "has no offset"),
        ({"steps": [STEP, STEP | {"at": "9:00"}]}, "step 2: «9:00» is no time"),
        ({"steps": [STEP | {"at": "24:00"}]}, "is no time of a day"),
        ({"steps": [STEP | {"presses": "Да"}]}, "step 1: one deed"),
        ({"steps": [{"types": "привет"}]}, "one deed, of one person"),
        ({"steps": [{"person": 101}]}, "nothing happens"),
        ({"steps": [STEP | {"sings": "громко"}]}, "unknown: sings"),
    ],
)
async def test_a_story_that_cannot_be_played_is_refused_in_a_sentence(differently: dict[str, object], why: str) -> None:
    core = Core()
    with pytest.raises(ValueError, match=why):
        await Stage(core).ask("POST", "script", told(**differently))
    assert core.script is None
