"""The first case of a new name: as it stands on the client's own letter, and not as somebody bent it in a line."""

import pytest

from sales.entry.clients.nominative import nominative

BENT = [
    ("от", "Зари", "Заря"),
    ("с", "Полюсом", "Полюс"),
    ("с", "Зарёй", "Заря"),
    ("с", "Альфы", "Альфа"),
    ("в", "Кедре", "Кедр"),
    ("в", "Альфу", "Альфа"),
    ("в", "Магнит", "Магнит"),
    ("", "Меркурию", "Меркурий"),
    ("", "СтройГраду", "СтройГрад"),
    ("", "Техносиле", "Техносила"),
    ("", "Орлу", "Орёл"),
    ("", "Альфу", "Альфа"),
    ("", "Аркадой Плюс", "Аркада Плюс"),
    ("к", "Лесному двору", "Лесной двор"),
    ("с", "Молочной рекой", "Молочная река"),
    ("у", "Северного Ветра", "Северный Ветер"),
    ("от", "Дома Книги", "Дом Книги"),
    ("от", "Аркады Плюс", "Аркада Плюс"),
    ("от", "Вектор-Юга", "Вектор-Юг"),
    ("от", "ИП Сидорова", "ИП Сидоров"),
    ("от", "Новых Окон", "Новые Окна"),
    ("для", "Перспективной", "Перспективная"),
]
AS_THEY_ARE = [
    "Ромашка",
    "Дом Книги",
    "Три Кита",
    "Кимберли",
    "Smart Logistics",
    "МЕРКУРИЮ",
    "Эко Трейд",
    "Ли",
    "3М",
    "",
]


@pytest.mark.parametrize(("preposition", "written", "right"), BENT)
def test_a_bent_name_is_straightened(preposition: str, written: str, right: str) -> None:
    assert nominative(written, preposition) == right


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_a_name_that_may_be_one_stays(name: str) -> None:
    assert nominative(name) == name


@pytest.mark.parametrize("preposition", ["от", "к", "с", "в", ""])
@pytest.mark.parametrize("name", ["Smart Logistics", "3М", "ООО", "24 часа", "х", "-", "Ъъъъ"])
def test_what_is_no_russian_noun_is_left_alone(preposition: str, name: str) -> None:
    assert nominative(name, preposition) == name
