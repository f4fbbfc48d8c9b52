"""The hours of a department against each other, and an hour that would fit."""

from collections.abc import Mapping
from datetime import time

from hypothesis import example, given
from hypothesis import strategies as st

from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS, Asking, Slot
from sales.schedule.day_hours import Clash, DayHours, contradictions
from sales.schedule.schedule import Scheduled, may_be_sent_at, setting
from tests.rows import each_row

S = Scheduled


def hours(
    *slots: str, close: str = "18:00", ask: int = 15, at: Mapping[Scheduled, str] = {}, off: Scheduled | None = None
) -> DayHours:
    settings = {
        kind: setting(kind, is_on=kind is not off, at=time.fromisoformat(at[kind]) if kind in at else None)
        for kind in Scheduled
    }
    walls = tuple(Slot(time.fromisoformat(each)) for each in slots) or DEFAULT_SLOTS
    return DayHours(walls, Asking(ask, 0), time.fromisoformat(close), settings)


def wall(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def told(found: DayHours) -> list[tuple[Clash, str | None, str | None, str | None, Scheduled | None]]:
    return [
        (each.clash, wall(each.at), wall(each.against), wall(each.example), each.kind) for each in contradictions(found)
    ]


def test_the_usual_hours_fit() -> None:
    assert contradictions(hours()) == ()
    assert time(18) == DAY_CLOSE


@each_row(
    ("said", "expected"),
    [
        (hours(close="17:00"), (Clash.CLOSE_EARLY, "17:00", "18:00", "18:00", None)),
        (hours(at={S.SVOD: "17:30"}), (Clash.BEFORE_END, "17:30", "18:00", "18:20", S.SVOD)),
        (hours("12:00", close="19:00"), (Clash.BEFORE_END, "18:20", "19:00", "19:20", S.SVOD)),
        (hours(at={S.WEEK_RESULT: "16:00"}), (Clash.BEFORE_END, "16:00", "18:00", "18:25", S.WEEK_RESULT)),
        (hours(at={S.TOMORROW_FREEZE: "18:00"}), (Clash.BEFORE_LAST, "18:00", "18:00", "19:00", S.TOMORROW_FREEZE)),
        (hours(at={S.TOMORROW_REMIND: "17:30"}), (Clash.BEFORE_LAST, "17:30", "18:00", "18:30", S.TOMORROW_REMIND)),
        (hours(at={S.TOMORROW_REMIND: "19:30"}), (Clash.BEYOND_FREEZE, "19:30", "19:00", "18:30", S.TOMORROW_REMIND)),
        (hours(at={S.WEEK_REMIND: "10:00"}), (Clash.BEYOND_FREEZE, "10:00", "10:00", "09:30", S.WEEK_REMIND)),
        (hours(at={S.WEEK_TABLE: "09:55"}), (Clash.BEYOND_FREEZE, "09:55", "10:00", "10:05", S.WEEK_TABLE)),
        (hours("09:10", "18:00"), (Clash.BEFORE_MORNING, "09:10", "09:00", None, None)),
        (hours("08:40", "18:00"), (Clash.QUIET, "08:40", "08:30", None, None)),
    ],
)
def test_what_stands_against_what(said: DayHours, expected: tuple[object, ...]) -> None:
    assert told(said)[0] == expected


def test_a_late_slot_is_told_of_and_so_is_all_that_it_overtakes() -> None:
    found = told(hours("12:00", "20:30"))

    assert [each[0] for each in found] == [
        Clash.QUIET,
        Clash.CLOSE_EARLY,
        Clash.BEFORE_END,
        Clash.BEFORE_END,
        Clash.BEFORE_LAST,
    ]
    assert [each[3] for each in found[2:]] == [None, None, None]


def test_what_is_turned_off_stands_against_nothing() -> None:
    assert contradictions(hours(at={S.SVOD: "12:00"}, off=S.SVOD)) == ()


walls = st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None))


PUT_OFF = (S.SVOD, S.WEEK_RESULT, S.WEEK_REMIND, S.WEEK_FREEZE, S.WEEK_TABLE, S.TOMORROW_REMIND, S.TOMORROW_FREEZE)


@example([time(0)], time(18), 0, {S.TOMORROW_FREEZE: time(8, 30)})
@example([time(12)], time(18), 0, {S.WEEK_FREEZE: time(8, 30)})
@example([time(12)], time(18), 0, {S.WEEK_FREEZE: time(19, 59), S.WEEK_TABLE: time(9)})
@given(
    st.lists(walls, min_size=1, max_size=8, unique=True),
    walls,
    st.integers(0, 60),
    st.dictionaries(st.sampled_from(PUT_OFF), walls.filter(may_be_sent_at)),
)
def test_an_example_fits_whatever_the_other_hours_are(
    slots: list[time], close: time, ask: int, at: dict[Scheduled, time]
) -> None:
    """Taken one after another, the examples leave nothing but what the slots themselves are to blame for."""
    settings = {kind: setting(kind, at=at.get(kind)) for kind in Scheduled}
    said = DayHours([Slot(each) for each in slots], Asking(ask, 0), close, settings)

    for found in contradictions(said):
        if found.kind is None or found.example is None:
            continue
        assert may_be_sent_at(found.example)
        mended = DayHours(
            said.slots, said.asking, close, {**settings, found.kind: setting(found.kind, at=found.example)}
        )
        assert found.kind not in {each.kind for each in contradictions(mended)}
