"""A site's request: whose client it is, who is told, how soon it was answered; test pings, doubles, forgetting."""

from datetime import UTC, datetime, timedelta
from gzip import compress
from time import process_time

import pytest
from sqlalchemy import text

from sales.clients.forgetting import ForgetReason
from sales.door.tokens import TokenKind, TokenScope
from tests.stories.door.knocking import before_door, has_token
from tests.town import FRIDAY, Town


async def test_a_request_of_a_site_goes_to_its_seller_who_takes_it_and_calls(town: Town) -> None:
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    token = await has_token(town, TokenKind.LEAD)
    form = {
        "Name": "Пётр Заря",
        "Phone": "8 (916) 123-45-67",
        "Comments": "Нужно 20 пар, когда привезёте?",
        "utm_source": "yandex",
        "page": "https://shop.example/autumn",
    }
    async with before_door(town) as visitor:
        ping = await visitor.posts(f"/hook/lead/{token}", data={"test": "test"})
        assert (ping.status, ping.text) == (200, "ok")
        assert (await visitor.posts(f"/hook/lead/{token}", data={"text": "без имени"})).status == 422
        for _retry in range(3):
            assert (await visitor.posts(f"/hook/lead/{token}", data=form)).status == 200

    told = await anna.sees("📥 Заявка: Пётр Заря")
    assert not told.silent
    assert (await anna.messages()).count(told.text) == 1
    assert "··· 45-67" in told.text.replace("\xa0", " ")
    assert "123-45" not in told.text
    assert "Нужно 20 пар" in told.text
    assert "shop.example/autumn" in told.text, "where they agreed stays with it"
    assert "📥 Заявка" not in " ".join(await olga.messages())

    await town.clock.jump(timedelta(minutes=12))
    taken = await anna.presses("✋ Беру", on=told)
    assert "✅ Анна, через 12 мин" in taken.text
    await anna.presses("📞 Позвонил", on=taken)
    asked = await anna.last()
    assert "Чем закончилось?" in asked.text
    await anna.presses("Поговорили", on=asked)
    assert "📥 Заявок: 1 · ответ за 12 мин (n=1)" in (await anna.types("/stats")).text
    assert "📥 Заявок: 1 · ответ за 12 мин (n=1)" in (await olga.types("/stats")).text


