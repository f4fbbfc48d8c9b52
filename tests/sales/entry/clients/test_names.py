"""Clients: one normal form for all spellings, one client for all case forms, and a question where two are alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.entry.clients.name_forms import NAME_LIMIT, normal_form, short_name, sound, stem
from sales.entry.clients.names import Ambiguous, Found, KnownClient, Unknown, find_client, is_word_of, rank
from tests.rows import each_row
from tests.sales.entry.telling import CLIENTS, NAMES

NAME_ALPHABET = st.text(alphabet='абвгдежзийклмнопрстуфхцчшщъыьэюя АБВ-«»"57ёЁxyz.', min_size=1, max_size=40)


def found(text: str) -> str | None:
    finding = find_client(text, CLIENTS)
    return finding.name if isinstance(finding, Found) else None


@each_row(
    ("name", "normal"),
    [
        ("Ромашка", "ромашка"),
        ("ООО «Ромашка»", "ромашка"),
        ('ооо "РОМАШКА"', "ромашка"),
        ("АО Вектор", "вектор"),
        ("Вектор, ПАО", "вектор"),
        ("ИП Ким", "ким"),
        ("Northwind Ltd.", "northwind"),
        ("от Ромашки", "ромашки"),
        ("для ООО «Рога и Копыта»", "рога и копыта"),
        ("Общество с ограниченной ответственностью «Заря»", "заря"),
        ("Чёрный Кот", "черный кот"),
        ("Альфа-Строй", "альфа строй"),
        ("Pомaшкa", "ромашка"),
        ("  24   Часа ", "24 часа"),
        ("Школа №57", "школа 57"),
        ("Рома\u200bшка\u202e", "ромашка"),
        ("Йогурт", "йогурт"),
        ("И\u0306огурт", "йогурт"),
        ("ООО", "ооо"),
        ("Для", "для"),
        ("«»", ""),
        ("", ""),
    ],
)
def test_a_name_has_one_normal_form(name: str, normal: str) -> None:
    assert normal_form(name) == normal


@each_row(
    "forms",
    [
        ("ромашка", "ромашки", "ромашке", "ромашку", "ромашкой"),
        ("вектор", "вектора", "вектору", "вектором", "векторе"),
        ("строиград", "строиграда", "строиграду", "строиградом"),
        ("ким", "кима", "киму", "кимом", "киме"),
        ("24 часа", "24 часов", "24 часам", "24 часами"),
        ("школа 57", "школы 57", "школе 57", "школой 57"),
        ("рога и копыта", "рогам и копытам", "рогах и копытах"),
        ("северный ветер", "северного ветра", "северному ветру", "северным ветром"),
        ("огонек", "огонька", "огоньку", "огоньком"),
        ("купец", "купца", "купцу"),
        ("ока", "оки", "оке", "оку"),
        ("василий", "василия", "василию"),
        ("альфа", "альфы", "альфе", "альфу", "альфой"),
    ],
)
def test_all_case_forms_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("russian", "latin"),
    [("вектор", "vector"), ("ромашка", "romashka"), ("школа", "shkola"), ("альфа", "alfa"), ("экспресс", "express")],
)
def test_a_name_sounds_alike_in_both_alphabets(russian: str, latin: str) -> None:
    assert sound(russian) == sound(latin)


@each_row(
    ("text", "name"),
    [
        ("Ромашка", "Ромашка"),
        ("РОМАШКА", "Ромашка"),
        ("от Ромашки", "Ромашка"),
        ("с Ромашкой", "Ромашка"),
        ("ромащка", "Ромашка"),
        ("Romashka", "Ромашка"),
        ("Вектору", "Вектор"),
        ("вектр", "Вектор"),
        ("Vector", "Вектор"),
        ("АО «Вектор»", "Вектор"),
        ("Строй Граду", "СтройГрад"),
        ("стройгр", "СтройГрад"),
        ("Ким", "ИП Ким"),
        ("от ИП Кима", "ИП Ким"),
        ("24", "24 Часа"),
        ("24часа", "24 Часа"),
        ("24 Часов", "24 Часа"),
        ("школа", "Школа 57"),
        ("Школы 57", "Школа 57"),
        ("57", "Школа 57"),
        ("рога", "ООО «Рога и Копыта»"),
        ("Рогам и Копытам", "ООО «Рога и Копыта»"),
        ("копыта рога", "ООО «Рога и Копыта»"),
        ("Оке", "Ока"),
        ("northwind", "Northwind Ltd"),
        ("нортвинд", "Northwind Ltd"),
        ("северный", "Северный Ветер"),
        ("Альфа Сервис", "Альфа-Сервис"),
        ("сервиса", "Альфа-Сервис"),
    ],
)
def test_a_client_is_found_by_any_part_in_any_case(text: str, name: str) -> None:
    assert found(text) == name


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("Альфа", {"Альфа-Строй", "Альфа-Сервис"}),
        ("Альфе", {"Альфа-Строй", "Альфа-Сервис"}),
        ("Ромашка Вектор", {"Ромашка", "Вектор"}),
        ("Школа 12", {"Школа 57"}),
        ("Кимоно", {"ИП Ким"}),
        ("Рмшка", {"Ромашка"}),
    ],
)
def test_what_is_not_clear_is_offered(text: str, offered: set[str]) -> None:
    finding = find_client(text, CLIENTS)

    assert isinstance(finding, Ambiguous)
    assert {candidate.name for candidate in finding.candidates} == offered
    assert finding.text == text


@pytest.mark.parametrize("text", ["Заря", "Аптека на Ленина", "qwerty", "", "👍", "100"])
def test_nobody_like_that_is_a_new_name(text: str) -> None:
    assert find_client(text, CLIENTS) == Unknown(text)


def test_two_namesakes_are_both_offered() -> None:
    twins = [
        KnownClient.make_named(1, "Вектор"),
        KnownClient.make_named(2, "ООО «Вектор»"),
        KnownClient.make_named(3, "Заря"),
    ]

    finding = find_client("Вектору", twins)

    assert isinstance(finding, Ambiguous)
    assert [candidate.id for candidate in finding.candidates] == [1, 2]


def test_a_name_said_whole_is_certain_though_it_begins_another() -> None:
    clients = [KnownClient.make_named(1, "Вектор-Юг"), KnownClient.make_named(2, "Вектор")]

    assert find_client("Вектор", clients) == Found(2, "Вектор")
    assert find_client("Вектор-Юг", clients) == Found(1, "Вектор-Юг")


def test_at_most_five_are_offered() -> None:
    clients = [
        KnownClient.make_named(number, f"Альфа {word}")
        for number, word in enumerate(["Юг", "Дом", "Мир", "Лес", "Сад", "Рай"])
    ]

    finding = find_client("альфа", clients)

    assert isinstance(finding, Ambiguous)
    assert len(finding.candidates) == 5


def test_a_search_ranks_the_nearest_first() -> None:
    assert [one.client.name for one in rank("альфа строй", CLIENTS)][:2] == ["Альфа-Строй", "Альфа-Сервис"]
    assert rank("", CLIENTS) == []


@pytest.mark.parametrize(
    ("word", "normal", "belongs"),
    [
        ("Ромашкой", "ромашка", True),
        ("рамашка", "ромашка", True),
        ("Строй", "стройград", True),
        ("57", "школа 57", True),
        ("12", "школа 57", False),
        ("договору", "вектор", False),
        ("Юг", "ромашка", False),
    ],
)
def test_a_word_belongs_to_a_name_or_not(word: str, normal: str, *, belongs: bool) -> None:
    assert is_word_of(word, normal) is belongs


@given(st.text() | NAME_ALPHABET)
def test_the_normal_form_is_its_own_normal_form_and_never_longer(name: str) -> None:
    normal = normal_form(name)
    assert normal_form(normal) == normal
    assert len(normal) <= NAME_LIMIT


@given(st.text() | NAME_ALPHABET)
def test_no_text_raises_and_every_answer_is_a_client_of_the_list(text: str) -> None:
    finding = find_client(text, CLIENTS)
    named = [finding.name] if isinstance(finding, Found) else []
    offered = [candidate.name for candidate in finding.candidates] if isinstance(finding, Ambiguous) else []
    assert set(named + offered) <= set(NAMES)
    assert len(offered) <= 5


@given(NAME_ALPHABET)
def test_a_name_finds_itself(name: str) -> None:
    client = KnownClient.make_named(1, name)
    assert not client.normal or find_client(name, [client]) == Found(1, name)


@each_row(
    ("name", "shown"),
    [
        ("ООО «Вектор»", "Вектор"),
        ("Вектор, ООО", "Вектор"),
        ('АО "Берег"', "Берег"),
        ("Vector Ltd", "Vector"),
        ("Vector Ltd.", "Vector"),
        ("ИП Ким", "ИП Ким"),
        ("Ромашка", "Ромашка"),
        ("Кафе «Уют»", "Кафе Уют"),
        ("24 Часа", "24 Часа"),
        ("АОРТА", "АОРТА"),
        ("ООО", "ООО"),
        ("«»", "«»"),
    ],
)
def test_lists_call_a_client_as_people_of_the_trade_do(name: str, shown: str) -> None:
    assert short_name(name) == shown
