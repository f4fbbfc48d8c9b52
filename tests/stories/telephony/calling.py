"""What an exchange says of calls in a town."""

from datetime import datetime
from typing import Any

from sales.door.tokens import TokenKind
from tests.stories.door.knocking import Answered, Visitor, has_token
from tests.town import Someone, Town

VECTOR = "+7 916 123-45-67"


class Ringing:
    """An exchange of the general kind, before the door of a town. Ids are given by turns where none is said."""

    def __init__(self, town: Town, visitor: Visitor, token: str) -> None:
        self._town, self._visitor, self.token = town, visitor, token
        self._last = 0

    async def tells(self, at: str, phone: str = VECTOR, **more: Any) -> Answered:
        """A talk of ours of 2:05 with that number, begun at the local hour of today, unless more is said."""
        self._last += 1
        now = self._town.clock.now()
        hour, minute = (int(part) for part in at.split(":"))
        started = datetime(now.year, now.month, now.day, hour, minute)  # noqa: DTZ001  of the department's own zone
        body = {
            "id": f"c{self._last}",
            "started_at": started.isoformat(),
            "direction": "out",
            "client_phone": phone,
            "extension": "101",
            "talk_seconds": 125,
            "result": "answered",
            **more,
        }
        return await self._visitor.posts(f"/hook/pbx/{self.token}", json=body)


async def has_exchange(town: Town, visitor: Visitor, **options: Any) -> Ringing:
    """The owner has connected it."""
    return Ringing(town, visitor, await has_token(town, TokenKind.PBX, **options))


async def has_extension(town: Town, person: Someone, extension: str = "101", phone: str | None = None) -> None:
    """The owner has noted it in the team's card."""
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.as_(town.owner.actor).people.set_numbers(person.id, extension, phone)


async def rings(town: Town, person: Someone) -> int:
    """Their client «Вектор» has the number that the exchange tells of, and they the extension; its id."""
    (vector,) = await town.has_clients(person, "Вектор")
    await has_phone(town, person, vector)
    await has_extension(town, person)
    return vector


async def has_phone(town: Town, person: Someone, client_id: int, phone: str = VECTOR) -> None:
    """Somebody at the client's has that number."""
    async with town.database.write() as tx:
        await tx.as_(person.actor).contacts.add(client_id, "Мария", phone)
