"""What the lives are drawn of does happen in them: a lot that is refused each time proves nothing."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest

from storage.database import sqlite_url
from tests.clock import MovableClock
from tests.proof.figures.house_days import living
from tests.proof.figures.life import DAYS

LIVES = 6
LOTS = (
    *("expects", "receives", "receives_off_plan", "settles", "refunds", "moves", "cancels", "confirms", "undoes"),
    *("says_what_came_before", "calls", "agrees_to_meet", "meets", "visits_a_client", "makes_a_deal", "moves_a_deal"),
    *("joins", "leaves", "hands_over", "takes_over", "stands_in", "moves_to_the_other_department"),
    *("lead_has_own_money", "two_clients_are_merged", "merged with money on both", "a_merged_pair_is_parted"),
    *("confirmed only on", "confirmed only off", "bonus_gets_rules", "bank_brings_a_file"),
    *("bank_file_is_looked_at_again", "bank_document_is_let_go", "bank sure fact", "bank sure rest"),
    *("bank doubtful oldest", "bank doubtful off_plan", "bank doubtful refund", "bank unknown unknown_payer"),
    *("bank one receipt over two payments", "bank client named", "bank set aside", "bank off plan", "bank answered"),
    "bank taken back",
)


async def _live(url: str, clock: MovableClock, seed: str) -> Counter[str]:
    async with living(url, clock, seed) as life:
        for _ in range(DAYS):
            await life.live_a_day()
            life.the_night_passes()
        return life.happened


@pytest.mark.samples
def test_everything_that_may_happen_does(sqlite_house: Path, tmp_path: Path, clock: MovableClock) -> None:
    happened = Counter[str]()
    for number in range(LIVES):
        path = tmp_path / f"{number}.db"
        shutil.copy(sqlite_house, path)
        happened += asyncio.run(_live(sqlite_url(path), clock, f"what happens {number}"))
    assert [each for each in LOTS if not happened[each]] == []
