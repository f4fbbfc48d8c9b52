"""Where updates are posted when the bot does not ask for them. To this machine only."""

import re
from dataclasses import dataclass

from simulator.markup.links import split_address
from simulator.wire import JsonObject, Params, bad_request

HERE = {"127.0.0.1", "localhost"}
SECRET = re.compile(r"^[A-Za-z0-9_-]{1,256}$")


@dataclass(slots=True)
class Webhook:
    url: str = ""
    secret_token: str = ""
    allowed_updates: list[str] | None = None
    max_connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""

    def note_failure(self, at: int, words: str) -> None:
        self.last_error_date = at
        self.last_error_message = words

    def to_wire(self, pending: int) -> JsonObject:
        shown: JsonObject = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
        }
        if self.url:
            shown["max_connections"] = self.max_connections
        if self.allowed_updates is not None:
            shown["allowed_updates"] = self.allowed_updates
        if self.last_error_date:
            shown["last_error_date"] = self.last_error_date
            shown["last_error_message"] = self.last_error_message
        return shown


def read_webhook(params: Params) -> Webhook:
    """Raises RefusalError for an address that is not on this machine, and for a malformed secret."""
    url, secret = params.text("url"), params.text("secret_token")
    parts = split_address(url)
    if parts is None or parts.scheme not in {"http", "https"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.hostname not in HERE:
        raise bad_request("bad webhook: the simulator posts to 127.0.0.1 only")
    if secret and not SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    return Webhook(
        url=url,
        secret_token=secret,
        allowed_updates=params.json("allowed_updates"),
        max_connections=params.integer("max_connections", 40),
    )
