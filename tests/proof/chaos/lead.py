"""What leads do: read, open the details, remind, and press ✅ on a row at the very moment its owner does."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from reports.checkins.presses import SummaryPress
from reports.svod.files import SvodPicture, SvodWorkbook
from reports.views import open_view
from tests.proof.chaos.answering import is_taken, rows_of
from tests.proof.chaos.person import Person
from tests.proof.chaos.seller import Seller
from tests.proof.chaos.town import Member, Town
from tests.proof.chaos.witness import Button, NotSeenError, Shown

Deed = Callable[["Lead"], Awaitable[object]]

SUMMARY = "Факт оплат · "
SLOTS = (12 * 60, 16 * 60, 18 * 60)


class Lead(Person):
    def __init__(self, town: Town, member: Member, seed: str, sellers: Mapping[int, Seller]) -> None:
        super().__init__(town, member, seed)
        self.sellers = sellers

    async def acts(self) -> None:
        await self._does(self.random.choice((looks, opens, duels, duels, reminds, takes_a_file)))

    async def reads(self) -> None:
        """At each hour the report and its files, so that tables, pictures and workbooks are many."""
        for _ in range(2):
            await self._does(takes_a_file)

    async def _does(self, deed: Deed) -> None:
        self.doing = deed.__name__
        try:
            await deed(self)
        except NotSeenError as unseen:
            self.ledger.missing.append(f"{deed.__name__}: {unseen}")
        self.doing = ""
        self.ledger.deeds[deed.__name__] += 1


def press_of(button: Button) -> SummaryPress | None:
    return SummaryPress.unpack(button.data) if button.data.startswith("s:") else None


def offered(shown: Shown, deed: str) -> list[tuple[Button, SummaryPress]]:
    pressed = ((button, press_of(button)) for button in shown.buttons)
    return [(button, press) for button, press in pressed if press is not None and press.deed == deed]


async def looks(self: Lead) -> None:
    await self.says(self.random.choice(("/stats", "/day", "/who")))


async def takes_a_file(self: Lead) -> None:
    """The summary report, a table, and its picture or workbook; nobody waits for a file whose call may break off."""
    report = self.town.witness.newest(self.chat, lambda shown: bool(_files(shown)))
    if report is None or self.random.random() < 0.5:
        asked = await self.types("/svod")
        report = await self.waits("/svod", lambda shown: shown.message_id > asked.message_id and bool(_files(shown)))
    await self.presses(report, self.random.choice(_files(report)))


def _files(shown: Shown) -> list[Button]:
    return [each for each in shown.buttons if isinstance(open_view(each.data), SvodPicture | SvodWorkbook)]


async def opens(self: Lead) -> Shown | None:
    """«Подробнее» under the newest summary: a page of its own below."""
    summary = self.town.witness.newest(self.chat, lambda shown: bool(offered(shown, "details")))
    if summary is None:
        await looks(self)
        return None
    last = max(self.town.witness.chats[self.chat])
    button, _ = offered(summary, "details")[0]
    if await self.presses(summary, button) is None:
        return None
    return await self.waits("the details", lambda shown: shown.message_id > last and bool(offered(shown, "person")))


async def reminds(self: Lead) -> None:
    """«🔔 Напомнить»: the redrawn summary is an answer, but so is the toast alone."""
    summary = self.town.witness.newest(self.chat, lambda shown: shown.text.startswith(SUMMARY))
    found = offered(summary, "remind") + offered(summary, "remind_all") if summary else []
    if summary is None or not found:
        await looks(self)
        return
    await self.presses(summary, found[0][0])


async def duels(self: Lead) -> None:
    """Two people on one payment, each on the own screen: one of them is told that it is recorded already."""
    page = self.town.witness.newest(self.chat, lambda shown: bool(_living(self, shown))) or await opens(self)
    rows = _living(self, page) if page is not None else []
    if page is None or not rows:
        return
    button, press = self.random.choice(rows)
    seller = self.sellers[press.person_id]
    async with seller.at_hand:
        if button in page.buttons:  # it may have gone while hands were waited for, and «Взять сделку» have come
            await asyncio.gather(_comes(self, page, button), _comes_too(seller, press.payment_id))


async def _comes(self: Lead, page: Shown, button: Button) -> None:
    tap = await self.presses(page, button)
    press = SummaryPress.unpack(tap.data) if tap is not None and tap.data.startswith("s:came:") else None
    if press is None:
        return
    await self.becomes(page, f"payment {press.payment_id} taken", lambda shown: press.payment_id not in _rows(shown))
    self.ledger.comes(press.payment_id)


async def _comes_too(seller: Seller, payment_id: int) -> None:
    """Where their own question stands open and shows the row."""
    today = f":{seller.town.today.isoformat()}:"
    question = seller.town.witness.newest(
        seller.chat, lambda shown: today in shown.key and bool(rows_of(shown, "came"))
    )
    found = [each for each in rows_of(question, "came") if each[1] == payment_id] if question is not None else []
    if question is None or not found:
        return
    tap = await seller.presses(question, found[0][0])
    if tap is not None and tap.data == found[0][0].data:
        await is_taken(seller, question, payment_id)


def _living(self: Lead, shown: Shown) -> list[tuple[Button, SummaryPress]]:
    """Rows of the slot that was told last: an earlier page is not redrawn by what others do."""
    slot = max((slot for slot in SLOTS if slot <= self.town.minute), default=0)
    now = (self.town.today.toordinal(), slot)
    return [(button, press) for button, press in offered(shown, "came") if (press.day, press.slot) == now]


def _rows(shown: Shown) -> set[int]:
    return {press.payment_id for _, press in offered(shown, "came")}
