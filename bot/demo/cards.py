"""What stands on the cards of the demo's clients: every field that a screen has."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.demo.cast import Cast
from sales.clients.card_fields import CardField, Segment
from sales.clients.inn import read_inn
from sales.core.money import ROUBLE
from storage.engine.actor import Actor
from storage.transaction import Transaction

MILLION = 1_000_000 * ROUBLE
TURNOVERS = (18, 6, 42, 3, 120, 11, 27)
TERMS = (14, 30, 0, 7)


async def write_cards(
    tx: Transaction, cast: Cast, managers: Sequence[tuple[Actor, Sequence[int]]], inns: Iterator[str]
) -> None:
    """Each manager's territory is one; the first client of each has recommended the second and the third."""
    for (actor, clients), territory in zip(managers, cast.territories, strict=True):
        edits = tx.as_(actor).client_edits
        for number, client_id in enumerate(clients):
            await edits.fill(client_id, _fields(cast, number, territory, next(inns)))
        for client_id in clients[1:3]:
            await edits.fill(client_id, {CardField.REFERRED_BY: clients[0]})


def _fields(cast: Cast, number: int, territory: str, inn: str) -> dict[CardField, Any]:
    return {
        CardField.INN: inn,
        CardField.LINE: cast.lines[number % len(cast.lines)],
        CardField.TURNOVER: TURNOVERS[number % len(TURNOVERS)] * MILLION,
        CardField.SEGMENT: Segment.B2B,
        CardField.TERRITORY: territory,
        CardField.SOURCE: cast.sources[number % len(cast.sources)],
        CardField.TERMS: TERMS[number % len(TERMS)],
    }


def make_inns() -> Iterator[str]:
    """Of nobody, with control digits that agree."""
    for number in range(100, 1000):
        yield next(inn for digit in range(10) if (inn := read_inn(f"770100{number}{digit}")) and inn.isdigit())
