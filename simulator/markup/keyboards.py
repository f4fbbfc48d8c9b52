"""Keyboards under a message or under the chat: what Telegram accepts, and what it says when it does not."""

from collections.abc import Callable
from dataclasses import dataclass

from simulator.markup.links import checked_url
from simulator.wire import JsonObject, RefusalError, bad_request

LARGEST_DATA = 64
LONGEST_QUERY = 256
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat")
MORE_ACTIONS = ("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled")

STYLES = ("primary", "success", "danger")

Rows = list[list[JsonObject]]


@dataclass(frozen=True, slots=True)
class Markup:
    """At most one of them is set; `hide` takes the person's keyboard away."""

    inline: Rows | None = None
    reply: JsonObject | None = None
    hide: bool = False


def read_markup(value: object, *, inline_only: bool = False) -> Markup:
    """The reply_markup of a call. Raises Telegram's refusal."""
    if value is None:
        return Markup()
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        rows = _rows(value["inline_keyboard"], "inline_keyboard", _inline_button)
        return Markup(inline=rows or None)
    if inline_only and value:
        raise bad_request("inline keyboard expected")
    if "keyboard" in value:
        return Markup(reply={**value, "keyboard": _rows(value["keyboard"], "keyboard", _reply_button)})
    if value.get("remove_keyboard"):
        return Markup(hide=True)
    return Markup(reply=value) if value.get("force_reply") else Markup()


def _rows(value: object, field: str, read: Callable[[object], JsonObject]) -> Rows:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request(f'field "{field}" of the {_owner(field)} must be an Array of Arrays')
    rows = [[read(button) for button in row] for row in value]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return rows


def _owner(field: str) -> str:
    return "InlineKeyboardMarkup" if field == "inline_keyboard" else "ReplyKeyboardMarkup"


def _inline_button(button: object) -> JsonObject:
    if not isinstance(button, dict):
        raise _wrong("an inline keyboard button must be an Object")
    if not isinstance(button.get("text"), str):
        raise _wrong('Field "text" must be of type String')
    if not button["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(action in button for action in ACTIONS + MORE_ACTIONS):
        raise _wrong("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= LARGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if not isinstance(button.get("disabled", {}), dict):
        raise _wrong("expected an Object for a disabled button")
    if button.get("style", "primary") not in STYLES:
        raise _wrong("unsupported button style specified")
    check_addresses(button)
    chosen = button.get("switch_inline_query_chosen_chat")
    if isinstance(chosen, dict) and len(str(chosen.get("query", ""))) > LONGEST_QUERY:
        raise bad_request("SWITCH_QUERY_TOO_LONG")
    return button


def check_addresses(button: JsonObject) -> None:
    """Raises RefusalError for an address that Telegram does not open; here this machine's own may do without TLS."""
    url = button.get("url")
    if url is not None and checked_url(str(url)) is None:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    web_app = button.get("web_app")
    if web_app is not None and not str(web_app.get("url", "")).startswith(("https://", "http://127.0.0.1:")):
        shown = web_app.get("url", "")
        raise bad_request(f"inline keyboard button Web App URL '{shown}' is invalid: Only HTTPS links are allowed")


def _reply_button(button: object) -> JsonObject:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _wrong(words: str) -> RefusalError:
    return bad_request(f"can't parse inline keyboard button: {words}")
