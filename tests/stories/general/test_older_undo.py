"""↩️ of an older change while a newer one of the same thing stands: the newer one stays, and a word says why."""

from datetime import timedelta
from typing import Any

import pytest

from sales.activities.activities import ActivityType
from sales.clients.card_fields import CardField
from sales.core.errors import ChangedSinceError
from sales.core.undo import UndoStepKind
from sales.deals.deal import PaperKind
from storage.activities.activities import NewActivity
from tests.kept import Kept
from tests.stories.entry.entry_day import NAMES
from tests.town import Someone, Town

SINCE = "Сначала отмените последнюю правку: после этой была ещё одна."


@pytest.fixture
async def anna(town: Town, where_anna_works: Kept) -> Someone:
    anna = town.people["Анна"]
    await town.has_clients(anna, *NAMES)
    return anna


async def line_of(town: Town, anna: Someone) -> Any:
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        return (await mine.clients.get(await town.client_id(tx, anna, "Вектор"))).line


async def test_of_two_edits_of_a_card_the_newer_stands_until_it_is_taken_back(town: Town, anna: Someone) -> None:
    first = await anna.types("Вектор: опт")
    second = await anna.types("Вектор: розница")
    newer = await line_of(town, anna)

    await anna.presses("↩️ Отменить", on=first)
    assert await line_of(town, anna) == newer
    assert SINCE in [await anna.toast(), *(await anna.messages())]

    await anna.presses("↩️ Отменить", on=second)
    assert await line_of(town, anna) not in {newer, None}


async def _edit_twice(town: Town, mine: Any, client_id: int) -> list[int]:
    one = await mine.client_edits.edit(client_id, {CardField.NAME: "Вектор Плюс"})
    return [one, await mine.client_edits.edit(client_id, {CardField.NAME: "Вектор Юг"})]


async def _move_twice(town: Town, mine: Any, client_id: int) -> list[int]:
    day = town.clock.now() + timedelta(days=1)
    plan = await mine.activities.plan(NewActivity(client_id, ActivityType.CALL, day))
    found = []
    for ahead in (1, 2):
        await mine.activity_changes.postpone(plan.id, day + timedelta(days=ahead))
        found.append((await mine.undo_steps.last(UndoStepKind.PLAN_MOVED, plan.id)).id)
    return found


async def _change_deal_twice(town: Town, mine: Any, client_id: int) -> list[int]:
    deal = await mine.deals.create(client_id, "Партия", 100, "invoice")
    one = await mine.deals.change(deal.id, amount=200)
    await mine.deals.change(deal.id, title="Другая")
    return [one, await mine.deals.change(deal.id, amount=300)]


async def _put_paper_twice(town: Town, mine: Any, client_id: int) -> list[int]:
    deal = await mine.deals.create(client_id, "Партия", 100, "invoice")
    kind, *_ = PaperKind
    one = await mine.deal_papers.put(deal.id, kind, due_on=town.today(1))
    return [one, await mine.deal_papers.put(deal.id, kind, got_on=town.today())]


TWICE = [_edit_twice, _move_twice, _change_deal_twice, _put_paper_twice]


@pytest.mark.parametrize("twice", TWICE)
async def test_each_kind_of_step_goes_back_from_the_newest(town: Town, anna: Someone, twice: Any) -> None:
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        older, newer = await twice(town, mine, await town.client_id(tx, anna, "Вектор"))
        with pytest.raises(ChangedSinceError):
            await mine.undo_steps.take(older)
        assert (await mine.undo_steps.take(newer)).id == newer
        assert (await mine.undo_steps.take(older)).id == older


async def test_another_field_and_another_paper_do_not_hinder(town: Town, anna: Someone) -> None:
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        client_id = await town.client_id(tx, anna, "Вектор")
        deal = await mine.deals.create(client_id, "Партия", 100, "invoice")
        first, second, *_ = PaperKind
        steps = [
            await mine.client_edits.edit(client_id, {CardField.NAME: "Вектор Плюс"}),
            await mine.client_edits.edit(client_id, {CardField.INN: "7707083893"}),
            await mine.deals.change(deal.id, amount=200),
            await mine.deals.change(deal.id, title="Другая"),
            await mine.deal_papers.put(deal.id, first, got_on=town.today()),
            await mine.deal_papers.put(deal.id, second, got_on=town.today()),
        ]
        assert [(await mine.undo_steps.take(each)).id for each in steps] == steps
