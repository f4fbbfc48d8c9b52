"""Who works in the department of the demo, with their clients and whom they know there."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.demo.cast import Cast
from sales.calendar.slots import DAY_CLOSE, DEFAULT_SLOTS
from sales.core.people import Profile, Role
from storage.engine.actor import Actor
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Manager:
    actor: Actor
    clients: tuple[int, ...]


async def move_in(
    tx: Transaction, cast: Cast, telegram_ids: Mapping[str, int], zone: str, language: str
) -> list[Manager]:
    """The owner, the lead and the managers. `telegram_ids`: name → who they are in the simulator."""

    async def comes(token: str, name: str) -> Actor:
        return (await tx.system.invitations.redeem(token, telegram_ids[name], name, language, zone)).actor

    owner = await comes(await tx.system.invitations.owner_link() or "", cast.owner)
    made = await tx.as_(owner).departments.create(cast.department, zone, DEFAULT_SLOTS, 15, 5, DAY_CLOSE)
    await comes(await tx.as_(owner).invitations.invite(Role.LEAD, cast.lead, made.id), cast.lead)
    found = []
    for name, clients, profile in zip(cast.managers, cast.clients, Profile, strict=True):
        actor = await comes(await tx.as_(owner).invitations.invite(Role.MANAGER, name, made.id, profile), name)
        found.append(Manager(actor, tuple([(await tx.as_(actor).clients.create(client)).id for client in clients])))
    return found


async def write_contacts(tx: Transaction, cast: Cast, managers: Sequence[Manager], dice: random.Random) -> None:
    """Somebody at each client, with a phone."""
    for manager in managers:
        for number, client in enumerate(manager.clients):
            phone = f"+7 9{dice.randrange(10**8, 10**9)}"
            name, position = cast.contacts[number % len(cast.contacts)], cast.positions[number % len(cast.positions)]
            await tx.as_(manager.actor).contacts.add(client, name, phone, position=position)
