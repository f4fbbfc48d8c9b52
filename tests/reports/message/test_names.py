"""First names: told apart where two share one, and in the dative on the button that reminds."""

from dataclasses import replace

import pytest

from reports.message.language import speaking
from reports.message.words.names import first_names, tell_apart, to_whom
from sales.core.people import Profile, Role
from storage.engine.actor import Actor
from tests.rows import each_row

ANNA = Actor(1, 101, "Анна", Role.MANAGER, Profile.MIXED, 1, "Europe/Moscow", "Europe/Moscow", "ru")


@each_row(
    ("name", "dative"),
    [
        ("Виктор", "Виктору"),
        ("Анна", "Анне"),
        ("Илья", "Илье"),
        ("Мария", "Марии"),
        ("Андрей", "Андрею"),
        ("Дмитрий", "Дмитрию"),
        ("Игорь", "Игорю"),
        ("Любовь", "Любови"),
        ("Пётр", "Петру"),
        ("Павел", "Павлу"),
        ("Лев", "Льву"),
        ("Нино", "Нино"),
        ("John", "John"),
        ("Анна К.", "Анне К."),
        ("Анна Белова", "Анна Белова"),
        ("", ""),
    ],
)
def test_a_first_name_in_the_dative(name: str, dative: str) -> None:
    assert to_whom(name) == dative


def test_in_english_a_name_stays_as_it_is() -> None:
    with speaking("en"):
        assert to_whom("Виктор") == "Виктор"


def test_a_first_name_is_enough_where_it_is_the_only_one() -> None:
    boris = replace(ANNA, person_id=2, name="Борис Белов")

    assert first_names([ANNA, boris]) == {1: "Анна", 2: "Борис"}


def test_a_very_long_name_is_cut_and_still_tell_apart() -> None:
    whole = {
        1: "Константинопольская-Рождественская Александра",
        2: "Константинопольская-Преображенская Ирина",
        3: "Ян Ли",
    }

    assert tell_apart(whole) == {1: "Константинопольск… А.", 2: "Константинопольск… И.", 3: "Ян"}
    assert tell_apart({1: whole[1], 3: whole[3]}) == {1: "Константинопольск…", 3: "Ян"}


def test_two_of_one_name_show_the_first_letter_of_the_second() -> None:
    people = [replace(ANNA, person_id=n, name=name) for n, name in enumerate(("Анна Белова", "Анна Ким", "Анна"))]

    assert first_names(people) == {0: "Анна Б.", 1: "Анна К.", 2: "Анна"}


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Анна Иванова", "Анна Ильина"], ["Анна Ив.", "Анна Ил."]),
        (["Анна Иванова", "Анна Ильина", "Анна Котова"], ["Анна Ив.", "Анна Ил.", "Анна К."]),
        (["Олег Титов", "Олег Титова-Ким"], ["Олег Титов", "Олег Титова."]),
        (["Яна", "Яна Сухова"], ["Яна", "Яна С."]),
        (["Яна Сухова", "Яна Сухова", "Рая"], ["Яна С. 1", "Яна С. 2", "Рая"]),
    ],
)
def test_as_many_letters_as_it_takes(names: list[str], told: list[str]) -> None:
    assert list(tell_apart(dict(enumerate(names))).values()) == told


def test_a_number_behind_a_name_is_never_cut() -> None:
    assert tell_apart({1: "Анна 107", 2: "Анна 11", 3: "Анна 123"}) == {1: "Анна 107", 2: "Анна 11", 3: "Анна 123"}
