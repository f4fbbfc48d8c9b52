"""Which column of a call log holds what: by its heading, or by the places of Asterisk's Master.csv (spec/6)."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from sales.core.words import clean, fold
from sales.telephony.fields import find_result


class LogColumn(StrEnum):
    DAY = "day"
    TIME = "time"
    THEIRS = "theirs"
    FROM = "from"
    TO = "to"
    OURS = "ours"
    DIRECTION = "direction"
    SECONDS = "seconds"
    TALK = "talk"
    RESULT = "result"
    ID = "id"
    CHANNEL = "channel"
    FAR_CHANNEL = "far_channel"


_WORDS: Final[Mapping[LogColumn, str]] = {
    LogColumn.DAY: "дата|date|calldate|дата и время|дата звонка|дата/время|start|начало|начало звонка|started_at",
    LogColumn.TIME: "время|time|время звонка|время начала",
    LogColumn.THEIRS: "номер|номер клиента|телефон клиента|абонент|client_phone|client|номер телефона|number",
    LogColumn.FROM: "кто|откуда|кто звонил|звонивший|вызывающий|src|caller|from|source|номер звонящего",
    LogColumn.TO: "куда|кому|кому звонили|вызываемый|dst|callee|to|destination|вызываемый номер",
    LogColumn.OURS: "внутренний|добавочный|внутренний номер|сотрудник|extension|ext|internal|оператор",
    LogColumn.DIRECTION: "направление|тип|тип звонка|direction|type",
    LogColumn.SECONDS: "длительность|duration|длительность звонка|секунд|seconds",
    LogColumn.TALK: "разговор|длительность разговора|время разговора|billsec|talk|talk_seconds",
    LogColumn.RESULT: "результат|статус|состояние|disposition|status|result|итог",
    LogColumn.ID: "id|uniqueid|callid|call_id|id звонка|идентификатор|entry_id|pbx_call_id",
}
_KNOWN: Final = {fold(word): column for column, words in _WORDS.items() for word in words.split("|")}
HEADED: Final = 10
"""Rows among which the heading stands."""
ENOUGH: Final = 3
_NEEDED: Final = frozenset({LogColumn.THEIRS, LogColumn.FROM, LogColumn.TO})

ASTERISK: Final[Mapping[LogColumn, int]] = {
    LogColumn.FROM: 1,
    LogColumn.TO: 2,
    LogColumn.CHANNEL: 5,
    LogColumn.FAR_CHANNEL: 6,
    LogColumn.DAY: 9,
    LogColumn.SECONDS: 12,
    LogColumn.TALK: 13,
    LogColumn.RESULT: 14,
    LogColumn.ID: 16,
}
ASTERISK_WIDTH: Final = range(16, 19)
_MOMENT: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


def find_columns(rows: Sequence[Sequence[str]]) -> tuple[int, Mapping[LogColumn, int]] | None:
    """The first row below the heading, and the place of each column; None for what is no call log.

    A heading has three known words, a day and somebody's number among them; Asterisk has none, and sixteen to eighteen
    columns.
    """
    for at, row in enumerate(rows[:HEADED]):
        found: dict[LogColumn, int] = {}
        for place, cell in enumerate(row):
            column = _KNOWN.get(fold(clean(cell, 40)))
            if column is not None:
                found.setdefault(column, place)
        if len(found) >= ENOUGH and _NEEDED & found.keys() and LogColumn.DAY in found:
            return at + 1, found
    return (0, ASTERISK) if rows and _is_asterisk(rows) else None


def _is_asterisk(rows: Sequence[Sequence[str]]) -> bool:
    first = [row for row in rows[:HEADED] if any(row)]
    return bool(first) and all(
        len(row) in ASTERISK_WIDTH and _MOMENT.fullmatch(row[9]) and find_result(row[14]) is not None for row in first
    )
