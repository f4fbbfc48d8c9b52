"""
The owner's one-time link, the same each time it is printed until it is used.

A link that changed with every print was dead in the chat where it had been pasted. Only its hash is stored, so the
token is made anew each time: from the bot's own secret and a nonce of this database, 192 bits of an HMAC-SHA256.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode

from storage.people.invitations import TOKEN_BYTES
from storage.transaction import Transaction

NONCE = "owner_link"
"""Of the wire."""

USERNAME = "username"
"""Of the wire: our name, for links printed without asking Telegram."""


async def owner_token(tx: Transaction, bot_token: str) -> str | None:
    """None where there is an owner. A nonce whose link was used up, or revoked, makes place for a new one."""
    kept = await tx.system.wire.get(NONCE)
    if kept is not None:
        token = await tx.system.invitations.owner_link(_derive(bot_token, kept["nonce"]))
        if token is not None:
            return token
    nonce = secrets.token_hex(TOKEN_BYTES)
    await tx.system.wire.set(NONCE, {"nonce": nonce})
    return await tx.system.invitations.owner_link(_derive(bot_token, nonce))


def print_link(username: str, token: str) -> None:
    """On standard output, not into the log: whoever reads the log must not own the house."""
    print(f"Owner link, opens once: https://t.me/{username}?start={token}", flush=True)  # noqa: T201  the answer


def _derive(bot_token: str, nonce: str) -> str:
    digest = hmac.digest(bot_token.encode(), nonce.encode(), "sha256")
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
