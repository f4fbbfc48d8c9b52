"""In, out, our own, another firm's: by our accounts alone; what the totals say; one key a document."""

from dataclasses import replace

import pytest

from sales.bank.directions import Way, find_differences, is_in_roubles, sort_movements
from sales.bank.keys import key_movements
from sales.bank.reading import read_statement
from tests.sales.bank.statements import CURRENCY, DAY, EVENING, NOON, OURS, SECOND, Doc, make_file, movements_of, sample

STRANGE, THEIRS = "40702810900000000777", "40702810100000000101"


def ways(*docs: Doc, accounts: tuple[str, ...] = (OURS,), ours: tuple[str, ...] = (OURS,)) -> list[Way]:
    return [each.way for each in movements_of(make_file(*docs, accounts=accounts), *ours)]


def test_our_accounts_say_where_money_went() -> None:
    out = Doc(payer=OURS, payee=THEIRS, inn="7701000097", payee_inn="7701000026", came="", went="20.11.2026")
    own = Doc(payer=OURS, payee=SECOND, inn="7701000097", payee_inn="")
    by_inn = Doc(inn="7701000097")
    corresponding = Doc(payee="30101", more={"ПолучательРасчСчет": OURS})

    found = ways(Doc(), out, own, by_inn, corresponding, ours=(OURS, SECOND))

    assert found == [Way.IN, Way.OUT, Way.OWN, Way.OWN, Way.IN]


def test_a_document_without_an_account_of_ours_goes_by_its_only_date() -> None:
    came = Doc(payer=THEIRS, payee="40702810000000000555")
    both = replace(came, went="20.11.2026")
    assert ways(came, replace(both, came=""), both) == [Way.IN, Way.OUT, Way.UNREAD]


def test_an_account_that_is_not_ours_stays_out_of_the_day() -> None:
    """«Счёт …0777 ваш?» Нет."""
    assert ways(Doc(payee=STRANGE), Doc(), accounts=(OURS, STRANGE)) == [Way.NOT_OURS, Way.IN]


def test_a_file_of_another_firm_changes_nothing() -> None:
    assert movements_of(make_file(Doc(), Doc()), STRANGE) == ()


def test_a_currency_account_is_not_compared() -> None:
    assert not is_in_roubles(CURRENCY)
    assert ways(Doc(payee=CURRENCY), accounts=(CURRENCY,), ours=(CURRENCY,)) == [Way.CURRENCY]
    statement = read_statement(make_file(accounts=(CURRENCY,), totals={CURRENCY: "5.00"}))
    assert find_differences(statement, sort_movements(statement, [CURRENCY]), [CURRENCY]) == {}


def test_money_that_the_bank_has_not_booked_is_not_received() -> None:
    assert ways(Doc(), Doc(came="")) == [Way.IN, Way.NOT_RECEIVED]


@pytest.mark.parametrize(("total", "way"), [("2000.00", Way.IN), ("1999.00", Way.NOT_RECEIVED), ("", Way.NOT_RECEIVED)])
def test_a_bank_that_gives_no_such_date_at_all_is_believed_by_its_total(total: str, way: Way) -> None:
    content = make_file(Doc(came=""), Doc(came=""), totals={OURS: total})
    assert [each.way for each in movements_of(content)] == [way, way]


@pytest.mark.parametrize(
    "doc", [Doc("12.345"), Doc(""), Doc("-5"), Doc("0"), Doc(day="31.02.2026"), Doc(came="завтра")]
)
def test_what_cannot_be_read_is_listed_and_the_rest_goes_on(doc: Doc) -> None:
    assert ways(doc, Doc()) == [Way.UNREAD, Way.IN]


def differences(content: bytes, *ours: str) -> dict[str, int]:
    statement = read_statement(content)
    return dict(find_differences(statement, sort_movements(statement, ours), ours))


def test_totals_of_the_sample_agree_with_own_transfers_in_them() -> None:
    for name in (*EVENING, NOON):
        assert differences(sample(name), OURS, SECOND) == {}


def test_totals_that_differ_are_told_by_account() -> None:
    content = make_file(Doc("40000"), totals={OURS: "100000.00", SECOND: "5.00", STRANGE: "7"})
    assert differences(content, OURS, SECOND) == {OURS: -60_000_00, SECOND: -5_00}


def test_days_of_an_account_are_added() -> None:
    sections = make_file(Doc("30"), totals={OURS: "10"}).replace(
        "СекцияДокумент".encode("cp1251"),
        f"СекцияРасчСчет\r\nРасчСчет={OURS}\r\nВсегоПоступило=20\r\nКонецРасчСчет\r\nСекцияДокумент".encode("cp1251"),
    )
    assert differences(sections, OURS) == {}


def test_the_evening_holds_the_noon() -> None:
    noon, evening = (key_movements(movements_of(sample(name), OURS, SECOND)) for name in (NOON, EVENING[0]))
    assert len(set(evening)) == 15
    assert set(noon) <= set(evening)
    assert all(key_movements(movements_of(sample(name), OURS, SECOND)) == evening for name in EVENING)


def test_equal_documents_in_one_file_are_two_and_a_bar_makes_no_other_equal() -> None:
    twice = key_movements(movements_of(make_file(Doc(), Doc(), Doc(number="1|2"), Doc(number="1/2"))))
    assert twice[0] != twice[1]
    assert key_movements(movements_of(make_file(Doc()))) == twice[:1]


def test_the_booked_day_is_the_banks() -> None:
    (movement,) = movements_of(make_file(Doc(day="19.11.2026")))
    assert movement.day == DAY
