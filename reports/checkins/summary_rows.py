"""A manager a line in the lead's summary: what came of what was promised, or that there is no answer yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from reports.message.columns import DIGIT, FIGURE_SPACE, align_left, align_right, cut, width_of
from reports.message.fitting import LINE, measure
from reports.message.format import percent, thousands, thousands_of, with_sign
from reports.message.language import gettext as _
from reports.message.language import pgettext
from reports.message.markup import fill
from reports.message.message import Table
from reports.message.tables import native_table, one_unit
from reports.message.words.names import some_names
from sales.checkins.checkin_rows import silent_rows
from sales.checkins.day import PersonDay
from sales.checkins.figures import department_figures
from sales.core.money import Percent
from sales.core.tally import Tally, tally

GAP = 2 * DIGIT

MOST_ROWS = 24
"""Of a table that a thumb still turns through."""


LONGEST = 36
"""Letters of a line on a phone; what has no room in it stands below, under the name."""

INDENT = FIGURE_SPACE * 2


@dataclass(frozen=True, slots=True)
class _Line:
    """The columns of one manager: the sum that came, and all that stands behind it.

    `parts`: each with what joins it to the one before, where they stand in one line.
    """

    name: str
    came: str
    parts: Sequence[tuple[str, str]]


def manager_lines(people: Sequence[PersonDay], names: Mapping[int, str], room: int) -> list[Markup]:
    """As many lines as there is room for: the silent are named in any case, the others lowest first."""
    if len(people) <= room:
        return _align([_line(person, names) for person in people])
    silent = [person for person in people if person.says_nothing]
    lost = [person for person in people if person.is_unreachable]
    others = sorted((each for each in people if not (each.says_nothing or each.is_unreachable)), key=_by_need)
    named = [_silent_line(silent, names)] if silent else []
    named += [_tell_lost(lost, names)] if lost else []
    shown = others[: max(0, room - len(named) - 1)]
    hidden = others[len(shown) :]
    told = _align([_line(person, names) for person in shown])
    return [*named, *told, *([_others_line(hidden)] if hidden else [])]


def people_table(people: Sequence[PersonDay], names: Mapping[int, str], above: Markup, below: Markup) -> Table:
    """For a Telegram that has tables: the silent first, then lowest first; of very many the last row is all others."""
    ordered = sorted(people, key=lambda each: (not each.says_nothing, *_by_need(each)))
    shown = ordered
    if len(ordered) > MOST_ROWS:  # who is named is of whom the most is awaited, not whose name begins with A
        by_sum = sorted(ordered, key=lambda each: (not each.says_nothing, *_by_need(each), -each.figures.plan))
        ordered, shown = by_sum, by_sum[: MOST_ROWS - 1]
    hidden = ordered[len(shown) :]
    told = [(names[each.person_id], each.figures, _share(each)) for each in shown]
    if hidden:
        others = department_figures(each.figures for each in hidden)
        told.append((_("{n} others").format(n=len(hidden)), others, percent(others.done)))
    unit, write = one_unit(sum_ for _name, each, _done in told for sum_ in (each.received, each.plan))
    figures = [
        [pgettext("column", "came"), *(write(each.received) for _name, each, _done in told)],
        [pgettext("column", "plan"), *(write(each.plan or None) for _name, each, _done in told)],
        ["%", *(done for _name, _each, done in told)],
    ]
    return native_table([name for name, _each, _done in told], figures, above, below, unit)


def _share(person: PersonDay) -> str:
    return _("no answer") if person.says_nothing else percent(person.figures.done)


def tally_asked(person: PersonDay) -> Tally:
    """What the silence is about: «ждём 250 (2)». Of the day's plan, so that the lines add up to «ещё ждём сегодня»."""
    return tally([row.rest for row in silent_rows(live.row for live in person.rows) if row.is_planned])


def tally_owed(person: PersonDay) -> Tally:
    """Overdue payments that the silence is about. What was added to the day after its freeze is none."""
    return tally([row.rest for row in silent_rows(live.row for live in person.rows if live.is_overdue)])


def _by_need(person: PersonDay) -> tuple[bool, int]:
    done = person.figures.done or Percent(0)
    return not person.figures.plan, done.tenths


