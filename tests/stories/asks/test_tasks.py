"""A lead gives tasks, a manager answers; both see one living message; reminders to oneself ring at their hour."""

from datetime import date

from sales.payments.payments import MoveReason
from tests.kept import Kept
from tests.town import Seen, Town, plain

MONDAY = date(2026, 11, 23)


def told(seen: Seen) -> list[str]:
    return plain(seen.text).splitlines()


def labels(seen: Seen) -> list[list[str]]:
    return [[plain(each) for each in row] for row in seen.buttons]


async def test_given_in_a_line_accepted_put_off_and_done(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    given = await olga.types("поручение Анне: КП Ромашке до пт")
    assert told(given) == ["📌 Поручение Анне", "КП Ромашке", "до пт 20.11 18:00", "⏳ ещё не принято"]
    card = await anna.last()
    assert told(card) == ["📌 Поручение от Ольги", "КП Ромашке", "до пт 20.11 18:00"]
    assert labels(card)[:2] == [["✅ Принял", "Сделано"], ["❌ Не могу", "📅 Срок"]]

    assert "Принято · 11:00" in told(await anna.taps_twice("✅ Принял", on=card))
    assert "Принято · 11:00" in told(await olga.sees_edited(given))

    await anna.presses("📅 Срок")
    assert told(await anna.types("вт"))[-1] == "📅 Просим до вт 24.11 18:00, ждём ответа"
    asked = await olga.last()
    assert told(asked)[-1] == "📅 Просит до вт 24.11 18:00"
    assert told(await olga.presses("✅ Согласовать", on=asked))[2:] == ["до вт 24.11 18:00", "Принято · 11:00"]

    done = await anna.presses("Сделано", on=await anna.last())
    assert told(done)[-1] == "✅ Сделано · пт 20.11 11:00"
    assert told(await olga.last())[-1] == "✅ Сделано · пт 20.11 11:00"
    assert "пока нет" in (await olga.types("/tasks")).text


async def test_several_in_one_line_have_one_each_and_one_cannot(town: Town, where_anna_works: Kept) -> None:
    anna, olga, boris = town.people["Анна"], await town.lead("Ольга"), await town.manager("Борис")
    await olga.types("поручение Анне, Борису: обзвон юга к 24.11")
    await boris.presses("❌ Не могу", on=await boris.sees("обзвон юга"))
    assert told(await boris.types("в отъезде до среды"))[-1] == "❌ Не может: в отъезде до среды"
    assert told(await olga.last())[-1] == "❌ Не может: в отъезде до среды"

    await town.clock.reach("14:00")
    summary = [each for each in await olga.messages() if "Не принято" in each]
    assert not summary, "two hours of work have passed only at 13:00, the summary of noon knew nothing"
    await town.clock.reach("16:05")
    assert "📌 Не принято: Анна, обзвон юга" in plain((await olga.sees("Факт оплат · 16:00")).text)

    listed = await olga.types("/tasks")
    assert told(listed)[:2] == ["📌 Поручения · 1", "Ждут ответа 1"]
    assert told(listed)[-1] == "⏳ Анна: обзвон юга · не принято"
    assert "Анна · 1" in (await olga.presses("Кому", on=listed)).labels
    await olga.presses("Отозвать", on=await olga.sees("Поручение Анне"))
    assert told(await anna.sees("обзвон юга"))[-1] == "Отозвано"


async def test_who_is_away_and_who_has_left(town: Town, where_anna_works: Kept) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    async with town.database.write() as tx:
        anna = town.people["Анна"]
        await tx.as_(olga.actor).absences.add(boris.id, town.today(), town.today(4), substitute_id=anna.id)
    asked = await olga.types("поручение Борису: акт Медлайн завтра")
    assert told(asked)[-1] == "🌴 Борис: до 24.11 нет на работе, заменяет Анна"
    given = await olga.presses("Анне", on=asked)
    assert told(given)[:2] == ["📌 Поручение Анне", "акт Медлайн"]
    assert told(given)[-1] == "сб 21.11 выходной, взял понедельник"

    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)
    assert "не работает в боте" in (await olga.types("поручение Борису: акт завтра")).text
    asked = await olga.types("поручение Глебу: акт завтра")
    assert told(asked) == ["«акт»", "Не знаю, кто это: Глебу.", "📌 Кому поручение?"]
    assert told(await olga.types("анне"))[:2] == ["📌 Поручение Анне", "акт"]


