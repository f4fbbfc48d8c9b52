"""Button data: what was sent once is understood for ever, and what no button of ours carries is not."""

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo

import handlers.routers  # noqa: F401  whatever is handled is imported by it
from handlers.framework.pressed import Pressed
from reports.message.press import LARGEST_ID, MOST_BYTES, SHAPES, DialogPress, Id, Press, Word
from reports.payments.presses import ReceiptPress
from reports.people.presses import InvitePress, PersonDeed, PersonPress
from reports.settings.presses import SettingsDeed, SettingsPress
from reports.views import open_view
from reports.week.presses import WeekDeed, WeekForPress
from sales.core.people import Role
from tests.broken_on_purpose import SEEN_BY_MYPY, Broken
from tests.rows import each_row

SENT = (Path(__file__).parent / "presses_sent.txt").read_text(encoding="utf-8").split()
"""What buttons have carried. Lines may be added, none may ever go or be changed: they stand in people's chats."""

PRESSES = [data for data in SENT if open_view(data) is None]
"""Those that do something; the others open a screen (test_address)."""

LARGEST_ROW = 9_999_999_999
LARGEST_DAY = 999_999
"""An ordinal, minutes of a day, a page."""

NUMBERS = {"day", "slot", "month", "monday", "first", "last", "kept", "page", "sure", "number", "version"}
WORDS = {"step": "not_coming", "value": str(LARGEST_ROW), "code": "qualification", "to": "presentation"}


def unpacked(data: str) -> Press:
    return SHAPES[data.partition(":")[0]].unpack(data)


# -- what was sent -----------------------------------------------------------------------------------------------------


@each_row("data", PRESSES)
def test_a_button_of_an_older_version_is_still_understood(data: str) -> None:
    """Fields that it has more by now stand behind, by their defaults."""
    packed = unpacked(data).pack()
    assert f"{packed}:".startswith(f"{data}:")
    assert unpacked(packed) == unpacked(data)


@each_row("shape", SHAPES.values())
def test_each_word_of_each_shape_is_among_what_was_sent(shape: type[Press]) -> None:
    sent = [unpacked(data) for data in PRESSES if data.startswith(f"{shape.prefix}:")]

    assert sent
    for name in shape.model_fields:
        assert {getattr(each, name) for each in sent} >= set(shape.words(name))


# -- what fits ---------------------------------------------------------------------------------------------------------


def largest(shape: type[Press], name: str, about: FieldInfo) -> Any:
    if words := shape.words(name):
        return max(words, key=lambda word: len(word.encode()))
    if about.annotation is int:
        return LARGEST_DAY if name in NUMBERS else LARGEST_ROW
    return WORDS[name]


@each_row("shape", SHAPES.values())
def test_a_press_fits_a_button_with_ids_of_ten_digits(shape: type[Press]) -> None:
    press = shape(**{name: largest(shape, name, about) for name, about in shape.model_fields.items()})

    assert shape.unpack(press.pack()) == press
    assert len(press.pack().encode()) <= MOST_BYTES


def test_what_does_not_fit_is_no_button() -> None:
    with pytest.raises(ValueError, match="no button"):
        DialogPress(number=LARGEST_ID, step="s" * 32, value="v" * 32).pack()
    with pytest.raises(ValueError, match="no button"):
        DialogPress(number=1, step="a:b", value="v").pack()


# -- what is refused ---------------------------------------------------------------------------------------------------


