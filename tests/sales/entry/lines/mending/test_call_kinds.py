"""«тёплый Вектор: думают»: the kind of a call stands for the call, where a client follows it (spec/0)."""

from datetime import date, time

import pytest

from sales.activities.activities import CallOutcome, ContactKind
from sales.entry.clients.names import Found, KnownClient, Unknown
from sales.entry.context import Context
from sales.entry.deeds.verbs import Verb
from sales.entry.lines.understood import Entry
from sales.entry.message import hear

NAMES = ("ООО «Вектор»", "Ромашка", "Тёплый Дом", "Звонок", "Холодные Воды", "Север")
CLIENTS = [KnownClient.make_named(number, name) for number, name in enumerate(NAMES, 1)]
WEDNESDAY = Context(date(2026, 12, 2), CLIENTS, time(9, 40))
COLD, WARM, CURRENT = ContactKind.COLD, ContactKind.WARM, ContactKind.CURRENT


def entries(text: str) -> tuple[Entry, ...]:
    return hear(text, WEDNESDAY).entries


@pytest.mark.parametrize(
    ("text", "client", "kind", "outcome", "comment"),
    [
        ("тёплый Вектор: думают", 1, WARM, None, "думают"),
        ("Теплый Вектору - просят скидку", 1, WARM, None, "просят скидку"),
        ("тепл. Ромашка: не взяли трубку", 2, WARM, CallOutcome.NO_ANSWER, "не взяли трубку"),
        ("холодный Ромашка, не интересно", 2, COLD, CallOutcome.REFUSED, "не интересно"),
        ("тёплая Ромашка — ждут КП", 2, WARM, CallOutcome.SEND_PROPOSAL, "ждут КП"),
        ("текущий Север: всё устраивает", 6, CURRENT, None, "всё устраивает"),
        ("текущий звонок Север: всё устраивает", 6, CURRENT, None, "всё устраивает"),
        ("warm Vector: thinking", 1, WARM, None, "thinking"),
        ("warm call Vector: thinking", 1, WARM, None, "thinking"),
        ("тёплый Тёплый Дом: думают", 3, WARM, None, "думают"),
        ("холодный звонок Вектор: думают", 1, COLD, None, "думают"),
    ],
)
def test_a_kind_before_a_client_is_a_call(
    text: str, client: int, kind: ContactKind, outcome: CallOutcome | None, comment: str
) -> None:
    (entry,) = entries(text)

    assert isinstance(entry.client, Found)
    assert (entry.verb, entry.client.id, entry.contact) == (Verb.CALL, client, kind)
    assert (entry.outcome, entry.comment, entry.planned, entry.certain) == (outcome, comment, False, True)


def test_what_was_promised_in_it_stays_with_the_call() -> None:
    (entry,) = entries("тёплый Вектор: обещали оплатить 50к завтра")

    assert (entry.verb, entry.contact, entry.outcome) == (Verb.CALL, WARM, CallOutcome.PROMISED_PAYMENT)
    assert entry.promise is not None


def test_each_line_of_a_list_has_its_own_kind() -> None:
    found = entries("тёплый Вектор: думают\nхолодный Ромашка: не интересно")

    assert [(each.verb, each.client_id, each.contact) for each in found] == [
        (Verb.CALL, 1, WARM),
        (Verb.CALL, 2, COLD),
    ]


def test_of_a_new_client_it_is_asked_who_it_is() -> None:
    (entry,) = entries("холодный Заря: интересно")

    assert (entry.verb, entry.contact) == (Verb.CALL, COLD)
    assert isinstance(entry.client, Unknown)
    assert entry.client.text == "Заря"


@pytest.mark.parametrize(
    "text", ["Тёплый дом 150к завтра", "тёплый дом: думают", "холодные воды: думают", "холодный пол 20к завтра"]
)
def test_a_client_called_so_and_money_are_no_calls(text: str) -> None:
    assert all(each.verb is not Verb.CALL for each in entries(text))


def test_another_deed_is_what_it_says() -> None:
    (entry,) = entries("тёплая встреча Вектор: думают")

    assert entry.verb is Verb.MEETING


@pytest.mark.parametrize(
    ("line", "kind", "comment"),
    [
        ("позвонил Вектор тёплый, думают", ContactKind.WARM, "думают"),
        ("позвонил Вектор (текущий)", ContactKind.CURRENT, ""),
        ("позвонил в Вектор, холодный звонок, отказ", ContactKind.COLD, "отказ"),
        ("позвонил Вектор: текущий клиент, всё ок", ContactKind.CURRENT, "всё ок"),
        ("called Vector, cold, talked", ContactKind.COLD, "talked"),
        ("позвонил Вектор тёплый приём у директора", None, "тёплый приём у директора"),
    ],
)
def test_the_kind_is_heard_behind_the_client_too(line: str, kind: ContactKind | None, comment: str) -> None:
    [entry] = hear(line, WEDNESDAY).entries

    assert (entry.contact, entry.comment) == (kind, comment)


@pytest.mark.parametrize(
    ("line", "kind", "name"),
    [
        ("звонил в Цитрус тёплый, думают", WARM, "Цитрус"),
        ("позвонил Орион холодный", COLD, "Орион"),
        ("called Orion warm, thinking", WARM, "Orion"),
        ("звонок Дом Тёплый, думают", None, "Дом Тёплый"),
    ],
)
def test_the_kind_is_no_part_of_a_new_name(line: str, kind: ContactKind | None, name: str) -> None:
    [entry] = hear(line, Context(date(2026, 12, 2), CLIENTS[:2], time(9, 40))).entries

    assert entry.contact is kind
    assert isinstance(entry.client, Unknown)
    assert entry.client.text == name
