"""«▶️ Продолжить»: a form that gave way to another one goes on where it was left."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Talk, Waiting
from handlers.dialog.runner import Runner
from handlers.framework.access import EVERYBODY, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies
from reports.general.left_form import LeftForm
from reports.general.presses import ResumePress
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from reports.views import find_shown
from sales.core.errors import NotYoursError


def make_router(runner: Runner) -> Router:
    """The press under a form that waits: it opens where it stood."""
    router = Router(name="resuming")

    @router.callback_query(Pressed(ResumePress), flags=access(EVERYBODY))
    async def press_resume(query: CallbackQuery, callback_data: ResumePress, talk: Talk) -> Replies:
        """Raises NotYoursError where the message holds no such form (any more)."""
        message = query.message.message_id if query.message else 0
        form = await find_shown(talk.tx, talk.actor.telegram_id, message)
        if not isinstance(form, LeftForm) or form.number != callback_data.number:
            raise NotYoursError
        waiting = Waiting(name=form.dialog, step=form.step, draft=form.draft, trail=form.trail)
        below = Redraw(Message(fill(_("Continued below"))))
        return [below, *await runner.resume(talk, waiting)]

    return router
