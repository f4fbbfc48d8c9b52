"""Documents against what was said and is awaited: the spec's vector over the sample, and every row of its table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.bank.directions import Way, sort_movements
from sales.bank.matches import AwaitedItem, DocumentMatch, MatchReason, SaidFact, Verdict
from sales.bank.matching import match_movements
from sales.bank.payers import KnownPayer, shorten_payer
from sales.bank.reading import read_statement
from tests.sales.bank.statements import DAY, EVENING, OURS, SECOND, Doc, make_file, movements_of, sample

VECTOR, DAISY, KIM, HOURS, BUILD, SCHOOL = range(1, 7)
CLIENTS = [
    KnownPayer(VECTOR, "ООО «Вектор»", "7701000019", "770101001"),
    KnownPayer(DAISY, "Ромашка", "7701000026"),
    KnownPayer(KIM, "ИП Ким", "770100010180"),
    KnownPayer(HOURS, "24 Часа", "7701000040"),
    KnownPayer(BUILD, "СтройГрад", "7701000033"),
    KnownPayer(SCHOOL, "Школа 57"),
]


def item(item_id: int, client: int, thousands: int, invoice: str | None = None, due: date = DAY) -> AwaitedItem:
    return AwaitedItem(item_id, client, thousands * 1000_00, due, invoice)


ITEMS = [
    item(1, VECTOR, 340, "118"),
    item(2, DAISY, 150, "УТ-000121"),
    item(3, KIM, 75, "97"),
    item(4, KIM, 25, "104"),
    item(5, HOURS, 90),
    item(6, BUILD, 1200, "125"),
    item(7, VECTOR, 60, "119"),
    item(8, SCHOOL, 90, "110"),
    item(9, DAISY, 30, "130"),
]
SAID = SaidFact(101, VECTOR, 340_000_00, DAY)

SURE, DOUBTFUL, UNKNOWN, SKIPPED = Verdict.SURE, Verdict.DOUBTFUL, Verdict.UNKNOWN, Verdict.SKIPPED
VECTOR_OF_SPEC = [
    ("501", SURE, MatchReason.FACT, (101,), ()),
    ("77", SURE, MatchReason.INVOICE, (), (2,)),
    ("9", SURE, MatchReason.INVOICE, (), (3, 4)),
    ("12", DOUBTFUL, MatchReason.TOGETHER, (), (5,)),
    ("12", DOUBTFUL, MatchReason.TOGETHER, (), (5,)),
    ("3", SKIPPED, MatchReason.WAY, (), ()),
    ("884213", DOUBTFUL, MatchReason.ACQUIRING, (), ()),
    ("44", DOUBTFUL, MatchReason.REFUND, (), ()),
    ("45", SKIPPED, MatchReason.OUTGOING, (), ()),
    ("1002", UNKNOWN, MatchReason.UNKNOWN_PAYER, (), ()),
    ("318", SURE, MatchReason.INVOICE, (), (6,)),
    ("502", SKIPPED, MatchReason.WAY, (), ()),
    ("2391", DOUBTFUL, MatchReason.INVOICE, (), (8,)),
    ("660", DOUBTFUL, MatchReason.INVOICE, (), (9,)),
    ("5", SKIPPED, MatchReason.NO_REVENUE, (), ()),
]


def count_questions(matches: Sequence[DocumentMatch]) -> int:
    """Documents that a person has to look at, those that belong together once."""
    asked = [each for each in matches if each.verdict in {Verdict.DOUBTFUL, Verdict.UNKNOWN}]
    alone = sum(not each.together for each in asked)
    return alone + len({each.together for each in asked if each.together})


def match_sample(name: str = EVENING[0]) -> list[DocumentMatch]:
    movements = sort_movements(read_statement(sample(name)), (OURS, SECOND))
    return match_movements(movements, CLIENTS, ITEMS, [SAID])


@pytest.mark.parametrize("name", EVENING)
def test_the_vector_of_the_spec(name: str) -> None:
    found = match_sample(name)
    told = [(each.movement.document.number, each.verdict, each.why, each.facts, each.items) for each in found]

    assert told == VECTOR_OF_SPEC
    learned = {each.movement.document.number for each in found if each.may_learn_inn}
    assert learned == {"1002"}


def test_the_counts_of_the_screen() -> None:
    found = match_sample()
    sure = [each for each in found if each.verdict is SURE]
    asked = [each for each in found if each.verdict in {DOUBTFUL, UNKNOWN}]
    came = [each.movement.amount for each in asked if each.movement.way is Way.IN]
    skipped = [each.movement.way for each in found if each.verdict is SKIPPED]

    assert (len(sure), sum(each.movement.amount for each in sure)) == (4, 1_690_000_00)
    assert (len(asked), count_questions(found)) == (7, 6)
    assert (sum(came), sum(each.movement.amount for each in asked) - sum(came)) == (345_710_50, 10_000_00)
    assert (skipped.count(Way.NOT_RECEIVED), len(skipped)) == (1, 4)


def match(
    *docs: Doc,
    items: Sequence[AwaitedItem] = (),
    facts: Sequence[SaidFact] = (),
    clients: Sequence[KnownPayer] = tuple(CLIENTS),
) -> list[DocumentMatch]:
    return match_movements(movements_of(make_file(*docs)), clients, items, facts)


def told(*found: DocumentMatch) -> list[tuple[Verdict, MatchReason, tuple[int, ...], tuple[int, ...]]]:
    return [(each.verdict, each.why, each.facts, each.items) for each in found]


def fact(fact_id: int, thousands: int, days: int = 0) -> SaidFact:
    return SaidFact(fact_id, VECTOR, thousands * 1000_00, DAY + timedelta(days))


TEN = Doc("10000")
BILLED = replace(TEN, purpose="Оплата по счету 118")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([fact(1, 10, -5)], (SURE, MatchReason.FACT, (1,), ())),
        ([fact(1, 10), fact(2, 10)], (DOUBTFUL, MatchReason.SEVERAL, (1, 2), ())),
        ([fact(1, 4), fact(2, 6, 5)], (SURE, MatchReason.FACT, (1, 2), ())),
        ([fact(1, 4), fact(2, 6), fact(3, 6)], (DOUBTFUL, MatchReason.SET, (1, 2), ())),
        ([fact(1, 10), fact(2, 4), fact(3, 6)], (SURE, MatchReason.FACT, (1,), ())),
        ([fact(1, 10, -6)], (DOUBTFUL, MatchReason.OFF_PLAN, (), ())),
        ([fact(1, -10)], (DOUBTFUL, MatchReason.OFF_PLAN, (), ())),
        ([replace(fact(1, 10), client_id=DAISY)], (DOUBTFUL, MatchReason.OFF_PLAN, (), ())),
    ],
)
def test_what_was_said_already_is_confirmed(facts: list[SaidFact], expected: tuple[object, ...]) -> None:
    assert told(*match(TEN, facts=facts)) == [expected]


def test_one_word_is_confirmed_by_one_document_alone() -> None:
    items = [item(1, VECTOR, 0, "118")]
    found = match(BILLED, replace(BILLED, number="2"), items=items, facts=[fact(7, 10)])

    assert told(*found) == [(SURE, MatchReason.FACT, (7,), ()), (DOUBTFUL, MatchReason.INVOICE, (), (1,))]
    assert found[1].difference == 10_000_00


@pytest.mark.parametrize(
    ("purpose", "items", "expected"),
    [
        ("счет 118", [item(1, VECTOR, 10, "118")], (SURE, MatchReason.INVOICE, (1,))),
        ("счет 118", [item(1, VECTOR, 30, "118")], (SURE, MatchReason.INVOICE, (1,))),
        ("счет 118", [item(1, VECTOR, 9, "118")], (DOUBTFUL, MatchReason.INVOICE, (1,))),
        ("счет 118 и 119", [item(1, VECTOR, 4, "118"), item(2, VECTOR, 6, "119")], (SURE, MatchReason.INVOICE, (1, 2))),
        (
            "счет 118 и 119",
            [item(1, VECTOR, 4, "118"), item(2, VECTOR, 7, "119")],
            (DOUBTFUL, MatchReason.INVOICE, (1, 2)),
        ),
        ("счет 118 и 119", [item(1, VECTOR, 10, "118")], (DOUBTFUL, MatchReason.INVOICE, (1,))),
        ("счет 118", [item(1, VECTOR, 4, "118"), item(2, VECTOR, 6, "118")], (SURE, MatchReason.INVOICE, (1, 2))),
        ("счет 118", [item(1, VECTOR, 10, "118"), item(2, VECTOR, 6, "118")], (SURE, MatchReason.INVOICE, (1,))),
        ("счет 118", [item(1, VECTOR, 6, "118"), item(2, VECTOR, 10, "118")], (DOUBTFUL, MatchReason.INVOICE, (1, 2))),
        ("счет A-118", [item(1, VECTOR, 10, "А-118")], (SURE, MatchReason.INVOICE, (1,))),
        ("счет 118", [item(1, VECTOR, 10, "УТ-000118")], (DOUBTFUL, MatchReason.NEAR_INVOICE, (1,))),
        ("счет 999", [item(1, VECTOR, 10)], (SURE, MatchReason.REST, (1,))),
        ("счет 999", [item(1, VECTOR, 10, "118")], (DOUBTFUL, MatchReason.REST, (1,))),
        ("за товар", [item(1, VECTOR, 10, "118")], (SURE, MatchReason.REST, (1,))),
        ("за товар", [item(1, VECTOR, 10), item(2, VECTOR, 10)], (DOUBTFUL, MatchReason.SEVERAL, (1, 2))),
        ("за товар", [item(1, VECTOR, 10, due=DAY + timedelta(31))], (DOUBTFUL, MatchReason.OLDEST, (1,))),
        ("за товар", [item(1, VECTOR, 4), item(2, VECTOR, 6), item(3, VECTOR, 7)], (DOUBTFUL, MatchReason.SET, (1, 2))),
        (
            "за товар",
            [item(1, VECTOR, 7), item(2, VECTOR, 6, due=date(2026, 11, 1))],
            (DOUBTFUL, MatchReason.OLDEST, (2, 1)),
        ),
        ("за товар", [item(1, DAISY, 10)], (DOUBTFUL, MatchReason.OFF_PLAN, ())),
        ("проценты, счет 118", [item(1, VECTOR, 10, "118")], (DOUBTFUL, MatchReason.INVOICE, (1,))),
    ],
)
def test_the_table(
    purpose: str, items: list[AwaitedItem], expected: tuple[Verdict, MatchReason, tuple[int, ...]]
) -> None:
    (found,) = match(replace(TEN, purpose=f"Оплата {purpose}"), items=items)
    assert (found.verdict, found.why, found.items) == expected


def test_the_state_after_each_counts() -> None:
    items = [item(1, VECTOR, 25, "118")]
    part, rest, more = BILLED, replace(BILLED, amount="15000", number="2"), replace(BILLED, number="3")

    assert [each.verdict for each in match(part, rest, more, items=items)] == [SURE, SURE, DOUBTFUL]


def test_what_is_doubtful_changes_nothing() -> None:
    items = [item(1, VECTOR, 10, "УТ-118")]
    assert [each.why for each in match(BILLED, BILLED, items=items)] == [
        MatchReason.NEAR_INVOICE,
        MatchReason.NEAR_INVOICE,
    ]


def test_several_clients_of_one_inn() -> None:
    twins = [KnownPayer(1, "Вектор", "7701000019", "1"), KnownPayer(2, "Вектор СПб", "7701000019", "2")]
    items = [item(1, 1, 10, "118"), item(2, 2, 10, "119")]
    (certain,) = match(replace(BILLED, more={"ПлательщикКПП": "1"}), items=items, clients=twins)
    (unsure,) = match(BILLED, items=items, clients=twins)

    assert (certain.verdict, certain.clients) == (SURE, (1,))
    assert (unsure.verdict, unsure.clients, unsure.items) == (DOUBTFUL, (1, 2), (1,))


def test_an_account_that_was_learned_is_its_client() -> None:
    known = [KnownPayer(1, "Некто", None, accounts=frozenset({TEN.payer}))]
    (found,) = match(TEN, items=[item(1, 1, 10)], clients=known)
    assert (found.verdict, found.clients) == (SURE, (1,))

    bank = replace(TEN, payer="30233810642000600001")
    (found,) = match(bank, items=[item(1, 1, 10)], clients=[replace(known[0], accounts=frozenset({bank.payer}))])
    assert found.verdict is UNKNOWN


@pytest.mark.parametrize(
    ("name", "payer", "may_learn"),
    [
        ("ООО ЗАРЯ", TEN.payer, True),
        ("Банкет-Холл", TEN.payer, True),
        ("АО БАНК", TEN.payer, False),
        ("ПАО Сбербанк России", TEN.payer, False),
        ("УФК по г. Москве", TEN.payer, False),
        ("Казначейство России", TEN.payer, False),
        ("ООО ЗАРЯ", "03224643450000007300", False),
        ("ООО ЗАРЯ", "30232810300000000001", False),
        ("ООО ЗАРЯ", "40102810445370000059", False),
    ],
)
def test_who_pays_for_others_is_not_learned(name: str, payer: str, *, may_learn: bool) -> None:
    (found,) = match(replace(BILLED, inn="7701000146", name=name, payer=payer), items=[item(1, SCHOOL, 10, "118")])

    assert (found.verdict, found.why, found.may_learn_inn) == (DOUBTFUL, MatchReason.INVOICE, may_learn)


def test_a_name_that_is_like_one_client_without_an_inn_is_asked_about() -> None:
    named = replace(TEN, inn="7701000146", name="Школа 57")
    (found,) = match(named, items=[item(1, SCHOOL, 10)])
    assert (found.verdict, found.why, found.clients, found.may_learn_inn) == (
        DOUBTFUL,
        MatchReason.REST,
        (SCHOOL,),
        True,
    )

    (found,) = match(named, clients=[*CLIENTS, KnownPayer(9, "Школа 57")])
    assert found.verdict is UNKNOWN


@pytest.mark.parametrize(
    ("purpose", "inn", "expected"),
    [
        ("Займ", "7701000146", (SKIPPED, MatchReason.NO_REVENUE)),
        ("Займ", "7701000019", (DOUBTFUL, MatchReason.OFF_PLAN)),
        ("Займ, по счету 118", "7701000146", (DOUBTFUL, MatchReason.INVOICE)),
        ("Возмещение СБП", "7701000146", (DOUBTFUL, MatchReason.ACQUIRING)),
        ("Возмещение СБП", "7701000019", (DOUBTFUL, MatchReason.OFF_PLAN)),
    ],
)
def test_money_that_is_no_revenue(purpose: str, inn: str, expected: tuple[Verdict, MatchReason]) -> None:
    (found,) = match(replace(TEN, purpose=purpose, inn=inn), items=[item(1, SCHOOL, 10, "118")])
    assert (found.verdict, found.why) == expected


def test_a_refund_confirms_the_one_that_was_said() -> None:
    out = Doc("10000", payer=OURS, payee="4", inn="7701000097", payee_inn="7701000019", came="", went="20.11.2026")
    refund, wages = replace(out, purpose="Возврат"), replace(out, purpose="Оплата")

    assert told(*match(refund, facts=[fact(3, -10)])) == [(DOUBTFUL, MatchReason.REFUND, (3,), ())]
    assert told(*match(refund, wages)) == [
        (DOUBTFUL, MatchReason.REFUND, (), ()),
        (SKIPPED, MatchReason.OUTGOING, (), ()),
    ]


def test_documents_of_a_day_that_are_one_rest_are_one_question() -> None:
    docs = [replace(TEN, number="1"), replace(TEN, number="2", amount="15000"), replace(TEN, number="3", amount="7000")]
    found = match(*docs, items=[item(1, VECTOR, 25)])

    assert [(each.why, each.together) for each in found] == [
        (MatchReason.TOGETHER, 1),
        (MatchReason.TOGETHER, 1),
        (MatchReason.OLDEST, 0),
    ]
    assert count_questions(found) == 2


def test_cards_of_an_account_and_day_are_one_question() -> None:
    cards = replace(TEN, inn="7701000146", purpose="Эквайринг")
    assert count_questions(match(cards, replace(cards, number="2"))) == 1


def test_a_treasurys_inn_is_remembered_when_it_has_paid_for_the_client_before() -> None:
    (treasury,) = movements_of(make_file(Doc(inn="7701000146", name="УФК по г. Москве (Школа 57)", purpose="счет 110")))
    for before, learns in (
        (set[tuple[str, int]](), False),
        ({("7701000146", HOURS)}, False),
        ({("7701000146", SCHOOL)}, True),
    ):
        (match,) = match_movements([treasury], CLIENTS, ITEMS, [], paid_before=before)
        assert (match.clients, match.may_learn_inn) == ((SCHOOL,), learns)
    (bank,) = movements_of(make_file(Doc(inn="7701000146", name="ПАО Банк", purpose="счет 110")))
    (match,) = match_movements([bank], CLIENTS, ITEMS, [], paid_before={("7701000146", SCHOOL)})
    assert not match.may_learn_inn, "a bank pays for anybody"


def test_a_form_that_a_bank_writes_in_full_is_short() -> None:
    assert shorten_payer("Индивидуальный предприниматель Ким  Александр") == "ИП Ким Александр"
    assert shorten_payer('ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "ВЕКТОР"') == 'ООО "ВЕКТОР"'
    assert shorten_payer("Закрытое акционерное общество Луч") == "АО Луч"


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "118", "119", "УТ-119", "120"])), max_size=8),
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from([None, "118", "119", "0119"])), max_size=14),
    st.lists(st.integers(1, 9), max_size=5),
)
def test_what_is_sure_takes_no_more_than_there_is(
    paid: list[tuple[int, str]], awaited: list[tuple[int, str | None]], said: list[int]
) -> None:
    docs = [Doc(f"{n}000", number=str(at), purpose=f"счет {bill}") for at, (n, bill) in enumerate(paid)]
    items = [item(at, VECTOR, n, bill) for at, (n, bill) in enumerate(awaited, start=1)]
    facts = [fact(at, n) for at, n in enumerate(said, start=100)]
    found = match(*docs, items=items, facts=facts)

    sure = [each for each in found if each.verdict is SURE]
    confirmed = [each for match in sure for each in match.facts]
    assert len(confirmed) == len(set(confirmed))
    by_facts = sum(one.amount for one in facts if one.id in confirmed)
    assert sum(each.movement.amount for each in sure if each.facts) == by_facts
    touched = {each for match in sure for each in match.items}
    owed = sum(each.rest for each in items if each.id in touched)
    assert sum(each.movement.amount for each in sure if each.items) <= owed
    assert [each.movement.document.number for each in found] == [doc.number for doc in docs]
