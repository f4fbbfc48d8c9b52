"""
What a dialog is made of.

A step knows nothing of Telegram: it shows its draft as a screen, and answers a press or a typed text with a move.
"""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict, Field

from handlers.framework.defaults import Defaults
from handlers.framework.replies import Reply
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Keyboard
from reports.message.view import Content, Keyed
from sales.core.clock import local_date
from sales.core.people import Role
from storage.actor_face import ActorFace
from storage.engine.actor import Actor
from storage.transaction import Transaction


def new_draft_id() -> str:
    """24 hexadecimal signs: unique, so that a repeated Save adds nothing."""
    return secrets.token_hex(12)


class Waiting(BaseModel):
    """A question that stands behind the open one, and is asked as soon as that one ends, however it ends."""

    model_config = ConfigDict(frozen=True)

    name: str
    step: str
    draft: dict[str, Any]
    trail: tuple[str, ...] = ()


class Draft(BaseModel):
    """What was said so far. Every field has a default, so that a draft of an older version still loads.

    `draft_id` is unique in the table the draft ends in: a repeated Save adds nothing.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    secrets: ClassVar[tuple[str, ...]] = ()
    """Fields, empty words by default, each said at the step of its name: no form that was left keeps them."""

    draft_id: str = Field(default_factory=new_draft_id)
    later: tuple[Waiting, ...] = ()


D = TypeVar("D", bound=Draft)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a step may look at: who speaks, the open transaction, and when."""

    actor: Actor
    tx: Transaction
    said_at: datetime
    """The message's own date, aware UTC: Telegram queues what was typed without signal."""
    defaults: Defaults
    """Of the installation: for a department that is not there yet, and for links to this bot."""

    @property
    def mine(self) -> ActorFace:
        """What the speaker may see and do."""
        return self.tx.as_(self.actor)

    @property
    def today(self) -> date:
        """Today in the department's zone, by the clock."""
        return local_date(self.tx.clock.now(), self.actor.zone)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a screen. `value` is an id or a word of at most 32 characters, never a name or a sum."""

    label: str
    value: str
    search: bool = False
    """It begins a search of clients in Telegram's own field, where that is on."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a step asks: its text, and a row of choices each."""

    text: Markup
    rows: tuple[tuple[Choice, ...], ...] = ()
    foot: Keyboard = ()
    """Rows with data of their own, for buttons that are not the dialog's."""
    last: tuple[Choice, ...] = ()
    """Stands in one row with Back and Cancel: one choice at most, for three fit."""


@dataclass(frozen=True, slots=True)
class Goto:
    """Go on to another step with this draft."""

    step: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Again:
    """Stay, perhaps with a changed draft (a page, a search), perhaps with a hint above the question."""

    draft: Draft | None = None
    hint: Markup | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """To the step before; from the first one the dialog is left."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Leave the dialog; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Another dialog that begins where this one ends, with what is known already."""

    name: str
    draft: Draft
    step: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The dialog ends: its screen becomes this content; or (Keyed) goes, and what lives under that key stands below."""

    content: Content | Keyed
    also: tuple[Reply, ...] = ()
    then: Opening | None = None
    stood: bool = False
    """What was said stands already: nothing was recorded."""


Move: TypeAlias = Goto | Again | Back | Cancel | Done


@dataclass(frozen=True, slots=True)
class Place:
    """Sent by a tap of one's own; `accuracy` in metres, where the phone says."""

    latitude: float
    longitude: float
    accuracy: float | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo, a voice note or a document: `file_id` is Telegram's name for it."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Card:
    """A shared contact."""

    name: str
    phone: str
    telegram_id: int | None = None


Thing: TypeAlias = Place | Attachment | Card


class Step(ABC, Generic[D]):
    """One question. What it does not expect is answered with its hint, and nothing is lost."""

    free: ClassVar[bool] = False
    """Its answer is in free words: a call or a meeting told here belongs to them, money never does."""
    agrees: ClassVar[bool] = False
    """«да» and «ок» may be its answer; elsewhere they are politeness, and the question stays."""

    secret: ClassVar[bool] = False
    """Whatever is typed here leaves the inbox and the chat, and is taken for nothing else."""

    @abstractmethod
    async def show(self, talk: Talk, draft: D) -> Screen:
        """The question as it stands with this draft: read now, for whoever speaks. May raise NotYoursError."""

    async def settle(self, talk: Talk, draft: D) -> Move | None:
        """What came of a question that had to wait, where what happened meanwhile has answered it."""
        del talk, draft
        return None

    async def press(self, talk: Talk, draft: D, value: str) -> Move:
        """`value` of a Choice of this step's screen; anything may arrive here, so unknown ones are `Again()`."""
        del talk, draft, value
        return Again()

    async def write(self, talk: Talk, draft: D, text: str) -> Move:
        """A text was typed, cleaned already. One that cannot be read is answered `Again(hint=…)` with an example."""
        del talk, draft, text
        return Again(hint=self.hint())

    async def receive(self, talk: Talk, draft: D, thing: Thing) -> Move:
        """A place, a shared contact or a file was sent; where it is of no use, the hint."""
        del talk, draft, thing
        return Again(hint=self.hint())

    def hint(self) -> Markup:
        """What is expected here, with an example."""
        return fill(_("Tap a button, please"))


@dataclass(frozen=True)
class Dialog(Generic[D]):
    """name and the steps' names stand in the database: rename neither. The first step is the first of the mapping."""

    name: str
    draft: type[D]
    steps: Mapping[str, Step[D]]
    roles: frozenset[Role]
    """Who may be in it: asked again with every press, for a role may change meanwhile."""
    light: frozenset[str] = frozenset()
    """Steps that the bot asks by itself, about something that it has already: no record is taken for their answer."""

    @property
    def first(self) -> str:
        return next(iter(self.steps))
