"""Pictures, files, places, cards, links: what people and the bot hand over besides words."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from simulator.state.files import plain_picture
from tests.page.stand import IN_THE_BROWSER, Screen, Stand

pytestmark = [*IN_THE_BROWSER, pytest.mark.part(4)]


async def test_a_picture_of_the_bot_opens_and_closes(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await stand.bot.sends_file(anna, "sendPhoto", "график.png", plain_picture(320, 200))
    picture = screen.element.get_by_role("button", name="график.png")
    await expect(picture.locator("img")).to_have_js_property("naturalWidth", 320)
    await picture.click()
    viewer = screen.page.get_by_role("dialog", name="график.png")
    await expect(viewer.locator("img")).to_be_visible()
    await screen.page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)
    await expect(picture).to_be_focused()


async def test_a_file_of_the_bot_opens_under_its_own_name(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    await stand.bot.sends_file(anna, "sendDocument", "Сводный отчёт.xlsx", b"PK workbook" * 200)
    await expect(screen.says("Сводный отчёт.xlsx")).to_contain_text("2.2 КБ")
    async with screen.page.expect_download() as opening:
        await screen.element.get_by_role("link", name="Сводный отчёт.xlsx").click()
    opened = await opening.value
    assert opened.suggested_filename == "Сводный отчёт.xlsx"
    assert (await opened.path()).read_bytes() == b"PK workbook" * 200


async def test_a_photo_and_a_document_go_in(stand: Stand, tmp_path: Path) -> None:
    _, screen = await stand.meets("Анна")
    photo, table = tmp_path / "счёт.png", tmp_path / "клиенты.csv"
    photo.write_bytes(plain_picture(120, 90))
    table.write_text("Ромашка;7707083893\n", "utf-8")
    for what, path in (("Фото", photo), ("Файл", table)):
        async with screen.page.expect_file_chooser() as choosing:
            await screen.attaches(what)
        await (await choosing.value).set_files(path)
    pictured, written = await stand.bot.hears(), await stand.bot.hears()
    assert pictured["photo"][-1]["width"] == 120
    assert written["document"]["file_name"] == "клиенты.csv"
    await expect(screen.element.locator(".message.out .picture img")).to_have_js_property("naturalWidth", 120)
    await expect(screen.element.get_by_role("link", name="клиенты.csv")).to_be_visible()


async def test_a_place_a_card_a_voice_a_sticker_and_somebody_elses_words_go_in(stand: Stand) -> None:
    _, screen = await stand.meets("Анна")
    question = screen.page.get_by_role("dialog")

    await screen.attaches("Геопозиция")
    await question.get_by_label("Место").select_option(label="Казань · Kazan")
    await question.get_by_role("button", name="Отправить").click()
    assert (await stand.bot.hears())["location"] == {"latitude": 55.7963, "longitude": 49.1064}

    await screen.attaches("Контакт")
    await question.get_by_label("Имя").fill("Ирина Ким")
    await question.get_by_label("Телефон").fill("+79161234567")
    await question.get_by_role("button", name="Отправить").click()
    assert (await stand.bot.hears())["contact"]["first_name"] == "Ирина Ким"
    await expect(screen.says("Ирина Ким")).to_contain_text("+79161234567")

    await screen.attaches("Голосовое")
    assert (await stand.bot.hears())["voice"]["duration"] == 4
    await expect(screen.says("4 с")).to_be_visible()

    await screen.attaches("Стикер")
    await screen.element.get_by_role("menuitem", name="🤝").click()
    assert (await stand.bot.hears())["sticker"]["emoji"] == "🤝"

    await screen.attaches("Пересланное")
    await question.get_by_label("От кого").fill("Пётр")
    await question.get_by_label("Текст").fill("Оплатим во вторник")
    await question.get_by_role("button", name="Отправить").click()
    assert (await stand.bot.hears())["forward_origin"]["sender_user_name"] == "Пётр"
    await expect(screen.says("Переслано от Пётр")).to_be_visible()


async def test_coordinates_that_are_none_are_told_and_a_question_can_be_left(stand: Stand) -> None:
    _, screen = await stand.meets("Анна")
    question = screen.page.get_by_role("dialog")
    await screen.attaches("Геопозиция")
    await question.get_by_label("Координаты").fill("у метро")
    await screen.page.keyboard.press("Enter")
    await expect(screen.toast).to_contain_text("55.7558, 37.6173")
    await screen.attaches("Контакт")
    await screen.page.keyboard.press("Escape")
    await expect(question).to_have_count(0)
    await screen.types("дальше")
    assert (await stand.bot.hears())["text"] == "дальше"


LINK = "https://t.me/reper_bot?start=tok_EN-42"


async def test_a_start_link_in_a_text_opens_for_whoever_presses_it(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    for number, text in enumerate((LINK, "t.me/reper_bot?start=tok_EN-42", f"<a href='{LINK}'>приглашение</a>")):
        await stand.bot.says(anna, f"Ваша {number}-я ссылка: {text}")
        await screen.says(f"Ваша {number}-я ссылка").get_by_role("link").click()
        heard = await stand.bot.hears()
        assert (heard["from"]["id"], heard["text"]) == (anna.id, "/start tok_EN-42")


async def test_a_start_link_on_a_button_opens_too_and_another_one_in_a_new_tab(stand: Stand) -> None:
    anna, screen = await stand.meets("Анна")
    rows = [[{"text": "Войти", "url": LINK}], [{"text": "Сайт", "url": f"{stand.url}/sim/clock"}]]
    await stand.bot.says(anna, "Кнопки", reply_markup={"inline_keyboard": rows})
    await screen.button("Войти").click()
    assert (await stand.bot.hears())["text"] == "/start tok_EN-42"
    async with screen.page.context.expect_page() as opening:
        await screen.button("Сайт").click()
    assert (await opening.value).url == f"{stand.url}/sim/clock"


async def test_somebody_new_comes_in_by_the_link_that_another_has_got(stand: Stand) -> None:
    olga, screen = await stand.meets("Ольга")
    await stand.bot.says(olga, f"Приглашение: {LINK}")
    await screen.element.get_by_role("button", name="Открыть как новый человек").click()
    question = screen.page.get_by_role("dialog", name="Новый человек")
    await question.get_by_label("Имя").fill("Виктор")
    await screen.page.keyboard.press("Enter")
    heard = await stand.bot.hears()
    assert (heard["from"]["first_name"], heard["text"]) == ("Виктор", "/start tok_EN-42")
    await expect(Screen(screen.page, heard["from"]["id"]).says("/start tok_EN-42")).to_be_visible()


async def test_a_phone_is_added_without_a_link_and_opens_one_later(stand: Stand) -> None:
    await stand.person("Анна")
    page = await stand.opens()
    await page.get_by_role("button", name="человек", exact=True).click()
    await page.get_by_role("dialog").get_by_label("Имя").fill("Борис")
    await page.keyboard.press("Enter")
    boris = Screen(page, 102)
    await expect(boris.element).to_be_visible()
    await boris.chooses("Открыть ссылку бота")
    await page.get_by_role("dialog").get_by_role("textbox").fill("https://example.org/?start=x")
    await page.keyboard.press("Enter")
    await expect(boris.toast).to_have_text("Это не ссылка на бота")
    await boris.chooses("Открыть ссылку бота")
    await page.get_by_role("dialog").get_by_role("textbox").fill(LINK)
    await page.keyboard.press("Enter")
    assert (await stand.bot.hears())["text"] == "/start tok_EN-42"
