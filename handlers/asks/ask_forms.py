"""What is typed about an ask: why it cannot be done, an advice, another day, up to what percent."""

from markupsafe import Markup

from handlers.asks.due import set_hour
from handlers.asks.told import show_own, tell_sides
from handlers.dialog.model import Again, Dialog, Done, Move, Screen, Step, Talk
from handlers.dialog.steps.choices import CommentDraft, EnterComment, TimeDraft
from handlers.dialog.steps.day import DayDraft, PickDay
from handlers.framework.replies import Erase
from reports.asks.ask import TASKED, AskCard
from reports.asks.words import full_due, share_words
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from sales.asks.ask import Ask, AskKind, HelpWay
from sales.asks.discount import read_share

DIALOG = "ask_answer"


class AnswerAskDraft(DayDraft, TimeDraft, CommentDraft):
    ask_id: int = 0
    card_key: str = ""


async def _finish(talk: Talk, draft: AnswerAskDraft, ask: Ask, *loud: int | None) -> Done:
    own = AskCard.key_for(ask.id, talk.actor.person_id)
    gone = (Erase(draft.card_key),) if draft.card_key not in {"", own} else ()
    return Done(show_own(talk, ask), (*gone, *await tell_sides(talk, ask, loud)))


async def _decline(talk: Talk, draft: AnswerAskDraft) -> Move:
    ask = await talk.mine.ask_changes.decline(draft.ask_id, draft.comment or "")
    return await _finish(talk, draft, ask, ask.from_id)


async def _advise(talk: Talk, draft: AnswerAskDraft) -> Move:
    ask = await talk.mine.asks.get(draft.ask_id)
    if ask.kind is not AskKind.HELP:  # a draft of another version
        return Done(show_own(talk, ask))
    ask = await talk.mine.ask_changes.help(draft.ask_id, HelpWay.ADVISE, draft.comment or "")
    return await _finish(talk, draft, ask, ask.from_id)


async def _take_day(talk: Talk, draft: AnswerAskDraft) -> Move:
    """Who does it proposes, who gave it sets; at the hour that it had, where no other is said."""
    ask = await talk.mine.asks.get(draft.ask_id)
    at = draft.at
    due = await set_hour(talk, draft.day or talk.today, at, is_own=ask.is_own)
    now = talk.tx.clock.now()
    if due <= now:
        over = fill(_("{when} is over already."), when=full_due(due, talk.actor.zone, now))
        return Again(draft.model_copy(update={"day": None}), over)
    if ask.to_id == talk.actor.person_id and not ask.is_own:
        ask = await talk.mine.ask_changes.propose(ask.id, due)
        return await _finish(talk, draft, ask, ask.from_id)
    ask = await talk.mine.ask_changes.set_due(ask.id, due)
    return await _finish(talk, draft, ask, ask.to_id)


async def _why(talk: Talk, draft: AnswerAskDraft) -> Markup:
    ask = await talk.mine.asks.get(draft.ask_id)
    return lines(fill(_("❌ Why can it not be done?")), fill("«{text}»", text=ask.text))


async def _what_advice(talk: Talk, draft: AnswerAskDraft) -> Markup:
    ask = await talk.mine.asks.get(draft.ask_id)
    return fill(_("💬 {client}: what do you advise?"), client=ask.client_name or "")


async def _which_day(talk: Talk, draft: AnswerAskDraft) -> Markup:
    ask = await talk.mine.asks.get(draft.ask_id)
    return lines(fill(_("📅 By what day?")), fill("«{text}»", text=ask.text))


class EnterAllowed(Step[AnswerAskDraft]):
    """Up to how many percent; not more than was asked."""

    async def show(self, talk: Talk, draft: AnswerAskDraft) -> Screen:
        ask = await talk.mine.asks.get(draft.ask_id)
        return Screen(
            fill(_("💸 {share} is asked. Up to what percent? For example: 7.5%"), share=share_words(ask.value or 0))
        )

    async def write(self, talk: Talk, draft: AnswerAskDraft, text: str) -> Move:
        ask, share = await talk.mine.asks.get(draft.ask_id), read_share(text)
        if share is None:
            return Again(hint=self.hint())
        if share > (ask.value or 0):
            return Again(hint=fill(_("Not more than was asked: {share}"), share=share_words(ask.value or 0)))
        decided = await talk.mine.ask_changes.decide(ask.id, share)
        return await _finish(talk, draft, decided, decided.from_id)

    def hint(self) -> Markup:
        return fill(_("In percent, please. For example: 7.5%"))


ANSWER_ASK = Dialog(
    name=DIALOG,
    draft=AnswerAskDraft,
    steps={
        "why": EnterComment(_decline, may_skip=False, asks=_why),
        "advice": EnterComment(_advise, may_skip=False, asks=_what_advice),
        "day": PickDay(_take_day, asks=_which_day, takes=frozenset({"day", "at"})),
        "share": EnterAllowed(),
    },
    roles=TASKED,
)
