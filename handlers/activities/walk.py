"""«Начать обзвон»: the planned calls of the day one after another, each saved with one tap."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.logged import carry_out, finish_logged
from handlers.dialog.model import Again, Choice, Dialog, Done, Move, Opening, Screen, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.outcome import OutcomeDraft, PickOutcome
from handlers.framework.access import SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies, Say
from reports.activities.presses import WalkPress
from reports.activities.reminder import title_of
from reports.activities.walk import call_after, call_after_money, call_from, contact_line, list_calls_left, walk_over
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill, lines
from reports.message.words.counts import calls_words
from sales.activities.activities import ActivityType
from sales.core.errors import AlreadyDoneError
from storage.clients.contacts import Contact

PHONE, SKIP = "phone", "skip"
MOST_CONTACTS = 3


class WalkDraft(OutcomeDraft):
    activity_id: int = 0
    open_phone: bool = False


class ThisCall(PickOutcome[WalkDraft]):
    """One client of the list: the number behind a tap, the outcomes, and on."""

    async def kind(self, talk: Talk, draft: WalkDraft) -> ActivityType:
        del talk, draft
        return ActivityType.CALL

    async def question(self, talk: Talk, draft: WalkDraft) -> Markup:
        activity = await talk.mine.activities.get(draft.activity_id)
        left = len(await list_calls_left(talk.tx, talk.actor))
        return lines(
            title_of(talk.tx, talk.actor, activity),
            *(contact_line(each, open_phone=draft.open_phone) for each in await _phones(talk, activity.client_id)),
            fill(_("Left today: {calls}"), calls=calls_words(left)) if left > 1 else None,
        )

    async def show(self, talk: Talk, draft: WalkDraft) -> Screen:
        screen = await super().show(talk, draft)
        activity = await talk.mine.activities.get(draft.activity_id)
        rows = screen.rows
        if not draft.open_phone and await _phones(talk, activity.client_id):
            rows = ((Choice(_("📱 Show the number"), PHONE),), *rows)
        return replace(screen, rows=rows, last=(*screen.last, Choice(_("Skip ›"), SKIP)))

    async def press(self, talk: Talk, draft: WalkDraft, value: str) -> Move:
        if value == PHONE:
            return Again(draft.model_copy(update={"open_phone": True}))
        if value == SKIP:
            return await _on(talk, draft.activity_id)
        return await super().press(talk, draft, value)

    async def proceed(self, talk: Talk, draft: WalkDraft) -> Move:
        """The card of this call, and below it the next one; money that was promised is asked about in between."""
        following = await call_after(talk.tx, talk.actor, draft.activity_id)
        try:
            activity = await carry_out(talk, draft.activity_id, draft)
        except AlreadyDoneError:
            return await _on(talk, draft.activity_id)
        done = finish_logged(talk, activity)
        if done.then is not None:
            return replace(done, also=(*done.also, *((Say(call_after_money(following)),) if following else ())))
        if following is None:
            return replace(done, also=(*done.also, Say(await walk_over(talk.tx, talk.actor))))
        return replace(done, then=Opening("walk", WalkDraft(activity_id=following.id)))


WALK = Dialog(name="walk", draft=WalkDraft, steps={"call": ThisCall()}, roles=SELLERS)


def make_router(runner: Runner) -> Router:
    router = Router(name="walk")

    @router.callback_query(Pressed(WalkPress), flags=access(SELLERS))
    async def walk(_query: CallbackQuery, callback_data: WalkPress, talk: Talk) -> Replies:
        first = await call_from(talk.tx, talk.actor, callback_data.activity_id)
        if first is None:
            return Say(await walk_over(talk.tx, talk.actor))
        return await runner.open(talk, "walk", WalkDraft(activity_id=first.id))

    return router


async def _on(talk: Talk, activity_id: int) -> Move:
    """Past this one: in the same message, for nothing was recorded."""
    following = await call_after(talk.tx, talk.actor, activity_id)
    if following is None or following.id == activity_id:
        return Done(await walk_over(talk.tx, talk.actor))
    return Again(WalkDraft(activity_id=following.id))


async def _phones(talk: Talk, client_id: int) -> list[Contact]:
    contacts = await talk.mine.contacts.of_client(client_id)
    return [each for each in contacts if each.phone][:MOST_CONTACTS]
