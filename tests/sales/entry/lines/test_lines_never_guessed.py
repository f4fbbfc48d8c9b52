"""No text of any kind raises, and nothing but a full understanding is certain."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sales.core.money import LARGEST
from sales.core.words import LINE_LIMIT, clean, clean_lines, fold
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import MOVED, PRICED, REASONED, RECEIVED, Verb
from sales.entry.lines.entry import Entry, understand
from tests.sales.entry.telling import CLIENTS, FRIDAY, NAMES

WORDS = (
    "оплата", "жду", "пришло", "перенос", "отмена", "возврат", "позвонил", "звонок", "встреча", "не", "надо",
    "150", "150к", "1,2", "млн", "90 тыс", "-5", "0", "1e309", "٣٤", "1_000", "80%", "150%", "пт", "пн", "завтра",
    "вчера", "25.12", "31.02", "+3", "через", "3 дня", "в 15", "15:00", "до", "к", "от", "на", "с", ":", "-", "—",
    ",", "\n", "?", "счёт 12", "№", "точно", "пол", "полтора", "сто", "пятьсот", "call", "payment", "mon", "👍", "«",
    "ООО", "Заря", "Юг",
)  # fmt: skip
LINES = st.lists(st.sampled_from(WORDS + NAMES), max_size=12).map(" ".join)
GLUED = st.lists(st.sampled_from(WORDS + NAMES), max_size=6).map("".join)
FLOODS = ("оплата 150к Ромашка пн " * 5000, "1 " * 50000, "1.1.1" * 20000, "- " * 50000, "(" * 100_000, "пн" * 50000)
DAYS = st.dates(min_value=date(1971, 1, 1), max_value=date(9990, 1, 1))


def check(entry: Entry | None, today: date) -> None:
    """What may be saved at once holds all that its verb needs, and nothing that is out of bounds."""
    if entry is None or not entry.certain:
        return
    assert entry.verb is not None
    assert isinstance(entry.client, Found)
    assert entry.client_id in {client.id for client in CLIENTS}
    assert entry.verb not in REASONED or entry.reason is not None
    assert entry.probability is None or 0 <= entry.probability <= 100
    if entry.verb in PRICED:
        assert entry.amount is not None
        assert 0 < entry.amount <= LARGEST
    assert entry.verb is not Verb.CHANCE or entry.probability is not None
    assert entry.verb is not Verb.RESUM or entry.amount is not None
    from_what_stands = entry.shift is not None or (entry.verb is Verb.RESCHEDULE and entry.day is None and entry.at)
    of_no_day = {Verb.CANCEL, Verb.CALL_OFF, Verb.CHANCE, Verb.RESUM}
    if entry.verb not in of_no_day and not from_what_stands:
        check_day(entry, today)


def check_day(entry: Entry, today: date) -> None:
    assert entry.day is not None
    assert today.year - 1 <= entry.day.year <= today.year + 2
    if entry.verb is Verb.EXPECT or entry.verb in MOVED or entry.planned:
        assert entry.day >= today
    if entry.verb in RECEIVED or (entry.activity and not entry.planned and entry.verb not in MOVED):
        assert entry.day <= today


@given(st.text(), DAYS)
def test_no_text_raises(text: str, today: date) -> None:
    check(understand(text, today, CLIENTS), today)


@given(LINES, DAYS)
def test_no_heap_of_known_words_raises_or_is_saved_half_understood(text: str, today: date) -> None:
    check(understand(text, today, CLIENTS), today)


@given(GLUED)
def test_no_words_run_together_raise(text: str) -> None:
    check(understand(text, FRIDAY, CLIENTS), FRIDAY)


@given(st.text(alphabet="оплатжду0123456789 .,:-–кмр%№+\n?()«»'\u00a0\u200b", max_size=80))
def test_no_heap_of_signs_raises(text: str) -> None:
    check(understand(text, FRIDAY, CLIENTS), FRIDAY)


@given(LINES)
def test_without_clients_nothing_is_certain(text: str) -> None:
    entry = understand(text, FRIDAY, ())
    assert entry is None or not entry.certain


@given(LINES)
def test_a_question_is_never_saved(text: str) -> None:
    entry = understand(f"{text} Ромашка?", FRIDAY, CLIENTS)
    assert entry is None or not entry.certain


@given(LINES)
def test_every_entry_survives_the_dialogs_draft(text: str) -> None:
    entry = understand(text, FRIDAY, CLIENTS)
    assert entry is None or Entry.model_validate_json(entry.model_dump_json()) == entry


def test_a_very_long_text_is_cut_and_read_quickly() -> None:
    for flood in FLOODS:
        entry = understand(flood, FRIDAY, CLIENTS)
        assert entry is None or not entry.certain
        assert len(clean(flood)) <= LINE_LIMIT


@given(st.text())
def test_a_clean_line_holds_nothing_unseen(text: str) -> None:
    line = clean(text)
    assert line == line.strip()
    assert "\n" not in line
    assert "\x00" not in line
    assert "\u202e" not in line
    assert clean(line) == line


@given(st.text())
def test_clean_lines_keep_their_lines_and_lose_the_empty_ones(text: str) -> None:
    assert all(line.strip() == line and line for line in clean_lines(text).split("\n") if clean_lines(text))


@given(st.text())
def test_a_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
