"""Addresses that events are told to, as their owner keeps them: what they hear, paused, turned on, tried (spec/8)."""

from sqlalchemy import insert, select, update

from sales.core.errors import NotYoursError
from sales.door.tokens import TokenKind
from sales.hooks.events import HookEvent, choose_event, find_trier, write_trial
from sales.hooks.standing import pause, turn_on
from storage.door.tokens import AllDoorTokens, DoorToken, DoorTokens
from storage.engine.actor_repository import ActorRepository
from storage.engine.parts import of_actor, of_house
from storage.tables import DoorTokenRow, HookMessageRow
from storage.tables.queues import PENDING
from storage.tables.types import Json

Row = DoorTokenRow
Message = HookMessageRow
NOTED = ("events", "off", "paused")


class HookAddresses(ActorRepository):
    """Each by its token. All raise NotYoursError for another kind, a foreign one and an absent one alike."""

    _tokens = of_actor(DoorTokens)
    _all_tokens = of_house(AllDoorTokens)

    async def choose_event(self, token_id: int, event: HookEvent, *, is_told: bool | None = None) -> None:
        """A kind is told to that program from now on, or told no more; None: the other of the two."""
        token = await self._lock(token_id)
        await self._set(token, choose_event(token.options, event, is_told=is_told))

    async def turn_on(self, token_id: int) -> None:
        """One that was off is told again, of what happens from now on; one that was paused, of what waits too."""
        token = await self._lock(token_id)
        await self._set(token, turn_on(token.options))
        waits = update(Message).where(Message.token_id == token.id, Message.state == PENDING)
        await self._session.execute(waits.values(not_before=self._clock.now()))

    async def pause(self, token_id: int) -> None:
        """What happens waits until it is turned on, for a week at most."""
        token = await self._lock(token_id)
        await self._set(token, pause(token.options))

    async def try_out(self, token_id: int) -> bool:
        """Tell it something of no meaning, and the speaker what it answers; False: that is under way."""
        token, now = await self._lock(token_id), self._clock.now()
        waits = select(Message.body).where(Message.token_id == token.id, Message.state == PENDING)
        last = await self._session.scalar(waits.order_by(Message.id.desc()).limit(1))
        if last is not None and find_trier(last) is not None:
            return False
        body = write_trial(now, token.id, self._actor.person_id)
        new = {"token_id": token.id, "body": body, "not_before": now, "created_at": now}
        await self._session.execute(insert(Message).values(**new))
        return True

    async def _lock(self, token_id: int) -> DoorToken:
        await self._tokens.get(token_id)
        found = (await self._all_tokens.lock([token_id]))[:1]
        if not found or found[0].kind is not TokenKind.HOOK:
            raise NotYoursError
        return found[0]

    async def _set(self, token: DoorToken, options: Json) -> None:
        await self._session.execute(update(Row).where(Row.id == token.id).values(options=options))
        before, after = ({name: each.get(name) for name in NOTED} for each in (token.options, options))
        await self._audit("door.changed", "door_token", token.id, before, after)
