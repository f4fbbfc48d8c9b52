"""«Подтвердить день»: a lead vouches for what came, all that the screen shows or one receipt; one tap takes it back."""

from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk
from handlers.framework.access import CONFIRMERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say, Toast
from handlers.general.undo_steps import undo_step
from reports.message.format import short
from reports.message.language import gettext as _
from reports.payments.confirm_day import ConfirmableDay, ConfirmDayView, read_confirmable, total_of
from reports.payments.presses import ConfirmDeed, ConfirmPress
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.undo import UndoStepKind
from sales.entry.days.dates import RECKONED


def make_router() -> Router:
    router = Router(name="confirm_day")

    @router.callback_query(Pressed(ConfirmPress), flags=access(CONFIRMERS))
    async def press_confirm_day(_query: CallbackQuery, callback_data: ConfirmPress, talk: Talk) -> Replies:
        view = _view(callback_data)
        day = await read_confirmable(talk.tx, talk.actor, view)
        match callback_data.deed:
            case ConfirmDeed.OPEN:
                return Say(view)
            case ConfirmDeed.ALL:
                shown = [each.id for each in day.claimed if each.id <= callback_data.receipt_id]
                return await _confirm(talk, view, day, shown)
            case ConfirmDeed.ONE:
                if callback_data.receipt_id not in {each.id for each in day.receipts}:
                    raise NotYoursError
                return await _confirm(talk, view, day, [callback_data.receipt_id])
            case ConfirmDeed.UNDO:
                return [Toast(await _undo_step(talk, callback_data.receipt_id)), Redraw(view)]

    return router


def _view(press: ConfirmPress) -> ConfirmDayView:
    """Raises NotYoursError for a day at the ends of time."""
    if press.day not in RECKONED:
        raise NotYoursError
    day = date.fromordinal(press.day)
    return ConfirmDayView(department_id=press.department_id, day=day, person_id=press.person_id, page=press.page)


async def _confirm(talk: Talk, view: ConfirmDayView, day: ConfirmableDay, receipt_ids: list[int]) -> Replies:
    """Whoever was quicker has confirmed it, or taken it back; the screen shows how it stands."""
    confirmed = await talk.mine.confirmations.confirm_all(receipt_ids)
    if not confirmed:
        return [*([Toast(_("Confirmed already"))] if day.receipts else []), Redraw(view)]
    refs = {"receipts": confirmed, "day": view.day.isoformat(), "person": view.person_id}
    await talk.mine.undo_steps.note(UndoStepKind.DAY_CONFIRMED, view.department_id, refs)
    total = total_of(each for each in day.receipts if each.id in confirmed)
    return [Toast(_("Confirmed: {sum}").format(sum=short(total))), Redraw(view)]


async def _undo_step(talk: Talk, step_id: int) -> str:
    try:
        await undo_step(talk, step_id)
    except AlreadyDoneError:
        return _("Undone already")
    return _("Taken back")
