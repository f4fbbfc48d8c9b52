"""A call log comes by a file: a dry run, one tap, and no row twice."""

from datetime import timedelta

from sqlalchemy import text

from tests.stories.door.knocking import before_door
from tests.stories.telephony.calling import VECTOR, has_exchange, has_extension, has_phone, rings
from tests.town import Town

HEADING = "Дата;Время;Кто;Куда;Длительность;Статус"
ROWS = (
    "20.11.2026;10:30;101;8 (916) 123-45-67;2:05;Отвечен",
    "20.11.2026;10:40;79160000009;101;0;Пропущен",
    "20.11.2026;10:41;101;102;10;Отвечен",
    "позавчера;10:42;101;89161234567;10;Отвечен",
)


def make_csv(*rows: str) -> bytes:
    return "\n".join((HEADING, *rows)).encode("utf-8-sig")


async def count(town: Town) -> object:
    async with town.database.read() as tx:
        return await tx.session.scalar(text("SELECT count(*) FROM pbx_calls"))


async def test_a_log_is_looked_at_then_taken_in_once(town: Town) -> None:
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:30", VECTOR, id="live")  # the file has it too, to the minute
        seen = await olga.sends_document("журнал.csv", make_csv(*ROWS))
        assert seen.text.splitlines() == [
            "☎️ журнал.csv: 1 новый звонок",
            "20 ноября",
            "Уже есть: 1",
            "Между своими: 1",
            "⚠️ Не понял: 1, строки 5",
            "Часы: Москва.",
        ]
        assert await count(town) == 1
        await olga.presses("✅ Загрузить 1 звонок")
        assert "загружен 1 звонок" in (await olga.last()).text, "the other one was there already"
        assert await count(town) == 2
        assert not [each for each in await anna.messages() if "Пропущен" in each], "of what is over nobody is told"

        again = await olga.sends_document("журнал.csv", make_csv(*ROWS))
        assert "0 новых звонков" in again.text
        assert not [label for label in again.labels if "Загрузить" in label]
        await olga.presses("🕒 Москва")
        await olga.presses("Омск")
        seen = await olga.last()
        assert "Часы: Омск" in seen.text
        await olga.presses("✖️ Отмена")
    assert await count(town) == 2
    assert "загружает руководитель" in (await anna.sends_document("журнал.csv", make_csv(*ROWS))).text


async def test_the_log_of_an_asterisk_needs_no_heading(town: Town) -> None:
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    await has_extension(town, anna)
    row = '"","{src}","{dst}","internal","","PJSIP/101-01","","Dial","","2026-11-20 10:30:00",'
    row += '"2026-11-20 10:30:05","2026-11-20 10:32:10","130","125","ANSWERED","DOCUMENTATION","{id}",""'
    rows = [row.format(src="101", dst=f"8916123{n:04}", id=f"1763.{n}") for n in range(501)]
    seen = await olga.sends_document("Master.csv", "\n".join(rows).encode())
    assert "501 новый звонок" in seen.text
    await olga.presses("✅ Загрузить 501 звонок")
    assert "загружен 501 звонок" in (await olga.last()).text
    assert await count(town) == 501
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT min(person_id) FROM pbx_calls")) == anna.id


async def test_a_log_is_taken_back_within_a_day_and_what_people_have_said_stays(town: Town) -> None:
    """One call of Anna's own record, one that made a record, one with an outcome since; a missed one waits again."""
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    vector, kim, lutik = await town.has_clients(anna, "Вектор", "ИП Ким", "Лютик")
    await has_phone(town, anna, vector)
    await has_phone(town, anna, kim, "+7 916 000-00-02")
    await has_phone(town, anna, lutik, "+7 916 000-00-03")
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("09:30", "+7 916 000-00-02", direction="in", talk_seconds=0, result="missed")
    await anna.types("звонок вектор поговорили")
    rows = (
        "20.11.2026;10:30;101;8 (916) 123-45-67;2:05;Отвечен",
        "20.11.2026;10:40;101;89160000002;2:05;Отвечен",
        "20.11.2026;10:50;101;89160000003;2:05;Отвечен",
    )
    before = await _read_all(town)
    await olga.sends_document("журнал.csv", make_csv(*rows))
    await olga.presses("✅ Загрузить 3 звонка")
    loaded = await olga.last()
    assert "загружено 3 звонка" in loaded.text
    await town.clock.reach("13:00")
    asked = await anna.sees("без итога")
    await anna.presses("2 Говорили", on=asked)

    assert "недоступна" in await anna.forges("pbxlog:1")
    drawn = await olga.presses("↩️ Убрать всё загруженное", on=loaded)
    assert drawn.text == "↩️ журнал.csv убран\n1 звонок остаётся: его итог сказан"
    assert drawn.labels == []
    await olga.forges("pbxlog:1")
    assert "журнал.csv убран" in (await olga.last()).text
    after = await _read_all(town)
    assert after["missed"] == before["missed"], "nobody has rung back"
    assert after["calls"] == before["calls"] + 1
    assert after["records"] == before["records"] + 1

    again = await olga.sends_document("журнал.csv", make_csv(*rows))
    assert "2 новых звонка" in again.text
    await olga.presses("✅ Загрузить 2 звонка")
    loaded = await olga.last()
    await town.clock.jump(timedelta(hours=25))
    drawn = await olga.presses("↩️ Убрать всё загруженное", on=loaded)
    assert "Прошли сутки" in await olga.toast()
    assert drawn.labels == []


async def _read_all(town: Town) -> dict[str, object]:
    ask = {
        "missed": "SELECT count(*) FROM pbx_calls WHERE result = 'missed' AND answered_at IS NULL",
        "calls": "SELECT count(*) FROM pbx_calls",
        "records": "SELECT count(*) FROM activities WHERE undone_at IS NULL",
    }
    async with town.database.read() as tx:
        return {name: await tx.session.scalar(text(each)) for name, each in ask.items()}
