"""«Беру», «Позвонил» and «Спам» below an enquiry: the first answer stops the clock."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.call import CALL, CallDraft
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import FORGETTERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Touch
from reports.enquiries.card import EnquiryCard
from reports.enquiries.forgotten import EnquiryActFile
from reports.enquiries.presses import EnquiryDeed, EnquiryForgetPress, EnquiryPress
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS, Role

ANSWERERS = SELLERS | {Role.LEAD, Role.OWNER}
ANSWERS = [each for each in EnquiryDeed if each is not EnquiryDeed.CALLED]


def make_router(runner: Runner) -> Router:
    router = Router(name="enquiries")

    @router.callback_query(Pressed(EnquiryPress, *ANSWERS), flags=access(ANSWERERS))
    async def answer(_query: CallbackQuery, callback_data: EnquiryPress, talk: Talk) -> Replies:
        """It is taken, or is not after all; nobody has asked for anything, or somebody has."""
        try:
            await _note(talk, callback_data)
        except AlreadyDoneError:
            return Redraw(EnquiryCard(enquiry_id=callback_data.enquiry_id))
        return [Redraw(EnquiryCard(enquiry_id=callback_data.enquiry_id)), *await _touch_others(talk, callback_data)]

    @router.callback_query(Pressed(EnquiryForgetPress), flags=access(FORGETTERS))
    async def forget(_query: CallbackQuery, callback_data: EnquiryForgetPress, talk: Talk) -> Replies:
        """The act of it comes below, once."""
        enquiry_id = callback_data.enquiry_id
        await talk.mine.enquiries.forget(enquiry_id, callback_data.reason)
        act = Say(EnquiryActFile(enquiry_id=enquiry_id), repeat=False)
        return [Redraw(EnquiryCard(enquiry_id=enquiry_id)), act, *await _touch_others(talk, callback_data)]

    @router.callback_query(Pressed(EnquiryPress, EnquiryDeed.CALLED), flags=access(SELLERS))
    async def press_called(_query: CallbackQuery, callback_data: EnquiryPress, talk: Talk) -> Replies:
        """How it ended is asked at once: one tap more."""
        await _note(talk, callback_data)
        enquiry = await talk.mine.enquiries.get(callback_data.enquiry_id)
        if enquiry.client_id is None:
            raise NotYoursError
        asked = await runner.open(talk, CALL.name, CallDraft(client_id=enquiry.client_id), "outcome")
        drawn = Redraw(EnquiryCard(enquiry_id=enquiry.id))
        return [drawn, *await _touch_others(talk, callback_data), *asked]

    return router


async def _note(talk: Talk, press: EnquiryPress) -> None:
    """Raises NotYoursError, AlreadyDoneError."""
    mine, enquiry_id = talk.mine.enquiries, press.enquiry_id
    match press.deed:
        case EnquiryDeed.TAKE:
            await mine.take(enquiry_id)
        case EnquiryDeed.BACK:
            await mine.take_back(enquiry_id)
        case EnquiryDeed.SPAM:
            await mine.mark_spam(enquiry_id)
        case EnquiryDeed.MEANT:
            await mine.unmark_spam(enquiry_id)
        case EnquiryDeed.CALLED:
            await mine.note_call(enquiry_id)


async def _touch_others(talk: Talk, press: EnquiryPress | EnquiryForgetPress) -> list[Reply]:
    """Whoever else was told sees that it is answered."""
    enquiry = await talk.mine.enquiries.get(press.enquiry_id)
    watching = await talk.tx.system.staff.watching(enquiry.department_id)
    told = {each.person_id for each in watching}
    if enquiry.owner_id is not None:
        acting = await talk.tx.system.staff.find_substitute(enquiry.owner_id)
        told |= {enquiry.owner_id} | ({acting} if acting else set())
    return [Touch(EnquiryCard.key_for(enquiry.id, each)) for each in sorted(told - {talk.actor.person_id})]
