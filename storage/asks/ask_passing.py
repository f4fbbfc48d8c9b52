"""Where what was asked goes as somebody leaves: to whoever acts for them, to a lead, back to the giver."""

from sqlalchemy import case, update

from sales.asks.ask import Ask, AskKind
from sales.asks.ask import AskState as State
from sales.core.people import Role
from sales.core.rights import Action
from storage.asks.ask_rows import ASKS, UNDONE, UNTAKEN
from storage.engine.actor_repository import ActorRepository
from storage.people.everybody import read_everybody
from storage.people.person import Person, person_under
from storage.people.standing_in import acting_now
from storage.tables import AskRow


class AskPassing(ActorRepository):
    async def pass_on(self, person_id: int) -> list[Ask]:
        """Open tasks of who leaves now: to whoever stands in for them today, else to a lead, else back to the giver.

        Nobody has accepted them there. What they asked of themselves is over; a call for help that they took waits
        for whoever leads now. Raises NotYoursError.
        """
        person = await person_under(self._session, self._actor, Action.DEACTIVATE, person_id)
        heir = await self._find_heir(person)
        theirs = (AskRow.to_id == person_id, AskRow.kind == AskKind.TASK, AskRow.state.in_(UNDONE))
        own = {"state": State.WITHDRAWN, "answered_at": self._clock.now()}
        await self._session.execute(update(AskRow).where(*theirs, AskRow.from_id == person_id).values(**own))
        to_id = AskRow.from_id if heir is None else heir
        state = case((AskRow.from_id == to_id, State.ACCEPTED.value), else_=State.GIVEN.value)
        fresh = {"to_id": to_id, "state": state, "accepted_at": None, "rung_at": None, "proposed_at": None}
        moved = await self._session.scalars(update(AskRow).where(*theirs).values(**fresh).returning(AskRow.id))
        taken = (AskRow.to_id == person_id, AskRow.kind == AskKind.HELP, AskRow.state == State.TAKEN)
        left = await self._session.scalars(update(AskRow).where(*taken).values(**UNTAKEN).returning(AskRow.id))
        return await self._session.read(Ask, ASKS.where(AskRow.id.in_([*moved, *left])).order_by(AskRow.id))

    async def _find_heir(self, person: Person) -> int | None:
        """None where nobody leads the department."""
        acting = (await acting_now(self._session, [person.id], self._clock.now())).get(person.id)
        if acting is not None or person.department_id is None:
            return acting
        everybody = await read_everybody(self._session)
        leads = (each for each in everybody.of_department(person.department_id) if each.role is Role.LEAD)
        return next((each.person_id for each in leads if each.person_id != person.id), None)
