"""Who cannot be reached is neither asked, nor silent, nor reminded; a lead like that is replaced at once (SPEC 8)."""

from tests.stories.checkins.checkin_day import Team, at, gathered, told
from tests.town import Someone, Town


async def two_are_lost(town: Town) -> Team:
    """Борис has blocked the bot, Виктор's account is gone; the bot learns it as it asks them."""
    team = await gathered(town)
    await team.boris.phone.blocks()
    await team.viktor.phone.deletes_the_account()
    await at(town, "11:45", "11:55", "12:00")
    return team


async def test_the_lead_reads_that_nothing_reaches_them(town: Town) -> None:
    team = await two_are_lost(town)

    summary = told(await team.olga.sees("Факт оплат · 12:00"))

    assert "Борис 0 из 400, связи нет" in summary
    assert "Виктор 0 из 250, связи нет" in summary
    assert not any("нет ответа" in line for line in summary if line.startswith(("Борис", "Виктор")))


async def test_all_that_are_silent_are_reminded_and_the_others_are_named(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "11:55", "12:00")
    summary = await team.olga.sees("Факт оплат · 12:00")
    await team.boris.phone.blocks()
    await team.viktor.phone.deletes_the_account()
    await at(town, "15:45", "16:00")
    summary = await team.olga.sees("Факт оплат · 16:00")
    assert "🔔 Напомнить Анне" in summary.labels, "of three that have not answered one can be reminded"

    await team.olga.presses("🔔 Напомнить Анне", on=summary)

    assert await team.olga.toast() == "Напоминаю: Анна"
    after = (await team.olga.sees_edited(summary)).text
    assert "🔔 Напомнили в 16:00: Анна" in after


async def test_a_button_of_before_says_who_cannot_be_reached(town: Town) -> None:
    team = await two_are_lost(town)
    day = town.today().toordinal()

    await team.olga.forges(f"s:remind_all:{town.department_id}:{day}:720:0:0")

    assert "Связи нет: Борис, Виктор" in (await team.olga.toast() or "")
    assert "Борис" not in " ".join(line for line in told(await team.olga.sees("Факт оплат · 12:00")) if "🔔" in line)


async def test_who_is_not_counted_as_asked(town: Town) -> None:
    team = await two_are_lost(town)

    who = told(await team.olga.types("/who"))

    assert who[1] == "Ответили: 0 из 1"
    assert any("Борис" in line and "Виктор" in line for line in who)


async def test_a_lost_lead_is_replaced_by_the_owner_at_the_same_slot(town: Town) -> None:
    team = await gathered(town)
    await at(town, "11:45", "12:00")
    await team.olga.phone.deletes_the_account()

    await at(town, "15:45", "16:00")

    assert town.owner is not None
    summary = told(await town.owner.sees("Факт оплат · 16:00"))
    assert "В отделе её сегодня некому читать, сводка пришла вам" in summary
    assert any("Ольга" in text for text in await town.owner.messages()), "and is told why"


async def test_a_lost_lead_is_replaced_by_the_assistant_first(town: Town) -> None:
    team = await gathered(town)
    sofia = await town.assistant("Софья")
    await team.olga.phone.blocks()

    await at(town, "11:45", "12:00")

    assert "Руководителя сегодня нет, сводка пришла вам" in told(await sofia.sees("Факт оплат · 12:00"))


async def test_two_leads_need_no_third_reader(town: Town) -> None:
    team = await gathered(town)
    oleg = await town.lead("Олег")
    await team.olga.phone.blocks()

    await at(town, "11:45", "12:00")

    assert await summaries(oleg) == 1
    assert town.owner is not None
    assert await summaries(town.owner) == 0


async def summaries(someone: Someone) -> int:
    return sum(text.startswith("Факт оплат ·") for text in await someone.messages())
