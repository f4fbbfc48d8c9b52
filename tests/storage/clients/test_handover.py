"""Somebody leaves, somebody takes over: clients, payments and plans change hands in one transaction."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from sales.activities.activities import ActivityType
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Role
from sales.payments.payment import Payment
from sales.payments.payments import PaymentEventKind
from storage.activities.activities import NewActivity
from storage.clients.clients import Client
from storage.engine.errors import InvitationGoneError, OneselfError
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, TELEGRAM, THOUSAND, House


async def _with_business(house: House) -> tuple[Client, Payment, Payment]:
    """Анна has a client with a payment under way, one that came, and a meeting planned on Monday."""
    client = await house.client(house.anna)
    waits, came = await house.awaits(client), await house.awaits(client, 50 * THOUSAND)
    async with house.write() as tx:
        await tx.payments.settle(house.anna, came.id, FRIDAY)
        await tx.deals.create(house.anna, client.id, "Поставка")
        at = house.clock.now() + timedelta(days=3)
        await tx.activities.plan(house.anna, NewActivity(client.id, ActivityType.MEETING, at))
    return client, waits, came


async def test_who_is_deactivated_is_nobody_at_once(house: House) -> None:
    async with house.write() as tx:
        await tx.handovers.deactivate(house.olga, house.anna.person_id)
        assert await tx.people.actor_by_telegram(TELEGRAM["Анна"]) is None
        assert await tx.people.actor(house.anna.person_id) is None


async def test_what_they_had_waits_without_a_master(house: House) -> None:
    client, waits, came = await _with_business(house)
    async with house.write() as tx:
        handover = await tx.handovers.deactivate(house.olga, house.anna.person_id)
        assert (handover.clients, handover.deals, handover.payments, handover.activities) == (1, 1, 1, 1)
        assert [each.id for each in await tx.clients.without_owner(house.olga)] == [client.id]
        assert (await tx.payments.get(house.olga, waits.id)).owner_id is None
        assert (await tx.payments.get(house.olga, came.id)).owner_id == house.anna.person_id, "history stays"
        assert await tx.reminders.due(house.clock.now() + timedelta(days=9)) == []


async def test_what_a_departure_would_hand_over_is_known_before(house: House) -> None:
    await _with_business(house)
    async with house.write() as tx:
        before = await tx.handovers.holdings(house.olga, house.anna.person_id)
        assert await tx.handovers.deactivate(house.olga, house.anna.person_id) == before
        assert (await tx.handovers.holdings(house.olga, house.anna.person_id)).is_empty
        assert await tx.handovers.holdings(house.olga, None, house.olga.department_id) == before
        assert await tx.clients.count_without_owner(house.olga, house.olga.department_id) == 1
        assert await tx.clients.count_without_owner(house.irina, KAZAN) == 0


async def test_the_heir_gets_it_with_reminders_of_their_own(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.handovers.deactivate(house.olga, house.anna.person_id)
        handover = await tx.handovers.reassign(house.olga, None, house.boris.person_id)
        assert (handover.clients, handover.payments, handover.activities) == (1, 1, 1)
        assert (await tx.clients.get(house.boris, client.id)).owner_id == house.boris.person_id
        assert [each.id for each in await tx.payments.open_of(house.boris, client.id)] == [waits.id]
        due = await tx.reminders.due(house.clock.now() + timedelta(days=9))
        assert {each.person_id for each in due} == {house.boris.person_id}
        kinds = [event.kind for event in await tx.payments.events(house.boris, waits.id)]
        assert kinds == [PaymentEventKind.CREATED, PaymentEventKind.REASSIGNED, PaymentEventKind.REASSIGNED]


async def test_the_lead_gives_one_client_away_and_keeps_the_rest(house: House) -> None:
    client, waits, _ = await _with_business(house)
    other = await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        await tx.handovers.reassign(house.olga, house.anna.person_id, house.boris.person_id, client.id)
        assert [each.id for each in await tx.clients.recent(house.anna)] == [other.id]
        assert [each.id for each in await tx.clients.recent(house.boris)] == [client.id]
        with pytest.raises(NotYoursError):
            await tx.payments.get(house.anna, waits.id)


async def test_the_owner_gives_clients_to_another_department(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.handovers.reassign(house.irina, house.anna.person_id, house.viktor.person_id)
        assert (await tx.clients.get(house.viktor, client.id)).department_id == KAZAN
        assert (await tx.payments.get(house.roman, waits.id)).department_id == KAZAN
        with pytest.raises(NotYoursError):
            await tx.clients.get(house.olga, client.id)


async def test_new_money_on_what_was_inherited_is_the_heirs(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.handovers.reassign(house.olga, house.anna.person_id, house.boris.person_id)
        receipt = await tx.payments.record_fact(house.boris, NewFact(client.id, THOUSAND, FRIDAY, (waits.id,)))
        assert receipt.fact.owner_id == house.boris.person_id
        assert [fact.amount for fact in await tx.payments.facts_on(house.anna, FRIDAY)] == [50 * THOUSAND]


async def test_a_link_that_was_never_pressed_dies_with_the_person(house: House) -> None:
    async with house.write() as tx:
        token = await tx.people.invite(house.olga, Role.MANAGER, "Галина")
        galina = next(each for each in await tx.people.team(house.olga) if each.name == "Галина")
        await tx.handovers.deactivate(house.olga, galina.id)
        with pytest.raises(InvitationGoneError):
            await tx.people.redeem(token, 555, "Галина", "ru")


async def test_an_open_dialog_is_closed(house: House) -> None:
    async with house.write() as tx:
        await tx.dialogs.open(house.anna, "call", "client", {})
        await tx.handovers.deactivate(house.olga, house.anna.person_id)
        assert await tx.dialogs.current(house.anna) is None


@pytest.mark.parametrize(
    ("who", "whom"),
    [("anna", "boris"), ("sofia", "anna"), ("denis", "anna"), ("olga", "viktor"), ("olga", "irina"), ("roman", "anna")],
)
async def test_nobody_deactivates_beyond_their_right(house: House, who: str, whom: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.handovers.deactivate(getattr(house, who), getattr(house, whom).person_id)
        assert await tx.people.actor(getattr(house, whom).person_id) is not None


@pytest.mark.parametrize("who", ["irina", "olga", "anna"])
async def test_nobody_deactivates_themselves(house: House, who: str) -> None:
    actor = getattr(house, who)
    async with house.write() as tx:
        with pytest.raises(OneselfError):
            await tx.handovers.deactivate(actor, actor.person_id)


async def test_a_second_tap_deactivates_nobody_twice(house: House) -> None:
    async with house.write() as tx:
        await tx.handovers.deactivate(house.olga, house.anna.person_id)
        with pytest.raises(AlreadyDoneError):
            await tx.handovers.deactivate(house.olga, house.anna.person_id)


@pytest.mark.parametrize(
    ("who", "source", "heir"),
    [
        ("anna", "anna", "boris"),
        ("sofia", "anna", "boris"),
        ("denis", "anna", "boris"),
        ("olga", "viktor", "anna"),
        ("olga", "anna", "viktor"),
        ("olga", "anna", "sofia"),
        ("olga", "anna", "olga"),
    ],
)
async def test_nobody_reassigns_beyond_their_right_or_to_who_sells_nothing(
    house: House, who: str, source: str, heir: str
) -> None:
    await house.client(house.anna)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.handovers.reassign(
                getattr(house, who), getattr(house, source).person_id, getattr(house, heir).person_id
            )
        assert await tx.clients.count(house.anna) == 1


async def test_a_client_of_somebody_else_is_not_given_away_by_its_id(house: House) -> None:
    foreign = await house.client(house.viktor)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.handovers.reassign(house.olga, house.anna.person_id, house.boris.person_id, foreign.id)


async def test_leaving_is_all_or_nothing(house: House) -> None:
    """The last step fails: the person, the clients and the payments are as they were."""
    client, waits, _ = await _with_business(house)

    async def leaves_and_the_light_goes_out() -> None:
        async with house.write() as tx:
            await tx.handovers.deactivate(house.olga, house.anna.person_id)
            await tx.session.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(Exception, match="nowhere"):
        await leaves_and_the_light_goes_out()
    async with house.read() as tx:
        assert await tx.people.actor(house.anna.person_id) == house.anna
        assert (await tx.clients.get(house.anna, client.id)).owner_id == house.anna.person_id
        assert (await tx.payments.get(house.anna, waits.id)).owner_id == house.anna.person_id
        assert len(await tx.reminders.due(house.clock.now() + timedelta(days=9))) == 2
