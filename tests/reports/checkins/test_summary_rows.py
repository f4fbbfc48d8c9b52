"""A manager's row in the lead's summary: every way in which its parts meet fits a phone, and none is torn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from reports.checkins.summary_rows import manager_lines
from reports.message.fitting import LINE, keep_together, measure
from reports.message.language import speaking
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import DayRow
from sales.checkins.day import PersonDay
from sales.checkins.figures import DayFigures
from sales.checkins.live_rows import LiveRow
from sales.core.money import ROUBLE
from tests.clock import FRIDAY
from tests.sales.records import PAYMENT

K = 1000 * ROUBLE
NAMES = ("Ян", "Виктор", "Александра Ив.", "Константин Ще…")
PLANS = (0, 75 * K, 565 * K, 1_245 * K, 12_500 * K)
CAME = (0.0, 0.5, 1.28)
OFF_PLAN = (0, 7_500 * ROUBLE, 340 * K, 1_050 * K, -150 * K)
STATES = ("there", "silent", "away", "left", "unreachable")
AWAITED = ((), (75,), (250, 130), (1_250,) + (9,) * 11)
KINDS = ("planned", "overdue", "due")


def live(thousands: int, kind: str, *, asked: bool) -> LiveRow:
    row = DayRow(1, thousands * K, is_planned=kind == "planned", is_asked=asked)
    snapshot = thousands * K if kind == "planned" else None
    return LiveRow(row, PAYMENT, snapshot, None, None, is_overdue=kind == "overdue", is_due=kind == "due")


def every_day() -> Iterator[PersonDay]:
    checkin = Checkin(1, 1, 1, FRIDAY, "12:00", datetime(2026, 11, 20, tzinfo=UTC), None, None, unchanged=False)
    for plan, came, off_plan, state, awaited, kind in product(PLANS, CAME, OFF_PLAN, STATES, AWAITED, KINDS):
        silent = state == "silent"
        rows = tuple(live(each, kind, asked=silent) for each in awaited)
        yield PersonDay(
            1,
            is_seller=True,
            figures=DayFigures(plan, int(plan * came), off_plan),
            rows=rows,
            facts=(),
            checkin=checkin,
            is_silent=silent,
            is_absent=state in {"away", "left"},
            is_frozen=True,
            has_left=state == "left",
            is_unreachable=state == "unreachable",
        )


def plain(line: object) -> str:
    return str(line).replace("\u00a0", " ").replace("\u2007", " ").rstrip()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_row_fits_a_phone_however_its_parts_meet(language: str) -> None:
    with speaking(language):
        for day, name in product(every_day(), NAMES):
            rows = manager_lines([day], {1: name}, 8)
            assert all(len(str(row)) <= 36 and measure(str(row)) <= LINE for row in rows), rows
            assert all(keep_together(row) == row for row in rows), rows
            assert plain(rows[0]).startswith(name)
            assert not any(plain(row).strip().endswith("%") and len(plain(row).split()) < 3 for row in rows), rows
            assert not any(
                plain(row).endswith((",", "·")) or plain(row).lstrip().startswith((",", "·")) for row in rows
            )


@pytest.mark.parametrize("language", ["ru", "en"])
def test_beside_a_long_name_the_short_one_fits_too(language: str) -> None:
    """The columns are as wide as the longest name and the largest sum among them."""
    with speaking(language):
        wide = replace(next(every_day()), person_id=2, figures=DayFigures(12_500 * K, 12_400 * K))
        for day in every_day():
            rows = manager_lines([wide, day], {1: "Ян", 2: "Александра Ив."}, 8)
            assert all(len(str(row)) <= 36 and measure(str(row)) <= LINE for row in rows), rows


def test_what_has_room_stays_in_one_line_and_the_rest_stands_below_the_name() -> None:
    with speaking("ru"):
        boris = replace(next(every_day()), figures=DayFigures(400 * K, 0, 50 * K))
        assert [plain(each) for each in manager_lines([boris], {1: "Борис"}, 8)] == ["Борис  0 из 400, вне плана +50"]
        silent = replace(
            boris,
            figures=DayFigures(565 * K, 340 * K, 50 * K),
            rows=(live(250, "planned", asked=True),),
            is_silent=True,
        )
        assert [plain(each) for each in manager_lines([silent], {1: "Виктор"}, 8)] == [
            "Виктор  340 из 565",
            "  вне плана +50, нет ответа",
            "  ждём 250 (1)",
        ]
