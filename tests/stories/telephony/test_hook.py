"""An exchange tells of a call: whose it is, which record it becomes, and what is no call of ours."""

from typing import Any
from urllib.parse import urlencode

from sqlalchemy import text

from sales.clients.forgetting import ForgetReason
from sales.door.tokens import TokenKind, hash_token
from sales.telephony.mango import sign_mango
from sales.telephony.zadarma import sign_zadarma
from tests.stories.door.knocking import before_door, has_token
from tests.stories.telephony.calling import VECTOR, has_exchange, has_extension, has_phone
from tests.town import Town


async def count(town: Town, which: str = "1 = 1", table: str = "pbx_calls") -> Any:
    async with town.database.read() as tx:
        return await tx.session.scalar(text(f"SELECT count(*) FROM {table} WHERE {which}"))


async def test_a_call_is_one_record_whoever_tells_of_it_first(town: Town) -> None:
    """Logged and then told, told and then logged; told twice; not got through; a short one."""
    anna = await town.manager("Анна")
    vector, romashka, kim = await town.has_clients(anna, "Вектор", "Ромашка", "ИП Ким")
    await has_extension(town, anna)
    for client, phone in ((vector, VECTOR), (romashka, "+7 916 000-00-01"), (kim, "+7 916 000-00-02")):
        await has_phone(town, anna, client, phone)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await anna.types("звонок Вектор поговорили")
        await exchange.tells("10:40")
        card = await anna.types("/day")
        assert card.text.count("Вектор") == 1
        assert "☎️ 2:05" in card.text
        await exchange.tells("10:40", id="c1", talk_seconds=999)
        assert await count(town) == 1, "the same call again changes nothing"

        await exchange.tells("10:50", "8 916 000 00 01")
        assert await count(town, "type = 'call' AND outcome IS NULL", "activities") == 1
        logged = await anna.types("звонок Ромашка обещали оплату")
        assert "Ромашка" in logged.text
        assert await count(town, "undone_at IS NULL", "activities") == 2, "said of what was told: one record"

        await exchange.tells("10:55", "9160000002", talk_seconds=0, result="missed")
        await exchange.tells("10:56", "9160000002", talk_seconds=29)
        assert await count(town, "outcome = 'no_answer'", "activities") == 2
    day = (await anna.types("/day")).text
    assert day.count("☎️ 2:05") == 2
    assert "не дозвонился" in day
    assert "Ким" not in (await anna.types("/undo")).text, "what one has not said is not taken back"


async def test_whose_a_call_is_follows_from_the_numbers_alone(town: Town) -> None:
    """A colleague's client is not shown to whoever picked up; two clients of a number are not guessed between."""
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    vector, romashka = await town.has_clients(anna, "Вектор", "Ромашка")
    await has_extension(town, anna)
    await has_extension(town, boris, "102", "9165550000")
    await has_phone(town, anna, vector)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:30", extension="102")
        await exchange.tells("10:31", extension="+7 916 555-00-00")
        await exchange.tells("10:32", extension="205")
        await exchange.tells("10:33", phone="102")  # one of ours
        await exchange.tells("10:34", phone="anonymous")
        await exchange.tells("10:35", phone="12345")
        await has_phone(town, anna, romashka)
        await exchange.tells("10:36")
        assert town.owner is not None
        await town.owner.types("/settings")
        listed = await town.owner.presses("🔌 Подключения")
        card = await town.owner.presses("☎️ Сайт", on=listed)
        assert "⚠️ Ничьи номера: 205 (1)" in card.text, "whose calls count for nobody is seen"
    async with town.database.read() as tx:
        query = text("SELECT person_id, client_id, activity_id, phone10 FROM pbx_calls ORDER BY id")
        rows = [tuple(row) for row in (await tx.session.execute(query)).all()]
    known = "9161234567"
    assert rows == [
        (boris.id, vector, None, known),
        (boris.id, vector, None, known),
        (None, vector, None, known),
        (anna.id, None, None, None),
        (anna.id, None, None, None),
        (anna.id, None, None, known),
    ]


