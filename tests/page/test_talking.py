"""Talking with the bot on the page: typing, commands, buttons that change a message in its place, toasts and alerts."""

from datetime import timedelta

import pytest
from playwright.async_api import expect

from tests.page.stand import IN_THE_BROWSER, Screen, Stand

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]


async def test_enter_sends_shift_enter_breaks_the_line_and_the_ticks_say_that_the_bot_has_it(stand: Stand) -> None:
    _, screen = await stand.meets("Анна")
    await screen.field.press_sequentially("оплата 150к")
    await screen.field.press("Shift+Enter")
    await screen.field.press_sequentially("Ромашка")
    await screen.field.press("Enter")

    mine = screen.says("Ромашка")
    await expect(mine).to_have_class("message out joined fresh")
    await expect(mine.locator(".icon-once")).to_be_visible()
    await expect(screen.field).to_have_value("")
    assert (await stand.bot.hears())["text"] == "оплата 150к\nРомашка"
    await expect(mine.locator(".icon-twice")).to_be_visible()
    await expect(mine.locator("time")).to_have_text("11:40")


async def test_a_slash_offers_each_person_their_own_commands(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    manager = [{"command": "call", "description": "Звонок"}, {"command": "pay", "description": "Оплата"}]
    await stand.bot.call("setMyCommands", commands=manager)
    page = await stand.opens()
    lead = [{"command": "svod", "description": "Сводный отчёт"}]
    await stand.bot.call("setMyCommands", commands=lead, scope={"type": "chat", "chat_id": olga.id})

    hers, leads = Screen(page, anna.id), Screen(page, olga.id)
    await hers.field.press_sequentially("/")
    await expect(hers.element.get_by_role("option")).to_have_text(["/callЗвонок", "/payОплата"])
    await hers.field.press("ArrowDown")
    await hers.field.press("Enter")
    assert (await stand.bot.hears())["text"] == "/pay"

    offered = leads.element.get_by_role("option")
    await leads.element.get_by_role("button", name="Команды").click()
    await expect(offered).to_have_text(["/svodСводный отчёт"])
    await offered.dispatch_event("pointerdown")
    assert (await stand.bot.hears())["text"] == "/svod"


async def test_a_press_edits_the_message_in_its_place_and_a_toast_tells_what_was_done(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    asked = await stand.bot.says(anna, "Факт оплат к 12:00", ["1 ✅", "◐"], ["2 ✅", "◐"])
    await stand.bot.says(anna, "Ниже")
    second = screen.button("◐").nth(1)
    await second.click()

    query = await stand.bot.hears("callback_query")
    assert query["message"]["message_id"] == asked
    await expect(second).to_have_class("pressed")
    await stand.bot.edits(anna, asked, "Факт оплат к 12:00\n◐ Ромашка", ["1 ✅"])
    await stand.bot.answers(query, "Записано: 75 000 ₽")

    await expect(screen.toast).to_have_text("Записано: 75 000 ₽")
    message = screen.element.locator(".message.in").nth(0)
    await expect(message).to_contain_text("◐ Ромашка")
    await expect(message.locator("time")).to_have_text("изменено 11:40")
    await expect(message).to_have_class("message in changed")
    await expect(screen.button("◐")).to_have_count(0)
    await expect(screen.element.locator(".pressed")).to_have_count(0)


async def test_an_alert_stays_until_it_is_read(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await stand.bot.says(anna, "Запись", ["Удалить"])
    await screen.button("Удалить").click()
    await stand.bot.answers(await stand.bot.hears("callback_query"), "Эта запись вам недоступна.", show_alert=True)
    alert = screen.element.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Эта запись вам недоступна.")
    await screen.page.keyboard.press("Enter")
    await expect(alert).to_have_count(0)
    await expect(screen.button("Удалить")).to_be_focused()


async def test_the_keyboard_under_the_chat_sends_words_a_place_and_a_number(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна", phone="+79160000001")
    rows = [
        [{"text": "📍 Я на встрече", "request_location": True}],
        [{"text": "☎️ Мой номер", "request_contact": True}, {"text": "Не сейчас"}],
    ]
    await stand.bot.says(anna, "Тот же ответ стоит и здесь", ["Не сейчас"])
    await stand.bot.says(anna, "Где вы?", reply_markup={"keyboard": rows, "one_time_keyboard": False})
    keyboard = screen.element.locator(".keys")

    await keyboard.get_by_role("button", name="📍 Я на встрече").click()
    assert (await stand.bot.hears())["location"]["latitude"] == 55.7558
    await expect(screen.says("55.7558, 37.6173").locator(".map")).to_be_visible()
    await keyboard.get_by_role("button", name="☎️ Мой номер").click()
    assert (await stand.bot.hears())["contact"]["phone_number"] == "+79160000001"
    await keyboard.get_by_role("button", name="Не сейчас").click()
    assert (await stand.bot.hears())["text"] == "Не сейчас"

    await screen.element.get_by_role("button", name="Клавиатура бота").click()
    await expect(keyboard).to_be_hidden()
    await stand.bot.says(anna, "Спасибо", reply_markup={"remove_keyboard": True})
    await expect(screen.element.get_by_role("button", name="Клавиатура бота")).to_be_hidden()


async def test_typing_and_deleting_are_seen_and_days_are_told_apart(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await stand.bot.call("sendChatAction", chat_id=anna.id, action="typing")
    await expect(screen.element.locator(".about")).to_have_text("печатает…")
    gone = await stand.bot.says(anna, "Ошибка")
    await expect(screen.element.locator(".about")).to_have_text("чат с Reper")
    await expect(screen.says("Ошибка")).to_be_visible()
    await stand.bot.call("deleteMessage", chat_id=anna.id, message_id=gone)
    await expect(screen.says("Ошибка")).to_have_count(0)
    await stand.sim.clock.advance(timedelta(days=1))
    await stand.bot.says(anna, "Доброе утро")
    await expect(screen.element.locator(".day")).to_have_text(["пятница, 20 ноября", "суббота, 21 ноября"])


async def test_new_messages_do_not_pull_away_whoever_reads_older_ones(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    first = await stand.bot.says(anna, "Первое\n" * 30)
    await stand.bot.says(anna, "Второе\n" * 60)
    feed = screen.element.get_by_role("log")
    await expect(screen.says("Второе")).to_be_in_viewport()
    assert await feed.evaluate("f => f.scrollHeight - f.scrollTop - f.clientHeight") < 2

    await feed.evaluate("f => f.scrollTo(0, f.scrollHeight / 3)")
    down = screen.element.get_by_role("button", name="Вниз")
    await expect(down).to_be_visible()
    top = await feed.evaluate("f => f.scrollTop")
    await stand.bot.says(anna, "Третье")
    await expect(down).to_have_text("1")
    assert await feed.evaluate("f => f.scrollTop") == top

    await down.click()
    await expect(screen.says("Третье")).to_be_in_viewport()
    await expect(down).to_be_hidden()
    await stand.bot.edits(anna, first, "Первое, но иначе\n" * 30)
    await screen.element.get_by_role("button", name="Изменено выше").click()
    await expect(screen.says("Первое, но иначе")).to_be_in_viewport()


async def test_blocking_ends_the_talk_and_start_opens_it_again(stand: Stand) -> None:
    _, screen = await stand.meets("Анна")
    await screen.chooses("Заблокировать бота")
    await expect(screen.field).to_be_hidden()
    assert (await stand.bot.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await screen.element.get_by_role("button", name="Разблокировать").click()
    await expect(screen.field).to_be_visible()
    assert (await stand.bot.hears("my_chat_member"))["new_chat_member"]["status"] == "member"

    newcomer = await stand.sim.person("Виктор")
    hall = Screen(screen.page, newcomer.id)
    await expect(hall.element.locator(".about")).to_have_text("ещё не открывал бота")
    await hall.element.get_by_role("button", name="Старт").click()
    assert (await stand.bot.hears())["text"] == "/start"
    await expect(hall.field).to_be_visible()


async def test_a_deleted_account_writes_no_more(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await anna.deletes_the_account()
    await expect(screen.element.locator(".about")).to_have_text("аккаунт удалён")
    await expect(screen.field).to_be_hidden()


async def test_a_double_press_on_a_message_answers_it(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    asked = await stand.bot.says(anna, "Когда ждать оплату?")
    await screen.says("Когда ждать").locator(".bubble").dblclick(position={"x": 20, "y": 12})
    await screen.types("в среду")
    heard = await stand.bot.hears()
    assert heard["reply_to_message"]["message_id"] == asked
    await expect(screen.says("в среду").locator(".quote")).to_contain_text("Когда ждать оплату?")


async def test_a_group_is_another_chat_of_the_same_phone(stand: Stand) -> None:
    anna, olga = await stand.person("Анна"), await stand.person("Ольга")
    screen = Screen(await stand.opens(), anna.id)
    group = await stand.sim.group("Отдел продаж", olga, anna)
    await stand.bot.call("sendMessage", chat_id=group, text="Сводка отдела")
    await screen.element.get_by_role("combobox", name="Меню").select_option(label="Отдел продаж")
    await expect(screen.says("Сводка отдела").locator(".sender")).to_have_text("Reper")
    await screen.types("/who")
    heard = await stand.bot.hears()
    while heard.get("text") != "/who":  # first the group itself tells who came in
        heard = await stand.bot.hears()
    assert (heard["chat"]["id"], heard["from"]["id"]) == (group, anna.id)


async def test_a_long_chat_shows_its_end_first(stand: Stand) -> None:
    anna = await stand.person("Анна")
    for number in range(160):
        await stand.bot.says(anna, f"Запись {number:03}")
    screen = Screen(await stand.opens(), anna.id)
    await expect(screen.says("Запись 159")).to_be_in_viewport()
    await expect(screen.says("Запись 000")).to_have_count(0)
    await screen.element.get_by_role("button", name="Показать раньше").click()
    await expect(screen.says("Запись 000")).to_have_count(1)


async def test_the_bots_name_finds_and_a_tap_sends(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    row = [
        {"text": "🔎 Найти", "switch_inline_query_current_chat": ""},
        {"text": "📨 Отправить", "switch_inline_query_chosen_chat": {"query": "#abc", "allow_user_chats": True}},
    ]
    await stand.bot.says(anna, "С кем?", reply_markup={"inline_keyboard": [row]})
    await screen.button("🔎 Найти").click()
    await expect(screen.field).to_have_value("@reper_bot ")
    await _answer(stand, "·7 Ромашка", "Ромашка")
    await screen.element.get_by_role("option", name="Ромашка").dispatch_event("pointerdown")
    sent = await stand.bot.hears()
    assert (sent["text"], sent["via_bot"]["username"]) == ("·7 Ромашка", "reper_bot")
    await expect(screen.field).to_have_value("")
    await expect(screen.says("·7 Ромашка")).to_contain_text("через @reper_bot")

    await screen.button("📨 Отправить").click()
    await _answer(stand, "Протокол встречи", "Протокол")
    await expect(screen.element.get_by_role("alertdialog")).to_contain_text("Протокол встречи")


async def _answer(stand: Stand, text: str, title: str) -> None:
    query = await stand.bot.hears("inline_query")
    result = {"type": "article", "id": "7", "title": title, "input_message_content": {"message_text": text}}
    await stand.bot.call("answerInlineQuery", inline_query_id=query["id"], results=[result])


async def test_a_disabled_button_keeps_its_place_and_cannot_be_pressed(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    live = [{"text": label, "callback_data": label} for label in ("2 ✅", "◐", "📅", "❌")]
    rows = [[{"text": "1 ✅", "disabled": {}}], live]
    await stand.bot.call("sendMessage", chat_id=anna.id, text="Факт оплат", reply_markup={"inline_keyboard": rows})

    await expect(screen.button("1 ✅")).to_be_disabled()
    await screen.button("2 ✅").click()

    assert (await stand.bot.hears("callback_query"))["data"] == "2 ✅"
