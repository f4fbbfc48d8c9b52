"""What a file's columns are taken for, what it may replace, and how its questions were answered: the words of taps."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sales.clients.card_fields import CardField
from sales.imports.columns import SEVERAL, BaseColumn, BaseHeading
from sales.imports.judged import LikelyAnswer, UpdatePolicy


@dataclass(frozen=True, slots=True)
class ImportMapping:
    heading: BaseHeading
    count: int
    """Rows below the heading that hold something."""
    is_csv: bool = False
    sheet: str = ""
    hidden: tuple[str, ...] = ()
    """Sheets that nobody sees in the workbook: they are not read."""
    extra: tuple[int, ...] = ()
    """Unknown columns that go to the comment."""
    policy: UpdatePolicy = field(default_factory=UpdatePolicy)
    answers: Mapping[int, LikelyAnswer] = field(default_factory=dict)
    for_all: LikelyAnswer | None = None

    def to_json(self) -> dict[str, Any]:
        """For a row of the table; read back by `from_json`."""
        return {
            "row": self.heading.row,
            "titles": list(self.heading.titles),
            "columns": {str(at): str(column) for at, column in self.heading.columns.items()},
            "units": {str(at): unit for at, unit in self.heading.units.items()},
            "count": self.count,
            "is_csv": self.is_csv,
            "sheet": self.sheet,
            "hidden": list(self.hidden),
            "extra": list(self.extra),
            "replaced": sorted(self.policy.replaced),
            "changes_owner": self.policy.changes_owner,
            "answers": {str(number): str(answer) for number, answer in self.answers.items()},
            "for_all": self.for_all,
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "ImportMapping":
        """Raises KeyError, ValueError for what no version has written."""
        columns = {int(at): BaseColumn(column) for at, column in said["columns"].items()}
        units = {int(at): unit for at, unit in said["units"].items()}
        return cls(
            BaseHeading(said["row"], tuple(said["titles"]), columns, units),
            said["count"],
            said["is_csv"],
            said["sheet"],
            tuple(said.get("hidden", ())),
            tuple(said["extra"]),
            UpdatePolicy(frozenset(CardField(each) for each in said["replaced"]), said["changes_owner"]),
            {int(number): LikelyAnswer(answer) for number, answer in said["answers"].items()},
            LikelyAnswer(said["for_all"]) if said["for_all"] else None,
        )

    def set_column(self, at: int, column: BaseColumn | None, *, to_comment: bool = False) -> "ImportMapping":
        """That column is another; of a kind that stands once the earlier one is unknown then."""
        if at not in range(len(self.heading.titles)):
            return self
        columns = {place: each for place, each in self.heading.columns.items() if place != at}
        if column is not None:
            if column not in SEVERAL:
                columns = {place: each for place, each in columns.items() if each is not column}
            columns[at] = column
        extra = {*self.extra, at} if to_comment else set(self.extra) - {at}
        heading = replace(self.heading, columns=dict(sorted(columns.items())))
        return replace(self, heading=heading, extra=tuple(sorted(extra - set(columns))))

    def replace_field(self, field_: CardField) -> "ImportMapping":
        """Replaced where it was filled only, and the other way round."""
        policy = replace(self.policy, replaced=self.policy.replaced ^ {field_})
        return replace(self, policy=policy)

    def turn_owner(self) -> "ImportMapping":
        """«Менять ответственного», or no more."""
        return replace(self, policy=replace(self.policy, changes_owner=not self.policy.changes_owner))

    def answer(self, number: int, answer: LikelyAnswer, *, for_all: bool = False) -> "ImportMapping":
        """Of one row that looks like a client, or of all of them that are left."""
        return replace(self, answers={**self.answers, number: answer}, for_all=answer if for_all else self.for_all)
