"""A manager's and a lead's day in short scenarios: what was there before, and what is then done under the knife."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update

from sales.activities.activities import ActivityType
from storage.payments.payments import NewPayment
from storage.queues.wire import INLINE
from storage.tables import ClientRow
from tests.planning import plans
from tests.sales.bank.statements import Doc, make_file
from tests.stories.checkins.checkin_day import at, gathered, moves, receives, three_payments
from tests.town import Someone, Town

INVOICES = 60
Part = Callable[[Town], Awaitable[None]]


@dataclass(frozen=True)
class Scenario:
    """`before` is lived in peace; the power may be cut at any point of `story`."""

    before: Part
    story: Part


SCENARIOS: dict[str, Scenario] = {}


def after(before: Part) -> Callable[[Part], Part]:
    def kept(story: Part) -> Part:
        SCENARIOS[story.__name__] = Scenario(before, story)
        return story

    return kept


async def morning(town: Town) -> None:
    """Анна, her lead and her clients."""
    anna = await town.manager("Анна")
    await town.lead("Ольга")
    await town.has_clients(anna, "СтройГрад", "Ромашка", "Вектор")


async def asked(town: Town) -> None:
    """Анна awaits three payments today, and has been asked about them."""
    anna = await town.manager("Анна")
    await town.lead("Ольга")
    await three_payments(town, anna)
    await at(town, "11:45")


async def received(town: Town) -> None:
    """Анна has said that two payments came, and her lead has not said yet that they did."""
    anna = await town.manager("Анна")
    await town.lead("Ольга")
    await receives(town, anna, "Вектор", 340_000)
    await receives(town, anna, "Ромашка", 150_000)


async def with_inns(town: Town) -> None:
    """Анна's clients as a bank names them, and a payment of each is awaited."""
    await morning(town)
    anna = town.people["Анна"]
    for name, inn in (("Ромашка", "7701000026"), ("Вектор", "7701000019")):
        await anna.types(f"ИНН {name} {inn}")
        await anna.types(f"оплата 1000 ₽ {name} пн 80%")


async def told(town: Town) -> None:
    """Noon: of three managers two have answered, and the lead has read it."""
    team = await gathered(town)
    await at(town, "11:45")
    for person in (team.anna, team.boris):
        await person.presses("Без изменений")
    await at(town, "12:00", "12:05")


async def reminded(town: Town) -> None:
    """Анна has a meeting at 12:45, and was reminded an hour before."""
    anna = await town.manager("Анна")
    await plans(town, anna, "СтройГрад", "12:45", kind=ActivityType.MEETING)
    await at(town, "11:45")


