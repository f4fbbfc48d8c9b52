"""A Mini App as Telegram opens one: with `initData`, which says who opens it and is signed with the bot's token."""

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode

from simulator.wire import JsonObject


def sign_init_data(token: str, user: JsonObject, at: datetime, **more: str) -> str:
    """A query string, as `Telegram.WebApp.initData` holds it; `more`: such as start_param, query_id."""
    said = json.dumps(user, ensure_ascii=False, separators=(",", ":"))
    fields = {"auth_date": str(int(at.timestamp())), "signature": "x", "user": said, **more}
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    return urlencode({**fields, "hash": hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()})
