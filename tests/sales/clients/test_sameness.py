"""Who is one client, and which INN is none: the vectors of spec/1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.clients.inn import InnMistake, read_inn
from sales.clients.sameness import Alike, Identity, alike
from tests.rows import each_row

SYNTHETIC, OTHER, BRANCHED = "7701000019", "7701000026", "7701000040"

PAIRS = [
    (Identity("ООО «Вектор»", SYNTHETIC), Identity("Вектор, ООО", SYNTHETIC), Alike.SAME),
    (Identity("ООО «Вектор»", SYNTHETIC), Identity("ООО «Вектор»", OTHER), Alike.NO),
    (Identity("Вектор"), Identity("Вектор-Юг"), Alike.NO),
    (Identity("Школа 57"), Identity("Школа 75"), Alike.NO),
    (Identity("Ромашка", city="Москва"), Identity("Ромашка", city="Тула"), Alike.NO),
    (Identity("Ромашка", city="Москва"), Identity("Ромашка"), Alike.LIKELY),
    (Identity("Ромашка", city="г. Москва"), Identity("Ромашка", city="москва"), Alike.LIKELY),
    (Identity("Ромашка"), Identity("ЗАО «Ромашка»"), Alike.LIKELY),
    (
        Identity("ИП Ким А.", phones=frozenset({"9161234567"})),
        Identity("Ким Александр", phones=frozenset({"9161234567"})),
        Alike.LIKELY,
    ),
    (Identity("Сибирь-Лес"), Identity("Сибирьлес"), Alike.LIKELY),
    (Identity("24 Часа", BRANCHED, "770101001"), Identity("24 Часа", BRANCHED, "780101001"), Alike.LIKELY),
    (Identity("24 Часа", BRANCHED, "770101001"), Identity("24 Часа", BRANCHED), Alike.SAME),
    (Identity("«»"), Identity("…"), Alike.NO),
    (Identity("Romashka"), Identity("ООО «Ромашка»"), Alike.LIKELY),
    (Identity("Vektor Yug LLC"), Identity("Вектор-Юг"), Alike.LIKELY),
    (Identity("Alfa"), Identity("Альфа"), Alike.LIKELY),
    (Identity("Vektor"), Identity("Вектор-Юг"), Alike.NO),
    (Identity("Delta 7"), Identity("Дельта 8"), Alike.NO),
    (Identity("Romashka", city="Тула"), Identity("Ромашка", city="Москва"), Alike.NO),
]
IDENTITIES = st.builds(
    Identity,
    st.text(max_size=20),
    st.sampled_from(["", SYNTHETIC, OTHER]),
    st.sampled_from(["", "770101001", "780101001"]),
    st.sampled_from(["", "Москва", "Тула"]),
    st.frozensets(st.sampled_from(["9161234567", "9167654321"])),
)


@each_row(("one", "other", "verdict"), PAIRS)
def test_two_records_are_one_client_or_not(one: Identity, other: Identity, verdict: Alike) -> None:
    assert alike(one, other) is verdict


@given(IDENTITIES, IDENTITIES)
def test_it_does_not_matter_who_is_named_first(one: Identity, other: Identity) -> None:
    assert alike(one, other) is alike(other, one)


@given(IDENTITIES, IDENTITIES)
def test_nothing_but_an_inn_makes_two_records_the_same(one: Identity, other: Identity) -> None:
    assert alike(one, other) is not Alike.SAME or one.inn == other.inn != ""


@each_row(
    "inn",
    [
        "7707083893",
        "7701000019",
        "7701000026",
        "7701000033",
        "7701000040",
        "500100732259",
        "770100010180",
        "7707 083 893",
        "7707083893.0",
        "7707083893,0",
    ],
)
def test_an_inn_with_right_control_digits_is_taken(inn: str) -> None:
    assert read_inn(inn) == inn.replace(" ", "").removesuffix(".0").removesuffix(",0")


@pytest.mark.parametrize(
    ("inn", "mistake"),
    [
        ("7707083894", InnMistake.CONTROL),
        ("500100732250", InnMistake.CONTROL),
        ("0000000000", InnMistake.REGION),
        ("000000000000", InnMistake.REGION),
        ("77070838", InnMistake.LENGTH),
        ("07707083893", InnMistake.LENGTH),
        ("770708389\u0969", InnMistake.LENGTH),
        ("7,70708E+09", InnMistake.ROUNDED),
        ("", InnMistake.LENGTH),
    ],
)
def test_a_wrong_inn_says_why(inn: str, mistake: InnMistake) -> None:
    assert read_inn(inn) is mistake
