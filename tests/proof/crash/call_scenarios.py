"""What an exchange tells under the knife: it tells again until it is answered, as exchanges do."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, text, update

from sales.door.tokens import TokenKind, hash_token
from storage.door.tokens import NewToken
from storage.tables import DoorTokenRow, PbxCallRow
from tests.proof.crash.door_scenarios import SCENARIOS, knocks
from tests.proof.crash.scenarios import after, morning
from tests.stories.checkins.checkin_day import at
from tests.stories.telephony.test_log_file import make_csv
from tests.town import Town

__all__ = ["SCENARIOS"]

EXCHANGE = "exchange"
KNOWN, STRANGER = "+79161234567", "+79169994567"


async def connected(town: Town) -> None:
    """Анна has an extension and a client's phone; the owner has connected the exchange."""
    await morning(town)
    anna = town.people["Анна"]
    assert town.owner is not None
    async with town.database.write() as tx:
        mine = tx.as_(town.owner.actor)
        await mine.people.set_numbers(anna.id, "101", None)
        await mine.door_tokens.make(NewToken(TokenKind.PBX, "АТС", town.department_id))
        row = DoorTokenRow
        await tx.session.execute(update(row).where(row.kind == TokenKind.PBX).values(token_hash=hash_token(EXCHANGE)))
        client_id = await town.client_id(tx, anna, "Вектор")
        await tx.as_(anna.actor).contacts.add(client_id, "Мария", KNOWN)


async def tells(town: Town, call_id: str, ago: int, phone: str = KNOWN, **more: Any) -> None:
    """A talk of Анна's, begun so many minutes ago, unless more is said."""
    begun = (town.clock.now() - timedelta(minutes=ago)).isoformat()
    said = {"id": call_id, "started_at": begun, "client_phone": phone, "extension": "101"}
    said |= {"direction": "out", "talk_seconds": 125, "result": "answered", **more}
    await knocks(town, f"/hook/pbx/{EXCHANGE}", **said)


@after(connected)
async def an_exchange_tells_of_calls(town: Town) -> None:
    """A missed one is told and rung back, a talk is asked of and answered: each once, wherever it is cut."""
    anna = town.people["Анна"]
    await tells(town, "1", 9, direction="in", result="missed", talk_seconds=0)
    await tells(town, "2", 8, STRANGER)
    await tells(town, "2", 8, STRANGER)
    await anna.presses("Перезвонил", on=await anna.sees("Пропущен: Вектор"))
    await anna.presses("Поговорили", on=await anna.sees("Чем закончилось?"))
    await tells(town, "3", 1)
    await at(town, "13:00")
    await anna.presses("1 Чей?", on=await anna.sees("1 звонок без итога"))
    await anna.presses("Ромашка", on=await anna.sees("Чей это звонок?"))
    await anna.presses("КП", on=await anna.sees("1 звонок без итога"))


@after(morning)
async def an_exchange_is_connected_in_the_chat(town: Town) -> None:
    """One connection, shown once; what signs stands in it alone, and what was typed has left the chat."""
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    await owner.presses("➕ ☎️ Звонки")
    await owner.presses("Mango Office")
    for said in ("два слова", "vpbx-of-theirs", "salt-of-theirs"):
        await owner.types(said)
    await owner.sees("🔌 Подключения · 1")
    async with town.database.read() as tx:
        kept = str((await tx.session.execute(text("SELECT payload FROM inbox"))).all())
    assert "of-theirs" not in kept
    assert not [each for each in await owner.phone.chat() if not each.by_bot and "of-theirs" in each.text]


@after(connected)
async def a_log_is_brought_and_taken_back(town: Town) -> None:
    """All of it goes, and no missed call that it had answered is forgotten."""
    olga = town.people["Ольга"]
    await tells(town, "1", 9, direction="in", result="missed", talk_seconds=0)
    begun = f"{town.clock.local():%d.%m.%Y;%H:%M}"
    rows = (f"{begun};101;89161234567;2:05;Отвечен", f"{begun};101;89169994567;2:05;Отвечен")
    await olga.sends_document("журнал.csv", make_csv(*rows))
    await olga.presses("✅ Загрузить 2 звонка", on=await olga.sees("журнал.csv: 2 новых"))
    await olga.presses("↩️ Убрать всё загруженное", on=await olga.sees("загружено 2 звонка"))
    await olga.sees("журнал.csv убран")
    async with town.database.read() as tx:
        left = await tx.session.scalar(select(func.count()).where(PbxCallRow.answered_at.is_(None)))
        assert left == await tx.session.scalar(select(func.count()).select_from(PbxCallRow)) == 1
