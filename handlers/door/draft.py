"""What was said so far of a connection that is being made."""

from typing import ClassVar

from handlers.dialog.model import Draft
from sales.door.tokens import TokenKind
from sales.telephony.call import Exchange


class ConnectionDraft(Draft):
    """`key` and `secret`: typed by the owner, by which an exchange signs."""

    secrets: ClassVar[tuple[str, ...]] = ("key", "secret")

    kind: TokenKind = TokenKind.API
    department_id: int = 0
    label: str = ""
    exchange: Exchange = Exchange.GENERAL
    zone: str = ""
    key: str = ""
    secret: str = ""
