"""The power is cut at the n-th point of a day's scenarios, n = 1, 2, 3 …: the day goes on as if it never was."""

import os
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.operations import part_size
from storage.engine.migrate import migrate
from tests.proof.conftest import POINTS
from tests.proof.crash.call_scenarios import SCENARIOS
from tests.proof.crash.eve import FileShelf, ServerShelf, Shelf, Telling, swept
from tests.samples import sampled, sized
from tests.storage.postgres import Postgres

EVERY = int(os.environ.get("POINTS_EVERY", sized(60, 25)))
"""`make points` goes to every one; the suite begins with another one in each run."""

Note = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def parts_of_one_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is: the n-th point is the same one in every telling."""
    monkeypatch.setattr(part_size, "HELD_SECONDS", 60.0)


ON_A_SERVER = (
    *("a_line", "a_row_of_the_check_in", "a_summary_and_a_late_answer", "somebody_is_invited_and_comes"),
    "two_press_one_payment_and_the_page_of_the_later_one_is_old",
    "a_site_and_a_program_knock_and_one_is_told",
)
FEWEST = 15
"""A story with fewer points was not looked at closely."""


@pytest.fixture
async def file_shelf(migrated: Path, tmp_path: Path) -> AsyncIterator[Shelf]:
    shelf = FileShelf(Path(shutil.copy(migrated, tmp_path / "reper.db")))
    yield shelf
    await shelf.database.dispose()


@pytest.fixture
async def server_shelf(postgres: Postgres) -> AsyncIterator[Shelf]:
    name = postgres.create()
    await migrate(postgres.url(name))
    shelf = ServerShelf(postgres, name)
    yield shelf
    await shelf.database.dispose()


@pytest.mark.part(3)
@pytest.mark.parametrize("name", SCENARIOS)
async def test_a_cut_at_any_point_changes_nothing(name: str, file_shelf: Shelf, record_property: Note) -> None:
    await sweep(await Telling.of(file_shelf, SCENARIOS[name]), name, EVERY, record_property)


@pytest.mark.part(4)
@pytest.mark.postgres
@pytest.mark.parametrize("name", ON_A_SERVER)
async def test_nor_does_it_on_postgres(name: str, server_shelf: Shelf, record_property: Note) -> None:
    await sweep(await Telling.of(server_shelf, SCENARIOS[name]), name, 2 * EVERY, record_property)


async def sweep(telling: Telling, name: str, every: int, record_property: Note) -> None:
    found = await swept(telling, every, first=sampled(range(1, every + 1), every, name)[0])
    assert found.complaints == []
    assert found.points >= FEWEST
    assert found.cuts.total() >= found.points // every
    record_property(POINTS, [1, found.points, found.cuts.total(), found.doubled, found.withheld])


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("a_part_and_its_rest", {"sendMessage", "editMessageText", "deleteMessage", "answerCallbackQuery"}),
        ("somebody_is_invited_and_comes", {"sendMessage", "editMessageText", "setMyCommands"}),
        ("a_table_of_plans_is_read", {"getFile", "download", "sendMessage", "editMessageText"}),
        ("a_report_goes_out_as_a_workbook", {"sendMessage", "sendDocument"}),
    ],
)
async def test_a_story_comes_to_every_kind_of_point(name: str, calls: set[str], file_shelf: Shelf) -> None:
    power, _ = await (await Telling.of(file_shelf, SCENARIOS[name])).cut_at(0)

    both = {f"{each}:{when}" for each in ("commit", *calls) for when in ("before", "after")}
    assert {"getUpdates:after", *both} <= set(power.points)


def test_there_are_a_dozen_stories() -> None:
    assert len(SCENARIOS) >= 12
