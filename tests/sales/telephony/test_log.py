"""Call logs of files: with headings, and of Asterisk without."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sales.telephony.call import CallResult, Direction
from sales.telephony.log import read_log

ZONE = "Europe/Moscow"
HEADING = ["Дата", "Время", "Кто", "Куда", "Длительность", "Статус"]


def cdr(src: str, dst: str, **more: str) -> list[str]:
    row = ["", src, dst, "internal", f'"{src}" <{src}>', "PJSIP/trunk-0001", "", "Dial", "", "2026-11-20 10:30:00"]
    row += ["2026-11-20 10:30:05", "2026-11-20 10:32:10", "130", "125", "ANSWERED", "DOCUMENTATION", "1763.1", ""]
    for at, value in more.items():
        row[int(at[1:])] = value
    return row


def read(*rows: Any) -> Any:
    return read_log(list(rows), ZONE)


def test_a_log_with_headings_is_read_wherever_they_stand() -> None:
    log = read(
        ["Журнал звонков", "", "", "", "", ""],
        HEADING,
        ["20.11.2026", "10:30", "101", "8 (916) 123-45-67", "2:05", "Отвечен"],
        ["20.11.2026", "10:31", "8 (916) 123-45-67", "101", "0", "Пропущен"],
        ["20.11.2026", "10:32", "101", "102", "10", "Отвечен"],
        ["вчера", "10:33", "101", "89161234567", "10", "Отвечен"],
        ["", "", "", "", "", ""],
    )
    out, missed = log.calls
    assert out.started_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert (out.direction, out.phone, out.extension, out.talk_seconds) == (Direction.OUT, "+79161234567", "101", 125)
    assert (missed.is_missed, missed.extension) == (True, "101")
    assert (log.internal, log.unclear) == (1, [6])


def test_two_of_ours_are_known_by_their_short_numbers_also_where_the_way_is_said() -> None:
    heading = ["Дата", "Время", "Номер", "Внутренний", "Направление", "Длительность"]
    log = read(
        heading,
        ["20.11.2026", "10:30", "102", "101", "исходящий", "40"],
        ["20.11.2026", "10:31", "12345", "79161234567", "входящий", "40"],
        ["20.11.2026", "10:32", "89161234567", "101", "исходящий", "40"],
    )
    assert (len(log.calls), log.internal, log.unclear) == (2, 1, [])


def test_the_same_file_gives_the_same_ids_and_two_calls_of_a_minute_stay_two() -> None:
    row = ["20.11.2026", "10:30", "101", "89161234567", "0", "Нет ответа"]
    first, again = read(HEADING, row, row), read(HEADING, row, row)
    assert [each.external_id for each in first.calls] == [each.external_id for each in again.calls]
    assert len(first.calls) == 2


def test_asterisk_is_known_by_its_columns() -> None:
    log = read(
        cdr("101", "89161234567", _5="PJSIP/101-0001", _16="1"),
        cdr("79161234567", "74951234567", _6="SIP/102-0007", _16="2"),
        cdr("79161234567", "s", _14="NO ANSWER", _13="0", _16="3"),
        cdr("101", "102", _16="4"),
        cdr("79161234567", "600", _6="SIP/101-0001", _14="NO ANSWER", _13="0", _16="5"),
        cdr("79161234567", "600", _6="SIP/102-0001", _13="61", _16="5"),
        cdr("74951234567", "89161234567", _5="SIP/101-0003", _16="6"),
    )
    told = [(each.external_id, each.direction, each.phone, each.extension, each.result) for each in log.calls]
    client, answered = "+79161234567", CallResult.ANSWERED
    assert told == [
        ("1", Direction.OUT, client, "101", answered),
        ("2", Direction.IN, client, "102", answered),
        ("3", Direction.IN, client, "", CallResult.MISSED),
        ("5", Direction.IN, client, "102", answered),
        ("6", Direction.OUT, client, "101", answered),
    ]
    assert log.internal == 1
    assert len(read(cdr("101", "89161234567")[:16]).calls) == 1, "sixteen columns have no id"
    assert read(cdr("101", "89161234567")[:15]) is None


def test_a_base_and_a_plan_are_no_call_logs() -> None:
    assert read(["Название", "ИНН", "Телефон"], ["Вектор", "7707083893", "89161234567"]) is None
    assert read(["Дата", "Сумма", "Клиент"], ["20.11.2026", "1", "Вектор"]) is None
    assert read() is None


@given(
    st.lists(st.lists(st.text(max_size=8) | st.sampled_from(["10:30", "20.11.2026", "101", "89161234567"]), max_size=7))
)
def test_whatever_a_file_holds_is_read(rows: list[list[str]]) -> None:
    log = read(HEADING, *rows)
    assert len(log.calls) + log.internal + len(log.unclear) <= len(rows)
