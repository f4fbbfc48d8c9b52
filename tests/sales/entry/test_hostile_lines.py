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
