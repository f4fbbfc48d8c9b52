"""What came of a line typed in the chat, told in one row: what was saved, what has changed, what is asked or said."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from sales.payments.payment import Payment
from sales.payments.receipt import Fact
from simulator.hands.phone import Seen
from storage.activities.activity import Activity
from storage.clients.client import Client
from tests.clock import moscow
from tests.stories.entry.entry_day import told
from tests.town import MOSCOW, Someone, Town

WEDNESDAY = date(2026, 12, 2)
CLIENTS = ("ООО «Вектор»", "ИП Ким", "СтройГрад", "24 Часа", "Школа 57", "АгроЮг")
R = TypeVar("R", Payment, Fact, Activity, Client)


async def at_work(town: Town) -> Someone:
    """Wednesday morning: what Вектор and Ромашка owe today, and the school since long; two meetings, one call ahead."""
    anna = await town.manager("Анна")
    town.core.clock.move_to(moscow("09:40", WEDNESDAY))
    await town.has_clients(anna, *CLIENTS)
    async with town.database.write() as tx:
        mine = tx.as_(anna.actor)
        romashka = await mine.clients.create("Ромашка")
        await mine.contacts.add(romashka.id, "Сергей Павлович")
    await town.expects(anna, "ООО «Вектор»", 340_000)
    await town.expects(anna, "Ромашка", 150_000)
    await town.expects(anna, "Школа 57", 90_000, date(2026, 11, 20))
    return anna


class Ledger:
    """All that Anna has, to be compared before and after a line."""

    def __init__(self, payments: Sequence[Payment], facts: Sequence[Fact], activities: Sequence[Activity]) -> None:
        self.payments = {each.id: each for each in payments}
        self.facts = {each.id: each for each in facts}
        self.activities = {each.id: each for each in activities}

    @classmethod
    async def of(cls, town: Town, anna: Someone) -> "Ledger":
        async with town.database.read() as tx:
            mine, today = tx.as_(anna.actor), town.today()
            first, last = date(2026, 10, 1), date(2028, 11, 1)
            facts = [each for ago in range(40) for each in await mine.receipts.facts_on(town.today(-ago))]
            done = [each for ago in range(8) for each in await mine.activities.of_day(anna.id, town.today(-ago))]
            planned = await mine.activities.list_planned(today, last, anna.id)
            return cls(await mine.payments.between(first, last, anna.id), facts, [*done, *planned])

    def since(self, before: "Ledger") -> list[str]:
        return [
            *_new(self.payments, before.payments, _payment),
            *(f"moved {_payment(each)}" for each in _changed(self.payments, before.payments)),
            *_new(self.facts, before.facts, _fact),
            *_new(self.activities, before.activities, _activity),
        ]


def _new(now: dict[int, R], before: dict[int, R], say: Callable[[R], str]) -> Iterable[str]:
    return [say(each) for key, each in now.items() if key not in before]


def _changed(now: dict[int, Payment], before: dict[int, Payment]) -> Iterable[Payment]:
    return [each for key, each in now.items() if key in before and before[key].due_on != each.due_on]


def _payment(each: Payment) -> str:
    invoice = f" №{each.invoice}" if each.invoice else ""
    comment = f" «{each.comment}»" if each.comment else ""
    return f"pay {each.client_name} {each.amount // 100} {each.due_on:%d.%m} {each.probability}%{invoice}{comment}"


def _fact(each: Fact) -> str:
    comment = f" «{each.comment}»" if each.comment else ""
    kopecks = f".{each.amount % 100:02}" if each.amount % 100 else ""
    return f"fact {each.client_name} {each.amount // 100}{kopecks} {each.on:%d.%m}{comment}"


def _activity(each: Activity) -> str:
    at = each.planned_at if each.is_planned else None
    when = f"plan {at.astimezone(MOSCOW):%d.%m %H:%M}" if at else f"done {each.local_date:%d.%m}"
    said = " ".join(part for part in (each.outcome or "", f"«{each.comment}»" if each.comment else "") if part)
    return f"{each.type} {each.client_name} {when} {said}".strip()


async def _as_one_more(anna: Someone) -> Seen | None:
    """The same sum of the same client is awaited already: it is said to be one more; None where nothing is asked so."""
    shown = await anna.phone.chat()
    doubtful = next((each for each in shown if "Ещё одна" in each.labels), None)
    return None if doubtful is None else await anna.presses("Ещё одна", on=doubtful)


async def what_comes(town: Town, anna: Someone, line: str) -> str:
    """«pay Ромашка 150000 03.12 50%», and after a question mark what is asked, with its buttons."""
    before = await Ledger.of(town, anna)
    answer = await anna.types(line)
    while saved_anew := await _as_one_more(anna):
        answer = saved_anew
    saved = (await Ledger.of(town, anna)).since(before)
    async with town.database.read() as tx:
        asked = await tx.as_(anna.actor).dialogs.current()
    if asked is None and saved:
        return " + ".join(saved)
    said = " / ".join(each for each in told(answer.text) if each)
    buttons = " ".join(f"[{each}]" for each in answer.labels if each not in {"✖️ Отмена", "‹ Назад"})
    return " + ".join([*saved, f"{'?' if asked else '!'} {said} {buttons}".replace("\xa0", " ").strip()])
