"""
The one runner of all dialogs. It knows what no step should: stale screens, Back, Cancel, redrawing below after typing.

Handlers call it with the state of the update's own transaction; a restart in the middle changes nothing.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from handlers.dialog.giving_way import give_way
from handlers.dialog.heard import Afterwards, forget_if_secret, hear_answer, is_lost, take_in
from handlers.dialog.loading import AnyDialog, AnyStep, Loaded, keep_waiting, load_form, load_waiting
from handlers.dialog.model import (
    Again,
    Back,
    Cancel,
    Done,
    Draft,
    Goto,
    Move,
    Opening,
    Talk,
    Thing,
    Waiting,
)
from handlers.dialog.screens import (
    BACK,
    CANCEL,
    draw_screen,
    form_of,
    screen_key,
    tell_cancelled,
    tell_out_of_date,
)
from handlers.framework.replies import Erase, Reply, Say, Toast
from reports.message.language import gettext as _
from reports.message.markup import lines
from reports.message.press import DialogPress
from reports.message.view import Content, Keyed
from sales.core.errors import MistakeError
from sales.entry.talk.yes_no import is_back
from storage.queues.dialogs import OpenDialog

Otherwise = Callable[[], Awaitable[list[Reply] | None]]


class Runner:
    def __init__(self, dialogs: Iterable[AnyDialog]) -> None:
        self.dialogs: Mapping[str, AnyDialog] = {dialog.name: dialog for dialog in dialogs}

    async def open(
        self, talk: Talk, name: str, draft: Draft | None = None, step: str = "", trail: tuple[str, ...] = ()
    ) -> list[Reply]:
        """Begin a dialog, perhaps with what is known already and at a later step. One that was open is left, and what
        waited behind that one waits behind this one.

        `trail`: the steps to which Back leads. Raises KeyError for a dialog that the runner does not have.
        """
        draft = draft or self.dialogs[name].draft()
        left, behind = await self._leave(talk, draft)
        return [*left, *await self._open(talk, name, keep_waiting(draft, behind), step, trail)]

    async def interrupt(self, talk: Talk, name: str, draft: Draft, step: str = "") -> list[Reply]:
        """A question about something that has come meanwhile: what is open waits behind it."""
        gone, behind = await self.put_aside(talk)
        return [*gone, *await self._open(talk, name, draft, step), *await self.keep_behind(talk, *behind)]

    async def answer(self, talk: Talk, name: str, draft: Draft, text: str) -> list[Reply]:
        """The words are for a question that a card asks: as if the dialog stood open at its first step."""
        gone, behind = await self.put_aside(talk)
        dialog = self.dialogs[name]
        state = await talk.mine.dialogs.open(name, dialog.first, draft.model_dump(mode="json"))
        move = await dialog.steps[state.step].write(talk, draft, text)
        return [*gone, *await self._move(talk, state, dialog, draft, move), *await self.keep_behind(talk, *behind)]

    async def put_aside(self, talk: Talk) -> tuple[list[Reply], tuple[Waiting, ...]]:
        """The open form leaves the chat, to be asked again: keep_behind brings it back."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return [], ()
        await talk.mine.dialogs.close()
        return [Erase(screen_key(talk, state))], (form_of(state),)

    async def keep_behind(self, talk: Talk, *waiting: Waiting) -> list[Reply]:
        """What was put aside waits behind the question that has come instead; where none has, it is asked at once."""
        state = await talk.mine.dialogs.current()
        found = self._load(talk, state) if state else None
        if state is None or found is None:
            return await self.go_on(talk, None, waiting)
        draft = found[2].model_copy(update={"later": (*found[2].later, *waiting)})
        await talk.mine.dialogs.save(replace(state, draft=draft.model_dump(mode="json")))
        return []

    async def again(self, talk: Talk, draft: Draft, step: str) -> list[Reply]:
        """The open question with more in it, below what has come since."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return []
        return [Erase(screen_key(talk, state)), *await self._open(talk, state.name, draft, step, state.trail)]

    async def _open(self, talk: Talk, name: str, draft: Draft, step: str, trail: tuple[str, ...] = ()) -> list[Reply]:
        dialog = self.dialogs[name]
        screen = await dialog.steps[step or dialog.first].show(talk, draft)
        opened = await talk.mine.dialogs.open(name, step or dialog.first, draft.model_dump(mode="json"), trail)
        return [Say(Keyed(draw_screen(opened, screen), screen_key(talk, opened)))]

    async def _leave(self, talk: Talk, draft: Draft) -> tuple[list[Reply], Sequence[Waiting]]:
        """The form that gives way to one with this draft, and what waits behind it."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return [], ()
        found = self._load(talk, state)
        return [await give_way(talk, state, found, draft)], found[2].later if found else ()

    async def resume(self, talk: Talk, form: Waiting) -> list[Reply]:
        """A form that gave way, where it was left; what is open by now gives way in its turn."""
        if (found := load_waiting(self.dialogs, talk, form)) is None:
            return [Say(tell_out_of_date())]
        return await self.open(talk, form.name, found[2], form.step, form.trail)

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
        move = await hear_answer(step.press(talk, draft, press.value), partial(self.leave, talk))
        return await self._move(talk, state, dialog, draft, move)

    async def write(self, talk: Talk, text: str, otherwise: Otherwise | None = None) -> list[Reply] | None:
        """A text for the open dialog; None when none is open.

        `otherwise`: what it means outside the form, asked where the step does not understand it; None for nothing.
        """
        state = await talk.mine.dialogs.current()
        if state is None:
            return None
        found = self._load(talk, state)
        if found is None:
            return await self._tell_outdated(talk, state)
        dialog, step, draft = found
        back = is_back(text) and not step.secret
        move = Back() if back else await hear_answer(step.write(talk, draft, text), partial(self.leave, talk))
        if otherwise is not None and is_lost(move, draft) and (meant := await otherwise()) is not None:
            return meant
        below = self._below(talk, state, dialog, draft, move)
        return [*await hear_answer(below, partial(self.leave, talk)), *forget_if_secret(step)]

    async def receive(
        self, talk: Talk, thing: Thing | None, caption: str, afterwards: Afterwards
    ) -> list[Reply] | None:
        """A thing, perhaps with words under it, for the open dialog; None when none is open."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return None
        found = self._load(talk, state)
        if found is None:
            return await self._tell_outdated(talk, state)
        dialog, step, draft = found
        move, draft = await take_in(talk, step, draft, thing, caption, afterwards)
        return [*await self._below(talk, state, dialog, draft, move), *forget_if_secret(step)]

    async def _below(self, talk: Talk, state: OpenDialog, dialog: AnyDialog, draft: Draft, move: Move) -> list[Reply]:
        """What comes of it stands below what was sent; the screen above is taken away."""
        below = replace(state, screen=state.screen + 1)
        return [Erase(screen_key(talk, state)), *await self._move(talk, below, dialog, draft, move)]

    async def cancel(self, talk: Talk) -> list[Reply] | None:
        """/cancel; None when there is nothing to leave."""
        if await talk.mine.dialogs.current() is None:
            return None
        gone, *later = await self.leave(talk)
        return [gone, Say(tell_cancelled()), *later]

    async def leave(self, talk: Talk) -> list[Reply]:
        """Without a word; what waits behind it is asked."""
        gone, later = await self.close(talk)
        return [*gone, *await self.go_on(talk, None, later)]

    async def leave_settled(self, talk: Talk) -> list[Reply]:
        """The open form goes where what it asks about has come to its end meanwhile."""
        state = await talk.mine.dialogs.current()
        found = self._load(talk, state) if state else None
        try:
            _screen = await found[1].show(talk, found[2]) if found else None
        except MistakeError:
            return await self.leave(talk)
        return []

    async def close(self, talk: Talk) -> tuple[list[Reply], Sequence[Waiting]]:
        """Without a word; what is to be asked afterwards comes back."""
        state = await talk.mine.dialogs.current()
        if state is None:
            return [], ()
        found = self._load(talk, state)
        await talk.mine.dialogs.close()
        return [Erase(screen_key(talk, state))], found[2].later if found else ()

    async def _move(self, talk: Talk, state: OpenDialog, dialog: AnyDialog, draft: Draft, move: Move) -> list[Reply]:
        match move:
            case Done(content, also, then):
                ended = await self._end(talk, state, content, also)
                return [*ended, *await self.go_on(talk, then, draft.later)]
            case Cancel() | Back() if not (state.trail and isinstance(move, Back)):
                return [*await self._end(talk, state, tell_cancelled()), *await self.go_on(talk, None, draft.later)]
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
        return [Say(Keyed(draw_screen(state, screen), screen_key(talk, state)))]

    async def go_on(self, talk: Talk, then: Opening | None, later: Sequence[Waiting]) -> list[Reply]:
        """What follows a dialog that has ended: its own next one, then what waits behind it."""
        if then is not None:
            draft = then.draft.model_copy(update={"later": (*then.draft.later, *later)})
            return await self.open(talk, then.name, draft, then.step)
        for place, waiting in enumerate(later):
            if (found := load_waiting(self.dialogs, talk, waiting)) is None:
                continue
            dialog, step, draft = found
            draft = draft.model_copy(update={"later": (*draft.later, *later[place + 1 :])})
            with suppress(MistakeError):  # what it was about is gone
                if (move := await step.settle(talk, draft)) is None:
                    return await self.open(talk, waiting.name, draft, waiting.step, waiting.trail)
                at = waiting.step or dialog.first
                state = await talk.mine.dialogs.open(waiting.name, at, draft.model_dump(mode="json"), waiting.trail)
                return await self._move(talk, state, dialog, draft, move)
        return []

    async def choose(self, talk: Talk, value: str) -> list[Reply] | None:
        """As if that button of the open step were pressed, below what was sent meanwhile; None when none is open."""
        state = await talk.mine.dialogs.current()
        found = self._load(talk, state) if state else None
        if state is None or found is None:
            return None
        dialog, step, draft = found
        return await self._below(talk, state, dialog, draft, await step.press(talk, draft, value))

    async def redraw(self, talk: Talk) -> list[Reply]:
        """The open question once more, below what was said meanwhile; nothing where none is open."""
        state = await talk.mine.dialogs.current()
        found = self._load(talk, state) if state else None
        if state is None or found is None:
            return []
        try:
            return await self._below(talk, state, found[0], found[2], Again())
        except MistakeError:
            return await self.leave(talk)

    def step_of(self, state: OpenDialog) -> AnyStep | None:
        """The step that stands open; None for one that this version does not know."""
        return self.dialogs[state.name].steps.get(state.step) if state.name in self.dialogs else None

    async def _end(
        self, talk: Talk, state: OpenDialog, content: Content | Keyed, also: tuple[Reply, ...] = ()
    ) -> list[Reply]:
        await talk.mine.dialogs.close()
        if isinstance(content, Keyed):
            return [Erase(screen_key(talk, state)), Say(content, fresh=True), *also]
        return [Say(Keyed(content, screen_key(talk, state))), *also]

    def _load(self, talk: Talk, state: OpenDialog) -> Loaded | None:
        return load_form(self.dialogs, talk, state)

    async def _tell_outdated(self, talk: Talk, state: OpenDialog) -> list[Reply]:
        return await self._end(talk, state, tell_out_of_date())
