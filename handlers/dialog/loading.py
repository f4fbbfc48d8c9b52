"""An open form as it was stored, read back into its dialog, its step and its draft."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import ValidationError

from handlers.dialog.model import Dialog, Draft, Step, Talk
from storage.queues.dialogs import OpenDialog

AnyDialog: TypeAlias = Dialog[Any]
AnyStep: TypeAlias = Step[Any]
Loaded: TypeAlias = tuple[AnyDialog, AnyStep, Draft]


def load_form(dialogs: Mapping[str, AnyDialog], talk: Talk, state: OpenDialog) -> Loaded | None:
    """As it stands; None when this version does not know it, or this role may not be in it."""
    dialog = dialogs.get(state.name)
    if dialog is None or state.step not in dialog.steps or talk.actor.role not in dialog.roles:
        return None
    try:
        return dialog, dialog.steps[state.step], dialog.draft.model_validate(state.draft)
    except ValidationError:
        return None
