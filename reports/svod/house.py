"""All departments side by side, for who is above them: money, plan and pace of each in one period (FAULTS 31)."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from markupsafe import Markup

from reports.clients.unowned import unowned_line
from reports.message.columns import cut
from reports.message.format import percent, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message, grid
from reports.message.screens.empty import no_department
from reports.message.screens.periods import days_words
from reports.message.view import Key, View, button
from reports.payments.trust import tell_known_trust
from reports.svod.figures import Svod, svod_of
from reports.svod.presses import HouseAddress, SvodAddress
from reports.svod.words import light_up, money_of, reason_words
from sales.calendar.calendar import DAY
from sales.core.clock import local_date
from sales.core.people import Role
from sales.plans.pace import NoPace
from sales.results.periods import LONGEST
from storage.engine.actor import Actor
from storage.transaction import Transaction

LONGEST_NAME = 20


class HouseView(View, HouseAddress):
    opens_for = frozenset({Role.OWNER, Role.DIRECTOR})

    @classmethod
    def key_for(cls, first: date, last: date, reader_id: int) -> Key[Self]:
        """A digest of the clock in one reader's chat."""
        return Key(f"house:{first.isoformat()}:{last.isoformat()}:{reader_id}")

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        del tx, reader
        return DAY <= self.last + DAY - self.first <= LONGEST

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        if not seen:
            return no_department()
        now, days = tx.clock.now(), (self.first, self.last)
        found = [await svod_of(tx, reader, each.id, days, now) for each in seen]
        total = bold(short(sum(svod.fact for svod in found)))
        period = days_words(*days, local_date(now, reader.zone))
        text = lines(
            fill(_("All departments · {period}: {sum}"), period=period, sum=total),
            *(line for svod in found for line in _department(svod)),
        )
        places = [
            button(
                cut(each.name, LONGEST_NAME),
                SvodAddress(first=self.first, last=self.last, department_id=each.id),
            )
            for each in seen
        ]
        return Message(text, grid(places, 2))


def _department(svod: Svod) -> Iterator[Markup | str]:
    """«Казань», «1,20 из 2,00 млн · темп 85,7 % 🟡», and what of it is confirmed."""
    yield ""
    yield bold(svod.department.name)
    money, pace = money_of(svod.fact, svod.plan), svod.total.pace
    if pace is None:
        reason = None if svod.plan else reason_words(NoPace.NO_PLAN if svod.plan is None else NoPace.ZERO_PLAN)
        yield fill("{sum} · {why}", sum=money, why=reason) if reason else fill("{sum}", sum=money)
    else:
        yield fill(_("{total} · pace {pace}"), total=money, pace=light_up(percent(pace), svod.total.light))
    if (trust := tell_known_trust(svod.fact, svod.confirmed)) is not None:
        yield trust
    if (left := unowned_line(svod.unowned)) is not None:
        yield left
    if pace is not None and svod.without_plan:
        yield fill(_("of it without a plan {sum}"), sum=short(svod.without_plan))
