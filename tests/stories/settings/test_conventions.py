"""Telegram's conventions: what stays inside, what is pinned, how buttons look, and what the bot says of itself."""

import pytest

from bot.delivery import announcing
from bot.telegram.introduction import introduce
from bot.telegram.telegram import make_bot
from simulator.state.records import Chat
from tests.town import Someone, Town, plain


def chat_of(town: Town, who: Someone) -> Chat:
    return town.core.world.chats[who.phone.id]


async def test_the_running_summary_is_pinned_for_the_lead_until_the_next_one(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "ООО Вектор")
    await anna.types("оплата 150к Вектор сегодня")
    await town.clock.reach("12:00")
    first = chat_of(town, olga).pinned
    assert len(first) == 1
    assert chat_of(town, olga).messages[first[0]].silent is False

    await anna.types("пришло 150к Вектор")
    assert chat_of(town, olga).pinned == first, "an edit pins nothing anew"
    await town.clock.reach("16:00")
    second = chat_of(town, olga).pinned
    assert len(second) == 1
    assert second != first

    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("📌 Сводка закреплена")
    assert "📌 Сводку не закреплять" in str((await owner.last()).buttons)
    await town.clock.reach("18:00")
    assert chat_of(town, olga).pinned == second
    assert chat_of(town, anna).pinned == []


@pytest.mark.parametrize("fails", ["pinChatMessage", "unpinChatMessage", "*pinChatMessage"])
async def test_what_could_not_be_pinned_or_unpinned_leaves_no_older_one_pinned(town: Town, fails: str) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.has_clients(anna, "ООО Вектор")
    await anna.types("оплата 150к Вектор сегодня")
    await town.clock.reach("12:00")
    noon = [*chat_of(town, olga).pinned]
    await town.simulation.fault(fails, code=502, times=2)
    await town.clock.reach("16:00")
    assert fails.startswith("*") or chat_of(town, olga).pinned != noon, "whatever fails, the other call is made"
    await town.simulation.no_faults()

    await town.clock.reach("18:00")

    (pinned,) = chat_of(town, olga).pinned
    assert "18:00" in plain(chat_of(town, olga).messages[pinned].text)


async def test_what_is_written_to_a_closed_department_cannot_be_forwarded(town: Town) -> None:
    anna, olga, owner = await town.manager("Анна"), await town.lead("Ольга"), town.owner
    assert owner is not None
    await town.has_clients(anna, "ООО Вектор")
    seen = await anna.types("карточка Вектор")
    assert not seen.state["protected"]

    await owner.types("/settings")
    await owner.presses("🔓 Пересылать можно")

    for line in ("карточка Вектор", "оплата 150к Вектор завтра", "/stats"):
        assert (await anna.types(line)).state["protected"], line
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Борис")
    await olga.presses("Пропустить")
    told = [each for each in chat_of(town, olga).messages.values() if "?start=" in each.text]
    assert told
    assert not told[-1].protected, "an invitation is made to be forwarded"
    assert not (await owner.types("/stats")).state["protected"]


async def test_yes_is_green_and_no_is_red(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "ООО Вектор")
    await anna.types("оплата 150к Вектор сегодня")
    await town.clock.reach("11:45")
    rows = (await anna.last()).state["keyboard"]
    looks = {button["text"]: button.get("style") for row in rows for button in row}

    assert {looks[label] for label in looks if "✅" in label[:2]} <= {"success"}
    assert {looks[label] for label in looks if label.startswith("❌")} == {"danger"}, looks


async def test_the_bot_introduces_itself_once_in_both_languages(town: Town) -> None:
    bot = make_bot(town.core.token, town.parts.sender._caller._bot.session)

    for _again in range(2):
        await introduce(bot, town.database, "ru")

    told = town.core.world.descriptions
    assert "коллега отдела продаж" in told["description", "ru"]
    assert "colleague" in told["description", "en"]
    assert told["description", ""] == told["description", "ru"]
    assert all(len(words) <= 120 for (which, _), words in told.items() if which == "short_description")
    assert [each["command"] for each in town.core.world.commands.get(("default", 0, 0), "ru")] == ["start", "help"]
    told.clear()
    await introduce(bot, town.database, "ru")
    assert told == {}, "what was told already is not told again"


async def test_the_field_below_shows_what_to_type(town: Town) -> None:
    anna = await town.manager("Анна")
    await anna.types("/menu")

    keyboard = chat_of(town, anna).reply_keyboard

    assert keyboard is not None
    assert keyboard["input_field_placeholder"] == "оплата 150к Ромашка пт 80%"
    assert len(keyboard["input_field_placeholder"]) <= 64


async def test_the_field_of_who_watches_shows_what_they_may_type(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/menu")
    keyboard = chat_of(town, olga).reply_keyboard

    assert keyboard is not None
    assert keyboard["input_field_placeholder"] == "кто должен"
    assert "олг" in (await olga.types(keyboard["input_field_placeholder"])).text


async def test_the_chat_says_what_is_being_made_where_it_takes_long_and_only_there(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcing, "PATIENCE", 60.0)  # a machine under load is no screen that takes long
    _anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    quick = ("/svod", "/team", "/debts", "/plan", "/help", "кто должен")
    for line in quick:
        await olga.types(line)
    assert town.core.calls("sendChatAction") == []

    report = await olga.types("/svod")
    for label in ("📊 График", "📄 Excel"):
        await olga.presses(label, on=report)

    assert [call.params["action"] for call in town.core.calls("sendChatAction")] == ["upload_photo", "upload_document"]
