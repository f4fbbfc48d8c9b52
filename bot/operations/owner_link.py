"""
The owner's one-time link, the same each time it is printed until it is used.

A link that changed with every print was dead in the chat where it had been pasted. Only its hash is stored, so the
token is made anew each time: from the bot's own secret and a nonce of this database, 192 bits of an HMAC-SHA256.
"""

import hmac
import re
import secrets
import sys
from base64 import urlsafe_b64encode

import segno

from storage.people.invitations import TOKEN_BYTES
from storage.transaction import Transaction

NONCE = "owner_link"
"""Of the wire."""

USERNAME = "username"
"""Of the wire: our name, for links printed without asking Telegram."""


USERNAME_ALONE = re.compile(r"\w+")
"""A name that Telegram has told; before the first start there is none, and a code would lead nowhere."""


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
    """On a terminal as a code to photograph, too: the phone that opens it is rarely the machine that prints it."""
    link = f"https://t.me/{username}?start={token}"
    if sys.stdout.isatty() and USERNAME_ALONE.fullmatch(username):
        segno.make(link, micro=False).terminal(compact=True)
    print(f"Owner link, opens once: {link}", flush=True)  # noqa: T201  the answer


def _derive(bot_token: str, nonce: str) -> str:
    digest = hmac.digest(bot_token.encode(), nonce.encode(), "sha256")
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
