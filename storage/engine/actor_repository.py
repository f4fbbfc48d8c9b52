"""What a repository stands on whose every call is somebody's."""

from sales.core.clock import Clock
from storage.engine.actor import Actor
from storage.engine.audit import Audit
from storage.engine.repository import Repository
from storage.engine.session import Session
from storage.tables.types import Json


class ActorRepository(Repository):
    """Of somebody who speaks: its calls reach as far as their rights do."""

    def __init__(self, session: Session, clock: Clock, actor: Actor) -> None:
        super().__init__(session, clock)
        self._actor = actor
        self.stand = session, clock, actor

    async def _audit(
        self, action: str, subject: str, subject_id: int | None, before: Json | None = None, after: Json | None = None
    ) -> None:
        await Audit(self._session, self._clock).add(self._actor, action, subject, subject_id, before, after)
