"""Pages of a long list: whatever number comes from outside, some page is shown."""

import pytest

from reports.message.screens.pages import Page


@pytest.mark.parametrize(
    ("wanted", "count", "number", "first"),
    [(1, 0, 1, 0), (0, 5, 1, 0), (2**63 - 1, 25, 3, 20), (2, 25, 2, 10), (3, 20, 2, 10), (1, 10, 1, 0)],
)
def test_the_nearest_page_is_shown(wanted: int, count: int, number: int, first: int) -> None:
    page = Page.of(wanted, count, 10)

    assert (page.number, page.first) == (number, first)


def test_one_page_does_not_turn() -> None:
    assert Page.of(1, 10, 10).turns(str) == ()


@pytest.mark.parametrize(("number", "turns"), [(1, ["3", "1", "2"]), (2, ["1", "2", "3"]), (3, ["2", "3", "1"])])
def test_pages_turn_round(number: int, turns: list[str]) -> None:
    [row] = Page.of(number, 25, 10).turns(str)

    assert [button.label for button in row] == ["‹", f"{number}/3", "›"]
    assert [button.data for button in row] == turns
