"""What the logs hold, and what they never hold."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from bot.operations.log import JsonLines, set_up

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture
def lines() -> Iterator[StringIO]:
    stream, handler = StringIO(), logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.setStream(stream)
    root = logging.getLogger("test log")
    root.addHandler(handler)
    root.propagate = False
    yield stream
    root.removeHandler(handler)


def test_a_line_is_json_with_when_how_bad_where_and_what(lines: StringIO) -> None:
    logging.getLogger("test log").warning("update %s failed", 7)

    line = json.loads(lines.getvalue())
    assert (line["level"], line["from"], line["said"]) == ("WARNING", "test log", "update 7 failed")
    assert line["at"].endswith("+00:00")


def test_the_token_is_never_written(lines: StringIO) -> None:
    logging.getLogger("test log").error("no answer from https://api.telegram.org/bot%s/getMe", TOKEN)

    assert TOKEN not in lines.getvalue()
    assert "/bot<token>/getMe" in lines.getvalue()


def test_a_trace_says_where_and_not_what_a_person_typed(lines: StringIO) -> None:
    try:
        raise ValueError("Ромашка +7 900 123-45-67")  # noqa: TRY301  that is what is tried
    except ValueError:
        logging.getLogger("test log").exception("update 7 failed")

    line = json.loads(lines.getvalue())
    assert line["error"] == "ValueError"
    assert "test_log.py" in line["trace"][-1]
    assert "Ромашка" not in lines.getvalue()
    assert "900" not in lines.getvalue()


def test_what_asyncio_says_of_a_lost_task_is_cut_before_it_quotes_the_error(lines: StringIO) -> None:
    record = logging.LogRecord(
        "asyncio",
        logging.ERROR,
        __file__,
        1,
        "Task exception was never retrieved\nfuture: ValueError('Ромашка')",
        (),
        None,
    )

    assert "Ромашка" not in JsonLines().format(record)
    assert "never retrieved" in JsonLines().format(record)


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_libraries_that_print_updates_and_values_are_kept_quiet(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(logging.getLogger().handlers), logging.getLogger().level
    monkeypatch.setattr(sys, "stderr", StringIO())
    try:
        set_up(level)
        for name in ("aiogram.event", "sqlalchemy.engine", "aiosqlite", "aiohttp.access", "apscheduler.executors"):
            assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    finally:
        logging.getLogger().handlers[:], level_before = before
        logging.getLogger().setLevel(level_before)
