"""A small burst with every run of the suite; the great one is `make burst`."""

import pytest

from tests.proof.burst.burst import burst
from tests.proof.crash.conftest import launcher, yard
from tests.proof.crash.yard import Yard

__all__ = ["launcher", "yard"]

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("crash")]


async def test_four_hundred_lines_at_once_are_all_kept_and_answered_in_order(yard: Yard) -> None:
    figures = await burst(yard, chats=40, each=10, within=100)

    assert figures.records == figures.updates == 400
    assert figures.out_of_order == []
    assert figures.stored < 30
    assert figures.peak_mb < 300
