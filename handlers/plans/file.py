"""
The workbook of plans comes back: a dry run first, then one tap writes it.

It may be dropped into the chat at any time, also into an open dialog: it is known by its heading. What could not be
read is named cell by cell and left out, the rest is written whole.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from pydantic import BaseModel, ConfigDict

from handlers.dialog.brought import Purpose, ReadSheet
from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Move, Screen, Step, Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import PLANNERS
from handlers.framework.replies import Replies, Reply, Say
from handlers.plans.entry import set_plan
from handlers.plans.said import name_of, plan_touches, table_button, tell_lines, undo_button
from reports.message.columns import cut
from reports.message.files.no_rows import tell_no_rows
from reports.message.format import money
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.plans.file_words import bad_cell, bad_lines, nothing, nothing_read, read_as
from reports.plans.words import change_line, month_title
from sales.core.rights import Action
from sales.entry.days.dates import is_near
from sales.entry.numbers.amounts import SHORT
from sales.plans.plan_sheet import BadCell, CellTrouble, PlanCell, Planned, match_row, read_plan_sheet
from sales.plans.plans import Metric
from storage.engine.scope import reaches_department
from storage.plans.plan_book import PlanBook
from storage.plans.plans import PlanSet

PURPOSE = "plans"
SAVE = "save"
SHOWN, SHOWN_BAD = 4, 3
LONGEST_NAME = 60
LOOK_BACK = timedelta(days=92)
A_THOUSANDTH = 300
"""So many times less than another month of the same person, and the zeros were left out."""


class PlanOf(BaseModel):
    """One change that the file asks for; person 0 is the department itself, `value` None unsets."""

    model_config = ConfigDict(frozen=True)

    department_id: int
    person_id: int
    month: date
    metric: Metric
    value: int | None

    @property
    def whose(self) -> int | None:
        """None for the department itself, as the repository has it."""
        return self.person_id or None


class PlanFileDraft(Draft):
    name: str = ""
    changes: tuple[PlanOf, ...] = ()
    bad: tuple[tuple[str, ...], ...] = ()
    """(cell, what it says, why, whose it is known to be) of the first few."""
    bad_count: int = 0
    unit: int = 1
    """In what the table gives its sums: 1000 for thousands."""
    unread: tuple[str, ...] = ()
    """Other sheets of plans in the same file."""


class ConfirmFile(Step[PlanFileDraft]):
    """The dry run: what would change, what could not be read; one tap writes it."""

    async def show(self, talk: Talk, draft: PlanFileDraft) -> Screen:
        books = await _books(talk, [each.month for each in draft.changes])
        count = ngettext("{n} plan changes", "{n} plans change", len(draft.changes)).format(n=len(draft.changes))
        told = [_tell(books[each.department_id], each, talk.today) for each in draft.changes[:SHOWN]]
        more = len(draft.changes) - len(told)
        text = lines(
            fill("📄 {name}: {count}", name=cut(draft.name, 24), count=bold(count)),
            *told,
            fill(_("… and {n} more"), n=more) if more > 0 else None,
            *read_as(draft.unit, draft.unread),
            *bad_lines([bad_cell(each) for each in draft.bad], draft.bad_count),
        )
        return Screen(text, ((Choice(_("✅ Save"), SAVE),),) if draft.changes else ())

    async def press(self, talk: Talk, draft: PlanFileDraft, value: str) -> Move:
        return await _save(talk, draft) if value == SAVE and draft.changes else Again()


async def _save(talk: Talk, draft: PlanFileDraft) -> Move:
    """All of it, or with a right that is gone meanwhile nothing. Raises NotYoursError."""
    made: list[PlanSet] = []
    for each in draft.changes:
        found = await set_plan(talk, each.department_id, each.whose, each.month, each.value, each.metric)
        made += [found] if found else []
    if not made:
        return Done(Message(fill(_("It was all there already: nothing changed."))))
    books = await _books(talk, [each.month for each in made])
    count = ngettext("{n} plan written", "{n} plans written", len(made)).format(n=len(made))
    told = tell_lines(books[made[0].department_id], made, talk.today) if len(books) == 1 else []
    last = made[0]
    below = ((undo_button(made), table_button(last.department_id, last.month, last.metric)),)
    return Done(Message(lines(fill("✅ {count}", count=bold(count)), *told), below), await _touches(talk, made))


async def _touches(talk: Talk, made: Sequence[PlanSet]) -> tuple[Reply, ...]:
    found: list[Reply] = []
    for place in sorted({each.department_id for each in made}):
        found += await plan_touches(talk, place, [each for each in made if each.department_id == place])
    return tuple(found)


PLAN_FILE = Dialog(name="plan_file", draft=PlanFileDraft, steps={"confirm": ConfirmFile()}, roles=PLANNERS)


async def read_plans(talk: Talk, sheet: ReadSheet) -> Replies:
    """The first sheet that is a table of plans and holds any; others of that kind are named."""
    tables = [(each.title, found) for each in sheet.tables if (found := read_plan_sheet(each.rows, each.title))]
    filled = [(title, found) for title, found in tables if found.cells or found.bad]
    if not filled:
        return Say(Message(tell_no_rows(sheet.name, _("Anna · 2000000"))))
    (_title, found), *others = filled
    unread = tuple(title for title, _found in others)
    wanted = await compare(talk, found.cells, found.bad)
    if not wanted.changes:
        head = nothing(sheet.name) if not wanted.bad else nothing_read(sheet.name)
        told = [*read_as(found.unit, unread), *bad_lines(wanted.bad[:SHOWN_BAD], len(wanted.bad))]
        return Say(Message(lines(head, *told)))
    bad = tuple((each.at, each.said[:LONGEST_NAME], each.trouble, each.known) for each in wanted.bad[:SHOWN_BAD])
    draft = PlanFileDraft(
        name=sheet.name,
        changes=wanted.changes,
        bad=bad,
        bad_count=len(wanted.bad),
        unit=found.unit,
        unread=unread[:SHOWN_BAD],
    )
    return [*await Runner([PLAN_FILE]).open(talk, PLAN_FILE.name, draft)]


def _is_plans(sheet: ReadSheet) -> bool:
    return any(read_plan_sheet(each.rows, each.title) for each in sheet.tables)


def _label() -> str:
    return _("📋 Plans")


def _example() -> str:
    return _("plans (.xlsx, .csv; a sample: /plan, 📄 Excel)")


PLANS = Purpose(PLANNERS, read_plans, _is_plans, _label, _example)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What differs from the book, in the order of the file, and what could not be read."""

    changes: tuple[PlanOf, ...]
    bad: tuple[BadCell, ...]


