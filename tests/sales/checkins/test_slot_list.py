"""An owner types the department's hours; each mistake is named, and its fragment shown back."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.calendar.slots import DEFAULT_SLOTS, Asking, Slot
from sales.checkins.slot_list import (
    SlotMistake,
    WrongAskingError,
    WrongSlotsError,
    check_slots,
    make_asking,
    parse_slots,
)
from tests.rows import each_row


@pytest.mark.parametrize(
    "text",
    [
        "12:00,16:00,18:00",
        "12:00, 16:00, 18:00",
        " 12 16 18 ",
        "12.00; 16.00; 18.00",
        "12-00\n16-00\n18-00",
        "12:00,16,18,",
        "в 12, 16 и 18",
        "12:00/16:00/18:00",
        "at 12, 16 and 18:00",
    ],
)
def test_the_usual_hours_may_be_typed_in_many_ways(text: str) -> None:
    assert parse_slots(text) == DEFAULT_SLOTS


@each_row(
    ("text", "codes"),
    [
        ("12, 4 и 6", ["12:00", "16:00", "18:00"]),
        ("1 и 5", ["13:00", "17:00"]),
        ("11:30, 3:00, 5:45", ["11:30", "15:00", "17:45"]),
        ("6:00, 12:00", ["06:00", "12:00"]),
        ("7", ["19:00"]),
    ],
)
def test_a_small_hour_is_of_the_afternoon_unless_its_minutes_say_the_morning(text: str, codes: list[str]) -> None:
    assert [slot.code for slot in parse_slots(text)] == codes


@each_row(
    ("text", "mistake", "fragment"),
    [
        ("", SlotMistake.EMPTY, ""),
        (" , ", SlotMistake.EMPTY, ""),
        ("в полдень", SlotMistake.NOT_A_TIME, "полдень"),
        ("12:00, 25:00", SlotMistake.NOT_A_TIME, "25:00"),
        ("12:60", SlotMistake.NOT_A_TIME, "12:60"),
        ("24:00", SlotMistake.NOT_A_TIME, "24:00"),
        ("12:0", SlotMistake.NOT_A_TIME, "12:0"),
        ("1200", SlotMistake.NOT_A_TIME, "1200"),
        ("-12", SlotMistake.NOT_A_TIME, "-12"),
        ("١٢:٠٠", SlotMistake.NOT_A_TIME, "١٢:٠٠"),
        ("1_2:00", SlotMistake.NOT_A_TIME, "1_2:00"),
        ("12:00-16:00", SlotMistake.NOT_A_TIME, "12:00-16:00"),
        ("16:00,12:00", SlotMistake.NOT_ASCENDING, "12:00"),
        ("12:00,12:00", SlotMistake.NOT_ASCENDING, "12:00"),
        ("12:00,12:10", SlotMistake.TOO_CLOSE, "12:10"),
        ("0:10,12:00", SlotMistake.TOO_EARLY, "00:10"),
        ("1/0", SlotMistake.NOT_ASCENDING, "00:00"),
        ("0", SlotMistake.TOO_EARLY, "00:00"),
        ("8 9 10 11 12 13 14 15 16", SlotMistake.TOO_MANY, "16"),
    ],
)
def test_a_wrong_list_names_its_mistake(text: str, mistake: SlotMistake, fragment: str) -> None:
    with pytest.raises(WrongSlotsError) as caught:
        parse_slots(text)
    assert (caught.value.mistake, caught.value.fragment) == (mistake, fragment)


def test_eight_slots_are_allowed_and_a_quarter_apart_is_enough() -> None:
    assert len(parse_slots("8 9 10 11 12 13 14 15")) == 8
    assert len(parse_slots("12:00,12:15")) == 2


def test_asking_longer_before_needs_slots_further_apart() -> None:
    slots = parse_slots("12:00,12:30")
    check_slots(slots, Asking(30))
    with pytest.raises(WrongSlotsError):
        check_slots(slots, Asking(31))


@pytest.mark.parametrize(("ask", "remind"), [(15, 5), (60, 60), (0, 0), (60, 0)])
def test_asking_up_to_an_hour_before_is_fine(ask: int, remind: int) -> None:
    assert make_asking(ask, remind) == Asking(ask, remind)


@pytest.mark.parametrize(("ask", "remind"), [(61, 5), (-1, 0), (5, 10), (15, -1)])
def test_asking_out_of_bounds_is_refused(ask: int, remind: int) -> None:
    with pytest.raises(WrongAskingError):
        make_asking(ask, remind)


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_the_named_mistake(text: str) -> None:
    try:
        slots = parse_slots(text)
    except WrongSlotsError:
        return
    assert 1 <= len(slots) <= 8
    assert list(slots) == sorted(set(slots))


@given(st.lists(st.integers(1, 95), min_size=1, max_size=8, unique=True))
def test_what_is_shown_reads_back_the_same(quarters: list[int]) -> None:
    slots = tuple(Slot(time(q // 4, q % 4 * 15)) for q in sorted(quarters))
    assert parse_slots(", ".join(slot.code for slot in slots)) == slots
