"""A department's first day, told by who lives it: whatever is opened says what is true, and what to do first."""

from datetime import date, timedelta

from sales.core.money import ROUBLE
from tests.planning import expects, received
from tests.stories.checkins.checkin_day import told
from tests.town import FRIDAY, Town, plain

NOVEMBER, MONDAY = date(2026, 11, 1), date(2026, 11, 23)


async def test_before_there_is_a_department_every_screen_says_how_to_make_it(bare_town: Town) -> None:
    async with bare_town.database.write() as tx:
        token = await tx.system.invitations.owner_link()
    irina = await bare_town.stranger("Ирина")
    await irina.starts(token or "")
    await irina.types("/cancel")

    for command in ("/funnel", "/kpi октябрь", "/top", "/checkin", "/who", "/svod"):
        assert plain((await irina.types(command)).text) == "Отдела пока нет. Создать первый: /start", command

    await irina.types("/start")
    await irina.types("Юг")
    await irina.presses("Москва")
    assert "Факт оплат: 12:00 · 16:00 · 18:00" in (await irina.types("в 12, в 4 и в 6")).text


async def test_names_from_a_hurried_thumb_get_their_capitals(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await olga.types("/invite")
    await olga.presses("Менеджер")
    await olga.types("борис котов")
    assert "✅ Борис Котов · менеджер" in told(await olga.presses("Пропустить"))

    for typed, named in (("ромашка", "Ромашка"), ("ип ким", "ИП Ким"), ("школа 57", "Школа 57"), ("iDeal", "iDeal")):
        asked = await anna.types(f"оплата 150к {typed} завтра")
        assert f"➕ Создать «{named}»" in asked.labels
        assert f"💰 {named} · 150 000 ₽" in told(await anna.presses(f"➕ Создать «{named}»"))


async def test_an_empty_department_says_what_its_reader_can_do(town: Town) -> None:
    olga, anna, sofia = await town.lead("Ольга"), await town.manager("Анна"), await town.assistant("Софья")

    assert "Загрузите базу файлом: /import" in told(await olga.types("/clients"))
    assert "Их записывают менеджеры." in told(await sofia.types("/clients"))
    assert "строкой: оплата 150к Ромашка завтра" in told(await anna.types("/clients"))
    assert "до 20 000 строк" in plain((await olga.types("/import")).text)
    assert "до 500 строк" in plain((await anna.types("/import")).text)
    assert told(await olga.types("/export")) == ["Клиентов пока нет, выгружать нечего."]
    assert told(await sofia.types("/settings")) == ["Этой команды у вас нет.", "Всё, что умею: /menu"]
    assert "/top октябрь" in told(await olga.types("/top шмоктябрь"))[0]


async def test_the_evening_and_the_report_tell_one_month(town: Town) -> None:
    """Its own plan, and the money of who sells no more: as the summary report has them."""
    olga, anna, boris = await town.lead("Ольга"), await town.manager("Анна"), await town.manager("Борис")
    async with town.database.write() as tx:
        await tx.as_(olga.actor).plans.set_person(anna.id, NOVEMBER, 2_000_000 * ROUBLE)
        await tx.as_(olga.actor).plans.set_department(town.department_id, NOVEMBER, 5_000_000 * ROUBLE)
    await received(town, anna, "Вектор", 1200)
    await received(town, boris, "Луна", 300)

    await town.clock.reach("18:20", FRIDAY, step=timedelta(minutes=10))

    month = told(await olga.sees("Факт оплат · 18:00"))[-1]
    assert month.startswith("Месяц: 1,50 из 5,00 млн · темп 85,7 %")
    assert "Отдел: 1,50 из 5,00 млн · темп 85,7 % 🟡" in told(await olga.sees("Сводный отчёт"))


async def test_a_plan_confirmed_behind_the_freeze_says_so(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")
    await town.manager("Борис")
    await expects(town, anna, "Ромашка", 150, MONDAY)
    await town.clock.reach("18:05", FRIDAY, step=timedelta(minutes=5))
    await olga.presses("Завтра", on=await olga.sees("Факт оплат · 18:00"))
    assert "Борис: плана нет" in told(await olga.last())
    await town.clock.reach("19:05", FRIDAY, step=timedelta(minutes=5))

    confirmed = await anna.presses("✅ Подтвердить", on=await anna.types("/tomorrow"))

    assert "Зафиксирован, подтверждён позже: 19:05" in told(confirmed)


async def test_a_department_that_ranks_nobody_tells_no_place_anywhere(town: Town) -> None:
    anna = await town.manager("Анна")
    await received(town, anna, "Вектор", 50)
    assert "место" not in (await anna.types("/stats")).text  # of one alone
    await town.manager("Борис")
    assert "По деньгам: место 1 из 2" in told(await anna.types("/stats"))

    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).deal_settings.put(town.department_id, hides_top=True)

    assert "место" not in (await anna.types("/stats")).text


async def test_a_plan_that_was_undone_has_never_been(town: Town) -> None:
    await town.manager("Анна")
    olga = await town.lead("Ольга")
    await olga.types("/plan")
    await olga.presses("Анна")
    await olga.presses("↩️ Отменить", on=await olga.types("1,6 млн"))
    await olga.types("/plan")
    await olga.presses("Анна")
    await olga.types("1,5 млн")

    assert not [line for line in told(await olga.types("/svod")) if line.startswith("план ")]


async def test_what_a_screen_does_and_a_line_does_not_is_named(town: Town) -> None:
    olga, anna = await town.lead("Ольга"), await town.manager("Анна")

    for said in ("план отдела 5 млн", "план 2 млн", "план Анне 1,5 млн", "План на ноябрь Анна 2 млн"):
        assert told(await olga.types(said)) == ["План ставят здесь: /plan"], said
    assert told(await olga.types("пригласи бориса котова")) == ["Пригласить человека: /invite"]
    assert "/plan" not in (await anna.types("план Анне 1,5 млн")).text
