"""What the checker found: figures for a line, and everything that is wrong, each in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Findings:
    lost: list[str] = field(default_factory=list)
    """Updates, records, answers that are not there."""
    doubled: list[str] = field(default_factory=list)
    """Effects that are there twice, or that nobody asked for."""
    wrong: list[str] = field(default_factory=list)
    """Anything else that may not be: a broken file, a repetition that does not say so, a queue that never empties."""
    updates: int = 0
    records: int = 0
    facts: int = 0
    checkins: int = 0
    messages: int = 0
    repeated: int = 0
    """Messages that a person has twice."""
    marked: int = 0
    """Messages that say of themselves that they may be a repetition."""
    tables: int = 0
    """Messages with Telegram's own tables."""
    files: int = 0
    """Pictures and workbooks that stand in a chat."""
    files_lost: int = 0
    """Those whose call broke off: by rule they are not sent again, and who wants one taps again."""
    unknown: int = 0
    """Messages whose number nobody was told and that were not sent again: summaries by rule, screens taken away."""

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)

    def told(self) -> str:
        return (
            f"{self.updates} updates, {self.records} records, {self.facts} facts, {self.checkins} check-ins, "
            f"{self.messages} messages, {self.tables} tables, {self.files} files and {self.files_lost} not repeated; "
            f"{len(self.lost)} lost, {len(self.doubled)} doubled effects, "
            f"{self.repeated} doubled messages, {self.marked} flagged"
        )

    def sentences(self) -> Iterable[str]:
        for kind, found in (("lost", self.lost), ("doubled", self.doubled), ("wrong", self.wrong)):
            yield from (f"{kind}: {sentence}" for sentence in found)
