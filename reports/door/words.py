"""What a token is called, where it leads, and how it is given over: once."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from reports.door.presses import ConnectionAddress
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.view import button
from sales.door.tokens import TokenKind, TokenScope
from sales.hooks import standing
from sales.hooks.events import HookEvent
from storage.door.tokens import DoorToken

SIGNS: Mapping[TokenKind, str] = {
    TokenKind.API: "🔌",
    TokenKind.PBX: "☎️",
    TokenKind.LEAD: "📥",
    TokenKind.FEED: "📊",
    TokenKind.HOOK: "📤",
    TokenKind.ICS: "📅",
}


def tell_kind(kind: TokenKind) -> str:
    """«Заявки с сайта», with its sign."""
    names = {
        TokenKind.API: _("API"),
        TokenKind.PBX: _("Calls"),
        TokenKind.LEAD: _("Site enquiries"),
        TokenKind.FEED: _("Tables"),
        TokenKind.HOOK: _("Events"),
        TokenKind.ICS: _("Calendar"),
    }
    return f"{SIGNS[kind]} {names[kind]}"


def tell_example(kind: TokenKind) -> str:
    """What one may be called."""
    return {
        TokenKind.PBX: _("our phone system"),
        TokenKind.LEAD: _("our site"),
        TokenKind.FEED: _("the director's table"),
        TokenKind.HOOK: _("our CRM"),
    }.get(kind, _("1C"))


def tell_scope(scope: TokenScope) -> str:
    """What it lets do, as a button says it."""
    return {
        TokenScope.READ_PAYMENTS: _("reads money"),
        TokenScope.WRITE_FACTS: _("writes money"),
        TokenScope.READ_CLIENTS: _("reads clients"),
        TokenScope.WRITE_CLIENTS: _("writes clients"),
    }[scope]


def tell_event(event: HookEvent) -> str:
    """What a program is told of, as a button says it."""
    return {
        HookEvent.PAYMENT_EXPECTED: _("payment expected"),
        HookEvent.PAYMENT_MOVED: _("payment moved"),
        HookEvent.PAYMENT_CANCELLED: _("not coming"),
        HookEvent.FACT_RECORDED: _("money came"),
        HookEvent.FACT_CONFIRMED: _("confirmed"),
        HookEvent.FACT_UNDONE: _("receipt undone"),
        HookEvent.DEAL_MOVED: _("deal's stage"),
        HookEvent.CLIENT_CREATED: _("new client"),
        HookEvent.CLIENT_MERGED: _("clients merged"),
        HookEvent.CLIENT_FORGOTTEN: _("client forgotten"),
        HookEvent.ASK_GIVEN: _("task given"),
        HookEvent.ASK_DONE: _("task done"),
        HookEvent.CHECKIN_CLOSED: _("check-in closed"),
        HookEvent.WEEK_FROZEN: _("week frozen"),
    }[event]


def tell_host(options: Mapping[str, object]) -> str:
    """Where events go; the rest of the address may hold a secret."""
    return urlsplit(str(options.get("url", ""))).hostname or ""


def tell_path(kind: TokenKind, token: str) -> str:
    """Where it is used, under the public address; empty for what goes into a header."""
    return {
        TokenKind.PBX: f"/hook/pbx/{token}",
        TokenKind.LEAD: f"/hook/lead/{token}",
        TokenKind.FEED: f"/feed/{token}/facts.csv",
        TokenKind.ICS: f"/ics/{token}.ics",
    }.get(kind, "")


def tell_token(kind: TokenKind, label: str, token: str, public_url: str) -> Markup:
    """The whole of it, to be copied; nobody shows it again."""
    path = tell_path(kind, token)
    given = f"{public_url}{path}" if path else token
    unknown = fill(_("Put your server's address in front of it (PUBLIC_URL)."))
    return lines(
        fill("{kind} · {label}", kind=tell_kind(kind), label=bold(label)),
        fill("<code>{given}</code>", given=given),
        *_tell_how(kind, given, public_url),
        None if public_url or not path else unknown,
        fill(_("Copy it now: it is shown once.")),
    )


def _tell_how(kind: TokenKind, given: str, public_url: str) -> tuple[Markup, ...]:
    """What to do with it where it is entered."""
    match kind:
        case TokenKind.HOOK:
            return (fill(_("By this secret the program knows that it is us (Standard Webhooks).")),)
        case TokenKind.API:
            where = fill(_("Address: <code>{url}</code>, header Authorization: Bearer"), url=f"{public_url}/api/v1/")
            return (where,)
        case TokenKind.FEED:
            formula = fill('<code>=IMPORTDATA("{url}")</code>', url=given + _("?locale=en"))
            return (fill(_("Into a cell of the sheet:")), formula, fill(_("Also there: payments.csv, svod.csv")))
        case TokenKind.LEAD:
            return (fill(_("The form's fields: name, phone, email, text")),)
        case _:
            return ()


def tell_answer(status: int) -> str:
    """What an address has answered, or why it was not asked."""
    match status:
        case standing.NO_ANSWER:
            return _("no answer")
        case standing.PRIVATE:
            return _("an inner address, not called")
        case _:
            return _("answered {status}").format(status=status)


def tell_trial(token_id: int, label: str, status: int) -> Message:
    """To whoever has tried an address."""
    told = (
        _("✅ {label} took the trial: {answer}") if status in standing.SAID_WELL else _("❌ {label}, trial: {answer}")
    )
    return Message(fill(told, label=bold(label), answer=tell_answer(status)), _row_of_card(token_id, label))


def tell_turned_off(token_id: int, label: str) -> Message:
    """To the owners: an address does not answer, and is told nothing more."""
    text = fill(
        _("⚠️ Events for {label} are off: the address does not accept them. Turn them on when it works."),
        label=bold(label),
    )
    return Message(text, _row_of_card(token_id, label))


def tell_leaves() -> str:
    """Under a question whose answer is a secret."""
    return _("Your message leaves the chat at once.")


def tell_pasted(token: DoorToken, *, may_revoke: bool) -> Message:
    """To whoever has sent one into the chat, and that it stands there no more."""
    text = fill(
        _(
            "🔑 That is the key of “{label}”: it leaves the chat.\n"
            "If others have seen it, revoke it and make a new one."
        ),
        label=bold(token.label or tell_kind(token.kind)),
    )
    return Message(text, _row_of_card(token.id, token.label, token.kind) if may_revoke and token.label else ())


def _row_of_card(token_id: int, label: str, kind: TokenKind = TokenKind.HOOK) -> Keyboard:
    return ((button(f"{SIGNS[kind]} {cut(label, 22)}", ConnectionAddress(token_id=token_id)),),)