def _line(person: PersonDay, names: Mapping[int, str]) -> _Line:
    name, figures = cut(names[person.person_id]), person.figures
    if person.says_nothing:
        return _Line(name, "", _silence(person))
    if not figures.plan:
        off_plan = _off_plan(person)
        return _Line(name, "", _join(off_plan) if off_plan else _without_plan(person))
    came, _space, of = thousands_of(figures.on_plan, figures.plan).partition(" ")
    share = f" · {percent(figures.done)}" if figures.on_plan else ""
    away = _tell_gone(person) if person.is_absent or person.is_unreachable else ""
    return _Line(name, came, [("", of + share), *_join(_off_plan(person), away)])


def _join(*parts: str) -> list[tuple[str, str]]:
    """«…, вне плана +50, связи нет», without what is empty."""
    return [(", ", part) for part in parts if part]


def _silence(person: PersonDay) -> list[tuple[str, str]]:
    """What came so far is said before it, without a share: the line is long already."""
    figures = person.figures
    came = thousands_of(figures.on_plan, figures.plan) if figures.on_plan and figures.plan else ""
    return [*_join(came, _off_plan(person)), *_waiting(person)]


def _off_plan(person: PersonDay) -> str:
    off_plan = person.figures.off_plan
    return _("off plan {sum}").format(sum=with_sign(off_plan, thousands)) if off_plan else ""


def _waiting(person: PersonDay) -> list[tuple[str, str]]:
    asked, owed = tally_asked(person), tally_owed(person)
    silence = _join(_("no answer"))
    if asked.count:
        return [*silence, (" · ", _tell_expected(asked))]
    if owed.count:
        return [*silence, (" · ", _("{sum} overdue ({n})").format(sum=thousands(owed.total), n=owed.count))]
    return silence


def _without_plan(person: PersonDay) -> list[tuple[str, str]]:
    due = person.due_unplanned
    if person.is_absent and due.count and not person.has_left:
        return [("", _tell_gone(person)), (" · ", _tell_expected(due))]
    if person.is_absent or person.is_unreachable:
        return [("", _tell_gone(person))]
    return [("", _tell_expected(person.expected) if person.expected.count else _("nothing planned"))]


def _tell_expected(awaited: Tally) -> str:
    return _("{sum} expected ({n})").format(sum=thousands(awaited.total), n=awaited.count)


def _tell_gone(person: PersonDay) -> str:
    if person.has_left:
        return _("left the team")
    return _("away") if person.is_absent else _("no connection")


def _align(told: Sequence[_Line]) -> list[Markup]:
    names = width_of(line.name for line in told) + GAP
    came = width_of(line.came for line in told if line.came)
    return [fill("{row}", row=row) for line in told for row in _wrap(line, names, came)]


def _wrap(line: _Line, names: int, came: int) -> list[str]:
    """The columns and as much behind them as has room; the rest below, under the name."""
    (_joint, first), *others = line.parts
    beside = f"{align_left(line.name, names)}{_tell_came(line, came)}{first}"
    below = " ".join(filter(None, (line.came, first)))
    rows = [beside] if _fits(beside) else [line.name, f"{INDENT}{below}"]
    for joint, part in others:
        longer = f"{rows[-1]}{joint}{part}"
        if _fits(longer):
            rows[-1] = longer
        else:
            rows.append(f"{INDENT}{part}")
    return rows


def _fits(row: str) -> bool:
    return len(row) <= LONGEST and measure(row) <= LINE


def _tell_came(line: _Line, width: int) -> str:
    return f"{align_right(line.came, width)} " if line.came else ""


def _tell_lost(lost: Sequence[PersonDay], names: Mapping[int, str]) -> Markup:
    return fill(_("No connection: {names}"), names=some_names([names[each.person_id] for each in lost]))


def _silent_line(silent: Sequence[PersonDay], names: Mapping[int, str]) -> Markup:
    asked = [tally_asked(person) for person in silent]
    who = some_names([names[person.person_id] for person in silent])
    total, count = sum(each.total for each in asked), sum(each.count for each in asked)
    if not count:
        return fill(_("No answer: {names}"), names=who)
    return fill(_("No answer: {names} · {sum} expected ({n})"), names=who, sum=thousands(total), n=count)


def _others_line(hidden: Sequence[PersonDay]) -> Markup:
    figures = department_figures(person.figures for person in hidden)
    line = fill(_("{n} more: {sums}"), n=len(hidden), sums=thousands_of(figures.on_plan, figures.plan))
    return line if figures.done is None else fill("{line} · {done}", line=line, done=percent(figures.done))
