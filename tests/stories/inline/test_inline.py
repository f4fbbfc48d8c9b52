"""The bot's name in any chat: clients here, requisites elsewhere, a prepared text to whoever has prepared it."""

from datetime import timedelta

import pytest

from bot.operations.inline_mode import note_inline
from simulator.wire import JsonObject
from storage.queues.inbox import NewItem
from storage.queues.wire import INLINE
from tests.kept import Kept
from tests.stories.debts.test_debts import told
from tests.town import Seen, Someone, Town, plain

ELSEWHERE = "elsewhere"


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, "ООО Ромашка", "Вектор", "Ким")
    async with town.database.write() as tx:
        await tx.system.wire.set(INLINE, {"on": True})
    await anna.types("Ромашка: ИНН 7701000026")
    await town.expects(anna, "Вектор", 150_000, town.today(3))
    await town.expects(anna, "Вектор", 90_000, town.today(-12))
    return anna


def titles(found: JsonObject) -> list[str]:
    assert found["answered"]
    return [plain(each["title"]) for each in found["results"]]


async def test_ones_own_clients_are_found_by_words_and_taken_by_the_question(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await town.has_clients(boris, "Ромашка-Юг")
    found = await anna.searches("ром")
    assert titles(found) == ["ООО Ромашка"]
    assert titles(await boris.searches("ром")) == ["Ромашка-Юг"]
    [vector] = (await anna.searches("вект"))["results"]
    assert plain(vector["description"]) == "💰 150 тыс · ⚠️ 90 тыс"
    assert set(titles(await anna.searches(""))) == {"ООО Ромашка", "Вектор", "Ким"}

    await anna.types("/meet")
    asked = await anna.last()
    assert "🔎 Найти" in asked.labels
    sent = await anna.chooses(found, "ООО Ромашка")
    assert sent["text"].startswith("·")
    assert sent["text"].endswith(" ООО Ромашка")
    assert told(await anna.last())[0] == "🤝 Ромашка. Когда?"

    await anna.types("/cancel")
    await anna.chooses(await anna.searches("вект"), "Вектор")
    assert told(await anna.last())[0].startswith("Вектор")


async def test_what_is_chosen_at_another_question_shows_the_card_and_keeps_the_question(anna: Someone) -> None:
    await anna.types("/meet")
    await anna.presses("Вектор")
    await anna.chooses(await anna.searches("ром"), "ООО Ромашка")

    assert (await anna.sees("ИНН 7701000026")).text
    assert told(await anna.last())[0] == "🤝 Вектор. Когда?"


async def test_a_number_made_up_or_passed_on_opens_nothing_of_others(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    found = await anna.searches("ром")
    number = found["results"][0]["id"]
    said = await boris.types(f"·{number} ООО Ромашка")
    assert "7701000026" not in said.text
    body = {"text": f"·{number} ООО Ромашка", "via_bot": town.core.world.bot_user()}
    town.core.people.say(boris.phone.id, body)
    await town.settle()
    assert (await boris.last()).text == "Эта запись вам недоступна."


async def test_elsewhere_only_requisites_leave(anna: Someone) -> None:
    found = await anna.searches("", where=ELSEWHERE)
    assert all("💰" not in each["description"] for each in found["results"])
    sent = await anna.chooses(found, "ООО Ромашка")
    assert sent == {"text": "ООО Ромашка\nИНН 7701000026", "chat": ELSEWHERE}


async def test_a_companys_requisites_are_sent_from_its_card(town: Town, anna: Someone) -> None:
    opened = await anna.presses("📱", on=await anna.types("карточка Ромашка"))
    assert "📋 ИНН 7701000026" in opened.labels
    query = (await anna.phone.presses("📨 Реквизиты", on=opened)).query
    found = await anna.searches(query, where=ELSEWHERE)
    assert (await anna.chooses(found, "ООО Ромашка"))["text"] == "ООО Ромашка\nИНН 7701000026"
    async with town.database.write() as tx:
        await tx.system.wire.set(INLINE, {"on": False})
    assert "📨 Реквизиты" not in (await anna.presses("📱", on=await anna.types("карточка Ромашка"))).labels


async def test_a_letter_is_passed_on_by_its_author_within_an_hour(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await anna.presses("1", on=await anna.types("/debts"))
    letter = await anna.presses("✉️ Текст клиенту", on=await anna.last())
    query = (await anna.phone.presses("📨 Отправить в чат", on=letter)).query
    assert query.startswith("#")
    assert len(query) == 13

    found = await anna.searches(query, where=ELSEWHERE)
    sent = await anna.chooses(found, titles(found)[0])
    assert plain(sent["text"]).startswith("Добрый день")
    assert titles(await boris.searches(query, where=ELSEWHERE)) == []
    assert titles(await anna.searches("#abcdefghijkl", where=ELSEWHERE)) == []

    await town.clock.jump(town.minutes(60))
    over = await anna.searches(query, where=ELSEWHERE)
    assert titles(over) == []
    assert over["button"] == {"text": "Открыть бота", "start_parameter": "search"}


async def test_minutes_are_passed_on(anna: Someone) -> None:
    card = await anna.types("встреча Вектор: договорились")
    await anna.presses("📝 Протокол", on=card)
    await anna.presses("Дальше ›", on=await anna.last())
    await anna.presses("Как в записи", on=await anna.last())
    minutes = await anna.presses("Пропустить", on=await anna.last())
    found = await anna.searches((await anna.phone.presses("📨 Отправить в чат", on=minutes)).query, where=ELSEWHERE)
    sent = await anna.chooses(found, titles(found)[0])
    assert sent["text"].startswith("Протокол встречи 20.11.2026\nВектор\nОт нас: Анна")


async def test_a_stranger_and_whoever_has_left_find_a_button_and_no_word(town: Town, anna: Someone) -> None:
    olga = await town.lead("Ольга")
    stranger = await town.stranger()
    assert (await stranger.searches("ром"))["button"]["text"] == "Открыть бота"
    assert not [each for each in await stranger.phone.chat() if each.by_bot]
    async with town.database.write() as tx:
        await tx.as_(olga.actor).handovers.deactivate(anna.id)
    assert titles(await anna.searches("ром")) == []
    said = await stranger.starts("search")
    assert "рабочий бот" in said.text


async def test_late_answers_are_dropped(town: Town, anna: Someone) -> None:
    query_id = await anna.phone.searches("ром")
    [waiting] = town.core.world.updates.take(10)
    async with town.database.write() as tx:
        await tx.system.inbox.store([NewItem(waiting["update_id"], anna.phone.id, waiting)])
    town.core.clock.advance(timedelta(seconds=9))
    await town.settle()

    assert not (await anna.phone.results(query_id))["answered"]
    assert titles(await anna.searches("ром")) == ["ООО Ромашка"]


async def test_where_telegram_has_no_queries_the_buttons_are_as_before(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        await tx.system.wire.set(INLINE, {"on": False})
    asked = await anna.types("/meet")
    found: Seen = await anna.presses("🔎 Найти", on=asked)
    assert "Напишите часть названия" in found.text


async def test_the_owner_is_told_once_how_to_switch_it_on(town: Town, where_anna_works: Kept) -> None:
    assert town.owner is not None
    for on in (False, False, True):
        async with town.database.write() as tx:
            await note_inline(tx, "reper_bot", on=on)
        await town.settle()
    told_how = [each for each in await town.owner.messages() if "/setinline" in each]
    assert len(told_how) == 1
    assert "@reper_bot" in told_how[0]
    async with town.database.read() as tx:
        assert await tx.system.wire.has_inline()


async def test_the_list_of_clients_is_searched_while_one_writes(town: Town, anna: Someone) -> None:
    seen = await anna.types("/clients")
    tap = await anna.phone.presses("🔎 Найти", on=seen)
    assert (tap.kind, tap.query) == ("search", "")
    listed = await anna.presses("Все А–Я", on=seen)
    assert (await anna.phone.presses("🔎 Найти", on=listed)).kind == "search"
    await anna.chooses(await anna.searches("вект"), "Вектор")
    assert told(await anna.last())[0].startswith("Вектор")

    async with town.database.write() as tx:
        await tx.system.wire.set(INLINE, {"on": False})
    seen = await anna.types("/clients")
    assert "🔎 Найти" not in seen.labels
    await anna.presses("🔎 Найти", on=await anna.presses("Все А–Я", on=seen))
    assert "Что искать?" in (await anna.last()).text
