"""From a handler's replies to rows of the outbox: whose chat, which key, which message is meant."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from handlers.framework.replies import Erase, Fetch, Forget, Redraw, Replies, Reply, Say, Suggest, Toast, Touch, Whisper
from reports.message.address import OPENS
from reports.message.press import SEPARATOR
from reports.message.steady import PRESSED, PressedKeyboard
from reports.message.view import Content, Keyed, View
from storage.engine.actor import Actor
from storage.queues.messages import ANSWER, BULK, REPLY, TOLD, NewMessage, ShownView, fetch_key, whole_key
from storage.transaction import Transaction

STRANGERS_REST = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is answered: whose chat it is, and which message's button was pressed."""

    item_id: int
    chat_id: int
    actor: Actor | None
    pressed: int | None = None
    keyboard: PressedKeyboard | None = None
    """The buttons there, as they stood then."""
    said: int | None = None
    """The number of the message in that chat, where it is one."""


def as_list(replies: Replies | None) -> list[Reply]:
    """None is nothing to say."""
    if replies is None:
        return []
    return list(replies) if isinstance(replies, list) else [replies]


async def enqueue(tx: Transaction, occasion: Occasion, replies: Sequence[Reply]) -> None:
    """Rows of the outbox for these replies, in their order; all that is touched comes last.

    A reply to a person without access is dropped; to a stranger the same words go once in ten minutes.
    """
    touched: list[str] = []
    if tx.session.is_postgres:  # SQLite has one writer: the keys need not even be looked up
        await tx.system.outbox.hold([key for reply in replies if (key := await _key(tx, occasion, reply))])
    for number, reply in enumerate(replies):
        match reply:
            case Say():
                await _say(tx, occasion, reply, f"{ANSWER}{occasion.item_id}:{number}")
            case Redraw(content):
                await _redraw(tx, occasion, content, f"{ANSWER}{occasion.item_id}:{number}")
            case Touch(key):
                touched.append(key or await _find_pressed_key(tx, occasion) or "")
            case Erase(key):
                await _erase(tx, occasion, key)
            case Fetch():
                await _fetch(tx, occasion, reply, fetch_key(occasion.item_id, number))
            case Toast() | Suggest() | Whisper() | Forget():
                pass  # answered at once by the worker, best effort; forgotten at the end, for nobody waits for that
            case _:
                raise TypeError(f"not a reply: {type(reply).__name__}")
    await _forget(tx, occasion, [reply for reply in replies if isinstance(reply, Forget)])
    if touched:
        await tx.system.outbox.touch(
            *touched, chat_id=occasion.chat_id, message_id=occasion.pressed, note=_note_press(occasion)
        )


async def _key(tx: Transaction, occasion: Occasion, reply: Reply) -> str | None:
    """Of a message that somebody else's change may draw anew."""
    match reply:
        case Touch(key="") | Erase(key="") | Redraw():
            return await _find_pressed_key(tx, occasion)
        case Say(Keyed(key=key)) | Touch(key=key) | Erase(key=key):
            return key
        case _:
            return None


async def _say_to_stranger(tx: Transaction, occasion: Occasion, content: Content) -> None:
    """The same words once in ten minutes, whatever they send, and behind all who work here."""
    told = _content(content)
    digest = blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    key = f"stranger:{occasion.chat_id}:{digest}"
    if not await tx.system.outbox.was_put(key, since=tx.clock.now() - STRANGERS_REST):
        await tx.system.outbox.put(NewMessage(key, occasion.chat_id, lane=BULK, fresh=True, **told))


async def _say(tx: Transaction, occasion: Occasion, say: Say, fallback: str) -> None:
    if occasion.actor is None and say.to is None and not isinstance(say.content, Keyed):
        await _say_to_stranger(tx, occasion, say.content)
        return
    person_id, chat_id = (occasion.actor.person_id if occasion.actor else None), occasion.chat_id
    if say.to is not None and say.to != person_id:
        other = await tx.system.staff.actor(say.to)
        if other is None:
            return
        person_id, chat_id = other.person_id, other.telegram_id
    said = say.content if isinstance(say.content, Keyed) else Keyed(say.content, fallback)
    await tx.system.outbox.put(
        NewMessage(
            key=said.key,
            chat_id=chat_id,
            person_id=person_id,
            lane=BULK if say.bulk else REPLY if chat_id == occasion.chat_id else TOLD,
            repeat=say.repeat and not _is_file(said.content),
            fresh=say.fresh,
            silent=say.silent,
            **_content(said.content),
        )
    )


async def _find_pressed_key(tx: Transaction, occasion: Occasion) -> str | None:
    return (await _find_pressed(tx, occasion))[0]


async def _find_pressed(tx: Transaction, occasion: Occasion) -> tuple[str | None, ShownView | None]:
    """Under which key the pressed message stands, and what it shows; that is None for one that is forgotten."""
    if occasion.pressed is None:
        return None, None
    shown = await tx.system.outbox.find_shown(occasion.chat_id, occasion.pressed)
    return whole_key(shown.key if shown else "") or f"message:{occasion.chat_id}:{occasion.pressed}", shown


async def _redraw(tx: Transaction, occasion: Occasion, content: Content, fallback: str) -> None:
    person_id = occasion.actor.person_id if occasion.actor else None
    key, before = await _find_pressed(tx, occasion)
    now, is_file = _content(content), _is_file(content)
    note = None if is_file or _is_another(before, content) else _note_press(occasion)
    if note is not None:
        now["content"] = now.get("content", {}) | note
    message = NewMessage(
        key or fallback, occasion.chat_id, person_id, repeat=not is_file, message_id=occasion.pressed, **now
    )
    await tx.system.outbox.put(message)


async def _fetch(tx: Transaction, occasion: Occasion, fetch: Fetch, key: str) -> None:
    person_id = occasion.actor.person_id if occasion.actor else None
    await tx.system.outbox.put(NewMessage(key, occasion.chat_id, person_id, content={"fetch": asdict(fetch)}))


async def _erase(tx: Transaction, occasion: Occasion, key: str) -> None:
    await tx.system.outbox.erase(key or await _find_pressed_key(tx, occasion) or "")


async def _forget(tx: Transaction, occasion: Occasion, asked: Sequence[Forget]) -> None:
    """As an update it is known still, so that it is not heard twice."""
    if asked:
        await tx.system.inbox.forget(occasion.item_id)
    if any(each.gone for each in asked) and occasion.said is not None:
        key = f"typed:{occasion.item_id}"
        await tx.system.outbox.put(NewMessage(key, occasion.chat_id, message_id=occasion.said))
        await tx.system.outbox.erase(key)


def _is_another(before: ShownView | None, content: Content) -> bool:
    """Another screen stands there from now on: nothing of the one that was pressed is to keep its place."""
    return before is not None and before.view != (content.name if isinstance(content, View) else None)


def _note_press(occasion: Occasion) -> dict[str, Any] | None:
    """For whoever draws that message: a thumb is there. What opens a screen, or its next page, leaves nothing there."""
    keyboard = occasion.keyboard
    if keyboard is None or keyboard.data.startswith(f"{OPENS}{SEPARATOR}"):
        return None
    return {PRESSED: keyboard.to_json()}


def _is_file(content: Content) -> bool:
    return isinstance(content, View) and content.is_file


def _content(content: Content) -> dict[str, Any]:
    if isinstance(content, View):
        return {"view": content}
    return {"content": content.to_json()}
