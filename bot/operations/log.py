"""
JSON lines, or plain ones on a terminal.

No token, phone, name or text of a person at any level: logs have other readers than chats.
"""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
NOISY = ("aiogram", "aiohttp", "apscheduler", "sqlalchemy", "aiosqlite", "asyncio", "alembic")
"""At DEBUG they print updates, statements and their values."""


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "said": _say(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _frames(record.exc_info)
        return TOKEN.sub("<token>", json.dumps(line, ensure_ascii=False))


class PlainLines(logging.Formatter):
    """For people, on a terminal: the time and the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).astimezone()
        sign = "" if record.levelno < logging.WARNING else f"{record.levelname.lower()}: "
        lines = [f"{at:%H:%M:%S}  {sign}{_say(record)}"]
        if record.exc_info and record.exc_info[0] is not None:
            lines += [
                f"          {record.exc_info[0].__name__}",
                *(f"          {at}" for at in _frames(record.exc_info)),
            ]
        return TOKEN.sub("<token>", "\n".join(lines))


def _say(record: logging.LogRecord) -> str:
    """asyncio's own message quotes the lost error from its second line on."""
    return record.getMessage().partition("\n")[0] if record.name == "asyncio" else record.getMessage()


def _frames(info: tuple[object, object, object]) -> list[str]:
    """Where, without the error's own text: it can quote what a person typed."""
    error = info[1]
    if not isinstance(error, BaseException):
        return []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]


class Quiet(logging.Filter):
    """Of a library only what went wrong: its `echo` or a level of its own opens no door to values."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or record.name.partition(".")[0] not in NOISY


def set_up(level: str) -> None:
    """Log to standard error, in plain lines on a terminal, as JSON elsewhere; `level` by logging's name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlainLines() if sys.stderr.isatty() else JsonLines())
    handler.addFilter(Quiet())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    keep_quiet(level)


def keep_quiet(level: str) -> None:
    """So that what the filter would drop is not even put into words."""
    for name in NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
