"""A button that only opens a screen: whichever view it is, it stands where the pressed one stood; a file goes below."""

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import EVERYBODY, access
from handlers.framework.replies import Redraw, Replies, Say
from reports.message.view import View
from reports.views import find_shown, open_view
from sales.core.errors import NotYoursError


class Opens(Filter):
    """A button of a view that may be opened by one; the handler has it as `view`."""

    async def __call__(self, query: CallbackQuery) -> dict[str, Any] | bool:
        view = open_view(query.data or "")
        return False if view is None else {"view": view}


def make_router() -> Router:
    router = Router(name="opening")

    @router.callback_query(Opens(), flags=access(EVERYBODY))
    async def open_(query: CallbackQuery, view: View, talk: Talk) -> Replies:
        """Who may is said by the view: its roles first, then whether there is anything for this reader."""
        if talk.actor.role not in view.opens_for:
            raise NotYoursError
        view = await _with_words(query, view, talk)
        if not await view.opens(talk.tx, talk.actor):
            raise NotYoursError
        await view.prepare(talk.tx, talk.actor)
        return Say(view) if view.is_file or view.opens_below else Redraw(view)

    return router


async def _with_words(query: CallbackQuery, view: View, talk: Talk) -> View:
    """A page of a search is a page of the same search."""
    if not view.list_typed() or query.message is None:
        return view
    before = await find_shown(talk.tx, talk.actor.telegram_id, query.message.message_id)
    if not isinstance(before, type(view)):
        return view
    return view.but(**{name: getattr(before, name) for name in view.list_typed()})
