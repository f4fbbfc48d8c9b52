"""An open form as it was stored, read back into its dialog, its step and its draft."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import ValidationError

from handlers.dialog.model import Dialog, Draft, Step, Talk, Waiting
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


def load_waiting(dialogs: Mapping[str, AnyDialog], talk: Talk, form: Waiting) -> Loaded | None:
    """One that stands behind another, at its first step where none is named."""
    step = form.step or (dialogs[form.name].first if form.name in dialogs else "")
    return load_form(dialogs, talk, OpenDialog(0, form.name, step, form.trail, form.draft))


def keep_waiting(draft: Draft, behind: Sequence[Waiting]) -> Draft:
    """With what waited behind the form that gave way, each once: a second tap brings the same along."""
    known = [_without_id(each) for each in draft.later]
    more = tuple(each for each in behind if _without_id(each) not in known)
    return draft.model_copy(update={"later": (*draft.later, *more)}) if more else draft


def _without_id(waiting: Waiting) -> Waiting:
    return waiting.model_copy(update={"draft": waiting.draft | {"draft_id": ""}})
