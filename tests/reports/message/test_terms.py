"""Every code that is stored has its words in both languages, short enough for a button."""

from datetime import date, timedelta

import pytest

from reports.message.language import LANGUAGES, speaking
from reports.message.words.terms import (
    SIGNS,
    activity_name,
    month_name,
    outcome_label,
    outcome_words,
    reason_label,
    reason_words,
    tell_taken_day,
    trust_words,
)
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.payments.facts import Trust
from sales.payments.payments import TAPPED_REASONS, MoveReason

BUTTON = 24
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_without_words(language: str) -> None:
    with speaking(language):
        labels = [outcome_label(each) for kind in (CallOutcome, MeetingOutcome) for each in kind]
        labels += [reason_label(reason) for reason in MoveReason]
        names = [activity_name(kind) for kind in ActivityType] + [trust_words(each) for each in Trust]

    assert all(labels)
    assert all(names)
    assert max(map(len, labels)) <= BUTTON
    assert set(SIGNS) == set(ActivityType)


def test_the_words_are_those_of_the_trade() -> None:
    assert outcome_label(CallOutcome.PROMISED_PAYMENT) == "Обещали оплату"
    assert outcome_words(CallOutcome.SEND_PROPOSAL) == "отправить КП"
    assert [reason_words(reason) for reason in TAPPED_REASONS] == [
        "клиент перенёс",
        "нет денег",
        "ждём документы",
        "ошибка срока",
        "наша вина",
        "другое",
    ]
    assert (trust_words(Trust.CLAIMED), trust_words(Trust.CONFIRMED)) == ("заявлено", "подтверждено")


def test_a_day_is_taken_in_the_accusative() -> None:
    week = [tell_taken_day(MONDAY + timedelta(days=n)) for n in range(7)]
    assert week == ["понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"]
    with speaking("en"):
        assert tell_taken_day(MONDAY) == "Monday"


def test_a_month_stands_after_its_preposition() -> None:
    assert month_name(date(2026, 12, 7)) == "декабрь"