@each_row(
    "data",
    ["p:1:steal", "p:1:", "p:1:LINK", "p:-1:link", "p: 1:link", "p:1_0:link", "p:1", "p:1:link:", "P:1:link", "p"],
)
def test_what_the_shape_does_not_say_is_refused(data: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  pydantic's is one too
        PersonPress.unpack(data)


def test_an_empty_part_is_the_default_and_nothing_else() -> None:
    assert InvitePress.unpack("inv::5") == InvitePress(department_id=5)
    assert InvitePress.unpack("inv:lead:") == InvitePress(role=Role.LEAD)
    with pytest.raises(ValueError, match="receipt_id"):
        ReceiptPress.unpack("rec:undo::")


def test_a_button_from_before_a_field_was_has_its_default() -> None:
    assert WeekForPress.unpack("wf:739943:17") == WeekForPress(monday=739943, person_id=17)
    with pytest.raises(ValueError, match="person_id"):
        WeekForPress.unpack("wf:739943")


def test_words_that_mean_two_things_are_in_no_shape() -> None:
    """A field may be of two closed sets: which one a word is of must be seen by the word."""
    closed = [shape.words(name) for shape in SHAPES.values() for name in shape.model_fields]
    assert [words for words in closed if len({word.value for word in words}) < len(words)] == []


# -- what cannot be declared -------------------------------------------------------------------------------------------


def test_a_prefix_belongs_to_one_shape() -> None:
    with pytest.raises(TypeError, match="'p' is taken"):
        type("Another", (Press,), {}, prefix="p")
    assert SHAPES["p"] is PersonPress


def test_a_filter_refuses_the_deed_of_another_shape_though_the_word_is_the_same() -> None:
    assert SettingsDeed.SHOW == WeekDeed.SHOW
    with pytest.raises(TypeError, match="SettingsPress"):
        Pressed(SettingsPress, WeekDeed.SHOW)


def test_words_are_known_of_a_set_of_two_and_of_none() -> None:
    class One(StrEnum):
        A = "a"

    class Other(StrEnum):
        B = "b"

    class Tried(Press, prefix="tried"):
        deed: One | Other
        role: Role | None = None
        id: Id = 0
        word: Word = ""

    del SHAPES["tried"]
    assert Tried.words() == (One.A, Other.B)
    assert Tried.words("role") == tuple(Role)
    assert Tried.words("id") == Tried.words("word") == Tried.words("no such") == ()
    assert Tried.unpack("tried:b:::") == Tried(deed=Other.B)
    assert Tried(deed=One.A, id=7).pack() == "tried:a::7:"


# -- what mypy sees ----------------------------------------------------------------------------------------------------

MISSPELT = Broken("""
from reports.people.presses import PersonDeed, PersonPress

PersonPress(person_id=1, deed=PersonDeed.LNIK)
PersonPress(person_id=1, deed="link")
PersonPress(person=1, deed=PersonDeed.LINK)
PersonPress.unpack("p:1:link").ded
""")

NOT_ALL = """
from reports.people.presses import PersonDeed, PersonPress


def said(press: PersonPress) -> str:
    match press.deed:
        case PersonDeed.LINK:
            return "link"
        case PersonDeed.PROFILE | PersonDeed.RENAME | PersonDeed.FORGET:
            return "more"


def done(press: PersonPress) -> None:
    match press.deed:
        case PersonDeed.LINK:
            print("link")
"""
SOME_LACK = Broken(NOT_ALL)
ALL = NOT_ALL.replace("PersonDeed.FORGET:", "PersonDeed.FORGET | PersonDeed.LEFT | PersonDeed.NUMBERS:")
NONE_LACKS = Broken(ALL.partition("def done")[0])


@SEEN_BY_MYPY
@pytest.mark.timeout(600)
def test_a_misspelt_deed_is_an_error() -> None:
    errors = MISSPELT.errors()

    assert {each.partition(":")[0] for each in errors} == {"4", "5", "6", "7"}
    assert any('has no attribute "LNIK"' in each for each in errors)


@SEEN_BY_MYPY
@pytest.mark.timeout(600)
def test_a_deed_that_is_not_matched_is_an_error_and_with_it_there_is_none() -> None:
    returns, answers, does = SOME_LACK.errors()
    assert "Missing return statement" in returns
    assert all("unhandled case" in each and "PersonDeed.LEFT" in each for each in (answers, does))
    assert NONE_LACKS.errors() == []
    assert PersonDeed.LEFT in PersonPress.words()
