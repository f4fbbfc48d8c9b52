"""Buttons that open a screen: what was sent once opens the same for ever; what no button of ours carries is refused."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo

from reports.message.address import Address, MaybeDay, OrdinalDay, Typed
from reports.message.press import MOST_BYTES, kinds_of, words_of
from reports.message.view import View, button
from reports.people.team import PersonView, TeamView
from reports.views import VIEWS, open_view
from sales.core.people import Role
from tests.rows import each_row

SENT = (Path(__file__).parent / "presses_sent.txt").read_text(encoding="utf-8").split()
OPENING = [view for view in VIEWS.values() if view.opens_for]

EARLIER = {
    "ab:card:12:0": "v:absence:12",
    "ab:who:12:0": "v:absence:12:who",
    "aw:list:2:2": "v:away:2:2",
    "dy:show:739940:0:17:1": "v:day:739940::17",
    "dy:show:739940:2:0:1": "v:day:739940:2",
    "dy:who:739940:2:0:2": "v:day_people:739940:2::2",
    "nm:all:2:0::": "v:norms:2",
    "nm:of:0:17::": "v:norms_of::17",
    "nm:of:2:0:account:": "v:norms_of:2::account",
    "own:2:1": "v:orphans:2",
    "p:17:card": "v:person:17",
    "p:17:leave": "v:leaving:17",
    "pls:show:2:739921:deals:2": "v:plans:2:739921:deals:2",
    "pls:show:2:739921:money:1": "v:plans:2:739921",
    "st:day:0:1": "v:stats",
    "st:day:2:1": "v:stats::2",
    "st:month:2:1": "v:stats:month:2",
    "st:month:2:2": "v:stats:month:2:2",
    "st:week:0:1": "v:stats:week",
    "st:week:2:1": "v:stats:week:2",
    "sv:accuracy:2:739921:739950:0:1": "v:accuracy:739921:739950:2",
    "sv:bonus:2:739890:739920:0:1": "v:bonus:739890:739920:2",
    "sv:bonus_book:2:739890:739920:0:1": "v:bonus_book:739890:739920:2",
    "sv:book:2:739921:739950:0:1": "v:svod_book:739921:739950:2",
    "sv:close:2:739890:739920:0:1": "v:month_close:739890:739920:2",
    "sv:forecast:2:739921:739950:0:1": "v:forecast:739921:739950:2",
    "sv:people:2:739921:739950:0:1": "v:svod:739921:739950:2:::people",
    "sv:picture:2:739921:739950:0:1": "v:svod_picture:739921:739950:2",
    "sv:plans:2:739890:739920:0:1": "v:next_plans:739890:739920:2",
    "sv:show:2:739921:739950:0:1": "v:svod:739921:739950:2",
    "sv:show:2:739921:739950:739951:2": "v:svod:739921:739950:2:2:739951",
    "sv:slips:2:739890:739920:0:1": "v:month_slips:739890:739920:2",
    "team:0:2": "v:team:0:2",
    "team:2:1": "v:team:2",
    "wt:show:2:739943:1": "v:week_table:2:739943",
}
"""What buttons of earlier versions open, as it is said now."""

LARGEST_ROW = 9_999_999_999
LARGEST_DAY = date(2099, 12, 31)


def its_view(data: str) -> View:
    view = open_view(data)
    assert view is not None, data
    return view


@each_row(("earlier", "now"), EARLIER.items())
def test_a_button_of_an_earlier_version_opens_the_same(earlier: str, now: str) -> None:
    assert its_view(earlier).data == now
    assert earlier in SENT


def test_every_earlier_way_is_tried() -> None:
    assert sum(len(view.was) for view in OPENING) == len({(type(its_view(old)), old.count(":")) for old in EARLIER})


@each_row("data", [data for data in SENT if data.startswith("v:")])
def test_a_sent_button_is_still_understood(data: str) -> None:
    assert its_view(data).data == data


def test_every_view_that_is_opened_is_among_what_was_sent() -> None:
    assert {data.split(":")[1] for data in SENT if data.startswith("v:")} == {view.name for view in OPENING}


@each_row("view", OPENING)
def test_it_fits_a_button_with_ids_of_ten_digits(view: type[View]) -> None:
    opening = view(**{name: largest(about) for name, about in view.list_carried().items()})

    assert len(opening.data.encode()) <= MOST_BYTES
    assert open_view(opening.data) == opening


def largest(about: FieldInfo) -> Any:
    if words := words_of(about):
        return max(words, key=len)
    kinds = kinds_of(about)
    return LARGEST_DAY if date in kinds else True if bool in kinds else LARGEST_ROW


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Toys(Address):
    name = "toys"
    was = ("ty:{size}:{shelf}:{}",)

    shelf: int
    size: Size = Size.SMALL
    since: MaybeDay = None
    on: OrdinalDay = date(2026, 11, 20)
    broken: bool = False
    find: Typed = ""


def test_what_is_usual_is_left_out_and_what_is_typed_never_rides() -> None:
    assert Toys(shelf=5, find="мяч").data == "v:toys:5"
    assert Toys(shelf=5, broken=True).data == "v:toys:5::::1"
    assert Toys(shelf=0, size=Size.LARGE, since=date(2026, 11, 20)).data == "v:toys:0:large:739940"
    assert Toys.read("v:toys:5::739941::1") == Toys(shelf=5, since=date(2026, 11, 21), broken=True)
    assert Toys.read("ty:large:5:junk") == Toys(shelf=5, size=Size.LARGE)


@pytest.mark.parametrize("data", ["v:toy:5", "ty:5", "toys:5", "v", ""])
def test_what_another_screen_says_is_not_this_one(data: str) -> None:
    assert Toys.read(data) is None


@each_row(
    "data",
    [
        "v:toys",
        "v:toys:",
        "v:toys:5:",
        "v:toys:5:huge",
        "v:toys:-5",
        "v:toys:٣",
        "v:toys:5::1",
        "v:toys:5::::2",
        "v:toys:5::::::",
        "v:toys:5:::::мяч",
        "ty:huge:5:0",
        "ty:small:x:0",
        f"v:toys:{2**63}",
    ],
)
def test_what_no_button_of_ours_carries_is_refused(data: str) -> None:
    assert Toys.read(data) is None


def test_another_page_of_the_same_and_no_field_that_it_has_not() -> None:
    assert TeamView(department_id=2).but(page=3) == TeamView(department_id=2, page=3)
    with pytest.raises(TypeError, match="shelf"):
        TeamView(department_id=2).but(shelf=3)


def test_a_view_and_its_address_are_one_button() -> None:
    assert issubclass(PersonView, Address)
    assert button("Анна", PersonView(person_id=17)).data == "v:person:17"


def test_who_may_open_it_is_said_by_the_view() -> None:
    assert Role.MANAGER not in TeamView.opens_for
    assert open_view("v:reminder:1") is None
