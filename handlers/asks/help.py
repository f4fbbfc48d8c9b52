"""«🆘 РОПу»: with one line, or none; and what the lead does about it (spec/4, 4.1)."""

from contextlib import suppress

from markupsafe import Markup

from handlers.asks.told import ask_leads, redraw, show_own, tell_sides
from handlers.dialog.model import Dialog, Done, Move, Talk
from handlers.dialog.steps.choices import CommentDraft, EnterComment
from handlers.framework.replies import Erase, Reply
from handlers.general.undo_handover import note_handover
from reports.asks.presses import AskAbout
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from sales.asks.ask import Ask, AskKind, HelpWay
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS
from storage.asks.ask_changes import NewAsk


class HelpDraft(CommentDraft):
    """Of one of these."""

    client_id: int | None = None
    deal_id: int | None = None
    payment_id: int | None = None
    card_key: str = ""


def help_about(about: AskAbout, record_id: int) -> HelpDraft:
    """Raises NotYoursError for what no help is asked with."""
    match about:
        case AskAbout.CLIENT:
            return HelpDraft(client_id=record_id)
        case AskAbout.DEAL:
            return HelpDraft(deal_id=record_id)
        case AskAbout.PAYMENT:
            return HelpDraft(payment_id=record_id)
        case _:
            raise NotYoursError


async def name_subject(talk: Talk, draft: HelpDraft) -> str:
    """The client that it is about. Raises NotYoursError."""
    if draft.payment_id is not None:
        return (await talk.mine.payments.get(draft.payment_id)).client_name
    if draft.deal_id is not None:
        return (await talk.mine.deals.get(draft.deal_id)).client_name
    return (await talk.mine.clients.get(draft.client_id or 0)).name


async def _ask_line(talk: Talk, draft: HelpDraft) -> Markup:
    client = bold(await name_subject(talk, draft))
    return lines(
        fill(_("🆘 {client}: what should the lead know?"), client=client),
        fill(_("In one line, or without a word")),
    )


async def send_help(talk: Talk, draft: HelpDraft) -> Move:
    """Raises NotYoursError; AlreadyDoneError where the lead was asked about it already and has not answered."""
    new = NewAsk(
        AskKind.HELP,
        draft.comment or "",
        client_id=draft.client_id,
        deal_id=draft.deal_id,
        payment_id=draft.payment_id,
        draft_id=draft.draft_id,
    )
    ask = await talk.mine.ask_changes.give(new)
    if draft.payment_id is not None:
        with suppress(NotYoursError, AlreadyDoneError):  # no debt, or the lead knows of it
            await talk.mine.debt_changes.escalate(draft.payment_id)
    gone = (Erase(draft.card_key),) if draft.card_key else ()
    return Done(show_own(talk, ask), (*gone, *await ask_leads(talk, ask)))


HELP = Dialog(
    name="ask_help",
    draft=HelpDraft,
    steps={"line": EnterComment(send_help, asks=_ask_line)},
    roles=SELLERS,
)


async def take(talk: Talk, ask: Ask, card_key: str) -> list[Reply]:
    """«Беру»: the client and its open business become the lead's; both are told."""
    if ask.client_id is None:
        raise NotYoursError
    taken = await talk.mine.ask_changes.help(ask.id, HelpWay.TAKE)
    with suppress(AlreadyDoneError):  # it is the lead's already
        moved = await talk.mine.handovers.take_over(ask.client_id)
        await note_handover(talk, moved, ask.client_id, of_ask=ask.id)
    return [*redraw(talk, taken, card_key), *await tell_sides(talk, taken, {taken.from_id})]


async def join(talk: Talk, ask: Ask, card_key: str) -> list[Reply]:
    """«Позвоню с вами»."""
    taken = await talk.mine.ask_changes.help(ask.id, HelpWay.JOIN)
    return [*redraw(talk, taken, card_key), *await tell_sides(talk, taken, {taken.from_id})]


async def solve(talk: Talk, ask: Ask, card_key: str) -> list[Reply]:
    """The manager is asked whether it helped."""
    solved = await talk.mine.ask_changes.solve(ask.id)
    return [*redraw(talk, solved, card_key), *await tell_sides(talk, solved, {solved.from_id})]
