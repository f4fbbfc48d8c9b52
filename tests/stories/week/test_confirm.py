"""A week confirmed by the lead for somebody, and why last week's slips are taken along: one tap each, or none."""

from datetime import date, timedelta

from sales.payments.payments import MoveReason
from tests.stories.checkins.checkin_day import told
from tests.stories.week.week_days import MONDAY, NEXT_FRIDAY, WEDNESDAY, asked, at, frozen, the_week, weeks_in
from tests.town import Someone, Town

THIS_WEDNESDAY, THIS_THURSDAY = date(2026, 11, 18), date(2026, 11, 19)


async def boris_in(town: Town) -> Someone:
    """One payment of the next week, and two that did not come in this one."""
    boris = await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await town.expects(boris, "Ким", 75_000, THIS_WEDNESDAY, 60)
    await town.expects(boris, "Вектор", 40_000, THIS_THURSDAY, 60)
    return boris


async def opened_by(lead: Someone) -> None:
    await lead.types("/week")
    await lead.presses("23–29.11 ›")
    await lead.presses("Борис")


async def reasons(town: Town, someone: Someone) -> dict[str, str | None]:
    async with town.database.read() as tx:
        found = await tx.as_(someone.actor).week_lines.lines(someone.id, MONDAY)
    return {each.payment.client_name: each.reason for each in found}


