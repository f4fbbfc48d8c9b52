"""A form as it stands in the chat: its key, its buttons, and the words with which it ends."""

from dataclasses import replace

from handlers.dialog.model import Choice, Draft, Screen, Talk, Waiting
from reports.general.left_form import LeftForm
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Keyboard, Message
from reports.message.press import DialogPress
from storage.queues.dialogs import OpenDialog

BACK, CANCEL = "back", "cancel"

LONGEST_QUESTION = 5
"""Lines of it that are told again where it gave way."""


def form_of(state: OpenDialog) -> Waiting:
    """It is asked again as it stands now; what waits behind it waits on with it."""
    return Waiting(name=state.name, step=state.step, draft=state.draft, trail=state.trail)


def leave_form(state: OpenDialog, draft: Draft, text: str) -> LeftForm:
    """What stands where a form gave way: `text` is its screen's. What waits behind it goes on without it."""
    kept = _without_secrets(replace(state, draft=state.draft | {"later": []}), draft)
    return LeftForm(
        number=kept.number,
        dialog=kept.name,
        step=kept.step,
        trail=kept.trail,
        draft=kept.draft,
        asked=_question_of(text),
    )


def _question_of(text: str) -> str:
    """What a form asks and about what, without the examples below: up to the line that asks, or the first one."""
    told = text.split("\n")
    last = next((at for at, line in enumerate(told[:LONGEST_QUESTION]) if line.endswith("?")), 0)
    return "\n".join(told[: last + 1])


def _without_secrets(state: OpenDialog, draft: Draft) -> OpenDialog:
    """Its message keeps what was said so far, so what was said in secret is asked anew."""
    if not any(state.draft.get(name) for name in draft.secrets):
        return state
    first = next((at for at, step in enumerate(state.trail) if step in draft.secrets), len(state.trail))
    step, *_rest = (*state.trail[first:], state.step)
    return replace(state, step=step, trail=state.trail[:first], draft=state.draft | dict.fromkeys(draft.secrets, ""))


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
