"""A line of several clients: each clause is a record of its own, and nothing of it is lost."""

import pytest

from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES, kept, told
from tests.stories.entry.test_several import owed
from tests.town import Someone, Town


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


@pytest.mark.parametrize(
    "line",
    [
        "Итоги дня: Вектор оплатил 60к, Ким обещал 40 во вторник, Ромашка думает до конца месяца",
        "Вектор оплатил 60к, а Ким обещал 40 во вторник, Ромашка думает до конца месяца",
        "Вектор оплатил 60к. Ким обещал 40 во вторник. Ромашка думает до конца месяца",
        "По клиентам:\nВектор оплатил 60к\nКим обещал 40к во вторник, Ромашка думает до конца месяца",
    ],
)
async def test_each_clause_is_a_record_of_its_client(town: Town, anna: Someone, line: str) -> None:
    await anna.types(line)

    found = await kept(town, anna)
    assert [(each.client_name, each.amount) for each in found.facts] == [("Вектор", 6_000_000)]
    assert await owed(town, anna) == ["ИП Ким 40 24.11"]
    assert [(each.client_name, each.comment) for each in found.done] == [("Ромашка", "думает до конца месяца")]


async def test_who_asks_together_is_put_off_one_by_one(town: Town, anna: Someone) -> None:
    await anna.types("оплата 60к Вектор пн\nоплата 40к Ким пн")
    await anna.types("Вектор и Ким просят перенести на среду")
    await anna.presses("Нет денег")
    await anna.presses("Нет денег")

    assert await owed(town, anna) == ["Вектор 60 25.11", "ИП Ким 40 25.11"]


async def test_what_is_no_record_is_asked_and_the_others_stand(town: Town, anna: Someone) -> None:
    asked = await anna.types("Вектор 60к в пн, Ким отказался, Ромашка 40к во вторник")

    assert await owed(town, anna) == ["Вектор 60 23.11", "Ромашка 40 24.11"]
    assert told(asked.text)[-1] == "Что записать?"
    await anna.presses("📝 Заметка")
    assert [(each.client_name, each.comment) for each in (await kept(town, anna)).done] == [("ИП Ким", "отказался")]


async def test_two_sums_of_a_new_client_make_it_once(town: Town, anna: Someone) -> None:
    await anna.types("Ландыш оплатит 60к в понедельник и 40к 18 декабря")
    await anna.presses("➕ Создать «Ландыш»")

    assert await owed(town, anna) == ["Ландыш 60 23.11", "Ландыш 40 18.12"]
    assert (await kept(town, anna)).clients == len(NAMES) + 1


async def test_a_plan_that_stood_is_not_said_to_be_recorded(town: Town, anna: Someone) -> None:
    await anna.types("встреча с Вектором во вторник в 15")
    await town.clock.jump(town.minutes(30))
    await anna.types("встреча с Вектором во вторник в 15\nзвонок Ким в понедельник в 11")

    assert not any("Записал 2" in each.text for each in await anna.phone.chat())
    assert [each.client_name for each in (await kept(town, anna)).planned] == ["ИП Ким", "Вектор"]


@pytest.mark.parametrize(
    "said",
    [
        "Вектор отменился",
        "отбой по Вектору",
        "встречи с Вектором не будет",
        "встреча с Вектором отменяется, Рита заболела",
        "не поеду во вторник к Вектору, отбой",
    ],
)
async def test_what_is_plainly_called_off_is_not_doubted(town: Town, anna: Someone, said: str) -> None:
    await anna.types("оплата 60к Вектор пн")
    await anna.types("встреча с Вектором во вторник в 15")
    await anna.types(said)

    assert (await kept(town, anna)).planned == []
    assert await owed(town, anna) == ["Вектор 60 23.11"]


async def test_each_call_keeps_its_own_words(town: Town, anna: Someone) -> None:
    await anna.types("позвонила Вектору - думают, Ким - просит счёт")

    done = (await kept(town, anna)).done
    assert {(each.client_name, each.comment) for each in done} == {("Вектор", "думают"), ("ИП Ким", "просит счёт")}


@pytest.mark.parametrize("heading", ["оплаты на неделю:", "план:", "платежи на следующую неделю:"])
async def test_the_heading_of_a_list_is_no_word_of_its_items(town: Town, anna: Someone, heading: str) -> None:
    await anna.types(f"{heading}\n- Вектор 18,5к пн\n- Ким 33к вт")

    assert [(each.client_name, each.comment) for each in (await kept(town, anna)).payments] == [
        ("Вектор", None),
        ("ИП Ким", None),
    ]


async def test_others_of_whom_there_is_nothing_new_are_no_comment(town: Town, anna: Someone) -> None:
    await anna.types("пришло 90к Вектор, 75к Ким, остальные без изменений")

    assert [each.comment for each in (await kept(town, anna)).facts] == [None, None]


async def test_a_visit_told_in_one_breath_asks_once_about_its_money(town: Town, anna: Someone) -> None:
    await anna.types("оплата 45к Ким 10.12")
    asked = await anna.types(
        "сегодня была у кима поговорили он сказал что сорок пять переведут десятого как договаривались "
        "и ещё возьмут фильтры на триста тысяч в январе"
    )

    assert [each.client_name for each in (await kept(town, anna)).done] == ["ИП Ким"]
    assert "Ждать эту оплату?" in asked.text
    assert await owed(town, anna) == ["ИП Ким 45 10.12"]
