"""«Сказано, а в выписке нет»: what the lead is shown of it, what can be said of it, and what is never shown."""

from datetime import date

from sales.core.money import ROUBLE
from storage.payments.receipts import NewFact
from tests.sales.bank.statements import OURS, SECOND, Doc, make_file
from tests.stories.bank.test_statement import confirmed, opens, told
from tests.town import Someone, Town, plain

NOVEMBER = (date(2026, 11, 9), date(2026, 11, 20))


async def say(town: Town, someone: Someone, client: str, inn: str | None, roubles: int, day: int) -> int:
    async with town.database.write() as tx:
        mine = tx.as_(someone.actor)
        made = await mine.clients.create(client, inn=inn)
        return (await mine.receipts.record(NewFact(made.id, roubles * ROUBLE, date(2026, 11, day)))).id


async def test_what_was_said_and_is_not_there_is_shown_to_the_lead(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    await say(town, boris, "ООО «ТехноПарк»", "7701000065", 280_000, 19)
    await say(town, boris, "Заря", None, 70_000, 19)  # no statement can name it
    await say(town, boris, "Мебель", "7701000072", 90_000, 20)  # its day may come yet
    await say(town, boris, "Вектор", "7701000019", 340_000, 18)

    screen = await opens(olga, make_file(Doc("340000.00", came="18.11.2026"), days=NOVEMBER))
    assert told(screen)[-2:] == ["⚠️ Сказано, а в выписке нет:", "Борис · ТехноПарк 280 тыс, 19.11"]
    assert screen.labels == ["✅ Подтвердить 1", "⚠️ Сказано, а нет: 1", "📄 Всё"]

    await olga.presses("✅ Подтвердить 1", on=screen)
    shown = await olga.presses("⚠️ Сказано, а нет: 1", on=await olga.last())
    assert told(shown) == [
        "⚠️ Сказано, а в выписке нет: 1",
        "1  Борис · ТехноПарк 280 тыс, 19.11",
        "Сказано с 9 ноября, из них в банке:",
        "Борис: 1 из 2 · мало данных (2 оплаты)",
    ]
    card = await olga.presses("1", on=shown)
    assert told(card) == ["⚠️ ТехноПарк · 280 000 ₽", "Сказано на чт 19.11 · Борис", "В выписках банка пока нет"]

    asked = await olga.presses("❓ Спросить", on=card)
    assert "Спросил в 1" in asked.text
    assert told(await boris.last()) == [
        "🏦 ТехноПарк · 280 000 ₽, чт 19.11",
        "В выписке банка пока не видно. Подскажите, когда придёт, или это наличные?",
    ]


async def test_cash_is_confirmed_by_the_lead_and_taken_back_by_one_tap(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    await say(town, boris, "ТехноПарк", "7701000065", 280_000, 19)
    screen = await opens(olga, make_file(Doc("340000.00", came="18.11.2026"), days=NOVEMBER))
    card = await olga.presses("1", on=await olga.presses("⚠️ Сказано, а нет: 1", on=screen))

    after = await olga.presses("💵 Наличные", on=card)
    assert "Наличные: в выписке не будет" in after.text
    assert await confirmed(town) == [280_000]
    await olga.presses("↩️ Отменить", on=after)
    assert await confirmed(town) == []


async def test_a_waiting_document_of_that_sum_may_be_the_money(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    await say(town, boris, "Вектор", "7701000019", 340_000, 18)

    screen = await opens(olga, make_file(Doc("340000.00", came="18.11.2026"), days=NOVEMBER))
    assert "а в выписке нет" not in screen.text


async def test_an_account_without_a_statement_is_named(town: Town) -> None:
    boris, olga = await town.manager("Борис"), await town.lead("Ольга")
    await town.clock.reach("10:00")
    await say(town, boris, "ТехноПарк", "7701000065", 280_000, 19)
    await opens(olga, make_file(accounts=(OURS, SECOND), days=(date(2026, 11, 2), date(2026, 11, 3))))

    screen = await opens(olga, make_file(Doc("340000.00", came="18.11.2026"), days=NOVEMBER))
    assert "По …0002 выписки нет" in plain(screen.text)
    assert "ТехноПарк" not in screen.text
