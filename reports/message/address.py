"""
Where a button leads that only opens a screen: `v:<name>:<field>:<field>`, the fields in their order.

Ids, words of a closed set, days, yes and no ride in it; anything else (a typed text, an instant) stays behind.
What is as its default is left empty, and empty parts at the end are left out: a field that is added last leaves every
button that was sent as it is. A screen that is opened from below its feature has its fields in the `presses.py` there,
as an Address that its View is made of.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer
from pydantic.fields import FieldInfo

from reports.message.press import LARGEST_ID, MOST_BYTES, SEPARATOR, kinds_of, plain_number, words_of
from sales.entry.days.dates import RECKONED

OPENS: Final = "v"


def _none_if_empty(value: Any) -> Any:
    return None if value == "" else value


def _day_of(value: Any) -> Any:
    return date.fromordinal(value) if isinstance(value, int) and value else value or None


def _ordinal_of(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


Typed: TypeAlias = Annotated[str, "typed"]
"""What a person has typed, such as a search: no button carries it, it stays with the message that is pressed."""

TypedPlace: TypeAlias = Annotated[float | None, "typed"]
"""Degrees or metres that a person has sent: as what was typed."""

MaybeInstant: TypeAlias = Annotated[datetime | None, BeforeValidator(_none_if_empty)]
MaybeDay: TypeAlias = Annotated[date | None, BeforeValidator(_none_if_empty)]
"""Kept as ISO words; an earlier version kept "" for none."""

OrdinalDay: TypeAlias = Annotated[date, BeforeValidator(_day_of), PlainSerializer(_ordinal_of)]
MaybeOrdinalDay: TypeAlias = Annotated[date | None, BeforeValidator(_day_of), PlainSerializer(_ordinal_of)]
"""Kept as its ordinal, as presses carry it; 0 is none."""

_CARRIED: Final = (int, bool, date, type(None))


class Address(BaseModel):
    """A screen and what it is of. Rows in the outbox and buttons in chats hold it: rename nothing, change no order."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    name: ClassVar[str]
    was: ClassVar[tuple[str, ...]] = ()
    """How buttons of earlier versions said it: `p:{person_id}:card`; `{}` is a part that tells nothing any more."""

    @property
    def data(self) -> str:
        """What its button carries. Raises ValueError where that is too long."""
        parts = [_write(self, name) for name in self.list_carried()]
        data = SEPARATOR.join((OPENS, self.name, *parts)).rstrip(SEPARATOR)
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"no button can carry {data!r}")
        return data

    def but(self, **changes: Any) -> Self:
        """The same with another page, filter or day. Raises TypeError for a field that it does not have."""
        if unknown := changes.keys() - type(self).model_fields.keys():
            raise TypeError(f"{self.name} has no {unknown}")
        return self.model_copy(update=changes)

    @classmethod
    def list_carried(cls) -> dict[str, FieldInfo]:
        """The fields that a button carries, in their order."""
        return {name: about for name, about in cls.model_fields.items() if all(map(_is_carried, kinds_of(about)))}

    @classmethod
    def read(cls, data: str) -> Self | None:
        """What a button of this screen says, of this version or an earlier one; None for whatever else."""
        parts = data.split(SEPARATOR)
        fields = cls.list_carried()
        if parts[:2] == [OPENS, cls.name]:
            fits = len(parts) - 2 <= len(fields) and parts[-1] != ""
            said = dict(zip(fields, parts[2:], strict=False)) if fits else None
        else:
            said = next((found for old in cls.was if (found := _say(old.split(SEPARATOR), parts)) is not None), None)
        try:
            read = {each: _read(fields[each], part) for each, part in (said or {}).items() if part}
            return None if said is None else cls.model_validate(read)
        except ValueError:
            return None


def _is_carried(kind: Any) -> bool:
    return kind in _CARRIED or (isinstance(kind, type) and issubclass(kind, StrEnum))


def _write(address: Address, name: str) -> str:
    value = getattr(address, name)
    about = type(address).model_fields[name]
    if value is None or (not about.is_required() and value == about.default):
        return ""
    return str(value.toordinal() if isinstance(value, date) else int(value) if isinstance(value, bool) else value)


def _read(about: FieldInfo, part: str) -> Any:
    """Raises ValueError for a number that is none, and for a day at the ends of time."""
    if words_of(about):
        return part
    number, is_day = int(plain_number(part)), date in kinds_of(about)
    if number > LARGEST_ID or (is_day and number not in RECKONED):
        raise ValueError("no number of ours")
    return date.fromordinal(number) if is_day else number


def _say(pattern: list[str], parts: list[str]) -> dict[str, str] | None:
    """`p:{person_id}:card` and `p:7:card`: {"person_id": "7"}; None where they differ."""
    if len(pattern) != len(parts):
        return None
    pairs = list(zip(pattern, parts, strict=True))
    if any(form[:1] != "{" and form != part for form, part in pairs):
        return None
    return {form[1:-1]: part for form, part in pairs if form[:1] == "{" and form != "{}"}
