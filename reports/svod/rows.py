"""The people of the summary report: three lines each, one line each, or rows of Telegram's own table."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from reports.message.format import MINUS, NBSP, day_in_month, figure, percent, round_thousands, short
from reports.message.language import gettext as _
from reports.message.language import ngettext, pgettext
from reports.message.markup import fill, lines
from reports.message.message import Table
from reports.message.tables import Figures, native_table, one_unit, table_text
from reports.plans.opening import opening_line, tell_assumed
from reports.svod.figures import Svod, SvodRow
from reports.svod.words import LIGHTS, away_words, money_of, reason_words, was
from storage.results.kept_reports import KeptReport


def tell_in_full(
    svod: Svod, rows: Sequence[SvodRow], names: Mapping[int, str], before: KeptReport | None
) -> list[Markup]:
    """Three lines each, an empty one between them; «пересчитано» where the sent report had another pace."""
    told: list[Markup] = []
    for row in rows:
        own = [name_line(row, names[row.person.id]), *figures(row, closed=svod.is_closed), *changes(row)]
        before_that = was(row, before)
        told += [*([Markup("")] if told else []), *own, *([before_that] if before_that else [])]
    return told


def name_line(row: SvodRow, name: str) -> Markup:
    """«🟡 Анна · темп 85,7 % · отпуск 9–13.11», «Виктор · план не задан»."""
    standing = row.standing
    if standing.reason is None:
        told = fill(
            _("{light} {name} · pace {pace}"), light=LIGHTS[standing.light], name=name, pace=percent(standing.pace)
        )
    else:
        told = fill("{name} · {reason}", name=name, reason=reason_words(standing.reason))
    return lines(fill("{told}{away}", told=told, away="".join(f" · {away_words(each)}" for each in row.absences)))


def figures(row: SvodRow, *, closed: bool = False) -> Iterator[Markup]:
    """Fact and plan, pace, what is left to the week's end; no week of a period whose last day is over."""
    standing = row.standing
    if standing.plan is None:
        yield fill(_("fact {sum}"), sum=short(standing.fact))
        if (before := opening_line(row.opening)) is not None:
            yield before
        return
    money = fill("{sum}", sum=money_of(standing.fact, standing.plan))
    left = standing.left_to_week_end
    if closed or left is None or not standing.days.left:
        yield money
    else:
        sign = MINUS if left else ""
        yield fill(_("{money} · by the week's end {sign}{sum}"), money=money, sign=sign, sum=short(left))
    if (before := opening_line(row.opening)) is not None:
        yield before
    need = standing.need
    if need.value and row.person.is_active:
        n = standing.days.left
        yield fill(
            ngettext("needs {sum} a day, {n} day", "needs {sum} a day, {n} days", n),
            sum=short(round_thousands(need.value)),
            n=n,
        )
    elif need.exact == 0 and standing.plan:
        yield fill(_("plan met"))


def changes(row: SvodRow, *, is_own: bool = False) -> Iterator[Markup]:
    """The last change of the plan, as every report prints it (SPEC 4)."""
    if row.is_assumed:
        yield tell_assumed(is_own=is_own)
    for change in row.changes[-1:]:
        before = "—" if change.before is None else figure(change.before)
        after = "—" if change.after is None else figure(change.after)
        day = day_in_month(change.at)
        yield fill(_("plan {before} → {after}, {day}"), before=before, after=after, day=day)


def in_table(rows: Sequence[SvodRow], names: Mapping[int, str], above: Markup) -> tuple[Markup, Table]:
    """In even letters «Денис 0,40 1,50 38,1 🔴»; in Telegram's own table the light stands before the name."""
    whose, lights = [names[row.person.id] for row in rows], [LIGHTS[row.standing.light] for row in rows]
    paces = [percent(row.standing.pace) for row in rows]
    bare = [pgettext("column", "pace"), *(each.removesuffix(f"{NBSP}%") for each in paces)]
    unit, sums = _sums(rows)
    done = [pgettext("column", "done"), *(money_of(row.standing.fact, row.standing.plan) for row in rows)]
    marked = [f"{light} {name}" for light, name in zip(lights, whose, strict=True)]
    own = native_table(marked, [[pgettext("column", "pace"), *paces], done], above)
    return table_text(whose, [*sums, bare, ["", *lights]], unit), own


def _sums(rows: Sequence[SvodRow]) -> tuple[str, Figures]:
    """Facts and plans, their unit said once."""
    facts, plans = [row.standing.fact for row in rows], [row.standing.plan for row in rows]
    unit, told = one_unit([*facts, *plans])
    return unit, [
        [pgettext("column", "done"), *map(told, facts)],
        [pgettext("column", "plan"), *map(told, plans)],
    ]
