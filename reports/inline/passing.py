"""«Отправить в чат»: a text that its author passes on into a chat that is chosen then (spec/7)."""

from reports.message.language import gettext as _
from reports.message.message import Button
from sales.clients.card_fields import ClientKind
from storage.clients.client import Client
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def prepare_text(tx: Transaction, reader: Actor, text: str) -> None:
    """Kept for an hour, where Telegram has queries; nothing is kept that no button brings."""
    if await tx.system.wire.has_inline():
        await tx.as_(reader).prepared.keep(text)


async def pass_requisites(tx: Transaction, client: Client) -> tuple[Button, ...]:
    """The query that finds this company alone, and its requisites, in whatever chat is chosen (handlers.inline)."""
    if not client.inn or client.kind is ClientKind.PERSON or not await tx.system.wire.has_inline():
        return ()
    return (Button(_("📨 Requisites"), passes=client.inn),)


async def pass_row(tx: Transaction, reader: Actor, text: str) -> tuple[Button, ...]:
    """Nothing where it is not kept (any more)."""
    token = await tx.as_(reader).prepared.find_token(text) if await tx.system.wire.has_inline() else None
    return (Button(_("📨 Send to a chat"), passes=f"#{token}"),) if token else ()
