"""Telegram's word for who has opened the Mini App: `initData`, signed with the bot's token (spec/7, 7.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.utils.web_app import safe_parse_webapp_init_data

AGE = timedelta(hours=1)
AHEAD = timedelta(seconds=60)
LONGEST = 4096


class ProofError(ValueError):
    """Not signed by our bot, too old, or of nobody."""


@dataclass(frozen=True, slots=True)
class Proof:
    telegram_id: int
    key: str
    """64 signs: it is taken once (storage.door.used_proofs)."""


def read_proof(init_data: str, token: str, now: datetime) -> Proof:
    """Raises ProofError."""
    if len(init_data) > LONGEST:
        raise ProofError
    try:
        found = safe_parse_webapp_init_data(token, init_data)
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise ProofError from None
    if found.user is None or not -AHEAD <= now - found.auth_date <= AGE:
        raise ProofError
    return Proof(found.user.id, found.hash)
