"""What is pressed under a missed call and under the calls without an outcome."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.call import CALL, CallDraft
from handlers.activities.cards import read_pressed_key
from handlers.clients.card_drafts import NewClientDraft
from handlers.clients.new_client import begin
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import CLIENT_EDITORS, COLD_KEEPERS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast, Touch
from handlers.telephony.hearing import touch_missed
from handlers.telephony.whose import WHOSE, WhoseDraft
from reports.clients.client_card import ClientCard
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.telephony.digest import OUTCOMES, CallsDigestView
from reports.telephony.loaded import LoadedLogView
from reports.telephony.missed import AGAIN_IN
from reports.telephony.presses import CallDeed, CallLogPress, CallPress
from sales.activities.activities import CallOutcome
from sales.core.errors import AlreadyDoneError, NotYoursError, TooLateError
from sales.core.people import Role
from sales.core.rights import Action, may
from storage.telephony.call import PbxCall

RINGERS = SELLERS | {Role.LEAD, Role.OWNER, Role.ASSISTANT}

SAID = (
    *(CallDeed.TALKED, CallDeed.PROPOSAL, CallDeed.REFUSED, CallDeed.BACK, CallDeed.ALL, CallDeed.WHOSE),
    CallDeed.ASK,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="calls")

    @router.callback_query(Pressed(CallPress, CallDeed.RUNG, CallDeed.LATER), flags=access(RINGERS))
    async def press_missed(_query: CallbackQuery, callback_data: CallPress, talk: Talk) -> Replies:
        if callback_data.deed is CallDeed.LATER:
            at = talk.tx.clock.now() + AGAIN_IN
            await talk.mine.pbx_calls.put_off(callback_data.call_id, at)
            return Toast(_("I'll remind you at {time}").format(time=hours(at, talk.actor.own_zone)))
        call = await talk.mine.pbx_calls.ring_back(callback_data.call_id)
        return [*await touch_missed(talk.tx, call), *await _ask_outcome(runner, talk, call)]

    @router.callback_query(Pressed(CallPress, CallDeed.UNRUNG), flags=access(RINGERS))
    async def take_ring_back(_query: CallbackQuery, callback_data: CallPress, talk: Talk) -> Replies:
        return [*await touch_missed(talk.tx, await talk.mine.pbx_calls.take_back_ring(callback_data.call_id))]

    @router.callback_query(Pressed(CallPress, CallDeed.NEW), flags=access(CLIENT_EDITORS))
    async def press_new(_query: CallbackQuery, callback_data: CallPress, talk: Talk) -> Replies:
        return await _begin_client(runner, talk, await talk.mine.pbx_calls.get(callback_data.call_id))

    @router.callback_query(Pressed(CallPress, *SAID), flags=access(SELLERS))
    async def press_call(query: CallbackQuery, callback_data: CallPress, talk: Talk) -> Replies:
        return await _hear_press(runner, talk, callback_data, await read_pressed_key(query, talk))

    @router.callback_query(Pressed(CallLogPress), flags=access(COLD_KEEPERS))
    async def take_log_back(_query: CallbackQuery, callback_data: CallLogPress, talk: Talk) -> Replies:
        drawn = Redraw(LoadedLogView(log_id=callback_data.log_id))
        try:
            waiting = await talk.mine.call_logs.revert(callback_data.log_id)
        except AlreadyDoneError:
            return drawn
        except TooLateError:
            return [drawn, Toast(_("A day has passed: the file stays as it is"))]
        return [drawn, *[touched for each in waiting for touched in await touch_missed(talk.tx, each)]]

    return router


async def _hear_press(runner: Runner, talk: Talk, press: CallPress, key: str) -> Replies:
    """`key`: of the message under which it was pressed; empty for one that has none."""
    told: list[Reply] = []
    match press.deed:
        case CallDeed.ASK:
            told = await _ask_outcomes(talk)
        case CallDeed.WHOSE:
            await talk.mine.pbx_calls.get_owing(press.call_id)
            return [*await runner.open(talk, WHOSE.name, WhoseDraft(call_id=press.call_id, digest_key=key))]
        case _:
            await _say(talk, press)
    return [*told, Touch(key) if key else Toast(_("Done"))]


async def _ask_outcomes(talk: Talk) -> list[Reply]:
    """What the day had no message for."""
    calls = [each.id for each in await talk.mine.pbx_calls.list_unasked(talk.today)]
    if not calls or not await talk.tx.system.pbx_calls.mark_asked(calls, talk.tx.clock.now()):
        return [Toast(_("Done"))]
    view = CallsDigestView(calls=tuple(calls))
    return [Say(view.under(view.key_for(talk.actor.person_id, talk.today, str(min(calls)))), fresh=True)]


async def _say(talk: Talk, press: CallPress) -> None:
    """Raises NotYoursError, AlreadyDoneError."""
    calls = talk.mine.pbx_calls
    match press.deed:
        case CallDeed.BACK:
            await calls.take_back(press.call_id)
        case CallDeed.ALL:
            first, last = await calls.get(press.call_id), await calls.get(press.last_id)
            owing = [each for each in await calls.list_owing(first.id, last.id) if each.client_id]
            if not owing:
                raise AlreadyDoneError
            for each in owing:
                await calls.say(each.id, CallOutcome.TALKED)
        case CallDeed.TALKED | CallDeed.PROPOSAL | CallDeed.REFUSED as deed:
            await calls.say(press.call_id, OUTCOMES[deed])
        case _:
            raise NotYoursError


async def _begin_client(runner: Runner, talk: Talk, call: PbxCall) -> Replies:
    """Whoever has that number already is shown instead."""
    known = await talk.mine.clients.by_phone(call.phone or "")
    if known or call.client_id is not None or not call.phone:
        return [*await touch_missed(talk.tx, call), *(Say(ClientCard(client_id=each.id)) for each in known[:1])]
    return await begin(runner, talk, NewClientDraft(phone=call.phone))


async def _ask_outcome(runner: Runner, talk: Talk, call: PbxCall) -> list[Reply]:
    """How it ended, of whoever sells to them: one tap more; nothing of a client that is a colleague's by now."""
    if not may(talk.actor.role, Action.LOG):
        return []
    try:
        known = [await talk.mine.clients.get(call.client_id)] if call.client_id else []
    except NotYoursError:
        return []
    known = known or await talk.mine.clients.by_phone(call.phone or "")
    if len(known) != 1:
        return []
    return [*await runner.open(talk, CALL.name, CallDraft(client_id=known[0].id), "outcome")]
