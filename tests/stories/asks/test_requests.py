"""Help with a client, a discount above the limit, notes of claims and ideas."""

import pytest

from tests.kept import Kept
from tests.stories.asks.test_tasks import labels, told
from tests.town import Town, plain


async def test_help_asked_for_in_one_line_goes_to_the_lead_and_is_no_money(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")

    sent = await anna.types("нужна помощь по Вектору, не платит 90к")

    assert told(sent)[0] == "🆘 Просим РОПа помочь"
    assert told(await olga.last())[:2] == ["🆘 Анна просит помочь", "🗂 Вектор"]
    assert told(await olga.last())[2] == "не платит 90к"


async def test_help_is_taken_and_it_helped(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    await town.expects(anna, "Школа 57", 90_000, town.today(-12))
    await anna.types("Школа 57")
    await anna.presses("⚠️ Долг")
    await anna.presses("🆘 РОПу")
    sent = await anna.types("не отвечают третий день")
    assert told(sent)[0] == "🆘 Просим РОПа помочь"
    asked = await olga.last()
    assert told(asked) == ["🆘 Анна просит помочь", "⚠️ Школа 57 · 90 тыс · 12 дней", "не отвечают третий день"]
    assert labels(asked) == [["Беру", "Позвоню с вами"], ["Совет…", "Карточка", "‹ Поручения"]]

    taken = await olga.taps_twice("Беру", on=asked)
    assert told(taken)[-1] == "Вы взяли сделку"
    assert told(await anna.last())[-1] == "🤝 Ольга: беру сделку"
    assert "Ведёт Ольга" in (await olga.types("Школа 57")).text
    await olga.presses("✅ Решено", on=await olga.sees("Вы взяли сделку"))
    judged = await anna.last()
    assert told(judged)[-1] == "Помогло?"
    assert told(await anna.presses("Да", on=judged))[-1] == "👍 Помогло"
    assert "🆘 Помощь РОПа: 1, с пользой 1" in plain((await olga.types("/kpi")).text)

    await anna.types("Вектор")
    await anna.presses("🆘 РОПу", on=await anna.presses("⋯"))
    await anna.presses("Пропустить")
    await olga.presses("Совет…", on=await olga.last())
    await olga.types("позвоните директору")
    assert told(await anna.last())[-2:] == ["💬 Ольга: позвоните директору", "Помогло?"]


@pytest.mark.parametrize("solved", [False, True])
async def test_help_taken_by_mistake_is_given_back_and_asked_for_anew(
    town: Town, where_anna_works: Kept, solved: bool
) -> None:
    anna, olga, egor = town.people["Анна"], await town.lead("Ольга"), await town.lead("Егор")
    await town.has_clients(anna, "Вектор")
    await town.expects(anna, "Вектор", 90_000, town.today(3))
    await anna.types("нужна помощь по Вектору, молчат")
    asked = await olga.sees("🆘 Анна просит помочь")
    taken = await olga.presses("Беру", on=asked)
    assert ["↩️ Отменить"] in labels(taken)
    assert "Ведёт Ольга" in (await egor.types("Вектор")).text
    taken = await olga.presses("✅ Решено", on=taken) if solved else taken

    back = await olga.presses("↩️ Отменить", on=taken)

    assert told(back)[0] == "🆘 Анна просит помочь"
    assert ["Беру", "Позвоню с вами"] in labels(back)
    assert "Ведёт Анна" in (await olga.types("Вектор")).text
    assert any("↩️" in each and "Вектор" in each for each in await anna.messages())
    assert "🤝 Ольга: беру сделку" not in told(await anna.sees("🆘 Просим РОПа помочь"))
    assert told(await egor.presses("Беру", on=await egor.sees("🆘 Анна просит помочь")))[-1] == "Вы взяли сделку"
    assert "Ведёт Егор" in (await olga.types("Вектор")).text


async def test_a_discount_within_above_and_bigger(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await anna.types("сделка Ромашка 300к пробная партия")
    await anna.presses("➕ Создать «Ромашка»")
    await town.expects(anna, "Ромашка", 90_000, town.today(-12))
    assert told(await anna.types("скидка 5% Ромашка")) == ["💸 Ромашка: скидка 5 %", "Можно, в пределах 5 %"]

    await anna.types("скидка 12% Ромашка: объём 2 млн")
    asked = await olga.last()
    assert told(asked) == [
        "💸 Анна: скидка 12 % = −36 тыс",
        "🧩 Ромашка · пробная партия · 300 тыс",
        "объём 2 млн",
        "⚠️ долг 90 тыс",
        "Раньше: 5 % да",
    ]
    assert labels(asked)[0] == ["✅ Да", "До 8 %", "❌ Нет"]
    await olga.taps_twice("До 8 %", on=asked)
    assert told(await anna.last())[-1] == "✅ Да, до 8 %"
    assert told(await anna.types("скидка Ромашке 7,5%"))[1] == "Можно, для этой сделки уже согласовано"

    await anna.types("скидка 9% Ромашка")
    await anna.types("просят ещё")
    await olga.presses("❌ Нет", on=await olga.last())
    assert told(await anna.last())[-1] == "❌ Нет"

    for wrong in ("скидка 0% Ромашка", "скидка 101% Ромашка", "скидка -3% Ромашка"):
        assert told(await anna.types(wrong))[0].startswith("Скидка — больше 0 и до 100 %")
        await anna.types("/cancel")
    assert told(await anna.types("скидка 0,5% Ромашка"))[1] == "Можно, в пределах 5 %"


async def test_the_limit_is_the_departments_and_a_card_asks_too(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    await olga.types("/settings")
    await olga.presses("💸 Скидка до 5 %")
    assert ["💸 Скидка до 3 %"] in [row[-1:] for row in labels(await olga.presses("3 %"))]
    await anna.types("сделка Ромашка 300к пробная партия")
    await anna.presses("✏️")
    await anna.presses("Скидка")
    assert told(await anna.types("4%"))[0] == "💸 4 % больше 3 %: решает РОП. Почему такая скидка?"
    await anna.types("берут много")
    await olga.presses("✅ Да", on=await olga.last())
    assert "скидка 4,0 %" in plain((await anna.types("Ромашка дальше")).text)


async def test_notes_have_a_kind_and_are_seen(town: Town, where_anna_works: Kept) -> None:
    anna, olga = town.people["Анна"], await town.lead("Ольга")
    await town.has_clients(anna, "Вектор")
    sent = await anna.types("претензия Вектор: брак 3 шт")
    assert told(sent) == ["❗️ Претензия · Вектор", "брак 3 шт", "Передано РОПу"]
    seen = await olga.last()
    assert told(seen) == ["❗️ Претензия · Вектор", "брак 3 шт", "от Анны, пт 20.11 11:00"]
    await olga.presses("Принято", on=seen)
    assert told(await anna.sees_edited(sent))[-1] == "Принято · 11:00"
    await anna.types("конкурент Вектор: Альфа 180 р")
    await anna.types("идея: рассылка по субботам")
    await anna.types("претензия: недовоз")
    assert told(await anna.types("вектор"))[:2] == ["❗️ Претензия · Вектор", "недовоз"]
    listed = await olga.presses("💡 Заметки", on=await olga.types("/tasks"))
    assert told(listed)[1] == "Заметок 4"
    assert told(listed)[-4:] == [
        "❗️ Анна: Вектор недовоз",
        "💡 Анна: рассылка по суббо…",
        "👀 Анна: Вектор Альфа 180 р",
        "❗️ Анна: Вектор брак 3 шт · принято",
    ]
