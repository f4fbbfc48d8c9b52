"""What the morning asks of a manager: a mark of 0–10 a week after the last money of a deal, papers that are late."""

from datetime import timedelta

import pytest

from reports.deals.deal_card import DealCard
from reports.deals.kpi import KpiView
from reports.message.message import Message
from sales.calendar.calendar import month_of
from sales.deals.deal import PaperKind
from storage.payments.receipts import NewFact
from tests.kept import Kept
from tests.stories.activities.test_morning import comes
from tests.town import FRIDAY, Seen, Someone, Town, plain

WEEK = timedelta(days=7)
ASKED = "⭐ Ромашка: спросили оценку 0–10?"


def told(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


def labels(seen: Seen) -> list[list[str]]:
    return [[plain(each) for each in row] for row in seen.buttons]


async def paid_deal(town: Town, someone: Someone, client: str, *, paid: int = 300_000) -> int:
    """A deal of 300 000, and what came of it on Friday."""
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, someone, client)
        deal = await tx.as_(someone.actor).deals.create(client_id, "Партия", 300_000_00, "invoice")
        await tx.as_(someone.actor).receipts.record(NewFact(client_id, paid * 100, FRIDAY))
        return deal.id


async def kpi_of(town: Town, someone: Someone) -> list[str]:
    first, last = month_of(town.today())
    async with town.database.read() as tx:
        page = await KpiView(first=first, last=last).draw(tx, someone.actor)
    assert isinstance(page, Message)
    return plain(str(page.text)).splitlines()


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "Вектор", "Ромашка")
    return anna


async def test_a_mark_is_asked_for_a_week_after_the_last_money(town: Town, anna: Someone) -> None:
    await paid_deal(town, anna, "Ромашка")

    await comes(town, "09:00", FRIDAY + WEEK)

    morning = await anna.sees(ASKED)
    assert labels(morning)[-2:] == [["0–6", "7", "8"], ["9", "10", "Не ответил"]]
    morning = await anna.taps_twice("9", on=morning)
    assert told(morning)[-1] == "⭐ Ромашка: 9"
    assert labels(morning)[-1] == ["↩️ Отменить"]


async def test_what_was_answered_by_mistake_is_taken_back_and_asked_again(town: Town, anna: Someone) -> None:
    await paid_deal(town, anna, "Ромашка")
    await comes(town, "09:00", FRIDAY + WEEK)
    await anna.presses("0–6", on=await anna.sees(ASKED))

    gone = await anna.types("/undo")

    assert plain(gone.text) == "↩️ Отменено: оценка от Ромашка"
    async with town.database.read() as tx:
        assert [each.client_name for each in await tx.as_(anna.actor).nps.to_ask(town.today())] == ["Ромашка"]


@pytest.mark.parametrize("days", [1, 6, 15])
async def test_before_a_week_and_after_two_nobody_asks(town: Town, anna: Someone, days: int) -> None:
    await paid_deal(town, anna, "Ромашка")
    async with town.database.read() as tx:
        assert not await tx.as_(anna.actor).nps.to_ask(FRIDAY + timedelta(days=days))


async def test_a_part_is_not_the_last_money(town: Town, anna: Someone) -> None:
    await paid_deal(town, anna, "Ромашка", paid=100_000)
    deal_id = await paid_deal(town, anna, "Вектор")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).stage_moves.move(deal_id, "refusal", "price")
    async with town.database.read() as tx:
        assert not await tx.as_(anna.actor).nps.to_ask(FRIDAY + WEEK)


async def test_who_has_said_nothing_is_not_asked_again(town: Town, anna: Someone) -> None:
    await paid_deal(town, anna, "Ромашка")
    await comes(town, "09:00", FRIDAY + WEEK)
    morning = await anna.presses("Не ответил", on=await anna.sees(ASKED))
    assert told(morning)[-1] == "⭐ Ромашка: Не ответил"
    async with town.database.read() as tx:
        assert not await tx.as_(anna.actor).nps.to_ask(FRIDAY + WEEK + timedelta(days=3))


async def test_a_line_says_a_mark_and_the_last_of_a_client_counts(town: Town, anna: Someone) -> None:
    card = await anna.types("нпс Вектор 3")
    card = await anna.types("нпс Вектор 9: быстро отвечаете")
    assert told(card)[0] == "⭐ NPS 9 · быстро отвечаете"
    assert labels(card)[0] == ["↩️ Отменить"]
    await town.has_clients(anna, "Кедр", "Лотос", "Маяк", "Норд")
    for client, mark in (("Кедр", "10"), ("Лотос", "9"), ("Маяк", "7"), ("Норд", "6")):
        await anna.types(f"нпс {client} {mark}")
    assert "В срок — · NPS +40 (5)" in await kpi_of(town, anna)
    await anna.types("/undo")
    assert "В срок — · NPS — (4)" in await kpi_of(town, anna)


@pytest.mark.parametrize("mark", ["11", "-1", "9.5"])
async def test_what_is_no_whole_of_ten_is_asked_about(anna: Someone, mark: str) -> None:
    asked = await anna.types(f"нпс Вектор {mark}: быстро")
    assert told(asked) == ["Оценка — целое от 0 до 10. Например: 9", "⭐ Вектор: какая оценка, 0–10?"]
    assert told(await anna.types("12"))[0] == "Оценка — целое от 0 до 10. Например: 9"
    assert told(await anna.types("8"))[0] == "⭐ NPS 8 · быстро"


async def test_the_whole_line_once_more_answers_the_open_question(town: Town, anna: Someone) -> None:
    await anna.types("нпс Вектор 11")
    assert told(await anna.types("нпс Вектор 9: быстро"))[0] == "⭐ NPS 9 · быстро"
    await anna.types("7")
    async with town.database.read() as tx:
        given = await tx.as_(anna.actor).nps.list_given_on(FRIDAY)
    assert [each.answer for each in given] == ["9"], "nothing is asked any more"


async def test_a_mark_of_nobody_known_asks_whose_it_is(anna: Someone) -> None:
    asked = await anna.types("нпс Заря 7")
    assert told(asked)[0] == "⭐ Чья это оценка?"
    card = await anna.types("Вектор")
    assert told(card)[0] == "⭐ NPS 7"


async def test_a_paper_that_is_late_is_asked_about_in_the_morning(town: Town, anna: Someone) -> None:
    deal_id = await paid_deal(town, anna, "Вектор")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).deal_papers.put(deal_id, PaperKind.ACT, due_on=FRIDAY)

    await comes(town, "09:00", FRIDAY + timedelta(days=3))

    morning = await anna.sees("📄 Вектор: нет акта, ждали пт 20.11")
    assert labels(morning)[-1] == ["✅ Вектор: Акт"]
    morning = await anna.taps_twice("✅ Вектор: Акт", on=morning)
    assert labels(morning)[-1] == ["↩️ Отменить"]
    async with town.database.read() as tx:
        papers = await tx.as_(anna.actor).deal_papers.of_deal(deal_id)
    assert papers[PaperKind.ACT].got_on == FRIDAY + timedelta(days=3)
    assert DealCard(deal_id=deal_id)


async def test_an_empty_day_with_nothing_to_ask_stays_silent(town: Town, anna: Someone) -> None:
    await comes(town, "09:00", FRIDAY + timedelta(days=3))
    assert not [each for each in await anna.messages() if "Доброе утро" in each]