async def test_from_a_person_a_client_a_forward_and_back(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    await olga.forwards("Пришлите акт сверки, пожалуйста", hidden="Пётр")
    asked = await olga.last()
    assert told(asked) == ["«Пришлите акт сверки, пожалуйста»"]
    await olga.presses("📌 Поручить", on=asked)
    await olga.presses("Анна")
    given = await olga.presses("Без срока")
    assert told(given) == ["📌 Поручение Анне", "Пришлите акт сверки, пожалуйста", "⏳ ещё не принято"]

    await olga.types("карточка Вектор")
    await olga.presses("📌 Поручить", on=await olga.presses("⋯"))
    card = await olga.types("позвонить директору завтра в 15")
    assert told(card)[:3] == ["📌 Поручение Анне", "позвонить директору", "🗂 Вектор"]
    await town.clock.reach("15:01", MONDAY)
    assert "позвонить директору" in (await anna.last()).text, "an hour of its own rings"


async def test_a_reminder_to_oneself_rings_and_is_nobody_elses(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    assert told(await anna.types("напомни через час позвонить маме")) == ["⏰ позвонить маме", "пт 20.11 12:00"]
    assert told(await anna.types("задача пн 10:00 банк")) == ["⏰ банк", "пн 23.11 10:00"]
    assert told(await anna.types("напомни в понедельник про счёт")) == ["⏰ счёт", "пн 23.11 09:00"]
    await town.manager("Борис")
    assert "Поручения коллегам даёт руководитель" in (await anna.types("поручение Борису: сходить")).text
    assert "пока нет" in (await olga.types("/tasks")).text

    await town.clock.reach("12:01")
    rung = await anna.sees("позвонить маме")
    assert (await anna.last()).message_id == rung.message_id
    assert told(await anna.presses("+1 ч", on=rung))[-1] == "пт 20.11 13:01"
    await anna.presses("Сделано", on=await anna.sees("позвонить маме"))

    before = len(await anna.messages())
    await town.clock.reach("09:20", MONDAY)
    morning = plain((await anna.sees("Доброе утро")).text)
    assert "⏰ 09:00 счёт" in morning
    assert "⏰ 10:00 банк" in morning
    assert len([each for each in (await anna.messages())[before:] if each.startswith("⏰ счёт")]) == 0
    await town.clock.reach("10:01", MONDAY)
    assert told(await anna.last())[0] == "⏰ банк"


async def test_the_morning_tells_of_a_day_ahead_and_of_what_is_late(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await olga.types("поручение Анне: отчёт до вт")
    await town.clock.reach("09:10", MONDAY)
    assert "📌 отчёт · завтра" in plain((await anna.sees("Доброе утро")).text)
    await town.clock.reach("09:10", date(2026, 11, 25))
    assert "🔴 отчёт · вчера" in plain((await anna.sees("Доброе утро")).text)
    listed = await olga.types("/tasks")
    assert told(listed)[1] == "Ждут ответа 1 · просрочено 1"
    assert told(await olga.presses("Просрочено", on=listed))[-1] == "🔴 Анна: отчёт · вчера"


async def test_forty_tasks_are_pages_of_eight(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    for n in range(9):
        await olga.types(f"поручение Анне: дело номер {'абвгдежзи'[n]} до 27.11")
    listed = await anna.types("поручения")
    assert sum("дело номер" in line for line in told(listed)) == 8
    assert "1/2" in listed.labels


async def test_words_behind_the_command_and_beside_an_open_form(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    assert told(await olga.types("/task Анне: акт до пт"))[:2] == ["📌 Поручение Анне", "акт"]
    assert told(await olga.types("поручение мне: позвонить директору пн в 10"))[0] == "⏰ позвонить директору"

    await anna.types("/pay")
    await anna.presses("Ромашка")
    await anna.types("напомни в понедельник про счёт")
    assert told(await anna.sees("⏰ счёт"))[1] == "пн 23.11 09:00"
    assert "Сколько" in (await anna.last()).text or "сумм" in (await anna.last()).text.lower()
    await anna.types("150к")
    assert "Когда" in (await anna.last()).text or "день" in (await anna.last()).text


async def test_a_task_goes_to_another_where_somebody_has_left(town: Town, where_anna_works: Kept) -> None:
    anna, olga, boris = town.people["Анна"], await town.lead("Ольга"), await town.manager("Борис")
    given = await olga.types("поручение Борису: акт Медлайн до вт")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(boris.id)
    await olga.presses("Другому", on=given)
    handed = await olga.presses("Анна")
    assert told(handed)[:2] == ["📌 Поручение Анне", "акт Медлайн"]
    assert told(await anna.last())[0] == "📌 Поручение от Ольги"


async def test_a_word_of_the_lead_about_a_slipped_payment(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    payment_id = await town.expects(anna, "Вектор", 340_000)
    await town.clock.reach("11:46")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).payment_changes.move(payment_id, MONDAY, MoveReason.NO_MONEY)
    await town.clock.reach("12:01")
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 12:00"))
    await olga.presses("💬 Вектор", on=await olga.sees("Анна · к 12:00"))
    await olga.types("позвоните их бухгалтеру сами")
    await olga.presses("Без срока")
    seen = await anna.last()
    assert told(seen) == [
        "📌 Поручение от Ольги",
        "позвоните их бухгалтеру сами",
        "💰 Вектор · 340 тыс · пн 23.11",
    ]


async def test_the_tasks_of_who_leaves_go_to_whoever_stands_in_or_leads(town: Town, where_anna_works: Kept) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    owner = town.owner
    assert owner is not None
    await owner.types("поручение Борису: акт Медлайн до вт")
    await boris.presses("✅ Принял", on=await boris.sees("акт Медлайн"))
    await boris.types("напомни завтра банк")
    await owner.presses("Борис", on=await owner.types("/team"))
    await owner.presses("⛔️ Отключить")
    await owner.presses("⛔️ Да, отключить")

    passed = await olga.sees("акт Медлайн")
    assert "📌 Поручение от Ирины" in told(passed)[0]
    listed = await olga.types("/tasks")
    assert "Ольга: акт Медлайн · не принято" in listed.text
    assert "банк" not in listed.text


async def test_a_substitute_takes_them_on_and_a_lead_has_back_their_own(town: Town, where_anna_works: Kept) -> None:
    anna, olga, boris = town.people["Анна"], await town.lead("Ольга"), await town.manager("Борис")
    gleb = await town.manager("Глеб")
    await olga.types("поручение Борису: акт Медлайн до вт")
    await olga.types("поручение Глебу: обзвон юга до пт")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).absences.add(boris.id, town.today(), town.today(4), substitute_id=anna.id)
    for name in ("Борис", "Глеб"):
        await olga.presses(name, on=await olga.types("/team"))
        await olga.presses("⛔️ Отключить")
        await olga.presses("⛔️ Да, отключить")

    assert told(await anna.sees("акт Медлайн"))[0] == "📌 Поручение от Ольги"
    assert (await town.people["Ольга"].types("/tasks")).text.count("обзвон юга") == 1
    assert gleb.phone.name not in (await olga.last()).text


async def test_a_call_for_help_that_who_leaves_had_taken_waits_for_the_next_lead(
    town: Town, where_anna_works: Kept
) -> None:
    anna, olga, owner = town.people["Анна"], await town.lead("Ольга"), town.owner
    assert owner is not None
    await town.expects(anna, "Вектор", 90_000, town.today(-12))
    await anna.presses("Вектор", on=await anna.presses("Все", on=await anna.types("/debts")))
    await anna.presses("🆘 РОПу")
    await anna.presses("Пропустить")
    await olga.presses("Позвоню с вами", on=await olga.sees("Анна просит помочь"))
    pavel = await town.lead("Павел")

    await owner.presses("Ольга", on=await owner.types("/team"))
    await owner.presses("⛔️ Отключить")
    await owner.presses("⛔️ Да, отключить")

    assert "Анна просит помочь" in (await pavel.last()).text
    assert "Позвоню с вами" in (await pavel.last()).labels


async def test_two_of_one_name_are_called_as_the_bot_calls_them(town: Town) -> None:
    ivanova, ilyina = await town.manager("Анна Иванова"), await town.manager("Анна Ильина")
    olga = await town.lead("Ольга")

    asked = await olga.types("поручение Анне: акт до пт")
    assert "Здесь таких несколько: Анне." in asked.text
    assert {"Анна Ив.", "Анна Ил."} <= {*asked.labels}
    await olga.presses("Анна Ил.", on=asked)
    assert "акт" in (await ilyina.sees("Поручение")).text
    assert "Анне Ил." in (await olga.last()).text

    await olga.types("поручение Анне Ив.: счёт до пт")
    assert "счёт" in (await ivanova.sees("Поручение")).text
