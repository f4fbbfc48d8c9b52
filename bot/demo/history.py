"""
Last month of a department and this one, told through the same repositories that people use, by a clock set to each
moment in turn.

The dice are seeded: the demo is the same day every time, whatever today is.
"""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.demo.asks import write_asks
from bot.demo.calls import write_calls
from bot.demo.cards import make_inns, write_cards
from bot.demo.cast import Cast
from bot.demo.deals import QUIET, Journeys
from bot.demo.numbers import write_numbers
from bot.demo.people import Manager, move_in, write_contacts
from sales.activities.activities import ActivityType, CallOutcome, MeetingOutcome
from sales.calendar.calendar import WorkCalendar, month_of, week_of
from sales.calendar.slots import DEFAULT_SLOTS, Lateness, instant_of
from sales.core.money import ROUBLE
from sales.core.people import Role
from sales.payments.payments import MoveReason
from sales.plans.plans import Metric
from sales.schedule.schedule import Scheduled
from sales.week.times import week_times
from scheduler.due import ASK, REMIND, SUMMARY
from storage.activities.activities import NewActivity
from storage.database import Database
from storage.engine.actor import Actor
from storage.payments.payments import NewPayment
from storage.payments.receipts import NewFact
from storage.transaction import Transaction

WORKDAYS = 10
"""Of the last ones: what is a debt today began on them."""
THOUSAND = 1000 * ROUBLE
DICE = 20
NEXT_PLANS_FROM = 25
"""From that day on the bot asks for them."""

PLANS = (24, 20, 16)
"""Of a month of which too little has come yet, in tenths of a million."""

PACES = (92, 104, 76)
"""How the three stand in the month, in percent: one near the plan, one ahead, one who needs a hand."""


