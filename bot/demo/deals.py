"""The demo's deals: at every stage, one that stands still, one that is lost, one that is paid."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.demo.cast import Cast
from sales.core.money import ROUBLE
from storage.deals.deals import NewDeal
from storage.engine.actor import Actor
from storage.payments.receipts import NewFact
from storage.transaction import Transaction

THOUSAND = 1000 * ROUBLE
SET_CLOCK_AT = (12, 30)

QUIET = (1, 3, 12)
"""The second manager has not spoken with the fourth client for so many workdays: that deal stands still."""


@dataclass(frozen=True, slots=True)
class Journey:
    """`steps`: how many workdays ago the deal came to which stage, its making first. `paid`: money came then."""

    client: int
    thousands: tuple[int, int, int]
    """Of each manager's."""
    steps: tuple[tuple[int, str], ...]
    paid: int | None = None


_LEAD, _CONTACT, _QUALIFIED, _SHOWN = "lead", "contact", "qualification", "presentation"
JOURNEYS = (
    Journey(
        0,
        (340, 280, 170),
        ((16, _LEAD), (15, _CONTACT), (13, _QUALIFIED), (11, _SHOWN), (8, "proposal"), (5, "contract"), (2, "invoice")),
    ),
    Journey(1, (150, 280, 80), ((14, _LEAD), (12, _CONTACT), (10, _QUALIFIED), (6, _SHOWN), (3, "proposal"))),
    Journey(2, (320, 460, 240), ((12, _LEAD), (9, _CONTACT), (7, _QUALIFIED), (4, _SHOWN))),
    Journey(3, (560, 380, 120), ((15, _LEAD), (13, _CONTACT), (12, _QUALIFIED))),
    Journey(
        4,
        (180, 260, 140),
        ((20, _LEAD), (18, _CONTACT), (14, "proposal"), (11, "contract"), (9, "invoice"), (6, "payment")),
        paid=7,
    ),
    Journey(5, (90, 210, 130), ((13, _LEAD), (11, _CONTACT), (8, "proposal"), (4, "refusal"))),
    Journey(5, (240, 160, 300), ((1, _LEAD),)),
    Journey(6, (420, 110, 0), ((5, _LEAD), (3, _CONTACT))),
)
LEFT_TO_THE_STORY = (2, 0, "invoice")
"""The third manager's first deal waits before it: the story moves it on, to money."""


class Journeys:
    """Written day by day, as the past goes by."""

    def __init__(self, cast: Cast, days: Sequence[date], set_clock: Callable[[date, int, int], datetime]) -> None:
        self._cast = cast
        self._set_clock = set_clock
        self._begun: dict[tuple[int, int], int] = {}
        self._ago: Mapping[date, int] = {day: len(days) - number for number, day in enumerate(days)}
        self._first = len(days)

    async def go_on(self, tx: Transaction, managers: Sequence[tuple[Actor, Sequence[int]]], day: date) -> None:
        """Whatever became of anybody's deals on that day."""
        for who, (actor, clients) in enumerate(managers):
            for number, journey in enumerate(JOURNEYS):
                if journey.client < len(clients):
                    await self._step(tx, actor, clients[journey.client], who, number, day)

    async def _step(self, tx: Transaction, actor: Actor, client_id: int, who: int, number: int, day: date) -> None:
        journey, ago = JOURNEYS[number], self._ago[day]
        self._set_clock(day, *SET_CLOCK_AT)
        for at, stage in journey.steps:
            if min(at, self._first) != ago or (who, number, stage) == LEFT_TO_THE_STORY:
                continue
            deal_id = self._begun.get((who, number))
            if deal_id is None:
                self._begun[who, number] = await self._make(tx, actor, client_id, who, number, stage)
            elif stage == "refusal":
                await tx.as_(actor).stage_moves.move(deal_id, stage, "chose_other", self._cast.rival)
            else:
                await tx.as_(actor).stage_moves.move(deal_id, stage)
        if journey.paid == ago:
            await tx.as_(actor).receipts.record(NewFact(client_id, journey.thousands[who] * THOUSAND, day))

    async def _make(self, tx: Transaction, actor: Actor, client_id: int, who: int, number: int, stage: str) -> int:
        titles, sources = self._cast.deals, self._cast.sources
        amount, title = JOURNEYS[number].thousands[who] * THOUSAND, titles[number % len(titles)]
        new = NewDeal(client_id, title, amount, stage, source=sources[number % len(sources)])
        return (await tx.as_(actor).deals.make(new)).id
