"""A visit or a call that stands is found and changed, however it is said; the same one told again is not doubled."""

from datetime import date

import pytest

from storage.payments.payments import NewPayment
from tests.kept import Kept
from tests.stories.entry.entry_day import kept, told
from tests.town import MOSCOW, Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    """A meeting with Вектор on Tuesday at three, of whom money is awaited; with Ким a call on Monday, and no money."""
    anna = town.people["Анна"]
    ids = await town.has_clients(anna, "Вектор", "ИП Ким")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payments.expect(NewPayment(ids[0], 40_000_000, date(2026, 12, 4)))
    await anna.types("встреча с Вектором во вторник в 15")
    await anna.types("звонок Ким в понедельник в 11")
    await town.clock.jump(town.minutes(30))
    return anna


async def planned(town: Town, anna: Someone) -> list[str]:
    async with town.database.read() as tx:
        found = await tx.as_(anna.actor).activities.list_planned(town.today(), town.today(60), anna.id)
    hours = [(each, each.planned_at.astimezone(MOSCOW)) for each in found if each.planned_at]
    return [f"{each.type} {each.client_name} {at:%d.%m %H:%M}" for each, at in hours]


CALL, MEETING = "call ИП Ким 23.11 11:00", "meeting Вектор 24.11 15:00"


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("с Вектором во вторник не в 15, а в 17", [CALL, "meeting Вектор 24.11 17:00"]),
        ("встреча с Вектором теперь в 12", [CALL, "meeting Вектор 24.11 12:00"]),
        ("встреча с Вектором теперь в 21:30", [CALL, "meeting Вектор 24.11 21:30"]),
        ("с Вектором не в 15 а в 19", [CALL, "meeting Вектор 24.11 19:00"]),
        ("Вектор не в 15, а в 20", [CALL, "meeting Вектор 24.11 20:00"]),
        ("перенеси Вектор на 19:30", [CALL, "meeting Вектор 24.11 19:30"]),
        ("перенеси встречу с Вектором на 18:00", [CALL, "meeting Вектор 24.11 18:00"]),
        ("Вектор сегодня не в 15 а в 19", ["meeting Вектор 20.11 19:00", CALL]),
        ("Вектор перенёс на среду в 16", [CALL, "meeting Вектор 25.11 16:00"]),
        ("Вектор Tuesday make it 6pm", [CALL, "meeting Вектор 24.11 18:00"]),
        ("Вектор can't do Tuesday, Thursday 2pm instead", [CALL, "meeting Вектор 26.11 14:00"]),
        ("созвон с Кимом не в 11, а ближе к 14", ["call ИП Ким 23.11 14:00", MEETING]),
        ("Ким перенёс на четверг", [MEETING, "call ИП Ким 26.11 11:00"]),
    ],
)
async def test_another_hour_or_day_is_of_what_is_planned(
    town: Town, anna: Someone, said: str, stands: list[str]
) -> None:
    await anna.types(said)
    assert await planned(town, anna) == stands


async def test_money_without_an_hour_moves_as_before(town: Town, anna: Someone) -> None:
    asked = await anna.types("Вектор перенёс на среду")
    assert "Почему перенос?" in asked.text
    assert await planned(town, anna) == [CALL, MEETING]


async def test_the_same_visit_told_again_is_the_same_one(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Вектором во вторник в 15, покажу образцы")
    await anna.types("звонок Ким в понедельник в 11")
    assert await planned(town, anna) == [CALL, MEETING]


async def test_of_a_day_off_the_workday_is_looked_at(town: Town, anna: Someone) -> None:
    for said in ("встреча с Кимом в субботу в 15", "встреча с Кимом в субботу в 15", "встреча с Кимом в субботу в 17"):
        await anna.types(said)
    assert await planned(town, anna) == [CALL, "meeting ИП Ким 23.11 15:00", MEETING]


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        ("Перенести на 17:00", ["meeting Вектор 24.11 17:00"]),
        ("Ещё одна", [MEETING, "meeting Вектор 24.11 17:00"]),
    ],
)
async def test_a_visit_at_another_hour_of_that_day_is_asked(
    town: Town, anna: Someone, answer: str, stands: list[str]
) -> None:
    asked = await anna.types("встреча с Вектором во вторник в 17")
    assert told(asked.text)[-1] == "Уже стоит вт 24.11 15:00. Та же?"
    await anna.presses(answer)
    assert await planned(town, anna) == [CALL, *stands]


