"""SPEC 13, row by row: what is said on Friday 20.11.2026, and what is understood."""

from datetime import date

import pytest

from sales.activities.activities import ActivityType, MeetingOutcome
from sales.entry.days.dates import DayChoice
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.entry import Entry, Missing, understand
from sales.entry.numbers.amounts import AmountChoice, AmountMistake
from tests.sales.entry.telling import CLIENTS, FRIDAY

MONDAY = date(2026, 11, 23)
THOUSAND = 1000_00


def said(text: str) -> Entry:
    entry = understand(text, FRIDAY, CLIENTS)
    assert entry is not None
    return entry


def client_of(entry: Entry) -> str | None:
    return next((client.name for client in CLIENTS if client.id == entry.client_id), None)


def test_friday_said_on_a_friday_is_asked() -> None:
    entry = said("оплата 150к Ромашка пт 80%")

    assert (entry.verb, entry.amount, entry.probability) == (Verb.EXPECT, 150 * THOUSAND, 80)
    assert client_of(entry) == "Ромашка"
    assert entry.day_choice == DayChoice(FRIDAY, date(2026, 11, 27))
    assert entry.missing == (Missing.WHICH_DAY,)


def test_millions_with_a_comma_and_a_date_without_a_year() -> None:
    entry = said("опл 1,2млн СтройГрад 25.12 60%")

    assert (entry.verb, entry.amount, entry.day) == (Verb.EXPECT, 1200 * THOUSAND, date(2026, 12, 25))
    assert (client_of(entry), entry.probability, entry.certain) == ("СтройГрад", 60, True)


def test_until_wednesday_is_the_wednesday() -> None:
    entry = said("жду 340000 от ООО Вектор до среды")

    assert (entry.verb, entry.amount, entry.day) == (Verb.EXPECT, 340 * THOUSAND, date(2026, 11, 25))
    assert (client_of(entry), entry.probability, entry.certain) == ("Вектор", None, True)


def test_a_number_in_a_name_is_no_amount() -> None:
    entry = said("оплата 24 Часа 90к пн")

    assert (entry.verb, entry.amount, entry.day) == (Verb.EXPECT, 90 * THOUSAND, MONDAY)
    assert (client_of(entry), entry.certain) == ("24 Часа", True)


def test_kopecks_after_grouped_thousands() -> None:
    entry = said("пришло 148 500,50 р Вектор")

    assert (entry.verb, entry.amount, entry.day) == (Verb.FACT, 148_500_50, FRIDAY)
    assert (client_of(entry), entry.certain) == ("Вектор", True)


def test_a_move_asks_the_reason() -> None:
    entry = said("перенос Ромашка на пн")

    assert (entry.verb, entry.day, client_of(entry)) == (Verb.MOVE, MONDAY, "Ромашка")
    assert entry.missing == (Missing.REASON,)


def test_a_call_with_a_comment_after_a_dash() -> None:
    entry = said("позвонил Вектор - ждут счёт")

    assert (entry.verb, entry.activity, entry.planned) == (Verb.CALL, ActivityType.CALL, False)
    assert (entry.day, client_of(entry), entry.comment) == (FRIDAY, "Вектор", "ждут счёт")
    assert entry.certain


def test_a_call_tomorrow_is_planned_for_the_day_that_was_said() -> None:
    entry = said("звонок Ромашка завтра: перезвонить по договору")

    assert (entry.verb, entry.planned, entry.day) == (Verb.CALL, True, date(2026, 11, 21))
    assert (client_of(entry), entry.comment, entry.certain) == ("Ромашка", "перезвонить по договору", True)


def test_the_sum_of_a_meeting_stays_in_its_comment() -> None:
    entry = said("встреча СтройГрад: договорились на 2 млн")

    assert (entry.verb, entry.planned, entry.day, entry.amount) == (Verb.MEETING, False, FRIDAY, None)
    assert (client_of(entry), entry.comment) == ("СтройГрад", "договорились на 2 млн")
    assert (entry.outcome, entry.certain) == (MeetingOutcome.AGREED, True)


def test_a_bare_number_is_asked() -> None:
    entry = said("оплата Ромашка 150")

    assert (entry.verb, client_of(entry)) == (Verb.EXPECT, "Ромашка")
    assert entry.amount_choice == AmountChoice(150_00, 150 * THOUSAND)
    assert entry.missing == (Missing.WHICH_AMOUNT, Missing.DAY)


def test_words_that_make_no_number_are_a_mistake() -> None:
    entry = said("оплата сто пятьсот Ромашка")

    assert (entry.amount, entry.amount_mistake) == (None, AmountMistake.NOT_A_NUMBER)
    assert client_of(entry) == "Ромашка"


@pytest.mark.parametrize(("word", "percent"), [("точно", 95), ("скорее", 70), ("может", 40)])
def test_a_word_for_the_chance(word: str, percent: int) -> None:
    assert said(f"оплата 150к Ромашка пн {word}").probability == percent


@pytest.mark.parametrize("unit", ["к", "k", "т", "тр", "т.р.", "тыс", " к", " тыс"])
def test_a_word_for_thousands(unit: str) -> None:
    assert said(f"пришло Ромашка 150{unit}").amount == 150 * THOUSAND


@pytest.mark.parametrize("unit", ["м", "млн", "лям", "кк", " млн", " лям"])
def test_a_word_for_millions(unit: str) -> None:
    assert said(f"пришло Ромашка 2{unit}").amount == 2000 * THOUSAND


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("19.11", date(2026, 11, 19)),
        ("21.09", date(2026, 9, 21)),  # sixty days ago
        ("20.09", date(2027, 9, 20)),  # sixty-one
        ("20.11", FRIDAY),
        ("21.11", date(2026, 11, 21)),
        ("01.01", date(2027, 1, 1)),
    ],
)
def test_a_date_within_the_last_sixty_days_is_past_and_otherwise_the_next(day: str, meant: date) -> None:
    assert said(f"оплата 150к Ромашка {day}").day == meant
