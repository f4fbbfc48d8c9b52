"""Which handler is meant is decided in the loop: aiogram hands a filter that is no coroutine to a thread."""

from collections.abc import Iterator

from aiogram import F
from aiogram.dispatcher.event.handler import CallableObject, FilterObject

from bot.app import make_dispatcher
from handlers.framework.asked import Holds


def _asked() -> Iterator[tuple[str, CallableObject]]:
    for router in make_dispatcher().chain_tail:
        for name, observer in router.observers.items():
            for handler in observer.handlers:
                yield f"{router.name}: {name}", handler
                yield from ((f"{router.name}: a filter of {name}", each) for each in handler.filters or ())


def test_nothing_that_is_asked_of_an_update_goes_to_a_thread() -> None:
    asked = list(_asked())

    assert len(asked) > 100
    assert [where for where, each in asked if not each.awaitable] == []


def test_a_bare_magic_filter_would() -> None:
    assert not FilterObject(F.text).awaitable
    assert FilterObject(Holds(F.text)).awaitable