@after(morning)
async def a_line(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("оплата 150к Ромашка пт 80%")
    await anna.presses("пт 27 ноября")
    await anna.types("пришло 148 500,50 р Вектор")


@after(morning)
async def a_call_in_three_taps(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("/call")
    await anna.presses("Вектор")
    await anna.presses("Поговорили")
    await anna.presses("+7")


@after(morning)
async def a_meeting_with_its_place(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("/meet")
    await anna.presses("СтройГрад")
    await anna.presses("✅ Уже прошла")
    await anna.sends_location(55.75, 37.61)
    await anna.presses("Договорились")


@after(morning)
async def a_dialog_with_a_way_back(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("/pay")
    await anna.presses("Вектор")
    await anna.presses("‹ Назад")
    await anna.presses("Ромашка")
    await anna.types("150к")
    await anna.types("24.11")


@after(asked)
async def a_row_of_the_check_in(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses("1 ✅", on=await anna.sees("Факт оплат к 12:00"))
    await anna.taps_twice("2 ✅", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("Без изменений", on=await anna.sees("Факт оплат к 12:00"))


@after(asked)
async def all_of_it_has_come(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses("Всё пришло", on=await anna.sees("Факт оплат к 12:00"))
    await anna.presses("Да, все пришли", on=await anna.sees("все пришли?"))
    await at(town, "12:00")


@after(received)
async def the_day_is_confirmed(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.types("/day")
    await olga.presses("✅ Подтвердить день")
    await olga.taps_twice("1 ✅")
    await olga.presses("✅ Пришла")
    await olga.presses("↩️ Отменить")


@after(asked)
async def somebody_becomes_a_lead(town: Town) -> None:
    assert town.owner is not None
    await town.owner.types("/team")
    await town.owner.presses("3 Анна")
    await town.owner.presses("🔀 Роль, отдел")
    await town.owner.presses("РОП")
    await town.owner.taps_twice("✅ Да, сменить")


@after(asked)
async def a_part_and_its_rest(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses_at(1, 1, on=await anna.sees("Факт оплат к 12:00"))
    await anna.types("50к")
    await anna.presses("+3")


@after(asked)
async def a_move_with_its_reason(town: Town) -> None:
    await moves(town.people["Анна"], "3", "Завтра", "Ждём документы")


@after(morning)
async def what_was_done_is_taken_back(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("позвонил Вектор - ждут счёт")
    await anna.presses("↩️ Отменить")
    await anna.types("оплата 90к Ромашка 25.12")
    await anna.types("/undo")


@after(reminded)
async def a_reminder_is_answered(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses("+1 ч", on=await anna.sees("СтройГрад"))
    await at(town, "12:45", "12:46")
    await anna.presses("Сделано", on=await anna.sees("СтройГрад"))
    await anna.presses("Договорились")


@after(asked)
async def a_summary_and_a_late_answer(town: Town) -> None:
    anna = town.people["Анна"]
    await at(town, "11:55", "12:00", "12:15")
    await anna.presses("1 ✅", on=await anna.sees("Ждём "))
    await anna.presses("Без изменений", on=await anna.sees("Ждём "))


@after(told)
async def two_press_one_payment_and_the_page_of_the_later_one_is_old(town: Town) -> None:
    """Her page of noon at four is drawn by nobody else's answers: it is by the press that finds the money there."""
    viktor, olga = town.people["Виктор"], town.people["Ольга"]
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 12:00"))
    await at(town, "15:45", "16:00")
    await viktor.presses("1 ✅", on=await viktor.sees("Ждём "))
    await olga.presses("1 ✅", on=await olga.sees("Виктор · "))


@after(morning)
async def somebody_is_invited_and_comes(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Галина")
    await olga.presses("Новые клиенты")
    letter = await olga.sees("Галина, здравствуйте.")
    galina = await town.stranger("Галина")
    await galina.starts(letter.text.split("?start=")[1].split()[0])
    await galina.types("позвонила Ромашка - ждут счёт")


@after(morning)
async def a_client_with_a_card(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("клиент Заря ИНН 7701000058 тел 8 916 123-45-67 Пётр")
    await anna.types("Заря: опт, 18 млн, юг")
    await anna.presses("✏️ Править", on=await anna.sees("Заря · опт · юг"))
    await anna.presses("Отсрочка")
    await anna.types("14")
    await anna.types("нпс Заря 9: быстро отвечаете")
    await anna.types("/undo")


@after(morning)
async def a_deal_from_its_first_tap_to_money(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("сделка Ромашка 300к договор")
    await anna.presses("▶ Счёт", on=await anna.sees("🧩 Ромашка"))
    await anna.presses("📄 Документы", on=await anna.sees("🧩 Ромашка"))
    await anna.presses("▫️ Договор", on=await anna.sees("▫️ Акт"))
    await anna.types("пришло 300к Ромашка")
    await anna.presses("🏁 Оплата", on=await anna.sees("оплачено всё"))


@after(morning)
async def a_deal_that_is_lost_and_taken_back(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("тендер Вектор до 15.12")
    await anna.types("отказ Вектор: дорого")
    await anna.presses("Кого выбрали?", on=await anna.sees("❌ Отказ"))
    await anna.types("Альфа")
    await anna.presses("↩️ Отменить", on=await anna.sees("Альфа"))


@after(morning)
async def which_of_two_deals_was_lost_and_to_whom(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.types("сделка Ромашка 300к договор")
    await anna.types("сделка Ромашка 150к счёт")
    asked = await anna.types("отказ Ромашка: ушли к Лютику")
    await anna.taps_twice("счёт", on=asked)
    await anna.types("/undo")


@after(morning)
async def a_paper_a_mark_and_what_a_month_brought(town: Town) -> None:
    """A file of a contract, a client's mark that is corrected, a card filled in one line, a lead's profit and cost."""
    anna, olga = town.people["Анна"], town.people["Ольга"]
    await anna.types("сделка Ромашка 300к")
    await anna.presses("📄 Документы", on=await anna.sees("🧩 Ромашка"))
    await anna.presses("📎 Файлы", on=await anna.sees("▫️ Договор"))
    await anna.presses("Договор", on=await anna.sees("📎"))
    await anna.sends_photo()
    await anna.presses("✅ Готово", on=await anna.sees("Приложен 1 файл"))
    await anna.types("нпс Ромашка 11")
    await anna.types("нпс Ромашка 9: быстро")
    await olga.presses("✏️ Прибыль и вложения", on=await olga.types("/kpi"))
    await olga.types("450к")
    await olga.types("300к")


async def _twins(town: Town) -> None:
    """One client twice, with a colleague each, and money of both."""
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    await town.lead("Ольга")
    (one,) = await town.has_clients(anna, "Ромашка")
    (other,) = await town.has_clients(boris, "ЗАО Ромашка")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).contacts.add(one, "Пётр", "89161232521")
        await tx.as_(boris.actor).contacts.add(other, "Пётр", "89161232521")
    await receives(town, anna, "Ромашка", 150_000)
    await receives(town, boris, "ЗАО Ромашка", 90_000)


@after(_twins)
async def two_records_of_a_client_become_one_and_are_parted(town: Town) -> None:
    """The money of both is one new client's, and then again two's."""
    olga = town.people["Ольга"]
    await olga.presses("⋯", on=await olga.types("/clients"))
    await olga.presses("Похожие", on=await olga.last())
    await olga.presses("Ромашка = ЗАО Ромашка", on=await olga.last())
    await olga.presses("Объединить в 1", on=await olga.sees("Общий телефон"))
    await olga.presses("↩️ Разъединить", on=await olga.sees("Объединены"))


@after(told)
async def a_deal_is_taken_over(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.presses("Подробнее", on=await olga.sees("Факт оплат · 12:00"))
    page = await _page(olga)
    row = next(number for number, keys in enumerate(page.buttons) if "Взять сделку" in keys)
    await olga.presses_at(row, page.buttons[row].index("Взять сделку"), on=page)
    await olga.presses("Взять")


@after(told)
async def the_silent_are_reminded(town: Town) -> None:
    olga, viktor = town.people["Ольга"], town.people["Виктор"]
    await olga.presses("🔔 Напомнить Виктору", on=await olga.sees("Факт оплат · 12:00"))
    await viktor.presses("Всё пришло", on=await viktor.sees("просит ответить"))
    await viktor.presses("Да, все пришли", on=await viktor.sees("все пришли?"))


@after(morning)
async def a_table_of_plans_is_read(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.sends_document("план.csv", "Имя;Ноябрь 2026\nАнна;2 200 000\nОтдел целиком;3000000\n".encode("cp1251"))
    await olga.presses("✅ Записать")


@after(morning)
async def a_report_goes_out_as_a_workbook(town: Town) -> None:
    olga = town.people["Ольга"]
    await olga.types("/svod")
    await olga.presses("📄 Excel")


async def _page(olga: Someone) -> object:
    return await olga.sees("Виктор · к 12:00")


async def _owed(town: Town) -> None:
    await morning(town)
    await town.expects(town.people["Анна"], "Школа 57", 90_000, town.today(-12))


async def _forgotten(town: Town) -> None:
    await morning(town)
    anna = town.people["Анна"]
    await town.has_clients(anna, "Медлайн", "Лотос")
    async with town.database.write() as tx:
        old = update(ClientRow).where(ClientRow.name.in_(("Медлайн", "Лотос")))
        await tx.session.execute(old.values(created_at=tx.clock.now() - timedelta(days=40)))


@after(_forgotten)
async def a_week_of_visits_is_planned_moved_and_taken_back(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses("🗓 Визиты", on=await anna.types("/week"))
    await anna.presses("23–29.11 ›", on=await anna.sees("План визитов"))
    await anna.presses("➕ Забытых по дням", on=await anna.sees("Забытые:"))
    await anna.presses("✅ Поставить 2 визита", on=await anna.sees("Забытые по дням"))
    await anna.presses("пн", on=await anna.sees("План визитов 2"))
    await anna.presses("↕ 🤝 11:00 Медлайн", on=await anna.sees("↕ Перенести"))
    await anna.presses("чт", on=await anna.sees("На какой день?"))
    await anna.presses("↩️ Отменить", on=await anna.sees("Перенесено"))
    await anna.presses("📅 .ics", on=await anna.presses("🗓 Визиты", on=await anna.types("/week")))


@after(_owed)
async def a_debt_is_promised_disputed_and_brought_to_the_lead(town: Town) -> None:
    anna = town.people["Анна"]
    await anna.presses("1", on=await anna.types("/debts"))
    await anna.presses("📅 Обещали на…", on=await anna.sees("Школа 57 · 90 тыс"))
    await anna.types("27.11")
    await anna.presses("⚖️ Спор", on=await anna.sees("Обещали 27.11"))
    await anna.types("недопоставка 3 коробок")
    await anna.presses("🆘 РОПу", on=await anna.sees("⚖️ Спор: недопоставка"))
    await anna.types("не отвечают третий день")
    olga = town.people["Ольга"]
    await olga.presses("Карточка", on=await olga.sees("просит помочь"))
    await olga.presses("Списать", on=await olga.sees("РОП в курсе"))
    await olga.types("фирма закрылась")


async def _with_queries(town: Town) -> None:
    await morning(town)
    await plans(town, town.people["Анна"], "Вектор", "12:20", kind=ActivityType.MEETING)
    async with town.database.write() as tx:
        await tx.system.wire.set(INLINE, {"on": True})


@after(_with_queries)
async def a_meeting_is_briefed_found_and_written_up(town: Town) -> None:
    anna = town.people["Анна"]
    await at(town, "11:50")
    await anna.presses("Сделано", on=await anna.sees("12:20 Вектор"))
    await anna.presses("Договорились", on=await anna.sees("Чем закончилось?"))
    await anna.presses("📝 Протокол", on=await anna.sees("✅ Встреча: Вектор"))
    await anna.presses("Дальше ›", on=await anna.sees("Кто был?"))
    await anna.types("поставка в декабре")
    await anna.presses("Пропустить", on=await anna.sees("до когда"))
    await anna.sees("Протокол встречи")


async def _near(town: Town) -> None:
    await _owed(town)
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, town.people["Анна"], "Школа 57")
        known = update(ClientRow).where(ClientRow.id == client_id)
        await tx.session.execute(known.values(usual_lat=55.7556, usual_lon=37.6175))


@after(_near)
async def a_place_is_sent_and_a_meeting_noted_there(town: Town) -> None:
    anna = town.people["Анна"]
    near = await anna.sends_location(55.7520, 37.6175, accuracy=15)
    await anna.presses("🚗 Маршрут", on=near)
    await anna.presses("📍 Отметить встречу", on=await anna.sees("1 точка"))
    await anna.presses("Школа 57", on=await anna.sees("С кем?"))
    await anna.presses("Договорились", on=await anna.sees("Чем закончилось?"))


@after(morning)
async def a_cold_list_is_loaded_and_rung(town: Town) -> None:
    """Each number once in the list, each call once; one outcome is taken back, one is never rung again."""
    olga, anna = town.people["Ольга"], town.people["Анна"]
    rows = "".join(f"Фирма {n};8916{n:07}\n" for n in range(1200))
    await olga.sends_document("тула.csv", f"Название;Телефон\n{rows}".encode("cp1251"), "обзвон")
    await olga.presses("Своя база", on=await olga.sees("Откуда номера?"))
    await anna.presses("🤝 Встреча", on=await anna.types("/cold"))
    await anna.presses("Не дозвонился", on=await anna.sees("Фирма 1"))
    await anna.presses("↩️ Фирма 1", on=await anna.sees("✓ Фирма 1"))
    await anna.presses("🚫 Больше не звонить", on=await anna.sees("Фирма 1"))


@after(_owed)
async def tasks_help_and_a_discount(town: Town) -> None:
    """Given once each, taken once, told to both sides, wherever it is cut."""
    anna, olga = town.people["Анна"], town.people["Ольга"]
    await olga.types("поручение Анне: КП Ромашке до пн")
    await anna.presses("✅ Принял", on=await anna.sees("Поручение от Ольги"))
    await anna.types("напомни через час позвонить маме")
    await anna.types("сделка Ромашка 300к")
    await anna.types("скидка 12% Ромашка: объём 2 млн")
    await olga.presses("До 8 %", on=await olga.sees("скидка 12"))
    await anna.types("Вектор")
    await anna.presses("⋯", on=await anna.sees("Ведёт Анна"))
    await anna.presses("🆘 РОПу")
    await anna.types("молчат вторую неделю")
    await olga.presses("Беру", on=await olga.sees("просит помочь"))
    await at(town, "12:30")


async def with_invoices(town: Town) -> None:
    """Sixty of Вектор's stand open."""
    await with_inns(town)
    anna = town.people["Анна"]
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        vector = await town.client_id(tx, anna, "Вектор")
        for n in range(1, INVOICES + 1):
            payment = await mine.payments.expect(NewPayment(vector, n * 100_000, town.today(), 80))
            await mine.payment_changes.annotate(payment.id, invoice=f"Р-{n}")


@after(with_invoices)
async def five_hundred_documents_of_the_bank(town: Town) -> None:
    """Put down in parts, what is sure chosen and confirmed in parts, a question put aside: once each, wherever it is
    cut; all that was confirmed by the tap is taken back by one.
    """
    olga = town.people["Ольга"]
    paid = [Doc(f"{n * 1000}.00", str(n), purpose=f"Оплата по счету Р-{n}") for n in range(1, INVOICES + 1)]
    others = [Doc(f"{n}.00", str(n), inn="7701000146", name="ООО Новый Дом") for n in range(INVOICES + 1, 501)]
    await olga.sends_document("kl_to_1c.txt", make_file(*paid, *others))
    await olga.presses("Да", on=await olga.sees("ваш?"))
    await olga.presses("✅ Подтвердить 60", on=await olga.sees("✅ Уверенно 60"))
    await olga.presses("❓ Разобрать 440", on=await olga.sees("✅ Подтверждено 60"))
    await olga.presses("Не наше", on=await olga.sees("❓ 1 из 440"))


@after(with_invoices)
async def a_confirmation_in_parts_is_taken_back(town: Town) -> None:
    olga = town.people["Ольга"]
    paid = [Doc(f"{n * 1000}.00", str(n), purpose=f"Оплата по счету Р-{n}") for n in range(1, INVOICES + 1)]
    await olga.sends_document("kl_to_1c.txt", make_file(*paid))
    await olga.presses("Да", on=await olga.sees("ваш?"))
    await olga.presses("✅ Подтвердить 60", on=await olga.sees("✅ Уверенно 60"))
    await olga.presses("↩️ Отменить", on=await olga.sees("✅ Подтверждено 60"))
    await olga.sees("✅ Уверенно 60")


async def with_a_group(town: Town) -> None:
    """Анна awaits a payment; her lead has let the summary into the group, and it stands there since noon."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.expects(anna, "Ромашка", 150_000)
    await town.simulation.group("Продажи", olga.phone, anna.phone)
    await town.settle()
    await olga.presses("✅ Да")
    await at(town, "12:00")


@after(with_a_group)
async def a_post_in_a_group(town: Town) -> None:
    anna, olga = town.people["Анна"], town.people["Ольга"]
    (chat,) = [each for each in town.core.world.chats if each < 0]
    await anna.types("пришло 100к Ромашка")
    await olga.types("/here@reper_bot", chat=chat)
    await olga.presses("◻️ Имена и суммы")
    await at(town, "16:00")
    await town.simulation.kick(chat, anna.phone)
    await town.settle()
