"""/kpi: what happened in a period, by the day of the event (SPEC 12), against the period before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from reports.deals.addresses import FunnelAddress, KpiAddress, KpiBookAddress, KpiPictureAddress
from reports.deals.asked import DealPeriodView, DealScope, as_, find_scope, people_rows
from reports.deals.funnel import tell_days
from reports.deals.presses import RoiPress
from reports.message.format import MINUS, figure_of, percent, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.empty import next_step
from reports.message.screens.periods import period_rows
from reports.message.view import button
from reports.plans.norm_lines import calls_line, count_norms_kept, of_norm
from reports.svod.figures import svod_for_clock
from reports.telephony.line import missed_line
from sales.activities.done import NOTHING_DONE, DoneCount
from sales.calendar.calendar import month_of
from sales.core.money import Kopecks, Percent
from sales.core.people import SELLERS
from sales.core.rights import Action
from sales.deals.funnel import median
from sales.deals.kpi import average_check, closing_rate, nps, rate_paid_in_time, roi
from sales.plans.norms import DAILY, Kept, NormKind
from storage.asks.asks import Helped
from storage.deals.funnels import CohortCounts
from storage.deals.kpis import Events
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction

MOST_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Kpi:
    """All that the page says of one person, or of the department."""

    scope: DealScope
    events: Events
    before: int
    """Deals whose first money came in the period before."""
    cohort: CohortCounts
    fact: Kopecks
    plan: Kopecks | None
    new_clients: int
    regular: int
    """Clients whose second paid deal is in the period."""
    contacts: int
    done: DoneCount
    norms: Mapping[NormKind, Kept]
    """Of new contacts what the whole period asks for, as its plan does; of calls what its days so far did."""
    helped: Helped | None
    """Of a department: calls for help that the reader has answered, or anybody where the reader answers none."""
    roi: Percent | None
    """Of the department's months that somebody has typed."""

    @property
    def is_empty(self) -> bool:
        """Nothing to count, and nothing to count it against."""
        events, nothing = self.events, (None, 0)
        happened = (
            events.made,
            events.won,
            events.lost,
            events.begun.count,
            self.cohort.made,
            self.cohort.under_way,
            events.nps,
            self.done.calls,
            self.done.meetings,
        )
        return (
            not any(
                (*happened, self.fact, self.new_clients, self.contacts, self.roi, self.helped and self.helped.solved)
            )
            and self.plan in nothing
        )


class KpiView(KpiAddress, DealPeriodView):
    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        scope = await find_scope(tx, reader, self)
        if scope is None:
            return None
        found = await read_kpi(tx, reader, scope)
        files = (
            button(_("📊 Chart"), as_(self, KpiPictureAddress)),
            button(_("📄 Excel"), as_(self, KpiBookAddress)),
            button(_("Funnel"), as_(self, FunnelAddress)),
        )
        typed = self._type_row(reader, scope)
        rows = (*period_rows(self, scope.today), files, *typed, *people_rows(self, scope))
        if not found.is_empty:
            days = (scope.first, scope.last)
            is_whole = scope.person_id in {None, reader.person_id}
            missed = await missed_line(tx, reader, days, scope.department.id) if is_whole else None
            return Message(lines(*_tell(found), missed), rows)
        nothing = fill(_("Nothing was recorded in these days."))
        if not scope.is_running:
            return Message(lines(*_head(found), "", nothing), rows)
        step = await next_step(tx, reader, scope.department)
        return Message(lines(*_head(found), "", nothing, step.said), (*step.buttons, *rows))

    @staticmethod
    def _type_row(reader: Actor, scope: DealScope) -> tuple[tuple[Button, ...], ...]:
        """ROI is typed for a month, by who sets its plans."""
        is_month = (scope.first, scope.last) == month_of(scope.first)
        may_type = is_month and scope.person_id is None
        if not may_type or not reaches_department(reader, Action.WRITE_PLANS, scope.department.id):
            return ()
        press = RoiPress(department_id=scope.department.id, month=scope.first.toordinal())
        return ((button(_("✏️ Profit and investment"), press),),)


