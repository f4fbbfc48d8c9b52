"""«Подключения»: the owner makes a key in the chat, copies it once, sees its use, and revokes it."""

import re

from sqlalchemy import text

from sales.door.tokens import hash_token
from tests.stories.door.knocking import before_door
from tests.stories.door.test_door import ENDPOINTS
from tests.town import Town


async def test_a_key_is_made_shown_once_used_and_revoked(town: Town) -> None:
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    listed = await owner.presses("🔌 Подключения")
    assert listed.text.splitlines()[0] == "🔌 Подключения · 0"

    await owner.presses("➕ 🔌 API")
    wrong = await owner.types("—")
    assert "1С" in wrong.text
    shown = await owner.types("1С бухгалтерия")
    token = re.search(r"rpr_\S+", shown.text)[0]  # type: ignore[index]
    assert "больше не покажу" in shown.text

    async with town.database.read() as tx:
        kept = (await tx.session.execute(text("SELECT token_hash FROM door_tokens"))).one()[0]
        tables = ("outbox", "inbox", "dialogs", "audit", "door_tokens")
        rows = [await tx.session.execute(text(f"SELECT * FROM {table}")) for table in tables]
        everything = " ".join(str(value) for found in rows for row in found for value in row)
    assert kept == hash_token(token)
    assert token not in everything, "nobody who reads the database, or a copy of it, has the key"

    async with before_door(town, ENDPOINTS) as visitor:
        assert (await visitor.asks("/api/v1/count", token)).status == 200
        listed = await owner.sees("🔌 Подключения · 1")
        card = await owner.presses("🔌 1С бухгалтерия", on=listed)
        assert "был в 11:00" in card.text
        assert (await visitor.posts("/api/v1/things", token, key="1", json={"name": "x"})).status == 403
        await owner.presses("◻️ пишет клиентов", on=card)
        await owner.forges("conn:give:1:api:3")  # the second tap of a thumb
        await owner.forges("conn:give:1:api:3")
        card = await owner.sees("🔌 API · 1С бухгалтерия")
        assert "✅ пишет клиентов" in card.labels
        assert (await visitor.posts("/api/v1/things", token, key="1", json={"name": "x"})).status == 201

        asked = await owner.presses("🗑 Отозвать", on=card)
        assert "сразу получит отказ" in asked.text
        assert (await owner.presses("🗑 Отозвать", on=asked)).text.startswith("🔌 Подключения · 0")
        assert (await visitor.asks("/api/v1/count", token)).status == 401


async def test_a_key_comes_with_how_it_is_used(town: Town) -> None:
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    told = {}
    for kind in ("🔌 API", "📊 Таблицы", "📥 Заявки с сайта"):
        await owner.presses(f"➕ {kind}", on=await owner.sees("🔌 Подключения"))
        told[kind] = (await owner.types("Наш")).text
    assert "/api/v1/, заголовок Authorization: Bearer" in told["🔌 API"]
    assert re.search(r'=IMPORTDATA\("\S+/facts\.csv\?sep=;&locale=ru"\)', told["📊 Таблицы"])
    assert "payments.csv, svod.csv" in told["📊 Таблицы"]
    assert "name, phone, email, text" in told["📥 Заявки с сайта"]


async def test_with_several_departments_it_is_asked_whose_records(town: Town) -> None:
    owner = town.owner
    assert owner is not None
    await town.lead_elsewhere("Зарина")
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    await owner.presses("➕ 📥 Заявки с сайта")
    asked = await owner.last()
    assert asked.text == "📥 Заявки с сайта\nКакой отдел?"
    await owner.presses("Другой")
    shown = await owner.types("Лендинг")
    assert "/hook/lead/" in shown.text
    assert "PUBLIC_URL" in shown.text, "without a public address it is said what to put before it"
    card = await owner.presses("📥 Лендинг", on=await owner.sees("🔌 Подключения · 1"))
    assert "Другой" in card.text.splitlines()[1]
