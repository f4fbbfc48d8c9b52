"""A whole message: what is wrong is never saved in silence, whatever stands around it."""

from datetime import date, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sales.entry.clients.names import Found, KnownClient
from sales.entry.context import Context
from sales.entry.deeds.verbs import PRICED
from sales.entry.lines.understood import Entry
from sales.entry.message import hear
from tests.entry_corpus import SAID
from tests.entry_readings import reading_of
from tests.sales.entry.lines.test_lines_never_guessed import GLUED, LINES, check

WORDLESS = (
    "оплата", "жду", "пришло", "перенос", "Ромашка", "Вектор", "завтра", "в пятницу", "точно", "ещё", "до", "от", "и",
    "не", "а", "нет", "отмени", "спасибо", "звонок", "встреча", "кто", "должен", "сумма",
)  # fmt: skip
BASES = (
    "оплата Ромашка 150к завтра",
    "пришло 150к Ромашка",
    "Вектор 90к в пятницу",
    "Берег закинул 20к",
    "перенос Берег на пятницу нет денег",
)
UNKNOWN = st.sampled_from(
    ["гвоздика", "шуруп", "манго", "экскаватор", "пятак", "юг", "дубль", "корпус 2", "стройка", "Люкс", "№7", "плюс"]
)
SEVERAL = st.lists(st.sampled_from(("Ромашка", "Вектор", "Берег", "Медлайн")), min_size=2, max_size=4, unique=True)
LAYOUTS = ("оплата Ромашка 150к завтра", "пришло 340к вектор и 150к ромашка", "отмени", "кто должен?")


def certain(text: str, context: Context = SAID) -> list[Entry]:
    return [entry for entry in hear(text, context).entries if entry.certain]


@given(
    st.text()
    | st.lists(st.sampled_from((";", ",", "•", "1.", "\n", " ", "итого 5", "всего 6к", ":", "—"))).map("".join)
)
@example(";")
@example("итого 5\nвсего 6к")
def test_no_message_raises(text: str) -> None:
    hear(text, SAID)


@given(LINES | GLUED, st.dates(min_value=date(2020, 1, 1), max_value=date(2090, 1, 1)))
def test_no_heap_of_known_words_raises_or_is_saved_half_understood(text: str, today: date) -> None:
    context = Context(
        today, tuple(KnownClient.make_named(number, name) for number, name in enumerate(("Ромашка", "Вектор"), 1))
    )
    for entry in hear(text, context).entries:
        if entry.certain and entry.client_id in {1, 2}:
            check(entry, today)


@given(st.lists(st.sampled_from(WORDLESS), max_size=10).map(" ".join))
def test_no_sum_is_invented(text: str) -> None:
    assert all(entry.amount is None and entry.amount_choice is None for entry in hear(text, SAID).entries)


@given(st.sampled_from(BASES), UNKNOWN, st.integers(0, 6))
def test_a_word_that_is_not_understood_is_asked_about_or_stands_in_the_card(base: str, word: str, place: int) -> None:
    words = base.split()
    line = " ".join([*words[:place], word, *words[place:]])
    for entry in certain(line):
        assert word.split(maxsplit=1)[0].lower() in entry.comment.lower(), line


@given(st.sampled_from(BASES), st.sampled_from(["Юг", "Плюс", "Сервис", "2", "и Ко", "-Юг", "+"]))
def test_a_longer_name_is_never_certain(base: str, more: str) -> None:
    name = next(each for each in ("Ромашка", "Вектор", "Берег") if each in base)
    longer = name + more if more[0] in "-+" else f"{name} {more}"
    assert not certain(base.replace(name, longer)), longer


@given(SEVERAL, st.data())
def test_a_list_of_payments_is_as_many_records_as_it_has_items(names: list[str], data: st.DataObject) -> None:
    sums = [data.draw(st.integers(10, 900)) for _ in names]
    bullet = data.draw(st.sampled_from(["", "- ", "• ", "1. ", "2) "]))
    items = [f"{bullet}{name} {thousands}к завтра" for name, thousands in zip(names, sums, strict=True)]

    found = certain("\n".join(items))

    told = [(entry.client.name, entry.amount) for entry in found if isinstance(entry.client, Found)]
    shown = {"Вектор": "ООО «Вектор»"}
    assert told == [(shown.get(name, name), each * 1000_00) for name, each in zip(names, sums, strict=True)]


@given(SEVERAL, st.data())
def test_sums_joined_by_and_or_a_comma_are_as_many_records(names: list[str], data: st.DataObject) -> None:
    sums = [data.draw(st.integers(10, 900)) for _ in names]
    parts = [f"{thousands}к {name}" for name, thousands in zip(names, sums, strict=True)]
    line = f"пришло {', '.join(parts[:-1])} и {parts[-1]}"

    assert [entry.amount for entry in certain(line)] == [each * 1000_00 for each in sums]


@pytest.mark.parametrize(
    "text", ["оплата Ромашка 150к завтра", "пришло 340к вектор и 150к ромашка", "отмени", "кто должен?"]
)
def test_the_wrong_keyboard_layout_is_read_and_said(text: str) -> None:
    russian, latin = "йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
    typed = text.lower().translate(str.maketrans(russian, latin)).replace("?", "&")

    heard = hear(typed, SAID)

    assert heard.layout
    assert reading_of(typed, SAID) == f"layout: {reading_of(text, SAID)}"


def test_what_is_expected_at_an_hour_gone_by_is_not_taken_for_tomorrow() -> None:
    late = Context(SAID.today, SAID.clients, time(18))

    assert reading_of("встреча Берег в три", late) == "meeting · Берег · 02.12 15:00"
    assert reading_of("позвонить Берегу в три", late).endswith("← day")


def test_money_verbs_need_a_sum() -> None:
    for entry in hear("Берег оплатил", SAID).entries:
        assert entry.verb in PRICED
        assert not entry.certain
