"""What other cards offer: «🆘 РОПу» to who sells, «📌 Поручить» to who may give tasks."""

from reports.asks.presses import AskAbout, AskHelpPress, GiveTaskPress
from reports.message.language import gettext as _
from reports.message.message import Button
from reports.message.view import button
from sales.core.people import SELLERS
from sales.core.rights import Action, may
from storage.engine.actor import Actor


def ask_button(reader: Actor, about: AskAbout, record_id: int) -> tuple[Button, ...]:
    """One or none."""
    if reader.role in SELLERS:
        return (button(_("🆘 To the lead"), AskHelpPress(about=about, record_id=record_id)),)
    return give_button(reader, about, record_id)


def give_button(reader: Actor, about: AskAbout, record_id: int) -> tuple[Button, ...]:
    """«📌 Поручить», to who may."""
    if not may(reader.role, Action.GIVE_TASK):
        return ()
    return (button(_("📌 Give a task"), GiveTaskPress(about=about, record_id=record_id)),)


def asking_rows(reader: Actor, about: AskAbout, record_id: int) -> list[tuple[Button, ...]]:
    """The same as a row of its own."""
    row = ask_button(reader, about, record_id)
    return [row] if row else []
