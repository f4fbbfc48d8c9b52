"""What telephone exchanges are called, and what to enter where in the cabinet of each."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from markupsafe import Markup

from reports.door.words import tell_leaves, tell_path
from reports.message.format import mask_phone
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from sales.core.clock import local_date
from sales.door.tokens import TokenKind
from sales.telephony.call import Exchange
from sales.telephony.fields import WHOLE_PHONE
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from storage.transaction import Transaction

EXCHANGES: Final[Mapping[Exchange, Callable[[], str]]] = {
    Exchange.MANGO: lambda: "Mango Office",
    Exchange.ZADARMA: lambda: _("Zadarma, Novofon"),
    Exchange.MEGAFON: lambda: _("MegaFon, Gravitel"),
    Exchange.UIS: lambda: "UIS, CoMagic",
    Exchange.GENERAL: lambda: _("Another one, Asterisk"),
}

SHOWN: Final = 4
WEEK: Final = timedelta(days=7)

TEMPLATE: Final = (
    '{"call_session_id": {{call_session_id}}, "direction": {{direction}}, '
    '"contact_phone_number": {{contact_phone_number}}, "virtual_phone_number": {{virtual_phone_number}}, '
    '"start_time": {{start_time}}, "is_internal": {{is_internal}}, '
    '"talk_seconds": {{talk_time_duration}}, "extension": {{extension}}}'
)
"""For UIS: the names on the left are ours."""
EXAMPLE: Final = (
    '{"id": "1", "started_at": "2026-11-20T10:30:00", "direction": "out", "client_phone": "+79161234567", '
    '"extension": "101", "talk_seconds": 125, "result": "answered"}'
)


def ask_secret(exchange: Exchange, field: str) -> str:
    """Where it stands in the cabinet, and that it does not stay in the chat."""
    if exchange is Exchange.ZADARMA:
        asked = _("Please send the API secret (Settings → Integrations and API → Keys).")
    elif field == "key":
        asked = _("Please send the phone system's key (Integrations → API connector).")
    else:
        asked = _("And the key to sign with, the “salt”; it stands beside.")
    return f"{asked}\n{tell_leaves()}"


def tell_exchange(exchange: Exchange, token: str, key: str, public_url: str) -> Markup:
    """The whole of it, to be copied; nobody shows it again. `key`: of an exchange that shows one."""
    unknown = fill(_("Put your server's address in front of it (PUBLIC_URL)."))
    return lines(
        fill("☎️ {name}", name=bold(EXCHANGES[exchange]())),
        fill("{where}", where=_tell_where(exchange)),
        fill("<code>{address}</code>", address=f"{public_url}{tell_path(TokenKind.PBX, token)}"),
        None if public_url else unknown,
        fill(_("Key: <code>{key}</code>"), key=key) if key else None,
        *_tell_more(exchange),
        fill(_("Copy it now: it is shown once.")),
        fill(_("Then note the extensions: Team → a person → ☎️ Numbers.")),
    )


async def tell_unknown(tx: Transaction, reader: Actor, token: DoorToken) -> Markup | None:
    """«⚠️ Ничьи номера: 205 (12), 207 (3)»: of the last week's calls, for who keeps the connections."""
    if token.kind is not TokenKind.PBX or token.department_id is None:
        return None
    since = local_date(tx.clock.now(), reader.zone) - WEEK
    found = await tx.as_(reader).pbx_calls.count_unknown(token.department_id, since)
    told = [f"{_mask(extension)} ({n})" for extension, n in list(found.items())[:SHOWN]]
    return fill(_("⚠️ Nobody's numbers: {told}"), told=", ".join(told)) if told else None


def _mask(extension: str) -> str:
    return extension if len(extension) < WHOLE_PHONE else mask_phone(extension)


def _tell_where(exchange: Exchange) -> str:
    return {
        Exchange.MANGO: _("In your account there, Integrations → API connector → Address of the external system:"),
        Exchange.ZADARMA: _("In your account there, Settings → Integrations and API → Call notifications:"),
        Exchange.MEGAFON: _("In your account there, CRM integration: this address, and the key below."),
        Exchange.UIS: _("In your account there, Notifications → End of call → HTTP, POST, to this address:"),
        Exchange.GENERAL: _("Anything that can send POST with JSON or a form, to this address:"),
    }[exchange]


def _tell_more(exchange: Exchange) -> tuple[Markup, ...]:
    if exchange is Exchange.UIS:
        return (fill(_("The template of the body:")), fill("<code>{text}</code>", text=TEMPLATE))
    if exchange is Exchange.GENERAL:
        return (fill(_("For example:")), fill("<code>{text}</code>", text=EXAMPLE))
    return ()