async def read_kpi(tx: Transaction, reader: Actor, scope: DealScope) -> Kpi:
    """For a reader who was given the scope. Raises NotYoursError."""
    mine, place, person = tx.as_(reader), scope.department.id, scope.person_id
    events = await mine.deal_events.count(place, scope.first, scope.last, person, scope.today)
    before = await mine.deal_events.count_begun(place, *scope.before, person)
    fact, plan = await _money(tx, scope)
    paying = await tx.system.paying_clients.count(place, scope.first, scope.last)
    people = [person] if person is not None else [each.id for each in await mine.people.team(place)]
    contacts = await tx.system.new_contacts.count_made(people, scope.first, scope.last) if people else {}
    done = await tx.system.done.count(people, scope.first, scope.last)
    norms = await _norms(tx, reader, scope, done, contacts)
    return Kpi(
        scope,
        events,
        before,
        await mine.funnels.count_paid(place, scope.first, scope.last, person),
        fact,
        plan,
        sum(each.new for who, each in paying.items() if person in {None, who}),
        sum(each.regular for who, each in paying.items() if person in {None, who}),
        sum(contacts.values()),
        sum(done.values(), NOTHING_DONE),
        norms,
        await _count_helped(tx, reader, scope),
        await _roi(tx, scope),
    )


async def _count_helped(tx: Transaction, reader: Actor, scope: DealScope) -> Helped | None:
    if scope.person_id is not None:
        return None
    whose = reader.person_id if reader.department_id == scope.department.id else None
    return await tx.as_(reader).asks.count_helped(scope.department.id, scope.first, scope.last, whose)


async def _norms(
    tx: Transaction, reader: Actor, scope: DealScope, done: Mapping[int, DoneCount], contacts: Mapping[int, int]
) -> Mapping[NormKind, Kept]:
    team = await tx.as_(reader).people.team(scope.department.id) if scope.names else []
    if scope.person_id is not None:
        team = [await tx.as_(reader).people.person(scope.person_id)]
    people = [each for each in team if each.role in SELLERS]
    days, so_far = (scope.first, scope.last), (scope.first, min(scope.last, scope.today))
    month = await count_norms_kept(tx, reader, people, done, days, (NormKind.NEW_CONTACTS_A_MONTH,), contacts)
    if scope.person_id is None:
        return month  # of several people's calls nothing is asked together
    return month | await count_norms_kept(tx, reader, people, done, so_far, DAILY)


async def read_all(tx: Transaction, reader: Actor, scope: DealScope) -> list[Kpi]:
    """Each manager, and the department last; of one person the own row alone."""
    if scope.person_id is not None:
        return [await read_kpi(tx, reader, scope)]
    each = [_scope_of(scope, who, name) for who, name in scope.names.items()]
    return [await read_kpi(tx, reader, one) for one in (*each, scope)]


def _scope_of(scope: DealScope, person_id: int, name: str) -> DealScope:
    return DealScope(scope.department, person_id, name, {}, scope.first, scope.last, scope.today)


async def _money(tx: Transaction, scope: DealScope) -> tuple[Kopecks, Kopecks | None]:
    """What came, and the plan where these days have one: as the summary report has them."""
    svod = await svod_for_clock(tx, scope.department.id, (scope.first, scope.last), tx.clock.now())
    if scope.person_id is None:
        return svod.fact, svod.plan
    row = next((each for each in svod.rows if each.person.id == scope.person_id), None)
    return (0, None) if row is None else (row.standing.fact, row.standing.plan)


async def _roi(tx: Transaction, scope: DealScope) -> Percent | None:
    """Of a month that was typed, in the department's own way."""
    if scope.person_id is not None or (scope.first, scope.last) != month_of(scope.first):
        return None
    typed = await tx.system.deal_settings.read_roi(scope.department.id, scope.first)
    classic = (await tx.system.deal_settings.read(scope.department.id)).classic_roi
    return None if typed is None else roi(*typed, classic=classic)


def make_title(scope: DealScope) -> str:
    return _("KPI · {name} · {period}").format(name=scope.name, period=scope.days)