async def test_an_exchange_that_signs_is_believed_by_its_signature_alone(town: Town) -> None:
    """Fifty forged signatures store nothing; a replay with another duration changes nothing; the echo is given back."""
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    await has_phone(town, anna, vector)
    token = await has_token(town, TokenKind.PBX, exchange="zadarma", secret="test-secret", zone="Asia/Bishkek")
    form = {
        "event": "NOTIFY_END",
        "call_start": "2026-11-20 14:00:00",
        "pbx_call_id": "in_1",
        "caller_id": "79161234567",
        "called_did": "74951234567",
        "duration": "125",
        "disposition": "answered",
    }
    right = sign_zadarma("test-secret", "79161234567749512345672026-11-20 14:00:00")
    path = f"/hook/pbx/{token}"
    async with before_door(town) as visitor:
        for n in range(50):
            forged = sign_zadarma(f"secret-{n}", "79161234567749512345672026-11-20 14:00:00") if n % 2 else right[:n]
            refused = await visitor.posts(path, data=form, headers={"Signature": forged})
            assert refused.status == 401
        assert (await visitor.posts(path, data=form)).status == 401
        changed = {**form, "caller_id": "79160000000"}
        assert (await visitor.posts(path, data=changed, headers={"Signature": right})).status == 401
        assert await count(town) == 0
        assert await count(town, "source = 'pbx'", "inbox") == 0

        for duration in ("125", "999", "1"):
            body = urlencode({**form, "duration": duration}).encode()
            headers = {"Signature": right, "Content-Type": "application/x-www-form-urlencoded"}
            taken = await visitor.posts(f"{path}/events/summary", data=body, headers=headers)
            assert (taken.status, taken.text) == (200, "ok")
        assert await count(town, "talk_seconds = 125") == 1
        assert await count(town) == 1

        echoed = await visitor.asks(f"{path}?zd_echo=Abc123")
        assert (echoed.status, echoed.text) == (200, "Abc123")
        assert echoed.headers["Content-Type"].startswith("text/plain")
        for wrong in ("", "<b>", "a" * 65, "é"):
            assert (await visitor.asks(path, params={"zd_echo": wrong})).status == 404
        assert (await visitor.asks("/hook/pbx/nobody?zd_echo=1")).status == 404
        assert (await visitor.asks(path)).status == 404
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT started_at FROM pbx_calls")) is not None
        everything = " ".join(str(row) for row in (await tx.session.execute(text("SELECT * FROM inbox"))).all())
    assert "1234567" not in everything, "what was heard is not kept in the inbox"


async def test_fifty_forged_mangos_and_fifty_wrong_keys_of_a_cloud_store_nothing(town: Town) -> None:
    """Another salt, another key, the signature of another call, a cut one, none at all."""
    said = '{"entry_id":"1","call_direction":2,"to":{"number":"79161234567"},"create_time":1,"end_time":2}'
    right = sign_mango("abc", said, "xyz")
    mango = await has_token(town, TokenKind.PBX, exchange="mango", key="abc", secret="xyz")
    cloud = await has_token(town, TokenKind.PBX, exchange="megafon", secret=hash_token("ключ"))
    call = {"cmd": "history", "type": "in", "phone": "79161234567", "callid": "1", "start": "20261120T073000Z"}
    signs = ["", right[:-1], right + "0", right[::-1], sign_mango("xyz", said, "abc"), sign_mango("", said, "")]
    signs += [sign_mango("abc", said.replace("1", str(n)), "xyz") for n in range(2, 10)]
    signs += [sign_mango("abc", said, f"xyz{n}") for n in range(36)]
    async with before_door(town) as visitor:
        for n, sign in enumerate(signs):
            form = {"vpbx_api_key": "abc", "sign": sign, "json": said}
            assert (await visitor.posts(f"/hook/pbx/{mango}/events/summary", data=form)).status == 401
            key = ["", "ключ ", "Ключ", hash_token("ключ"), "null"][n % 5] if n < 10 else f"ключ{n}"
            assert (await visitor.posts(f"/hook/pbx/{cloud}", data={**call, "crm_token": key})).status == 401
        other_key = {"vpbx_api_key": "abd", "sign": right, "json": said}
        assert (await visitor.posts(f"/hook/pbx/{mango}/events/summary", data=other_key)).status == 401
    assert len(signs) == 50
    assert await count(town) == 0
    assert await count(town, "source = 'pbx'", "inbox") == 0


