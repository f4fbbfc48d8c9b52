"""What becomes of a row: the first verdict that fits, one a row, and the sum is all rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sales.clients.card_fields import CardField
from sales.imports.cells import BaseRow, read_base
from sales.imports.columns import read_base_heading
from sales.imports.judged import Asker, Judged, KnownBase, LikelyAnswer, RowVerdict, UpdatePolicy, count_verdicts
from sales.imports.money_cells import BaseItem
from sales.imports.owners import KnownSeller, match_owner
from sales.imports.troubles import RowTrouble
from sales.imports.verdicts import Judge

TODAY = date(2026, 11, 20)
TITLES = ["Название", "ИНН", "КПП", "Телефон", "Город", "Кто ведёт", "Сумма", "Срок", "Счёт", "Отрасль"]
ANNA, BORIS = 1, 2
SELLERS = (KnownSeller(ANNA, "Анна Иванова"), KnownSeller(BORIS, "Борис"))
LEAD = Asker(9, owns_all=False)


def rows_of(*rows: str) -> list[BaseRow]:
    """Cells beside each other, parted by a bar."""
    cells = [TITLES, *([each.strip() for each in row.split("|")] for row in rows)]
    heading = read_base_heading(cells)
    assert heading is not None
    return read_base(cells, heading, TODAY, is_csv=False)


def known(client_id: int, name: str, owner_id: int | None = ANNA, phone: str = "", **more: Any) -> KnownBase:
    values = {CardField.NAME: name, **{CardField(each): value for each, value in more.items()}}
    return KnownBase(client_id, owner_id, values, phones=frozenset({phone} if phone else ()))


def judge(
    rows: Sequence[BaseRow],
    *clients: KnownBase,
    asker: Asker = LEAD,
    policy: UpdatePolicy | None = None,
    answers: dict[int, LikelyAnswer] | None = None,
    for_all: LikelyAnswer | None = None,
) -> list[Judged]:
    return Judge(clients, SELLERS, asker, policy or UpdatePolicy(), answers or {}, for_all).judge(rows)


def verdicts(*rows: str, clients: Sequence[KnownBase] = (), **how: Any) -> list[RowVerdict]:
    return [each.verdict for each in judge(rows_of(*rows), *clients, **how)]


@pytest.mark.parametrize(
    ("row", "client", "verdict"),
    [
        ("ООО «Вектор»|7701000019", known(1, "Вектор, ООО", inn="7701000019"), RowVerdict.SAME),
        ("ООО «Вектор»|7701000026", known(1, "ООО «Вектор»", inn="7701000019"), RowVerdict.NEW),
        ("Вектор-Юг", known(1, "Вектор"), RowVerdict.NEW),
        ("Школа 75", known(1, "Школа 57"), RowVerdict.NEW),
        ("Ромашка|||  |Тула", known(1, "Ромашка", city="Москва"), RowVerdict.NEW),
        ("ЗАО «Ромашка»", known(1, "Ромашка"), RowVerdict.QUESTION),
        ("Сибирьлес", known(1, "Сибирь-Лес"), RowVerdict.QUESTION),
        ("Ким Александр|||89161234567", known(1, "ИП Ким А.", phone="9161234567"), RowVerdict.QUESTION),
        ("Ромашка|||89161234567", known(1, "Ромашка", phone="9161234567"), RowVerdict.SAME),
        ("24 Часа|7701000040|780101001", known(1, "24 Часа", inn="7701000040", kpp="770101001"), RowVerdict.NEW),
        ("Вектор|7701000019||||||||опт", known(1, "Вектор", inn="7701000019"), RowVerdict.UPDATE),
        ("Вектор|7701000019||||||||опт", known(1, "Вектор", inn="7701000019", line="розница"), RowVerdict.SAME),
        ("Вектор|7701000019||89161234567", known(1, "Вектор", inn="7701000019"), RowVerdict.UPDATE),
    ],
)
def test_against_the_clients_that_exist(row: str, client: KnownBase, verdict: RowVerdict) -> None:
    assert verdicts(row, clients=[client]) == [verdict]


def test_doubles_within_the_file_fill_the_first_of_them() -> None:
    found = judge(rows_of("Вектор|7701000019", "Вектор|7701000019||89161234567||||||опт", "Вектор|7701000019"))
    assert [each.verdict for each in found] == [RowVerdict.NEW, RowVerdict.DOUBLE, RowVerdict.DOUBLE]
    assert found[0].values[CardField.LINE] == "опт"
    assert [each.phone10 for each in found[0].people] == ["9161234567"]
    assert found[1].of == 2


def test_a_question_is_no_row_to_be_a_double_of() -> None:
    assert verdicts("Вектор|7707083894", "Вектор|7701000019") == [RowVerdict.QUESTION, RowVerdict.NEW]


def test_the_same_as_two_is_asked() -> None:
    clients = [
        known(1, "Вектор", inn="7701000019", kpp="770101001"),
        known(2, "Вектор", inn="7701000019", kpp="780101001"),
    ]
    (found,) = judge(rows_of("Вектор|7701000019"), *clients)
    assert found.trouble is RowTrouble.SEVERAL


def test_a_later_row_joins_what_an_earlier_one_has_filled() -> None:
    rows = ("Вектор|||89161234567", "Вектор|7701000019||89161234567", "ООО Вектор|7701000019")
    assert verdicts(*rows) == [RowVerdict.NEW, RowVerdict.DOUBLE, RowVerdict.DOUBLE]


def test_likely_is_asked_and_answered() -> None:
    rows, client = rows_of("ЗАО Ромашка||||||||| опт"), known(1, "Ромашка")
    (asked,) = judge(rows, client)
    assert (asked.trouble, asked.like_id) == (RowTrouble.LIKELY, 1)
    (she,) = judge(rows, client, answers={2: LikelyAnswer.SHE})
    assert (she.verdict, she.client_id) == (RowVerdict.UPDATE, 1)
    (new,) = judge(rows, client, for_all=LikelyAnswer.NEW)
    assert new.verdict is RowVerdict.NEW


def test_an_owner_that_nobody_is_and_one_of_two() -> None:
    found = judge(rows_of("Заря|||||Виктор", "Луч|||||Иванова Анна", "Мир|||||Бориса"))
    assert [each.trouble for each in found] == [RowTrouble.OWNER_UNKNOWN, None, None]
    assert [each.owner_id for each in found[1:]] == [ANNA, BORIS]
    two = (KnownSeller(1, "Анна Иванова"), KnownSeller(2, "Анна Петрова"))
    assert match_owner("Анна", two) is RowTrouble.OWNER_TWO
    assert match_owner("Петрова А.", two) == 2


def test_a_managers_row_that_is_a_colleagues_is_left_alone() -> None:
    boris = known(1, "Ромашка", BORIS, inn="7701000026")
    (found,) = judge(rows_of("Ромашка|7701000026"), boris, asker=Asker(ANNA, owns_all=True))
    assert (found.verdict, found.trouble) == (RowVerdict.QUESTION, RowTrouble.COLLEAGUE)
    (new,) = judge(rows_of("Заря"), asker=Asker(ANNA, owns_all=True))
    assert new.owner_id == ANNA


def test_the_owner_changes_by_the_tick_alone() -> None:
    client, rows = known(1, "Ромашка", ANNA, inn="7701000026"), rows_of("Ромашка|7701000026||||Борис")
    assert judge(rows, client)[0].verdict is RowVerdict.SAME
    (found,) = judge(rows, client, policy=UpdatePolicy(changes_owner=True))
    assert (found.verdict, found.owner_id, found.sets_owner) == (RowVerdict.UPDATE, BORIS, True)


def test_named_columns_are_replaced_and_an_empty_cell_empties_nothing() -> None:
    client = known(1, "Ромашка", inn="7701000026", line="розница", city="Тула")
    policy = UpdatePolicy(frozenset({CardField.LINE, CardField.CITY}))
    (found,) = judge(rows_of("Ромашка|7701000026||||||||опт"), client, policy=policy)
    assert dict(found.values) == {CardField.LINE: "опт"}


def test_several_sums_of_one_client_are_several_items() -> None:
    rows = (
        "Вектор|7701000019|||||150000|27.11.2026|1",
        "Вектор|7701000019|||||90000|01.10.2026|2",
        "Вектор|7701000019|||||90000|01.10.2026|2",
    )
    found = judge(rows_of(*rows))
    assert [each.verdict for each in found] == [RowVerdict.NEW, RowVerdict.ITEM, RowVerdict.DOUBLE]
    assert [each.item is not None for each in found] == [True, True, False]


def test_money_beside_a_bare_name_is_of_who_is_called_so() -> None:
    rows = rows_of(
        "Вектор||||||150000|27.11.2026|1", "ООО Вектор||||||90000|27.11.2026|2", "ИП Вектор||||||1000|27.11.2026|3"
    )
    clients = (known(1, "ООО «Вектор»", inn="7701000019"),)
    assert [each.verdict for each in judge(rows, *clients)] == [RowVerdict.ITEM, RowVerdict.ITEM, RowVerdict.QUESTION]


def test_an_item_that_is_there_already_is_the_same() -> None:
    item = BaseItem(9_000_000, date(2026, 10, 1), "2")
    client = KnownBase(1, ANNA, {CardField.NAME: "Вектор", CardField.INN: "7701000019"}, items=frozenset({item}))
    rows = rows_of("Вектор|7701000019|||||90000|01.10.2026|2", "Вектор|7701000019|||||90000|01.10.2026|3")
    assert [each.verdict for each in judge(rows, client)] == [RowVerdict.SAME, RowVerdict.ITEM]


NAMES = st.sampled_from(["Вектор", "ООО «Вектор»", "Ромашка", "Сибирь-Лес", "Сибирьлес", "Школа 57", "", "Ким"])
INNS = st.sampled_from(["", "7701000019", "7701000026", "7707083894", "нет"])
PHONES = st.sampled_from(["", "89161234567", "89031112233", "25-21"])


@example([("Вектор", "", ""), ("Вектор", "7701000019", ""), ("Вектор", "7701000026", "")], None)
@given(st.lists(st.tuples(NAMES, INNS, PHONES), max_size=12), st.sampled_from([None, *LikelyAnswer]))
def test_every_row_has_one_verdict_and_the_second_time_nothing_is_new(
    said: list[tuple[str, str, str]], for_all: LikelyAnswer | None
) -> None:
    rows = rows_of(*(f"{name}|{inn}||{phone}" for name, inn, phone in said))
    found = judge(rows, for_all=for_all)
    assert sum(count_verdicts(found).values()) == len(rows)
    made = [
        KnownBase(
            each.number,
            each.owner_id,
            each.values,
            each.comment,
            frozenset(person.phone10 for person in each.people if person.phone10),
        )
        for each in found
        if each.verdict is RowVerdict.NEW
    ]
    asked = {each.number for each in found if each.verdict is RowVerdict.QUESTION}
    again = judge(rows, *made, for_all=LikelyAnswer.SHE)  # of two questions with two INN the second is another client
    assert not [each for each in again if each.verdict is RowVerdict.NEW and each.number not in asked]
