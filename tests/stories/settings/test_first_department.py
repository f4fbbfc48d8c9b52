"""The owner's first minute: a name, a city, three hours, and the people can come."""

import pytest

from storage.settings.departments import Department
from tests.town import Someone, Town

BUTTONS = ["Калининград", "Москва", "Самара", "Екатеринбург", "Омск", "Новосибирск", "Красноярск", "Иркутск"]
BUTTONS += ["Якутск", "Владивосток", "Магадан", "Камчатка", "Другой город", "✖️ Отмена"]


async def owner_of(town: Town, **facts: str) -> Someone:
    """Ирина has just pressed her link and is asked for the department's name."""
    async with town.database.write() as tx:
        token = await tx.system.invitations.owner_link()
    irina = await town.stranger("Ирина", **facts)
    await irina.starts(token or "")
    return irina


async def departments(town: Town) -> list[Department]:
    async with town.database.read() as tx:
        return await tx.system.departments.all()


async def test_the_first_department_takes_a_name_and_three_taps(bare_town: Town) -> None:
    irina = await owner_of(bare_town)

    where = await irina.types("Продажи Казань")
    await irina.presses("Екатеринбург")
    card = await irina.presses("12:00 · 16:00 · 18:00")
    done = await irina.presses("✅ Создать")

    assert where.text == "Продажи Казань\nПо времени какого города работает?"
    assert [label for label in where.labels if label != "‹ Назад"] == BUTTONS
    assert card.text == (
        "Продажи Казань\nЕкатеринбург, сейчас 13:00\nФакт оплат: 12:00 · 16:00 · 18:00\nМенеджеров спросим за 15 мин"
    )
    assert done.text == "✅ Продажи Казань: отдел готов.\nТеперь люди. Кого пригласим?"
    assert done.labels == ["➕ РОП", "➕ Менеджер", "👥 Команда"]
    [made] = await departments(bare_town)
    assert (made.name, made.zone, [slot.code for slot in made.slots]) == (
        "Продажи Казань",
        "Asia/Yekaterinburg",
        ["12:00", "16:00", "18:00"],
    )


@pytest.mark.parametrize(
    ("said", "city"),
    [
        ("Уфа", "Екатеринбург"),
        ("санкт-петербург", "Москва"),
        ("Алматы", "Алматы"),
        ("asia/omsk", "Омск"),
        ("Минск", "Минск"),
    ],
)
async def test_another_city_is_typed(bare_town: Town, said: str, city: str) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    hint = await irina.presses("Другой город")

    slots = await irina.types(said)

    assert hint.text.startswith("Напишите город, например: Уфа")
    assert slots.text.startswith(f"{city}, сейчас ")


async def test_a_city_that_is_not_known_gets_a_hint_and_the_same_question(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")

    said = await irina.types("Васюки")

    assert said.text.startswith("Не знаю такого города.")
    assert "Asia/Almaty" in said.text
    assert "Москва" in said.labels


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("в обед", "«обед» не похоже на время."),
        ("25:00", "«25:00» не похоже на время."),
        ("16:00 12:00", "По порядку: 12:00 стоит не на месте."),
        ("12:00 12:10", "12:10 слишком близко к предыдущему."),
        ("0:05", "00:05 слишком рано: спрашивать пришлось бы накануне."),
        ("9 10 11 12 13 14 15 16 17", "Слишком много: не больше 8 в день."),
        ("<b>12</b>", "«<b>12</b>» не похоже на время."),
        (",", "Часов не вижу."),
    ],
)
async def test_hours_that_cannot_be_kept_are_told_in_words(bare_town: Town, said: str, hint: str) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    await irina.presses("Москва")

    answer = await irina.types(said)

    assert answer.text.startswith(f"{hint}\nНапример: 12:00, 16:00, 18:00")
    assert "12:00 · 16:00 · 18:00" in answer.labels


async def test_own_hours_are_taken(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    await irina.presses("Москва")

    card = await irina.types("11, 15.00; 17:30")

    assert "Факт оплат: 11:00 · 15:00 · 17:30" in card.text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<b>Отдел</b> & сыновья", "<b>Отдел</b> & сыновья"),
        ("Продажи 🚀", "Продажи 🚀"),
        ("Отдел\u0000 \u202eпродаж\u202c", "Отдел продаж"),
        ("  Отдел   \n продаж ", "Отдел продаж"),
        ("{name} %s \\", "{name} %s \\"),
    ],
)
async def test_a_hostile_name_is_only_a_name(bare_town: Town, said: str, shown: str) -> None:
    irina = await owner_of(bare_town)

    where = await irina.types(said)
    await irina.presses("Москва")
    await irina.presses("12:00 · 16:00 · 18:00")
    done = await irina.presses("✅ Создать")

    assert where.text.split("\n")[0] == shown
    assert done.text.startswith(f"✅ {shown}: отдел готов.")
    assert [each.name for each in await departments(bare_town)] == [shown]


@pytest.mark.parametrize(
    ("said", "hint"),
    [("О" * 300, "Слишком длинно: до 60 букв."), ("🚀🚀🚀", "Как называется отдел?"), ("—", "Нужно название")],
)
async def test_what_cannot_be_a_name_gets_a_hint(bare_town: Town, said: str, hint: str) -> None:
    irina = await owner_of(bare_town)

    answer = await irina.types(said)

    assert answer.text.startswith(hint)
    assert "Как называется отдел?" in answer.text


async def test_a_photo_in_place_of_a_name_gets_a_hint(bare_town: Town) -> None:
    irina = await owner_of(bare_town)

    assert (await irina.sends_photo()).text.startswith("Нужно название буквами:")


async def test_back_goes_a_step_back_and_keeps_what_was_said(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    await irina.presses("Москва")

    back = await irina.presses("‹ Назад")

    assert back.text.startswith("Отдел\nПо времени какого города")


async def test_a_second_tap_on_create_makes_no_second_department(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    await irina.presses("Москва")
    await irina.presses("12:00 · 16:00 · 18:00")

    await irina.taps_twice("✅ Создать")

    assert len(await departments(bare_town)) == 1


async def test_a_restart_in_the_middle_loses_nothing(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.types("Отдел")
    await bare_town.restart()
    await irina.presses("Москва")
    await bare_town.restart()
    await irina.presses("12:00 · 16:00 · 18:00")

    assert "отдел готов" in (await irina.presses("✅ Создать")).text


async def test_who_left_the_form_finds_it_again_by_start_and_by_invite(bare_town: Town) -> None:
    irina = await owner_of(bare_town)
    await irina.presses("✖️ Отмена")

    again = await irina.starts()
    assert "Как называется отдел?" in again.text
    await irina.types("/cancel")

    assert "Как называется отдел?" in (await irina.types("/invite")).text


async def test_once_there_is_a_department_start_only_welcomes(town: Town) -> None:
    assert town.owner is not None

    assert (await town.owner.starts()).text == "С возвращением, Ирина.\nКнопки внизу."


async def test_an_english_owner_is_led_in_english(bare_town: Town) -> None:
    irina = await owner_of(bare_town, language_code="en")

    where = await irina.types("Sales Kazan")
    hours = await irina.presses("Moscow")
    await irina.presses("12:00 · 16:00 · 18:00")
    done = await irina.presses("✅ Create")

    assert where.text == "Sales Kazan\nBy which city's time does it work?"
    assert hours.text.startswith("Moscow, now 11:00\nAt what hours do you check payments?")
    assert done.text == "✅ Sales Kazan is ready.\nNow its people: who do we invite?"
