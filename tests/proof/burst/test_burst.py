"""A small burst with every run of the suite; the great one is `make burst`."""

import pytest

from tests.proof.burst.burst import burst
from tests.proof.crash.yard import Yard
from tests.samples import sized

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("crash"), pytest.mark.part]


async def test_hundreds_of_lines_at_once_are_all_kept_and_answered_in_order(yard: Yard) -> None:
    chats = sized(10, 40)
    figures = await burst(yard, chats, each=10, within=100)

    assert figures.records == figures.updates == 10 * chats
    assert figures.out_of_order == []
    assert figures.stored < 30
    assert figures.peak_mb - figures.begun_mb < 100
