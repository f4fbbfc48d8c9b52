"""What is secret is kept where it is used, and nowhere else: not in what was typed, sent, left open or revoked."""

import re

from sqlalchemy import text

from storage.tables import Base
from tests.stories.people.test_inviting import letter_to, token_in
from tests.town import Someone, Town

KEY, SALT = "vpbx8f3a71c0d2", "Zx9-salt_4417qq"


async def where_kept(town: Town, secret: str) -> set[str]:
    """The tables in which it stands, as a backup would have it."""
    found = set()
    async with town.database.read() as tx:
        for name in Base.metadata.tables:
            rows = (await tx.session.execute(text(f"SELECT * FROM {name}"))).all()
            found |= {name} if any(secret in str(value) for row in rows for value in row) else set()
    return found


async def begins(town: Town, kind: str) -> Someone:
    owner = town.owner
    assert owner is not None
    await owner.types("/settings")
    await owner.presses("🔌 Подключения")
    await owner.presses(kind)
    return owner


async def test_what_an_exchange_signs_with_is_kept_in_its_connection_alone(town: Town) -> None:
    """Also where it is typed wrong, left half way, brought under a picture; and with the key it goes when revoked."""
    owner = await begins(town, "➕ ☎️ Звонки")
    asked = await owner.presses("Mango Office")
    assert "Сообщение сразу уберу из чата." in asked.text
    assert "без пробелов" in (await owner.types(f"ключ: {KEY}")).text
    assert "соль" in (await owner.types(KEY)).text
    assert await where_kept(town, KEY) == {"dialogs"}
    await owner.types("/invite")
    assert await where_kept(town, KEY) == set(), "a form that was left keeps no secret"
    await owner.presses("▶️ Продолжить", on=await owner.sees("Не закончено"))
    assert "соль" in (await owner.types(f"/{KEY}")).text, "no command, though it looks like one"
    await owner.presses("‹ Назад", on=await owner.last())
    await owner.sends_photo(caption=KEY)
    shown = await owner.types(SALT)
    assert "/hook/pbx/" in shown.text

    assert await where_kept(town, KEY) == await where_kept(town, SALT) == {"door_tokens"}
    typed = [each.text for each in await owner.phone.chat() if not each.by_bot]
    assert not [each for each in typed if KEY in each or SALT in each], "nor in the chat"
    card = await owner.presses("☎️ Mango Office", on=await owner.sees("🔌 Подключения · 1"))
    await owner.presses("🗑 Отозвать", on=await owner.presses("🗑 Отозвать", on=card))
    assert await where_kept(town, KEY) == await where_kept(town, SALT) == set()


async def test_money_that_is_typed_meanwhile_is_recorded_and_the_secret_is_asked_again(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Ромашка")
    owner = await begins(town, "➕ ☎️ Звонки")
    await owner.presses("Zadarma, Novofon")
    assert "секрет" in (await owner.presses("Москва")).text.lower()
    await owner.types("пришло 5к Ромашка")
    assert "секрет" in (await owner.last()).text.lower()
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT amount FROM facts")) == 500_000
    assert "Отменено" in (await owner.types("отмена")).text


async def test_an_address_of_events_may_hold_a_secret(town: Town) -> None:
    owner = await begins(town, "➕ 📤 События")
    await owner.types("CRM")
    await owner.types("https://crm.example.com/hook/T0K3N-of-theirs")
    assert await where_kept(town, "T0K3N-of-theirs") == {"door_tokens"}
    [shown] = [each for each in await owner.messages() if "whsec_" in each]
    secret = re.search(r"whsec_\S+", shown)[0]  # type: ignore[index]
    assert await where_kept(town, secret) == {"door_tokens"}

    told = await owner.types(f"вот секрет {secret}")
    assert told.text.startswith("🔑 Это ключ подключения «CRM», убираю его из чата.")
    assert told.labels == ["📤 CRM"]
    assert await where_kept(town, secret) == {"door_tokens"}


async def test_a_key_that_is_pasted_into_the_chat_leaves_it(town: Town) -> None:
    """Whoever has pasted it, alone or in an address, beside an open question or under a file."""
    anna = await town.manager("Анна")
    owner = await begins(town, "➕ 🔌 API")
    shown = await owner.types("1С")
    token = re.search(r"rpr_\S+", shown.text)[0]  # type: ignore[index]
    await anna.types("/pay")
    asked = await anna.types(f"https://sales.example.com/api/v1/{token}/")
    assert asked.text.startswith("💰 Ожидаем оплату. От кого?"), "what stood open is asked below"
    await anna.sees("🔑 Это ключ подключения")
    assert token not in await anna.transcript()
    await owner.sends_photo(caption=f"ключ {token}")
    assert await where_kept(town, token) == set()


async def test_a_link_that_lets_in_is_kept_nowhere(town: Town) -> None:
    """Neither in the letter nor in its code, and not by whoever presses one that is another's."""
    olga = await town.lead("Ольга")
    await olga.types("/invite")
    await olga.presses("Помощник")
    await olga.types("Пётр")
    token = token_in(await letter_to(olga, "Пётр"))
    assert await where_kept(town, token) == set()

    assert "Вы уже" in (await olga.starts(token)).text
    assert await where_kept(town, token) == set()
    peter = await town.stranger("Пётр")
    assert "Здравствуйте, Пётр" in (await peter.starts(token)).text
