"""A cold list comes by a file, two hunters ring it one number at a time, and what came of it is told to the lead."""

from datetime import timedelta

import pytest

from simulator.hands.phone import Seen
from tests.stories.imports.bases import make_csv
from tests.town import Someone, Town, plain

TITLES = ("Компания", "Телефон", "Город", "Комментарий")
ROWS = (
    ("Заря", "8 916 123-45-67", "Тула", "закупки"),
    ("Берег", "8 916 123-45-68", "г. Омск", ""),
    ("Маяк", "+7 916 123-45-69", "", ""),
    ("Без номера", "25-21", "Тула", ""),
    ("Заря-2", "9161234567", "Тула", ""),
)


def told(seen: Seen) -> list[str]:
    return [" ".join(line.split()) for line in plain(seen.text).splitlines()]


def labels(seen: Seen) -> list[list[str]]:
    return [[plain(each) for each in row] for row in seen.buttons]


async def load(olga: Someone, content: bytes, source: str = "Своя база", name: str = "тула опт.csv") -> Seen:
    await olga.sends_document(name, content, "обзвон")
    return await olga.presses(source, on=await olga.sees("Откуда номера?"))


@pytest.fixture
async def olga(town: Town) -> Someone:
    return await town.lead("Ольга")


async def test_a_lead_is_asked_what_the_file_is_and_where_the_numbers_are_from(town: Town, olga: Someone) -> None:
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Маяк")
    async with town.database.write() as tx:
        await tx.as_(boris.actor).contacts.add(await town.client_id(tx, boris, "Маяк"), "Иван", "+7 916 123-45-69")

    await olga.sends_document("тула опт.csv", make_csv(*ROWS, titles=TITLES))
    asked = await olga.sees("что это?")
    assert labels(asked)[:2] == [["📥 База клиентов"], ["☎️ Обзвон"]]
    await olga.presses("☎️ Обзвон", on=asked)
    seen = await olga.sees("Откуда номера?")
    assert told(seen) == ["☎️ Тула опт", "Строк: 5. Откуда номера?"]
    assert labels(seen) == [["Своя база", "Заявки"], ["Открытый источник", "Есть согласие"], ["✖️ Отмена"]]
    asked = await olga.presses("Открытый источник", on=seen)
    assert labels(asked)[0] == ["Компании", "Частные лица"]
    seen = await olga.taps_twice("Компании", on=asked)
    assert told(seen) == [
        "☎️ Тула опт · 0 из 2",
        "Открытый источник · Ольга, 20.11",
        "Ещё звонить: 2",
        "Пропущено: уже клиенты 1 (Борис 1), повторы 1, без телефона 1",
    ]
    assert told(await olga.types("/cold")) == ["☎️ Холодная база · 0 из 2", "", "Тула опт · 0 из 2"]


async def test_private_people_of_an_open_source_are_refused_with_the_reason(olga: Someone) -> None:
    asked = await load(olga, make_csv(*ROWS, titles=TITLES), "Открытый источник")
    seen = await olga.presses("Частные лица", on=asked)
    assert "закон о рекламе, статья 18" in seen.text
    assert told(await olga.types("/cold"))[-1].startswith("Списков пока нет")


async def test_a_number_is_answered_in_place_and_the_next_one_comes(town: Town, olga: Someone) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await load(olga, make_csv(*ROWS, titles=TITLES))

    card = await anna.types("/cold")
    assert told(card) == ["☎️ Тула опт · 0 из 3", "Заря, Тула", "закупки", "+7 916 123-45-67"]
    assert labels(card) == [
        ["Поговорили", "Не дозвонился"],
        ["Перезвонить", "🤝 Встреча"],
        ["КП", "Отказ"],
        ["Не тот номер"],
        ["🚫 Больше не звонить"],
        ["📋 Номер", "⏸ Хватит"],
    ]
    assert told(await anna.types("/cold"))[1] == "Заря, Тула"
    assert told(await boris.types("/cold"))[1] == "Берег, г. Омск · у них 14:00"

    card = await anna.taps_twice("Не дозвонился", on=card)
    assert told(card) == ["☎️ Тула опт · 1 из 3", "Маяк", "+7 916 123-45-69", "", "✓ Заря: недозвон"]
    card = await anna.presses("↩️ Заря", on=card)
    assert told(card)[1] == "Заря, Тула"
    assert told(card)[0] == "☎️ Тула опт · 0 из 3"
    card = await anna.presses("Отказ", on=card)
    assert told(card)[1] == "Маяк"
    card = await anna.presses("⏸ Хватит", on=card)
    assert told(card) == ["⏸ Обзвон на паузе", "Сегодня 1 звонок", "Дозвон 100,0 % · встреч 0 на 100"]
    assert told(await anna.presses("☎️ Продолжить", on=card))[1] == "Маяк"

    svod = await olga.types("/svod")
    assert "☎️ Обзвон 1 из 3 · сегодня 1" in told(svod)


