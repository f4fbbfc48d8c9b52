"""A department's summary in its group: agreed to in private, totals alone, and what is asked there stays private."""

from collections.abc import Sequence
from datetime import timedelta

from reports.clients.client_card import ClientCard
from simulator.hands.phone import Seen
from storage.queues.messages import NewMessage
from tests.stories.checkins.checkin_day import at
from tests.town import Someone, Town

OWN = "👤 Мой план"


async def in_group(person: Someone, chat: int) -> Sequence[Seen]:
    """What the bot has written there and this person sees."""
    return [each for each in await person.phone.chat(chat) if each.by_bot and each.kind in {"text", "rich"}]


async def texts(person: Someone, chat: int) -> list[str]:
    return [each.text for each in await in_group(person, chat)]


async def taken_in(town: Town, *people: Someone, title: str = "Продажи") -> int:
    """A group of these people; the first takes the bot in."""
    chat = await town.simulation.group(title, *(each.phone for each in people))
    await town.settle()
    return chat


async def presses_there(town: Town, person: Someone, label: str, chat: int) -> None:
    await person.phone.presses(label, chat=chat)
    await town.settle()


async def promised(town: Town, lead: Someone, seller: Someone) -> None:
    """A million in November."""
    async with town.database.write() as tx:
        await tx.as_(lead.actor).plans.set_person(seller.id, town.today().replace(day=1), 100_000_000)


async def test_a_lead_lets_the_summary_into_the_group(town: Town) -> None:
    """From being taken in to a day of posts: nothing before the yes, totals alone, names where the switch says so."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    boris = await town.manager("Борис")
    await promised(town, olga, anna)
    await town.expects(anna, "Ромашка", 150_000)
    await town.has_clients(anna, "Лотос")
    await town.has_clients(boris, "Вектор")
    chat = await taken_in(town, olga, anna, boris)

    asked = await olga.last()
    assert asked.text.startswith("Присылать сводку отдела в группу Продажи?")
    assert asked.buttons == [["✅ Да", "Нет"]]
    assert await texts(olga, chat) == []
    await anna.sees_nothing_of("Продажи")

    card = await olga.taps_twice("✅ Да", asked)
    assert "Срезы: 12:00 · 16:00 · 18:00" in card.text
    assert "Сводный отчёт: 18:20" in card.text
    assert "Имена: нет, только итог" in card.text
    await at(town, "12:00")
    (post,) = await in_group(anna, chat)
    assert post.text == "Факт оплат · 12:00 · пт 20 ноября\nПришло 0 из 150 тыс\n0,0 % по плану"
    assert post.buttons == [[OWN]]
    assert post.silent

    await anna.types("пришло 100к Ромашка")
    (edited,) = await in_group(boris, chat)
    assert "Пришло 100 тыс из 150 тыс" in edited.text
    assert edited.message_id == post.message_id
    for told in await texts(anna, chat):
        assert "Ромашка" not in told
        assert "Анна" not in told

    named = await olga.presses("◻️ Имена и суммы", card)
    assert "Имена: кто сколько принёс, видно всем" in named.text
    (edited,) = await in_group(anna, chat)
    assert "Анна" in edited.text
    await boris.types("пришло 50к Вектор")
    (edited,) = await in_group(anna, chat)
    assert "Анна" in edited.text
    assert "100 из 150" in edited.text
    assert "вне плана +50" in edited.text
    assert "Ромашка" not in edited.text

    await at(town, "16:00", "18:00", "18:20")
    posts = await texts(boris, chat)
    assert [each.split("\n")[0][:18] for each in posts] == [
        "Факт оплат · 12:00",
        "Факт оплат · 16:00",
        "Факт оплат · 18:00",
        "Сводный отчёт · но",
    ]
    assert "Отдел: 0,15 из 1,00 млн" in posts[-1]
    await anna.types("пришло 30к Лотос")
    assert "Отдел: 0,18 из 1,00 млн" in (await texts(boris, chat))[-1]


async def test_my_plan_is_for_whoever_presses_it(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    boris = await town.manager("Борис")
    stranger = await town.stranger("Гость")
    await promised(town, olga, anna)
    await town.expects(anna, "Ромашка", 150_000)
    chat = await taken_in(town, olga, anna, boris, stranger)
    await olga.presses("✅ Да")
    await at(town, "12:00")

    await presses_there(town, anna, OWN, chat)

    told = (await texts(anna, chat))[-1]
    assert told.startswith("👤 Мой план · пт 20 ноября\nСегодня ✅ 0 · ждём 150 тыс\nНоябрь: темп")
    assert "Нужно" in told
    assert "Ромашка" not in told
    assert len(await texts(boris, chat)) == 1
    assert await anna.toast() == ""

    await presses_there(town, olga, OWN, chat)
    assert "Свой план есть у менеджеров" in (await texts(olga, chat))[-1]
    await presses_there(town, stranger, OWN, chat)
    assert "Это рабочий бот отдела продаж." in await stranger.toast()
    assert len(await texts(stranger, chat)) == 1

    await town.simulation.fault("sendMessage", code=400, description="Bad Request: EPHEMERAL_NOT_ALLOWED")
    await presses_there(town, anna, OWN, chat)
    note = await anna.toast()
    assert note.startswith("👤 Мой план")
    assert len(note) <= 200
    assert len(await texts(anna, chat)) == 2


async def test_what_is_typed_in_the_group_is_answered_in_private(town: Town) -> None:
    """A record is not made of it, and whoever typed it is told so, once in a while; the group reads nothing."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await taken_in(town, olga, anna)
    await anna.types("/day@reper_bot", chat=chat)
    await anna.sees_nothing_of("В группе")  # nobody has let it speak there yet
    await olga.presses("✅ Да")
    await at(town, "12:00")
    (post,) = await in_group(anna, chat)

    told = await anna.types("оплата 150к Ромашка", chat=chat, reply_to=post)
    assert told.text.startswith("В группе я только показываю сводку и ничего не записываю.")
    await anna.types("@reper_bot пришло 5к", chat=chat)
    await anna.types("всем привет", chat=chat)
    await anna.types("/day@other_bot", chat=chat)
    assert [each for each in await anna.messages() if "В группе" in each] == [told.text]
    assert len(await texts(anna, chat)) == 1
    assert "Ромашка" not in (await anna.types("/pay")).text

    await town.clock.jump(timedelta(minutes=11))
    await anna.types("/day@reper_bot", chat=chat)
    assert (await anna.last()).text == told.text


