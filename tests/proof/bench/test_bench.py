"""The bench still works: everything in it runs at a size of seconds. How fast it is, no test asserts."""

from pathlib import Path

import pytest

from tests.proof.bench import history
from tests.proof.bench.__main__ import main
from tests.proof.bench.delays import FILES
from tests.proof.bench.million import Staff
from tests.proof.bench.table import Part, Row, at_least, at_most, markdown, plain
from tests.proof.bench.tenfold import staff_of
from tests.proof.bench.views import REPORTS


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT", tmp_path)


@pytest.mark.long
async def test_the_whole_bot_races_with_the_echoes_and_asks_a_slot(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["speed", "slot", "rush", "--small"])

    said = capsys.readouterr().out
    for row in (
        "bare echo, one by one",
        "whole bot, at saturation",
        "memory after all this",
        "20 people asked",
        "60 strangers",
    ):
        assert row in said


@pytest.mark.part(3)
async def test_every_screen_is_looked_at_over_both_histories(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["views", "--small"])

    said = capsys.readouterr().out
    assert said.count("ten millions  ") == said.count("against a million") == 8


@pytest.mark.part(3)
async def test_every_report_is_looked_at_and_files_are_made_beside_a_reply(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["reports", "--small"])

    said = capsys.readouterr().out
    assert said.count("≤ 100 ms") == len(REPORTS) + len(FILES)


@pytest.mark.part(3)
async def test_files_come_in_while_others_are_answered(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["files", "--small"])

    said = capsys.readouterr().out
    assert "looked at and loaded" in said
    assert "its screen" in said
    assert said.count("≤ 0.3 s") == 6


@pytest.mark.part(3)
async def test_clients_are_searched_and_their_cards_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["clients", "--small"])

    said = capsys.readouterr().out
    assert "lead, a search by an INN, p50 / p95" in said
    assert "manager, a card, p50 / p95" in said


@pytest.mark.part(3)
async def test_debts_are_drawn_and_fifty_hunters_ring_no_number_twice(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["owed", "--small"])

    said = capsys.readouterr().out
    assert "/debts of a lead, p50 / p95" in said
    assert "50 hunters, 60 numbers, 60 rung: of them twice" in said
    assert "does not hold" not in said


@pytest.mark.long
async def test_the_door_loses_and_doubles_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["door", "--small"])

    said = capsys.readouterr().out
    assert said.count("≤ 0          holds") == 3


@pytest.mark.long
@pytest.mark.postgres
async def test_all_of_it_runs_on_postgres(capsys: pytest.CaptureFixture[str]) -> None:
    await main(["postgres", "--small"])

    said = capsys.readouterr().out
    assert said.count("PostgreSQL\n") == 6


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Row("updates", "900 a second"), "| updates | 900 a second |  |  |"),
        (at_most("ratio", 2.5, 3, "×"), "| ratio | 2.50× | ≤ 3× | holds |"),
        (at_most("ratio", 3.01, 3, "×"), "| ratio | 3.01× | ≤ 3× | **does not hold** |"),
        (at_least("ratio", 0.33, 0.33, "×"), "| ratio | 0.33× | ≥ 0.33× | holds |"),
    ],
)
def test_a_row_says_what_was_promised_and_whether_it_holds(row: Row, told: str) -> None:
    part = Part("Updates", [row])

    assert told in markdown(part)
    assert row.figure in plain(part)


def test_five_houses_side_by_side_keep_the_size_of_a_department() -> None:
    one, five = Staff(50, 5), staff_of(Staff(50, 5))

    assert five.managers / five.departments == one.managers / one.departments
    assert five.department(51) == one.department(1) + one.departments
    assert five.client(51, 0) == one.client(50, 39) + 1
