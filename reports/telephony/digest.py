"""Calls without an outcome, asked of in one message at 13:00 and 17:30 (spec/6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import hours, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.view import Key, View, button
from reports.message.words.talks import talk_time
from reports.message.words.terms import outcome_words
from reports.telephony.presses import CallDeed, CallPress
from reports.telephony.words import name_caller
from sales.activities.activities import CallOutcome, Outcome
from sales.core.clock import local_date
from sales.core.undo import may_undo
from storage.engine.actor import Actor
from storage.telephony.call import PbxCall
from storage.transaction import Transaction

ASKED = 5
"""Calls with buttons at once: the next ones get theirs as these are answered."""
SHOWN = 10
WIDTH = 18


class CallsDigestView(View):
    """`calls`: those of which nothing was said as it was sent, in the order of their numbers."""

    name = "calls_digest"

    calls: tuple[int, ...]

    @classmethod
    def key_for(cls, person_id: int, day: date, slot: str) -> "Key[CallsDigestView]":
        return Key(f"calls:{person_id}:{day.isoformat()}:{slot}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        rows = await _read_rows(tx, reader, self.calls)
        if not rows:
            return None
        owing = [row for row in rows if row.is_owing]
        count = ngettext("☎️ {n} call without an outcome", "☎️ {n} calls without an outcome", len(owing))
        head = fill(count, n=bold(str(len(owing)))) if owing else fill(_("☎️ All calls have an outcome"))
        hidden = len(rows) - SHOWN
        more = fill(_("and {n} more"), n=hidden) if hidden > 0 else None
        return Message(lines(head, *(_tell(tx, reader, row) for row in rows[:SHOWN]), more), _buttons(tx, rows, owing))


@dataclass(frozen=True, slots=True)
class _Row:
    """One call as the digest shows it."""

    number: int
    call: PbxCall
    who: str
    outcome: Outcome | None
    said_at: datetime | None

    @property
    def is_owing(self) -> bool:
        return self.outcome is None and self.call.closed_at is None


async def _read_rows(tx: Transaction, reader: Actor, call_ids: Sequence[int]) -> list[_Row]:
    mine = tx.as_(reader).pbx_calls
    calls = await mine.list_own(call_ids)
    outcomes = await mine.read_outcomes(calls)
    return [
        _Row(number, call, await name_caller(tx, reader, call), *outcomes.get(call.id, (None, None)))
        for number, call in enumerate(calls, start=1)
    ]


def _tell(tx: Transaction, reader: Actor, row: _Row) -> Markup:
    """«1  10:30 Вектор · 2:05», «✅ 10:30 Вектор · поговорили»."""
    call, day = row.call, local_date(row.call.started_at, reader.zone)
    at = hours(call.started_at, reader.zone)
    when = at if day == local_date(tx.clock.now(), reader.zone) else f"{short_day(day)} {at}"
    named = {"at": when, "who": cut(row.who, WIDTH)}
    if row.is_owing:
        return fill("{n}  {at} {who} · {talk}", n=row.number, talk=talk_time(call.talk_seconds), **named)
    if row.outcome is None:
        return fill(_("✖️ {at} {who} · no client"), **named)
    return fill("✅ {at} {who} · {outcome}", outcome=outcome_words(row.outcome), **named)


def _buttons(tx: Transaction, rows: Sequence[_Row], owing: Sequence[_Row]) -> tuple[tuple[Button, ...], ...]:
    known = [row for row in owing if row.call.client_id is not None]
    asked = [row for row in owing if row.call.client_id is None][:ASKED]
    fresh = [row for row in rows if row.outcome is not None and row.said_at and may_undo(row.said_at, tx.clock.now())]
    last = [_press(_("{n} Whose?").format(n=row.number), CallDeed.WHOSE, row.call) for row in asked]
    if len(known) > 1 or (known and asked):
        ids = [row.call.id for row in known]
        everything = CallPress(deed=CallDeed.ALL, call_id=min(ids), last_id=max(ids))
        last.append(button(_("All: talked"), everything))
    back = [_press(f"{row.number} ↩️", CallDeed.BACK, row.call) for row in fresh[-ASKED:]]
    return (*(_answers(row) for row in known[:ASKED]), *grid(last, 2), *grid(back, ASKED))


def _answers(row: _Row) -> tuple[Button, ...]:
    return (
        _press(_("{n} Talked").format(n=row.number), CallDeed.TALKED, row.call),
        _press(_("Offer"), CallDeed.PROPOSAL, row.call),
        _press(_("Refused"), CallDeed.REFUSED, row.call),
    )


def _press(label: str, deed: CallDeed, call: PbxCall) -> Button:
    return button(label, CallPress(deed=deed, call_id=call.id))


OUTCOMES = {
    CallDeed.TALKED: CallOutcome.TALKED,
    CallDeed.PROPOSAL: CallOutcome.SEND_PROPOSAL,
    CallDeed.REFUSED: CallOutcome.REFUSED,
}
