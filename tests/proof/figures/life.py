"""
The life of two departments by lot: people come and go, stand in for each other and hand over; money comes late, in
part, too much, goes back, is moved, cancelled, confirmed and undone. Every deed goes through the repositories, as a
person's.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.calendar.calendar import week_of
from sales.core.errors import MistakeError, NotYoursError
from sales.core.people import Role
from sales.payments.facts import FactKind
from sales.payments.payments import MoveReason
from storage.activities.activities import NewActivity
from storage.deals.deals import NewDeal
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction
from tests.clock import moscow
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

BEGAN, DAYS = date(2026, 11, 22), 14
"""Over a weekend, a month's end and two freezes of weeks."""

DEEDS_A_DAY = 24


def make_inn(number: int) -> str:
    """A company's, with its control digit."""
    digits = f"77{number:07}"
    control = sum(int(digit) * weight for digit, weight in zip(digits, (2, 4, 10, 3, 5, 9, 4, 6, 8), strict=True))
    return f"{digits}{control % 11 % 10}"


@dataclass
class Life:
    house: House
    tx: Transaction
    dice: Random
    today: date = BEGAN
    place: int = MOSCOW
    """Whose turn it is: one of both departments."""
    staff: dict[int, list[Actor]] = field(default_factory=lambda: {MOSCOW: [], KAZAN: []})
    """Managers who work there now."""
    happened: Counter[str] = field(default_factory=Counter)
    """What was done, and not refused, by the names of the deeds and of what came of them."""
    clients: list[int] = field(default_factory=list)
    made: int = 0
    """How many of them there ever were."""
    payments: list[int] = field(default_factory=list)
    receipts: list[tuple[int, Actor]] = field(default_factory=list)
    """With who entered each."""
    deals: list[int] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    """That were agreed."""
    more: tuple[Callable[[], Awaitable[None]], ...] = ()
    """What the bank brings, and what the house does with its people and clients (bank_day, house_days)."""

    @property
    def people(self) -> list[Actor]:
        return self.staff[self.place]

    @property
    def lead(self) -> Actor:
        return self.lead_of(self.place)

    def lead_of(self, place: int) -> Actor:
        return self.house.olga if place == MOSCOW else self.house.roman

    @property
    def everyone(self) -> list[Actor]:
        """Managers of both."""
        return [each for people in self.staff.values() for each in people]

    async def begin(self) -> None:
        self.staff = {MOSCOW: [self.house.anna, self.house.boris], KAZAN: [self.house.viktor]}
        for actor in (*self.everyone, *self.everyone):
            await self.creates_client(actor)
        for place, people in self.staff.items():
            for actor in people:
                plans = self.tx.as_(self.lead_of(place)).plans
                await plans.set_person(actor.person_id, self.today, 2_000 * THOUSAND)

    async def creates_client(self, actor: Actor) -> int:
        """By whose INN the bank's file knows them."""
        self.made += 1
        number = self.made
        made = await self.tx.as_(actor).clients.create(f"Клиент {number}", inn=make_inn(number))
        self.clients.append(made.id)
        return made.id

    async def live_a_day(self) -> None:
        """The morning freezes what is to be frozen; then deeds until the evening."""
        self.house.clock.move_to(moscow("10:00", self.today))
        monday = week_of(self.today)[0]
        for actor in self.everyone:
            if self.today == monday:
                await self.tx.system.week_plans.freeze(actor.person_id, monday)
            if self.dice.random() < 0.8:
                await self.tx.system.day_plans.freeze(actor.person_id, self.today)
        for _ in range(self.dice.randrange(DEEDS_A_DAY)):
            self.house.clock.advance(minutes=25)
            try:
                async with self.tx.session.savepoint():
                    await self._do()
            except MistakeError:
                continue  # refused: nothing was to change

    def the_night_passes(self) -> None:
        self.today += timedelta(days=1)

    async def _do(self) -> None:
        self.place = KAZAN if self.dice.random() < 0.3 else MOSCOW
        deed = self.dice.choice((*self._deeds(), *self.more))
        await deed()
        self.happened[deed.__name__.strip("_")] += 1

    def _deeds(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (
            *((self._expects,) * 4),
            *((self._receives,) * 5),
            self._says_what_came_before,
            self._receives_off_plan,
            self._settles,
            self._refunds,
            self._moves,
            self._cancels,
            self._confirms,
            self._undoes,
            self._joins,
            self._leaves,
            self._hands_over,
            self._takes_over,
            self._stands_in,
            *((self._makes_a_deal,) * 2),
            self._moves_a_deal,
            *((self._calls,) * 3),
            self._agrees_to_meet,
            *((self._meets,) * 2),
        )

    def who_may(self, owner_id: int | None) -> Actor:
        """Whose it is, while they work there; at times, and for what is nobody's, the owner of the house for them."""
        owner = next(
            (each for each in (*self.everyone, self.house.olga, self.house.roman) if each.person_id == owner_id), None
        )
        return self.house.irina if owner is None or self.dice.random() < 0.2 else owner

    async def any_payment(self) -> tuple[int, Actor]:
        """One of them, and who may change it; the oldest are left in peace."""
        payment_id = self.dice.choice(self.payments[-12:] or [0])
        payment = await self.tx.as_(self.house.irina).payments.get(payment_id)
        return payment_id, self.who_may(payment.owner_id)

    async def any_client(self) -> tuple[int, Actor]:
        client = await self.tx.as_(self.house.irina).clients.get(self.dice.choice(self.clients))
        return client.id, self.who_may(client.owner_id)

    async def own_client(self) -> tuple[int, Actor]:
        """With the manager whose it is. Raises MistakeError for one that is nobody's of them."""
        client = await self.tx.as_(self.house.irina).clients.get(self.dice.choice(self.clients))
        owner = next((each for each in self.everyone if each.person_id == client.owner_id), None)
        if owner is None:
            raise NotYoursError
        return client.id, owner

    def draw_sum(self) -> int:
        return self.dice.randrange(1, 400) * THOUSAND

    def _day(self) -> date:
        return self.today + timedelta(days=self.dice.randrange(-2, 8))

    async def _expects(self) -> None:
        client_id, who = await self.any_client()
        new = NewPayment(client_id, self.draw_sum(), self._day(), self.dice.choice([20, 80, 95]))
        self.payments.append((await self.tx.as_(who).payments.expect(new)).id)

    async def _records(self, who: Actor, client_id: int, *payments: int, kind: FactKind = FactKind.RECEIPT) -> None:
        on = self.today - timedelta(days=self.dice.choice([0, 0, 0, 1, 3]))
        receipt = await self.tx.as_(who).receipts.record(NewFact(client_id, self.draw_sum(), on, payments, kind))
        self.receipts.append((receipt.id, who))

    async def _receives(self, kind: FactKind = FactKind.RECEIPT) -> None:
        """In part, in full or too much."""
        payment_id, who = await self.any_payment()
        client_id = (await self.tx.as_(self.house.irina).payments.get(payment_id)).client_id
        await self._records(who, client_id, payment_id, kind=kind)

    async def _receives_off_plan(self) -> None:
        client_id, who = await self.any_client()
        await self._records(who, client_id)

    async def _refunds(self) -> None:
        await self._receives(FactKind.REFUND)

    async def _settles(self) -> None:
        payment_id, who = await self.any_payment()
        self.receipts.append(((await self.tx.as_(who).receipts.settle(payment_id, self.today)).id, who))

    async def _moves(self) -> None:
        payment_id, who = await self.any_payment()
        await self.tx.as_(who).payment_changes.move(payment_id, self._day(), MoveReason.OTHER)

    async def _cancels(self) -> None:
        payment_id, who = await self.any_payment()
        await self.tx.as_(who).payment_changes.cancel(payment_id, MoveReason.OTHER)

    async def _confirms(self) -> None:
        if self.receipts:
            await self.tx.as_(self.lead).confirmations.confirm(self.dice.choice(self.receipts)[0])

    async def _undoes(self) -> None:
        """Within its ten minutes."""
        await self._receives_off_plan()
        receipt_id, who = self.receipts.pop()
        await self.tx.as_(who).receipts.undo(receipt_id)

    async def _says_what_came_before(self) -> None:
        """In the month in which they began to use Reper."""
        amount = self.dice.choice((None, 0, 340 * THOUSAND))
        await self.tx.as_(self.lead).openings.set(self.dice.choice(self.people).person_id, BEGAN, amount)

    async def _calls(self) -> None:
        """Some days ago at most; and some of them are taken back at once."""
        client_id, who = await self.own_client()
        at = self.house.clock.now() - timedelta(days=self.dice.choice([0, 0, 1, 2]))
        made = await self.tx.as_(who).activities.log(NewActivity(client_id, ActivityType.CALL, at, CallOutcome.TALKED))
        if self.dice.random() < 0.2:
            await self.tx.as_(who).activity_changes.undo(made.id)

    async def _agrees_to_meet(self) -> None:
        client_id, who = await self.own_client()
        at = self.house.clock.now() + timedelta(days=self.dice.randrange(4))
        kind = self.dice.choice([ActivityType.MEETING, ActivityType.PRESENTATION])
        self.meetings.append((await self.tx.as_(who).activities.plan(NewActivity(client_id, kind, at))).id)

    async def _meets(self) -> None:
        """As was agreed, or in vain; or it is put off."""
        meeting = await self.tx.as_(self.house.irina).activities.get(self.dice.choice(self.meetings or [0]))
        who = next((each for each in self.everyone if each.person_id == meeting.author_id), self.house.irina)
        changes, now = self.tx.as_(who).activity_changes, self.house.clock.now()
        match self.dice.choice(["held", "vain", "off", "later"]):
            case "held":
                await changes.finish(meeting.id, MeetingOutcome.AGREED, now)
            case "vain":
                await changes.finish(meeting.id, MeetingOutcome.DID_NOT_HAPPEN, now)
            case "off":
                await changes.cancel(meeting.id)
            case _:
                await changes.postpone(meeting.id, now + timedelta(days=2))

    async def _joins(self) -> None:
        number = 500 + self.dice.randrange(10**6)
        token = await self.tx.as_(self.lead).invitations.invite(Role.MANAGER, f"Новый {number}", self.place)
        self.people.append((await self.tx.system.invitations.redeem(token, number, f"Новый {number}", "ru")).actor)
        await self.creates_client(self.people[-1])

    async def _leaves(self) -> None:
        if len(self.people) > 1:
            gone = self.dice.choice(self.people)
            await self.tx.as_(self.lead).handovers.deactivate(gone.person_id)
            self.people.remove(gone)

    async def _hands_over(self) -> None:
        heir = self.dice.choice(self.people).person_id
        giver = self.dice.choice([None, self.dice.choice(self.everyone).person_id])
        await self.tx.as_(self.house.irina).handovers.reassign(giver, heir)

    async def _takes_over(self) -> None:
        await self.tx.as_(self.lead).handovers.take_over(self.dice.choice(self.clients))

    async def _makes_a_deal(self) -> None:
        """Some have no sum yet."""
        client_id, who = await self.any_client()
        amount = self.dice.choice((None, self.draw_sum()))
        self.deals.append((await self.tx.as_(who).deals.make(NewDeal(client_id, "Партия", amount))).id)

    async def _moves_a_deal(self) -> None:
        """On, back, won or lost."""
        deal = await self.tx.as_(self.house.irina).deals.get(self.dice.choice(self.deals or [0]))
        stage = self.dice.choice(("contact", "proposal", "contract", "invoice", "payment", "refusal"))
        await self.tx.as_(self.who_may(deal.owner_id)).stage_moves.move(
            deal.id, stage, "price" if stage == "refusal" else None
        )

    async def _stands_in(self) -> None:
        away, other = self.dice.choice(self.people), self.dice.choice(self.people)
        last = self.today + timedelta(days=self.dice.randrange(4))
        substitute = None if other is away else other.person_id
        await self.tx.as_(self.lead).absences.add(away.person_id, self.today, last, substitute_id=substitute)
