"""A client's mark of 0–10: a tap under the morning's question, or a line («нпс Вектор 9: быстро отвечаете»)."""

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.activities.cards import read_pressed_key
from handlers.deals.making import touch_card
from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.client import ClientDraft, PickClient, client_name
from handlers.framework.access import CLIENT_EDITORS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Say
from reports.clients.client_card import ClientCard
from reports.deals.presses import NpsPress
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from reports.message.words.deal_words import MARKS, mark_words
from sales.core.errors import NotYoursError
from sales.deals.kpi import NpsAnswer
from sales.entry.clients.names import Found
from sales.entry.nps_lines import LONGEST_COMMENT, NpsLine, read_mark

DIALOG = "nps"


class NpsDraft(ClientDraft):
    answer: NpsAnswer | None = None
    is_wrong: bool = False
    """A mark was said that is none: the example stands above the question."""
    comment: str = ""


def make_router() -> Router:
    router = Router(name="nps")

    @router.callback_query(Pressed(NpsPress), flags=access(SELLERS))
    async def press(query: CallbackQuery, callback_data: NpsPress, talk: Talk) -> Replies:
        step_id = await talk.mine.nps.answer(callback_data.client_id, callback_data.answer)
        card_key = await read_pressed_key(query, talk)
        return touch_card(card_key) or Redraw(_card(callback_data.client_id, callback_data.answer, "", step_id))

    return router


async def hear_nps(runner: Runner, talk: Talk, line: NpsLine) -> Replies:
    """Raises NotYoursError for who looks after no clients."""
    if talk.actor.role not in CLIENT_EDITORS:
        raise NotYoursError
    found = line.client
    draft = NpsDraft(
        client_id=found.id if isinstance(found, Found) else None,
        find=None if found is None or isinstance(found, Found) else found.text,
        answer=line.answer,
        is_wrong=line.is_wrong,
        comment=line.comment,
    )
    move = await go_on_with(talk, draft)
    if isinstance(move, Done):
        return [Say(move.content), *move.also]
    return await runner.open(talk, DIALOG, draft, move.step if isinstance(move, Goto) else "")


async def go_on_with(talk: Talk, draft: NpsDraft) -> Move:
    """The next question, or the client's card with the mark noted above it. Raises NotYoursError."""
    if draft.client_id is None:
        return Goto("client", draft)
    if draft.answer is None:
        return Goto("mark", draft)
    step_id = await talk.mine.nps.record(draft.client_id, draft.answer, draft.comment or None)
    return Done(_card(draft.client_id, draft.answer, draft.comment, step_id))


def _card(client_id: int, answer: NpsAnswer, comment: str, step_id: int) -> ClientCard:
    said = f"⭐ {mark_words(answer)}" + (f" · {comment}" if comment else "")
    return ClientCard(client_id=client_id, said=said, undo=step_id)


class EnterMark(Step[NpsDraft]):
    """A whole number of 0–10; what stands beside it is the comment."""

    async def show(self, talk: Talk, draft: NpsDraft) -> Screen:
        rows = tuple(tuple(Choice(mark_words(each, short=True), each) for each in row) for row in MARKS)
        asks = fill(_("⭐ {client}: what score, 0–10?"), client=bold(await client_name(talk, draft)))
        return Screen(asks if not draft.is_wrong else Markup("\n").join((self.hint(), asks)), rows)

    async def press(self, talk: Talk, draft: NpsDraft, value: str) -> Move:
        if value not in set(NpsAnswer):
            return Again()
        return await go_on_with(talk, draft.model_copy(update={"answer": NpsAnswer(value)}))

    async def write(self, talk: Talk, draft: NpsDraft, text: str) -> Move:
        said, _sign, comment = text.partition(":")
        answer = read_mark(said)
        if answer is None:
            return Again(draft.model_copy(update={"is_wrong": False}), self.hint())
        told = comment.strip()[:LONGEST_COMMENT] or draft.comment
        return await go_on_with(talk, draft.model_copy(update={"answer": answer, "comment": told}))

    def hint(self) -> Markup:
        return fill(_("A score is a whole number from 0 to 10. For example: <code>9</code>"))


async def _whose(talk: Talk, draft: NpsDraft) -> Markup:
    del talk, draft
    return fill(_("⭐ Whose score is it?"))


NPS = Dialog(
    name=DIALOG,
    draft=NpsDraft,
    steps={"client": PickClient(_whose, go_on_with, makes=False), "mark": EnterMark()},
    roles=CLIENT_EDITORS,
)
