"""
Each row of the outbox against what stood in the chats: everything there, and nothing twice that does not say so.

A copy is known when the outbox holds its number, or held it until the message was sent anew below. A copy that was
never known is the outcome of a call that broke off: if another one followed, the person has it twice, and the later
one has to say so.
"""

import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from html import unescape
from typing import Any

from storage.tables.types import Json
from tests.proof.chaos.book import Findings
from tests.proof.chaos.witness import Shown, Witness, plain

OUTBOX = "SELECT key, chat_id, message_id, state, erase, content, claimed_at, error, view FROM outbox"
KNOWN = "SELECT key, message_id FROM chaos_known"
TAG = re.compile(r"</?[a-z][^>]*>")

FILES = {"svod_book", "svod_picture"}
"""Views that are sent as documents and photos, and never repeated when their call broke off."""

OF_FILES = {"document", "photo"}
FORGOTTEN = {"lost", "dropped", "erased"}
"""States in which a row may not know the message that it caused: nobody was told its number, and none follows."""

Ask = Callable[[str], Awaitable[list[tuple[Any, ...]]]]


async def check_posted(found: Findings, rows: Ask, witness: Witness) -> None:
    known: defaultdict[str, set[int]] = defaultdict(set)
    for key, message_id in await rows(KNOWN):
        known[key].add(message_id)
    states: dict[str, str] = {}
    for key, chat, message_id, state, erase, content, claimed_at, error, view in await rows(OUTBOX):
        states[key] = "erased" if erase else state
        found.files_lost += view in FILES and state == "lost"
        if message_id is not None:
            known[key].add(message_id)
        if state == "pending" or claimed_at is not None:
            found.lost.append(f"message {key} still waits to be sent: {error}")
        elif state == "dead":
            found.lost.append(f"message {key} was refused: {error}")
        elif state == "sent" and message_id is not None and not erase:
            shown = witness.chats[chat].get(message_id)
            _check_shown(found, key, shown, _json(content))
            _check_kind(found, key, shown, view)
    for key, same in _copies(found, witness).items():
        if key not in states:
            found.wrong.append(f"a message was sent under «{key}», which the outbox does not know")
        _check_copies(found, key, same, known[key], states.get(key, ""))


def _copies(found: Findings, witness: Witness) -> dict[str, list[Shown]]:
    copies: defaultdict[str, list[Shown]] = defaultdict(list)
    for shown in witness.of_bot():
        found.messages += 1
        found.marked += shown.is_marked
        found.tables += shown.kind == "rich"
        found.files += shown.kind in OF_FILES
        copies[shown.key].append(shown)
    return copies


def _check_shown(found: Findings, key: str, shown: Shown | None, content: Json | None) -> None:
    """It stands in the chat, and finished content stands there in its last version."""
    if shown is None or shown.deleted:
        found.lost.append(f"message {key} is not in its chat")
    elif shown.key != key and not key.startswith(("message:", shown.key)):
        found.wrong.append(f"message {key} stands where {shown.key} was sent")
    elif content is not None and "text" in content and _bare(content["text"]) not in shown.text:
        found.lost.append(f"message {key} does not show its last version")


def _check_kind(found: Findings, key: str, shown: Shown | None, view: str | None) -> None:
    if view in FILES and shown is not None and shown.kind not in OF_FILES:
        found.wrong.append(f"file {key} stands as {shown.kind}")


def _check_copies(found: Findings, key: str, copies: Sequence[Shown], known: set[int], state: str) -> None:
    if len(copies) > 1 and any(shown.kind in OF_FILES for shown in copies):
        found.doubled.append(f"a file under {key} was sent {len(copies)} times")
    for place, shown in enumerate(copies):
        later = copies[place + 1 :]
        if shown.message_id in known:
            continue
        if not later:
            if state not in FORGOTTEN:
                found.wrong.append(f"a message under {key} is {state}, and its number is not known")
            found.unknown += 1
            continue
        found.repeated += 1
        if not later[0].is_marked:
            found.wrong.append(f"a message under {key} was repeated without a word")


def _bare(html: str) -> str:
    return plain(unescape(TAG.sub("", html))).strip()


def _json(content: Any) -> Json | None:
    found: Json | None = json.loads(content) if isinstance(content, str) else content
    return found
