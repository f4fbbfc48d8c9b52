"""
What a button carries: an id and a word, never a name or a sum.

On the wire a press is `prefix:field:field`. Buttons that were sent stand in chats for years: neither the prefix nor the
order of the fields of a press, nor the value of a word of it, ever changes; a new field stands behind the others and
has a default. A press of a feature stands in its `presses.py`, and looks at no view: a press is an address, and any
screen may lead to any other.
"""

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.fields import FieldInfo

SEPARATOR = ":"
MOST_BYTES = 64
"""Telegram's limit of a button's data."""

LARGEST_ID = 2**63 - 1
DIGITS = frozenset("0123456789")

SHAPES: dict[str, type["Press"]] = {}
"""All presses that are imported, by their prefix."""


def plain_number(value: Any) -> Any:
    """Raises ValueError: `int` takes «-1», «1_0», « 7» and numbers that no database holds."""
    if isinstance(value, str) and not (value and len(value) <= len(str(LARGEST_ID)) and set(value) <= DIGITS):
        raise ValueError("not a plain number")
    return value


Id = Annotated[int, BeforeValidator(plain_number), Field(ge=0, le=LARGEST_ID)]
Word = Annotated[str, Field(max_length=32)]


class Press(BaseModel):
    """A shape of button data. Its fields are ids, words, and words of a closed set (a StrEnum)."""

    model_config = ConfigDict(frozen=True, defer_build=True)  # of four hundred shapes a day needs fifty

    prefix: ClassVar[str]

    def __init_subclass__(cls, *, prefix: str, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if SEPARATOR in prefix or prefix in SHAPES:
            raise TypeError(f"{cls.__name__}: the prefix {prefix!r} is taken, or is none")
        cls.prefix = prefix
        SHAPES[prefix] = cls

    @classmethod
    def words(cls, field: str = "deed") -> tuple[StrEnum, ...]:
        """The closed set that a field is of; nothing for a free one, and for one that the shape has not."""
        about = cls.model_fields.get(field)
        return () if about is None else words_of(about)

    def pack(self) -> str:
        """The button's data. Raises ValueError where a word holds the separator, or the data are too long."""
        values = [getattr(self, name) for name in type(self).model_fields]
        parts = [self.prefix, *("" if value is None else str(value) for value in values)]
        data = SEPARATOR.join(parts)
        if data.count(SEPARATOR) != len(values) or len(data.encode()) > MOST_BYTES:
            raise ValueError(f"no button can carry {data!r}")
        return data

    @classmethod
    def unpack(cls, data: str) -> Self:
        """A part that is empty is its field's default, as one that is missing: of a button sent before the field was.

        Raises ValueError for whatever this shape does not say.
        """
        prefix, *parts = data.split(SEPARATOR)
        if prefix != cls.prefix or len(parts) > len(cls.model_fields):
            raise ValueError("another shape")
        said = zip(cls.model_fields.items(), parts, strict=False)
        return cls.model_validate({name: part for (name, about), part in said if part or about.is_required()})


def kinds_of(about: FieldInfo) -> tuple[Any, ...]:
    """int; of `date | None` both."""
    return get_args(about.annotation) or (about.annotation,)


def words_of(about: FieldInfo) -> tuple[StrEnum, ...]:
    """The closed set, or sets, that a field is of."""
    sets = (kind for kind in kinds_of(about) if isinstance(kind, type) and issubclass(kind, StrEnum))
    return tuple(word for kind in sets for word in kind)


class DialogPress(Press, prefix="d"):
    """A button of a dialog's screen. number and step tell a stale screen from the live one."""

    number: Id
    step: Word
    value: Word


class NewRecord(StrEnum):
    """What a button begins as the command of that name does."""

    CALL = "call"
    MEET = "meet"
    PAY = "pay"
    FACT = "fact"


class BeginPress(Press, prefix="begin"):
    """A record from its first question, where a screen has nothing to show yet."""

    what: NewRecord


class AskDeed(StrEnum):
    FIND = "find"
    """What is searched in a list."""
    PERIOD = "period"
    """The days of a report, as people write them."""


class AskPress(Press, prefix="ask"):
    """Asks for what no button can carry; the answer opens the screen under which it stands anew."""

    deed: AskDeed
