"""A text of anything is read in no time and ends nothing."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sales.entry.context import Context
from sales.entry.message import hear
from tests.entry_corpus import SAID
from tests.sales.entry.telling import CLIENTS, FRIDAY

CONTEXT = Context(today=FRIDAY, clients=CLIENTS)
_TEXT = (
    "; , . ! ? - – — • : / + ( ) « » и а но не нет если бы ли к в на по за от с до 5 15 15к 2,5 12.12 №3 % ₽ пришло "
    "оплата вернуть перенос встреча звонил завтра пт Вектор Ромашка ким 57 24 часа обещал говорит потом ещё"
)
_WORDS = _TEXT.split()
SLOWEST = 2.0
"""Seconds of the processor; ordinary lines take some milliseconds."""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=14), st.sampled_from((" ", "", "\n", "  ")))
def test_words_in_any_order_are_heard(words: list[str], between: str) -> None:
    heard = hear(between.join(words), CONTEXT)

    assert all(entry.verb is not None or entry.missing for entry in heard.entries)


@pytest.mark.parametrize(
    "piece", ["а ", "и ", "; ", ", ", " — ", "не ", "за ", "вектор 50к ", "15 к ", "оплата, ", "«"]
)
def test_a_thousand_letters_of_one_piece_are_read_at_once(piece: str) -> None:
    began = process_time()

    hear(piece * (900 // len(piece)), SAID)

    assert process_time() - began < SLOWEST


LONGEST = 4096


@pytest.mark.parametrize(
    ("head", "piece", "tail"),
    [
        ("в 15 ", "тысяч ", "полмиллиона "),
        ("", "от 5 ", "ещё"),
        ("+7к 5 - ", "7", ""),
        ("1 ", "\u00a0", "полмиллиона"),
        ("ромашка 5", "\n", "а"),
        ("", "½с 5 до 6\n", "пт"),
        ("вектор ", "(", ")"),
    ],
)
def test_a_message_as_long_as_telegram_lets_through_holds_nobody_up(head: str, piece: str, tail: str) -> None:
    text = head + piece * ((LONGEST - len(head) - len(tail)) // len(piece)) + tail
    began = process_time()

    hear(text, SAID)

    assert process_time() - began < SLOWEST


@pytest.mark.parametrize("gap", [" " * 30, "\u00a0" * 12, "\n" * 15])
def test_a_wide_gap_in_a_line_hides_nothing(gap: str) -> None:
    heard = hear(f"оплата 150к Вектор завтра{gap}", SAID)

    assert [entry.amount for entry in heard.entries] == [150_000_00]


def test_a_long_honest_comment_is_kept() -> None:
    words = ("договор", "счёт", "спецификацию", "акт сверки", "письмо", "отгрузку", "доверенность", "реквизиты")
    comment = " ".join(f"{word}{number}" for number in range(9) for word in words)
    heard = hear(f"оплата 150к Вектор завтра: {comment}", SAID)

    assert [entry.amount for entry in heard.entries] == [150_000_00]
