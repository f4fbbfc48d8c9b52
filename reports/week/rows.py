"""The rows of a week plan in their sections: what is promised, what the bot proposes, what was added."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.week.figures import PersonWeek, Weeks
from reports.week.words import item_line, line_of, regular_line, slip_line
from sales.core.errors import NotYoursError
from sales.payments.payment import Payment
from sales.week.item import ItemState
from sales.week.plan import Slip, WeekDraft
from sales.week.promised import WeekItem
from sales.week.regular import RegularPayment
from storage.engine.actor import Actor
from storage.transaction import Transaction
from storage.week.lines import WeekLine

REGULAR = "week_regular"
"""The kind of duty by which a proposal is answered once, with yes or with no."""


@dataclass(frozen=True, slots=True)
class Row:
    heading: str
    text: Markup
    payment: Payment | None = None
    """None of what is only proposed."""


@dataclass(frozen=True, slots=True)
class Contents:
    """All that stands in one manager's week."""

    lines: tuple[WeekLine, ...]
    """Open and dated in the week."""
    items: tuple[WeekItem, ...] = ()
    """Of the frozen plan."""
    slips: tuple[tuple[Slip, Payment], ...] = ()
    regular: tuple[tuple[RegularPayment, str], ...] = ()
    """With the client's name."""

    @property
    def added(self) -> tuple[WeekLine, ...]:
        """In the week by now, and not in its frozen plan."""
        promised = {item.promised.payment_id for item in self.items}
        return tuple(line for line in self.lines if line.payment.id not in promised)

    @property
    def editable(self) -> tuple[Payment, ...]:
        """The payments that «Править» offers."""
        return (*(line.payment for line in self.lines), *(payment for _slip, payment in self.slips))


async def contents_of(tx: Transaction, reader: Actor, weeks: Weeks, person: PersonWeek) -> Contents:
    """The person's lines, items, slips and regular payers of the week. Raises NotYoursError."""
    person_id, monday = person.person.id, weeks.monday
    lines = tuple(await tx.as_(reader).week_lines.lines(person_id, monday))
    if person.is_frozen and person.plan is not None:
        return Contents(lines, tuple(await tx.as_(reader).week_lines.items(person.plan)))
    if not is_drafted(tx, weeks):
        return Contents(lines)
    draft = await tx.system.week_plans.make_draft(person_id, monday, weeks.today)
    slips = [(slip, await tx.as_(reader).payments.get(slip.item.payment_id)) for slip in draft.slips]
    return Contents(lines, (), tuple(slips), await _proposals(tx, reader, monday, draft))


async def _proposals(
    tx: Transaction, reader: Actor, monday: date, draft: WeekDraft
) -> tuple[tuple[RegularPayment, str], ...]:
    """Those not answered yet, of clients who are still the manager's."""
    answered = {done.subject_id for done in await tx.system.duties.list_taken(REGULAR, monday)}
    found = []
    for each in draft.regular:
        with suppress(NotYoursError):
            if each.client_id not in answered:
                found.append((each, (await tx.as_(reader).clients.get(each.client_id)).name))
    return tuple(found)


def is_drafted(tx: Transaction, weeks: Weeks) -> bool:
    """Until the freeze the plan can be confirmed; afterwards the week is what it is."""
    return weeks.times is not None and tx.clock.now() < weeks.times.freeze_at


def rows_of(contents: Contents, weeks: Weeks) -> list[Row]:
    """What can still be helped stands first, what is done last."""
    stages = {line.payment.id: line.stage for line in contents.lines}
    states = [(item.live.state(weeks.sunday, weeks.today), item) for item in contents.items]
    order = list(ItemState)
    states.sort(key=lambda each: (order.index(each[0]), each[1].payment.due_on, each[1].payment.id))
    after = _("After the freeze:") if contents.items else ""
    return [
        *(Row("", item_line(item, state, stages.get(item.payment.id)), item.payment) for state, item in states),
        *(Row(after, line_of(line), line.payment) for line in contents.added),
        *(Row(_("Slipped last week:"), slip_line(slip, payment), payment) for slip, payment in contents.slips),
        *(Row(_("Usually pay, add?"), regular_line(each, name)) for each, name in contents.regular),
    ]


def space_rows(rows: Sequence[Row]) -> list[Markup]:
    """An empty line and the heading before each section."""
    found: list[Markup] = []
    above = None
    for row in rows:
        if row.heading != above:
            found += [Markup()] + ([fill("{heading}", heading=row.heading)] if row.heading else [])
        found.append(row.text)
        above = row.heading
    return found
