"""A sum: typed as people say it, or one that the client's deals and payments have shown before."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from handlers.dialog.model import Again, Choice, Draft, Move, Screen, Talk
from handlers.dialog.steps.said import SaidStep
from handlers.dialog.steps.then import Asks, Then, go_on
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.message import grid
from sales.core.money import Kopecks
from sales.core.words import clean, fold
from sales.entry.numbers.amounts import AmountChoice, AmountMistake, read_amount, read_share

OFFERED = 6
BESIDE = frozenset({AmountMistake.NOT_A_NUMBER, AmountMistake.SEVERAL})
"""What a sum with something beside it looks like to who reads nothing else: «20к 15.06»."""
WIDTH = 3
ROUBLES = re.compile(r"(?:просто )?(?:р|руб\w{0,4}|roubles?|rubles?|меньше)[.!]?")
THOUSANDS = re.compile(r"(?:к|k|т|тыс\w{0,4}|тыщ\w{0,2}|тр|thousands?|больше)[.!]?")
"""A word for an answer to «150 ₽ или 150 000 ₽?»"""


class AmountDraft(Draft):
    amount: Kopecks | None = None
    which: tuple[Kopecks, Kopecks] | None = None
    """A bare «150»: the smaller and the larger it may be."""


A = TypeVar("A", bound=AmountDraft)
Offers = dict[str, Kopecks]
"""A sum by what a button may carry: where it comes from, never the sum itself."""


@dataclass(frozen=True)
class EnterAmount(SaidStep[A]):
    """A sum in kopecks, into `amount`. A bare «150» is asked about: roubles or thousands?"""

    then: Then[A]
    asks: Asks[A] | None = None
    of: Callable[[Talk, A], Awaitable[str]] | None = None
    """What the sum is of, before the question which of two is meant."""
    offered: Callable[[Talk, A], Awaitable[Offers]] | None = None
    """Likely sums, the likeliest first."""
    part_of: Callable[[Talk, A], Awaitable[Kopecks | None]] | None = None
    """What «половину», «остаток» and «30%» are of."""
    takes: frozenset[str] | None = None

    async def question(self, talk: Talk, draft: A) -> Markup:
        """`asks`, or how sums may be written."""
        if self.asks is not None:
            return await self.asks(talk, draft)
        return fill(_("How much? For example: 150k · 1.2m · 148 500.50"))

    async def subject(self, talk: Talk, draft: A) -> str:
        """Whose sum it is, in a word; empty where that need not be said."""
        return "" if self.of is None else await self.of(talk, draft)

    async def offers(self, talk: Talk, draft: A) -> Offers:
        """Sums that are one tap away, the likeliest first; only the first six are shown."""
        return {} if self.offered is None else await self.offered(talk, draft)

    async def show(self, talk: Talk, draft: A) -> Screen:
        if draft.which is not None:
            return await self._either(talk, draft, *draft.which)
        offers = await self.offers(talk, draft)
        choices = [Choice(money(amount), value) for value, amount in offers.items()][:OFFERED]
        return Screen(await self.question(talk, draft), grid(choices, WIDTH))

    async def press(self, talk: Talk, draft: A, value: str) -> Move:
        if value == "again":
            return Again(draft.model_copy(update={"which": None}))
        if draft.which is not None and value in {"smaller", "larger"}:
            return await self._say(talk, draft, draft.which[value == "larger"])
        amount = (await self.offers(talk, draft)).get(value)
        return Again() if amount is None else await self._say(talk, draft, amount)

    async def whole(self, talk: Talk, draft: A) -> Kopecks | None:
        """None where a sum is no part of anything."""
        return None if self.part_of is None else await self.part_of(talk, draft)

    async def write(self, talk: Talk, draft: A, text: str) -> Move:
        """A sum; a part where there is a whole; the day and the chance said along with it are taken, too."""
        if draft.which is not None and (unit := _unit(text)) is not None:
            return await self._say(talk, draft, draft.which[unit])
        if (part := await self._part(talk, draft, text)) is not None:
            return await self._say(talk, draft, part)
        reading = read_amount(text)
        values = await self.values_in(talk, draft, text)
        if reading in BESIDE and self.is_clear(draft, values):
            draft = await self.along(talk, draft, values)
            if values.amount is None:
                return Again(draft, self.tell_noted(draft, values) or self.hint())
            reading = values.amount
        match reading:
            case int() as amount:
                return await self._say(talk, draft, amount)
            case AmountChoice(smaller, larger):
                return Again(draft.model_copy(update={"which": (smaller, larger)}))
            case AmountMistake() as mistake:
                return Again(draft, hint=amount_mistake(mistake))

    async def _part(self, talk: Talk, draft: A, text: str) -> Kopecks | None:
        whole = await self.whole(talk, draft)
        return read_share(text, whole) if whole else None

    def hint(self) -> Markup:
        return amount_mistake(AmountMistake.NOT_A_NUMBER)

    async def _either(self, talk: Talk, draft: A, smaller: Kopecks, larger: Kopecks) -> Screen:
        said = {"smaller": money(smaller), "larger": money(larger)}
        subject = await self.subject(talk, draft)
        text = fill(_("{client}: {smaller} or {larger}?"), client=subject, **said) if subject else None
        row = (Choice(said["larger"], "larger"), Choice(said["smaller"], "smaller"), Choice(_("✖️ Neither"), "again"))
        return Screen(text or fill(_("{smaller} or {larger}?"), **said), (row,))

    async def _say(self, talk: Talk, draft: A, amount: Kopecks) -> Move:
        return await go_on(talk, draft.model_copy(update={"amount": amount, "which": None}), self.then)


def _unit(text: str) -> int | None:
    """Which of the two the word means: 0 is the smaller."""
    said = fold(clean(text)).strip()
    return 0 if ROUBLES.fullmatch(said) else 1 if THOUSANDS.fullmatch(said) else None


def amount_mistake(mistake: AmountMistake) -> Markup:
    """What is wrong with the sum, and how one is written."""
    words = {
        AmountMistake.NOT_A_NUMBER: _("I did not understand the sum. For example: 150k · 1.2m · 148 500.50"),
        AmountMistake.ZERO: _("Nothing is not a sum. For example: 150k · 1.2m · 148 500.50"),
        AmountMistake.NEGATIVE: _("Without the minus, please. For example: 150k · 1.2m · 148 500.50"),
        AmountMistake.TOO_LARGE: _("That is too much. For example: 150k · 1.2m · 148 500.50"),
        AmountMistake.FOREIGN: _("How much is it in roubles? For example: 150k · 1.2m · 148 500.50"),
        AmountMistake.SPAN: _("From and to are two sums. Which one? For example: 150k · 1.2m"),
        AmountMistake.TAX_NUMBER: _("That looks like a tax number. The sum? For example: 150k · 1.2m"),
        AmountMistake.SEVERAL: _("One sum, please. For example: 150k · 1.2m · 148 500.50"),
    }
    return fill(words[mistake])
