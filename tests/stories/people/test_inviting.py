"""Inviting: who may invite whom, what the link looks like, and that it lets the right person in."""

import pytest

from reports.people.invitation import draw_code
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Profile, Role
from simulator.hands.phone import Seen
from tests.town import Someone, Town


async def letter_to(someone: Someone, name: str) -> Seen:
    """The message that is meant to be forwarded."""
    return await someone.sees(f"{name}, здравствуйте.")


def token_in(letter: Seen) -> str:
    return letter.text.split("?start=")[1].split()[0]


async def person(town: Town, name: str) -> tuple[Role, Profile, int | None]:
    assert town.owner is not None
    async with town.database.read() as tx:
        [found] = [each for each in await tx.as_(town.owner.actor).people.team() if each.name == name]
    return found.role, found.profile, found.department_id


async def test_a_lead_invites_a_manager_and_the_manager_comes_in(town: Town) -> None:
    olga = await town.lead("Ольга")

    await olga.types("➕ Пригласить")
    await olga.presses("Менеджер")
    asked = await olga.types("Анна")
    card = await olga.presses("Новые клиенты")
    letter = await letter_to(olga, "Анна")
    anna = await town.stranger("Анна Петровна")
    greeting = await anna.starts(token_in(letter))

    assert asked.text == "Анна: какие клиенты?"
    assert card.text == "✅ Анна · менеджер\nПерешлите сообщение ниже.\nСсылка на один вход, 72 часа."
    assert card.labels == ["➕ Ещё одного", "👥 Команда"]
    assert greeting.text.startswith("Здравствуйте, Анна.\nМенеджер · Отдел")
    assert await person(town, "Анна") == (Role.MANAGER, Profile.HUNTER, town.department_id)


async def test_a_phone_does_not_become_part_of_a_name(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Менеджер")

    for typed in ("Лена 8 927 123 45 67", "Лена, +7(927)1234567", "7707083893", "lena@firma.ru", "!!!"):
        assert "Достаточно имени: Анна" in (await olga.types(typed)).text, typed

    assert (await olga.types("Лена 2")).text == "Лена 2: какие клиенты?"


async def test_at_a_meeting_the_link_is_shown_as_a_code(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")

    await olga.types("Пётр")
    letter, shown = await letter_to(olga, "Пётр"), await olga.sees("Пётр наведёт камеру")

    link = f"https://t.me/reper_bot?start={token_in(letter)}"
    assert shown.text == "📱 Или покажите на планёрке: Пётр наведёт камеру"
    assert town.core.world.files.find(shown.files[0]["file_id"]).content == draw_code(link)


async def test_the_letter_is_a_text_that_can_be_forwarded_as_it_stands(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")

    await olga.types("Пётр")
    letter = await letter_to(olga, "Пётр")

    assert letter.text.split("https://")[0] == (
        "Пётр, здравствуйте.\nПриглашаю в бот отдела «Отдел».\nОткройте ссылку, нажмите «Старт»:\n"
    )
    assert "https://t.me/reper_bot?start=" in letter.text
    assert letter.text.endswith("Ссылка личная, на один вход,\nдействует 72 часа.")
    assert letter.labels == []
    assert len(token_in(letter)) == 32


async def test_a_skipped_profile_is_mixed(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Анна")

    await olga.presses("Пропустить")

    assert await person(town, "Анна") == (Role.MANAGER, Profile.MIXED, town.department_id)


@pytest.mark.parametrize(
    ("who", "offered"),
    [("lead", ["Менеджер", "Помощник"]), ("owner", ["Менеджер", "Помощник", "РОП", "Директор"])],
)
async def test_each_is_offered_whom_they_may_invite(town: Town, who: str, offered: list[str]) -> None:
    inviter = await town.lead("Ольга") if who == "lead" else town.owner
    assert inviter is not None

    assert (await inviter.types("/invite")).labels == [*offered, "✖️ Отмена"]


async def test_with_two_departments_the_owner_is_asked_which(town: Town) -> None:
    irina = town.owner
    assert irina is not None
    async with town.database.write() as tx:
        kazan = await tx.as_(irina.actor).departments.create("Казань", "Europe/Moscow", DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
    await irina.types("/invite")

    where = await irina.presses("РОП")
    asked = await irina.presses("Казань")
    await irina.types("Пётр")

    assert where.text == "➕ РОП\nВ какой отдел?"
    assert where.labels == ["Отдел", "Казань", "‹ Назад", "✖️ Отмена"]
    assert asked.text == "➕ РОП · Казань\nКак зовут?"
    assert await person(town, "Пётр") == (Role.LEAD, Profile.MIXED, kazan.id)


async def test_a_director_belongs_to_no_department(town: Town) -> None:
    irina = town.owner
    assert irina is not None
    await irina.types("/invite")
    await irina.presses("Директор")
    await irina.types("Дарья")

    assert "Приглашаю в наш бот продаж." in (await letter_to(irina, "Дарья")).text
    assert (await person(town, "Дарья"))[2] is None


async def test_one_more_begins_again_and_a_double_tap_invites_one(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Анна")
    await olga.taps_twice("Пропустить")

    await olga.presses("➕ Ещё одного")

    assert (await olga.last()).text == "➕ Кого пригласим?"
    assert len([text for text in await olga.messages() if "?start=" in text]) == 1


@pytest.mark.parametrize(
    ("said", "hint"), [("—", "Достаточно имени: Анна"), ("Анна" * 11, "Слишком длинно: до 40 букв.")]
)
async def test_what_cannot_be_a_name_gets_a_hint(town: Town, said: str, hint: str) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Менеджер")

    assert (await olga.types(said)).text.startswith(hint)


async def test_a_new_link_makes_the_older_one_worthless(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")
    await olga.types("Пётр")
    old = token_in(await letter_to(olga, "Пётр"))
    await olga.presses("👥 Команда", on=await olga.sees("Перешлите сообщение ниже."))
    await olga.presses("2 Пётр")

    await olga.presses("🔗 Новая ссылка")
    new = token_in(await letter_to(olga, "Пётр"))

    petr = await town.stranger("Пётр")
    assert "больше не действует" in (await petr.starts(old)).text
    assert "Здравствуйте, Пётр." in (await petr.starts(new)).text


async def test_somebody_who_came_in_meanwhile_gets_no_second_link(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")
    await olga.types("Пётр")
    token = token_in(await letter_to(olga, "Пётр"))
    await olga.types("/team")
    await olga.presses("2 Пётр")
    await (await town.stranger("Пётр")).starts(token)

    await olga.presses("🔗 Новая ссылка")

    assert await olga.toast() == "Уже записано."


async def test_who_comes_in_is_taken_out_of_the_waiting_list(town: Town) -> None:
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("Анна")
    await olga.presses("Пропустить")
    waiting = (await olga.types("/team")).text
    await (await town.stranger("Анна")).starts(token_in(await letter_to(olga, "Анна")))

    assert "Анна · менеджер, не активирован" in waiting
    assert "не активирован" not in (await olga.types("/team")).text
