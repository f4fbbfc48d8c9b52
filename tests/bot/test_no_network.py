"""Handlers and jobs make no network call: what a handler sends itself, a kill would double."""

import ast
from collections.abc import Iterator
from pathlib import Path

import aiogram.methods
import pytest
from aiogram import Bot, Router
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, Chat, User
from aiogram.types import Message as TelegramMessage

from bot.app import make_dispatcher
from bot.telegram.telegram import DeafBot, NetworkInHandlerError, NoNetworkSession
from handlers.routers import make_router
from tests.clock import moscow
from tests.sources import READ_TOGETHER, ROOT, nodes_of, paths_of
from tests.town import Town

FOLDERS = ("handlers", "scheduler", "reports", "sales")
NETWORK = {
    "aiohttp",
    "httpx",
    "requests",
    "socket",
    "urllib.request",
    "http.client",
    "aiogram.client",
    "aiogram.methods",
}
SENDING = {name[0].lower() + name[1:] for name in aiogram.methods.__all__}


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


CALLS = {snake(name) for name in SENDING} | {"answer", "reply", "edit_text", "edit_reply_markup", "feed_update"}
"""What a Bot, a Message or a CallbackQuery of aiogram can be asked to send."""

EVENTS = {"message", "query", "event", "bot", "callback", "callback_query", "_message", "_query"}
"""Names under which handlers hold aiogram's objects."""


def reached(path: Path) -> list[str]:
    """What a module takes of the network, or asks of an update to send."""
    found = []
    for node in nodes_of(path):
        match node:
            case ast.Import(names=names):
                found += [alias.name for alias in names if alias.name in NETWORK]
            case ast.ImportFrom(module=str(module), names=names):
                found += [module] if module in NETWORK else []
                found += [alias.name for alias in names if module == "aiogram" and alias.name == "Bot"]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute)) if name in EVENTS:
                found += [f"{name}.{attribute}()"] if attribute in CALLS else []
    return found


@READ_TOGETHER
def test_no_module_reaches_for_the_network() -> None:
    found = {str(path.relative_to(ROOT)): reached(path) for path in paths_of(*FOLDERS)}

    assert len(found) > 200
    assert {path: what for path, what in found.items() if what} == {}


def test_one_that_did_would_be_found(tmp_path: Path) -> None:
    (bad := tmp_path / "bad.py").write_text("import aiohttp\nfrom aiogram import Bot\nmessage.answer('')\n", "utf-8")

    assert reached(bad) == ["aiohttp", "Bot", "message.answer()"]


def routers(root: Router) -> Iterator[Router]:
    yield root
    for router in root.sub_routers:
        yield from routers(router)


def test_every_handler_is_reached_by_the_check_of_rights_and_asks_for_no_bot() -> None:
    count = 0
    for router in routers(make_router()):
        for observer in router.observers.values():
            for handler in observer.handlers:
                count += 1
                assert "access" in handler.flags, handler.callback
                assert "bot" not in handler.params, handler.callback
    assert count > 10


def test_a_dispatcher_keeps_no_state_of_its_own() -> None:
    assert not any("FSM" in type(middleware).__name__ for middleware in make_dispatcher().update.outer_middleware)


class Anything(TelegramMethod[bool]):
    """A call that nobody has thought of yet."""

    __returning__ = bool
    __api_method__ = "anything"


@pytest.fixture
def deaf() -> Bot:
    return DeafBot("42:token", "reper_bot")


async def test_whatever_a_handler_calls_it_is_told_not_to(deaf: Bot) -> None:
    person = User(id=7, is_bot=False, first_name="Анна")
    message = TelegramMessage(message_id=1, date=moscow("11:00"), chat=Chat(id=7, type="private")).as_(deaf)
    query = CallbackQuery(id="1", from_user=person, chat_instance="1").as_(deaf)

    for call in (
        deaf.send_message(7, "привет"),
        message.answer("привет"),
        message.edit_text("привет"),
        message.delete(),
        query.answer("привет"),
        deaf(Anything()),
        deaf.get_file("1"),
    ):
        with pytest.raises(NetworkInHandlerError):
            await call


async def test_a_file_is_not_fetched_inside_a_handler_either(deaf: Bot) -> None:
    with pytest.raises(NetworkInHandlerError):
        await deaf.download_file("documents/1.txt")


async def test_the_bot_that_handlers_see_is_the_deaf_one(town: Town) -> None:
    conversation = town.parts.worker._conversation

    assert isinstance(conversation._bot.session, NoNetworkSession)
