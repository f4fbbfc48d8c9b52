"""What stands in a chat, for a page and for tests: JSON with all that is drawn on a screen, and a transcript."""

from datetime import datetime, tzinfo
from typing import Any

from simulator.markup.rendering import to_html
from simulator.markup.rich_marks import rich_html
from simulator.state.files import Files
from simulator.state.records import ButtonTap, Chat, Message, Person
from simulator.wire import JsonObject

KINDS = ("photo", "document", "voice", "sticker", "contact", "location")
SERVICE = (
    "new_chat_title",
    "forum_topic_created",
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)
INDENT = " " * 8


def kind_of(message: Message) -> str:
    if message.blocks:
        return "rich"
    return next((kind for kind in KINDS if kind in message.body), "text" if "text" in message.body else "service")


def file_ids(body: JsonObject) -> list[str]:
    photo: list[JsonObject] = body.get("photo", [])
    held: list[Any] = [photo[-1] if photo else None, *(body.get(kind) for kind in ("document", "voice", "sticker"))]
    return [str(file["file_id"]) for file in held if file]


def message_state(message: Message, files: Files) -> JsonObject:
    """One message as a screen shows it; times in ISO 8601. Not to be changed: it is drawn once and shown to many."""
    if message.shown is None:
        message.shown = _draw(message)
    if ids := file_ids(message.body):
        return {**message.shown, "files": [files.find(i).to_json() for i in ids if files.has(i)]}
    return message.shown


def _draw(message: Message) -> JsonObject:
    sender = message.sender
    return {
        "message_id": message.message_id,
        "chat": message.chat.id,
        "kind": kind_of(message),
        "from": {
            "id": sender["id"],
            "is_bot": sender["is_bot"],
            "name": f"{sender['first_name']} {sender.get('last_name', '')}".strip(),
        },
        "date": message.date.isoformat(),
        "text": message.text,
        "html": rich_html(message.blocks) or to_html(message.text, message.entities),
        "entities": message.entities,
        "keyboard": message.inline_keyboard or [],
        "edited": message.edit_date is not None,
        "edit_date": message.edit_date.isoformat() if message.edit_date else None,
        "history": message.history,
        "files": [],
        "reply_to": message.reply_to.message_id if message.reply_to else None,
        "via_bot": message.body.get("via_bot"),
        "forward_origin": message.body.get("forward_origin"),
        "contact": message.body.get("contact"),
        "location": message.body.get("location"),
        "emoji": message.body.get("sticker", {}).get("emoji"),
        "seconds": message.body.get("voice", {}).get("duration"),
        "only": message.only,
        "thread": message.thread,
        "service": next((kind for kind in SERVICE if kind in message.body), None),
        "read": message.read,
        "silent": message.silent,
        "protected": message.protected,
        "effect": message.body.get("effect_id", ""),
    }


def chat_state(chat: Chat, files: Files, seq: int) -> JsonObject:
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.person.name if chat.person else chat.title,
        "members": sorted(chat.members),
        "bot": chat.bot,
        "migrated_to": chat.migrated_to,
        "seq": seq,
        "reply_keyboard": chat.reply_keyboard,
        "pinned": chat.pinned,
        "messages": [message_state(m, files) for m in chat.messages.values()],
    }


def person_state(person: Person, commands: list[JsonObject], chat: Chat) -> JsonObject:
    return {
        **person.to_wire(),
        "name": person.name,
        "note": person.note,
        "started": person.started,
        "blocked": person.blocked,
        "deactivated": person.deactivated,
        "commands": commands,
        "reply_keyboard": chat.reply_keyboard,
        "toasts": [toast.to_json() for toast in person.toasts],
    }


def transcript(chat: Chat, presses: list[ButtonTap], zone: tzinfo) -> str:
    """The chat as one would read it aloud: who, when, what, the buttons below, and what was pressed."""
    lines = [f"── {chat.person.name if chat.person else chat.title} ({chat.kind} {chat.id}) ──"]
    taps = sorted(presses, key=lambda press: (press.after, press.at))
    for message in chat.messages.values():
        while taps and taps[0].after < message.message_id:
            lines.append(_press_line(taps.pop(0), zone))
        lines += _message_lines(message, zone)
    lines += [_press_line(press, zone) for press in taps]
    if chat.reply_keyboard:
        lines += ["⌨", *_rows(chat.reply_keyboard.get("keyboard", []))]
    return "\n".join(lines) + "\n"


def _message_lines(message: Message, zone: tzinfo) -> list[str]:
    who = message.sender["first_name"]
    edited = f" (edited {_clock(message.edit_date, zone)})" if message.edit_date else ""
    first, *rest = (_label(message) + message.text).split("\n")
    head = f"[{_clock(message.date, zone)}] {who}{edited}: {first}".rstrip()
    return [head, *(f"{INDENT}{line}".rstrip() for line in rest), *_rows(message.inline_keyboard or [])]


def _label(message: Message) -> str:
    """«(photo) » before a caption, the fields of a contact, and so on."""
    kind, body = kind_of(message), message.body
    origin = "(forwarded) " if "forward_origin" in body else ""
    if kind in {"text", "rich"}:
        return origin
    if kind == "contact":
        return f"{origin}(contact {body['contact']['first_name']} {body['contact']['phone_number']}) "
    if kind == "location":
        return f"{origin}(location {body['location']['latitude']}, {body['location']['longitude']}) "
    if kind == "document":
        return f"{origin}(document {body['document'].get('file_name', '')}) "
    return f"{origin}({kind}) "


def _rows(rows: list[list[JsonObject]]) -> list[str]:
    return [INDENT + "  ".join(f"[{button['text']}]" for button in row) for row in rows]


def _press_line(press: ButtonTap, zone: tzinfo) -> str:
    told = f" → «{press.toast.text}»" if press.toast and press.toast.text else ""
    return f"[{_clock(press.at, zone)}] {press.person.first_name} presses [{press.label}]{told}"


def _clock(instant: datetime, zone: tzinfo) -> str:
    return f"{instant.astimezone(zone):%H:%M}"
