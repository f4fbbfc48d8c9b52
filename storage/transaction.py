"""One transaction. All of it is committed together, or nothing is."""

from collections.abc import Awaitable, Callable, Hashable
from functools import cached_property
from typing import TypeVar

from sales.core.clock import Clock
from storage.actor_face import ActorFace
from storage.engine.actor import Actor
from storage.engine.session import Session
from storage.system_face import SystemFace

T = TypeVar("T")


class Transaction:
    """Its repositories: `as_(actor)` has those of somebody who speaks, `system` those of the house itself."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self.session = session
        self.clock = clock
        self._faces: dict[int, ActorFace] = {}

    def as_(self, actor: Actor) -> ActorFace:
        """What this actor may see and do; the same object for the same actor, so that what it has read is kept."""
        face = self._faces.get(id(actor))  # each holds its actor: no other one can have that id meanwhile
        if face is None:
            face = self._faces[id(actor)] = ActorFace(self.session, self.clock, actor)
        return face

    async def once(self, what: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """What is read, the same again until something is written (storage.engine.session)."""
        return await self.session.once(what, read)

    @cached_property
    def system(self) -> SystemFace:
        """What the clock, delivery and intake do, whom nobody has asked."""
        return SystemFace(self.session, self.clock)
