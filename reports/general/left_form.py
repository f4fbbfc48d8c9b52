"""A form that gave way to another one: nothing of it is saved, and nothing of it is lost."""

from typing import Any

from markupsafe import Markup
from pydantic import Field

from reports.general.presses import ResumePress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.message.view import View
from storage.engine.actor import Actor
from storage.transaction import Transaction


class LeftForm(View):
    """`asked`: its question, as it stood there; `number`: of the dialog, by which it was pressed."""

    name = "left_form"

    number: int = 0
    dialog: str = ""
    step: str = ""
    trail: tuple[str, ...] = ()
    draft: dict[str, Any] = Field(default_factory=dict)
    asked: str = ""

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        del tx, reader
        text = fill(_("Not finished, nothing was saved:\n{form}"), form=Markup(self.asked))  # noqa: S704  escaped when made
        return Message(text, ((Button(_("▶️ Continue"), ResumePress(number=self.number).pack()),),))
