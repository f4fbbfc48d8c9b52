"""«📝 Протокол» of a meeting: who was there, what was agreed, what comes next; a text to be sent by hand (spec/4)."""

from dataclasses import replace

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.choices import LONGEST_COMMENT, CommentDraft, EnterComment
from handlers.dialog.steps.then import in_words, number_in
from handlers.framework.replies import Replies
from reports.activities.minutes import MinutesView, tell_next
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from reports.message.screens.switches import mark_chosen
from sales.core.people import SELLERS
from sales.core.words import clean
from storage.activities.activity import Activity

MOST_CONTACTS = 8
WIDTH = 2
ON, KEPT = "on", "kept"
LONGEST_NAMES = 200


class MinutesDraft(CommentDraft):
    activity_id: int = 0
    who: tuple[int, ...] = ()
    also: str = ""
    """Who was there and is no contact."""
    agreed: str = ""


class WhoWasThere(Step[MinutesDraft]):
    """Contacts, a tap each; others in words."""

    async def show(self, talk: Talk, draft: MinutesDraft) -> Screen:
        activity = await talk.mine.activities.get(draft.activity_id)
        contacts = (await talk.mine.contacts.of_client(activity.client_id))[:MOST_CONTACTS]
        choices = [Choice(mark_chosen(each.name, is_chosen=each.id in draft.who), str(each.id)) for each in contacts]
        asked = fill(_("📝 {client}. Who was there? Tap, or write"), client=activity.client_name)
        also = fill(_("Also: {names}"), names=draft.also) if draft.also else Markup()
        text = Markup("\n").join(part for part in (asked, also) if part)
        return Screen(text, (*grid(choices, WIDTH), (Choice(_("On ›"), ON),)))

    async def press(self, talk: Talk, draft: MinutesDraft, value: str) -> Move:
        if value == ON:
            return Goto("agreed", draft)
        contact_id = number_in(value)
        if contact_id is None:
            return Again()
        await talk.mine.contacts.get(contact_id)
        who = tuple(each for each in draft.who if each != contact_id)
        return Again(draft.model_copy(update={"who": (*who, contact_id) if who == draft.who else who}))

    async def write(self, talk: Talk, draft: MinutesDraft, text: str) -> Move:
        del talk
        said = ", ".join(part for part in (draft.also, clean(text, LONGEST_NAMES)) if part)
        return Again(draft.model_copy(update={"also": said[:LONGEST_NAMES]}))


class WhatWasAgreed(EnterComment[MinutesDraft]):
    """In words, or those of the record."""

    async def show(self, talk: Talk, draft: MinutesDraft) -> Screen:
        screen = await super().show(talk, draft)
        activity = await talk.mine.activities.get(draft.activity_id)
        kept = ((Choice(_("As in the record"), KEPT),),) if activity.comment else ()
        return replace(screen, rows=(*kept, *screen.rows))

    async def press(self, talk: Talk, draft: MinutesDraft, value: str) -> Move:
        if value != KEPT:
            return await super().press(talk, draft, value)
        activity = await talk.mine.activities.get(draft.activity_id)
        said = clean(activity.comment or "", LONGEST_COMMENT)
        return await note_agreed(talk, draft.model_copy(update={"comment": said}))


class WhatComesNext(EnterComment[MinutesDraft]):
    """In words, or the next step that is planned."""

    async def show(self, talk: Talk, draft: MinutesDraft) -> Screen:
        screen = await super().show(talk, draft)
        step = await _find_next(talk, draft)
        planned = ((Choice(tell_next(step, talk.actor.zone), KEPT),),) if step else ()
        return replace(screen, rows=(*planned, *screen.rows))

    async def press(self, talk: Talk, draft: MinutesDraft, value: str) -> Move:
        step = await _find_next(talk, draft) if value == KEPT else None
        if step is None:
            return await super().press(talk, draft, value)
        said = ": ".join(part for part in (tell_next(step, talk.actor.zone), step.comment) if part)
        return await finish(talk, draft.model_copy(update={"comment": said}))


async def _find_next(talk: Talk, draft: MinutesDraft) -> Activity | None:
    return await talk.mine.activities.follow_up(draft.activity_id)


async def note_agreed(_talk: Talk, draft: MinutesDraft) -> Move:
    return Goto("next", draft.model_copy(update={"agreed": draft.comment or "", "comment": None}))


async def finish(talk: Talk, draft: MinutesDraft) -> Move:
    """The text; nothing is recorded but what can be sent. Raises NotYoursError."""
    await talk.mine.activities.get(draft.activity_id)
    view = MinutesView(
        activity_id=draft.activity_id,
        who=draft.who,
        also=draft.also,
        agreed=draft.agreed,
        next_step=draft.comment or "",
    )
    await view.prepare(talk.tx, talk.actor)
    return Done(view)


MINUTES = Dialog(
    name="minutes",
    draft=MinutesDraft,
    steps={
        "who": WhoWasThere(),
        "agreed": WhatWasAgreed(note_agreed, asks=in_words(lambda: _("What was agreed?"))),
        "next": WhatComesNext(finish, asks=in_words(lambda: _("Who does what, and by when?"))),
    },
    roles=SELLERS,
)


async def begin_minutes(runner: Runner, talk: Talk, activity_id: int) -> Replies:
    """Of a client without contacts nobody is to be tapped, and still who was there is asked. Raises NotYoursError."""
    await talk.mine.activities.get(activity_id)
    return await runner.open(talk, "minutes", MinutesDraft(activity_id=activity_id))
