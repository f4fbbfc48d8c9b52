"""What no button can carry is typed: a search, the days of a report. The screen that asked opens anew with it."""

from collections.abc import Mapping
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery
from pydantic import Field

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.outdated import tell_outdated
from reports.message.press import AskDeed, AskPress
from reports.message.screens.switches import at_first_page
from reports.views import OutdatedViewError, find_shown, load
from sales.core.errors import NotYoursError
from sales.core.words import clean
from sales.results.periods import read_period

LONGEST_SEARCH = 60
EVERYTHING = "all"
FIELDS = {AskDeed.FIND: {"find"}, AskDeed.PERIOD: {"first", "last"}}
"""What a view must have to be asked about it."""


class AskDraft(Draft):
    """The screen that asks, as it waits in the outbox."""

    view: str = ""
    args: dict[str, Any] = Field(default_factory=dict)


def reopen(talk: Talk, draft: AskDraft, **changes: Any) -> Move:
    """Not for whom it was open when it asked and is not any more: a role can change meanwhile."""
    try:
        view = at_first_page(load(draft.view, draft.args), **changes)
    except (OutdatedViewError, TypeError):
        return Done(tell_outdated())
    return Done(view if talk.actor.role in view.opens_for else tell_outdated())


class EnterSearch(Step[AskDraft]):
    """What is searched in the list that asked, into its `find`."""

    async def show(self, talk: Talk, draft: AskDraft) -> Screen:
        del talk, draft
        return Screen(fill(_("What shall I look for?")), ((Choice(_("Show all"), EVERYTHING),),))

    async def press(self, talk: Talk, draft: AskDraft, value: str) -> Move:
        return reopen(talk, draft, find="") if value == EVERYTHING else Again()

    async def write(self, talk: Talk, draft: AskDraft, text: str) -> Move:
        sought = clean(text, LONGEST_SEARCH)
        return reopen(talk, draft, find=sought) if sought else Again(hint=self.hint())

    def hint(self) -> Markup:
        return fill(_("Part of the name, please"))


class EnterPeriod(Step[AskDraft]):
    """The days of the report that asked, as people write them, into its `first` and `last`."""

    async def show(self, talk: Talk, draft: AskDraft) -> Screen:
        del talk, draft
        return Screen(fill(_("Which days? For example: October · last week · 1.11-15.11")))

    async def write(self, talk: Talk, draft: AskDraft, text: str) -> Move:
        """Empty is what is no text at all, such as a poll: no period, though behind a command it is this month."""
        days = read_period(text, talk.today) if clean(text) else None
        return Again(hint=self.hint()) if days is None else reopen(talk, draft, first=days[0], last=days[1])

    def hint(self) -> Markup:
        return fill(_("No such period. For example: October · last week · 1.11-15.11"))


STEPS: Mapping[str, Step[AskDraft]] = {AskDeed.FIND: EnterSearch(), AskDeed.PERIOD: EnterPeriod()}
ASK = Dialog(name="ask", draft=AskDraft, steps=STEPS, roles=EVERYBODY)


def make_router(runner: Runner) -> Router:
    router = Router(name="asking")

    @router.callback_query(Pressed(AskPress), flags=access(EVERYBODY))
    async def ask(query: CallbackQuery, callback_data: AskPress, talk: Talk) -> Replies:
        """Raises NotYoursError where the message shows no such screen (any more)."""
        message = query.message.message_id if query.message else 0
        view = await find_shown(talk.tx, talk.actor.telegram_id, message)
        if view is None or talk.actor.role not in view.opens_for:
            raise NotYoursError
        if not FIELDS[callback_data.deed] <= type(view).model_fields.keys():
            raise NotYoursError
        return await runner.open(talk, "ask", AskDraft(view=view.name, args=view.to_json()), callback_data.deed)

    return router
