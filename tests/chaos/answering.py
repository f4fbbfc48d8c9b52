"""The buttons of a check-in: one tap, two taps, «Без изменений», «Всё пришло», another day."""

from collections.abc import Callable

from reports.buttons import CheckinPress
from tests.chaos.person import Person
from tests.chaos.witness import Button, Shown

QUESTION = "Факт оплат к "
CLOSED = "сверка закрыта"


def press_of(button: Button) -> CheckinPress | None:
    return CheckinPress.unpack(button.data) if button.data.startswith("c:") else None


def rows_of(shown: Shown, deed: str) -> list[tuple[Button, int]]:
    """The buttons of that deed, with their payments."""
    pressed = ((button, press_of(button)) for button in shown.buttons)
    return [(button, press.payment_id) for button, press in pressed if press is not None and press.deed == deed]


async def answers(self: Person) -> bool:
    """The newest question; False where there is none to answer."""
    question = self.town.witness.newest(self.chat, lambda shown: shown.text.startswith(QUESTION))
    if question is None or not question.buttons:
        return False
    ways = [way for way in (comes, comes, comes, is_put_off, stays, all_come) if OFFERS[way](question)]
    if not ways:
        return False
    await self.random.choice(ways)(self, question)
    return True


async def comes(self: Person, question: Shown) -> None:
    """«✅» on a row, sometimes twice."""
    button, payment_id = self.random.choice(rows_of(question, "came"))
    again = self.random.random() < 0.3
    taps = [await self.presses(question, button) for _ in range(1 + again)]
    pressed = [CheckinPress.unpack(tap.data).payment_id for tap in taps if tap is not None]
    for payment_id in pressed:
        await is_taken(self, question, payment_id)


async def is_taken(self: Person, question: Shown, payment_id: int) -> None:
    """Until the row has no button: it has come, unless the question was closed before the press arrived."""
    now = await self.becomes(question, f"payment {payment_id} taken", lambda shown: not _offers(shown, payment_id))
    if CLOSED not in now.text:
        self.ledger.comes(payment_id)


async def is_put_off(self: Person, question: Shown) -> None:
    """📅, a day, a reason."""
    button, _ = self.random.choice(rows_of(question, "move"))
    last = max(self.town.witness.chats[self.chat], default=0)
    tap = await self.presses(question, button)
    if tap is None:
        return
    payment = self.ledger.of_id(CheckinPress.unpack(tap.data).payment_id)
    assert payment is not None
    for label in ("Завтра", "Нет денег"):
        screen = await self.waits(f"«{label}»", lambda shown: shown.message_id > last and bool(shown.button(label)))  # noqa: B023
        button_there = screen.button(label)
        assert button_there is not None
        await self.presses(screen, button_there)
    payment.moves += 1
    payment.due = self.town.next_workday()
    await self.sees("📅 перенос с", after=last)


async def stays(self: Person, question: Shown) -> None:
    """«Без изменений»."""
    button, _ = rows_of(question, "same")[0]
    tap = await self.presses(question, button)
    if tap is None or (press := CheckinPress.unpack(tap.data)).deed != "same":
        return
    now = await self.becomes(question, "no change", lambda shown: not rows_of(shown, "same"))
    if CLOSED not in now.text:
        self.ledger.unchanged.add(press.checkin_id)


async def all_come(self: Person, question: Shown) -> None:
    button, _ = rows_of(question, "all")[0]
    tap = await self.presses(question, button)
    if tap is None or CheckinPress.unpack(tap.data).deed != "all":
        return
    now = await self.becomes(question, "all taken", lambda shown: not rows_of(shown, "part"))
    if CLOSED not in now.text:
        self.ledger.all_come(self.id, self.town.today)


OFFERS: dict[Callable[..., object], Callable[[Shown], bool]] = {
    comes: lambda shown: bool(rows_of(shown, "came")),
    is_put_off: lambda shown: bool(rows_of(shown, "move")),
    stays: lambda shown: bool(rows_of(shown, "same")),
    all_come: lambda shown: bool(rows_of(shown, "all")),
}


def _offers(shown: Shown, payment_id: int) -> bool:
    return any(each == payment_id for _, each in rows_of(shown, "came"))
