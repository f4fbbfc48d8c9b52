"""Trouble on demand: every way in which a call can go wrong, and the limits on sending, at both fronts."""

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from simulator.acts.faults import Flood
from simulator.hands.driver import Phone
from simulator.wire import RefusalError
from tests.simulator.conftest import Town


async def texts(phone: Phone) -> list[str]:
    return [m.text for m in await phone.chat() if m.by_bot]


async def test_a_429_says_how_long_to_wait_and_passes(town: Town, anna: Phone) -> None:
    await town.sim.fault("sendMessage", code=429, retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as flood:
            await town.bot.send_message(anna.id, "x")
        assert flood.value.retry_after == 7
    await town.bot.send_message(anna.id, "прошло")
    assert await texts(anna) == ["прошло"]


async def test_a_502_is_html_as_it_is_at_telegram(town: Town, anna: Phone) -> None:
    await town.sim.fault("getUpdates", code=502)
    with pytest.raises(ClientDecodeError):
        await town.bot.get_updates()
    assert await town.bot.get_updates() == []


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ({"code": 500}, TelegramServerError),
        ({"code": 400, "description": "Bad Request: something new"}, TelegramBadRequest),
        ({"code": 403, "description": "Forbidden: something else"}, TelegramForbiddenError),
    ],
)
async def test_any_refusal_can_be_ordered(
    town: Town, anna: Phone, rule: dict[str, object], error: type[Exception]
) -> None:
    await town.sim.fault("sendMessage", **rule)
    with pytest.raises(error, match=str(rule.get("description", "Internal Server Error"))):
        await town.bot.send_message(anna.id, "x")
    assert await texts(anna) == []


async def test_a_reset_before_means_that_nothing_was_done(town: Town, anna: Phone) -> None:
    await town.sim.fault("sendMessage", reset="before")
    with pytest.raises(TelegramNetworkError):
        await town.bot.send_message(anna.id, "x")
    assert await texts(anna) == []


async def test_a_reset_after_means_that_it_was_done_and_nobody_knows(town: Town, anna: Phone) -> None:
    await town.sim.fault("sendMessage", reset="after")
    with pytest.raises(TelegramNetworkError):
        await town.bot.send_message(anna.id, "x")
    assert await texts(anna) == ["x"]


async def test_an_answer_after_the_time_out_was_delivered_all_the_same(town: Town, anna: Phone) -> None:
    await town.sim.fault("sendMessage", delay=0.5)
    with pytest.raises(TelegramNetworkError, match="Request timeout error"):
        await town.bot.send_message(anna.id, "x", request_timeout=0.05)
    assert await texts(anna) == ["x"]


async def test_a_fault_concerns_only_what_it_names(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    await town.sim.fault("sendMessage", code=500, contains="Сводка", times=None)
    await town.sim.fault("*", code=500, chat_id=boris.id, skip=1)

    await town.bot.send_message(anna.id, "привет")
    with pytest.raises(TelegramServerError):
        await town.bot.send_message(anna.id, "Сводка · 12:00")
    await town.bot.send_message(boris.id, "первый раз")
    with pytest.raises(TelegramServerError):
        await town.bot.send_chat_action(boris.id, "typing")

    (left,) = await town.sim.faults()
    assert (left["contains"], left["hits"]) == ("Сводка", 1)
    await town.sim.no_faults()
    await town.bot.send_message(anna.id, "Сводка · 12:00")


async def test_a_rule_with_a_slip_of_the_pen_is_told(town: Town) -> None:
    with pytest.raises(AssertionError, match="unknown: cod; known: "):
        await town.sim.fault("sendMessage", cod=500)


async def test_every_call_is_in_the_log(town: Town, anna: Phone) -> None:
    before = (await town.sim.calls())[-1]["seq"]
    await town.sim.fault("sendMessage", reset="before")
    with pytest.raises(TelegramNetworkError):
        await town.bot.send_message(anna.id, "x")
    await town.bot.send_message(anna.id, "y")

    first, second = await town.sim.calls("sendMessage", since=before)
    assert (first["status"], first["answer"]) == (0, "connection reset before")
    assert (second["status"], second["params"]["text"], second["params"]["chat_id"]) == (200, "y", str(anna.id))
    assert second["at"] == "2026-11-20T08:40:00+00:00"


async def test_a_flood_in_one_chat(town: Town, anna: Phone) -> None:
    boris = await town.newcomer("Борис")
    await town.sim.flood(per_chat_second=1)
    await town.bot.send_message(anna.id, "1")
    with pytest.raises(TelegramRetryAfter) as flood:
        await town.bot.send_message(anna.id, "2")
    assert flood.value.retry_after == 1
    await town.bot.send_message(boris.id, "1")
    await town.bot.send_chat_action(anna.id, "typing")
    await town.sim.flood()
    await town.bot.send_message(anna.id, "3")


def test_the_windows_slide() -> None:
    flood = Flood(per_chat_second=1, overall_second=3, per_group_minute=2)
    flood.check(1, 0.0)
    flood.check(2, 0.1)
    flood.check(-5, 0.2)
    with pytest.raises(RefusalError, match="Too Many Requests: retry after 1"):
        flood.check(3, 0.3)
    flood.check(3, 1.05)
    flood.check(-5, 1.3)
    with pytest.raises(RefusalError, match="retry after 55"):
        flood.check(-5, 5.0)
    flood.check(-5, 60.5)


def test_a_refused_message_does_not_count() -> None:
    flood = Flood(overall_second=1)
    flood.check(1, 0.0)
    with pytest.raises(RefusalError):
        flood.check(1, 0.9)
    flood.check(1, 1.0)