async def test_a_talk_makes_a_client_and_one_tap_takes_all_of_it_back(town: Town, olga: Someone) -> None:
    anna = await town.manager("Анна")
    await load(olga, make_csv(*ROWS, titles=TITLES))
    card = await anna.types("/cold")

    call = await anna.presses("🤝 Встреча", on=card)
    assert told(call)[0] == "✅ Звонок: Заря, встреча · 11:00"
    assert "Следующий шаг?" in told(call)
    assert "• Холодный" in [each for row in labels(call) for each in row]
    assert told(await anna.last())[1] == "Берег, г. Омск · у них 14:00"
    await anna.presses("Завтра", on=call)
    assert "📞 1" in plain((await anna.types("/stats")).text)

    seen = await anna.types("/undo")
    assert told(seen)[1] == "Заря, Тула", seen
    assert "📞 1" not in plain((await anna.types("/stats")).text)
    seen = await anna.presses("Поговорили", on=seen)
    assert told(seen)[0] == "✅ Звонок: Заря, поговорили · 11:00"
    again = await anna.presses("↩️ Отменить", on=seen)
    assert told(again)[1] == "Заря, Тула"


async def test_never_again_is_for_ever_and_beats_later_files(town: Town, olga: Someone) -> None:
    anna = await town.manager("Анна")
    await load(olga, make_csv(*ROWS, titles=TITLES))
    card = await anna.presses("🚫 Больше не звонить", on=await anna.types("/cold"))
    assert told(card)[-1] == "✓ Заря: не звонить"
    card = await anna.presses("↩️ Заря", on=card)
    assert told(card)[1] == "Заря, Тула"
    await anna.presses("🚫 Больше не звонить", on=card)
    await town.clock.reach("04:00", town.today(1))
    async with town.database.write() as tx:
        await tx.system.cold_lists.prune()

    seen = await load(olga, make_csv(ROWS[0], ("Новая", "9161230000", "", ""), titles=TITLES), name="ещё.csv")
    assert told(seen)[-1] == "Пропущено: не звонить 1"

    await olga.sends_document("база.csv", make_csv(ROWS[0], titles=TITLES), "клиенты")
    await olga.presses("📥 База клиентов", on=await olga.sees("что это?"))
    await olga.presses("✅ Загрузить", on=await olga.sees("Новых 1"))
    async with town.database.read() as tx:
        found = await tx.as_(olga.actor).clients.recent(50)
    assert [(each.name, each.do_not_call) for each in found] == [("Заря", True)]


async def test_call_backs_come_first_and_no_answers_wait_for_the_other_half_of_the_day(
    town: Town, olga: Someone
) -> None:
    anna = await town.manager("Анна")
    await load(olga, make_csv(ROWS[0], ROWS[2], titles=TITLES))
    card = await anna.presses("Не дозвонился", on=await anna.types("/cold"))
    asked = await anna.presses("Перезвонить", on=card)
    assert labels(asked) == [["Через час", "Через 3 часа"], ["Пн 10:00", "Пн 15:00"], ["Другое время", "‹ Назад"]]
    card = await anna.presses("Через час", on=asked)
    assert told(card)[:3] == ["☎️ Сейчас звонить некому", "Осталось 2 номера", "Ближайший: 12:00"]

    await town.clock.reach("12:00")
    card = await anna.presses("☎️ Продолжить", on=card)
    assert told(card)[1:4] == ["Маяк", "+7 916 123-45-69", "2-я попытка, сегодня утром перезвонить"]
    await anna.presses("Другое время", on=await anna.presses("Перезвонить", on=card))
    await anna.types("25.11")
    assert told(await anna.types("в 16"))[0] == "☎️ Сейчас звонить некому"

    await town.clock.reach("14:55")
    assert told(await anna.types("/cold"))[0] == "☎️ Сейчас звонить некому"
    await town.clock.reach("15:00")
    assert told(await anna.types("/cold"))[-1] == "2-я попытка, сегодня утром недозвон"


async def test_twenty_minutes_are_a_lease_and_the_colleagues_number_is_told(town: Town, olga: Someone) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await load(olga, make_csv(ROWS[0], titles=TITLES))
    card = await anna.types("/cold")
    assert told(await boris.types("/cold"))[0] == "☎️ Сейчас звонить некому"
    await town.clock.jump(timedelta(minutes=21))
    assert told(await boris.types("/cold"))[1] == "Заря, Тула"
    await anna.presses("Поговорили", on=card)
    assert "номер может быть у коллеги" in await anna.toast() + (await anna.last()).text
    assert told(await boris.presses("КП"))[0] == "✅ Звонок: Заря, отправить КП · 11:21"


async def test_a_list_is_pulled_back_and_given_out_again(town: Town, olga: Someone) -> None:
    anna = await town.manager("Анна")
    seen = await load(olga, make_csv(ROWS[0], ROWS[2], titles=TITLES))
    card = await anna.types("/cold")
    seen = await olga.presses("⏸ Отозвать", on=seen)
    assert "⏸ Отозван: по нему не звонят" in told(seen)
    assert told(await anna.presses("Отказ", on=card))[:2] == [
        "☎️ Сейчас звонить некому",
        "Номеров для обзвона не осталось. Список присылает мне файлом руководитель.",
    ]
    await olga.presses("▶ Вернуть в обзвон", on=seen)
    assert told(await anna.types("/cold"))[1] == "Маяк"
