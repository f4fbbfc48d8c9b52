"""
The tokens of the door: made, listed and revoked by the owner, or by whoever has one for themselves (spec/0, 0.4).

A token is shown once, by whoever made it; what is kept is its SHA-256.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, select, update

from sales.core.errors import NotYoursError
from sales.core.rights import Action, Scope, scope
from sales.door.tokens import PERSONAL, TokenKind, TokenScope, hash_token, make_token
from storage.engine.actor_repository import ActorRepository
from storage.engine.errors import TooManyError, check_found
from storage.engine.reading import check_types, columns_of
from storage.engine.repository import Repository
from storage.tables import DepartmentRow, DoorTokenRow
from storage.tables.types import Json

MOST_TOKENS = 30
NOTED_EVERY = timedelta(minutes=1)
"""How exactly it is known when a token was used last."""
SECRETS = frozenset({"key", "secret", "url"})
"""Options by which others sign, or we do, and where we tell it: a token that is revoked needs them no more."""

Row = DoorTokenRow


@dataclass(frozen=True, slots=True)
class DoorToken:
    id: int
    kind: TokenKind
    label: str
    department_id: int | None
    person_id: int | None
    scopes: list[str]
    options: Json
    created_by: int
    created_at: datetime
    last_used_at: datetime | None

    @property
    def chat_id(self) -> int:
        """In whose order of the inbox its items stand."""
        return -self.id

    def may(self, scope: TokenScope) -> bool:
        """Whether it was given that scope."""
        return scope.value in self.scopes


@dataclass(frozen=True, slots=True)
class _FoundToken(DoorToken):
    token_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewToken:
    kind: TokenKind
    label: str
    department_id: int | None = None
    scopes: tuple[TokenScope, ...] = ()
    options: Json = field(default_factory=dict)


_BY_HASH = check_types(
    _FoundToken,
    select(*columns_of(_FoundToken, Row))
    .where(Row.revoked_at.is_(None), Row.token_hash == bindparam("the_hash"))
    .order_by(Row.id),
)
_TOKENS = check_types(DoorToken, select(*columns_of(DoorToken, Row)).where(Row.revoked_at.is_(None)).order_by(Row.id))


def _signs(token: DoorToken, words: Collection[str]) -> bool:
    secret = str(token.options.get("secret") or "")
    return secret in words or secret in map(hash_token, words)


class AllDoorTokens(Repository):
    """For whoever stands at the door."""

    async def find(self, token: str, kind: TokenKind | None = None) -> DoorToken | None:
        """The token that opens, of that kind where one is said; None for an unknown, a foreign and a revoked one
        alike. The hash is compared in constant time, whatever the index has told.
        """
        asked = hash_token(token)
        one = await self._session.read_one(_FoundToken, _BY_HASH, {"the_hash": asked})
        if one is None or not compare_digest(one.token_hash, asked):
            return None
        return one if kind is None or one.kind is kind else None

    async def find_said(self, words: Collection[str]) -> DoorToken | None:
        """The one that opens with one of these, or signs with it."""
        hashes = [hash_token(each) for each in words]
        by_hash = await self._session.read(DoorToken, _TOKENS.where(Row.token_hash.in_(hashes)))
        if by_hash:
            return by_hash[0]
        signing = await self._session.read(DoorToken, _TOKENS.where(Row.kind.in_((TokenKind.PBX, TokenKind.HOOK))))
        return next((each for each in signing if _signs(each, words)), None)

    async def list_of(self, token_ids: Iterable[int]) -> list[DoorToken]:
        """Of these those that open still, in their order."""
        return await self._session.read(DoorToken, _TOKENS.where(Row.id.in_(sorted(token_ids))))

    async def lock(self, token_ids: Iterable[int]) -> list[DoorToken]:
        """As `list_of`, and nobody else changes them until the transaction ends."""
        return await self._session.read(DoorToken, _TOKENS.where(Row.id.in_(sorted(token_ids))).with_for_update())

    async def get_ever(self, token_id: int) -> DoorToken | None:
        """Also a revoked one: what came in by it was accepted. When it was used last is not told."""
        return await self._session.once(("token", token_id), lambda: self._read_ever(token_id), of_staff=True)

    async def _read_ever(self, token_id: int) -> DoorToken | None:
        every = select(*columns_of(DoorToken, Row)).where(Row.id == token_id)
        return await self._session.read_one(DoorToken, every)

    async def note_use(self, token_ids: Iterable[int]) -> None:
        """They were used now; told to the minute."""
        now = self._clock.now()
        long_ago = or_(Row.last_used_at.is_(None), Row.last_used_at <= now - NOTED_EVERY)
        await self._session.execute(update(Row).where(Row.id.in_(sorted(token_ids)), long_ago).values(last_used_at=now))


class DoorTokens(ActorRepository):
    """What a person has made: all of the house for the owner, one's own for everybody."""

    async def make(self, new: NewToken) -> str:
        """The token, which nobody can read again. Raises NotYoursError, TooManyError."""
        if new.kind in PERSONAL or not self._keeps_all:
            raise NotYoursError
        if not await self._exists(select(DepartmentRow.id).where(DepartmentRow.id == new.department_id)):
            raise NotYoursError
        if len(await self.list_all()) >= MOST_TOKENS:
            raise TooManyError(MOST_TOKENS)
        return await self._keep(new, None)

    async def make_personal(self, kind: TokenKind, options: Json | None = None) -> str:
        """One of the speaker's own; the one before it opens no more. Raises NotYoursError."""
        if kind not in PERSONAL:
            raise NotYoursError
        await self.revoke_personal(kind)
        return await self._keep(
            NewToken(kind, "", self._actor.department_id, options=options or {}), self._actor.person_id
        )

    async def list_all(self) -> list[DoorToken]:
        """Of the house, in the order of making. Raises NotYoursError."""
        if not self._keeps_all:
            raise NotYoursError
        return await self._session.read(DoorToken, _TOKENS.where(Row.person_id.is_(None)))

    async def find_personal(self, kind: TokenKind) -> DoorToken | None:
        """The speaker's own, where there is one."""
        return await self._session.read_one(DoorToken, _TOKENS.where(self._is_own(kind)))

    async def get(self, token_id: int) -> DoorToken:
        """One of the house. Raises NotYoursError."""
        return check_found(next((each for each in await self.list_all() if each.id == token_id), None))

    async def change(self, token_id: int, *, scopes: Iterable[TokenScope]) -> None:
        """What it may do from now on. Raises NotYoursError."""
        token = await self.get(token_id)
        given = sorted(scopes)
        await self._session.execute(update(Row).where(Row.id == token.id).values(scopes=given))
        await self._audit("door.changed", "door_token", token.id, {"scopes": token.scopes}, {"scopes": given})

    async def revoke(self, token_id: int) -> None:
        """It opens nothing from now on, and no secret of it is kept. Raises NotYoursError."""
        token = await self.get(token_id)
        await self._revoke(Row.id == token.id)
        kept = {name: said for name, said in token.options.items() if name not in SECRETS}
        await self._session.execute(update(Row).where(Row.id == token.id).values(options=kept))
        await self._audit("door.revoked", "door_token", token.id)

    async def change_personal(self, kind: TokenKind, options: Json) -> None:
        """What the speaker's own one shows from now on; nothing where there is none."""
        which = (self._is_own(kind), Row.revoked_at.is_(None))
        await self._session.execute(update(Row).where(*which).values(options=options))

    async def revoke_personal(self, kind: TokenKind) -> None:
        """As `revoke`, the speaker's own; nothing where there is none."""
        await self._revoke(self._is_own(kind))

    async def _revoke(self, which: ColumnElement[bool]) -> None:
        await self._session.execute(
            update(Row).where(which, Row.revoked_at.is_(None)).values(revoked_at=self._clock.now())
        )

    async def _keep(self, new: NewToken, person_id: int | None) -> str:
        token = make_token(new.kind)
        made = await self._session.execute(
            insert(Row)
            .values(
                token_hash=hash_token(token),
                kind=new.kind,
                label=new.label,
                department_id=new.department_id,
                person_id=person_id,
                scopes=sorted(new.scopes),
                options=new.options,
                created_by=self._actor.person_id,
                created_at=self._clock.now(),
            )
            .returning(Row.id)
        )
        await self._audit("door.made", "door_token", made.one()[0], after={"kind": new.kind, "label": new.label})
        return token

    def _is_own(self, kind: TokenKind) -> ColumnElement[bool]:
        return and_(Row.person_id == self._actor.person_id, Row.kind == kind)

    @property
    def _keeps_all(self) -> bool:
        return scope(self._actor.role, Action.WRITE_DOOR) is Scope.ALL
