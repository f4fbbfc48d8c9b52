"""What is asked is answered one by one, and the entry lives in a dialog's draft between the answers."""

from datetime import date, time, timedelta

import pytest

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.entry.days.dates import read_day
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.entry import Entry, Missing, understand
from sales.entry.numbers.amounts import AmountMistake, read_amount
from sales.payments.payments import MoveReason
from tests.sales.entry.telling import CLIENTS, FRIDAY, tell

MONDAY = date(2026, 11, 23)


def said(text: str, now: time | None = None) -> Entry:
    entry = understand(text, FRIDAY, CLIENTS, now)
    assert entry is not None
    return entry


def test_everything_is_asked_in_order_until_it_is_certain() -> None:
    entry = said("оплата")
    assert entry.missing == (Missing.AMOUNT, Missing.CLIENT, Missing.DAY)

    entry = entry.with_amount(read_amount("150"))
    assert entry.missing == (Missing.WHICH_AMOUNT, Missing.CLIENT, Missing.DAY)

    entry = entry.with_amount(read_amount("150к")).with_client(1, "Ромашка")
    assert entry.missing == (Missing.DAY,)

    entry = entry.with_day(read_day("пт", FRIDAY))
    assert entry.missing == (Missing.WHICH_DAY,)

    entry = entry.with_day(read_day("27.11", FRIDAY))
    assert entry.certain
    assert tell(entry) == "expect · Ромашка · 150000 · 27.11"


def test_a_wrong_answer_is_asked_again_and_the_old_sum_is_gone() -> None:
    entry = said("оплата Ромашка 150к пн").with_amount(read_amount("1e309"))

    assert entry.amount is None
    assert entry.amount_mistake == AmountMistake.NOT_A_NUMBER
    assert entry.missing == (Missing.AMOUNT,)


def test_an_amount_without_a_verb_has_come() -> None:
    entry = said("Ромашка 150к").with_verb(Verb.FACT)

    assert entry.certain
    assert tell(entry) == "fact · Ромашка · 150000 · 20.11"


def test_an_amount_without_a_verb_is_expected_and_then_the_day_is_asked() -> None:
    assert said("Ромашка 150к").with_verb(Verb.EXPECT).missing == (Missing.DAY,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ромашка 150к в среду", "fact · Ромашка · 150000 · 18.11"),
        ("Ромашка 150к пт", "fact · Ромашка · 150000 · 20.11"),
        ("Ромашка 150к вчера", "fact · Ромашка · 150000 · 19.11"),
        ("Ромашка 150к завтра", "fact · Ромашка · 150000 · 21.11 ← future_day"),
    ],
)
def test_money_that_has_come_came_on_the_last_such_day(text: str, told: str) -> None:
    assert tell(said(text).with_verb(Verb.FACT)) == told


def test_what_was_expected_in_the_past_is_a_fact_after_all() -> None:
    entry = said("оплата 150к Ромашка вчера")
    assert entry.missing == (Missing.PAST_DAY,)

    assert tell(entry.with_verb(Verb.FACT)) == "fact · Ромашка · 150000 · 19.11"
    assert entry.with_day(FRIDAY).certain


def test_a_client_without_a_verb_was_called() -> None:
    entry = said("Ромашка").with_verb(Verb.CALL)

    assert (entry.activity, entry.planned, entry.day, entry.certain) == (ActivityType.CALL, False, FRIDAY, True)


def test_a_reason_completes_a_move() -> None:
    assert said("перенос Ромашка на пн").with_reason(MoveReason.NO_MONEY).certain


def test_a_probability_over_a_hundred_is_said_again_or_left_out() -> None:
    entry = said("оплата Ромашка 150к пн 150%")

    assert entry.with_probability(80).certain
    assert entry.with_probability(None).certain


def test_an_unknown_client_is_created_under_the_name_that_was_written() -> None:
    entry = said("оплата 150к от ООО «Новая Заря» пн")

    assert (entry.missing, entry.client_text) == ((Missing.CREATE_CLIENT,), "ООО Новая Заря")
    assert entry.with_client(77, "Новая Заря").certain


def test_a_planned_call_gets_its_day_and_hour() -> None:
    entry = said("позвонить Ромашке").with_day(MONDAY, time(10))

    assert (entry.day, entry.at, entry.certain) == (MONDAY, time(10), True)


@pytest.mark.parametrize(
    "text",
    [
        "оплата Ромашка 150",
        "оплата 150к Альфа пт 80% счёт 12",
        "оплата 150к Заря 31.02",
        "перенос Ромашка на пн - нет денег",
        "позвонил Вектору: отказ",
        "встреча СтройГрад завтра в 15:30",
        "Ромашка 150к",
    ],
)
def test_an_entry_survives_the_dialogs_draft(text: str) -> None:
    entry = said(text)
    assert Entry.model_validate_json(entry.model_dump_json()) == entry


def test_a_call_at_ten_said_at_noon_has_happened() -> None:
    assert not said("звонок Ромашка в 10:00", time(12)).planned
    assert said("звонок Ромашка в 15:00", time(12)).planned
    assert said("звонок Ромашка в 10:00").planned


def test_in_an_hour_is_counted_from_now() -> None:
    entry = said("позвонить Ромашке через час", time(23, 30))

    assert (entry.day, entry.at, entry.planned) == (date(2026, 11, 21), time(0, 30), True)


def test_hours_are_kept_as_they_were_said_for_who_knows_the_clocks() -> None:
    entry = said("напомни через 72 часа позвонить Киму", time(8, 30))

    assert (entry.day, entry.at, entry.delay) == (MONDAY, time(8, 30), timedelta(hours=72))
    assert entry.with_day(FRIDAY, time(9)).delay is None
    assert Entry.model_validate_json(entry.model_dump_json()) == entry


def test_a_comment_keeps_its_own_lines_and_dashes() -> None:
    entry = said("встреча СтройГрад: договорились - 2 млн\nсчёт: в пн")

    assert entry.comment == "договорились - 2 млн\nсчёт: в пн"


def test_how_it_ended_is_kept_where_what_it_was_is_asked() -> None:
    refused = said("Ромашка отказались, нашли дешевле")
    assert refused.with_verb(Verb.CALL).outcome is CallOutcome.REFUSED
    assert refused.with_verb(Verb.MEETING).outcome is MeetingOutcome.REFUSED
    assert said("Ромашка слились").with_verb(Verb.CALL).outcome is CallOutcome.REFUSED
    assert said("Ромашка").with_verb(Verb.CALL).outcome is None


def test_a_day_that_was_asked_about_is_doubted_no_more() -> None:
    entry = said("Ромашка оплата 88к до праздников")
    assert entry.missing == (Missing.DAY,)
    assert entry.with_day(MONDAY).certain