class SetClock:
    """Shows what it was set to: history is written at its own time."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant


class History:
    def __init__(self, database: Database, clock: SetClock, cast: Cast, zone: str, language: str) -> None:
        self._database = database
        self._clock = clock
        self._cast = cast
        self._zone = zone
        self._language = language
        self._quiet: tuple[int, date] = (0, date.max)
        """A client with whom nobody speaks from that day on."""
        self._yesterday = date.min
        self._dice = random.Random(DICE)  # noqa: S311  a story, not a secret

    async def write(self, telegram_ids: dict[str, int], today: date) -> None:
        """Everything up to this morning. `telegram_ids`: name → who they are in the simulator."""
        days = self._past(today)
        self._yesterday = days[-1]
        self._at(days[0] - timedelta(days=30), 9)
        async with self._database.write() as tx:
            managers = await move_in(tx, self._cast, telegram_ids, self._zone, self._language)
            await write_contacts(tx, self._cast, managers, self._dice)
            await write_cards(tx, self._cast, [(each.actor, each.clients) for each in managers], make_inns())
        who, client, quiet = QUIET
        self._quiet = managers[who].clients[client], days[-min(quiet, len(days))]
        journeys = Journeys(self._cast, days, self._at)
        for day in days:
            async with self._database.write() as tx:
                for manager in managers:
                    await self._work(tx, manager, day)
                await journeys.go_on(tx, [(each.actor, each.clients) for each in managers], day)
        async with self._database.write() as tx:
            await self._plans(tx, managers, today)
            await self._debts(tx, managers, days[-WORKDAYS:])
            await self._asks(tx, managers, today)
            await self._today(tx, managers, today)
            (owner,) = await tx.system.staff.owners()
            await write_calls(tx, owner, (managers[0].actor, managers[0].clients), self._at, today)
            await self._weeks(tx, managers, days, today)
            lead = await self._lead(tx, managers)
            await write_numbers(tx, self._language, lead, managers[0].actor, days[-1], self._at)
            await self._was_told(tx, managers[0].actor.department_id or 0, days[-1])

    def _past(self, today: date) -> Sequence[date]:
        """From the 1st of last month: a month to close, and a chart that is no flat line."""
        this, calendar = month_of(today)[0], WorkCalendar()
        day = calendar.workday_on_or_after(month_of(this - timedelta(days=1))[0])
        days = []
        while day < today:
            days.append(day)
            day = calendar.next_workday(day)
        return days

    def _at(self, day: date, hour: int, minute: int = 0) -> datetime:
        self._clock.instant = instant_of(day, time(hour, minute), self._zone)
        return self._clock.instant

    def _before_week(self, day: date) -> datetime:
        """When the plan of the day's week was made: on the last workday before it."""
        return self._at(WorkCalendar().previous_workday(week_of(day)[0]), 16, 45)

    async def _lead(self, tx: Transaction, managers: Sequence[Manager]) -> Actor:
        watching = await tx.system.staff.watching(managers[0].actor.department_id or 0)
        return next(each for each in watching if each.role is Role.LEAD)

    async def _plans(self, tx: Transaction, managers: Sequence[Manager], today: date) -> None:
        """Of last month, of this one and, at its end, of the next, as the lead has set them."""
        this = month_of(today)[0]
        last = month_of(this - timedelta(days=1))[0]
        lead = await self._lead(tx, managers)
        for manager, planned, pace in zip(managers, PLANS, PACES, strict=True):
            tenths = await self._pace(tx, manager.actor, today, pace) or planned
            before = await self._pace(tx, manager.actor, this, pace) or planned
            ahead = ((month_of(today)[1] + timedelta(days=1), tenths),) if today.day >= NEXT_PLANS_FROM else ()
            for month, value in ((last, before), (this, tenths), *ahead):
                await tx.as_(lead).plans.set_person(manager.actor.person_id, month, value * 100 * THOUSAND)

    async def _asks(self, tx: Transaction, managers: Sequence[Manager], today: date) -> None:
        lead, people = await self._lead(tx, managers), [(each.actor, each.clients) for each in managers]
        await write_asks(tx, self._cast, lead, people, self._at, today)

    async def _pace(self, tx: Transaction, actor: Actor, today: date, pace: int) -> int:
        """The plan, in tenths of a million, at which what has come makes that pace this morning; 0 on a first day."""
        first, last = month_of(today - timedelta(days=1))
        calendar = await tx.system.calendars.of_person(actor.person_id)
        done, total = calendar.workdays(first, today - timedelta(days=1)), calendar.workdays(first, last)
        came = (await tx.system.plan_facts.sum_done(actor.department_id or 0, Metric.MONEY, first, last)).get(
            actor.person_id, 0
        )
        return round(came * total * 100 / (done * pace * 100 * THOUSAND)) if done else 0

    async def _work(self, tx: Transaction, manager: Manager, day: date) -> None:
        for number in range(self._dice.randint(5, 8)):
            at = self._at(day, 9 + number, self._dice.randrange(60))
            outcome = self._dice.choice(tuple(CallOutcome))
            comment = self._dice.choice((None, *self._cast.call_notes))
            await self._log(tx, manager, ActivityType.CALL, at, outcome, comment)
        if self._dice.random() < 0.6:  # noqa: PLR2004  three meetings a week
            at = self._at(day, 14, self._dice.randrange(60))
            said = self._dice.choice((MeetingOutcome.AGREED, MeetingOutcome.THINKING, MeetingOutcome.PROPOSAL))
            await self._log(tx, manager, ActivityType.MEETING, at, said, self._dice.choice(self._cast.meeting_notes))
        await self._was_paid(tx, manager, day)

    async def _log(
        self,
        tx: Transaction,
        manager: Manager,
        kind: ActivityType,
        at: datetime,
        outcome: CallOutcome | MeetingOutcome,
        comment: str | None,
    ) -> None:
        client, (quiet, since) = self._dice.choice(manager.clients), self._quiet
        if client == quiet and at >= self._at(since, 9):
            client = manager.clients[0]
        self._clock.instant = at
        await tx.as_(manager.actor).activities.log(NewActivity(client, kind, at, outcome=outcome, comment=comment))

    async def _was_paid(self, tx: Transaction, manager: Manager, day: date) -> None:
        """Something was awaited on most days, and most of it came; now and then money that nobody expected."""
        if self._dice.random() < 0.3:  # noqa: PLR2004  a quiet day
            return
        client = self._dice.choice(manager.clients[3:])
        amount = self._dice.randrange(40, 320, 10) * THOUSAND
        self._before_week(day)
        if self._dice.random() < 0.8:  # noqa: PLR2004  expected
            payment = await tx.as_(manager.actor).payments.expect(NewPayment(client, amount, day))
            self._at(day, 11, 45)
            await tx.system.day_plans.freeze(manager.actor.person_id, day)
            self._at(came_on := self._comes_on(day, amount), 15, 10)
            await tx.as_(manager.actor).receipts.settle(payment.id, came_on)
        else:
            self._at(day, 9, 30)
            await tx.as_(manager.actor).receipts.record(NewFact(client, amount, day))

    def _comes_on(self, day: date, amount: int) -> date:
        """Nobody's word is always exact: some of it comes a workday late, and none in another month."""
        late = WorkCalendar().next_workday(day)
        slips = amount % (50 * THOUSAND) == 0 and late <= self._yesterday and month_of(late) == month_of(day)
        return late if slips else day

    async def _debts(self, tx: Transaction, managers: Sequence[Manager], days: Sequence[date]) -> None:
        anna, boris, _victor = managers
        self._at(days[1], 10)
        await tx.as_(anna.actor).payments.expect(NewPayment(anna.clients[5], 90 * THOUSAND, days[2]))
        late = await tx.as_(boris.actor).payments.expect(NewPayment(boris.clients[0], 120 * THOUSAND, days[3], 60))
        for at, to in ((3, 5), (5, 7), (7, 9)):
            self._at(days[at], 17)
            await tx.as_(boris.actor).payment_changes.move(late.id, days[to], MoveReason.CLIENT_MOVED)

    async def _today(self, tx: Transaction, managers: Sequence[Manager], today: date) -> None:
        calendar = WorkCalendar()
        anna, boris, victor = managers
        expected = (
            (anna, ((0, 340, 80), (1, 150, 80))),
            (boris, ((1, 280, 80), (2, 120, 60))),
            (victor, ((0, 170, 70), (1, 80, 50))),
        )
        self._before_week(today)
        for manager, payments in expected:
            for client, thousands, chance in payments:
                new = NewPayment(manager.clients[client], thousands * THOUSAND, today, chance)
                await tx.as_(manager.actor).payments.expect(new)
        self._at(calendar.previous_workday(today), 17, 20)
        kim = NewPayment(anna.clients[2], 75 * THOUSAND, calendar.previous_workday(today), 60)
        moved = await tx.as_(anna.actor).payments.expect(kim)
        await tx.as_(anna.actor).payment_changes.move(moved.id, today, MoveReason.AWAITING_DOCUMENTS)
        await self._ahead(tx, managers, today)
        self._at(today, 8, 20)
        for manager, (call, meeting) in zip(managers, self._cast.promises, strict=True):
            await self._plan(tx, manager, ActivityType.CALL, today, 15, call)
            await self._plan(tx, manager, ActivityType.MEETING, today, 17, meeting)

    async def _ahead(self, tx: Transaction, managers: Sequence[Manager], today: date) -> None:
        """What is awaited on the next workdays, so that tomorrow is not empty."""
        day = today
        for ahead in range(1, 4):
            day = WorkCalendar().next_workday(day)
            for manager in managers:
                amount = self._dice.randrange(60, 400, 20) * THOUSAND
                await tx.as_(manager.actor).payments.expect(NewPayment(manager.clients[2 + ahead], amount, day))

    async def _weeks(self, tx: Transaction, managers: Sequence[Manager], days: Sequence[date], today: date) -> None:
        """All confirm theirs. On the first day of a week the bot freezes it itself."""
        department_id = managers[0].actor.department_id or 0
        for monday in sorted({week_of(day)[0] for day in (*days, today)}):
            times = week_times(monday, self._zone, WorkCalendar())
            self._before_week(monday)
            for manager in managers:
                await tx.as_(manager.actor).week_plans.confirm(monday)
            if times is None or times.first_day >= today:
                continue
            self._at(today, 8, 20)
            await tx.system.duties.take(
                Scheduled.WEEK_FREEZE, department_id, times.first_day, "", times.freeze_at, Lateness.ON_TIME
            )
            for manager in managers:
                await tx.system.week_plans.freeze(manager.actor.person_id, monday, times.freeze_at)

    async def _was_told(self, tx: Transaction, department_id: int, day: date) -> None:
        """The last workday's duties were done: the first summary need not excuse itself for them."""
        for slot in DEFAULT_SLOTS:
            due = instant_of(day, slot.at, self._zone)
            for kind in (ASK, REMIND, SUMMARY):
                await tx.system.duties.take(kind, department_id, day, slot.code, due, Lateness.ON_TIME)

    async def _plan(
        self, tx: Transaction, manager: Manager, kind: ActivityType, day: date, hour: int, comment: str
    ) -> None:
        at = instant_of(day, time(hour), self._zone)
        client = manager.clients[0 if kind is ActivityType.CALL else 3]
        await tx.as_(manager.actor).activities.plan(NewActivity(client, kind, at, comment=comment))
