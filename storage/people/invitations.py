"""How people come in: one-time links. Of a 192-bit token only the SHA-256 is kept (SPEC 2)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, insert, or_, select, update

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Profile, Role
from sales.core.rights import Action, invitable, reaches
from storage.engine.actor import Actor
from storage.engine.actor_repository import ActorRepository
from storage.engine.audit import Audit
from storage.engine.errors import AlreadyHereError, InvitationExpiredError, InvitationGoneError
from storage.engine.parts import of_house
from storage.engine.repository import Repository
from storage.people.everybody import read_everybody
from storage.people.person import (
    ACTIVE,
    DEFAULT_ZONE,
    person_under,
)
from storage.tables import DepartmentRow, InvitationRow, PersonRow

VALID = timedelta(hours=72)
TOKEN_BYTES = 24

HEADLESS = frozenset({Role.DIRECTOR, Role.OWNER})
"""Roles above departments: they belong to none."""


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Who has come in; `again` for somebody who pressed their own link a second time."""

    actor: Actor
    again: bool = False


class AllInvitations(Repository):
    """For who comes in, and for the first owner."""

    async def owner_link(self, token: str | None = None) -> str | None:
        """The one-time token for whoever is to own the house: the given one, which stays, or a new one in its place.

        None where somebody owns it, or where the given one was used. Any other token for an owner is revoked.
        """
        if await self._exists(select(PersonRow.id).where(PersonRow.role == Role.OWNER, ACTIVE)):
            return None
        if token is None:
            await self.revoke(InvitationRow.role == Role.OWNER)
            return await self.new_token(Role.OWNER, None, None)
        await self.revoke(and_(InvitationRow.role == Role.OWNER, InvitationRow.token_hash != _hash(token)))
        await self._keep_token(token, Role.OWNER, None, None)
        return token if await self._exists(select(InvitationRow.id).where(_is(token), self._is_good())) else None

    async def redeem(
        self, token: str, telegram_id: int, name: str, language: str, default_zone: str = DEFAULT_ZONE
    ) -> Redeemed:
        """Let the bearer in, once. Raises InvitationGoneError, InvitationExpiredError or AlreadyHereError."""
        here = (await read_everybody(self._session, default_zone)).by_account.get(telegram_id)
        if here is not None:
            return await self._knock_again(here, token)
        person_id = await self._take(token)
        if person_id is None:
            person_id = await self._new_owner(token, name, language)
        await self._session.execute(  # somebody who left and was invited anew comes in as a new person
            update(PersonRow).where(PersonRow.telegram_id == telegram_id).values(telegram_id=None)
        )
        await self._session.execute(
            update(PersonRow)
            .where(PersonRow.id == person_id)
            .values(telegram_id=telegram_id, language=language, activated_at=self._clock.now(), unreachable_at=None)
        )
        await Audit(self._session, self._clock).add(None, "person.activated", "person", person_id)
        return Redeemed((await read_everybody(self._session, default_zone)).by_id[person_id])

    async def _knock_again(self, actor: Actor, token: str) -> Redeemed:
        """Somebody of the house presses a link: their own is a welcome back, a good one for another is kept."""
        query = select(InvitationRow.person_id).where(_is(token))
        if await self._exists(query.where(InvitationRow.person_id == actor.person_id)):
            return Redeemed(actor, again=True)
        if await self._exists(query.where(self._is_good())):
            raise AlreadyHereError
        raise InvitationGoneError

    async def _take(self, token: str) -> int | None:
        """Use the link up, in one statement: two who press at once are one who comes in. None for the owner's link."""
        taken = await self._session.execute(
            update(InvitationRow)
            .where(_is(token), self._is_good())
            .values(used_at=self._clock.now())
            .returning(InvitationRow.person_id)
        )
        row = taken.first()
        if row is None:
            raise await self._refusal(token)
        (person_id,) = row
        return person_id

    async def _refusal(self, token: str) -> InvitationGoneError | InvitationExpiredError:
        expired = and_(InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None))
        known = select(InvitationRow.id).where(_is(token), expired)
        return InvitationExpiredError() if await self._exists(known) else InvitationGoneError()

    async def _new_owner(self, token: str, name: str, language: str) -> int:
        made = await self._session.execute(
            insert(PersonRow)
            .values(name=name, role=Role.OWNER, profile=Profile.MIXED, language=language, created_at=self._clock.now())
            .returning(PersonRow.id)
        )
        person_id = made.one()[0]
        await self._session.execute(update(InvitationRow).where(_is(token)).values(person_id=person_id))
        await self.revoke(InvitationRow.role == Role.OWNER)
        return person_id

    def _is_good(self) -> ColumnElement[bool]:
        return and_(
            InvitationRow.used_at.is_(None),
            InvitationRow.revoked_at.is_(None),
            or_(InvitationRow.expires_at.is_(None), InvitationRow.expires_at > self._clock.now()),
        )

    async def revoke(self, which: ColumnElement[bool]) -> None:
        """Of the links that meet the condition, those that are not used: they open no more."""
        await self._session.execute(
            update(InvitationRow)
            .where(which, InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None))
            .values(revoked_at=self._clock.now())
        )

    async def new_token(self, role: Role, person_id: int | None, created_by: int | None) -> str:
        """The token of a link that is valid for 72 hours (an owner's: always), of which only the hash is kept."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        await self._keep_token(token, role, person_id, created_by)
        return token

    async def _keep_token(self, token: str, role: Role, person_id: int | None, created_by: int | None) -> None:
        """Store its hash; one that is there already stays as it is."""
        now = self._clock.now()
        values = {
            "token_hash": _hash(token),
            "person_id": person_id,
            "role": role,
            "created_by": created_by,
            "created_at": now,
            "expires_at": None if role is Role.OWNER else now + VALID,
        }
        await self._insert_once(InvitationRow, ["token_hash"], values)


class Invitations(ActorRepository):
    _all = of_house(AllInvitations)

    async def invite(
        self, role: Role, name: str, department_id: int | None = None, profile: Profile = Profile.MIXED
    ) -> str:
        """The token of a link for a new person, not activated until it is pressed. Raises NotYoursError."""
        department_id = None if role in HEADLESS else department_id or self._actor.department_id
        await self._check_invitable(role, department_id)
        made = await self._session.execute(
            insert(PersonRow)
            .values(
                department_id=department_id,
                name=name,
                role=role,
                profile=profile,
                language=self._actor.language,
                created_at=self._clock.now(),
            )
            .returning(PersonRow.id)
        )
        person_id = made.one()[0]
        await self._audit("person.invited", "person", person_id, after={"role": role, "name": name})
        return await self._all.new_token(role, person_id, self._actor.person_id)

    async def renew(self, person_id: int) -> str:
        """A fresh link for somebody who has not come in yet; older ones stop working.

        Raises NotYoursError; AlreadyDoneError for who has come in or left.
        """
        person = await person_under(self._session, self._actor, Action.INVITE, person_id)
        if not person.is_waiting:
            raise AlreadyDoneError
        await self._all.revoke(InvitationRow.person_id == person_id)
        await self._audit("person.invited_again", "person", person_id)
        return await self._all.new_token(person.role, person_id, self._actor.person_id)

    async def _check_invitable(self, role: Role, department_id: int | None) -> None:
        same = department_id is not None and department_id == self._actor.department_id
        if role not in invitable(self._actor.role) or not reaches(
            self._actor.role, Action.INVITE, own=False, same_department=same
        ):
            raise NotYoursError
        if role not in HEADLESS and not await self._exists(
            select(DepartmentRow.id).where(DepartmentRow.id == department_id)
        ):
            raise NotYoursError


def _is(token: str) -> ColumnElement[bool]:
    return InvitationRow.token_hash == _hash(token)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
