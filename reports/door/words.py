"""What a token is called, where it leads, and how it is given over: once."""

from collections.abc import Mapping

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from sales.door.tokens import TokenKind, TokenScope

SIGNS: Mapping[TokenKind, str] = {
    TokenKind.API: "🔌",
    TokenKind.PBX: "☎️",
    TokenKind.LEAD: "📥",
    TokenKind.FEED: "📊",
    TokenKind.ICS: "📅",
}


def tell_kind(kind: TokenKind) -> str:
    """«Заявки с сайта», with its sign."""
    names = {
        TokenKind.API: _("API"),
        TokenKind.PBX: _("Calls"),
        TokenKind.LEAD: _("Requests of a site"),
        TokenKind.FEED: _("Tables"),
        TokenKind.ICS: _("Calendar"),
    }
    return f"{SIGNS[kind]} {names[kind]}"


def tell_scope(scope: TokenScope) -> str:
    """What it lets do, as a button says it."""
    return {
        TokenScope.READ_PAYMENTS: _("reads money"),
        TokenScope.WRITE_FACTS: _("writes money"),
        TokenScope.READ_CLIENTS: _("reads clients"),
        TokenScope.WRITE_CLIENTS: _("writes clients"),
    }[scope]


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
    unknown = fill(_("Put the address of your server before it (PUBLIC_URL).")) if path and not public_url else None
    return lines(
        fill("{kind} · {label}", kind=tell_kind(kind), label=bold(label)),
        fill("<code>{given}</code>", given=given),
        unknown,
        fill(_("Copy it now: it is shown once.")),
    )
