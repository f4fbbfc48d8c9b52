"""
The one runner of all dialogs. It knows what no step should: stale screens, Back, Cancel, redrawing below after typing.

Handlers call it with the state of the update's own transaction; a restart in the middle changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from handlers.dialog.model import (
    Again,
    Back,
    Cancel,
    Choice,
    Dialog,
    Done,
    Draft,
    Goto,
    Move,
    Opening,
    Screen,
    Step,
    Talk,
    Thing,
    Waiting,
)
from handlers.framework.replies import Erase, Reply, Say, Toast
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.press import DialogPress
from reports.message.view import Content, Keyed
from storage.queues.dialogs import OpenDialog

BACK, CANCEL = "back", "cancel"

AnyDialog = Dialog[Any]


class Runner:
    def __init__(self, dialogs: Iterable[AnyDialog]) -> None:
        self.dialogs: Mapping[str, AnyDialog] = {dialog.name: dialog for dialog in dialogs}

    async def open(
        self, talk: Talk, name: str, draft: Draft | None = None, step: str = "", trail: tuple[str, ...] = ()
    ) -> list[Reply]:
        """Begin a dialog, perhaps with what is known already and at a later step. One that was open is left.

        `trail`: the steps to which Back leads. Raises KeyError for a dialog that the runner does not have.
        """
        dialog = self.dialogs[name]
        left = await talk.mine.dialogs.current()
        draft = draft or dialog.draft()
        opened = await talk.mine.dialogs.open(name, step or dialog.first, draft.model_dump(mode="json"), trail)
        screen = await dialog.steps[opened.step].show(talk, draft)
        gone: list[Reply] = [Erase(screen_key(talk, left))] if left else []
        return [*gone, Say(Keyed(_draw(opened, screen), screen_key(talk, opened)))]

    async def press(self, talk: Talk, press: DialogPress) -> list[Reply]:
        """A button of the open screen: Back and Cancel here, everything else is the step's.

        Of another screen than the open one nothing is done but to say so.
        """
        state = await talk.mine.dialogs.current()
        if state is None or (press.number, press.step) != (state.number, state.step):
            return [Toast(_("This screen is out of date"))]
        found = self._load(talk, state)
        if found is None:
            return await self._tell_outdated(talk, state)
        dialog, step, draft = found
        if press.value == CANCEL:
            return await self._move(talk, state, dialog, draft, Cancel())
        if press.value == BACK:
            return await self._move(talk, state, dialog, draft, Back())
        return await self._move(talk, state, dialog, draft, await step.press(talk, draft, press.value))

    async def write(self, talk: Talk, said: str | Thing) -> list[Reply] | None:
        """A text or a thing for the open dialog; None when none is open."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return None
        found = self._load(talk, state)
        if found is None:
            return await self._tell_outdated(talk, state)
        dialog, step, draft = found
        move = await (step.write(talk, draft, said) if isinstance(said, str) else step.receive(talk, draft, said))
        below = replace(state, screen=state.screen + 1)
        gone = Erase(screen_key(talk, state))
        return [gone, *await self._move(talk, below, dialog, draft, move)]

    async def cancel(self, talk: Talk) -> list[Reply] | None:
        """/cancel; None when there is nothing to leave."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return None
        await talk.mine.dialogs.close()
        return [Erase(screen_key(talk, state)), Say(_tell_cancelled())]

    async def _move(self, talk: Talk, state: OpenDialog, dialog: AnyDialog, draft: Draft, move: Move) -> list[Reply]:
        match move:
            case Done(content, also, then):
                ended = await self._end(talk, state, content, also)
                return [*ended, *await self.go_on(talk, then, draft.later)]
            case Cancel():
                return [*await self._end(talk, state, _tell_cancelled()), *await self.go_on(talk, None, draft.later)]
            case Back() if not state.trail:
                return [*await self._end(talk, state, _tell_cancelled()), *await self.go_on(talk, None, draft.later)]
            case Back():
                state = replace(state, step=state.trail[-1], trail=state.trail[:-1])
            case Goto(step, draft):
                state = replace(state, step=step, trail=(*state.trail, state.step))
            case Again(changed):
                draft = changed or draft
        state = replace(state, draft=draft.model_dump(mode="json"))
        await talk.mine.dialogs.save(state)
        screen = await dialog.steps[state.step].show(talk, draft)
        if isinstance(move, Again) and move.hint:
            screen = replace(screen, text=lines(move.hint, "", screen.text))
        return [Say(Keyed(_draw(state, screen), screen_key(talk, state)))]

    async def go_on(self, talk: Talk, then: Opening | None, later: Sequence[Waiting]) -> list[Reply]:
        """What follows a dialog that has ended: its own next one, then what waits behind it."""
        if then is not None:
            draft = then.draft.model_copy(update={"later": (*then.draft.later, *later)})
            return await self.open(talk, then.name, draft, then.step)
        for place, waiting in enumerate(later):
            dialog = self.dialogs.get(waiting.name)
            if dialog is None or (waiting.step or dialog.first) not in dialog.steps:
                continue
            draft = dialog.draft.model_validate(waiting.draft)
            draft = draft.model_copy(update={"later": (*draft.later, *later[place + 1 :])})
            return await self.open(talk, waiting.name, draft, waiting.step, waiting.trail)
        return []

    async def redraw(self, talk: Talk) -> list[Reply]:
        """The open question once more, below what was said meanwhile; nothing where none is open."""
        state = await talk.mine.dialogs.current()
        found = self._load(talk, state) if state else None
        if state is None or found is None:
            return []
        dialog, _step, draft = found
        below = replace(state, screen=state.screen + 1)
        return [Erase(screen_key(talk, state)), *await self._move(talk, below, dialog, draft, Again())]

    async def _end(self, talk: Talk, state: OpenDialog, content: Content, also: tuple[Reply, ...] = ()) -> list[Reply]:
        await talk.mine.dialogs.close()
        return [Say(Keyed(content, screen_key(talk, state))), *also]

    def _load(self, talk: Talk, state: OpenDialog) -> tuple[AnyDialog, Step[Any], Draft] | None:
        """The dialog as it stands; None when this version does not know it, or this role may not be in it."""
        dialog = self.dialogs.get(state.name)
        if dialog is None or state.step not in dialog.steps or talk.actor.role not in dialog.roles:
            return None
        try:
            return dialog, dialog.steps[state.step], dialog.draft.model_validate(state.draft)
        except ValidationError:
            return None

    async def _tell_outdated(self, talk: Talk, state: OpenDialog) -> list[Reply]:
        text = fill(_("This form is out of date. Please begin again: /menu"))
        return await self._end(talk, state, Message(text))


def screen_key(talk: Talk, state: OpenDialog) -> str:
    """A key for each drawing: what stands above is erased, and never edited back into life."""
    return f"screen:{talk.actor.person_id}:{state.number}:{state.screen}"


def _tell_cancelled() -> Message:
    return Message(fill(_("Cancelled, nothing was saved")))


def _draw(state: OpenDialog, screen: Screen) -> Message:
    """The screen with its buttons, and below them Back (not on the first step) and Cancel."""
    rows = [tuple(_button(state, choice) for choice in row) for row in screen.rows if row]
    back = [Choice(_("‹ Back"), BACK)] if state.trail else []
    last = [*screen.last, *back, Choice(_("✖️ Cancel"), CANCEL)]
    foot: Keyboard = (*screen.foot, tuple(_button(state, choice) for choice in last))
    return Message(screen.text, (*rows, *foot))


def _button(state: OpenDialog, choice: Choice) -> Button:
    return Button(choice.label, DialogPress(number=state.number, step=state.step, value=choice.value).pack())
