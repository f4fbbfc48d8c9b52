"""No row moves under a thumb, whatever list it is: what was pressed stays, disabled, where others would move."""

import string
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from reports.message.message import Button, Keyboard, Message
from reports.message.steady import MOST_ROWS, PressedKeyboard, has_disabled, keep_still, without_disabled

CHECKIN = ("1 ✅|1 ◐|1 📅", "2 ✅|2 ◐|2 📅", "3 ✅|3 ◐|3 📅", "Same", "All|Off")


def keyboard(rows: Sequence[str]) -> Keyboard:
    """«~» before a label: disabled."""
    return tuple(tuple(_button(label) for label in row.split("|")) for row in rows)


def _button(label: str) -> Button:
    return Button(label[1:], disabled=True) if label.startswith("~") else Button(label, label)


def after(before: Sequence[str], pressed: str, now: Sequence[str]) -> list[str]:
    noted = PressedKeyboard(keyboard(before), pressed, datetime(2026, 11, 20, tzinfo=UTC))
    noted = PressedKeyboard.from_json(noted.to_json())
    drawn = keep_still(Message(Markup("?"), keyboard(now)), noted).buttons
    return ["|".join(f"{'~' * each.disabled}{each.label}" for each in row) for row in drawn]


@pytest.mark.parametrize(
    ("before", "pressed", "now", "shown"),
    [
        pytest.param(CHECKIN, "1 ✅", CHECKIN[1:], ["~1 ✅", *CHECKIN[1:]], id="the first of three"),
        pytest.param(CHECKIN[2:], "3 ✅", CHECKIN[3:], ["~3 ✅", "Same", "All|Off"], id="the only one"),
        pytest.param(
            ["~1 ✅", *CHECKIN[1:]],
            "3 ◐",
            [CHECKIN[1], "Same|Undo", "All|Off"],
            ["~1 ✅", CHECKIN[1], "~3 ◐", "Same|Undo", "All|Off"],
            id="another one after it",
        ),
        pytest.param(
            CHECKIN,
            "3 ✅",
            [CHECKIN[1], "Same", "All|Off"],
            ["~1", CHECKIN[1], "~3 ✅", "Same", "All|Off"],
            id="two taps before the first was answered",
        ),
        pytest.param(
            ["~1 ✅", *CHECKIN[1:3], "Same|Undo", "All|Off"],
            "Undo",
            CHECKIN,
            [*CHECKIN[:3], "Same|~Undo", "All|Off"],
            id="what was taken back stands where it stood",
        ),
        pytest.param(
            ["1 ✅|2 ✅|3 ✅", "4 ✅|5 ✅", "‹ Back"],
            "2 ✅",
            ["1 ✅|3 ✅|4 ✅", "5 ✅", "‹ Back"],
            ["1 ✅|~2 ✅|3 ✅", "4 ✅|5 ✅", "‹ Back"],
            id="a grid does not close its gap",
        ),
        pytest.param(["☐ a", "☐ b", "‹"], "☐ a", ["☑ a", "☐ b", "‹"], ["☑ a", "☐ b", "‹"], id="a switch"),
        pytest.param(["mine|all", "a", "b", "c"], "mine", ["mine|all", "b"], ["mine|all", "b"], id="a filter"),
        pytest.param(
            [*CHECKIN[:3], "2 more ›", "find"],
            "2 more ›",
            ["4 ✅|4 ◐", "‹", "find"],
            ["4 ✅|4 ◐", "‹", "find"],
            id="a page",
        ),
        pytest.param(
            ["a|b|c|d", "f"], "a", ["f", "x", "y", "z"], ["~a", "f", "x", "y", "z"], id="as many have come elsewhere"
        ),
        pytest.param(["a", "b"], "a", ["c", "d"], ["c", "d"], id="another screen"),
        pytest.param(["a", "b"], "a", [], [], id="nothing is left"),
        pytest.param(
            ["1 ❔|❌", "2 ❔|❌2"], "❌", ["2 ❔|❌2"], ["~1 ❌", "2 ❔|❌2"], id="it says whose answer it was"
        ),
        pytest.param(
            ["1 a|b|c", "2 d|All"], "All", ["2 d", "1 ↩"], ["~1", "2 d|~All", "1 ↩"], id="all, beside one that stays"
        ),
        pytest.param(
            [*CHECKIN[:3], "Same", "All|Off", "Calls", "Tomorrow", "Plan"],
            "Same",
            [*CHECKIN[:3], "All|Off", "Undo", "Calls", "Tomorrow", "Plan"],
            [*CHECKIN[:3], "~Same", "All|Off", "Undo", "Calls", "Tomorrow", "Plan"],
            id="«Same» of a full message does not become «All»",
        ),
        pytest.param(
            [*CHECKIN[:3], "~Same", "All|Off", "Undo", "Calls", "Tomorrow", "Plan"],
            "Calls",
            [*CHECKIN[:3], "All|Off", "Undo", "Tomorrow", "Plan"],
            [*CHECKIN[:3], "~Same", "All|Off", "Undo", "~Calls", "Tomorrow", "Plan"],
            id="and the next one of it neither",
        ),
        pytest.param(
            ["Pull|‹"],
            "Pull",
            ["Give out again, to whoever rings|‹"],
            ["~Pull", "Give out again, to whoever rings", "‹"],
            id="a switch without room beside the way back",
        ),
        pytest.param(
            ["call|meet", "phones|more"],
            "phones",
            ["copy", "call|meet", "more"],
            ["copy", "~phones", "call|meet", "more"],
            id="what comes above brings nothing else under the thumb",
        ),
        pytest.param(
            ["1 ✅|1 ◐", "All|Off", "Undo"],
            "Undo",
            ["1 ✅|1 ◐", "Same", "All|Off"],
            ["1 ✅|1 ◐", "Same", "~Undo", "All|Off"],
            id="«Undo» that gives a row back does not become «All»",
        ),
        pytest.param(
            ["who: nobody", "Withdraw", "away"], "Withdraw", ["away"], ["away", "~Withdraw"], id="all but one"
        ),
        pytest.param(
            ["Agree|Decline", "who: nobody", "away"],
            "Agree",
            ["who: nobody", "Withdraw", "away"],
            ["~Agree", "who: nobody", "Withdraw", "away"],
            id="an absence that is agreed",
        ),
        pytest.param(
            ["Take|Ring along", "Advise|Card|‹"],
            "Take",
            ["Solved|Advise", "Card|‹", "Undo"],
            ["~Take", "Solved|Advise", "Card|‹", "Undo"],
            id="a call for help that is taken",
        ),
        pytest.param(
            ["Accept|Done", "Cannot|When", "‹"],
            "Accept",
            ["Done", "Cannot|When", "‹"],
            ["~Accept|Done", "Cannot|When", "‹"],
            id="a task that is accepted",
        ),
        pytest.param(
            ["✏ a|✏ b", "OK|+ Payment"],
            "OK",
            ["✏ a|✏ b", "+ Payment"],
            ["✏ a|✏ b", "~OK|+ Payment"],
            id="tomorrow's plan",
        ),
        pytest.param(
            ["OK", "Add|Edit", "‹|›|XLSX", "pay|visits"],
            "OK",
            ["Add|Edit", "Fill|Leave", "‹|›|XLSX", "pay|visits"],
            ["~OK", "Add|Edit", "Fill|Leave", "‹|›|XLSX", "pay|visits"],
            id="a week plan",
        ),
        pytest.param(
            ["Confirm 4", "Ask 6", "All"],
            "Confirm 4",
            ["Ask 6", "Taken|All", "Undo"],
            ["~Confirm 4", "Ask 6", "Taken|All", "Undo"],
            id="a statement of the bank",
        ),
        pytest.param(
            ["New|Someone", "Not ours|Later", "‹"],
            "Not ours",
            ["Yes", "New 2|Someone 2", "Not ours 2|Later", "‹"],
            ["Yes", "New 2|Someone 2", "Not ours 2|Later", "‹"],
            id="the next question of the bank",
        ),
        pytest.param(
            ["✖ a|✖ b", "✖ c", "✖ d", "+|‹"],
            "✖ c",
            ["✖ a|✖ b", "✖ d", "+|‹"],
            ["✖ a|✖ b", "~✖ c", "✖ d", "+|‹"],
            id="reasons, one of which is removed",
        ),
        pytest.param(
            ["Called|Not mine", "Copy", "Client|Spam"],
            "Called",
            ["Not called", "Copy", "Client|Spam"],
            ["Not called", "Copy", "Client|Spam"],
            id="an enquiry, whose word has come in the place",
        ),
    ],
)
def test_what_stays(before: Sequence[str], pressed: str, now: Sequence[str], shown: list[str]) -> None:
    assert after(before, pressed, now) == shown


