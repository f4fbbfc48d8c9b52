"""A form as it stands in the chat: its key, its buttons, and the words with which it ends."""

from handlers.dialog.model import Choice, Screen, Talk, Waiting
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Keyboard, Message
from reports.message.press import DialogPress
from storage.queues.dialogs import OpenDialog

BACK, CANCEL = "back", "cancel"


def form_of(state: OpenDialog) -> Waiting:
    """It is asked again as it stands now; what waits behind it waits on with it."""
    return Waiting(name=state.name, step=state.step, draft=state.draft, trail=state.trail)


def screen_key(talk: Talk, state: OpenDialog) -> str:
    """A key for each drawing: what stands above is erased, and never edited back into life."""
    return f"screen:{talk.actor.person_id}:{state.number}:{state.screen}"


def tell_out_of_date() -> Message:
    """To a button of a form that is not open any more."""
    return Message(fill(_("This form is out of date. Please begin again: /menu")))


def tell_cancelled() -> Message:
    """After «✖️ Отмена»: nothing of the draft was kept."""
    return Message(fill(_("Cancelled, nothing was saved")))


def draw_screen(state: OpenDialog, screen: Screen) -> Message:
    """The screen with its buttons, and below them Back (not on the first step) and Cancel."""
    rows = [tuple(_button(state, choice) for choice in row) for row in screen.rows if row]
    back = [Choice(_("‹ Back"), BACK)] if state.trail else []
    last = [*screen.last, *back, Choice(_("✖️ Cancel"), CANCEL)]
    foot: Keyboard = (*screen.foot, tuple(_button(state, choice) for choice in last))
    return Message(screen.text, (*rows, *foot))


def _button(state: OpenDialog, choice: Choice) -> Button:
    if choice.search:
        return Button(choice.label, search=True)
    return Button(choice.label, DialogPress(number=state.number, step=state.step, value=choice.value).pack())
