"""The buttons of a check-in: one tap, two taps, «Без изменений», «Всё пришло», another day."""

from collections.abc import Callable

from reports.checkins.presses import CheckinPress
from tests.proof.chaos.person import Person
from tests.proof.chaos.witness import Button, Shown

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
    if f":{self.town.today.isoformat()}:" not in question.key:
        await is_too_late(self, question)
        return True
    ways = [way for way in (comes, comes, comes, is_put_off, stays, all_come) if OFFERS[way](question)]
    if not ways:
        return False
    await self.random.choice(ways)(self, question)
    return True


async def is_too_late(self: Person, question: Shown) -> None:
    """A button of yesterday: the question is closed, and nothing is recorded."""
    await self.presses(question, question.buttons[0])
    await self.becomes(question, "closed", is_closed)


async def comes(self: Person, question: Shown) -> None:
    """«✅» on a row, sometimes twice."""
    button, _ = self.random.choice(rows_of(question, "came"))
    for _again in range(1 + (self.random.random() < 0.3)):
        await pressed(self, question, button)


async def pressed(self: Person, question: Shown, button: Button) -> CheckinPress | None:
    """The press that was meant; None where the message was redrawn under the very thumb, and it was another one."""
    tap = await self.presses(question, button)
    press = CheckinPress.unpack(tap.data) if tap is not None else None
    if tap is None or press is None:
        return None
    if press.deed == "came":
        await is_taken(self, question, press.payment_id)
    elif press.deed == "all_came":
        await are_taken(self, question)
    if tap.data == button.data:
        return press
    if press.deed in {"part", "move", "no", "extra"}:
        await self.leaves()
    return None


async def is_taken(self: Person, question: Shown, payment_id: int) -> None:
    """Until the row has no button: it has come, unless the question was closed before the press arrived."""
    now = await self.becomes(question, f"payment {payment_id} taken", lambda shown: not _offers(shown, payment_id))
    if not is_closed(now):
        self.ledger.comes(payment_id)


async def are_taken(self: Person, question: Shown) -> None:
    now = await self.becomes(question, "all taken", lambda shown: not rows_of(shown, "part"))
    if not is_closed(now):
        self.ledger.all_come(self.id, self.town.today)


async def is_put_off(self: Person, question: Shown) -> None:
    """📅, a day, a reason."""
    button, payment_id = self.random.choice(rows_of(question, "move"))
    payment = self.ledger.of_id(payment_id)
    last = max(self.town.witness.chats[self.chat], default=0)
    if payment is None or await pressed(self, question, button) is None:
        return
    for label in ("Завтра", "Нет денег"):
        screen = await self.waits(f"«{label}»", _opened(question, payment_id, last, label))
        button_there = screen.button(label)
        if button_there is None:
            await self.leaves()  # the dialog may open all the same, and would take the next line for its answer
            return
        await self.presses(screen, button_there)
    payment.moves += 1
    payment.due = self.town.next_workday()
    await self.sees("📅 перенос с", after=last)


async def stays(self: Person, question: Shown) -> None:
    """«Без изменений»."""
    press = await pressed(self, question, rows_of(question, "same")[0][0])
    if press is None:
        return
    now = await self.becomes(question, "no change", lambda shown: not rows_of(shown, "same"))
    if "ез изменений ·" in now.text:  # also of the rest alone
        self.ledger.unchanged.add(press.checkin_id)


async def all_come(self: Person, question: Shown) -> None:
    """«Всё пришло», and that it is so; a question that is sent anew meanwhile, as by a reminder, does not ask it."""
    if await pressed(self, question, rows_of(question, "all")[0][0]) is None:
        return
    asked = await self.becomes(
        question,
        "asked whether all came",
        lambda shown: not rows_of(shown, "all") or shown.message_id > question.message_id,
    )
    if sure := rows_of(asked, "all_came"):
        await pressed(self, asked, sure[0][0])


def _opened(question: Shown, payment_id: int, last: int, label: str) -> Callable[[Shown], bool]:
    """The dialog's screen below; or the question itself, when somebody or something was quicker than the press."""

    def fits(shown: Shown) -> bool:
        if shown.key == question.key:
            return not _offers(shown, payment_id)
        is_screen = shown.key.startswith("screen:")  # and no late copy of a card, which has a «Завтра» of its own
        return is_screen and shown.message_id > last and shown.button(label) is not None

    return fits


def is_closed(shown: Shown) -> bool:
    return CLOSED in shown.text


OFFERS: dict[Callable[..., object], Callable[[Shown], bool]] = {
    comes: lambda shown: bool(rows_of(shown, "came")),
    is_put_off: lambda shown: bool(rows_of(shown, "move")),
    stays: lambda shown: bool(rows_of(shown, "same")),
    all_come: lambda shown: bool(rows_of(shown, "all")),
}


def _offers(shown: Shown, payment_id: int) -> bool:
    return any(each == payment_id for _, each in rows_of(shown, "came"))
