"""What managers do all day, in the mix of a real department; whatever was answered stands in the ledger."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import date

from reports.payments.presses import PaymentPress
from simulator.hands.driver import Seen
from tests.proof.chaos.answering import answers
from tests.proof.chaos.ledger import Line, Payment
from tests.proof.chaos.person import Person, roubles
from tests.proof.chaos.town import EXPECTING, UNEXPECTED
from tests.proof.chaos.witness import NotSeenError, Shown

UNDO = "↩️ Отменить"

Deed = Callable[["Seller"], Awaitable[None]]


class Seller(Person):
    async def acts(self, deeds: Sequence[tuple[Deed, int]]) -> None:
        """One thing from the mix. What was waited for in vain is noted, and the day goes on."""
        deed = self.random.choices([deed for deed, _ in deeds], [weight for _, weight in deeds])[0]
        async with self.at_hand:
            self.doing = deed.__name__
            try:
                await deed(self)
            except NotSeenError as unseen:
                self.ledger.missing.append(f"{deed.__name__}: {unseen}")
                with suppress(NotSeenError):
                    await self.leaves()
            self.doing = ""
        self.ledger.deeds[deed.__name__] += 1

    async def is_answered(self, payment: Payment, after: int) -> Shown:
        """The card of a payment, with what its buttons know."""
        card = await self.waits(
            f"the card of {payment.roubles}",
            lambda shown: (
                shown.message_id > after and roubles(payment.roubles) in shown.text and "Ожидаем" in shown.text
            ),
        )
        for button in card.buttons:
            if button.data.startswith("pay:"):
                payment.payment_id = PaymentPress.unpack(button.data).payment_id
        return card

    def client(self) -> str:
        return self.random.choice(EXPECTING)

    def tells(self, due: date) -> tuple[Payment, str]:
        """A payment that nobody knows yet, and the line that says it."""
        payment = self.ledger.expects(self.id, self.ledger.sum(), due)
        return payment, f"оплата {payment.roubles} р {self.client()} {due:%d.%m}"


async def expects_today(self: Seller) -> None:
    await _expects(self, self.town.today)


async def expects_later(self: Seller) -> None:
    await _expects(self, self.town.next_workday())


async def _expects(self: Seller, due: date) -> Shown:
    payment, line = self.tells(due)
    return await self.is_answered(payment, (await self.types(line)).message_id)


async def receives(self: Seller) -> None:
    amount = self.ledger.sum()
    self.ledger.receipts.append(Line(self.id, str(amount)))
    await self.says(f"пришло {amount} р {UNEXPECTED}", roubles(amount), "получено")


async def calls(self: Seller) -> None:
    words = self.ledger.words()
    self.ledger.calls.append(Line(self.id, words))
    await self.says(f"позвонил {self.client()} - {words}", "✅ Звонок", words)


async def plans(self: Seller) -> None:
    words = self.ledger.words()
    self.ledger.calls.append(Line(self.id, words))
    await self.says(f"звонок {self.client()} {self.town.next_workday():%d.%m} в 15:00: {words}", "📞", words)


async def types_three_at_once(self: Seller) -> None:
    """Without looking up in between."""
    payment, line = self.tells(self.town.next_workday())
    words, amount = self.ledger.words(), self.ledger.sum()
    self.ledger.calls.append(Line(self.id, words))
    self.ledger.receipts.append(Line(self.id, str(amount)))
    first = await self.types(line)
    await self.types(f"позвонил {self.client()} - {words}")
    await self.types(f"пришло {amount} р {UNEXPECTED}")
    await self.is_answered(payment, first.message_id)
    await self.sees("✅ Звонок", words, after=first.message_id)
    await self.sees(roubles(amount), "получено", after=first.message_id)


async def pays_in_a_dialog(self: Seller) -> None:
    payment = self.ledger.expects(self.id, self.ledger.sum(), self.town.next_workday())
    client = self.client()
    begun = (await self.types("/pay")).message_id
    screen = await self.waits(
        "the clients",
        lambda shown: shown.message_id > begun and "Ожидаем оплату" in shown.text and shown.button(client) is not None,
    )
    button = screen.button(client)
    assert button is not None
    await self.presses(screen, button)
    await self.sees(client, "Сколько?", after=begun)
    await self.says(f"{payment.roubles} р", roubles(payment.roubles), "Когда?")
    await self.is_answered(payment, (await self.types(f"{payment.due:%d.%m}")).message_id)


async def takes_back(self: Seller) -> None:
    """With the double tap of an impatient thumb, now and then."""
    payment, line = self.tells(self.town.next_workday())
    card = await self.is_answered(payment, (await self.types(line)).message_id)
    button = card.button(UNDO)
    assert button is not None
    payment.is_undone = True
    await self.presses(card, button)
    if self.random.random() < 0.5:
        await self.presses(card, button)
    await self.becomes(card, "the card of what was taken back", lambda shown: "↩️ Отменено" in shown.text)


async def corrects(self: Seller) -> None:
    """The line that was sent, as Telegram lets one do."""
    payment, line = self.tells(self.town.next_workday())
    sent = await self.types(line)
    await self.is_answered(payment, sent.message_id)
    better = self.ledger.expects(self.id, self.ledger.sum(), payment.due)
    payment.is_undone = True
    self.town.pushed += 1
    await self.town.yard.sim.inject(edited(self, sent, line.replace(str(payment.roubles), str(better.roubles))))
    asked = await self.sees("Строка исправлена", roubles(better.roubles), after=sent.message_id)
    button = asked.button("✅ Заменить")
    assert button is not None
    await self.presses(asked, button)
    await self.is_answered(better, sent.message_id)


def edited(self: Seller, sent: Seen, text: str) -> dict[str, object]:
    date_sent = int(sent.date.timestamp())
    who = {"id": self.chat, "is_bot": False, "first_name": self.member.phone.name}
    chat = {"id": self.chat, "type": "private", "first_name": self.member.phone.name}
    message = {"message_id": sent.message_id, "date": date_sent, "edit_date": date_sent + 1, "chat": chat}
    return {"edited_message": message | {"from": who, "text": text}}


async def looks(self: Seller) -> None:
    await self.says(self.random.choice(("/stats", "/today", "/help")))


async def checks_in(self: Seller) -> None:
    """Or says something of their own, where nothing is asked."""
    if not await answers(self):
        await calls(self)


MIX: Sequence[tuple[Deed, int]] = (
    (expects_today, 4),
    (expects_later, 3),
    (receives, 4),
    (calls, 4),
    (plans, 2),
    (types_three_at_once, 3),
    (pays_in_a_dialog, 4),
    (takes_back, 2),
    (corrects, 2),
    (looks, 4),
    (checks_in, 8),
)

MORNING: Sequence[tuple[Deed, int]] = ((expects_today, 1),)

WITHOUT_UNDO = tuple((deed, weight) for deed, weight in MIX if deed not in {takes_back, corrects})
"""Where the machine's clock jumps by an hour, the ten minutes to take back are no ten minutes."""
