"""What did not happen is never saved as done."""

import pytest

from sales.entry.context import Context
from sales.entry.message import hear
from tests.sales.entry.telling import CLIENTS, FRIDAY, tell

CONTEXT = Context(today=FRIDAY, clients=CLIENTS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("не звонил Ромашке", "call plan · Ромашка ← day"),
        ("Ромашке ещё не звонила", "call plan · Ромашка ← day"),
        ("так и не созвонились с Вектором", "call plan · Вектор ← day"),
        ("не общался с Вектором", "call plan · Вектор ← day"),
        ("не набрал Ким", "call plan · ИП Ким ← day"),
        ("не звонил Ромашке завтра в 11", "call plan · Ромашка · 21.11 11:00"),
        ("не отправил КП Вектору", "letter plan · Вектор · «КП» ← day"),
        ("не написал Вектору", "letter plan · Вектор ← day"),
        ("не дозвонился Ромашке", "call · Ромашка · 20.11 · no_answer"),
        ("встречи с Ромашкой не было", "meeting · Ромашка · 20.11 · did_not_happen · «не было»"),
        ("не встретились с Вектором", "meeting · Вектор · 20.11 · did_not_happen"),
        ("не доехал на встречу к Вектору", "meeting · Вектор · 20.11 · did_not_happen"),
        ("не провёл встречу с Вектором", "meeting · Вектор · 20.11 · did_not_happen"),
        ("не подтвердил встречу Вектор", "meeting plan · Вектор ← day, hour"),
        ("пришло 50к Вектор, не звонил", "fact · Вектор · 50000 · 20.11 · «не звонил»"),
    ],
)
def test_what_was_not_done_is_to_be_done_or_did_not_take_place(text: str, told: str) -> None:
    assert [tell(entry) for entry in hear(text, CONTEXT).entries] == [told]
