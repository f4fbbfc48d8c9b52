"""A line about a deal: made at once, moved, lost; of several deals one is chosen by a button (spec/0, 0.2)."""

from aiogram.types import Message as TelegramMessage

from handlers.deals.losing import LOST_DEAL, LostDraft, ask_which_deal, lose
from handlers.deals.new_deal import NewDealDraft, go_on_with
from handlers.dialog.model import Done, Goto, Talk
from handlers.dialog.runner import Runner
from handlers.entry.asking.dialog import begin
from handlers.entry.line.draft import draft_of, message_draft_id
from handlers.entry.line.hearing import read_line
from handlers.framework.replies import Replies, Reply, Say
from handlers.general.hints import fact_only
from reports.deals.deal_card import DealCard
from reports.deals.presses import DealAsks, DealDeed, DealPress, NewDealOf, NewDealPress
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, Message
from reports.message.view import button
from reports.message.words.deal_words import deal_labels
from reports.message.words.terms import stage_words
from sales.core.rights import Action, may
from sales.core.words import fold
from sales.deals.deal import Deal
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.deal_lines import DealDeedSaid, DealLine

MOST = 7


async def hear_deal(runner: Runner, talk: Talk, line: DealLine, message: TelegramMessage) -> Replies:
    """Who has no deals of their own is told who has. Raises NotYoursError, AlreadyDoneError."""
    makes = line.deed is DealDeedSaid.MAKE
    if not may(talk.actor.role, Action.LOG if makes else Action.EDIT_RECORDS):
        return Say(Message(fact_only()))
    if makes:
        return await _make(runner, talk, line, message)
    if not isinstance(line.client, Found):
        return await _which_client(runner, talk, line)
    deals = await talk.mine.deals.open_of(line.client.id)
    if not deals:
        return await _without_deal(runner, talk, line, line.client, message)
    deals = [each for each in deals if line.title and fold(line.title) in fold(each.title)] or deals
    if len(deals) > 1:
        return await _which_deal(runner, talk, line, deals)
    return await _do(talk, line, deals[0])


async def _make(runner: Runner, talk: Talk, line: DealLine, message: TelegramMessage) -> list[Reply]:
    found = line.client
    draft = NewDealDraft(
        draft_id=message_draft_id("deal", message.chat.id, message.message_id),
        client_id=found.id if isinstance(found, Found) else None,
        find=None if isinstance(found, Found) else found.text,
        amount=line.amount,
        which=(line.choice.smaller, line.choice.larger) if line.choice else None,
        title=line.title,
        stage=line.stage,
        kind=line.kind,
        deadline=line.deadline,
    )
    move = await go_on_with(talk, draft)
    if isinstance(move, Done):
        return [Say(move.content)]
    return await runner.open(talk, "new_deal", draft, move.step if isinstance(move, Goto) else "")


async def _do(talk: Talk, line: DealLine, deal: Deal) -> Reply:
    """Raises AlreadyDoneError where it stands there."""
    book = await talk.tx.system.stages.book(deal.department_id)
    match line.deed:
        case DealDeedSaid.BACK:
            return Say(DealCard(deal_id=deal.id, asks=DealAsks.BACK))
        case DealDeedSaid.LOSE:
            await lose(talk, deal, await _reason(talk, deal, line), line.lost_to)
        case _:
            after = book.after(deal.stage)
            code = line.stage or (after.code if after else deal.stage)
            if code == deal.stage:
                return Say(DealCard(deal_id=deal.id))
            if book.place(code) < book.place(deal.stage):
                return await _ask_back(deal, code, stage_words(book.find(code) or book.open[0]))
            await talk.mine.stage_moves.move(deal.id, code)
    return Say(DealCard(deal_id=deal.id))


async def _reason(talk: Talk, deal: Deal, line: DealLine) -> str:
    """One of the department's own by its name, else what the words say; «другое» where it has that one no more."""
    there = await talk.tx.system.lost_reasons.of(deal.department_id)
    said = line.comment.casefold()
    own = next((each.code for each in there if each.name and each.name.casefold() in said), None)
    codes = [each.code for each in there]
    return own or (line.reason if line.reason in codes else codes[-1])


async def _ask_back(deal: Deal, code: str, name: str) -> Reply:
    """Back is asked once, however it is said."""
    yes = button(_("Yes"), DealPress(deed=DealDeed.BACK, deal_id=deal.id, value=code))
    text = fill(_("🧩 {client}: back to “{stage}”?"), client=bold(deal.client_name), stage=name)
    return Say(Message(text, ((yes, button(_("No"), DealCard(deal_id=deal.id))),)))


async def _which_client(runner: Runner, talk: Talk, line: DealLine) -> Replies:
    """Two of nearly one name: their deals under way."""
    found = line.client.candidates if isinstance(line.client, Ambiguous) else ()
    deals = [deal for each in found for deal in await talk.mine.deals.open_of(each.id)]
    if not deals:
        return Say(Message(fill(_("Whose deal? Write the name in full, please."))))
    return await _which_deal(runner, talk, line, deals)


async def _which_deal(runner: Runner, talk: Talk, line: DealLine, deals: list[Deal]) -> Replies:
    """Whatever more the line said goes with the answer."""
    shown = deals[:MOST]
    if line.deed is DealDeedSaid.LOSE:
        reason = await _reason(talk, shown[0], line)
        draft = LostDraft(among=tuple(each.id for each in shown), reason=reason, lost_to=line.lost_to)
        return await runner.open(talk, LOST_DEAL.name, draft, "which")
    labels = deal_labels(shown, await talk.tx.system.stages.book(shown[0].department_id))
    rows = [(await _choice(talk, label, line, deal),) for label, deal in zip(labels, shown, strict=True)]
    return Say(Message(ask_which_deal(shown), tuple(rows)))


async def _choice(talk: Talk, label: str, line: DealLine, deal: Deal) -> Button:
    book = await talk.tx.system.stages.book(deal.department_id)
    after = book.after(deal.stage)
    code = line.stage or (after.code if after else "")
    if line.deed is DealDeedSaid.BACK or not code or code == deal.stage:
        return button(label, DealCard(deal_id=deal.id, asks=DealAsks.BACK))
    return button(label, DealPress(deed=DealDeed.MOVE, deal_id=deal.id, value=code))


async def _without_deal(runner: Runner, talk: Talk, line: DealLine, client: Found, message: TelegramMessage) -> Replies:
    """A refusal is then how a call ended; a deal that is not there is one tap away."""
    if line.deed is DealDeedSaid.LOSE:
        said = await read_line(talk, f"позвонил {client.name}: отказ{', ' if line.comment else ''}{line.comment}")
        if said is not None:
            entry = said.with_client(client.id, client.name)
            draft_id = message_draft_id("entry", message.chat.id, message.message_id)
            return await begin(runner, talk, draft_of(talk, entry, draft_id), said_in=message.message_id)
    make = button(_("🧩 Deal"), NewDealPress(deed=NewDealOf.CLIENT, record_id=client.id))
    return Say(Message(fill(_("{client} has no deal under way."), client=bold(client.name)), ((make,),)))
