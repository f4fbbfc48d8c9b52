"""What managers do with their phones while it is measured: a line, a tap, a command; nobody says the same twice."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, cycle

from simulator.state.records import Message
from tests.proof.bench.line import TimedCore
from tests.proof.bench.million import CLIENTS, NAMES, Staff

Deed = tuple[int, Callable[[], object]]
"""Whose chat it is, and what is done there."""


class Phones:
    """Deeds on one line, each of the next manager who has nothing in the air."""

    def __init__(self, core: TimedCore, staff: Staff) -> None:
        self._core = core
        self._managers = cycle([staff.telegram(person) for person in range(1, staff.managers + 1)])
        self._of = staff.managers
        self._numbers = count(1)

    def text(self) -> Deed:
        """For an echo."""
        chat, number = self._free(), next(self._numbers)
        return chat, lambda: self._core.people.text(chat, f"привет {number}")

    def entry(self) -> Deed:
        """A payment in one line, understood in full and recorded at once."""
        chat, number = self._free(), next(self._numbers)
        name, sum_ = NAMES[number % CLIENTS], 1000 + number
        return chat, lambda: self._core.people.text(chat, f"оплата {sum_}к {name} завтра")

    def stats(self) -> Deed:
        chat = self._free()
        return chat, lambda: self._core.people.text(chat, "/stats")

    def tap(self) -> Deed:
        """«✅» on a row of the check-in that stands in the chat."""
        for _ in range(self._of):
            chat = self._free()
            found = self._button(chat)
            if found is not None:
                message, row, col = found
                return chat, partial(self._core.fingers.press_at, chat, row, col, message=message.message_id)
        raise RuntimeError("every row of every check-in is answered: settle with more of them")

    def mixed(self) -> Iterator[Deed]:
        while True:
            yield self.entry()
            yield self.tap()
            yield self.stats()

    def lines(self) -> Iterator[Deed]:
        """Without taps, of which there are only so many."""
        while True:
            yield self.entry()
            yield self.stats()

    def texts(self) -> Iterator[Deed]:
        while True:
            yield self.text()

    def _free(self) -> int:
        return next(chat for chat in self._managers if not self._core.is_waiting(chat))

    def _button(self, chat: int) -> tuple[Message, int, int] | None:
        for message in reversed(self._core.world.chats[chat].messages.values()):
            for row, keys in enumerate(message.inline_keyboard or ()):
                for col, key in enumerate(keys):
                    if str(key.get("callback_data", "")).startswith("c:came:"):
                        return message, row, col
        return None
