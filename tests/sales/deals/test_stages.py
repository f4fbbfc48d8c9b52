"""The stages of a new department: SPEC 10's probabilities and limits."""

from sales.deals.stages import DEFAULT_STAGES, Stage, StageKind, find_stage


def test_probabilities_and_limits_are_those_of_the_spec() -> None:
    open_stages = [stage for stage in DEFAULT_STAGES if not stage.is_closed]
    assert [stage.probability for stage in open_stages] == [5, 10, 20, 30, 40, 60, 80]
    assert [stage.stuck_after for stage in open_stages] == [7, 7, 7, 10, 10, 7, 5]
    closed = [(stage.code, stage.kind) for stage in DEFAULT_STAGES if stage.is_closed]
    assert closed == [("payment", StageKind.WON), ("refusal", StageKind.LOST)]


def test_a_departments_own_stages_are_used_when_given() -> None:
    own = (Stage("first", 10, 3), Stage("done", 100, kind=StageKind.WON))
    assert find_stage("first", own) is own[0]
    assert find_stage("lead", own) is None