def say_by_event() -> str:
    return _("by the day of the event")


def _head(found: Kpi) -> Iterator[Markup]:
    yield fill("📐 {name} · {period}", name=bold(found.scope.name), period=found.scope.days)
    yield fill("{said}", said=say_by_event())


def _tell(found: Kpi) -> Iterator[Markup]:
    """«📐 Анна · ноябрь на 20.11» and what happened."""
    events, begun = found.events, found.events.begun
    yield from _head(found)
    revenue = short(found.fact) if found.plan is None else figure_of(found.fact, found.plan)
    share = percent(None if found.plan is None else Percent.of(found.fact, found.plan))
    yield fill(_("Revenue {sum} · {share}"), sum=revenue, share=share)
    check = average_check(begun.total, begun.count)
    said = {"n": begun.deals, "before": found.before, "check": "—" if check is None else short(check)}
    yield fill(_("Deals {n} (before {before}) · avg {check}"), **said)
    if begun.alone:
        yield fill(_("payments without a deal {n}"), n=begun.alone)
    yield _leads(events.made, events.leads)
    cohort = found.cohort
    conversion = percent(Percent.of(cohort.paid, cohort.made))
    yield fill(_("Conversion {share} · open {n}"), share=conversion, n=cohort.under_way)
    closing = percent(closing_rate(events.won, events.lost))
    yield fill(_("Closing {share} · speed {days}"), share=closing, days=tell_speed(events))
    yield _tell_shown(found)
    if (kinds := calls_line(found.done, found.norms if found.scope.person_id else {})) is not None:
        yield kinds
    if found.new_clients or found.regular:
        yield fill(_("New clients {n} · regular {regular}"), n=found.new_clients, regular=found.regular)
    yield _tell_kept(found)
    yield _tell_moves(events)
    if found.helped is not None and found.helped.solved:
        yield fill(_("🆘 Helped {n} times, useful {useful}"), n=found.helped.solved, useful=found.helped.useful)
    if found.roi is not None:
        yield fill(_("ROI {share}"), share=percent(found.roi))


def _leads(made: Mapping[str | None, int], count: int) -> Markup:
    """«Лидов 12: сайт 5, выставка 4…»"""
    if not count:
        return fill(_("Leads 0"))
    by_source = sorted(made.items(), key=lambda each: (-each[1], each[0] or ""))
    unsaid = _("source not said")
    named = [f"{source or unsaid} {n}" for source, n in by_source[:MOST_SOURCES]]
    more = "…" if len(made) > MOST_SOURCES else ""
    return fill(_("Leads {n}: {sources}"), n=count, sources=", ".join(named) + more)


def tell_speed(events: Events) -> str:
    days = median(events.velocity)
    return "—" if days is None else tell_days(Fraction(days), sum(events.velocity.values()))


def _tell_shown(found: Kpi) -> Markup:
    shown = found.events.presentations
    contacts = of_norm(found.contacts, found.norms.get(NormKind.NEW_CONTACTS_A_MONTH))
    said = {"n": contacts, "share": percent(shown.rate)}
    text = fill(_("New contacts {n} · presentations {share}"), **said)
    return fill(_("{shown}, {n} unanswered"), shown=text, n=shown.unanswered) if shown.unanswered else text


def _tell_kept(found: Kpi) -> Markup:
    """«В срок 62,5 % · NPS +14 (7)»"""
    score = nps(found.events.nps)
    said = "—" if score.score is None else sign_number(score.score)
    if score.count:
        said = f"{said} ({score.count})"
    return fill(_("In time {share} · NPS {score}"), share=percent(rate_paid_in_time([found.events.dated])), score=said)


def _tell_moves(events: Events) -> Markup:
    moves = events.moves
    said = {"net": sign_number(moves.net), "on": moves.forward, "back": moves.back}
    return fill(_("Stages {net} ({on} forward, {back} back) · qualified {n}"), n=_or_dash(events.qualified), **said)


def _or_dash(number: int | None) -> str:
    return "—" if number is None else str(number)


def sign_number(number: int) -> str:
    """+14, −3, 0"""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "0"
