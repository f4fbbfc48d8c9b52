"""Coming in: the owner's link, a stranger, an invitation, somebody who is back."""

from datetime import timedelta

import pytest

from sales.core.people import Role
from tests.town import Someone, Town

STRANGER = "Это рабочий бот отдела продаж.\nПопросите у руководителя ссылку-приглашение."
DEAD_LINK = "Ссылка больше не действует. Попросите, пожалуйста, новую."


async def link_for(town: Town, name: str, role: Role = Role.MANAGER) -> str:
    assert town.owner is not None
    async with town.database.write() as tx:
        return await tx.as_(town.owner.actor).invitations.invite(role, name, town.department_id)


@pytest.mark.parametrize(
    "said", ["привет", "/menu", "/team", "/cancel", "❓ Помощь", "оплата 150к Ромашка", "/start", "/x"]
)
async def test_a_stranger_gets_one_polite_sentence_whatever_they_type(town: Town, said: str) -> None:
    stranger = await town.stranger()

    await stranger.types(said)

    assert await stranger.messages() == [STRANGER]


async def test_a_stranger_gets_the_sentence_for_a_photo_a_contact_a_place_and_a_sticker_too(town: Town) -> None:
    stranger = await town.stranger()

    seen = [
        await stranger.sends_photo(),
        await stranger.sends_location(),
        await stranger.sends_sticker(),
        await stranger.shares_contact("+79001234567", "Кто-то"),
    ]

    assert {each.text for each in seen} == {STRANGER}
    assert await stranger.phone.keyboard() == []


async def test_a_stranger_with_an_english_phone_is_told_in_english(town: Town) -> None:
    said = await (await town.stranger("John", language_code="en")).types("hello")

    assert said.text == "This is the work bot of a sales department.\nPlease ask your lead for an invitation link."


async def test_a_manager_is_greeted_by_name_with_role_department_and_what_to_do_first(town: Town) -> None:
    anna = await town.manager("Анна")

    assert (await anna.last()).text == (
        "Здравствуйте, Анна.\nМенеджер · Отдел\n\n"
        "Начните с одной строки:\nоплата 150к Ромашка завтра\nили нажмите 📞 внизу."
    )
    assert (await anna.phone.keyboard())[:2] == [["📞 Звонок", "🤝 Встреча"], ["💰 Оплата", "✅ Факт"]]
    assert "/pay" in await anna.phone.commands()


async def test_each_role_is_told_what_it_is_here_for(town: Town) -> None:
    told = {
        "Ольга": (await (await town.lead("Ольга")).last()).text,
        "Пётр": (await (await town.assistant("Пётр")).last()).text,
        "Дарья": (await (await town.director("Дарья")).last()).text,
    }

    assert "РОП · Отдел" in told["Ольга"]
    assert "1. пригласите менеджеров: /invite" in told["Ольга"]
    assert "факт за любого" in told["Пётр"]
    assert "Ваша роль: директор" in told["Дарья"]


async def test_a_link_opens_once(town: Town) -> None:
    token = await link_for(town, "Анна")
    anna, thief = await town.stranger("Анна"), await town.stranger("Другой")
    await anna.starts(token)

    await thief.starts(token)

    assert await thief.messages() == [DEAD_LINK]
    await thief.types("/menu")
    assert (await thief.last()).text == STRANGER


async def test_after_72_hours_a_link_is_expired_and_says_so(town: Town) -> None:
    token = await link_for(town, "Анна")
    await town.clock.jump(timedelta(hours=72, minutes=1))

    said = await (await town.stranger("Анна")).starts(token)

    assert said.text == "Срок приглашения истёк. Попросите, пожалуйста, новое."


async def test_within_72_hours_a_link_is_good(town: Town) -> None:
    token = await link_for(town, "Анна")
    await town.clock.jump(timedelta(hours=71, minutes=59))

    said = await (await town.stranger("Анна")).starts(token)

    assert "Здравствуйте, Анна." in said.text


