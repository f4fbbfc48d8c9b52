"""Under whose number a process speaks, and whether it still may."""

from dataclasses import dataclass
from typing import Protocol


class Voice(Protocol):
    @property
    def process_id(self) -> int:
        """0: there are no others. A process that could be taken for dead gets another number."""

    @property
    def is_alive(self) -> bool:
        """Whether the others still count on us."""

    @property
    def part(self) -> tuple[int, int]:
        """Which we are of how many that deliver, counted from 0."""


@dataclass(frozen=True, slots=True)
class OwnVoice:
    """Of a process that has the database for itself."""

    process_id: int = 0
    is_alive: bool = True
    part: tuple[int, int] = (0, 1)


def may_speak(voice: Voice, claimed_by: int | None) -> bool:
    """Whether a row that was claimed under that number is still ours to be sent."""
    return voice.is_alive and (claimed_by or 0) == voice.process_id
