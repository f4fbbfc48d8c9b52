"""Addresses as Telegram takes them: what is a link, what is not, and what a link looks like afterwards."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

SCHEMES = ("http", "https", "tg", "ton")
HOST = re.compile(r"^[^\s/@:]+\.[^\s/@:.]{2,}$")


def checked_url(written: str) -> str | None:
    """The address in full, or None where Telegram shows plain text instead."""
    url = written.strip()
    match = re.match(r"^[A-Za-z][A-Za-z0-9+.-]*://", url)
    if match is None:
        url = f"http://{url}"
    parts = split_address(url)
    if parts is None or parts.scheme.lower() not in SCHEMES or not parts.netloc:
        return None
    if parts.scheme.lower() in {"tg", "ton"}:
        return url
    if not is_host(parts.hostname or ""):
        return None
    return url if parts.path or parts.query or parts.fragment else f"{url}/"


def is_host(host: str) -> bool:
    """A name with a dot or an address in figures; `localhost` is refused, as Telegram does."""
    return bool(HOST.match(host)) or bool(re.match(r"^\d{1,3}(\.\d{1,3}){3}$", host))


def mentioned_user(written: str) -> int | None:
    """The id in tg://user?id=7."""
    parts = split_address(written.strip())
    if parts is None or parts.scheme != "tg" or parts.netloc != "user":
        return None
    ids = parse_qs(parts.query).get("id", [])
    return int(ids[0]) if ids and ids[0].isdecimal() else None


def split_address(url: str) -> SplitResult | None:
    """None for what is no address at all, as `http://[`."""
    try:
        return urlsplit(url)
    except ValueError:
        return None
