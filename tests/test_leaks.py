"""The guard over the logs has ears: what leaks on purpose is found, and a day at DEBUG leaks nothing."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from aiogram import F, Router

import bot.app
import tests.town
from bot.operations.log import NOISY, JsonLines, Quiet
from handlers.framework.access import EVERYBODY, access
from handlers.routers import make_router
from tests import leaks
from tests.storage.plainly import told_by_sqlalchemy
from tests.town import TOKEN, Town

LEAKS = {
    "a token": "no answer from https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    "a phone": "called +7 912 345-67-89",
    "a phone in one piece": "called 79123456789",
    "a client": "no payment of Ромашка",
    "a typed text": "could not read 'payment 150k Romashka'",
    "a test's token": f"polling with {TOKEN}",
}
HARMLESS = (
    "update 700000001 failed",
    "serving @reper_bot",
    "poll failed, again in 30.0 s: refused (502)",
    '{"at":"2026-11-20T08:00:00.000+00:00","said":"update 7 failed","trace":["/x/handlers/start.py:30 s"]}',
)


@pytest.mark.parametrize("what", LEAKS)
def test_a_line_that_tells_is_found(what: str) -> None:
    assert leaks.leaks_in([LEAKS[what]], ["payment 150k Romashka", TOKEN])


@pytest.mark.parametrize("line", HARMLESS)
def test_a_line_that_tells_nothing_is_let_through(line: str) -> None:
    assert leaks.leaks_in([line], ["/start", "да", "30"]) == []


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR])
async def test_the_test_that_logs_what_somebody_typed_fails(town: Town, level: int) -> None:
    assert town.owner is not None
    await town.owner.types("payment 150k Romashka")
    with leaks.guarded() as guard:
        logging.getLogger("handlers.payments.pay").log(level, "not understood: %s", "payment 150k Romashka")

    assert guard.leaks()


def test_it_hears_also_where_a_test_has_taken_all_handlers_away() -> None:
    with leaks.guarded() as guard:
        logging.basicConfig(force=True, handlers=[])
        logging.getLogger("bot.pipeline.worker").debug("Ромашка")

    assert guard.leaks()


@pytest.fixture
def breaking_router(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handler whose exception quotes what was typed, and whose statement quotes the database."""
    made = make_router

    def with_breaking() -> Router:
        broken, root = Router(name="broken"), Router(name="root")

        @broken.message(F.text.startswith("беда"), flags=access(EVERYBODY))
        async def breaks(message: object, tx: object) -> None:
            raise RuntimeError(f"cannot do {message!r} in {tx!r}")

        root.include_routers(broken, made())
        return root

    monkeypatch.setattr(bot.app, "make_router", with_breaking)
    monkeypatch.setattr(tests.town, "_dispatcher", bot.app.make_dispatcher)  # one of its own, and not the one of all


@pytest.mark.usefixtures("breaking_router")
async def test_an_exception_that_quotes_a_message_is_logged_without_it(town: Town) -> None:
    town.parts = town.assembled()
    assert town.owner is not None
    with leaks.guarded() as guard:
        await town.owner.types("беда с Ромашкой")

    assert any("failed" in line and "RuntimeError" in line for line in guard.lines)
    assert guard.leaks() == []


@pytest.fixture
def loud() -> Iterator[tuple[StringIO, StringIO]]:
    """Every library opens its mouth: what is printed without our filter, and with it."""
    bare, ours = logging.StreamHandler(StringIO()), logging.StreamHandler(StringIO())
    ours.addFilter(Quiet())
    ours.setFormatter(JsonLines())
    root, names = logging.getLogger(), [*NOISY, "sqlalchemy.engine.Engine", "aiogram.event", "aiogram.dispatcher"]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    for handler in (bare, ours):
        root.addHandler(handler)
    yield bare.stream, ours.stream
    for handler in (bare, ours):
        root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


async def test_libraries_set_to_debug_by_hand_still_tell_nothing(town: Town, loud: tuple[StringIO, StringIO]) -> None:
    bare, ours = loud
    anna = await town.manager("Анна")
    with told_by_sqlalchemy():  # what goes straight to the driver nobody prints
        await anna.types("оплата 150к Ромашка завтра")
        await town.clock.reach("12:00", step=town.minutes(15))

    assert "Ромашка" in bare.getvalue(), "they do print values: otherwise this test proves nothing"
    assert leaks.leaks_in(ours.getvalue().splitlines(), leaks.secrets([town.core])) == []