async def compare(talk: Talk, cells: Sequence[PlanCell], bad: Sequence[BadCell]) -> Wanted:
    """Only people whom the sender plans for are known here: a foreign id is nobody's."""
    near = [each for each in cells if is_near(each.month, talk.today)]
    refused = [
        BadCell(each.at, month_title(each.month, talk.today), CellTrouble.FAR) for each in cells if each not in near
    ]
    books = await _books(talk, [each.month for each in near])
    before = await _books(talk, [each.month - LOOK_BACK for each in near] + [each.month for each in near])
    people = [planned for book in books.values() for planned in _plan(book)]
    matched, unmatched = _match(near, people)
    refused += unmatched
    changes: list[PlanOf] = []
    for cell, whose in matched:
        place, person_id = whose.department_id, whose.person_id
        if books[place].plan(person_id, cell.month, cell.metric) == cell.value:
            continue
        if cell.is_bare and _is_small(cell.value or 0, _standing(before[place], person_id, cell.metric)):
            refused.append(BadCell(cell.at, money(cell.value or 0), CellTrouble.SMALL))
            continue
        whom = person_id or 0
        changes.append(
            PlanOf(department_id=place, person_id=whom, month=cell.month, metric=cell.metric, value=cell.value)
        )
    return Wanted(tuple(changes), (*bad, *refused))


def _match(
    cells: Sequence[PlanCell], people: Sequence[Planned]
) -> tuple[list[tuple[PlanCell, Planned]], list[BadCell]]:
    """Whose each is; of two different plans of one person, «Анна» and «Анна Иванова», neither was surely meant."""
    found: dict[tuple[Planned, Metric, date], list[PlanCell]] = {}
    refused: list[BadCell] = []
    for cell in cells:
        match match_row(cell, people):
            case BadCell() as bad_cell:
                refused.append(bad_cell)
            case Planned() as whose:
                found.setdefault((whose, cell.metric, cell.month), []).append(cell)
    several = [cell for each in found.values() if len({cell.value for cell in each}) > 1 for cell in each]
    refused += [BadCell(cell.at, cell.name, CellTrouble.TWICE) for cell in several]
    return [(each[0], whose) for (whose, *_), each in found.items() if each[0] not in several], refused


def _standing(book: PlanBook, person_id: int | None, metric: Metric) -> Collection[int]:
    """Their own plans of these months and the last ones; who has none is compared with their colleagues."""
    own = book.months(person_id, metric).values()
    return own or [value for each in book.people for value in book.months(each.id, metric).values()]


def _is_small(value: int, standing: Collection[int]) -> bool:
    """Whether thousands may be meant: fewer than the chat takes without a question, or a thousandth of what stands."""
    return value < SHORT or any(value * A_THOUSANDTH <= other for other in standing)


async def _books(talk: Talk, months: Sequence[date]) -> dict[int, PlanBook]:
    """Of the departments that the speaker plans for, by id."""
    first, last = min(months, default=talk.today), max(months, default=talk.today)
    return {
        each.id: await talk.mine.plans.of_department(each.id, first, last)
        for each in await talk.mine.departments.list_seen()
        if reaches_department(talk.actor, Action.WRITE_PLANS, each.id)
    }


def _plan(book: PlanBook) -> list[Planned]:
    own = Planned(book.department_id, None, _("Whole department"))
    return [*(Planned(book.department_id, each.id, each.name) for each in book.people), own]


def _tell(book: PlanBook, wanted: PlanOf, today: date) -> Markup:
    before = book.plan(wanted.whose, wanted.month, wanted.metric)
    name, month = name_of(book, wanted.whose), month_title(wanted.month, today)
    told = change_line(wanted.metric, before, wanted.value, whole=True)
    return fill("{name} · {month}: {change}", name=name, month=month, change=told)
