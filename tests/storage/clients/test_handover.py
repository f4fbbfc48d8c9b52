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
from storage.clients.client import Client
from storage.engine.errors import InvitationGoneError, OneselfError
from storage.payments.receipts import NewFact
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, TELEGRAM, THOUSAND, House


async def _with_business(house: House) -> tuple[Client, Payment, Payment]:
    """Анна has a client with a payment under way, one that came, and a meeting planned on Monday."""
    client = await house.client(house.anna)
    waits, came = await house.awaits(client), await house.awaits(client, 50 * THOUSAND)
    async with house.write() as tx:
        await tx.as_(house.anna).receipts.settle(came.id, FRIDAY)
        await tx.as_(house.anna).deals.create(client.id, "Поставка")
        at = house.clock.now() + timedelta(days=3)
        await tx.as_(house.anna).activities.plan(NewActivity(client.id, ActivityType.MEETING, at))
    return client, waits, came


async def test_who_is_deactivated_is_nobody_at_once(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
        assert await tx.system.staff.actor_by_telegram(TELEGRAM["Анна"]) is None
        assert await tx.system.staff.actor(house.anna.person_id) is None


async def test_what_they_had_waits_without_a_master(house: House) -> None:
    client, waits, came = await _with_business(house)
    async with house.write() as tx:
        handover = await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
        assert (handover.clients, handover.deals, handover.payments, handover.activities) == (1, 1, 1, 1)
        assert [each.id for each in await tx.as_(house.olga).clients.without_owner()] == [client.id]
        assert (await tx.as_(house.olga).payments.get(waits.id)).owner_id is None
        assert (await tx.as_(house.olga).payments.get(came.id)).owner_id == house.anna.person_id, "history stays"
        assert await tx.system.reminders.list_due(house.clock.now() + timedelta(days=9)) == []


async def test_what_a_departure_would_hand_over_is_known_before(house: House) -> None:
    await _with_business(house)
    async with house.write() as tx:
        before = await tx.as_(house.olga).handovers.holdings(house.anna.person_id)
        assert await tx.as_(house.olga).handovers.deactivate(house.anna.person_id) == before
        assert (await tx.as_(house.olga).handovers.holdings(house.anna.person_id)).is_empty
        assert await tx.as_(house.olga).handovers.holdings(None, house.olga.department_id) == before
        assert await tx.as_(house.olga).clients.count_without_owner(house.olga.department_id) == 1
        assert await tx.as_(house.irina).clients.count_without_owner(KAZAN) == 0


async def test_the_heir_gets_it_with_reminders_of_their_own(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
        handover = await tx.as_(house.olga).handovers.reassign(None, house.boris.person_id)
        assert (handover.clients, handover.payments, handover.activities) == (1, 1, 1)
        assert (await tx.as_(house.boris).clients.get(client.id)).owner_id == house.boris.person_id
        assert [each.id for each in await tx.as_(house.boris).payments.open_of(client.id)] == [waits.id]
        due = await tx.system.reminders.list_due(house.clock.now() + timedelta(days=9))
        assert {each.person_id for each in due} == {house.boris.person_id}
        kinds = [event.kind for event in await tx.as_(house.boris).payment_stories.events(waits.id)]
        assert kinds == [PaymentEventKind.CREATED, PaymentEventKind.REASSIGNED, PaymentEventKind.REASSIGNED]


async def test_the_lead_gives_one_client_away_and_keeps_the_rest(house: House) -> None:
    client, waits, _ = await _with_business(house)
    other = await house.client(house.anna, "Вектор")
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id, client.id)
        assert [each.id for each in await tx.as_(house.anna).clients.recent()] == [other.id]
        assert [each.id for each in await tx.as_(house.boris).clients.recent()] == [client.id]
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).payments.get(waits.id)


async def test_the_owner_gives_clients_to_another_department(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.as_(house.irina).handovers.reassign(house.anna.person_id, house.viktor.person_id)
        assert (await tx.as_(house.viktor).clients.get(client.id)).department_id == KAZAN
        assert (await tx.as_(house.roman).payments.get(waits.id)).department_id == KAZAN
        with pytest.raises(NotYoursError):
            await tx.as_(house.olga).clients.get(client.id)


async def test_new_money_on_what_was_inherited_is_the_heirs(house: House) -> None:
    client, waits, _ = await _with_business(house)
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id)
        receipt = await tx.as_(house.boris).receipts.record(NewFact(client.id, THOUSAND, FRIDAY, (waits.id,)))
        assert receipt.fact.owner_id == house.boris.person_id
        assert [fact.amount for fact in await tx.as_(house.anna).receipts.facts_on(FRIDAY)] == [50 * THOUSAND]


async def test_a_link_that_was_never_pressed_dies_with_the_person(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        galina = next(each for each in await tx.as_(house.olga).people.team() if each.name == "Галина")
        await tx.as_(house.olga).handovers.deactivate(galina.id)
        with pytest.raises(InvitationGoneError):
            await tx.system.invitations.redeem(token, 555, "Галина", "ru")


async def test_an_open_dialog_is_closed(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.anna).dialogs.open("call", "client", {})
        await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
        assert await tx.as_(house.anna).dialogs.current() is None


@pytest.mark.parametrize(
    ("who", "whom"),
    [("anna", "boris"), ("sofia", "anna"), ("denis", "anna"), ("olga", "viktor"), ("olga", "irina"), ("roman", "anna")],
)
async def test_nobody_deactivates_beyond_their_right(house: House, who: str, whom: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).handovers.deactivate(getattr(house, whom).person_id)
        assert await tx.system.staff.actor(getattr(house, whom).person_id) is not None


@pytest.mark.parametrize("who", ["irina", "olga", "anna"])
async def test_nobody_deactivates_themselves(house: House, who: str) -> None:
    actor = getattr(house, who)
    async with house.write() as tx:
        with pytest.raises(OneselfError):
            await tx.as_(actor).handovers.deactivate(actor.person_id)


async def test_a_second_tap_deactivates_nobody_twice(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)


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
            await tx.as_(getattr(house, who)).handovers.reassign(
                getattr(house, source).person_id, getattr(house, heir).person_id
            )
        assert await tx.as_(house.anna).clients.count() == 1


async def test_a_client_of_somebody_else_is_not_given_away_by_its_id(house: House) -> None:
    foreign = await house.client(house.viktor)
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.olga).handovers.reassign(house.anna.person_id, house.boris.person_id, foreign.id)


async def test_leaving_is_all_or_nothing(house: House) -> None:
    """The last step fails: the person, the clients and the payments are as they were."""
    client, waits, _ = await _with_business(house)

    async def leaves_and_the_light_goes_out() -> None:
        async with house.write() as tx:
            await tx.as_(house.olga).handovers.deactivate(house.anna.person_id)
            await tx.session.execute(text("INSERT INTO nowhere VALUES (1)"))

    with pytest.raises(Exception, match="nowhere"):
        await leaves_and_the_light_goes_out()
    async with house.read() as tx:
        assert await tx.system.staff.actor(house.anna.person_id) == house.anna
        assert (await tx.as_(house.anna).clients.get(client.id)).owner_id == house.anna.person_id
        assert (await tx.as_(house.anna).payments.get(waits.id)).owner_id == house.anna.person_id
        assert len(await tx.system.reminders.list_due(house.clock.now() + timedelta(days=9))) == 3
