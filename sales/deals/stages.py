"""The stages that a new department starts with (SPEC 10). A department edits its own; these are the defaults."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
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


def next_stage(code: str, stages: Sequence[Stage] = DEFAULT_STAGES) -> Stage | None:
    """Where «▶ Дальше» leads: the following stage up to the won one, never to lost; a closed deal has none."""
    way = [stage for stage in stages if stage.kind is not StageKind.LOST]
    codes = [stage.code for stage in way]
    if code not in codes[:-1]:
        return None
    return way[codes.index(code) + 1]


def is_step_back(old: str, new: str, stages: Sequence[Stage] = DEFAULT_STAGES) -> bool:
    """A move back is confirmed first; losing a deal is not a step back, reopening a lost one is."""
    codes = [stage.code for stage in stages]
    return old in codes and new in codes and codes.index(new) < codes.index(old)


def is_stuck(stage: Stage, last_activity: date, today: date) -> bool:
    """No activity for longer than the stage's limit."""
    return stage.stuck_after is not None and (today - last_activity).days > stage.stuck_after
