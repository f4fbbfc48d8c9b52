"""All routers become one, and nothing of any of them is lost without a word."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import F, Router
from aiogram.types import TelegramObject

from handlers.routers import _in_one


async def _answer() -> None:
    """A handler."""


async def _pass_on(handler: Callable[..., Awaitable[Any]], event: TelegramObject, data: dict[str, Any]) -> Any:
    return await handler(event, data)


def _router(name: str = "named") -> Router:
    router = Router(name=name)
    router.message.register(_answer)
    return router


def test_handlers_keep_their_order() -> None:
    one, two = _router(), _router()
    assert _in_one(one, two).message.handlers == [*one.message.handlers, *two.message.handlers]


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda router: router.message.filter(F.text), "filters"),
        (lambda router: router.callback_query.middleware(_pass_on), "middlewares"),
        (lambda router: router.callback_query.outer_middleware(_pass_on), "middlewares"),
        (lambda router: router.include_router(_router("inner")), "sub-routers"),
        (lambda router: router.startup.register(_answer), "deeds"),
    ],
)
def test_a_router_with_more_than_handlers_is_refused_by_name(spoil: Callable[[Router], object], named: str) -> None:
    spoilt = _router("the spoilt one")
    spoil(spoilt)

    with pytest.raises(ValueError, match=f"the spoilt one.*{named}"):
        _in_one(_router(), spoilt)
