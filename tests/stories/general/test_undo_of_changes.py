"""Every change has its ↩️, and /undo knows it: another client, a comment, a kept day, 🔕, a day moved as a whole."""

from datetime import date

import pytest

from sales.payments.payment import Payment
from tests.kept import Kept
from tests.stories.checkins.test_debts_are_quiet import at, owing
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def only(town: Town, anna: Someone) -> Payment:
    [payment] = (await kept(town, anna)).payments
    return payment


async def edits(anna: Someone, what: str, *answers: str) -> None:
    await anna.presses("✏️ Править")
    await anna.presses(what)
    for answer in answers:
        await anna.types(answer)


@pytest.mark.parametrize("way", ["↩️ Отменить", "/undo"])
@pytest.mark.parametrize(
    ("what", "answer", "field", "changed"),
    [
        ("Клиент", "Вектор", "client_name", "Вектор"),
        ("Комментарий", "ждут акт", "comment", "ждут акт"),
    ],
)
async def test_what_a_form_has_changed_is_taken_back(
    town: Town, anna: Someone, way: str, what: str, answer: str, field: str, changed: str
) -> None:
    await anna.types("оплата 150к Ромашка пн, аренда")
    before = await only(town, anna)
    await town.clock.jump(town.minutes(1))
    await edits(anna, what, answer)
    assert getattr(await only(town, anna), field) == changed

    await (anna.types(way) if way == "/undo" else anna.presses(way))

    assert await only(town, anna) == before


@pytest.mark.parametrize("way", ["↩️ Отменить", "/undo"])
async def test_a_kept_day_off_is_taken_back(town: Town, anna: Someone, way: str) -> None:
    await anna.types("оплата 150к Ромашка 21.11")
    before = await only(town, anna)
    await town.clock.jump(town.minutes(1))
    await anna.presses("Оставить сб 21.11")
    assert (await only(town, anna)).due_on == date(2026, 11, 21)

    await (anna.types(way) if way == "/undo" else anna.presses(way))

    assert await only(town, anna) == before


async def test_another_client_on_which_money_came_stays(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    card = await anna.last()
    await edits(anna, "Клиент", "Вектор")
    changed = await anna.last()
    await anna.types("пришло 50к Вектор")

    await anna.presses("↩️ Отменить", on=changed)

    assert (await only(town, anna)).client_name == "Вектор"
    assert card.labels


@pytest.mark.parametrize("way", ["↩️ Отменить", "/undo", "отмени"])
async def test_all_payments_moved_go_back_together(town: Town, anna: Someone, way: str) -> None:
    for line in ("оплата 150к Ромашка сегодня", "оплата 40к Ким сегодня"):
        await anna.types(line)
    await town.clock.jump(town.minutes(1))
    await anna.types("все переносим на понедельник")
    moved = await anna.presses("Нет денег")
    assert moved.labels == ["↩️ Отменить"]
    assert {each.due_on for each in (await kept(town, anna)).payments} == {town.today(3)}

    await (anna.presses(way) if way.startswith("↩️") else anna.types(way))

    payments = (await kept(town, anna)).payments
    assert {each.due_on for each in payments} == {town.today()}
    assert {each.moves for each in payments} == {0}


async def test_what_was_moved_on_since_stays_where_it_is(town: Town, anna: Someone) -> None:
    for line in ("оплата 150к Ромашка сегодня", "оплата 40к Ким сегодня"):
        await anna.types(line)
    await anna.types("все переносим на понедельник")
    moved = await anna.presses("Нет денег")
    await anna.types("перенос Ким на вт, нет денег")

    said = await anna.presses("↩️ Отменить", on=moved)

    assert told(said.text)[-1].endswith("1 оплата снова в свой день")
    days = {each.client_name: each.due_on for each in (await kept(town, anna)).payments}
    assert days == {"Ромашка": town.today(), "ИП Ким": town.today(4)}


@pytest.mark.parametrize("way", ["↩️ Отменить", "/undo"])
async def test_a_debt_put_off_is_asked_about_again(town: Town, way: str) -> None:
    anna = await owing(town)
    await at(town, "11:45")
    await anna.presses("🔕", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("+3")

    await (anna.types(way) if way == "/undo" else anna.presses(way))

    question = await anna.sees("Факт оплат к 12:00")
    assert "Отложено" not in question.text
    assert told(question.text)[1] == "Просрочено 90 тыс, пришло 0"
    assert "🔕" in question.labels


async def test_a_move_with_a_note_goes_back_by_one_undo(town: Town, anna: Someone) -> None:
    await anna.types("оплата 150к Ромашка пн")
    await town.clock.jump(town.minutes(1))
    await anna.types("перенос Ромашка на ср, нет денег, директор в отпуске")
    await anna.types("/undo")

    assert (await only(town, anna)).due_on == town.today(3)
