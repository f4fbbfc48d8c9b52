"""Words of the deal beside the sum: another currency, VAT, shares in percent. None of them is roubles or a chance."""

import pytest

from sales.entry.clients.names import KnownClient
from sales.entry.lines.entry import understand
from tests.sales.entry.telling import CLIENTS, FRIDAY, tell


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("оплата 500 $ Вектор завтра", "expect · Вектор · !foreign · 21.11 ← amount"),
        ("оплата $5000 Вектор завтра", "expect · Вектор · !foreign · 21.11 ← amount"),
        ("оплата 25 долларов Вектор завтра", "expect · Вектор · !foreign · 21.11 ← amount"),
        ("пришло 200 € Вектор", "fact · Вектор · !foreign · 20.11 ← amount"),
        ("пришло 90 тыс тенге от Вектора", "fact · Вектор · !foreign · 20.11 ← amount"),
        ("возврат Вектор 500 евро", "refund · Вектор · !foreign · 20.11 ← amount"),
        ("позвонил Вектор, хотят на 5000$", "call · Вектор · 20.11 · «хотят на 5000$»"),
        ("встреча Вектор: договорились на €200 тыс", "meeting · Вектор · 20.11 · agreed · «договорились на €200 тыс»"),
    ],
)
def test_another_currency_is_asked_in_roubles_and_in_a_comment_it_stays(line: str, told: str) -> None:
    assert tell(understand(line, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("оплата 150к с НДС Вектор завтра", "expect · Вектор · 150000 · 21.11 · «с НДС»"),
        ("оплата 150к + ндс Вектор завтра", "expect · Вектор · 150000 · 21.11 · «+ ндс» ← meant"),
        ("оплата 150к в т.ч. НДС 20% Вектор завтра", "expect · Вектор · 150000 · 21.11 · «в т.ч. НДС 20%»"),
        ("оплата 150к Вектор завтра, в том числе НДС 20%", "expect · Вектор · 150000 · 21.11 · «в том числе НДС 20%»"),
        ("пришло 90к Вектор без НДС", "fact · Вектор · 90000 · 20.11 · «без НДС»"),
        ("оплата 150к без НДС Вектор завтра 80%", "expect · Вектор · 150000 · 21.11 · 80% · «без НДС»"),
        ("payment 150k Vektor tomorrow incl. VAT 20%", "expect · Вектор · 150000 · 21.11 · «incl. VAT 20%»"),
    ],
)
def test_vat_is_a_comment_and_its_percents_are_no_chance(line: str, told: str) -> None:
    assert tell(understand(line, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("предоплата 50% Вектор 150к пн", "expect · Вектор · 150000 · 23.11 · «предоплата 50%»"),
        ("оплата 150к Вектор завтра 30% аванса", "expect · Вектор · 150000 · 21.11 · «30% аванса»"),
        ("оплата 150к Вектор скидка 5% завтра 90%", "expect · Вектор · 150000 · 21.11 · 90% · «скидка 5%»"),
        ("оплата 150к Вектор завтра 90%", "expect · Вектор · 150000 · 21.11 · 90%"),
    ],
)
def test_a_share_of_the_deal_is_no_chance(line: str, told: str) -> None:
    assert tell(understand(line, FRIDAY, CLIENTS)) == told


@pytest.mark.parametrize("line", ["оплата 150к Евро Строй завтра", "оплата Евро Строй 150 000 завтра"])
def test_a_currency_in_a_clients_name_is_no_currency(line: str) -> None:
    clients = (*CLIENTS, KnownClient.make_named(99, "Евро Строй"))
    assert tell(understand(line, FRIDAY, clients)) == "expect · Евро Строй · 150000 · 21.11"
