"""Deals in one line, on Friday 20.11.2026 (spec/0, 0.2)."""

from datetime import date

import pytest

from sales.core.money import ROUBLE
from sales.deals.deal import DealKind, LostReason
from sales.deals.stages import DEFAULT_BOOK, Stage, StageBook
from sales.entry.clients.names import Found, KnownClient
from sales.entry.context import Context
from sales.entry.deal_lines import DealDeedSaid, DealLine, read_deal_line
from sales.entry.message import hear

CLIENTS = [
    KnownClient.make_named(number, name)
    for number, name in enumerate(("Ромашка", "Вектор", "Школа 57", "ООО «Договор-Сервис»", "Вектор-Юг"), 1)
]
TODAY = date(2026, 11, 20)
CONTEXT = Context(TODAY, CLIENTS)


def read(text: str, context: Context = CONTEXT) -> DealLine:
    found = read_deal_line(text, context)
    assert found is not None, text
    return found


@pytest.mark.parametrize(
    ("text", "client", "thousands", "stage", "title"),
    [
        ("сделка Ромашка 300к договор", "Ромашка", 300, "contract", ""),
        ("Сделка Ромашка 300к", "Ромашка", 300, None, ""),
        ("сделка с Ромашкой на 1,2 млн кп", "Ромашка", 1200, "proposal", ""),
        ("новая сделка Школа 57 90 тыс в счёт", "Школа 57", 90, "invoice", ""),
        ("сделка Ромашка: пробная партия 300к", "Ромашка", 300, None, "пробная партия"),
        ("сделка Ромашка 300к договор: пробная партия", "Ромашка", 300, "contract", "пробная партия"),
        ("сделка Вектор 100к годовой договор", "Вектор", 100, "contract", "годовой договор"),
        ("сделка Вектор 200к пробная партия счёт", "Вектор", 200, "invoice", "пробная партия"),
        ("сделка Вектор: рамочный договор", "Вектор", None, "contract", "рамочный договор"),
        ("сделка Ромашка", "Ромашка", None, None, ""),
        ("deal Ромашка 300k contract", "Ромашка", 300, "contract", ""),
    ],
)
def test_a_deal_is_made(text: str, client: str, thousands: int | None, stage: str | None, title: str) -> None:
    found = read(text)
    assert isinstance(found.client, Found)
    assert (found.deed, found.client.name, found.stage, found.title) == (DealDeedSaid.MAKE, client, stage, title)
    assert found.amount == (None if thousands is None else thousands * 1000 * ROUBLE)


@pytest.mark.parametrize(
    ("text", "deed", "stage"),
    [
        ("зделка Ромашка 90к догавор", DealDeedSaid.MAKE, "contract"),
        ("сделк Ромашка 300к", DealDeedSaid.MAKE, None),
        ("тендр Ромашка 1 млн", DealDeedSaid.MAKE, None),
        ("Ромашка в догавор", DealDeedSaid.MOVE, "contract"),
        ("Ромашка дальще", DealDeedSaid.ON, None),
        ("сделка Ромашка 300к контракт", DealDeedSaid.MAKE, None),
    ],
)
def test_a_slip_of_the_thumb_is_no_other_line(text: str, deed: DealDeedSaid, stage: str | None) -> None:
    found = read(text)
    assert (found.deed, found.stage) == (deed, stage)


@pytest.mark.parametrize("text", ["сделал Ромашка 300к", "заказ Ромашка 300к", "показ Ромашка", "оплата Ромашка 300к"])
def test_a_word_that_only_looks_alike_is_none(text: str) -> None:
    assert read_deal_line(text, CONTEXT) is None


def test_a_tender_has_its_deadline() -> None:
    found = read("тендер Вектор до 15.12")
    assert (found.kind, found.deadline) == (DealKind.TENDER, date(2026, 12, 15))


