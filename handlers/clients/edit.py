"""«✏️ Править»: one field of a client's card, one question; what stood before can be taken back for ten minutes."""

from collections.abc import Callable, Mapping
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery

from handlers.dialog.model import Again, Choice, Dialog, Done, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.amount import amount_mistake
from handlers.dialog.steps.client import LONGEST_NAME, ClientDraft, PickClient
from handlers.dialog.steps.then import in_words, number_in
from handlers.framework.access import CLIENT_EDITORS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Replies
from reports.clients.client_card import ClientCard
from reports.clients.client_words import field_name, field_value, inn_mistake, segment_words, terms_words
from reports.clients.presses import ClientAddress, ClientFieldPress
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Message, grid
from reports.message.view import Content, button
from sales.clients.card_fields import WORDED, CardField, Segment, read_kpp, read_segment, read_terms
from sales.clients.inn import KEPT_ALL_THE_SAME, InnMistake, inn_digits, read_inn
from sales.core.errors import NotYoursError
from sales.core.money import Kopecks
from sales.core.words import clean
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, read_amount
from storage.clients.client import Client
from storage.engine.errors import InnTakenError, ReferredInCircleError

DIALOG = "client_edit"
VALUE, REFERRER = "value", "referrer"
KEEP, REMOVE = "keep", "remove"
TERMS = (7, 14, 30, 45)
WIDTH = 3


class ClientEditDraft(ClientDraft):
    """`client_id` is who is picked, `edited_id` whose card it is."""

    edited_id: int = 0
    field: CardField | None = None
    offered: tuple[str, ...] = ()
    """Words that the department uses: a button carries their place."""
    doubtful: str = ""
    """An INN whose digits do not agree: kept by a second tap."""
    which: tuple[Kopecks, Kopecks] | None = None


async def write_field(talk: Talk, draft: ClientEditDraft, value: Any) -> Move:
    """Written, and the card shown with ↩️. Raises NotYoursError."""
    return Done(await write_field_card(talk, draft.edited_id, _field(draft), value))


async def write_field_card(talk: Talk, client_id: int, field: CardField, value: Any) -> Content:
    """The card with what was noted, or whose INN it is. Raises NotYoursError, ReferredInCircleError."""
    try:
        step_id = await talk.mine.client_edits.edit(client_id, {field: value})
    except InnTakenError as taken:
        return await tell_inn_taken(talk, taken.client_id)
    client = await talk.mine.clients.get(client_id)
    return ClientCard(client_id=client.id, said=await tell_field(talk, client, field), undo=step_id)


async def tell_field(talk: Talk, client: Client, field: CardField) -> str:
    """«✅ Вид дел: опт»"""
    referrer = ""
    if field is CardField.REFERRED_BY and client.referred_by_id:
        referrer = (await talk.mine.clients.get(client.referred_by_id)).name
    return f"✅ {field_name(field)}: {field_value(client, field, referrer) or '—'}"


async def tell_inn_taken(talk: Talk, client_id: int) -> Message:
    """Whose INN it is; a colleague's client is named by its owner alone."""
    try:
        client = await talk.mine.clients.get(client_id)
    except NotYoursError:
        return Message(fill(_("A colleague's client has this INN. Ask your lead.")))
    open_ = button(client.name[:24], ClientAddress(client_id=client.id))
    return Message(fill(_("This INN belongs to {client}."), client=bold(client.name)), ((open_,),))


class EnterValue(Step[ClientEditDraft]):
    """The question of each field, and its ready answers."""

    async def show(self, talk: Talk, draft: ClientEditDraft) -> Screen:
        client = await talk.mine.clients.get(draft.edited_id)
        field = _field(draft)
        if draft.doubtful:
            return _doubtful(draft.doubtful)
        if draft.which is not None:
            return _either(draft.which)
        now = field_value(client, field)
        said = {"client": bold(client.name), "field": field_name(field), "value": now or "—"}
        stands = fill("{client}\n{field}: {value}", **said)
        rows = grid(_choices(draft), WIDTH)
        gone = [(Choice(_("Leave it empty"), REMOVE),)] if now and field is not CardField.NAME else []
        return Screen(fill("{stands}\n{asks}", stands=stands, asks=asks(field)), (*rows, *gone))

    async def press(self, talk: Talk, draft: ClientEditDraft, value: str) -> Move:
        field = _field(draft)
        if value == KEEP and draft.doubtful:
            return await write_field(talk, draft, draft.doubtful)
        if value == REMOVE and field is not CardField.NAME:
            return await write_field(talk, draft, "" if field is CardField.KPP else None)
        if draft.which is not None and value in {"smaller", "larger"}:
            return await write_field(talk, draft, draft.which[value == "larger"])
        if (place := number_in(value, "w")) is not None and place < len(draft.offered):
            return await write_field(talk, draft, draft.offered[place])
        if field is CardField.SEGMENT and value in set(Segment):
            return await write_field(talk, draft, Segment(value))
        if field is CardField.TERMS and (days := number_in(value, "t")) in TERMS:
            return await write_field(talk, draft, days)
        return Again(draft.model_copy(update={"doubtful": "", "which": None}))

    async def write(self, talk: Talk, draft: ClientEditDraft, text: str) -> Move:
        match READ[_field(draft)](text):
            case InnMistake() as mistake if mistake in KEPT_ALL_THE_SAME:
                return Again(draft.model_copy(update={"doubtful": inn_digits(text)}))
            case InnMistake() as mistake:
                return Again(hint=inn_mistake(mistake))
            case AmountChoice(smaller, larger):
                return Again(draft.model_copy(update={"which": (smaller, larger)}))
            case AmountMistake() as mistake:
                return Again(hint=amount_mistake(mistake))
            case None:
                return Again(hint=asks(_field(draft)))
            case value:
                return await write_field(talk, draft, value)

    def hint(self) -> Markup:
        return fill(_("Please type it."))


