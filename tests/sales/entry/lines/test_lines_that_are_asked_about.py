"""Phrases that are not quite an entry: what is missing is asked, and chatter is left alone."""

import pytest

from sales.entry.lines.entry import understand
from tests.rows import each_row
from tests.sales.entry.telling import CLIENTS, FRIDAY, tell

CHATTER = [
    ("привет", "nothing"),
    ("спасибо, хорошо", "nothing"),
    ("ок", "nothing"),
    ("как дела", "nothing"),
    ("купить молоко", "nothing"),
    ("завтра", "nothing"),
    ("100%", "nothing"),
    ("150", "nothing"),
    ("24", "nothing"),
    ("👍", "nothing"),
    ("...", "nothing"),
    ("/", "nothing"),
    ("Добрый день! Отгрузка 25 ноября, 12 паллет", "nothing"),
    ("Коллеги, планёрка в 10", "nothing"),
    ("NaN", "nothing"),
    ("1e309", "nothing"),
    ("٣٤", "nothing"),
    ("не знаю", "nothing"),
]
VERBLESS = [
    ("150к", "? · 150000 ← verb, client"),
    ("Ромашка", "? · Ромашка ← verb"),
    ("Ромашка 150к", "? · Ромашка · 150000 ← verb"),
    ("Ромашка 150", "? · Ромашка · 150|150000 ← verb, which_amount"),
    ("150к от Ромашки 80%", "expect · Ромашка · 150000 · 80% ← day"),
    ("Ромашка просит отсрочку", "? · Ромашка · «просит отсрочку» ← verb"),
    ("не пришла оплата от Ромашки 150к", "? · Ромашка · 150000 ← verb"),
    ("оплата от Ромашки не поступила", "? · Ромашка ← verb"),
    ("пришло 150к Ромашка?", "? · Ромашка · 150000 ← verb"),
    ("Ромашка hasn't paid 150k", "? · Ромашка · 150000 ← verb"),
]
AMOUNTS = [
    ("оплата", "expect ← amount, client, day"),
    ("оплата Ромашка", "expect · Ромашка ← amount, day"),
    ("оплата Ромашка пн", "expect · Ромашка · 23.11 ← amount"),
    ("пришло Ромашка", "fact · Ромашка · 20.11 ← amount"),
    ("возврат Ромашка", "refund · Ромашка · 20.11 ← amount"),
    ("оплата Ромашка 150", "expect · Ромашка · 150|150000 ← which_amount, day"),
    ("оплата Ромашка 150 пн", "expect · Ромашка · 150|150000 · 23.11 ← which_amount"),
    ("оплата Ромашка 90 завтра 80%", "expect · Ромашка · 90|90000 · 21.11 · 80% ← which_amount"),
    ("пришло 50 Ромашка", "fact · Ромашка · 50|50000 · 20.11 ← which_amount"),
    ("оплата Ромашка 1,5 пн", "expect · Ромашка · 1500|1500000 · 23.11 ← which_amount"),
    ("оплата сто пятьсот Ромашка", "expect · Ромашка · !not_a_number ← amount, day"),
    ("оплата двадцать двенадцать Ромашка пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата сто двадцать Ромашка пн", "expect · Ромашка · 120|120000 · 23.11 ← which_amount"),
    ("оплата Ромашка 0 пн", "expect · Ромашка · !zero · 23.11 ← amount"),
    ("оплата Ромашка 0к пн", "expect · Ромашка · !zero · 23.11 ← amount"),
    ("оплата Ромашка -5 пн", "expect · Ромашка · !negative · 23.11 ← amount"),
    ("оплата Ромашка -150к пн", "expect · Ромашка · !negative · 23.11 ← amount"),
    ("оплата Ромашка минус 150к пн", "expect · Ромашка · !negative · 23.11 ← amount"),
    ("оплата Ромашка 1e309 пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата Ромашка ٣٤ пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата Ромашка ３４ пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата Ромашка 1_000 пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата Ромашка 1,2,3 пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("оплата Ромашка 150-200к пн", "expect · Ромашка · !span · 23.11 · «150-200к» ← amount"),
    ("оплата Ромашка 150к 200к пн", "expect · Ромашка · !several · 23.11 ← amount"),
    ("оплата Ромашка 150к пн 150", "expect · Ромашка · !several · 23.11 · «150» ← amount"),
    ("оплата Ромашка 150к пн 1e309", "expect · Ромашка · !several · 23.11 · «1e309» ← amount"),
    ("оплата Ромашка 150 200 пн", "expect · Ромашка · 150200 · 23.11"),
    ("оплата Ромашка 1000000000001 пн", "expect · Ромашка · !too_large · 23.11 ← amount"),
    ("оплата Ромашка 99999999999999999999999999 пн", "expect · Ромашка · !too_large · 23.11 ← amount"),
    ("оплата Ромашка 5 000 000 млн пн", "expect · Ромашка · !not_a_number · 23.11 ← amount"),
    ("пришло 1,2345 р Ромашка", "fact · Ромашка · !not_a_number · 20.11 ← amount"),
]
CLIENTS_ASKED = [
    ("оплата 150к пн", "expect · 150000 · 23.11 ← client"),
    ("пришло 150к", "fact · 150000 · 20.11 ← client"),
    ("перенос на пн", "move · 23.11 ← client, reason"),
    ("звонок завтра", "call plan · 21.11 ← client"),
    ("оплата 150к Заря пн", "expect · new Заря · 150000 · 23.11 ← create_client"),
    ("оплата 150к ООО «Новая Заря» пн", "expect · new ООО Новая Заря · 150000 · 23.11 ← create_client"),
    ("оплата 150к от Зари пн", "expect · new Зари · 150000 · 23.11 ← create_client"),
    ("пришло 150к Кимоно", "fact · ИП Ким? · 150000 · 20.11 ← which_client"),
    ("позвонил Заре: ждут КП", "call · new Заре · 20.11 · send_proposal · «ждут КП» ← create_client"),
    ("встреча Заря завтра в 15", "meeting plan · new Заря · 21.11 15:00 ← create_client"),
    ("оплата 150к Ромашка Юг пн", "expect · Ромашка? · 150000 · 23.11 ← which_client"),
    ("оплата 150к Ромашка Вектор пн", "expect · Вектор|Ромашка? · 150000 · 23.11 ← which_client"),
    ("оплата 150к Альфа пн", "expect · Альфа-Сервис|Альфа-Строй? · 150000 · 23.11 ← which_client"),
    ("позвонил Альфе", "call · Альфа-Сервис|Альфа-Строй? · 20.11 ← which_client"),
    ("пришло 150к от Альфы", "fact · Альфа-Сервис|Альфа-Строй? · 150000 · 20.11 ← which_client"),
    ("оплата Школа 12 90к пн", "expect · Школа 57? · 90000 · 23.11 ← which_client"),
    ("звонок Школа 12 завтра", "call plan · Школа 57? · 21.11 · «12» ← which_client"),
    ("оплата 150к Рмшка пн", "expect · Ромашка? · 150000 · 23.11 ← which_client"),
    ("Аптека оплата 150к пн", "expect · new Аптека · 150000 · 23.11 ← create_client"),
]
DAYS = [
    ("оплата Ромашка 150к", "expect · Ромашка · 150000 ← day"),
    ("перенос Ромашка нет денег", "move · Ромашка · no_money · «нет денег» ← day"),
    ("звонок Ромашке надо", "call plan · Ромашка ← day"),
    ("встретиться с Вектором", "meeting plan · Вектор ← day, hour"),
    ("оплата Ромашка 150к пт", "expect · Ромашка · 150000 · 20.11|27.11 ← which_day"),
    ("оплата Ромашка 150к в пятницу", "expect · Ромашка · 150000 · 20.11|27.11 ← which_day"),
    ("оплата Ромашка 150к на следующей неделе", "expect · Ромашка · 150000 · 23.11|27.11 ← which_day"),
    ("оплата Ромашка 150к через пару дней", "expect · Ромашка · 150000 · 22.11|23.11 ← which_day"),
    ("оплата Ромашка 150к пн или вт", "expect · Ромашка · 150000 · 23.11|24.11 ← which_day"),
    ("оплата Ромашка 150к вт 23.11", "expect · Ромашка · 150000 · 23.11|24.11 ← which_day"),
    ("оплата Ромашка 150к пн вт ср", "expect · Ромашка · 150000 · !several ← day"),
    ("оплата Ромашка 150к 31.02", "expect · Ромашка · 150000 · !no_such_day ← day"),
    ("оплата Ромашка 150к 30 февраля", "expect · Ромашка · 150000 · !no_such_day ← day"),
    ("оплата Ромашка 150к 32.12", "expect · Ромашка · 150000 · !no_such_day ← day"),
    ("оплата Ромашка 150к 25.13", "expect · Ромашка · 150000 · !no_such_day ← day"),
    ("оплата Ромашка 150к 25.12.2030", "expect · Ромашка · 150000 · !out_of_range ← day"),
    ("оплата Ромашка 150к 01.01.2020", "expect · Ромашка · 150000 · !out_of_range ← day"),
    ("оплата Ромашка 150к вчера", "expect · Ромашка · 150000 · 19.11 ← past_day"),
    ("оплата Ромашка 150к 15.11", "expect · Ромашка · 150000 · 15.11 ← past_day"),
    ("пришло 150к Ромашка завтра", "fact · Ромашка · 150000 · 21.11 ← future_day"),
    ("пришло 150к Ромашка 25.12", "fact · Ромашка · 150000 · 25.12 ← future_day"),
    ("перенос Ромашка на 31.02 нет денег", "move · Ромашка · !no_such_day · no_money · «нет денег» ← day"),
    ("звонок Ромашка 31.02", "call plan · Ромашка · !no_such_day ← day"),
    ("встреча СтройГрад пт", "meeting plan · СтройГрад · 20.11|27.11 ← which_day, hour"),
]
CHANCES = [
    ("оплата Ромашка 150к пн 150%", "expect · Ромашка · 150000 · 23.11 ← probability"),
    ("оплата Ромашка 150к пн 1000 процентов", "expect · Ромашка · 150000 · 23.11 ← probability"),
]
NAMESAKES = [
    ("оплата 24 Часа 90к пн Ромашка", "expect · 24 Часа|Ромашка? · 90000 · 23.11 ← which_client"),
    (
        "оплата 24 Часа 90к от Ромашки вторая пн",
        "expect · 24 Часа|Ромашка? · 90000 · 23.11 · «от Ромашки вторая» ← which_client",
    ),
    ("оплата 24 Часа 90к пн по договору с Ромашкой", "expect · 24 Часа · 90000 · 23.11 · «по договору с Ромашкой»"),
    ("звонок 24 Часа завтра, Ромашка", "call plan · 24 Часа|Ромашка? · 21.11 ← which_client"),
]
SEVERAL = [
    ("оплата 150 Заря", "expect · new Заря · 150|150000 ← which_amount, create_client, day"),
    ("оплата 150 пт", "expect · 150|150000 · 20.11|27.11 ← which_amount, client, which_day"),
    (
        "оплата Альфа 150 пт",
        "expect · Альфа-Сервис|Альфа-Строй? · 150|150000 · 20.11|27.11 ← which_amount, which_client, which_day",
    ),
    ("пришло", "fact · 20.11 ← amount, client"),
    ("перенос", "move ← client, day, reason"),
    ("звонок", "call · 20.11 ← client"),
    ("150 Ромашка пт", "expect · Ромашка · 150|150000 · 20.11|27.11 ← which_amount, which_day"),
]


@each_row(("said", "told"), CHATTER)
def test_chatter_is_no_entry(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@each_row(("said", "told"), VERBLESS)
def test_without_a_verb_it_is_asked_what_happened(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@each_row(("said", "told"), AMOUNTS)
def test_an_amount_that_is_not_clear_is_asked(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@each_row(("said", "told"), CLIENTS_ASKED)
def test_a_client_who_is_not_clear_is_asked(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@each_row(("said", "told"), DAYS)
def test_a_day_that_is_not_clear_is_asked(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize(("said", "told"), CHANCES)
def test_more_than_certain_is_asked(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize(("said", "told"), NAMESAKES)
def test_two_clients_in_a_line_are_asked_about(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize(("said", "told"), SEVERAL)
def test_several_questions_come_in_order(said: str, told: str) -> None:
    assert tell(understand(said, FRIDAY, CLIENTS)) == told
