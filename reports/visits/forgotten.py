"""«➕ Забытых по дням»: forgotten clients, each on a day with room; nothing is planned before it is agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zlib import crc32

from markupsafe import Markup

from reports.debts.words import short_age
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Keyboard, Message
from reports.message.view import View, button
from reports.visits.presses import ForgottenAddress, ForgottenPress, VisitsAddress
from reports.visits.screen import VisitsScreen, screen_of
from reports.visits.words import put_beside, tell_span
from reports.week.words import span
from sales.activities.activities import VISITS
from sales.calendar.calendar import DAY
from sales.core.clock import local
from sales.core.people import SELLERS
from sales.visits.spread import DayRoom, ProposedVisit, find_free_hours, find_most_a_day, spread
from storage.engine.actor import Actor
from storage.transaction import Transaction
from storage.visits.visits import ForgottenClient

SHOWN = 10
AHEAD = timedelta(hours=1)
"""Nobody is sent out sooner."""


@dataclass(frozen=True, slots=True)
class ProposedWeek:
    """Who is to be visited when; `left` have found no room."""

    screen: VisitsScreen
    visits: tuple[ProposedVisit, ...]
    clients: Mapping[int, ForgottenClient]
    left: int

    @property
    def check_sum(self) -> int:
        """Of what stands on the screen: a tap agrees to that and to nothing else."""
        said = ";".join(f"{each.client_id} {each.day} {each.at}" for each in self.visits)
        return crc32(said.encode())


async def propose_visits(tx: Transaction, reader: Actor, monday: date) -> ProposedWeek:
    """For the reader's own week. Raises NotYoursError."""
    screen = await screen_of(tx, reader, monday, 0)
    rooms = [_room(screen, day, tx.clock.now()) for day in screen.days_ahead]
    clients = {each.id: each for each in screen.forgotten}
    known = [(each.id, each.usual_point) for each in screen.forgotten]
    known += [(each.client_id, each.usual_point) for each in screen.activities]
    places = {client_id: point for client_id, point in known if point is not None}
    found = spread(list(clients), rooms, places)[:SHOWN]
    return ProposedWeek(screen, tuple(found), clients, screen.count_forgotten - len(found))


def _room(screen: VisitsScreen, day: date, now: datetime) -> DayRoom:
    held = screen.on(day)
    meetings = [each for each in held if each.type in VISITS]
    taken = [local(each.planned_at or each.happened_at or each.created_at, screen.zone).time() for each in held]
    soon = local(now + AHEAD, screen.zone)
    after = None if day != screen.today else soon.time() if soon.date() == day else time.max
    most = find_most_a_day(screen.meetings_a_week or 0)
    return DayRoom(day, most - len(meetings), find_free_hours(taken, after), tuple(each.client_id for each in meetings))


class ForgottenByDayView(View, ForgottenAddress):
    name = "forgotten_by_day"
    opens_for = SELLERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        proposal = await propose_visits(tx, reader, self.monday)
        count = len(proposal.visits)
        title = fill(_("➕ Forgotten by days · {days}"), days=bold(tell_span(self.monday)))
        if not count:
            return Message(lines(title, _tell_why_none(proposal)), self._foot(proposal))
        more = fill(_("No room for {n} more this week"), n=proposal.left) if proposal.left else None
        text = lines(title, *_tell_rows(proposal), more)
        agree = ForgottenPress(monday=self.monday.toordinal(), shown=proposal.check_sum)
        label = ngettext("✅ Plan {n} visit", "✅ Plan {n} visits", count).format(n=count)
        return Message(text, ((button(label, agree),), *self._foot(proposal)))

    def _foot(self, proposal: ProposedWeek) -> Keyboard:
        following = self.monday + DAY * 7
        further = (button(f"{span(following)} ›", self.but(monday=following)),) if proposal.left else ()
        return ((button(_("‹ Visits"), VisitsAddress(monday=self.monday)), *further),)


def _tell_rows(proposal: ProposedWeek) -> list[Markup]:
    """«вт  🤝 11:00 Медлайн · 34 дн»"""
    told: list[Markup] = []
    for day in sorted({each.day for each in proposal.visits}):
        rows = [_tell_row(proposal, each) for each in proposal.visits if each.day == day]
        told += put_beside(day, rows)
    return told


def _tell_row(proposal: ProposedWeek, visit: ProposedVisit) -> Markup:
    client, screen = proposal.clients[visit.client_id], proposal.screen
    age = short_age(client.days(screen.today, screen.zone))
    return fill("🤝 {at} {client} · {age}", at=f"{visit.at:%H:%M}", client=cut(client.name), age=age)


def _tell_why_none(proposal: ProposedWeek) -> Markup:
    screen = proposal.screen
    if not screen.forgotten:
        return fill(_("Nobody is forgotten: everybody was spoken to within 30 days, or is planned"))
    if not screen.meetings_a_week:
        return fill(_("The norm of meetings is 0, so no day takes one"))
    return fill(_("No day this week has room within the norm of {n} a day"), n=find_most_a_day(screen.meetings_a_week))
