"""The owner connects an exchange in the chat, and is told what to enter where."""

import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from sales.telephony.mango import sign_mango
from sales.telephony.zadarma import sign_zadarma
from tests.stories.door.knocking import before_door
from tests.stories.telephony.calling import has_extension
from tests.town import Someone, Town


async def _begin(town: Town, label: str) -> Someone:
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    asked = await owner.presses("➕ ☎️ Звонки")
    asked = await owner.last()
    assert "Какая АТС?" in asked.text
    await owner.presses(label)
    return owner


def _read_token(text_: str) -> str:
    return re.search(r"/hook/pbx/([\w-]+)", text_)[1]  # type: ignore[index]


async def test_mango_is_connected_by_its_key_and_its_salt(town: Town) -> None:
    anna = await town.manager("Анна")
    await has_extension(town, anna)
    owner = await _begin(town, "Mango Office")
    assert "уникальный код АТС" in (await owner.last()).text
    assert "без пробелов" in (await owner.types("два слова")).text
    assert "соль" in (await owner.types("abc")).text
    shown = await owner.types("xyz")
    assert "API коннектор" in shown.text
    assert "Команда" in shown.text
    base = 1_795_159_800
    text_ = (
        f'{{"entry_id":"1","call_direction":2,"from":{{"extension":"101"}},"to":{{"number":"79161234567"}},'
        f'"create_time":{base},"talk_time":{base + 5},"end_time":{base + 130}}}'
    )
    form = {"vpbx_api_key": "abc", "json": text_}
    async with before_door(town) as visitor:
        path = f"/hook/pbx/{_read_token(shown.text)}/events/summary"
        assert (await visitor.posts(path, data={**form, "sign": "0" * 64})).status == 401
        assert (await visitor.posts(path, data={**form, "sign": sign_mango("abc", text_, "xyz")})).status == 200
    async with town.database.read() as tx:
        row = (await tx.session.execute(text("SELECT provider, talk_seconds, person_id FROM pbx_calls"))).one()
        kept = " ".join(str(each) for each in (await tx.session.execute(text("SELECT * FROM outbox"))).all())
    assert tuple(row) == ("mango", 125, anna.id)
    assert _read_token(shown.text) not in kept


async def test_zadarmas_hours_are_asked_once(town: Town) -> None:
    owner = await _begin(town, "Zadarma, Novofon")
    asked = await owner.last()
    assert "По какому времени" in asked.text
    assert asked.labels[0] == "Москва"
    assert "Бишкек" in (await owner.types("Нигде")).text
    await owner.types("Бишкек")
    shown = await owner.types("test-secret")
    form = {
        "event": "NOTIFY_END",
        "call_start": "2026-11-20 14:00:00",
        "pbx_call_id": "1",
        "caller_id": "79161234567",
        "called_did": "74951234567",
        "duration": "125",
        "disposition": "answered",
    }
    right = sign_zadarma("test-secret", "79161234567749512345672026-11-20 14:00:00")
    async with before_door(town) as visitor:
        path = f"/hook/pbx/{_read_token(shown.text)}"
        assert (await visitor.posts(path, data=form, headers={"Signature": right})).status == 200
    async with town.database.read() as tx:
        assert str(await tx.session.scalar(text("SELECT started_at FROM pbx_calls"))).startswith("2026-11-20 08:00")


async def test_the_key_of_a_cloud_exchange_is_ours_and_is_kept_as_a_digest(town: Town) -> None:
    owner = await _begin(town, "МегаФон, Гравител")
    shown = await owner.last()
    key = re.search(r"Ключ: (\S+)", shown.text)[1]  # type: ignore[index]
    form = {"cmd": "history", "type": "in", "ext": "101", "phone": "79161234567", "callid": "1", "status": "Success"}
    form |= {"start": "20261120T073000Z", "duration": "125", "crm_token": key}
    async with before_door(town) as visitor:
        path = f"/hook/pbx/{_read_token(shown.text)}"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        for n in range(50):
            forged = urlencode(form | {"crm_token": f"{key[:n]}x"}).encode()
            assert (await visitor.posts(path, data=forged, headers=headers)).status == 401
        assert (await visitor.posts(path, data=form)).status == 200
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM pbx_calls")) == 1
        assert key not in str((await tx.session.execute(text("SELECT options FROM door_tokens"))).all())


@pytest.mark.parametrize(("label", "told"), [("UIS, CoMagic", "talk_seconds"), ("Другая, Asterisk", "client_phone")])
async def test_the_others_are_shown_what_to_send(town: Town, label: str, told: str) -> None:
    owner = await _begin(town, label)
    shown = await owner.presses("Москва")
    shown = await owner.last() if told not in shown.text else shown
    assert told in (await owner.messages())[-1] or told in shown.text
