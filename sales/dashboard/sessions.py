"""
A look at the dashboard, from its opening on (spec/7, 7.1). Its holder keeps it, sealed with our own key: no table does.

Telegram's own word is never renewed while the app stands open, so each answer carries the session on.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

IDLE = timedelta(minutes=15)
"""As long it holds after the last answer."""
LONGEST = timedelta(hours=12)
"""As long it can be carried on."""
EARLY = timedelta(seconds=60)
"""As far another process of ours may be ahead."""

_SEALED = re.compile(r"1\.([0-9]{1,18})\.([0-9]{1,12})\.([0-9]{1,12})\.([0-9a-f]{64})")


class SessionOverError(ValueError):
    """Forged, of another house, or too old: the app is to be opened anew."""


@dataclass(frozen=True, slots=True)
class DashboardSession:
    """Whose it is, when it was opened and when it was carried on last."""

    person_id: int
    opened_at: datetime
    renewed_at: datetime

    def renew(self, now: datetime) -> "DashboardSession":
        """Carried on from now."""
        return replace(self, renewed_at=now)


def seal_session(session: DashboardSession, secret: str) -> str:
    """What its holder keeps. Whole seconds."""
    said = f"1.{session.person_id}.{_seconds(session.opened_at)}.{_seconds(session.renewed_at)}"
    return f"{said}.{_sign(said, secret)}"


def open_session(sealed: str, secret: str, now: datetime) -> DashboardSession:
    """As it was sealed. Raises SessionOverError."""
    found = _SEALED.fullmatch(sealed)
    if found is None or not hmac.compare_digest(found[4], _sign(sealed.rpartition(".")[0], secret)):
        raise SessionOverError
    opened, renewed = (datetime.fromtimestamp(int(each), UTC) for each in (found[2], found[3]))
    if renewed > now + EARLY or now - renewed > IDLE or now - opened > LONGEST:
        raise SessionOverError
    return DashboardSession(int(found[1]), opened, renewed)


def _sign(said: str, secret: str) -> str:
    key = hashlib.sha256(b"reper dashboard\0" + secret.encode()).digest()
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
