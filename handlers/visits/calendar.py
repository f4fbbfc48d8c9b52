"""One's own visits in the calendar of a phone: what is in it, its link, and the feed that the link opens."""

import asyncio

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk, new_draft_id
from handlers.door.endpoint import DoorAnswer, DoorRequest, ProblemError
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.view import Keyed
from reports.visits.calendar import OwnCalendarView, tell_link
from reports.visits.ics import make_calendar, read_calendar
from reports.visits.presses import CalendarDeed, CalendarPress
from sales.door.tokens import TokenKind
from storage.queues.messages import once_key

KIND = "text/calendar"
PATH = "/ics/{token}.ics"


def make_router() -> Router:
    router = Router(name="calendar")

    @router.callback_query(Pressed(CalendarPress), flags=access(SELLERS))
    async def press_calendar(_query: CallbackQuery, callback_data: CalendarPress, talk: Talk) -> Replies:
        return await _do(talk, callback_data)

    return router


async def _do(talk: Talk, press: CalendarPress) -> Replies:
    options = {"payments": bool(press.payments), "phones": bool(press.phones)}
    tokens, url = talk.mine.door_tokens, talk.defaults.public_url
    match press.deed:
        case CalendarDeed.OPEN:
            known = await tokens.find_personal(TokenKind.ICS)
            kept = options if known is None else {**options, **known.options}
            return Say(OwnCalendarView(**kept, has_door=bool(url)))
        case CalendarDeed.SHOW:
            await tokens.change_personal(TokenKind.ICS, options)
        case CalendarDeed.CLOSE:
            await tokens.revoke_personal(TokenKind.ICS)
        case CalendarDeed.LINK:
            if not url:
                return Toast(_("No public address for links is set yet"))
            token = await tokens.make_personal(TokenKind.ICS, options)
            shown = tell_link(url + PATH.format(token=token))
            told = Say(Keyed(shown, once_key(new_draft_id())))  # the outbox forgets what it said
            return [Redraw(OwnCalendarView(**options, has_door=True)), told]
    return Redraw(OwnCalendarView(**options, has_door=bool(url)))


async def answer_feed(asked: DoorRequest) -> DoorAnswer:
    """Of whose link it is, as of now. Raises ProblemError for somebody who works here no more."""
    reader = await asked.tx.system.staff.actor(asked.bearer.person_id or 0)
    if reader is None or reader.role not in SELLERS:
        raise ProblemError(404)
    options = asked.bearer.options
    with speaking(reader.language):
        payments, phones = bool(options.get("payments")), bool(options.get("phones"))
        found = await read_calendar(asked.tx, reader, payments=payments, phones=phones)
    body = await asyncio.to_thread(make_calendar, found)
    return DoorAnswer(body, kind=KIND, tagged=True, headers={"Content-Disposition": 'inline; filename="visits.ics"'})
