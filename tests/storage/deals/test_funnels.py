"""The vector of spec/2 lived day by day: the funnel by cohort, what happened by event, and both after an undo."""

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Percent
from sales.deals.deal import DealsFilter, LostReason
from sales.deals.funnel import median
from sales.deals.kpi import closing_rate
from sales.deals.stages import DEFAULT_BOOK
from storage.deals.deals import NewDeal
from storage.deals.funnels import CohortCounts
from storage.deals.standing import WhoseDeals
from storage.payments.receipts import NewFact
from tests.clock import moscow
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
LIVES = {
    1: "2 lead 3 contact 5 qualification 9 presentation 11 proposal 16 contract 18 invoice 20 payment",
    2: "2 lead 4 contact 6 qualification 10 proposal 17 refusal",
    3: "3 lead 5 contact",
    4: "5 lead 9 contact 12 qualification 16 presentation 17 qualification",
    5: "9 lead 10 refusal",
    6: "10 lead 11 contact 13 qualification 17 presentation 19 proposal",
}


async def live(house: House) -> dict[int, int]:
    """The six deals; the first is paid on the twentieth. Their ids."""
    deeds = sorted(
        (int(day), number, stage)
        for number, life in LIVES.items()
        for day, stage in zip(life.split()[::2], life.split()[1::2], strict=True)
    )
    clients = {number: await house.client(house.anna, f"Клиент {number}") for number in LIVES}
    deals: dict[int, int] = {}
    for day, number, stage in deeds:
        house.clock.move_to(at(day))
        async with house.write() as tx:
            mine = tx.as_(house.anna)
            if number not in deals:
                deals[number] = (await mine.deals.make(NewDeal(clients[number].id, "Поставка", 100 * THOUSAND))).id
            elif stage == "refusal":
                await mine.stage_moves.move(deals[number], stage, LostReason.PRICE)
            else:
                await mine.stage_moves.move(deals[number], stage)
            if stage == "payment":
                await mine.receipts.record(NewFact(clients[number].id, 100 * THOUSAND, date(2026, 11, day)))
    return deals


def at(day: int) -> datetime:
    return moscow("10:00", date(2026, 11, day))


@pytest.fixture
def early(house: House) -> House:
    house.clock.move_to(at(1))
    return house


async def test_the_vector_of_the_spec(early: House) -> None:
    await live(early)
    async with early.read() as tx:
        for person in (None, early.anna.person_id):
            reader = early.olga if person is None else early.anna
            found = await tx.as_(reader).funnels.count(MOSCOW, *NOVEMBER, person)
            assert [each.reach for each in found.steps] == [6, 5, 4, 4, 3, 1, 1, 1]
            tenths = [833, 800, 1000, 750, 333, 1000, 1000]
            assert [each.conversion for each in found.steps] == [*(Percent(each) for each in tenths), None]
            days = [(Fraction(3, 2), 6), (2, 4), (4, 4), (2, 3), (6, 2), (2, 1), (2, 1), (None, 0)]
            assert [(each.median, each.visits) for each in found.steps] == days
            assert found.cohort == CohortCounts(6, 1, 3)
            events = await tx.as_(reader).deal_events.count(MOSCOW, *NOVEMBER, person, date(2026, 11, 20))
            assert (events.moves.forward, events.moves.back, events.moves.net) == (18, 1, 17)
            assert closing_rate(events.won, events.lost) == Percent(333)
            assert (median(events.velocity), events.begun.deals, events.begun.alone) == (18, 1, 0)
            assert (events.leads, events.qualified, events.won_total) == (6, 4, 100 * THOUSAND)


async def test_an_undone_move_leaves_no_trace(early: House) -> None:
    deals = await live(early)
    async with early.write() as tx:
        before = await tx.as_(early.anna).funnels.count(MOSCOW, *NOVEMBER, early.anna.person_id)
        step = await tx.as_(early.anna).stage_moves.move(deals[3], "contract")
        moved = await tx.as_(early.anna).undo_steps.take(step)
        assert (await tx.as_(early.anna).funnels.count(MOSCOW, *NOVEMBER, early.anna.person_id)) != before
        await tx.as_(early.anna).stage_moves.undo_move(deals[3], moved.refs["move"])
        assert await tx.as_(early.anna).funnels.count(MOSCOW, *NOVEMBER, early.anna.person_id) == before
        with pytest.raises(AlreadyDoneError):
            await tx.as_(early.anna).stage_moves.undo_move(deals[3], moved.refs["move"])


async def test_a_deal_that_was_never_made_counts_nowhere(early: House) -> None:
    client = await early.client(early.anna)
    async with early.write() as tx:
        deal = await tx.as_(early.anna).deals.make(NewDeal(client.id, "Ошибка"))
        await tx.as_(early.anna).deals.undo_making(deal.id)
        found = await tx.as_(early.anna).funnels.count(MOSCOW, *NOVEMBER, early.anna.person_id)
        assert (found.cohort.made, dict(found.open)) == (0, {})
        with pytest.raises(NotYoursError):
            await tx.as_(early.anna).deals.get(deal.id)


async def test_lost_and_taken_up_again_stands_where_it_was(early: House) -> None:
    deals = await live(early)
    async with early.write() as tx:
        mine = tx.as_(early.anna)
        step = await mine.stage_moves.move(deals[2], "proposal")
        assert (await mine.deals.get(deals[2])).is_open
        await mine.stage_moves.undo_move(deals[2], (await mine.undo_steps.take(step)).refs["move"])
        lost = await mine.deals.get(deals[2])
        assert (lost.is_lost, lost.lost_reason, lost.furthest) == (True, "price", "proposal")


async def test_nobody_counts_what_is_not_theirs(early: House) -> None:
    async with early.read() as tx:
        for reader, department, person in (
            (early.anna, MOSCOW, None),
            (early.anna, MOSCOW, early.boris.person_id),
            (early.olga, KAZAN, None),
        ):
            with pytest.raises(NotYoursError):
                await tx.as_(reader).funnels.count(department, *NOVEMBER, person)
            with pytest.raises(NotYoursError):
                await tx.as_(reader).deal_events.count(department, *NOVEMBER, person, NOVEMBER[1])


async def test_what_stands_still(early: House) -> None:
    deals = await live(early)
    early.clock.move_to(at(20) + timedelta(days=4))
    async with early.read() as tx:
        whose = WhoseDeals(None, early.anna.person_id, DEFAULT_BOOK, date(2026, 11, 24))
        stuck = await tx.as_(early.anna).deal_standings.list_some(whose, DealsFilter.STUCK, 5, 0)
        found = await tx.as_(early.anna).deal_standings.sum_up(whose)
    assert [each.id for each in stuck] == [deals[3]]
    assert (found.count, found.stuck, found.idle) == (3, 1, 3)
