"""/backup as an owner meets it, and what happens by itself every hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.operations.backups import Backups
from reports.message.language import speaking
from reports.settings.backup import bytes_of
from storage.backups.backup_file import backups_in
from storage.backups.rotation import Keep
from tests.storage.backups.test_backup import ask
from tests.town import Someone, Town, founded

HOUR = timedelta(hours=1)


@pytest.fixture
def folder(town: Town, tmp_path: Path) -> Path:
    """Backups of this town go here."""
    folder = tmp_path / "backups"
    town.parts = replace(town.parts, backups=backups_of(town, folder))
    return folder


def backups_of(town: Town, folder: Path, keep: Keep | None = None) -> Backups:
    return Backups(town.database, folder, keep or Keep(), town.parts.signals.outbox.set)


@pytest.fixture
def owner(town: Town) -> Someone:
    assert town.owner is not None
    return town.owner


async def looks(town: Town) -> bool:
    tried = await town.parts.backups.look()
    await town.settle()
    return tried


async def test_an_owner_asks_for_a_backup_and_sees_where_it_lies(town: Town, owner: Someone, folder: Path) -> None:
    asked = await owner.types("/backup")
    assert asked.text == "⏳ Делаю копию базы…"

    await looks(town)

    (made,) = backups_in(folder)
    told = await owner.sees_edited(asked)
    first, where, last = told.text.splitlines()
    assert first.startswith("✅ Копия базы от 11:00, ")
    assert first.endswith(("КБ, проверена", "МБ, проверена"))
    assert where == str(folder)
    assert last == "Всего копий: 1. Они хранятся только на этой машине."
    assert ask(made.path, "SELECT count(*) FROM people") == [(1,)]


async def test_the_earlier_ones_are_shown_with_their_days(town: Town, owner: Someone, folder: Path) -> None:
    for _ in range(3):
        await looks(town)
        await town.clock.jump(HOUR)
    await town.clock.jump(20 * HOUR)

    await owner.types("/backup")
    await looks(town)

    text = (await owner.last()).text.replace("\xa0", " ")
    assert "✅ Копия базы от 10:00" in text
    assert "До неё:\nпт 20.11, 13:00 · " in text
    assert "Всего копий: 4." in text


@pytest.mark.parametrize("name", ["lead", "manager", "assistant", "director"])
async def test_nobody_else_has_it(name: str, town: Town, folder: Path) -> None:
    someone = await getattr(town, name)("Кто-то")

    await someone.types("/backup")

    assert not await looks(town) or len(backups_in(folder)) == 1
    async with town.database.read() as tx:
        assert await tx.system.wire.read_backups_asked() == {}


async def test_one_is_made_every_hour_and_no_more(town: Town, folder: Path) -> None:
    tried = []
    for _ in range(13):
        tried.append(await looks(town))
        await town.clock.jump(timedelta(minutes=10))

    assert tried.count(True) == 3
    assert [each.at.minute for each in backups_in(folder)] == [0, 0, 0]


async def test_asked_for_it_is_made_also_between_the_hours_and_counts(town: Town, owner: Someone, folder: Path) -> None:
    await looks(town)
    await town.clock.jump(timedelta(minutes=50))
    await owner.types("/backup")
    await looks(town)
    await town.clock.jump(timedelta(minutes=50))

    assert not await looks(town)
    assert [each.at.minute for each in backups_in(folder)] == [50], "of an hour the last one stays"


async def test_with_nothing_to_keep_none_is_made_by_itself_but_an_owner_can_ask(
    town: Town, owner: Someone, tmp_path: Path
) -> None:
    town.parts = replace(town.parts, backups=backups_of(town, tmp_path / "backups", Keep(0, 0, 0)))
    assert not await looks(town)

    await owner.types("/backup")

    assert await looks(town)
    assert (await owner.last()).text.startswith("✅ Копия базы")


async def test_a_clock_that_was_put_back_makes_no_flood_of_backups(town: Town, folder: Path) -> None:
    folder.mkdir()
    (folder / "reper-20270101T000000Z.db").touch()

    assert [await looks(town) for _ in range(3)] == [True, False, False]


@pytest.fixture
def barred(folder: Path) -> Path:
    """A file stands where the folder should be."""
    folder.touch()
    return folder


async def test_a_failure_is_told_once_with_what_to_do_and_tried_again(town: Town, owner: Someone, barred: Path) -> None:
    tried = []
    for _ in range(13):
        tried.append(await looks(town))
        await town.clock.jump(timedelta(minutes=5))

    told = [text for text in await owner.messages() if "Копия базы не сделана" in text]
    why = "в папку нельзя писать. Она должна принадлежать пользователю бота."
    assert told == [f"⚠️ Копия базы не сделана: {why}\n{barred}\nПробую снова каждые десять минут."]
    assert tried.count(True) == 7, "not with every look"

    barred.unlink()
    await town.clock.jump(timedelta(minutes=10))
    assert await looks(town)
    assert len(backups_in(barred)) == 1


async def test_after_a_good_one_a_new_failure_is_told_again(town: Town, owner: Someone, barred: Path) -> None:
    await looks(town)
    barred.unlink()
    await town.clock.jump(timedelta(days=1))
    await looks(town)
    for each in barred.iterdir():
        each.unlink()
    barred.rmdir()
    barred.touch()
    await town.clock.jump(timedelta(days=1))
    await looks(town)

    assert sum("Копия базы не сделана" in text for text in await owner.messages()) == 2


async def test_an_owner_who_asks_hears_of_the_failure_and_of_the_last_good_one(
    town: Town, owner: Someone, barred: Path
) -> None:
    asked = await owner.types("/backup")
    await looks(town)

    told = await owner.sees_edited(asked)
    assert told.text.splitlines()[0].startswith("⚠️ Копия базы не сделана")
    assert told.text.splitlines()[-1] == "Копий пока нет."


async def test_on_postgres_without_its_tool_the_owner_is_told_what_to_run(town: Town, owner: Someone) -> None:
    async with town.database.write() as tx:
        place = {"trouble": "no_tool", "place": "pg_dump --file=reper.sql postgresql://bot@db/reper"}
        now = town.clock.now().isoformat()
        await tx.system.wire.set("backups", {"tried_at": now, "folder": "x", "made": [], "count": 0} | place)

    text = (await owner.types("/backup")).text

    assert "Запустите его там, где работает PostgreSQL:\npg_dump --file=reper.sql" in text
    assert "Пробую снова" not in text


async def test_an_old_backup_is_rotated_away_by_a_new_one(town: Town, folder: Path) -> None:
    town.parts = replace(town.parts, backups=backups_of(town, folder, Keep(2, 0, 0)))
    for _ in range(4):
        await looks(town)
        await town.clock.jump(HOUR)

    assert [each.at for each in backups_in(folder)] == [datetime(2026, 11, 20, h, tzinfo=UTC) for h in (11, 10)]


async def test_in_english_too(database_file: Path, tmp_path: Path) -> None:
    async with founded(database_file, language="en") as town:
        await town.opens()
        assert town.owner is not None
        async with town.database.write() as tx:
            await tx.as_(town.owner.actor).people.set_language("en")
        town.parts = replace(town.parts, backups=backups_of(town, tmp_path / "backups"))
        await town.owner.types("/backup")
        await looks(town)

        assert "They stay on this machine." in (await town.owner.last()).text


@pytest.mark.parametrize(
    ("size", "ru", "en"),
    [
        (0, "1 КБ", "1 KB"),
        (640 * 1024, "640 КБ", "640 KB"),
        (1_260_000, "1,2 МБ", "1.2 MB"),
        (3_650_000_000, "3,4 ГБ", "3.4 GB"),
    ],
)
def test_sizes_are_said_as_people_say_them(size: int, ru: str, en: str) -> None:
    with speaking("ru"):
        assert bytes_of(size).replace("\xa0", " ") == ru
    with speaking("en"):
        assert bytes_of(size).replace("\xa0", " ") == en
