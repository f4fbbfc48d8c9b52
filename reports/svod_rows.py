"""The people of the summary report: three lines each, one line each, or rows of Telegram's own table."""

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from reports.columns import DIGIT, cut, to_left, to_right, width_of
from reports.format import MINUS, figure, percent, short
from reports.language import gettext as _
from reports.language import ngettext, pgettext
from reports.markup import fill, lines
from reports.message import Table
from reports.svod_figures import Svod, SvodRow
from reports.svod_words import LIGHTS, away_words, money_of, reason_words, was
from reports.tables import native_table
from storage.kept_reports import KeptReport


def told_in_full(
    svod: Svod, rows: Sequence[SvodRow], names: Mapping[int, str], before: KeptReport | None
) -> list[Markup]:
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
    standing = row.standing
    if standing.plan is None:
        yield fill(_("fact {sum}"), sum=short(standing.fact))
        return
    money = fill("{sum}", sum=money_of(standing.fact, standing.plan))
    left = standing.left_to_week_end
    if closed or left is None:
        yield money
    else:
        sign = MINUS if left else ""
        yield fill(_("{money} · until the week's end {sign}{sum}"), money=money, sign=sign, sum=short(left))
    need = standing.need
    if need.value:
        n = standing.days.left
        yield fill(
            ngettext("{sum} a day needed, {n} day", "{sum} a day needed, {n} days", n), sum=short(need.value), n=n
        )
    elif need.exact == 0 and standing.plan:
        yield fill(_("the plan is done"))


def changes(row: SvodRow) -> Iterator[Markup]:
    for change in row.changes[-1:]:
        before = "—" if change.before is None else figure(change.before)
        after = "—" if change.after is None else figure(change.after)
        day = f"{change.at:%d.%m}"
        yield fill(_("plan {before} → {after}, {day}"), before=before, after=after, day=day)


def told_in_lines(rows: Sequence[SvodRow], names: Mapping[int, str]) -> list[Markup]:
    """«🔴 Денис     38,1 %  0,40 из 1,50 млн», in columns."""
    people = [cut(names[row.person.id], 10) for row in rows]
    paces = [percent(row.standing.pace) for row in rows]
    widest = (width_of(people) + DIGIT, width_of(paces))
    return [
        fill(
            "{light} {name}{pace} {money}",
            light=LIGHTS[row.standing.light],
            name=to_left(name, widest[0]),
            pace=to_right(pace, widest[1]),
            money=money_of(row.standing.fact, row.standing.plan),
        )
        for row, name, pace in zip(rows, people, paces, strict=True)
    ]


def table_of(rows: Sequence[SvodRow], names: Mapping[int, str], above: Markup) -> Table:
    figures = [
        [pgettext("column", "pace"), *(percent(row.standing.pace) for row in rows)],
        [pgettext("column", "done"), *(money_of(row.standing.fact, row.standing.plan) for row in rows)],
    ]
    people = [f"{LIGHTS[row.standing.light]} {names[row.person.id]}" for row in rows]
    return native_table(people, figures, above)
