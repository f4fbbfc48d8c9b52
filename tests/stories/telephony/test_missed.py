"""A missed call comes at once to whoever is to ring back, and is one message however often they rang."""

from datetime import timedelta

from sqlalchemy import text

from tests.stories.door.knocking import before_door
from tests.stories.telephony.calling import VECTOR, has_exchange, has_extension, rings
from tests.town import FRIDAY, Town

MISSED = {"direction": "in", "result": "missed", "talk_seconds": 0}


async def test_a_missed_call_is_told_at_once_and_rung_back(town: Town) -> None:
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    olga = await town.lead("Ольга")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:58", **MISSED | {"extension": "102"})
        told = await anna.sees("📞 Пропущен: Вектор, 10:58")
        assert told.labels[:2] == ["Перезвонил", "+15 мин"]
        assert "123-45" not in told.text
        await exchange.tells("10:59", **MISSED)
        again = await anna.sees("📞 Пропущен: Вектор, 10:58")
        assert "2 звонка, последний 10:59" in again.text
        assert len([each for each in await anna.messages() if "Пропущен" in each]) == 1

        await anna.presses("+15 мин", on=again)
        await town.clock.jump(timedelta(minutes=15))
        await town.tick()
        told = await anna.last()
        assert "Пропущен: Вектор" in told.text, "again, below everything else"
        await exchange.tells("11:15")
        assert "✅ перезвонили 11:15, через 17 мин" in (await anna.sees("📞 Пропущен: Вектор")).text
        stats = (await anna.types("/stats")).text
        assert "ответ за 17 мин (n=1)" in stats

        await exchange.tells("11:10", "+7 916 000-00-01", **MISSED | {"extension": ""})
        told = await olga.sees("📞 Пропущен: ··· 00-01")
        assert "В базе ещё нет" in told.text
        assert "недоступна" in await boris.forges("pbx:rung:5:0")
        done = await olga.presses("Перезвонил", on=told)
        assert "✅ перезвонили" in done.text
        await exchange.tells("11:11", "anonymous", **MISSED)
        await exchange.tells("11:12", "12345", **MISSED)
        assert len([each for each in await olga.messages() if "Пропущен" in each]) == 1
    assert not [each for each in await boris.messages() if "Пропущен" in each]


