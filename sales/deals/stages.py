"""The stages that a new department starts with (SPEC 10). A department edits its own; these are the defaults."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class StageKind(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel. `stuck_after` is in calendar days without activity; a closed deal is never stuck."""

    code: str
    probability: int
    stuck_after: int | None = None
    kind: StageKind = StageKind.OPEN

    @property
    def is_closed(self) -> bool:
        return self.kind is not StageKind.OPEN


DEFAULT_STAGES: tuple[Stage, ...] = (
    Stage("lead", 5, 7),
    Stage("contact", 10, 7),
    Stage("qualification", 20, 7),
    Stage("presentation", 30, 10),
    Stage("proposal", 40, 10),
    Stage("contract", 60, 7),
    Stage("invoice", 80, 5),
    Stage("payment", 100, kind=StageKind.WON),
    Stage("refusal", 0, kind=StageKind.LOST),
)


def find_stage(code: str, stages: Sequence[Stage] = DEFAULT_STAGES) -> Stage | None:
    return next((stage for stage in stages if stage.code == code), None)
