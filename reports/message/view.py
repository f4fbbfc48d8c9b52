"""A message that is made at the moment it is sent, from the data of that moment, for one reader."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, Self, TypeAlias, TypeVar

from reports.message.address import Address
from reports.message.message import Button, CommandList, File, Message
from reports.message.press import Press
from sales.core.errors import NotYoursError
from sales.core.people import Role
from storage.engine.actor import Actor
from storage.queues.messages import BULK, NewMessage
from storage.tables.types import Json
from storage.transaction import Transaction

V = TypeVar("V")


class Key(str, Generic[V]):
    """The outbox key of a message that shows that view. Each view that lives on makes its own: its `key_for`."""

    __slots__ = ()


class View(Address, ABC):
    """
    What is to be shown, by ids and words. It waits in the outbox as a name and the fields that differ from their
    defaults, so all of it is a contract with rows of other versions: rename neither name nor field, change no default,
    give a new field one.
    """

    opens_for: ClassVar[frozenset[Role]] = frozenset()
    """Who may open it by a button (reports.message.address); nobody, where only handlers show it."""
    opens_below: ClassVar[bool] = False
    """Its button stands under a message that lives on: it comes below, as a file does."""
    for_group: ClassVar[bool] = False
    """It may stand in a group, where everybody reads it: no record, no client. Nothing else is ever sent there."""
    is_file: ClassVar[bool] = False
    """A picture or a workbook: slow to make, and never sent again after an unknown outcome."""
    is_slow: ClassVar[bool] = False
    """It may look through very much: never in the transaction of a press, which others wait for."""

    @abstractmethod
    async def draw(self, tx: Transaction, reader: Actor) -> Message | File | None:
        """None when there is nothing (any more) to show to this reader: the message is then not sent at all.

        The same comes of a NotYoursError: a foreign record and an absent one are nothing to show.
        """

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        """Whether a reader of these roles has it, asked as its button is pressed. What is slow to draw tells it itself.

        May raise a MistakeError with a reason of its own.
        """
        return await self.draw_once(tx, reader) is not None

    async def prepare(self, tx: Transaction, reader: Actor) -> None:
        """What has to be written before it is shown, such as a text to be passed on; nothing."""

    async def draw_once(self, tx: Transaction, reader: Actor) -> Message | File | None:
        """As `draw`; what a press has drawn to see whether it opens is what its own transaction then sends."""
        drawn = (self.name, self.model_dump_json(), reader.person_id)
        return await tx.once(drawn, lambda: self._draw_own(tx, reader))

    async def _draw_own(self, tx: Transaction, reader: Actor) -> Message | File | None:
        try:
            return await self.draw(tx, reader)
        except NotYoursError:
            return None

    def to_json(self) -> Json:
        """The fields that differ from their defaults, for a row of the outbox."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @classmethod
    def list_typed(cls) -> tuple[str, ...]:
        """Its fields that hold what a person has typed."""
        return tuple(name for name, about in cls.model_fields.items() if "typed" in about.metadata)

    def under(self, key: Key[Self]) -> "Keyed":
        """As the message with this key: sent, or (where it was sent before) edited."""
        return Keyed(self, key)


def button(label: str, to: Address | Press) -> Button:
    """Under a message: a screen that it opens, or a press that a handler answers."""
    return Button(label, to.data if isinstance(to, Address) else to.pack())


@dataclass(frozen=True, slots=True)
class Keyed:
    """Content, and the key of the message that it becomes. A view takes only a key of its own kind: View.under."""

    content: "Content"
    key: str

    def send_unasked(
        self, reader: Actor, *, repeat: bool = True, fresh: bool = False, silent: bool = False
    ) -> NewMessage:
        """A row for a reader who does not wait for it, after what others wait for.

        `repeat`: also after an unknown outcome; `fresh`: below everything else in the chat; `silent`: without a sound,
        for who is in no hurry. Raises TypeError for anything but a view.
        """
        if not isinstance(self.content, View):
            raise TypeError("the clock sends views")
        return NewMessage(
            self.key,
            reader.telegram_id,
            reader.person_id,
            BULK,
            view=self.content,
            repeat=repeat,
            fresh=fresh,
            silent=silent,
        )

    def send_report(self, reader: Actor) -> NewMessage:
        """As `send_unasked`, what nobody waits for: without a sound, and never again after an unknown outcome."""
        return self.send_unasked(reader, repeat=False, silent=True)


Content: TypeAlias = Message | View | CommandList
