"""Which backups stay when there are many."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.backups.backup_file import backups_in, name_of, rotate
from storage.backups.rotation import Keep, choose_kept

NOW = datetime(2026, 11, 20, 8, 25, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def hourly(days: int) -> list[datetime]:
    return [NOW - n * HOUR for n in range(24 * days)]


def test_of_half_a_year_of_hours_the_last_day_two_weeks_and_two_months_stay() -> None:
    stay = choose_kept(hourly(180), Keep(24, 14, 8))

    assert {NOW - n * HOUR for n in range(24)} <= stay
    assert len({at.date() for at in stay if NOW - at < 14 * DAY}) == 14
    assert len({at.isocalendar()[:2] for at in stay}) == 8
    assert 24 + 12 <= len(stay) <= 24 + 14 + 8


def test_of_an_hour_a_day_and_a_week_the_last_one_stays() -> None:
    early, late = NOW, NOW + timedelta(minutes=30)

    assert choose_kept([early, late], Keep(1, 1, 1)) == {late}
    assert choose_kept([NOW, NOW - 30 * DAY], Keep(0, 0, 0)) == {NOW}, "and the newest always"


def test_a_machine_that_was_off_for_a_month_loses_nothing_by_it() -> None:
    old = [NOW - 30 * DAY - n * HOUR for n in range(5)]

    assert choose_kept([*old, NOW], Keep(24, 0, 0)) == {*old, NOW}


@given(st.lists(st.integers(0, 5000)), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_rotation_keeps_the_newest_is_bounded_and_done_at_once(hours: list[int], h: int, d: int, w: int) -> None:
    made = [NOW - n * HOUR for n in hours]
    stay = choose_kept(made, Keep(h, d, w))

    assert stay <= set(made)
    assert not made or max(made) in stay
    assert len(stay) <= h + d + w + 1
    assert choose_kept(stay, Keep(h, d, w)) == stay


@given(st.lists(st.integers(0, 60), min_size=1, unique=True))
def test_rotated_every_hour_yesterday_is_still_there(missing: list[int]) -> None:
    """Rotation after each backup ends where one rotation of all of them would."""
    keep = Keep(6, 3, 2)
    there: set[datetime] = set()
    for n in range(200, -1, -1):
        if n not in missing:
            there = choose_kept({*there, NOW - n * HOUR}, keep)

    assert there == choose_kept([NOW - n * HOUR for n in range(201) if n not in missing], keep)


def test_only_backups_of_ours_are_deleted(tmp_path: Path) -> None:
    names = [name_of(NOW - n * HOUR, "db") for n in range(3)]
    strange = ["notes.txt", "reper.db", "reper-holidays.db", f"{name_of(NOW, 'db')}.gz", f"{name_of(NOW, 'db')}.part"]
    abandoned = name_of(NOW - 2 * DAY, "db") + ".part"
    for name in (*names, *strange, abandoned):
        (tmp_path / name).touch()

    rotate(tmp_path, Keep(1, 0, 0), NOW)

    assert {path.name for path in tmp_path.iterdir()} == {names[0], *strange}
    assert [each.at for each in backups_in(tmp_path)] == [NOW]


@pytest.mark.parametrize("folder", ["absent", "a_file"])
def test_a_folder_that_is_none_holds_no_backups(folder: str, tmp_path: Path) -> None:
    (tmp_path / "a_file").touch()

    assert backups_in(tmp_path / folder) == []
