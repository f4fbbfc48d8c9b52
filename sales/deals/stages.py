"""The stages of a department's deals (SPEC 10): the defaults, and the order in which a department keeps its own."""

from collections.abc import Iterable, Sequence
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
    name: str = ""
    """The department's own; empty for a default, which is called in the reader's language."""
    archived: bool = False
    """Removed: no deal stands there any more, and its history is kept."""

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
QUALIFIED = "qualification"


def find_stage(code: str, stages: Sequence[Stage] = DEFAULT_STAGES) -> Stage | None:
    """None for a code that these stages do not have (any more)."""
    return next((stage for stage in stages if stage.code == code), None)


class StageBook(tuple[Stage, ...]):
    """All stages of one department in their order, removed ones in their old places, the lost one last."""

    __slots__ = ()

    @property
    def open(self) -> tuple[Stage, ...]:
        """Those that a deal under way may stand at."""
        return tuple(each for each in self if each.kind is StageKind.OPEN and not each.archived)

    @property
    def path(self) -> tuple[Stage, ...]:
        """The funnel's: the open ones, and the won one at the end."""
        return (*self.open, self.won)

    @property
    def won(self) -> Stage:
        return next(each for each in self if each.kind is StageKind.WON)

    @property
    def lost(self) -> Stage:
        return next(each for each in self if each.kind is StageKind.LOST)

    def find(self, code: str) -> Stage | None:
        """None for a code that this department's stages do not have."""
        return find_stage(code, self)

    def place(self, code: str) -> int:
        """From the first on, the won one behind all open ones; −1 for the lost one and for what nobody knows."""
        places = [each.code for each in self if each.kind is not StageKind.LOST]
        return places.index(code) if code in places else -1

    def after(self, code: str) -> Stage | None:
        """Where `▶` leads; None at the end."""
        return next((each for each in self.path if self.place(each.code) > self.place(code)), None)

    def before(self, code: str) -> Stage | None:
        """Where `‹` leads; None at the first."""
        return next((each for each in reversed(self.open) if self.place(each.code) < self.place(code)), None)

    def further(self, one: str, other: str) -> str:
        """The further of two: how far a deal has got. The lost one is nowhere."""
        return other if self.place(other) > self.place(one) else one

    def furthest(self, codes: Iterable[str]) -> str:
        """Of those at which a deal has stood, from its first one on."""
        first, *others = codes
        for each in others:
            first = self.further(first, each)
        return first


DEFAULT_BOOK = StageBook(DEFAULT_STAGES)
