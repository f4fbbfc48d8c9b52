"""«🔌 Подключения»: a key is made in two answers, shown once, given scopes, and revoked."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Goto, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.door.draft import ConnectionDraft
from handlers.door.exchange import EnterSecret, PickExchange, PickHours
from handlers.framework.access import access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast
from reports.door.connections import DOOR_KEEPERS, ConnectionCard, ConnectionsView
from reports.door.presses import ConnectionDeed, ConnectionPress
from reports.door.words import tell_example, tell_kind, tell_leaves, tell_token
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import Keyed
from sales.core.errors import NotYoursError
from sales.core.words import clean
from sales.door.tokens import PERSONAL, TokenKind, TokenScope
from sales.hooks.addresses import is_private_host
from sales.hooks.events import HookEvent, make_secret, read_url
from storage.door.tokens import NewToken
from storage.queues.messages import once_key

LONGEST_LABEL = 60
FIRST_SCOPES = (TokenScope.READ_PAYMENTS, TokenScope.READ_CLIENTS)
"""A new key of the API reads; writing is given on its card."""
SCOPES_OF: Mapping[TokenKind, frozenset[TokenScope]] = {
    TokenKind.API: frozenset(TokenScope),
    TokenKind.HOOK: frozenset({TokenScope.READ_CLIENTS}),
}
"""What a card may give: to a program that is told of events, the names in them."""


def make_router(runner: Runner) -> Router:
    router = Router(name="connections")

    @router.callback_query(Pressed(ConnectionPress), flags=access(DOOR_KEEPERS))
    async def press(_query: CallbackQuery, callback_data: ConnectionPress, talk: Talk) -> Replies:
        return await _do(runner, talk, callback_data)

    return router


async def _do(runner: Runner, talk: Talk, press: ConnectionPress) -> Replies:
    """Raises NotYoursError."""
    match press.deed:
        case ConnectionDeed.NEW:
            return await _begin(runner, talk, press.kind)
        case ConnectionDeed.GIVE | ConnectionDeed.TAKE | ConnectionDeed.TURN:
            return await _give_scope(talk, press)
        case ConnectionDeed.SAY | ConnectionDeed.HUSH | ConnectionDeed.TELL:
            return await _choose_event(talk, press)
        case ConnectionDeed.ON:
            await talk.mine.hook_addresses.turn_on(press.token_id)
            return Redraw(ConnectionCard(token_id=press.token_id))
        case ConnectionDeed.PAUSE:
            await talk.mine.hook_addresses.pause(press.token_id)
            return Redraw(ConnectionCard(token_id=press.token_id))
        case ConnectionDeed.TRY:
            is_new = await talk.mine.hook_addresses.try_out(press.token_id)
            return Toast(_("Sent: I'll tell you the answer") if is_new else _("The trial is under way"))
        case ConnectionDeed.REVOKE:
            await talk.mine.door_tokens.revoke(press.token_id)
            return [Toast(_("Revoked: it no longer opens anything")), Redraw(ConnectionsView())]


async def _give_scope(talk: Talk, press: ConnectionPress) -> Redraw:
    token = await talk.mine.door_tokens.get(press.token_id)
    meant = set(list(TokenScope)[press.scope : press.scope + 1])
    if not meant & SCOPES_OF.get(token.kind, frozenset()):
        raise NotYoursError
    had = {TokenScope(each) for each in token.scopes}
    is_given = bool(meant - had) if press.deed is ConnectionDeed.TURN else press.deed is ConnectionDeed.GIVE
    await talk.mine.door_tokens.change(token.id, scopes=had | meant if is_given else had - meant)
    return Redraw(ConnectionCard(token_id=token.id))


async def _choose_event(talk: Talk, press: ConnectionPress) -> Redraw:
    if press.scope >= len(HookEvent):
        raise NotYoursError
    is_told = None if press.deed is ConnectionDeed.TELL else press.deed is ConnectionDeed.SAY
    await talk.mine.hook_addresses.choose_event(press.token_id, list(HookEvent)[press.scope], is_told=is_told)
    return Redraw(ConnectionCard(token_id=press.token_id, choosing=True))


async def _begin(runner: Runner, talk: Talk, kind: TokenKind) -> list[Reply]:
    """With one department there is nothing to ask about it."""
    if kind in PERSONAL:
        raise NotYoursError
    seen = await talk.mine.departments.list_seen()
    if not seen:
        raise NotYoursError
    draft = ConnectionDraft(kind=kind, department_id=seen[0].id if len(seen) == 1 else 0)
    return await runner.open(talk, CONNECTION.name, draft, _step_after_place(kind) if draft.department_id else "place")


def _step_after_place(kind: TokenKind) -> str:
    return "exchange" if kind is TokenKind.PBX else "label"


class PickPlace(Step[ConnectionDraft]):
    """Whose records it opens, into `department_id`."""

    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        seen = await talk.mine.departments.list_seen()
        text = fill(_("{kind}\nOf which department?"), kind=bold(tell_kind(draft.kind)))
        return Screen(text, tuple((Choice(each.name, str(each.id)),) for each in seen))

    async def press(self, talk: Talk, draft: ConnectionDraft, value: str) -> Move:
        seen = {str(each.id): each.id for each in await talk.mine.departments.list_seen()}
        if value not in seen:
            return Again()
        return Goto(_step_after_place(draft.kind), draft.model_copy(update={"department_id": seen[value]}))


class EnterLabel(Step[ConnectionDraft]):
    """To whom it is given; then it is made, and shown in a message that is kept nowhere."""

    free = True

    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        del talk
        asks = _("{kind}\nWhat is it for? For example: {example}")
        return Screen(fill(asks, kind=bold(tell_kind(draft.kind)), example=tell_example(draft.kind)))

    async def write(self, talk: Talk, draft: ConnectionDraft, text: str) -> Move:
        label = clean(text, LONGEST_LABEL + 1)
        if len(label) > LONGEST_LABEL or not any(sign.isalnum() for sign in label):
            return Again(hint=self.hint())
        if draft.kind is TokenKind.HOOK:
            return Goto("url", draft.model_copy(update={"label": label}))
        scopes = FIRST_SCOPES if draft.kind is TokenKind.API else ()
        token = await talk.mine.door_tokens.make(NewToken(draft.kind, label, draft.department_id, scopes))
        shown = Message(tell_token(draft.kind, label, token, talk.defaults.public_url))
        once = Say(Keyed(shown, once_key(draft.draft_id)))
        return Done(ConnectionsView(), (once,))

    def hint(self) -> Markup:
        return fill(_("A name of up to {n} letters, please: <code>Survey</code>"), n=LONGEST_LABEL)


class EnterUrl(Step[ConnectionDraft]):
    """Where events are told, which may hold a secret; the one that signs them is shown once, as a key is."""

    secret = True

    async def show(self, talk: Talk, draft: ConnectionDraft) -> Screen:
        del talk
        asks = _("{kind} · {label}\nTo which address? For example: https://crm.example.com/hook")
        asked = fill(asks, kind=bold(tell_kind(draft.kind)), label=draft.label)
        return Screen(lines(asked, fill("{leaves}", leaves=tell_leaves())))

    async def write(self, talk: Talk, draft: ConnectionDraft, text: str) -> Move:
        url = read_url(text)
        if url is None:
            return Again(hint=self.hint())
        if not talk.defaults.hook_private and is_private_host(urlsplit(url).hostname or ""):
            return Again(hint=fill(_("That is an inner address, I call none: <code>HOOK_PRIVATE=true</code> lets me.")))
        secret = make_secret()
        options = {"url": url, "secret": secret}
        await talk.mine.door_tokens.make(NewToken(draft.kind, draft.label, draft.department_id, options=options))
        shown = Message(tell_token(draft.kind, draft.label, secret, ""))
        return Done(ConnectionsView(), (Say(Keyed(shown, once_key(draft.draft_id))),))

    def hint(self) -> Markup:
        return fill(_("An address, please: <code>https://crm.example.com/hook</code>"))


CONNECTION = Dialog(
    name="connection",
    draft=ConnectionDraft,
    steps={
        "place": PickPlace(),
        "label": EnterLabel(),
        "url": EnterUrl(),
        "exchange": PickExchange(),
        "key": EnterSecret("key"),
        "secret": EnterSecret("secret"),
        "zone": PickHours(),
    },
    roles=DOOR_KEEPERS,
)
