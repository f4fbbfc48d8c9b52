"""A person of somebody's contacts is found in any case form, also by a short name and with a patronymic."""

import pytest

from sales.entry.clients.contacts import KnownContact, find_contact
from sales.entry.clients.names import Found

CONTACTS = [
    KnownContact.make_named(number, f"Клиент {number}", person)
    for number, person in enumerate(("Яна", "Лев", "Вера Степановна", "Тарас", "Павел", "Илья"), 1)
]


@pytest.mark.parametrize(
    ("said", "client_id"),
    [("Яной", 1), ("Яне", 1), ("Львом", 2), ("Льва", 2), ("Верой Степановной", 3), ("Тарасу", 4), ("Павла", 5)],
)
def test_a_contact_is_found_in_any_case(said: str, client_id: int) -> None:
    assert find_contact(said, CONTACTS) == Found(client_id, f"Клиент {client_id}")


@pytest.mark.parametrize("said", ["Янтарём", "Левшой", "Тарой", "Павлином"])
def test_another_word_is_nobody(said: str) -> None:
    assert not isinstance(find_contact(said, CONTACTS), Found)