async def test_the_team_card_says_by_which_numbers_somebody_is_known(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await olga.types("/team")
    await olga.presses("2 Анна")
    asked = await olga.presses("☎️ Номера")
    assert "Анна" in asked.text
    assert "101" in (await olga.types("три")).text, "shown how it is written"
    card = await olga.types("доб. 101, 8 916 123-45-67")
    assert "☎️ 101 · ··· 45-67" in card.text.replace("\xa0", " ")
    async with town.database.read() as tx:
        kept = (
            await tx.session.execute(text("SELECT id, extension, work_phone FROM people WHERE extension > ''"))
        ).one()
    assert tuple(kept) == (anna.id, "101", "9161234567")

    await olga.types("/team")
    await olga.presses("3 Борис")
    await olga.presses("☎️ Номера")
    assert "уже есть" in (await olga.types("101")).text
    assert "☎️ 102" in (await olga.types("102")).text
    assert "недоступна" in await boris.forges(f"p:{anna.id}:numbers")


async def test_who_is_forgotten_is_forgotten_in_the_calls_too(town: Town) -> None:
    anna = await town.manager("Анна")
    assert town.owner is not None
    (vector,) = await town.has_clients(anna, "Вектор")
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:20", record_url="https://records.example/1.mp3")  # before the number was known
        await has_phone(town, anna, vector)
        await exchange.tells("10:30", record_url="https://records.example/2.mp3")
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).client_forgetting.forget(vector, ForgetReason.ASKED)
        await tx.as_(town.owner.actor).handovers.deactivate(anna.id)
        await tx.as_(town.owner.actor).people_forgetting.forget(anna.id)
    async with town.database.read() as tx:
        query = text("SELECT phone, phone10, record_url, contact_id, extension, talk_seconds FROM pbx_calls")
        rows = {tuple(row) for row in (await tx.session.execute(query)).all()}
        known = await tx.session.scalar(text("SELECT count(*) FROM people WHERE extension > '' OR work_phone > ''"))
    assert rows == {(None, None, None, None, None, 125)}
    assert known == 0


async def test_what_was_written_down_long_before_or_after_is_another_call(town: Town) -> None:
    """One record from ten minutes before the call began to an hour after; what nobody has said is not said (spec/6)."""
    anna = await town.manager("Анна")
    clients = await town.has_clients(anna, "Вектор", "Ромашка", "ИП Ким", "Лотос")
    await has_extension(town, anna)
    for client, n in zip(clients, range(1, 5), strict=True):
        await has_phone(town, anna, client, f"+7 916 000-00-0{n}")
    for name in ("Вектор", "Ромашка", "Ким", "Лотос"):
        await anna.types(f"звонок {name} поговорили")  # at eleven
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("11:10", "9160000001")
        await exchange.tells("10:00", "9160000002")
        assert await count(town, "undone_at IS NULL", "activities") == 4, "one record each"
        await exchange.tells("11:11", "9160000003")
        await exchange.tells("9:59", "9160000004")
        assert await count(town, "undone_at IS NULL", "activities") == 6, "said of another call"
        await exchange.tells("10:58", "9160000001", talk_seconds=9)
    assert "☎️ сказано 4, по АТС 5" in (await anna.types("/day")).text, "«не дозвонился» by itself is no word of hers"
