"""How much was done with clients: calls, which of them of what kind, and meetings that took place."""

from dataclasses import dataclass

from sales.activities.activities import ContactKind


@dataclass(frozen=True, slots=True)
class DoneCount:
    """Of one person, or of several together. Calls of no kind are in `calls` alone."""

    calls: int = 0
    meetings: int = 0
    cold: int = 0
    warm: int = 0
    current: int = 0
    said: int | None = None
    """Calls of which somebody has said a word; None where no exchange tells of them."""
    rung: int | None = None
    """Calls of the exchange: where it tells of somebody, these are in `calls`."""

    def __add__(self, other: "DoneCount") -> "DoneCount":
        return DoneCount(
            self.calls + other.calls,
            self.meetings + other.meetings,
            self.cold + other.cold,
            self.warm + other.warm,
            self.current + other.current,
            _add(self.said, other.said),
            _add(self.rung, other.rung),
        )

    def count_kind(self, kind: ContactKind) -> int:
        """Calls that were said to be of this kind."""
        return {ContactKind.COLD: self.cold, ContactKind.WARM: self.warm, ContactKind.CURRENT: self.current}[kind]

    @property
    def of_no_kind(self) -> int:
        """Calls of which nobody has said what they were."""
        return max(0, self.calls - self.cold - self.warm - self.current)


def _add(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


NOTHING_DONE = DoneCount()
