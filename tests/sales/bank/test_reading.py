"""From bytes to documents: three encodings, deviations of real banks, and files that are cut anywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.bank.decoding import is_statement
from sales.bank.fields import read_amount, read_day, read_total
from sales.bank.reading import read_statement
from sales.bank.statement import MOST_BYTES, MOST_DOCUMENTS, StatementError, StatementTrouble
from tests.sales.bank.statements import CUT, EVENING, OURS, SECOND, Doc, make_file, sample


def trouble_of(content: bytes) -> StatementError:
    with pytest.raises(StatementError) as refused:
        read_statement(content)
    return refused.value


def test_three_encodings_are_the_same_fifteen_documents() -> None:
    one, *others = (read_statement(sample(name)) for name in EVENING)

    assert len(one.documents) == 15
    assert others == [one, one]
    assert one.accounts == (OURS, SECOND)
    assert one.totals == {OURS: 2_735_710_50}
    assert (one.first, one.last, one.warnings) == (date(2026, 11, 20), date(2026, 11, 20), 0)


def test_a_file_that_does_not_say_its_days_is_called_by_those_of_its_documents() -> None:
    came, went = Doc(came="18.11.2026"), Doc(came="", went="20.11.2026")
    bare = Doc(came="", went="", day="17.11.2026")

    said = read_statement(make_file(came, went, bare))
    told = read_statement(make_file(came, days=(date(2026, 11, 1), date(2026, 11, 19))))
    empty = read_statement(make_file())

    assert (said.first, said.last, dict(said.covers)) == (date(2026, 11, 17), date(2026, 11, 20), {})
    assert (told.first, told.last) == (date(2026, 11, 1), date(2026, 11, 19))
    assert (empty.first, empty.last) == (None, None)


def test_a_cut_file_says_how_much_of_it_was_whole() -> None:
    refused = trouble_of(sample(CUT))

    assert (refused.trouble, refused.documents) == (StatementTrouble.CUT, 8)


@pytest.mark.parametrize("name", EVENING)
def test_every_cut_of_one_byte_brings_nothing(name: str) -> None:
    content = sample(name)
    whole = content.rstrip(b"\r\n")
    for length in range(0, len(whole), 3 if name == EVENING[0] else 41):
        assert trouble_of(whole[:length]).trouble in {StatementTrouble.CUT, StatementTrouble.NOT_ONE}
    assert trouble_of(whole[:-1]).trouble is StatementTrouble.CUT


@given(st.binary(max_size=300))
def test_whatever_follows_the_mark_is_read_or_refused(rest: bytes) -> None:
    for content in (rest, b"1CClientBankExchange\r\n" + rest, make_file(Doc())[:-20] + rest):
        try:
            read_statement(content)
        except StatementError:
            continue


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n\n  ", b"\xef\xbb\xbf\r\n"])
def test_the_mark_stands_in_the_first_line_that_is_not_empty(before: bytes) -> None:
    assert is_statement(before + b"1CClientBankExchange\nX")
    assert not is_statement(before + b"1CClientBankExchange2\n")
    assert not is_statement(before + b"x\n1CClientBankExchange\n")


@pytest.mark.parametrize("line", ["\r\n", "\n", "\r"])
def test_lines_end_in_three_ways_and_a_purpose_is_wrapped(line: str) -> None:
    doc = Doc(purpose="Оплата по счету 5\r\nза товар, 5 = пять\r\n\r\nещё")
    content = make_file(doc).decode("cp1251").replace("\r\n", line).encode("cp1251")

    assert read_statement(content).documents[0].purpose == "Оплата по счету 5 за товар, 5 = пять ещё"


def test_the_first_of_equal_keys_wins_and_no_line_of_the_second_is_taken() -> None:
    doc = Doc(purpose="Оплата\r\nСумма=9999999.00\r\nи ещё строка")
    (read,) = read_statement(make_file(doc)).documents

    assert (read.amount, read.purpose) == (1000_00, "Оплата")


def test_a_document_without_an_end_is_closed_by_the_next() -> None:
    open_doc = Doc(number="1").text.replace("КонецДокумента\r\n", "")
    statement = read_statement(make_file(open_doc, Doc(number="2"), open_doc))

    assert [each.number for each in statement.documents] == ["1", "2", "1"]
    assert statement.warnings == 2


@pytest.mark.parametrize(
    "doc", [Doc().text.replace("Платежное поручение", "выписка"), Doc(more={"СуммаПриход": "5"})], ids=["kind", "keys"]
)
def test_another_countrys_dialect_is_refused_by_name(doc: Doc | str) -> None:
    assert trouble_of(make_file(doc)).trouble is StatementTrouble.DIALECT


def test_bounds() -> None:
    small = "СекцияДокумент=Ордер\r\n"
    assert trouble_of(b" " * (MOST_BYTES + 1)).trouble is StatementTrouble.TOO_BIG
    strange = sample().decode("cp1251").encode("koi8-r", "replace")
    assert trouble_of(strange).trouble is StatementTrouble.LETTERS, "and no «cut off, 0 documents read»"
    assert len(read_statement(make_file(small * MOST_DOCUMENTS)).documents) == MOST_DOCUMENTS
    assert trouble_of(make_file(small * (MOST_DOCUMENTS + 1))).trouble is StatementTrouble.TOO_MANY


def test_an_inn_stands_in_its_field_or_before_the_name() -> None:
    docs = [
        Doc(),
        Doc(inn="", name="", more={"Плательщик": "ИНН 7701000033 ООО СТРОЙГРАД"}),
        Doc(inn="0", name="Иванов", more={"Плательщик": "Иванов"}),
        Doc(inn="0000000000", name="Иванов"),
        Doc(inn="770100003", name="", more={"Плательщик": "ИНН 770100010180 КПП 0 ИП КИМ"}),
    ]
    found = [(each.payer.inn, each.payer.name) for each in read_statement(make_file(*docs)).documents]

    assert found == [
        ("7701000019", "ООО Вектор"),
        ("7701000033", "ООО СТРОЙГРАД"),
        (None, "Иванов"),
        (None, "Иванов"),
        ("770100010180", "ИП КИМ"),
    ]


def test_a_purpose_may_stand_in_six_lines() -> None:
    parts = {f"НазначениеПлатежа{n}": part for n, part in enumerate(["Оплата", "по счету 5", "", "НДС"], start=1)}
    (read,) = read_statement(make_file(Doc(purpose="", more=parts))).documents

    assert read.purpose == "Оплата по счету 5 НДС"


@pytest.mark.parametrize(
    ("said", "kopecks"),
    [
        ("150000.00", 150_000_00),
        ("150000-00", 150_000_00),
        ("150 000,00", 150_000_00),
        ("150 000,5", 150_000_50),
        ("1.234.567,89", 1_234_567_89),
        ("1,234,567.89", 1_234_567_89),
        ("1.234.567", 1_234_567_00),
        ("1\u00a0234,5", 1_234_50),
        ("0.01", 1),
    ],
)
def test_sums_as_banks_write_them(said: str, kopecks: int) -> None:
    assert read_amount(said) == kopecks


@pytest.mark.parametrize(
    "said",
    ["-5", "1e5", "12.345", "", "0", "0.00", "1_000", "٣٤", "1 00", "12,34,5", "5 р", "nan", "9" * 40, "1.2.3", "+5"],
)
def test_what_is_no_sum_is_none(said: str) -> None:
    assert read_amount(said) is None


def test_nothing_came_is_a_total() -> None:
    assert read_total("0.00") == 0


@pytest.mark.parametrize("said", ["20.11.2026", "20.11.26", "2026-11-20"])
def test_days(said: str) -> None:
    assert read_day(said) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "said", ["31.02.2026", "20/11/2026", "1.1.26", "", "20.11.1026", "2026-13-01", "20.11.2026 г."]
)
def test_what_is_no_day_is_none(said: str) -> None:
    assert read_day(said) is None


@given(st.integers(min_value=1, max_value=10**13), st.sampled_from([".", ",", "-"]))
def test_any_sum_comes_back(kopecks: int, point: str) -> None:
    assert read_amount(f"{kopecks // 100}{point}{kopecks % 100:02}") == kopecks
