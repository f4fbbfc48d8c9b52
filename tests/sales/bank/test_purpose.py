"""What a purpose says: the spec's table, and other ways in which people write the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.bank.purpose import (
    Acquired,
    is_acquiring,
    is_no_revenue,
    is_refund,
    list_invoices,
    near_invoice,
    normalize_invoice,
    read_acquired,
)


@pytest.mark.parametrize(
    ("purpose", "numbers"),
    [
        ("Оплата по счету № 118 от 12.11.2026", "118"),
        ("по сч. УТ-000121 от 10.11.26г., НДС не облагается", "УТ-000121"),
        ("по счетам №№ 97, 104 и 105 за услуги", "97 104 105"),
        ("опл. счета N45,46", "45 46"),
        ("Счет №А-17/2 от 3.11.26", "А-17/2"),
        ("Оплата по счету 118/1, в т.ч. НДС 5000.00", "118/1"),
        (
            "Оплата по счёту на оплату N 125 от 16.11.2026 по договору поставки № 7-С В т.ч. НДС 20% 200000-00",
            "125",
        ),
        ("Оплата по договору № 15/24 от 01.02.2024", ""),
        ("Оплата сч-фактуры 77", ""),
        ("Р/с 40702810500000000001", ""),
        ("Оплата за ноябрь 2026", ""),
        ("(2147300000) Оплата за канцтовары, сч.№ 110 от 02.11.2026г., дог. 57/3. НДС не облаг.", "110"),
        ("по счету №118 от 12.11.2026, №119 от 13.11.2026", "118 119"),
        ("опл.счета№45", "45"),
        ("по сч.97,сч.104", "97 104"),
        ("Оплата по счетам 97 и 104, в том числе НДС 20 % 14583-33", "97 104"),
        ("НДС 20% - 56666.67 по счету 9", "9"),
        ("счета 97, 104, 20% НДС", "97 104"),
        ("по счету 118 от 12 ноября 2026 г.", "118"),
        ("оплата по договору счет № 12", "12"),
        ("Аванс за счет №118", "118"),
        ("счет-фактура № 5", ""),
        ("счёту 5000 руб", ""),
        ("за счет 500 аванса", ""),
        ("Перечисление на расчетный счет 40702810500000000001", ""),
        ("по лицевому счету 2147300000", ""),
        ("ПО СЧЕТУ № УТ-77", "УТ-77"),
        ("", ""),
    ],
)
def test_numbers_of_invoices(purpose: str, numbers: str) -> None:
    assert list_invoices(purpose) == numbers.split()


def test_one_number_in_two_alphabets_is_one_and_near_numbers_share_their_end() -> None:
    assert normalize_invoice("A-17/2") == normalize_invoice("а-17/2")
    assert near_invoice("УТ-000121") == near_invoice("121") == "121"
    assert near_invoice("118/1") is None
    assert near_invoice("000") is None


@pytest.mark.parametrize(
    "purpose",
    [
        "Предоставление беспроцентного займа",
        "Заём по договору",
        "Выдача кредита",
        "Возврат депозита",
        "Проценты на остаток",
        "Пополнение счета",
        "Взнос в уставный капитал",
        "Продажа иностранной валюты",
        "Предоплата 50 процентов",
    ],
)
def test_money_that_is_no_revenue(purpose: str) -> None:
    assert is_no_revenue(purpose)


@pytest.mark.parametrize("purpose", ["Оплата по счету 5", "Аккредитив 7", "Продажа товара", ""])
def test_other_money_is(purpose: str) -> None:
    assert not is_no_revenue(purpose)


def test_refunds_and_cards() -> None:
    assert is_refund("Возврат излишне уплаченных средств")
    assert not is_refund("Невозвратный аванс")
    assert is_acquiring("Возмещение по торговому эквайрингу")
    assert is_acquiring("Переводы СБП за 19.11")
    assert not is_acquiring("Оплата сбполка")


def test_a_bank_keeps_its_commission() -> None:
    purpose = "за 19.11.2026. Операций 7. Сумма 49 000.00 руб., комиссия 789.50 руб. НДС не облагается"

    assert read_acquired(purpose, 48_210_50) == Acquired(49_000_00, 789_50)
    assert read_acquired(purpose, 48_210_51) is None
    assert read_acquired("Эквайринг", 5) is None


@given(st.text(max_size=210))
def test_any_purpose_is_read(purpose: str) -> None:
    for number in list_invoices(purpose + " по счету 5 " + purpose):
        assert number
        normalize_invoice(number)