async def test_what_a_thumb_has_said_of_an_enquiry_is_taken_back_within_ten_minutes(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        assert (await visitor.posts(f"/hook/lead/{token}", json={"name": "Пётр", "phone": "89161234567"})).status == 200
    told = await anna.sees("📥 Заявка: Пётр")
    await anna.presses("📞 Позвонил", on=told)
    await anna.presses("✖️ Отмена", on=await anna.last())
    told = await anna.presses("↩️ Не звонил", on=told)
    assert [told.labels[:2], "Анна" in told.text] == [["✋ Беру", "📞 Позвонил"], False]
    assert "⚠️ без ответа 1" in (await olga.types("/stats")).text
    told = await anna.presses("✋ Беру", on=told)
    assert "недоступна" not in await olga.forges("enq:back:1")
    assert "✅ Анна" in (await anna.sees("📥 Заявка: Пётр")).text, "another's word is not taken back"
    told = await anna.presses("↩️ Не беру", on=told)
    assert "✋ Беру" in told.labels
    told = await anna.presses("✋ Беру", on=told)
    await town.clock.jump(timedelta(minutes=11))
    told = await anna.presses("↩️ Не беру", on=told)
    assert "✅ Анна" in told.text, "after ten minutes it stands"
    assert "↩️ Не беру" not in told.labels


async def test_a_call_that_is_taken_back_has_answered_nobody(town: Town) -> None:
    anna = await town.manager("Анна")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        assert (await visitor.posts(f"/hook/lead/{token}", json={"name": "Пётр", "phone": "89161234567"})).status == 200
    await town.clock.jump(timedelta(minutes=1))
    said = await anna.types("позвонил Петру, думают")
    assert "⚠️ без ответа" not in (await anna.types("/stats")).text

    await anna.presses("↩️ Отменить", on=said)

    assert "⚠️ без ответа 1" in (await anna.types("/stats")).text


async def test_who_is_known_by_phone_stays_with_their_seller_and_new_ones_go_by_turns(town: Town) -> None:
    """Those at work alone take turns; a territory's seller goes first."""
    anna, boris, vera = [await town.manager(name) for name in ("Анна", "Борис", "Вера")]
    olga = await town.lead("Ольга")
    (vector,) = await town.has_clients(boris, "Вектор")
    token = await has_token(town, TokenKind.LEAD)
    async with town.database.write() as tx:
        await tx.as_(boris.actor).contacts.add(vector, "Мария", "+7 916 000-11-22")
        await tx.as_(olga.actor).absences.add(vera.id, FRIDAY, FRIDAY)
        await tx.as_(olga.actor).territories.set_owner(town.department_id, "Тула", anna.id)
    async with before_door(town) as visitor:

        async def ask(name: str, phone: str, **more: str) -> None:
            body = {"name": name, "phone": phone, **more}
            assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200

        await ask("Маша", "89160001122")
        assert "📥 Заявка: Вектор" in (await boris.last()).text
        assert "Наш клиент" in (await boris.last()).text
        await ask("Первый", "89160000001")
        assert "Первый" in (await anna.last()).text
        await ask("Второй", "89160000002")
        assert "Второй" in (await boris.last()).text
        await ask("Третий", "89160000003")
        assert "Третий" in (await anna.last()).text
        await ask("Тульский", "89160000004", city="Тула")
        assert "Тульский" in (await anna.last()).text
        await ask("Второй", "89160000002", text="ещё раз")
        assert "Второй" in (await boris.last()).text
    assert not [each for each in await vera.messages() if "📥" in each]


async def test_who_stands_in_answers_for_whoever_is_away(town: Town) -> None:
    """Their client stays theirs; the lead is not asked where somebody acts."""
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    (vector,) = await town.has_clients(anna, "Вектор")
    token = await has_token(town, TokenKind.LEAD)
    async with town.database.write() as tx:
        await tx.as_(anna.actor).contacts.add(vector, "Мария", "+7 916 000-11-22")
        await tx.as_(olga.actor).absences.add(anna.id, FRIDAY, FRIDAY, substitute_id=boris.id)
    async with before_door(town) as visitor:
        kind = {"Content-Type": "multipart/form-data; boundary=X"}
        plain = {"Content-Type": "text/plain"}
        for body, status in ((b"test=test", 200), (b"?", 400), (b"[1]", 400)):
            assert (await visitor.posts(f"/hook/lead/{token}", data=body, headers=plain)).status == status
        packed = {"Content-Encoding": "gzip"}
        assert (await visitor.posts(f"/hook/lead/{token}", data=compress(b"name=x"), headers=packed)).status == 415
        fields = {"name": "Маша", "phone": "89160001122", "сообщение": "Жду"}
        part = '--X\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
        form = "".join(part.format(*each) for each in fields.items()) + "--X--\r\n"
        assert (await visitor.posts(f"/hook/lead/{token}", data=form.encode(), headers=kind)).status == 200
        nested = "".join(f"--X\r\nContent-Type: multipart/mixed; boundary={n}\r\n\r\n" for n in range(4000))
        begun = process_time()
        assert (await visitor.posts(f"/hook/lead/{token}", data=nested.encode(), headers=kind)).status == 400
        assert process_time() - begun < 1, "nobody waits for the parts of parts"
    told = await boris.sees("📥 Заявка: Вектор")
    assert "Жду" in told.text
    assert "✅ Борис" in (await boris.presses("✋ Беру", on=told)).text
    for other in (anna, olga):
        await other.sees_nothing_of("📥 Заявка")


async def test_the_same_words_are_one_enquiry_around_midnight_and_two_on_two_days(town: Town) -> None:
    anna = await town.manager("Анна")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:

        async def count() -> int:
            body = {"name": "Пётр", "phone": "89161234567", "text": "Перезвоните"}
            assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200
            return len([each for each in await anna.messages() if "📥 Заявка: Пётр" in each])

        await town.clock.jump(datetime(2026, 11, 20, 23, 59, 58, tzinfo=UTC) - town.clock.now())
        assert await count() == 1
        assert (await anna.sees("📥 Заявка: Пётр")).silent, "at once, and without a sound at night"
        await town.clock.jump(timedelta(seconds=5))
        assert await count() == 1
        await town.clock.jump(timedelta(hours=12))
        assert await count() == 2


async def test_a_number_of_the_form_is_no_number_of_the_enquiry(town: Town) -> None:
    """The same for everybody on many sites, and another one with each tap on others."""
    anna = await town.manager("Анна")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:

        async def ask(**form: str) -> None:
            assert (await visitor.posts(f"/hook/lead/{token}", data=form)).status == 200

        page = {"Referer": "https://shop.example/spring?phone=89161234567"}
        first = {"id": "7", "name": "Пётр", "phone": "89161234567", "Размер": "42"}
        assert (await visitor.posts(f"/hook/lead/{token}", data=first, headers=page)).status == 200
        assert "согласие: https://shop.example/spring," in (await anna.last()).text, "where the browser says it stands"
        await ask(id="7", name="Мария", phone="89160000002", Размер="42")
        await ask(id="7", name="Пётр", phone="89161234567", Размер="44")
        for n in range(3):
            await ask(tranid=str(n), name="Зоя", phone=f"{'+7' if n else '8'}9160000003", text="Счёт", utm_term=str(n))
    told = [each for each in await anna.messages() if "📥 Заявка" in each]
    assert ["Мария" in told[1], "Размер: 44" in told[2], "Зоя" in told[3], len(told)] == [True, True, True, 4]


async def test_an_inn_tells_the_client_before_a_phone_does(town: Town) -> None:
    boris, anna = await town.manager("Борис"), await town.manager("Анна")
    token = await has_token(town, TokenKind.LEAD)
    async with town.database.write() as tx:
        zarya = await tx.as_(boris.actor).clients.create("ООО Заря", inn="7701000058")
        other = await tx.as_(boris.actor).clients.create("ООО Луч", inn="7701000026")
        await tx.as_(boris.actor).contacts.add(other.id, "Мария", "+7 916 000-11-22")
    async with before_door(town) as visitor:

        async def ask(**form: str) -> None:
            assert (await visitor.posts(f"/hook/lead/{token}", json=form)).status == 200

        await ask(name="Иван", company="Заря", phone="89169999999", ИНН=zarya.inn or "")
        assert "📥 Заявка: ООО Заря" in (await boris.last()).text
        await ask(name="Иван", company="Новая", phone="89160001122", inn="7707083893")
    assert "📥 Заявка: Новая" in (await anna.last()).text, "another INN is another client, whatever the phone"


async def test_where_nobody_sells_the_lead_is_told_and_nothing_is_lost(town: Town) -> None:
    olga = await town.lead("Ольга")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        assert (await visitor.posts(f"/hook/lead/{token}", json={"name": "Пётр", "phone": "89161234567"})).status == 200
    told = await olga.sees("📥 Заявка: Пётр")
    assert "Сегодня некому" in told.text
    assert "✅ Ольга" in (await olga.presses("✋ Беру", on=told)).text


async def test_who_asked_and_became_no_client_is_forgotten_too(town: Town) -> None:
    """By the lead, from the enquiry itself; and with a client of the same phone."""
    olga, owner = await town.lead("Ольга"), town.owner
    assert owner is not None
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        for name, phone in (("Пётр Тайный", "89161234567"), ("Зоя", "89160000002")):
            body = {"name": name, "phone": phone, "text": "секрет", "page": "https://x.example"}
            assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200
    told = await olga.sees("📥 Заявка: Пётр Тайный")
    asked = await olga.presses("🗑 Забыть", on=told)
    assert "Отменить это нельзя" in asked.text
    told = await olga.presses("‹ Назад", on=asked)
    assert "секрет" in told.text, "asked, and not meant"
    asked = await olga.presses("🗑 Забыть", on=told)
    await olga.presses("Попросили сами", on=asked)
    assert any("Акт: распечатайте" in each for each in await olga.messages())
    assert "забыта" in (await olga.sees("📥 Заявка: забыта")).text
    assert "Уже записано" in await olga.forges("enqf:1:asked")

    anna = await town.manager("Анна")
    (zoya,) = await town.has_clients(anna, "ИП Зоя")
    async with town.database.write() as tx:
        await tx.as_(anna.actor).contacts.add(zoya, "Зоя", "+7 916 000-00-02")
        await tx.as_(owner.actor).client_forgetting.forget(zoya, ForgetReason.ASKED)
    async with town.database.read() as tx:
        rows = (await tx.session.execute(text("SELECT name, phone, email, text, page, marks FROM enquiries"))).all()
    assert {each for row in rows for each in row} <= {None, "null"}


async def test_who_is_forgotten_is_forgotten_in_the_requests_too(town: Town) -> None:
    anna = await town.manager("Анна")
    assert town.owner is not None
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        body = {"name": "Пётр Тайный", "phone": "89161234567", "text": "секрет", "page": "https://x.example"}
        await visitor.posts(f"/hook/lead/{token}", json=body)
    told = await anna.last()
    assert "🗑 Забыть" not in told.labels
    async with town.database.write() as tx:
        (client,) = await tx.as_(anna.actor).clients.recent(1)
        await tx.as_(town.owner.actor).client_forgetting.forget(client.id, ForgetReason.ASKED)
    async with town.database.read() as tx:
        (row,) = (await tx.session.execute(text("SELECT name, phone, email, text, page, marks FROM enquiries"))).all()
    assert set(row) <= {None, "null"}


@pytest.mark.parametrize(
    "body",
    [
        {"name": "\u202eПётр\x00" * 60, "phone": "9" * 500, "text": "x" * 100_000},
        {"name": "<b>Пётр</b> & Ко", "email": "p@x.example"},
        {"Имя": "Пётр", "Телефон": "+7 916 123 45 67", "utm_campaign": "осень" * 300},
    ],
)
async def test_whatever_a_form_sends_is_shown_and_breaks_nothing(town: Town, body: dict[str, str]) -> None:
    anna = await town.manager("Анна")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:
        assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200
    assert "📥 Заявка" in (await anna.last()).text
    async with town.database.read() as tx:
        assert await tx.session.scalar(text("SELECT count(*) FROM inbox WHERE state <> 'done'")) == 0


async def test_a_program_sends_a_request_once_however_often_it_tries(town: Town) -> None:
    anna = await town.manager("Анна")
    token = await has_token(town, TokenKind.API, *TokenScope)
    async with before_door(town) as visitor:
        body = {"name": "Пётр", "phone": "89161234567", "text": "Перезвоните"}
        first = await visitor.posts("/api/v1/leads", token, key="1", json=body)
        again = await visitor.posts("/api/v1/leads", token, key="1", json=body)
        nobody = await visitor.posts("/api/v1/leads", token, key="2", json={"text": "?"})
    assert (first.status, again.body, nobody.status) == (201, first.body, 422)
    assert len([each for each in await anna.messages() if "📥 Заявка: Пётр" in each]) == 1


async def test_spam_is_put_away_with_its_client_and_counts_nowhere(town: Town) -> None:
    """One tap, and one tap back; nobody loses a turn by it. A client with money, or with another enquiry, stays."""
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    token = await has_token(town, TokenKind.LEAD)
    async with before_door(town) as visitor:

        async def ask(name: str, phone: str, text: str = "") -> None:
            body = {"name": name, "phone": phone, "text": text}
            assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200

        async def count() -> int:
            return int((await anna.types("/clients")).text.splitlines()[0].rpartition(" ")[2])

        await ask("Раскрутка", "89160000001")
        told = await anna.presses("🚫 Спам", on=await anna.sees("📥 Заявка: Раскрутка"))
        assert ["🚫 Спам · Анна, 11:00" in told.text, told.labels] == [True, ["↩️ Не спам"]]
        assert await count() == 0
        assert "📥 Заявок: 0 · спам: 1" in (await olga.types("/stats")).text
        told = await anna.presses("↩️ Не спам", on=told)
        assert told.labels[:2] == ["✋ Беру", "📞 Позвонил"]
        assert await count() == 1
        assert "без ответа 1" in (await olga.types("/stats")).text
        await anna.presses("🚫 Спам", on=told)
        await anna.forges("enq:take:1")
        assert "🚫 Спам" in (await anna.sees("📥 Заявка: Раскрутка")).text, "an older message's button changes nothing"

        await ask("Второй", "89160000002")
        assert "Второй" in (await anna.last()).text, "spam was no turn of hers"
        await ask("Раскрутка", "89160000001", "ещё раз")
        again = await anna.sees("ещё раз")
        assert "Наш клиент" in again.text
        assert await count() == 2, "who asks is back from the archive"
        await anna.presses("🚫 Спам", on=again)
        assert await count() == 1

        second = await anna.sees("📥 Заявка: Второй")
        await anna.types("оплата 10к Второй завтра")
        await anna.presses("🚫 Спам", on=second)
        assert await count() == 1, "money is awaited of them"
    assert not [each for each in await boris.messages() if "📥 Заявка: Раскрутка" in each]


async def test_a_client_of_the_archive_who_asks_is_back(town: Town) -> None:
    anna = await town.manager("Анна")
    (vector,) = await town.has_clients(anna, "Вектор")
    token = await has_token(town, TokenKind.LEAD)
    async with town.database.write() as tx:
        await tx.as_(anna.actor).contacts.add(vector, "Мария", "+7 916 000-11-22")
        await tx.as_(anna.actor).client_edits.archive(vector)
    async with before_door(town) as visitor:
        body = {"name": "Маша", "phone": "89160001122"}
        assert (await visitor.posts(f"/hook/lead/{token}", json=body)).status == 200
    assert "📥 Заявка: Вектор" in (await anna.last()).text
    assert "Клиенты · 1" in (await anna.types("/clients")).text