@pytest.mark.parametrize(
    ("text", "client", "thousands", "deadline"),
    [
        ("Вектор объявил тендер на 3 млн, подача до 15.12", "Вектор", 3000, date(2026, 12, 15)),
        ("Школа 57 разместили новый аукцион на 640 тыс, приём заявок до 1 декабря", "Школа 57", 640, date(2026, 12, 1)),
        ("вышел тендер у Ромашки на 1,2 млн, заявки принимают до 10.12", "Ромашка", 1200, date(2026, 12, 10)),
        ("аукцион Вектор-Юг 900к заявки до 08.12", "Вектор-Юг", 900, date(2026, 12, 8)),
        ("у Ромашки тендер, подаёмся до 15.12", "Ромашка", None, date(2026, 12, 15)),
        ("Ромашка тендер на 800 тыс, срок подачи 11.12", "Ромашка", 800, date(2026, 12, 11)),
        ("Вектор проводит закупку на 2 млн, предложения до 20.12", "Вектор", 2000, date(2026, 12, 20)),
        ("Вектор опубликовали тендер на 2 млн", "Вектор", 2000, None),
        ("Вектор announced a tender for 3m, bids by 15.12", "Вектор", 3000, date(2026, 12, 15)),
    ],
)
def test_a_tender_announced_is_a_deal_with_its_deadline(
    text: str, client: str, thousands: int | None, deadline: date | None
) -> None:
    found = read(text)
    assert isinstance(found.client, Found)
    assert (found.client.name, found.kind, found.deadline, found.title) == (client, DealKind.TENDER, deadline, "")
    assert found.amount == (None if thousands is None else thousands * 1000 * ROUBLE)


@pytest.mark.parametrize(
    "text",
    [
        "позвонил Вектор, объявили тендер на 3 млн, подача до 15.12",
        "оплата Вектор 300к до 15.12",
        "Ромашка выиграла тендер 300к",
        "Вектор заявки до 15.12",
    ],
)
def test_what_only_speaks_of_a_tender_is_none(text: str) -> None:
    assert read_deal_line(text, CONTEXT) is None


def test_a_bare_sum_is_asked_about() -> None:
    found = read("сделка Ромашка 150")
    assert found.amount is None
    assert found.choice is not None


@pytest.mark.parametrize(
    ("text", "deed", "stage"),
    [
        ("Ромашка в договор", DealDeedSaid.MOVE, "contract"),
        ("ромашка в кп", DealDeedSaid.MOVE, "proposal"),
        ("Ромашка перешла в счёт", DealDeedSaid.MOVE, "invoice"),
        ("ромашка дальше", DealDeedSaid.ON, None),
        ("Ромашка назад", DealDeedSaid.BACK, None),
    ],
)
def test_a_deal_moves(text: str, deed: DealDeedSaid, stage: str | None) -> None:
    found = read(text)
    assert (found.deed, found.stage) == (deed, stage)


@pytest.mark.parametrize(
    ("text", "reason", "lost_to"),
    [
        ("отказ Ромашка: дорого", LostReason.PRICE, None),
        ("отказ Ромашка", LostReason.OTHER, None),
        ("отказ Ромашка - выбрали Альфу", LostReason.CHOSE_OTHER, "Альфа"),
        ("отказ ромашки: нет бюджета до лета", LostReason.NO_BUDGET, None),
        ("отказ Вектор-Юг: пропали", LostReason.GONE, None),
        ("отказ Ромашка: не нужно", LostReason.NOT_NEEDED, None),
        ("отказ Ромашка: не устроила отсрочка", LostReason.TERMS, None),
    ],
)
def test_a_deal_is_lost(text: str, reason: LostReason, lost_to: str | None) -> None:
    found = read(text)
    assert (found.deed, found.reason, found.lost_to) == (DealDeedSaid.LOSE, reason, lost_to)


def test_a_longer_name_is_not_the_shorter_client() -> None:
    found = read("отказ Вектор-Юг: дорого")
    assert isinstance(found.client, Found)
    assert found.client.name == "Вектор-Юг"


def test_a_stage_of_their_own_is_known_by_its_name() -> None:
    book = StageBook([*DEFAULT_BOOK[:3], Stage("s1", 25, name="Замер"), *DEFAULT_BOOK[3:]])
    found = read("Ромашка в замер", Context(TODAY, CLIENTS, stages=book))
    assert found.stage == "s1"


@pytest.mark.parametrize(
    "text",
    [
        "оплата 150к Ромашка договор",
        "позвонил Ромашка, отказ",
        "Неизвестный в договор",
        "Ромашка",
        "сделка",
        "Ромашка в договор?",
        "отказ Неизвестный: дорого",
    ],
)
def test_what_is_no_line_of_a_deal(text: str) -> None:
    assert read_deal_line(text, CONTEXT) is None


def test_it_is_heard_before_plain_questions() -> None:
    assert hear("сделка Ромашка 300к договор", CONTEXT).deal is not None
    assert hear("оплата 150к Ромашка пн", CONTEXT).deal is None