@pytest.mark.parametrize(
    ("answer", "stands"),
    [
        ("да, та же встреча", ["meeting Вектор 24.11 17:00"]),
        ("нет, это другая", [MEETING, "meeting Вектор 24.11 17:00"]),
    ],
)
async def test_the_question_is_answered_in_words(town: Town, anna: Someone, answer: str, stands: list[str]) -> None:
    await anna.types("встреча с Вектором во вторник в 17")
    await anna.types(answer)
    assert await planned(town, anna) == [CALL, *stands]


@pytest.mark.parametrize("answer", ["в 18:30", "нет, в 18:30", "вторник 18:30"])
async def test_an_hour_at_the_question_is_what_is_asked_about(town: Town, anna: Someone, answer: str) -> None:
    await anna.types("встреча с Вектором во вторник в 17")
    asked = await anna.types(answer)
    assert told(asked.text)[-1] == "Уже стоит вт 24.11 15:00. Та же?"
    await anna.presses("Перенести на 18:30")
    assert await planned(town, anna) == [CALL, "meeting Вектор 24.11 18:30"]


async def test_a_photo_at_the_question_is_a_note_without_the_words_of_the_plan(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Вектором во вторник в 17")
    await anna.sends_photo()
    await anna.presses("Перенести на 17:00")
    assert await planned(town, anna) == [CALL, "meeting Вектор 24.11 17:00"]
    [note] = (await kept(town, anna)).done
    assert (note.client_name, note.comment, bool(note.file_id)) == ("Вектор", None, True)


async def test_of_two_visits_the_nearer_one_is_meant(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Вектором во вторник в 18")
    await anna.presses("Ещё одна")
    await anna.types("встреча с Вектором во вторник в 18")
    assert await planned(town, anna) == [CALL, MEETING, "meeting Вектор 24.11 18:00"]

    asked = await anna.types("встреча с Вектором во вторник в 19")
    assert told(asked.text)[-1] == "Уже стоит вт 24.11 18:00. Та же?"


@pytest.mark.parametrize(
    "said",
    [
        "Вектор и Ромашка перенесли на 15.12",
        "перенеси Вектор и Ромашку на 15.12",
        "Вектор 400 и Ромашка 70 сдвинь обоих на 15.12",
        "move Вектор and Ромашка to 15.12",
    ],
)
async def test_each_client_of_one_move_is_moved(town: Town, anna: Someone, said: str) -> None:
    [romashka] = await town.has_clients(anna, "Ромашка")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payments.expect(NewPayment(romashka, 7_000_000, date(2026, 12, 1)))
    await anna.types(said)
    await anna.presses("Нет денег")
    await anna.presses("Нет денег")
    async with town.database.read() as tx:
        awaited = await tx.as_(anna.actor).payments.list_awaited()
    assert {(each.client_name, each.due_on) for each in awaited} == {
        ("Вектор", date(2026, 12, 15)),
        ("Ромашка", date(2026, 12, 15)),
    }


async def test_a_meeting_among_the_calls_of_a_list_is_a_record(town: Town, anna: Someone) -> None:
    await anna.types("обзвонила сегодня: Вектор — думают, Ким — встреча в среду в 12")
    assert "meeting ИП Ким 25.11 12:00" in await planned(town, anna)
    async with town.database.read() as tx:
        done = await tx.as_(anna.actor).activities.of_day(anna.id, town.today())
    assert [(each.client_name, each.comment) for each in done if each.is_done] == [
        ("Вектор", "думают"),
        ("ИП Ким", None),
    ]


async def test_the_day_of_a_list_is_of_each_and_nothing_doubles(town: Town, anna: Someone) -> None:
    await anna.types("Планы на вторник:\n1) Вектор 15:00 встреча\n2) позвонить Киму в 12")
    assert await planned(town, anna) == [CALL, "call ИП Ким 24.11 12:00", MEETING]


@pytest.mark.parametrize("said", ["встречу с Вектором давай на среду", "Вектор, встречу давайте лучше на 25-е"])
async def test_a_visit_that_is_rather_on_another_day_is_the_one_that_stands(
    town: Town, anna: Someone, said: str
) -> None:
    await anna.types(said)
    assert await planned(town, anna) == [CALL, "meeting Вектор 25.11 15:00"]


async def test_what_does_not_stand_is_asked_before_it_is_planned(town: Town, anna: Someone) -> None:
    before = await planned(town, anna)
    asked = await anna.types("звонок Вектору давай на среду в 12")
    assert "Запланировать новую запись?" in asked.text
    assert await planned(town, anna) == before
