"""What becomes of what was asked: accepted, done, declined, taken, decided; each by one conditional update."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update

from sales.asks.ask import ANSWERED, OPEN, Ask, AskKind, AskState, HelpWay
from sales.asks.waiting import TO_ACCEPT
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.rights import Action, may
from sales.hooks.events import HookEvent
from storage.asks.ask_rows import UNDONE, UNTAKEN, is_for, may_answer_ask, may_lead_ask, may_take_back_ask
from storage.asks.asks import Asks
from storage.clients.clients import Clients
from storage.deals.deals import Deals
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import LeftError
from storage.engine.parts import of_actor
from storage.engine.ripples import stir_day
from storage.engine.scope import reach, reaches_department
from storage.hooks.announcing import announce
from storage.payments.payments import Payments
from storage.people.person import find_people
from storage.settings.departments import Departments
from storage.tables import AskRow, DealRow, PersonRow

State = AskState


@dataclass(frozen=True, slots=True)
class NewAsk:
    """Of a payment or a deal the client is known. `state`: decided as it is asked, such as a small discount."""

    kind: AskKind
    text: str
    to_id: int | None = None
    client_id: int | None = None
    deal_id: int | None = None
    payment_id: int | None = None
    value: int | None = None
    due_at: datetime | None = None
    draft_id: str | None = None
    is_decided: bool = False


class AskChanges(ActorRepository):
    _asks = of_actor(Asks)

    async def give(self, new: NewAsk) -> Ask:
        """A task to others needs its own right. A repeated save of the draft returns the first.

        Raises NotYoursError, also for somebody or something that the actor may not reach; LeftError.
        """
        now, me = self._clock.now(), self._actor.person_id
        if not may(self._actor.role, Action.ANSWER_ASK):
            raise NotYoursError
        client_id, of_client = await self._subject(new)
        department_id = of_client or self._actor.department_id or await self._first_department()
        if new.to_id is not None and new.to_id != me:
            department_id = await self._department_of(new.to_id)
        if department_id is None:
            raise NotYoursError
        values = {
            "department_id": department_id,
            "kind": new.kind,
            "from_id": me,
            "to_id": new.to_id,
            "text": new.text,
            "client_id": client_id,
            "deal_id": new.deal_id,
            "payment_id": new.payment_id,
            "value": new.value,
            "due_at": new.due_at,
            "state": State.AGREED if new.is_decided else State.ACCEPTED if new.to_id == me else State.GIVEN,
            "allowed": new.value if new.is_decided else None,
            "answered_at": now if new.is_decided else None,
            "created_at": now,
            "draft_id": new.draft_id,
        }
        if new.kind is AskKind.HELP:
            await self._check_not_asked(new, client_id)
        ask_id = await self._insert_once(AskRow, ["draft_id"], values)
        if ask_id is None:
            ask_id = await self._session.scalar(select(AskRow.id).where(AskRow.draft_id == new.draft_id)) or 0
            return await self._asks.get(ask_id)
        announce(self._session, HookEvent.ASK_GIVEN, now, ask_id)
        if new.is_decided:
            announce(self._session, HookEvent.ASK_DONE, now, ask_id)
            await self._reduce(await self._asks.get(ask_id))
        return await self._asks.get(ask_id)

    async def accept(self, ask_id: int) -> Ask:
        """Raises NotYoursError, AlreadyDoneError; so do all below."""
        return await self._turn(
            ask_id, may_answer_ask(self._actor), {State.GIVEN}, state=State.ACCEPTED, accepted_at=self._clock.now()
        )

    async def finish(self, ask_id: int) -> Ask:
        """Done, with or without a word of having accepted it."""
        return await self._turn(
            ask_id, may_answer_ask(self._actor), UNDONE, state=State.DONE, answered_at=self._clock.now()
        )

    async def decline(self, ask_id: int, why: str) -> Ask:
        """With a reason."""
        values = {"state": State.DECLINED, "answer": why, "answered_at": self._clock.now()}
        return await self._turn(ask_id, is_for(self._actor), UNDONE, **values)

    async def withdraw(self, ask_id: int) -> Ask:
        """By who gave it, or who leads there."""
        values = {"state": State.WITHDRAWN, "answered_at": self._clock.now()}
        return await self._turn(ask_id, may_take_back_ask(self._actor), OPEN, **values)

    async def propose(self, ask_id: int, at: datetime) -> Ask:
        """Another time, which the giver is to agree to."""
        return await self._turn(ask_id, is_for(self._actor), UNDONE, proposed_at=at)

    async def agree(self, ask_id: int) -> Ask:
        """To the time that was proposed."""
        values = {"due_at": AskRow.proposed_at, "proposed_at": None, "rung_at": None}
        return await self._turn(
            ask_id, may_take_back_ask(self._actor), UNDONE, AskRow.proposed_at.is_not(None), **values
        )

    async def keep(self, ask_id: int) -> Ask:
        """The time stays as it was."""
        return await self._turn(
            ask_id, may_take_back_ask(self._actor), UNDONE, AskRow.proposed_at.is_not(None), proposed_at=None
        )

    async def set_due(self, ask_id: int, at: datetime) -> Ask:
        """Another time, by who gave it; it is said anew then."""
        return await self._turn(
            ask_id, may_take_back_ask(self._actor), UNDONE, due_at=at, proposed_at=None, rung_at=None
        )

    async def hand(self, ask_id: int, to_id: int) -> Ask:
        """A task to somebody else, who has not accepted it yet. Raises LeftError, too."""
        department_id = await self._department_of(to_id)
        own = and_(may_take_back_ask(self._actor), AskRow.department_id == department_id, AskRow.kind == AskKind.TASK)
        fresh = {"to_id": to_id, "state": State.GIVEN, "accepted_at": None, "rung_at": None, "proposed_at": None}
        return await self._turn(ask_id, own, UNDONE, **fresh)

    async def help(self, ask_id: int, way: HelpWay, advice: str | None = None) -> Ask:
        """The lead takes it, rings along, or advises, which may solve it at once."""
        now = self._clock.now()
        taken = {"state": State.TAKEN, "accepted_at": now}
        values = {"state": State.SOLVED, "answered_at": now, "answer": advice} if advice else taken
        leads = and_(may_lead_ask(self._actor), AskRow.kind == AskKind.HELP)
        return await self._turn(
            ask_id,
            leads,
            {State.GIVEN, State.TAKEN} if advice else {State.GIVEN},
            to_id=self._actor.person_id,
            way=way,
            **values,
        )

    async def give_up(self, ask_id: int) -> Ask:
        """«Беру» taken back, and «Решено» with it while nobody has judged it: whoever leads is asked anew."""
        stands = (AskRow.way == HelpWay.TAKE, AskRow.helped.is_(None))
        return await self._turn(ask_id, is_for(self._actor), {State.TAKEN, State.SOLVED}, *stands, **UNTAKEN)

    async def solve(self, ask_id: int) -> Ask:
        """The lead has done what they took."""
        done = {"state": State.SOLVED, "answered_at": self._clock.now()}
        return await self._turn(ask_id, is_for(self._actor), {State.TAKEN}, **done)

    async def judge(self, ask_id: int, *, helped: bool) -> Ask:
        """«Помогло?», by who has asked, once."""
        mine, unjudged = AskRow.from_id == self._actor.person_id, AskRow.helped.is_(None)
        return await self._turn(ask_id, mine, {State.SOLVED}, unjudged, helped=helped)

    async def decide(self, ask_id: int, allowed: int | None) -> Ask:
        """A discount: up to so many tenths of a percent, or (None) not at all; what is agreed stands on the deal."""
        decides = and_(
            reach(self._actor, Action.APPROVE_DISCOUNT, AskRow.to_id, AskRow.department_id),
            AskRow.kind == AskKind.DISCOUNT,
        )
        ask = await self._asks.get(ask_id)
        if allowed is not None and not 0 < allowed <= (ask.value or 0):
            raise NotYoursError
        state = State.REFUSED if allowed is None else State.AGREED
        values = {"state": state, "allowed": allowed, "answered_at": self._clock.now()}
        decided = await self._turn(ask_id, decides, {State.GIVEN}, to_id=self._actor.person_id, **values)
        await self._audit("discount.decided", "ask", ask_id, {"asked": ask.value}, {"allowed": allowed})
        if allowed is not None:
            await self._reduce(decided)
        return decided

    async def drop_discounts(self, deal_id: int) -> None:
        """What was asked for that deal and waits still: a later one takes its place."""
        asked = (AskRow.deal_id == deal_id, AskRow.kind == AskKind.DISCOUNT, AskRow.state == State.GIVEN)
        mine = AskRow.from_id == self._actor.person_id
        gone = update(AskRow).values(state=State.WITHDRAWN, answered_at=self._clock.now())
        await self._session.execute(gone.where(*asked, mine))

    async def _reduce(self, ask: Ask) -> None:
        """What was agreed is the deal's discount from now on, while it is under way."""
        if ask.deal_id is None:
            return
        deal = update(DealRow).where(DealRow.id == ask.deal_id, DealRow.closed_at.is_(None))
        await self._session.execute(deal.values(discount=ask.allowed))
        await self._audit("deal.discount", "deal", ask.deal_id, None, {"discount": ask.allowed})

    async def _turn(
        self,
        ask_id: int,
        whose: ColumnElement[bool],
        states: Collection[AskState],
        *also: ColumnElement[bool],
        **values: object,
    ) -> Ask:
        """A second tap finds it in another state."""
        before = await self._asks.get(ask_id)
        if not await self._exists(select(AskRow.id).where(AskRow.id == ask_id, whose)):
            raise NotYoursError
        await self._change_once(
            update(AskRow).where(AskRow.id == ask_id, whose, AskRow.state.in_(states), *also).values(**values)
        )
        if values.get("state") in ANSWERED:
            announce(self._session, HookEvent.ASK_DONE, self._clock.now(), ask_id)
        if before.state is State.GIVEN and self._clock.now() - before.created_at >= TO_ACCEPT:
            stir_day(self._session, before.to_id)  # the summary names it
        return await self._asks.get(ask_id)

    async def _check_not_asked(self, new: NewAsk, client_id: int | None) -> None:
        """One call for help at a time about the same thing. Raises AlreadyDoneError."""
        same = (
            AskRow.client_id == client_id,
            AskRow.deal_id.is_not_distinct_from(new.deal_id),
            AskRow.payment_id.is_not_distinct_from(new.payment_id),
        )
        others = AskRow.draft_id.is_distinct_from(new.draft_id)
        asked = (AskRow.kind == AskKind.HELP, AskRow.from_id == self._actor.person_id, AskRow.state.in_(OPEN))
        if await self._exists(select(AskRow.id).where(*same, *asked, others)):
            raise AlreadyDoneError

    async def _subject(self, new: NewAsk) -> tuple[int | None, int | None]:
        """The client that it is about, and the client's department. Raises NotYoursError for what is not seen."""
        stand = (self._session, self._clock, self._actor)
        client_id = new.client_id
        if new.payment_id is not None:
            client_id = (await Payments(*stand).get(new.payment_id)).client_id
        if new.deal_id is not None:
            client_id = (await Deals(*stand).get(new.deal_id)).client_id
        if client_id is None:
            return None, None
        return client_id, (await Clients(*stand).get(client_id)).department_id

    async def _first_department(self) -> int | None:
        """Whoever stands above all departments asks in the first one."""
        seen = await Departments(self._session, self._clock, self._actor).list_seen()
        return seen[0].id if seen and may(self._actor.role, Action.ANSWER_ASK) else None

    async def _department_of(self, person_id: int) -> int:
        """Of somebody to whom the actor may give tasks. Raises NotYoursError, LeftError."""
        found = await find_people(self._session, PersonRow.id == person_id)
        place = found[0].department_id if found else None
        if place is None or not reaches_department(self._actor, Action.GIVE_TASK, place):
            raise NotYoursError
        if not found[0].is_active:
            raise LeftError
        return place
