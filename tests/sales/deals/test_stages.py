"""The stages of a new department: SPEC 10's probabilities and limits, and the ways between them."""

from datetime import date, timedelta

import pytest

from sales.deals.stages import DEFAULT_STAGES, Stage, StageKind, find_stage, is_step_back, is_stuck, next_stage

TODAY = date(2026, 11, 20)


def test_probabilities_and_limits_are_those_of_the_spec() -> None:
    open_stages = [stage for stage in DEFAULT_STAGES if not stage.is_closed]
    assert [stage.probability for stage in open_stages] == [5, 10, 20, 30, 40, 60, 80]
    assert [stage.stuck_after for stage in open_stages] == [7, 7, 7, 10, 10, 7, 5]
    closed = [(stage.code, stage.kind) for stage in DEFAULT_STAGES if stage.is_closed]
    assert closed == [("payment", StageKind.WON), ("refusal", StageKind.LOST)]


def test_forward_leads_through_all_to_the_payment_and_never_to_a_refusal() -> None:
    way, stage = ["lead"], next_stage("lead")
    while stage is not None:
        way.append(stage.code)
        stage = next_stage(stage.code)
    assert way == ["lead", "contact", "qualification", "presentation", "proposal", "contract", "invoice", "payment"]


@pytest.mark.parametrize("code", ["payment", "refusal", "no such stage"])
def test_a_closed_deal_goes_nowhere(code: str) -> None:
    assert next_stage(code) is None


@pytest.mark.parametrize(
    ("old", "new", "back"),
    [
        ("invoice", "contract", True),
        ("contract", "invoice", False),
        ("invoice", "invoice", False),
        ("lead", "refusal", False),
        ("refusal", "lead", True),
        ("lead", "gone", False),
    ],
)
def test_a_step_back_is_to_be_confirmed(old: str, new: str, back: bool) -> None:
    assert is_step_back(old, new) is back


@pytest.mark.parametrize(
    "stage", [stage for stage in DEFAULT_STAGES if stage.stuck_after], ids=lambda stage: stage.code
)
def test_a_deal_is_stuck_the_day_after_its_limit(stage: Stage) -> None:
    assert stage.stuck_after is not None
    limit = TODAY - timedelta(days=stage.stuck_after)
    assert not is_stuck(stage, limit, TODAY)
    assert is_stuck(stage, limit - timedelta(days=1), TODAY)


def test_a_won_deal_is_never_stuck() -> None:
    won = find_stage("payment")
    assert won is not None
    assert not is_stuck(won, date(2020, 1, 1), TODAY)


def test_a_departments_own_stages_are_used_when_given() -> None:
    own = (Stage("first", 10, 3), Stage("done", 100, kind=StageKind.WON))
    assert next_stage("first", own) == own[1]
    assert find_stage("lead", own) is None