async def test_a_lead_confirms_for_a_manager_who_then_reads_by_whom(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await asked(town)
    assert "Подтвердите до пн 10:00" in await the_week(boris)

    await opened_by(olga)
    opened = await olga.presses("✅ Подтвердить за: Борис")

    assert told(opened)[:2] == ["🗓 Борис · 23–29.11 · 150 тыс", "✅ Подтверждено: Ольга, фиксация пн 10:00"]
    assert "✅ Подтвердить за: Борис" not in opened.labels
    assert await olga.toast() == "План на неделю подтверждён"
    assert "✅ Подтверждено: Ольга, фиксация пн 10:00" in await the_week(boris)
    assert "✅ Подтвердить" not in (await boris.last()).labels
    await at(town, "09:30", MONDAY)
    assert not [each for each in await weeks_in(boris) if "ещё не подтверждён" in each.text]
    await frozen(town)
    assert "Подтверждено: Ольга" in await the_week(boris)
    assert "Не подтвердили" not in (await olga.sees("🗓 Неделя")).text


async def test_who_confirmed_whose_week_is_noted(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await opened_by(olga)
    await olga.presses("✅ Подтвердить за: Борис")

    async with town.database.read() as tx:
        noted = [each for each in await tx.system.audit.of("person", boris.id) if each.action == "week.confirmed"]

    assert [(each.actor_id, each.after) for each in noted] == [
        (olga.id, {"monday": "2026-11-23", "sum": 150_000_00, "items": 1})
    ]


async def test_two_leads_confirm_once(town: Town) -> None:
    olga, petr, boris = await town.lead("Ольга"), await town.lead("Пётр"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await opened_by(olga)
    await opened_by(petr)
    await olga.presses("✅ Подтвердить за: Борис")

    after = await petr.presses("✅ Подтвердить за: Борис")

    assert await petr.toast() == "Уже подтверждено"
    assert "✅ Подтверждено: Ольга, фиксация пн 10:00" in told(after)


async def test_a_lead_confirms_what_was_seen_and_no_other_plan(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await opened_by(olga)
    await town.expects(boris, "Вектор", 40_000, NEXT_FRIDAY, 80)

    shown = await olga.presses("✅ Подтвердить за: Борис")

    assert "План тем временем изменился" in (await olga.toast() or "")
    assert told(shown)[0] == "🗓 Борис · 23–29.11 · 190 тыс"
    confirmed = await olga.presses("✅ Подтвердить за: Борис")
    assert "✅ Подтверждено: Ольга, фиксация пн 10:00" in told(confirmed)


async def test_after_the_freeze_the_lead_is_told_that_it_is_frozen(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await asked(town)
    await opened_by(olga)
    opened = await olga.last()
    await at(town, "10:00", MONDAY)

    await olga.presses("✅ Подтвердить за: Борис", on=opened)

    assert await olga.toast() == "Неделя уже зафиксирована"
    async with town.database.read() as tx:
        plan = await tx.as_(boris.actor).week_plans.get(boris.id, MONDAY)
    assert plan is not None
    assert not plan.is_confirmed


async def test_an_assistant_looks_and_does_not_confirm(town: Town) -> None:
    vera, boris = await town.assistant("Вера"), await town.manager("Борис")
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)

    await opened_by(vera)

    assert not [each for each in (await vera.last()).labels if "Подтвердить" in each]


async def test_what_is_taken_along_is_asked_about_payment_by_payment(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await boris_in(town)
    await asked(town)
    await boris.presses("✅ Подтвердить")

    question = await boris.last()
    assert told(question) == ["Почему не пришло на прошлой неделе?", "📅 Ким · 75 тыс → пн 23.11"]
    assert question.buttons[-1] == ["Пропустить"]
    second = await boris.presses("Ждём документы")
    assert told(second)[1:] == ["📅 Ким · 75 тыс → пн 23.11, ждём документы", "📅 Вектор · 40 тыс → пн 23.11"]
    done = await boris.presses("Нет денег")

    assert told(done) == [
        "Не пришло на прошлой неделе:",
        "📅 Ким · 75 тыс → пн 23.11, ждём документы",
        "📅 Вектор · 40 тыс → пн 23.11, нет денег",
    ]
    assert done.labels == []
    assert await reasons(town, boris) == {"Ким": "awaiting_documents", "Вектор": "no_money", "Ромашка": None}
    await opened_by(olga)
    assert "пн 23.11 · Ким · 75 тыс · 60 % · 📅 ждём документы" in told(await olga.last())


async def test_a_reason_may_be_skipped_and_the_week_stays_confirmed(town: Town) -> None:
    boris = await boris_in(town)
    await asked(town)
    await boris.presses("✅ Подтвердить")

    await boris.presses("Пропустить")
    await boris.presses("Пропустить")

    assert told(await boris.last())[1:] == [
        "📅 Ким · 75 тыс → пн 23.11, другое",
        "📅 Вектор · 40 тыс → пн 23.11, другое",
    ]
    assert await reasons(town, boris) == {"Ким": "other", "Вектор": "other", "Ромашка": None}
    assert (await the_week(boris))[1] == "✅ Подтверждён, фиксация пн 10:00"


async def test_the_question_waits_while_something_else_is_typed(town: Town) -> None:
    boris = await boris_in(town)
    await asked(town)
    await boris.presses("✅ Подтвердить")
    question = await boris.last()

    assert "получено" in (await boris.types("пришло 150к Ромашка")).text
    await boris.presses("Нет денег", on=question)

    assert (await reasons(town, boris))["Ким"] == "no_money"


async def test_a_second_tap_tells_no_second_reason(town: Town) -> None:
    boris = await boris_in(town)
    await asked(town)
    await boris.presses("✅ Подтвердить")

    await boris.taps_twice("Нет денег")

    assert await reasons(town, boris) == {"Ким": "no_money", "Вектор": "other", "Ромашка": None}


async def test_the_lead_who_takes_them_along_may_say_why(town: Town) -> None:
    olga, boris = await town.lead("Ольга"), await boris_in(town)
    await opened_by(olga)

    await olga.presses("✅ Подтвердить за: Борис")
    await olga.presses("Наша вина")
    await olga.presses("Пропустить")

    assert await reasons(town, boris) == {"Ким": "our_fault", "Вектор": "other", "Ромашка": None}
    assert "пн 23.11 · Ким · 75 тыс · 60 % · 📅 наша вина" in await the_week(boris)


async def test_the_result_of_the_week_names_the_reason(town: Town) -> None:
    """The week's result stands since Friday; on Monday the slip is taken along, and its line says why."""
    olga, boris = await town.lead("Ольга"), await town.manager("Борис")
    await town.expects(boris, "Ким", 75_000, WEDNESDAY, 60)
    await town.expects(boris, "Ромашка", 150_000, NEXT_FRIDAY, 80)
    await frozen(town)
    await at(town, "18:25", NEXT_FRIDAY)
    assert "слетело: Ромашка 150, Ким 75" in told(await olga.sees("Итог недели"))
    await at(town, "09:30", MONDAY + timedelta(days=7))
    await boris.types("/week")
    await boris.presses("✅ Подтвердить")

    await boris.presses("Клиент перенёс")
    await boris.presses("Пропустить")

    result = await olga.sees("Итог недели")
    assert "слетело: Ромашка 150, Ким 75 — клиент перенёс" in told(result)


async def test_a_reason_is_told_once_and_noted(town: Town) -> None:
    boris = await boris_in(town)
    async with town.database.write() as tx:
        kim = next(each for each in await tx.as_(boris.actor).payments.list_awaited() if each.client_name == "Ким")
        moved = await tx.as_(boris.actor).payment_changes.move(kim.id, MONDAY, MoveReason.OTHER)
        await tx.as_(boris.actor).payment_changes.explain(moved.event_id, MoveReason.AWAITING_DOCUMENTS)

    async with town.database.read() as tx:
        noted = await tx.system.audit.of("payment", kim.id)

    assert [(each.action, each.before, each.after) for each in noted] == [
        ("payment.explained", {"reason": "other"}, {"reason": "awaiting_documents"})
    ]