async def test_only_a_lead_or_an_owner_lets_it_in(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    roman = await town.lead_elsewhere("Роман")
    owner = town.owner
    assert owner is not None
    chat = await taken_in(town, anna, olga, roman, owner)
    assert "Сводку в группе включает руководитель" in (await anna.last()).text

    asked = await olga.types("/here@reper_bot", chat=chat)
    assert "Присылать сводку отдела в группу Продажи?" in asked.text
    await olga.presses("✅ Да")
    assert (await roman.types("/here@reper_bot", chat=chat)).text == "Эта запись вам недоступна."
    assert await anna.forges("grp:on:1:1") == "Эта запись вам недоступна."
    assert await roman.forges("grp:names:1:0") == "Эта запись вам недоступна."
    assert "💬 Продажи" in (await owner.types("@reper_bot сюда", chat=chat)).text

    other = await taken_in(town, owner, anna, title="Все")
    asked = await owner.last()
    assert asked.buttons == [["✅ Да, Отдел"], ["✅ Да, Другой"], ["Нет"]]
    assert "Хорошо, туда ничего не присылаю" in (await owner.presses("Нет", asked)).text
    await at(town, "12:00")
    assert await texts(anna, other) == []
    assert len(await texts(anna, chat)) == 1


async def test_put_out_and_taken_in_again(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    await town.simulation.kick(chat, anna.phone)
    await town.settle()

    told = await olga.last()
    assert told.text.startswith("Меня больше нет в группе Продажи")
    await olga.forges("grp:names:1:0")
    assert (await olga.last()).text == told.text, "a button of its card says so, too"
    await at(town, "12:00")
    assert await texts(anna, chat) == []
    town.core.groups.add_bot(chat, olga.phone.id)
    await town.settle()
    await olga.presses("✅ Да")
    await at(town, "16:00")
    assert len(await texts(anna, chat)) == 1

    listed = await olga.presses("‹ Группы")
    assert "Продажи: срезы, сводный отчёт" in listed.text
    await olga.presses("💬 Продажи", listed)
    off = await olga.presses("⛔️ Выключить")
    assert "Продажи: выключена" in off.text
    await at(town, "18:00", "18:20")
    assert len(await texts(anna, chat)) == 1
    await presses_there(town, anna, OWN, chat)
    assert await anna.toast() == "Сводка здесь выключена."


async def test_put_out_without_a_word(town: Town) -> None:
    """Telegram has told nothing of it: delivery finds out, and the lead is told once."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    town.core.world.chats[chat].bot = "kicked"

    await at(town, "18:20")

    assert sum("Меня больше нет в группе" in each for each in await olga.messages()) == 1
    assert "ничего не слышит" not in await olga.transcript()
    async with town.database.read() as tx:
        assert (await tx.system.staff.actor(olga.id)).unreachable_at is None  # type: ignore[union-attr]


async def test_where_it_may_not_write_any_more(town: Town) -> None:
    """Told of by Telegram, or found out at the next post; one tap turns it on again."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    await town.simulation.mute(chat, anna.phone)
    await town.settle()
    told = await olga.last()
    assert told.text.startswith("В группе Продажи мне не дают писать")

    await olga.presses("✅ Включить", told)
    await at(town, "12:00")
    again = await olga.sees("В группе Продажи мне не дают писать")
    assert town.owner is not None
    assert not [each for each in await town.owner.messages() if "доставить" in each]

    town.core.world.chats[chat].bot = "member"
    await olga.presses("✅ Включить", again)
    await at(town, "16:00")
    assert len(await texts(anna, chat)) == 1


async def test_it_follows_the_group_to_its_new_number(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.expects(anna, "Ромашка", 150_000)
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    await at(town, "12:00")
    moved = await town.simulation.upgrade(chat, anna.phone)
    await town.settle()
    await town.simulation.rename(moved, anna.phone, "Продажи Юг")

    await anna.types("пришло 100к Ромашка")
    assert "Пришло 100 тыс" in (await texts(anna, moved))[-1]
    await at(town, "16:00")
    assert len(await texts(anna, moved)) == 2
    assert "Продажи Юг" in (await olga.types("/here@reper_bot", chat=moved)).text


async def test_the_topic_that_was_chosen(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await town.simulation.group("Продажи", olga.phone, anna.phone, kind="supergroup")
    topic = await town.simulation.topic(chat, olga.phone, "Деньги")
    await town.settle()
    await olga.presses("✅ Да")

    card = await olga.types("/here@reper_bot", chat=chat, thread=topic)
    assert "Тема: выбранная вами" in card.text
    await at(town, "12:00")
    (post,) = await in_group(anna, chat)
    assert post.state["thread"] == topic
    await presses_there(town, anna, OWN, chat)
    assert (await in_group(anna, chat))[-1].state["thread"] == topic

    town.core.groups.close_topic(chat, topic)
    await at(town, "16:00")
    assert (await in_group(anna, chat))[-1].state["thread"] is None
    told = await olga.sees("Темы в группе Продажи больше нет")
    assert "Тема: нет" in (await olga.presses("💬 Группа", told)).text
    assert "Тема: нет" in (await olga.types("/here@reper_bot", chat=chat)).text


async def test_who_let_it_in_has_left(town: Town) -> None:
    """It is drawn for somebody who may see it: the next lead, or the owner."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await town.lead("Павел")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(olga.id)
    await at(town, "12:00")
    assert len(await texts(anna, chat)) == 1


async def test_nothing_private_is_ever_sent_to_a_group(town: Town) -> None:
    """Whatever else may put a row for that chat: only what is made for a group leaves for one."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    (client,) = await town.has_clients(anna, "Ромашка")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    async with town.database.write() as tx:
        await tx.system.outbox.put(NewMessage("leak", chat, anna.id, view=ClientCard(client_id=client)))
    await town.settle()
    assert await texts(anna, chat) == []


async def test_in_english(town: Town) -> None:
    """The language is the keeper's in the group, and of whoever presses in what they alone see."""
    anna, olga = await town.manager("Anna"), await town.lead("Olga")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).people.set_language("en")
    await town.expects(anna, "Vector", 150_000)
    chat = await taken_in(town, olga, anna, title="Sales")

    asked = await olga.last()
    assert asked.text.startswith("Post the department's summary to Sales?")
    assert asked.buttons == [["✅ Yes", "No"]]
    card = await olga.presses("✅ Yes", asked)
    assert "Summary report: 18:20" in card.text
    assert "Names: no, totals alone" in card.text
    await olga.presses("◻️ Names and sums", card)
    await at(town, "12:00")
    (post,) = await in_group(anna, chat)
    assert "Received 0 of 150 K" in post.text
    assert "Anna" in post.text
    assert post.buttons == [["👤 My plan"]]

    await olga.presses("✅ Names and sums", await olga.sees("Names: who brought how much"))
    (post,) = await in_group(anna, chat)
    assert "Anna" not in post.text
    await presses_there(town, anna, "👤 My plan", chat)
    assert (await texts(anna, chat))[-1].startswith("👤 Мой план")
    assert all("Срез" not in each and "Имена" not in each for each in await olga.messages())


async def test_a_busy_group_is_answered_by_a_note(town: Town) -> None:
    """Where Telegram wants to hear nothing more there, «Мой план» comes as a note over the chat."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    chat = await taken_in(town, olga, anna)
    await olga.presses("✅ Да")
    await at(town, "12:00")
    town.parts.sender._pace.limit(30, chat)
    await presses_there(town, anna, OWN, chat)
    assert (await anna.toast()).startswith("👤 Мой план")
    assert len(await texts(anna, chat)) == 1