def _find_worded(text: str) -> str | None:
    said = clean(text, LONGEST_NAME)
    return said if any(sign.isalnum() for sign in said) else None


READ: Mapping[CardField, Callable[[str], Any]] = {
    CardField.INN: read_inn,
    CardField.KPP: read_kpp,
    CardField.SEGMENT: read_segment,
    CardField.TERMS: read_terms,
    CardField.TURNOVER: read_amount,
    CardField.LIMIT: read_amount,
    CardField.REFERRED_BY: lambda _text: None,
    **dict.fromkeys((*WORDED, CardField.NAME), _find_worded),
}
"""None for what cannot be read."""


def _field(draft: ClientEditDraft) -> CardField:
    """Raises NotYoursError for a draft that names none."""
    if draft.field is None:
        raise NotYoursError
    return draft.field


def asks(field: CardField) -> Markup:
    return fill(
        {
            CardField.NAME: _("What name instead? For example: Camomile"),
            CardField.INN: _("Which INN? For example: 7707083893"),
            CardField.KPP: _("Which KPP? For example: 770701001"),
            CardField.LINE: _("What do they do? For example: wholesale"),
            CardField.TURNOVER: _("How much a year? For example: 18m"),
            CardField.SEGMENT: _("Companies or people?"),
            CardField.TERRITORY: _("Which territory? For example: South"),
            CardField.CITY: _("Which city? For example: Kazan"),
            CardField.SOURCE: _("How did they find us? For example: exhibition"),
            CardField.TERMS: _("How many days of credit? For example: 30"),
            CardField.LIMIT: _("Credit up to what sum? For example: 500k"),
            CardField.REFERRED_BY: _("Who recommended them?"),
        }[field]
    )


def _choices(draft: ClientEditDraft) -> list[Choice]:
    if draft.field is CardField.SEGMENT:
        return [Choice(segment_words(each), each) for each in Segment]
    if draft.field is CardField.TERMS:
        return [Choice(terms_words(days), f"t{days}") for days in TERMS]
    return [Choice(word[:24], f"w{place}") for place, word in enumerate(draft.offered)]


def _doubtful(inn: str) -> Screen:
    keep, read = Choice(_("Keep it as it is"), KEEP), read_inn(inn)
    why = inn_mistake(read) if isinstance(read, InnMistake) else None
    asked = fill(_("{inn}\nType it again, or keep it."), inn=bold(inn))
    return Screen(lines(why, asked), ((keep, Choice(_("Type again"), "again")),))


def _either(which: tuple[Kopecks, Kopecks]) -> Screen:
    smaller, larger = (money(each) for each in which)
    row = (Choice(larger, "larger"), Choice(smaller, "smaller"), Choice(_("✖️ Neither"), "again"))
    return Screen(fill(_("{smaller} or {larger}?"), smaller=smaller, larger=larger), (row,))


async def refer(talk: Talk, draft: ClientEditDraft) -> Move:
    try:
        return await write_field(talk, draft, draft.client_id)
    except ReferredInCircleError:
        return Again(draft.model_copy(update={"client_id": None}), await _tell_circle(talk, draft))


async def _tell_circle(talk: Talk, draft: ClientEditDraft) -> Markup:
    """«Вектор уже от клиента Ромашка»: at once, or by the way of others."""
    root, client = [await talk.mine.clients.get(each or 0) for each in (draft.client_id, draft.edited_id)]
    if root.id == client.id:
        return fill(_("A client does not recommend itself. Somebody else?"))
    return fill(_("{root} was brought by {client} already. Somebody else?"), root=root.name, client=client.name)


CLIENT_EDIT = Dialog(
    name=DIALOG,
    draft=ClientEditDraft,
    steps={
        VALUE: EnterValue(),
        REFERRER: PickClient[ClientEditDraft](in_words(lambda: _("Who recommended them?")), refer),
    },
    roles=CLIENT_EDITORS,
)


def make_router(runner: Runner) -> Router:
    router = Router(name="client edit")

    @router.callback_query(Pressed(ClientFieldPress), flags=access(CLIENT_EDITORS))
    async def press_field(_query: CallbackQuery, callback_data: ClientFieldPress, talk: Talk) -> Replies:
        client = await talk.mine.clients.get(callback_data.client_id)
        return await open_field(runner, talk, client.id, callback_data.field)

    return router


async def open_field(runner: Runner, talk: Talk, client_id: int, field: CardField, **more: Any) -> Replies:
    """The question of that field, with the words that the department uses."""
    offered = tuple(await talk.mine.clients.list_words_used(field)) if field in WORDED else ()
    draft = ClientEditDraft(edited_id=client_id, field=field, offered=offered, **more)
    return await runner.open(talk, DIALOG, draft, REFERRER if field is CardField.REFERRED_BY else VALUE)
