"""Every step of every dialog stands open: by what was said before it, or by the line that leads to it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from handlers.dialog.model import Draft
from handlers.dialog.runner import AnyDialog
from handlers.routers import make_runner
from reports.people.team import TeamView
from reports.svod.svod import SvodView
from sales.core.people import Role
from storage.engine.actor import Actor
from storage.queues.dialogs import OpenDialog
from tests.dialog.stage import Records as Said
from tests.proof.hostile.crowd import Crowd, Records
from tests.proof.hostile.ear import Ear
from tests.town import FRIDAY

RUNNER = make_runner()

PROMISED = (
    "оплата 10к Вектор 25.12",
    "оплата 20к СтройГрад 25.12",
    "оплата 30к СтройГрад 26.11",
    "встреча СтройГрад 26.11 в 12:00",
    "звонок СтройГрад сегодня в 16:00",
    "звонок СтройГрад сегодня в 17:00",
)

LINES = {
    "verb": "150к Ромашка",
    "amount": "оплата Ромашка пн",
    "amount, which": "оплата 150 Ромашка пн",
    "amount, inn": "opl 7701000026 Ромашка",
    "client": "оплата 150к пн",
    "client, new": "оплата 150к Зюйд-Вест пн",
    "day": "оплата 150к Ромашка",
    "day, which": "оплата 150к Ромашка пт",
    "past": "оплата 150к Ромашка 18.11",
    "future": "пришло 150к Ромашка 25.11",
    "came_on": "звонил Вектору 2.11",
    "time": "позвонить Вектору сегодня в 9:00",
    "probability": "оплата 150к Ромашка пн 180%",
    "reason": "перенос Вектор на пн",
    "target": "перенос СтройГрад на пн",
    "far": "оплата 150к Ромашка 15.01",
    "old": "пришло 150к Ромашка 02.11",
    "hour": "встреча Ромашка завтра после обеда",
    "meant": "Ромашка говорит что перевели 150к",
    "offer": "перенос встречи с Вектором на пн",
    "promised": "Вектор обещали 27.11",
    "planned": "встреча СтройГрад 26.11 в 15:00",
    "held": "позвонила в СтройГрад, ждут счёт",
    "all": "все переносим на завтра",
    "layout": "jgkfnf hjvfirf 150r gy",
}
"""By the step of the line's own dialog that is asked."""

OF_A_LEAD = {("absence", "who"), ("ask", "find")}
"""Steps that a manager never sees, of dialogs that managers have."""

CHOSEN: dict[tuple[str, str], dict[str, Any]] = {
    **{("tomorrow", step): {"on": FRIDAY + timedelta(days=3)} for step in ("amount", "reason", "why", "when")},
    ("settings", "hour"): {"kind": "svod"},
    ("ask", "find"): {"view": TeamView.name, "args": TeamView(department_id=0).to_json()},
    ("ask", "period"): {"view": SvodView.name, "args": SvodView(first=FRIDAY.replace(day=1), last=FRIDAY).to_json()},
}
"""What was chosen before the step, where the step cannot be without it."""

EDITED = {
    "replace": ("оплата 150к Ромашка пн", "оплата 250к Ромашка пн"),
    "edited": ("оплата 150к Ромашка пн\nоплата 40к Вектор вт", "оплата 250к Ромашка пн"),
}
"""The steps that an edit of what was recorded opens: what was sent, and what it became."""


@dataclass(frozen=True)
class Place:
    """One step; of a line's dialog, with the line."""

    dialog: AnyDialog
    step: str
    line: str = ""

    def __str__(self) -> str:
        return f"{self.dialog.name}-{self.line or self.step}"

    def who(self, crowd: Crowd) -> Actor:
        """Анна where it is a manager's; what only a lead is asked, Ольга."""
        if (self.dialog.name, self.step) in OF_A_LEAD:
            return crowd.actors["Ольга"]
        return crowd.anna if Role.MANAGER in self.dialog.roles else crowd.irina

    @property
    def only_asks(self) -> bool:
        """What is typed opens a screen anew, or becomes a text to be sent by hand, and records nothing."""
        return self.dialog.name in {"ask", "minutes"}

    @property
    def leaves_no_row(self) -> bool:
        """A comment of a payment stands in the payment itself, an answer in what was asked."""
        return self.only_asks or self.step == "comment" or self.dialog.name == "ask_answer"

    def draft(self, records: Said) -> Draft:
        """With ids of these records, and what was chosen before."""
        draft = records.draft(self.dialog).model_dump() | CHOSEN.get((self.dialog.name, self.step), {})
        made: Draft = self.dialog.draft.model_validate(draft)
        return made

    async def opened(self, ear: Ear, crowd: Crowd) -> OpenDialog:
        actor = self.who(crowd)
        if self.dialog.name != "entry":
            draft = self.draft(said(crowd.own))
            return await ear.stands(actor, self.dialog.name, draft, self.step)
        for promised in PROMISED:
            await ear.told(actor, promised)
        if self.step in EDITED:
            sent, became = EDITED[self.step]
            await ear.sent(actor, message_id=500, text=sent)
            await ear.sent(actor, "edited_message", message_id=500, text=became)
        else:
            await ear.told(actor, LINES[self.line])
        await ear.delivered()
        state = await ear.tx.as_(actor).dialogs.current()
        assert state is not None, f"«{LINES.get(self.line)}» asks nothing"
        assert state.step == self.step
        return state


def said(records: Records, today: date = FRIDAY) -> Said:
    """What was said before the step, with ids of these records."""
    kinds = (
        "client",
        "payment",
        "receipt",
        "activity",
        "manager",
        "department",
        "deal",
        "contact",
        "debt",
        "cold_lead",
        "task",
        "stranger",
    )
    return Said(*(records[kind][0] for kind in kinds), today, records["checkin"][0])


def places() -> list[Place]:
    """A dialog or a step that is added is found here by itself; a step of lines needs its line above."""
    found = [
        Place(dialog, step) for dialog in RUNNER.dialogs.values() if dialog.name != "entry" for step in dialog.steps
    ]
    entry = RUNNER.dialogs["entry"]
    lines = [Place(entry, line.partition(",")[0], line) for line in LINES]
    return [*found, *lines, *(Place(entry, step) for step in EDITED)]
