"""A person's own visits in the calendar of a phone: by a file, and by a link that stays fresh."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from tests.stories.door.knocking import before_door
from tests.town import Seen, Someone, Town, founded, plain


@pytest.fixture
async def town(database_file: Path) -> AsyncIterator[Town]:
    async with founded(database_file, public_url="https://reper.example.org") as town:
        await town.opens()
        yield town


@pytest.fixture
async def anna(town: Town) -> Someone:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор", "СтройГрад")
    return anna


async def file_of(town: Town, someone: Someone) -> bytes:
    sent = [each for each in await someone.phone.chat() if each.kind == "document"][-1]
    assert sent.files[0]["name"] == "визиты.ics"
    content: bytes = town.core.world.files.find(sent.files[0]["file_id"]).content
    return content


def events_of(content: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(content)
    return {str(each["uid"]).partition("@")[0]: each for each in calendar.walk("VEVENT")}


async def ask_file(town: Town, someone: Someone) -> bytes:
    await someone.presses("📅 .ics", on=await someone.presses("🗓 Визиты", on=await someone.types("/week")))
    return await file_of(town, someone)


async def test_a_file_by_a_tap_tells_what_was_moved_and_called_off(town: Town, anna: Someone) -> None:
    await anna.types("встреча СтройГрад пн в 15: показать расчёт, скидка; до 5%")
    await anna.types("звонок Вектор вт 10:30")

    content = await ask_file(town, anna)

    lines = content.split(b"\r\n")
    assert all(len(each) <= 75 and each.decode() is not None for each in lines)
    assert b"\n" not in b"".join(lines)
    meeting, call = events_of(content)["act-1"], events_of(content)["act-2"]
    assert str(meeting["summary"]) == "🤝 СтройГрад"
    assert "\\, скидка\\; до" in content.replace(b"\r\n ", b"").decode()
    assert b"DTSTART;TZID=Europe/Moscow:20261123T150000" in content
    assert b"BEGIN:VTIMEZONE" in content
    assert meeting["duration"].to_ical() == b"PT1H"
    assert call["duration"].to_ical() == b"PT15M"
    assert [each["trigger"].to_ical() for each in (*meeting.walk("VALARM"), *call.walk("VALARM"))] == [
        b"-PT1H",
        b"-PT10M",
    ]
    assert (meeting["sequence"], str(meeting["status"])) == (0, "CONFIRMED")

    await anna.types("перенеси встречу СтройГрад на ср 12:00")
    await anna.types("отмени звонок Вектор")
    meeting, call = [events_of(await ask_file(town, anna))[each] for each in ("act-1", "act-2")]
    assert meeting["sequence"] == 1
    assert meeting["dtstart"].to_ical() == b"20261125T120000"
    assert (call["sequence"], str(call["status"]), call.walk("VALARM")) == (1, "CANCELLED", [])


async def test_money_and_phones_are_in_it_only_when_asked_for(town: Town, anna: Someone) -> None:
    await anna.types("встреча СтройГрад пн в 15")
    await anna.types("оплата 150к Вектор ср 80%")
    async with town.database.write() as tx:
        client_id = await town.client_id(tx, anna, "СтройГрад")
        await tx.as_(anna.actor).contacts.add(client_id, "Мария", "+7 916 123-45-67")
    content = await ask_file(town, anna)
    assert "pay-1" not in events_of(content)
    assert b"916" not in content

    inside = await anna.presses("⚙️ Что в нём")
    inside = await anna.last()
    inside = await anna.presses("💰 Оплаты", on=inside)
    inside = await anna.presses("☎️ Телефоны", on=inside)
    await anna.presses("📅 Файл .ics", on=inside)

    found = events_of(await file_of(town, anna))
    money = found["pay-1"]
    assert plain(str(money["summary"])) == "💰 Вектор 150 тыс"
    assert money["dtstart"].to_ical() == b"20261125"
    assert money["dtstart"].params["VALUE"] == "DATE"
    assert str(money["transp"]) == "TRANSPARENT"
    assert str(found["act-1"]["description"]) == "Мария +7 916 123-45-67"


def link_in(seen: Seen) -> str:
    return next(line for line in seen.text.splitlines() if line.startswith("https://"))


async def test_a_link_stays_fresh_until_it_is_changed(town: Town, anna: Someone) -> None:
    await anna.types("встреча СтройГрад пн в 15")
    await ask_file(town, anna)
    await anna.presses("⚙️ Что в нём")
    screen = await anna.last()
    await anna.presses("🔗 Ссылка, всегда свежая", on=screen)
    link = link_in(await anna.last())
    assert link.startswith("https://reper.example.org/ics/")
    path = link.removeprefix("https://reper.example.org")

    async with before_door(town) as visitor:
        first = await visitor.asks(path)
        assert first.status == 200
        assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert list(events_of(first.body)) == ["act-1"]
        same = await visitor.asks(path, headers={"If-None-Match": first.headers["ETag"]})
        assert same.status == 304

        await anna.types("перенеси встречу СтройГрад на ср 12:00")
        moved = await visitor.asks(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (moved.status, events_of(moved.body)["act-1"]["sequence"]) == (200, 1)
        assert (await visitor.asks("/ics/" + "a" * 32 + ".ics")).status == 404

        screen = await anna.presses("🔗 Сменить ссылку", on=screen)
        other = link_in(await anna.last()).removeprefix("https://reper.example.org")
        assert (await visitor.asks(path)).status == 404
        assert (await visitor.asks(other)).status == 200
        await anna.presses("💰 Оплаты", on=screen)
        await anna.types("оплата 150к Вектор ср 80%")
        assert set(events_of((await visitor.asks(other)).body)) == {"act-1", "pay-1"}
        await anna.presses("✖️ Закрыть ссылку", on=screen)
        assert (await visitor.asks(other)).status == 404


async def test_who_has_left_is_absent_and_nobody_reads_anothers(town: Town, anna: Someone) -> None:
    boris = await town.manager("Борис")
    await boris.types("встреча Берег вт в 12")
    await boris.presses("➕ Создать «Берег»")
    assert list(events_of(await ask_file(town, anna))) == []
    await anna.presses("⚙️ Что в нём")
    await anna.presses("🔗 Ссылка, всегда свежая", on=await anna.last())
    path = link_in(await anna.last()).removeprefix("https://reper.example.org")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).handovers.deactivate(anna.id)
    async with before_door(town) as visitor:
        assert (await visitor.asks(path)).status == 404
