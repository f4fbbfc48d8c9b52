"""What becomes of people, clients and rules: moves between departments, merged pairs, visits, how a month is closed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from sales.activities.activities import ActivityType, MeetingOutcome
from sales.clients.card_fields import CardField
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.money import Percent
from sales.core.people import Role
from sales.results.bonus import BonusStep, RateKind, make_scheme
from storage.activities.activities import NewActivity
from storage.database import Database
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from tests.clock import MovableClock, moscow
from tests.proof.figures.bank_day import BankDay
from tests.proof.figures.life import BEGAN, Life
from tests.quick import quick
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

BEGINNERS = 2
"""So many managers a department keeps."""


@dataclass
class HouseDays:
    life: Life
    merges: list[int] = field(default_factory=list)

    async def moves_to_the_other_department(self) -> None:
        life, tx = self.life, self.life.tx
        if len(life.people) < BEGINNERS:
            raise NotYoursError
        to = KAZAN if life.place == MOSCOW else MOSCOW
        who = life.dice.choice(life.people)
        new_id = await tx.as_(life.house.irina).places.change(who.person_id, Role.MANAGER, to)
        life.people.remove(who)
        moved = await tx.system.staff.actor(new_id)
        assert moved is not None
        life.staff[to].append(moved)
        await life.creates_client(moved)

    async def two_clients_are_merged(self) -> None:
        """At times with money on both."""
        life, irina = self.life, self.life.house.irina
        here = [each for each in life.clients if await self._is_here(each)]
        if len(here) < BEGINNERS:
            raise NotYoursError
        kept, gone = life.dice.sample(here, 2)
        receipts = life.tx.as_(irina).receipts
        both_have = bool(await receipts.of_client(kept)) and bool(await receipts.of_client(gone))
        await life.tx.as_(irina).client_edits.edit(gone, {CardField.INN: None})
        made = await life.tx.as_(life.dice.choice([life.lead, irina])).client_merges.merge(kept, gone)
        self.merges.append(made.id)
        life.clients.remove(gone)
        if both_have:
            life.happened["merged with money on both"] += 1

    async def _is_here(self, client_id: int) -> bool:
        client = await self.life.tx.as_(self.life.house.irina).clients.get(client_id)
        return client.department_id == self.life.place

    async def a_merged_pair_is_parted(self) -> None:
        if not self.merges:
            raise NotYoursError
        merge = self.merges[-1]
        gone = (await self.life.tx.as_(self.life.house.irina).client_merges.part(merge)).gone_id
        self.merges.pop()
        self.life.clients.append(gone)

    async def lead_has_own_money(self) -> None:
        """Of a client that was taken over: what is awaited, and what came."""
        life, lead = self.life, self.life.tx.as_(self.life.lead)
        client_id = life.dice.choice([each for each in life.clients if await self._is_here(each)] or [0])
        with suppress(AlreadyDoneError):
            await lead.handovers.take_over(client_id)
        new = NewPayment(client_id, life.draw_sum(), life.today, 80)
        payment = await life.tx.as_(life.house.irina).payments.expect(new)
        life.payments.append(payment.id)
        for on in ((payment.id,), ())[: life.dice.randrange(3)]:
            receipt = await lead.receipts.record(NewFact(client_id, life.draw_sum(), life.today, on))
            life.receipts.append((receipt.id, life.lead))

    async def visits_a_client(self) -> None:
        """Road mode: they are there, and say so."""
        life = self.life
        client_id, who = await life.own_client()
        near = life.dice.randrange(3) / 1000
        outcome = life.dice.choice([MeetingOutcome.AGREED, MeetingOutcome.THINKING, MeetingOutcome.DID_NOT_HAPPEN])
        kind, now = life.dice.choice([ActivityType.MEETING, ActivityType.PRESENTATION]), life.house.clock.now()
        here = {"latitude": 55.75 + near, "longitude": 37.61, "accuracy": 20.0}
        await life.tx.as_(who).activities.log(NewActivity(client_id, kind, now, outcome, **here))

    async def month_is_closed_by_another_money(self) -> None:
        """«только подтверждённое» on, and off again, in whatever day."""
        life, mine = self.life, self.life.tx.as_(self.life.house.irina)
        place = await life.tx.system.departments.get(life.place)
        await mine.departments.update(life.place, counts_confirmed=not place.counts_confirmed)
        life.happened[f"confirmed only {'off' if place.counts_confirmed else 'on'}"] += 1

    async def bonus_gets_rules(self) -> None:
        life = self.life
        rates = {RateKind.REGULAR: life.dice.randrange(50, 300)}
        if life.dice.random() < 0.7:
            rates[RateKind.NEW_CLIENT] = life.dice.randrange(300, 600)
        steps = [
            BonusStep(Percent(0), life.dice.choice([0, 50])),
            BonusStep(Percent(300), 80),
            BonusStep(Percent(900), 120),
        ]
        scheme = make_scheme(life.dice.randrange(30) * THOUSAND, rates, steps)
        await life.tx.as_(life.house.irina).bonus.set_scheme(life.place, scheme)


def fill(life: Life) -> Life:
    """The whole of what may happen."""
    house, bank = HouseDays(life), BankDay(life)
    life.more = (
        *((bank.bank_brings_a_file,) * 3),
        bank.bank_file_is_looked_at_again,
        bank.bank_document_is_let_go,
        house.moves_to_the_other_department,
        house.two_clients_are_merged,
        house.a_merged_pair_is_parted,
        *((house.lead_has_own_money,) * 2),
        *((house.visits_a_client,) * 2),
        house.month_is_closed_by_another_money,
        house.bonus_gets_rules,
    )
    return life


@asynccontextmanager
async def living(url: str, clock: MovableClock, seed: str) -> AsyncIterator[Life]:
    """In a house of its own, which nothing is kept of."""
    clock.move_to(moscow("08:00", BEGAN))
    database = quick(Database(url, clock))
    try:
        house = await House(database, clock).open()
        async with house.tried() as tx:
            life = fill(Life(house, tx, Random(seed)))
            await life.begin()
            yield life
    finally:
        await database.dispose()