async def test_somebody_new_rings_and_becomes_a_client_by_one_tap(town: Town) -> None:
    """Their number goes onto the card, and the call is theirs from then on; one that is told late makes no message."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await has_extension(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:58", **MISSED)
        await exchange.tells("10:50", **MISSED)
        told = await anna.sees("📞 Пропущен: ··· 45-67, 10:58")
        assert "2 звонка, последний 10:58" in told.text
        assert len([each for each in await anna.messages() if "Пропущен" in each]) == 1
        await anna.presses("➕ Новый клиент", on=told)
        card = await anna.types("Нептун")
        assert "··· 45-67" in card.text
        rung = await anna.presses("Перезвонил", on=told)
        told = await anna.sees("📞 Пропущен: Нептун, 10:58")
        assert told.labels == ["↩️ Не перезвонил", "👤 Клиент"], rung.text
        await anna.forges("pbx:new:1:0")
        assert "Ведёт Анна" in (await anna.last()).text, "who has the number already is shown"
        await exchange.tells("11:00")
        assert "Нептун" in (await anna.types("/day")).text

        await exchange.tells("10:59", "+7 916 000-00-01", **MISSED | {"extension": ""})
        await olga.presses("➕ Новый клиент", on=await olga.sees("📞 Пропущен: ··· 00-01"))
        assert "чей это клиент" in (await olga.types("Плутон")).text
        assert "Ведёт Анна" in (await olga.presses("Анна")).text


async def test_rung_back_by_a_slip_of_the_thumb_is_taken_back(town: Town) -> None:
    """Both that waited of the number wait again; what the exchange has told of stands."""
    anna = await town.manager("Анна")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:57", **MISSED)
        await exchange.tells("10:58", **MISSED)
        told = await anna.sees("📞 Пропущен: Вектор")
        told = await anna.presses("Перезвонил", on=told)
        await anna.presses("✖️ Отмена", on=await anna.last())
        told = await anna.presses("↩️ Не перезвонил", on=told)
        assert told.labels[:2] == ["Перезвонил", "+15 мин"]
        assert "2 звонка" in told.text
        assert "без ответа 1" in (await anna.types("/stats")).text
        await exchange.tells("10:59")
        told = await anna.sees("📞 Пропущен: Вектор")
        assert "✅ перезвонили" in told.text
        assert "↩️ Не перезвонил" not in told.labels
        assert "Уже записано" in await anna.forges("pbx:unrung:1:0")


async def test_who_presses_rung_back_says_how_it_ended_and_it_is_one_record(town: Town) -> None:
    anna = await town.manager("Анна")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:58", **MISSED)
        await exchange.tells("11:00", id="mine", result="answered")
        told = await anna.sees("📞 Пропущен: Вектор")
        assert "✅ перезвонили" in told.text
        await exchange.tells("10:59", "+7 916 123 45 67", id="late", **MISSED)
        assert len([each for each in await anna.messages() if "Пропущен" in each]) == 1, "told late, rung back by then"
        await exchange.tells("11:02", **MISSED)
        told = await anna.sees("📞 Пропущен: Вектор, 11:02")
        await anna.presses("Перезвонил", on=told)
        asked = await anna.last()
        assert "Чем закончилось?" in asked.text
        await anna.presses("Поговорили", on=asked)
    async with town.database.read() as tx:
        query = text("SELECT count(*) FROM activities WHERE undone_at IS NULL AND type = 'call'")
        assert await tx.session.scalar(query) == 1


async def test_at_night_and_for_who_is_away_it_waits_or_goes_to_another(town: Town) -> None:
    anna = await town.manager("Анна")
    olga = await town.lead("Ольга")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await town.clock.reach("20:30")
        await exchange.tells("20:29", **MISSED)
        await town.clock.reach("20:40")
        assert not [each for each in await anna.messages() if "Пропущен" in each]
        await town.clock.reach("09:05", FRIDAY + timedelta(days=3))
        told = await anna.sees("📞 Пропущен: Вектор, пт 20.11 20:29")
        assert told.labels[:1] == ["Перезвонил"]
        await exchange.tells("09:01")
        await town.clock.reach("21:00")
        await exchange.tells("20:50", **MISSED)
        await exchange.tells("20:51", "+7 916 000-00-07", **MISSED | {"extension": "101"})
        await town.clock.reach("09:05", FRIDAY + timedelta(days=4))
        told = await anna.sees("📞 Пропущено: 2")
        assert "1  пн 23.11 20:50 Вектор" in told.text, "two that waited are one message"
        told = await anna.presses("1 Перезвонил", on=told)
        await anna.presses("✖️ Отмена")
        assert "📞 Пропущено: 1" in (await anna.sees("📞 Пропущено")).text

        async with town.database.write() as tx:
            tuesday = FRIDAY + timedelta(days=4)
            await tx.as_(olga.actor).absences.add(anna.id, tuesday, tuesday)
        await exchange.tells("09:04", "+7 916 000-00-02", **MISSED)
        assert "Пропущен: ··· 00-02" in (await olga.sees("📞 Пропущен")).text
        await exchange.tells("09:04", VECTOR, id="again", **MISSED)


async def test_who_rings_back_a_client_that_was_handed_over_meanwhile_has_rung_back(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:58", **MISSED)
        told = await anna.sees("📞 Пропущен: Вектор")
        async with town.database.write() as tx:
            await tx.as_(olga.actor).handovers.reassign(anna.id, boris.id)

        done = await anna.presses("Перезвонил", on=told)

    assert "✅ перезвонили" in done.text
    assert "Вектор" not in done.text, "it is a colleague's client"
    await anna.sees_nothing_of("Чем закончилось?")


async def test_a_missed_call_goes_with_the_client_to_whoever_has_it_now(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    vector = await rings(town, anna)
    async with before_door(town) as visitor:
        exchange = await has_exchange(town, visitor)
        await exchange.tells("10:57", **MISSED)
        await exchange.tells("10:58", **MISSED)
        await exchange.tells("10:59", "+7 916 000-00-02", **MISSED)
        await anna.sees("📞 Пропущен: Вектор")
        async with town.database.write() as tx:
            await tx.as_(olga.actor).handovers.reassign(anna.id, boris.id, vector)
        await town.tick()
        told = await boris.sees("📞 Пропущен: Вектор")
        assert "2 звонка" in told.text
        assert len([each for each in await boris.messages() if "Пропущен" in each]) == 1, "the other number is Anna's"
        await boris.presses("Перезвонил", on=told)
        await boris.presses("✖️ Отмена")


async def test_a_missed_call_of_who_has_left_is_told_to_the_lead(town: Town) -> None:
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    await rings(town, anna)
    async with before_door(town) as visitor:
        await (await has_exchange(town, visitor)).tells("10:58", **MISSED)
        await anna.sees("📞 Пропущен: Вектор")
        async with town.database.write() as tx:
            await tx.as_(olga.actor).handovers.deactivate(anna.id)
        await town.tick()
        await olga.sees("📞 Пропущен: Вектор")
