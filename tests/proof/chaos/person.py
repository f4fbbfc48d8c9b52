"""A person in the storm: does something, and waits until the chat shows what it should."""

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress

from reports.message.format import money
from sales.core.money import ROUBLE
from simulator.hands.driver import Seen, Tap
from tests.proof.chaos.ledger import Ledger
from tests.proof.chaos.town import LONGEST_PATIENCES, PATIENCE, Member, Town
from tests.proof.chaos.witness import Button, NotSeenError, Shown, plain

LEFT = ("Отменено, ничего не записано", "Ничего не открыто")


class Person:
    def __init__(self, town: Town, member: Member, seed: str) -> None:
        self.town = town
        self.member = member
        self.random = random.Random(seed)
        self.at_hand = asyncio.Lock()
        """One thing at a time: whoever wants both hands of somebody else waits, too."""
        self.doing = ""

    @property
    def id(self) -> int:
        return self.member.id

    @property
    def chat(self) -> int:
        return self.member.phone.id

    @property
    def ledger(self) -> Ledger:
        return self.town.ledger

    async def types(self, text: str) -> Seen:
        self.town.pushed += 1
        return await self.member.phone.types(text)

    async def says(self, text: str, *words: str) -> Shown:
        """Type, and wait for a message below that holds all these words."""
        return await self.sees(*words, after=(await self.types(text)).message_id)

    async def leaves(self) -> None:
        """Whatever dialog is open, and waits for the answer: its screen may come late, and be taken for another's."""
        after = (await self.types("/cancel")).message_id
        await self.waits("/cancel", lambda shown: shown.message_id > after and shown.text.startswith(LEFT))

    async def sees(self, *words: str, after: int = 0) -> Shown:
        def fits(shown: Shown) -> bool:
            return shown.message_id > after and all(word in shown.text for word in words)

        return await self.waits(f"«{' … '.join(words)}»", fits)

    async def waits(self, what: str, fits: Callable[[Shown], bool]) -> Shown:
        """Raises NotSeenError, which says who waited and for what."""
        found: Shown | None = None

        def seen() -> bool:
            nonlocal found
            found = self.town.witness.newest(self.chat, fits)
            return found is not None

        if not await self._until(seen):
            raise NotSeenError(f"{self.member.phone.name} waits for {what} in vain")
        assert found is not None
        return found

    async def _until(self, true: Callable[[], bool]) -> bool:
        """False where it does not come; who is only slow on a busy machine has it on the way, and is waited for."""
        for _ in range(LONGEST_PATIENCES):
            with suppress(NotSeenError):
                await self.town.witness.until(self.chat, true, PATIENCE)
                return True
            if not await self.town.has_on_its_way(self.chat):
                break
        return true()

    async def presses(self, shown: Shown, button: Button) -> Tap | None:
        """At the button's place, whatever stands there by now; None where nothing does any more."""
        self.town.pushed += 1
        message = Seen.of(_bare(shown))
        try:
            return await self.member.phone.presses_at(button.row, button.col, on=message)
        except AssertionError:
            self.town.pushed -= 1
            return None

    async def becomes(self, shown: Shown, what: str, fits: Callable[[Shown], bool]) -> Shown:
        """The message that was pressed, or a later one that was sent in its place; what it is then."""

        def one() -> Shown | None:
            later = (each for each in self.town.witness.chats[self.chat].values() if each.key == shown.key)
            return next((each for each in later if each.message_id >= shown.message_id and fits(each)), None)

        if not await self._until(lambda: one() is not None):
            name = self.member.phone.name
            raise NotSeenError(f"{name} waits in vain until message {shown.message_id} is {what}")
        found = one()
        assert found is not None
        return found


def _bare(shown: Shown) -> dict[str, object]:
    """As much of a message as a press needs."""
    return {
        "message_id": shown.message_id,
        "text": shown.text,
        "html": "",
        "kind": "text",
        "from": {"is_bot": True},
        "date": "2026-11-16T00:00:00+00:00",
        "history": [],
        "keyboard": [],
        "files": [],
        "silent": False,
    }


def roubles(amount: int) -> str:
    """As a card writes it."""
    return plain(money(amount * ROUBLE))