@pytest.mark.parametrize("token", ["nonsense", "A" * 32, "-", "0" * 64])
async def test_a_link_that_was_never_made_does_not_open(town: Town, token: str) -> None:
    said = await (await town.stranger()).starts(token)

    assert said.text == DEAD_LINK


async def test_somebody_who_works_here_cannot_use_a_colleagues_link_and_it_stays_good(town: Town) -> None:
    anna = await town.manager("Анна")
    token = await link_for(town, "Борис")

    said = await anna.starts(token)

    assert said.text == "Вы уже здесь под своим именем. Эта ссылка для другого человека."
    assert "Здравствуйте, Борис." in (await (await town.stranger("Борис")).starts(token)).text


async def test_the_own_link_pressed_again_is_a_welcome_back(town: Town) -> None:
    token = await link_for(town, "Анна")
    anna = await town.stranger("Анна")
    await anna.starts(token)

    said = await anna.starts(token)

    assert said.text == "С возвращением, Анна.\nКнопки внизу."


async def test_start_without_a_link_welcomes_somebody_of_the_house_back(town: Town) -> None:
    anna = await town.manager("Анна")

    said = await anna.starts()

    assert said.text == "С возвращением, Анна.\nКнопки внизу."


async def test_two_start_presses_at_once_bring_one_person_in(town: Town) -> None:
    token = await link_for(town, "Анна")
    anna = await town.stranger("Анна")
    await anna.phone.starts(token)

    await anna.starts(token)

    assert [text.split("\n")[0] for text in await anna.messages()] == ["Здравствуйте, Анна.", "С возвращением, Анна."]


async def test_an_english_speaker_is_greeted_in_english_with_english_keys(town: Town) -> None:
    token = await link_for(town, "Kate")
    kate = await town.stranger("Kate", language_code="en")

    said = await kate.starts(token)

    assert said.text.startswith("Hello, Kate.\nManager · Отдел")
    assert (await kate.phone.keyboard())[0] == ["📞 Call", "🤝 Meeting"]
    assert "Write in one line" in (await kate.types("/help")).text


async def test_a_name_full_of_tricks_is_shown_as_it_is(town: Town) -> None:
    token = await link_for(town, "<b>Анна</b> & Co")

    said = await (await town.stranger()).starts(token)

    assert said.text.startswith("Здравствуйте, <b>Анна</b> & Co.")


async def test_in_a_group_the_bot_says_nothing_of_anybody(town: Town) -> None:
    anna = await town.manager("Анна")
    group = await town.simulation.group("Отдел", anna.phone)

    for command in ("/start", "/menu", "/help"):
        await anna.phone.types(command, chat=group)
    await town.settle()

    assert [seen.text for seen in await anna.phone.chat(group) if seen.by_bot] == []


async def test_who_blocks_the_bot_is_reported_to_the_lead_once(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")

    await blocks(town, anna)
    await blocks(town, anna)

    told = [text for text in await olga.messages() if "связи нет" in text]
    assert told == ["⚠️ Анна: связи нет.\nБот заблокирован или аккаунт удалён.\nПусть откроет бота и нажмёт «Старт»."]


async def test_a_start_heals_who_could_not_be_reached(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await blocks(town, anna)
    assert "⚠️ недоступен" in (await olga.types("/team")).text

    await anna.starts()

    assert "недоступен" not in (await olga.types("/team")).text


async def test_letting_the_bot_back_in_heals_too(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await blocks(town, anna)

    await anna.phone.unblocks()
    await town.settle()

    assert "недоступен" not in (await olga.types("/team")).text


async def test_whom_delivery_cannot_reach_is_reported_too(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await anna.phone.deletes_the_account()

    async with town.database.write() as tx:
        from storage.queues.messages import NewMessage

        await tx.system.outbox.put(
            NewMessage("note", anna.phone.id, anna.id, content={"text": "Доброе утро", "buttons": []})
        )
    await town.settle()

    assert "Анна: связи нет" in (await olga.last()).text
    assert (await olga.last()).labels == ["Карточка"]


async def blocks(town: Town, someone: Someone) -> None:
    await someone.phone.blocks()
    await town.settle()
