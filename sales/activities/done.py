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

    def __add__(self, other: "DoneCount") -> "DoneCount":
        return DoneCount(
            self.calls + other.calls,
            self.meetings + other.meetings,
            self.cold + other.cold,
            self.warm + other.warm,
            self.current + other.current,
        )

    def count_kind(self, kind: ContactKind) -> int:
        """Calls that were said to be of this kind."""
        return {ContactKind.COLD: self.cold, ContactKind.WARM: self.warm, ContactKind.CURRENT: self.current}[kind]

    @property
    def of_no_kind(self) -> int:
        """Calls of which nobody has said what they were."""
        return self.calls - self.cold - self.warm - self.current


NOTHING_DONE = DoneCount()
