"""A message that is made at the moment it is sent, from the data of that moment, for one reader."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Generic, Self, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from reports.message.message import CommandList, File, Message
from storage.engine.actor import Actor
from storage.queues.messages import BULK, NewMessage
from storage.tables.types import Json
from storage.transaction import Transaction


def _none_if_empty(value: Any) -> Any:
    return None if value == "" else value


def _day_of(value: Any) -> Any:
    return date.fromordinal(value) if isinstance(value, int) and value else value or None


def _ordinal_of(day: date | None) -> int:
    return 0 if day is None else day.toordinal()


MaybeInstant: TypeAlias = Annotated[datetime | None, BeforeValidator(_none_if_empty)]
MaybeDay: TypeAlias = Annotated[date | None, BeforeValidator(_none_if_empty)]
"""Kept as ISO words; an earlier version kept "" for none."""

OrdinalDay: TypeAlias = Annotated[date, BeforeValidator(_day_of), PlainSerializer(_ordinal_of)]
MaybeOrdinalDay: TypeAlias = Annotated[date | None, BeforeValidator(_day_of), PlainSerializer(_ordinal_of)]
"""Kept as its ordinal, as presses carry it; 0 is none."""

V = TypeVar("V")


class Key(str, Generic[V]):
    """The outbox key of a message that shows that view. Each view that lives on makes its own: its `key_for`."""

    __slots__ = ()


class View(BaseModel, ABC):
    """
    What is to be shown, by ids and words. It waits in the outbox as a name and the fields that differ from their
    defaults, so all of it is a contract with rows of other versions: rename neither name nor field, change no default,
    give a new field one.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: ClassVar[str]
    is_file: ClassVar[bool] = False
    """A picture or a workbook: slow to make, and never sent again after an unknown outcome."""

    @abstractmethod
    async def draw(self, tx: Transaction, reader: Actor) -> Message | File | None:
        """None when there is nothing (any more) to show to this reader: the message is then not sent at all."""

    def to_json(self) -> Json:
        return self.model_dump(mode="json", exclude_defaults=True)

    def under(self, key: Key[Self]) -> "Keyed":
        """As the message with this key: sent, or (where it was sent before) edited."""
        return Keyed(self, key)


@dataclass(frozen=True, slots=True)
class Keyed:
    """Content, and the key of the message that it becomes. A view takes only a key of its own kind: View.under."""

    content: "Content"
    key: str

    def unasked(self, reader: Actor, *, repeat: bool = True, fresh: bool = False) -> NewMessage:
        """For a reader who does not wait for it, after what others wait for. Raises TypeError for anything but a view.

        `repeat`: also after an unknown outcome; `fresh`: below everything else in the chat.
        """
        if not isinstance(self.content, View):
            raise TypeError("the clock sends views")
        return NewMessage(
            self.key, reader.telegram_id, reader.person_id, BULK, view=self.content, repeat=repeat, fresh=fresh
        )


Content: TypeAlias = Message | View | CommandList