labels = st.lists(st.sampled_from(string.ascii_letters), unique=True, min_size=1, max_size=24)
widths = st.lists(st.integers(1, 5), min_size=24, max_size=24)


@given(names=labels, sizes=widths, pressed=st.integers(0, 23), more=st.lists(st.sampled_from("№§¶"), unique=True))
def test_whatever_one_press_takes_nothing_else_moves(
    names: list[str], sizes: list[int], pressed: int, more: list[str]
) -> None:
    """Each button that stays is drawn once, in its order; and where a whole row went, in its row."""
    rows = [names[at : at + size] for at, size in zip(range(0, len(names), 5), sizes, strict=False)]
    rows = [row for row in rows if row]
    row = rows[pressed % len(rows)]
    now = [each for each in rows if each is not row] + [[each] for each in more]

    shown = after(["|".join(each) for each in rows], row[pressed % len(row)], ["|".join(each) for each in now])

    live = [each for each in "|".join(shown).split("|") if each and not each.startswith("~")]
    assert live == [each for line in now for each in line]
    if len(rows) > 1 and len(rows) + len(more) <= MOST_ROWS:
        assert [shown.index("|".join(each)) for each in rows if each is not row] == [
            at for at, each in enumerate(rows) if each is not row
        ]


@given(names=labels, sizes=widths, pressed=st.integers(0, 23), stay=st.sets(st.integers(0, 23)), above=st.booleans())
def test_what_is_kept_of_a_press_is_kept_under_the_thumb(
    names: list[str], sizes: list[int], pressed: int, stay: set[int], above: bool
) -> None:
    """Whatever else goes with it or comes above: it stands in its row, or what is there has nothing of the rest."""
    rows = [row for at, size in zip(range(0, len(names), 5), sizes, strict=False) if (row := names[at : at + size])]
    at = pressed % len(rows)
    gone = rows[at][pressed % len(rows[at])]
    left = [[each for number, each in enumerate(row) if number + row_at in stay] for row_at, row in enumerate(rows)]
    now = ([["№"]] if above else []) + [kept for row in left if (kept := [each for each in row if each != gone])]

    shown = after(["|".join(each) for each in rows], gone, ["|".join(each) for each in now])

    live = [each for row in shown for each in row.split("|") if not each.startswith("~")]
    assert live == [each for row in now for each in row]
    if any(f"~{gone}" in row.split("|") for row in shown):
        assert f"~{gone}" in shown[min(at, len(shown) - 1)].split("|")


def test_a_server_that_knows_none_gets_the_rest() -> None:
    drawn = Message(Markup("?"), keyboard(["~1 ✅", "2 ✅|~Undo", "Same"]))

    assert has_disabled(drawn)
    assert without_disabled(drawn).buttons == keyboard(["2 ✅", "Same"])
    assert not has_disabled(without_disabled(drawn))
