"""Plans in words: what is planned, of which month, what it was before."""

from collections.abc import Iterable, Sequence
from datetime import date

from babel.dates import format_date

from reports.message.format import figure, money, percent
from reports.message.language import current_language, ngettext, pgettext
from reports.message.language import gettext as _
from reports.message.words.roles import capital
from reports.message.words.terms import month_name
from sales.core.money import ROUBLE, Exact, Percent, half_up
from sales.plans.levels import Derived
from sales.plans.plans import Metric, next_month

ROUND = 10_000 * ROUBLE
"""What two decimals of a million show exactly."""

NAMED = 3


def metric_name(metric: Metric) -> str:
    return {
        Metric.MONEY: lambda: _("money"),
        Metric.DEALS: lambda: _("deals"),
        Metric.NEW_CLIENTS: lambda: _("new clients"),
    }[metric]()


def metric_label(metric: Metric) -> str:
    """As it stands on a button, a third of a phone wide."""
    return pgettext("button", "Clients") if metric is Metric.NEW_CLIENTS else capital(metric_name(metric))


def month_title(month: date, today: date) -> str:
    """ноябрь; with the year where it is another one."""
    name = month_name(month)
    return name if month.year == today.year else f"{name} {month.year}"


def value(metric: Metric, plan: int | None) -> str:
    """For tables: 2,00 млн, 7; «—» where nothing is set, which is not 0."""
    if plan is None:
        return "—"
    return figure(plan) if metric is Metric.MONEY else str(plan)


def whole_value(metric: Metric, plan: int) -> str:
    """For confirmations: 2 200 000 ₽, «7 сделок»."""
    match metric:
        case Metric.MONEY:
            return money(plan)
        case Metric.DEALS:
            return ngettext("{n} deal", "{n} deals", plan).format(n=plan)
        case Metric.NEW_CLIENTS:
            return ngettext("{n} new client", "{n} new clients", plan).format(n=plan)


def tell_derived(metric: Metric, plan: Derived) -> str:
    """A day's part of seven deals is 0,4: rounding it to none would say that nothing is planned."""
    if plan.exact is None or metric is Metric.MONEY:
        return value(metric, plan.value)
    return _tenths(plan.exact)


def _tenths(exact: Exact) -> str:
    tenths = half_up(exact * 10)
    if tenths % 10 == 0:
        return str(tenths // 10)
    return percent(Percent(tenths)).rpartition("\u00a0")[0]


def change(metric: Metric, before: int | None, after: int | None) -> str:
    """«был 2,00 млн, стал 2,20 млн»; whole sums where a short form would hide the difference."""
    return _("was {before}, is {after}").format(before=_tell(metric, before), after=_tell(metric, after))


def change_line(metric: Metric, before: int | None, after: int | None, *, whole: bool = False) -> str:
    """For lists: «2,00 → 2,20 млн», «не задан → 2,00 млн». `whole`: where nothing else says what is counted."""
    left, right = _tell(metric, before), _tell(metric, after)
    if whole and after is not None and metric is not Metric.MONEY:
        right = whole_value(metric, after)
    unit = right.rpartition("\u00a0")[1:]
    same = bool(unit[0]) and left.endswith("".join(unit))
    return f"{left.removesuffix(''.join(unit)) if same else left} → {right}"


def _tell(metric: Metric, plan: int | None) -> str:
    if plan is None:
        return _("not set")
    if metric is Metric.MONEY and plan % ROUND:
        return money(plan)
    return value(metric, plan)


def months_missing(months: Sequence[date]) -> str:
    """«янв–окт, дек»: runs of months, short."""
    return ", ".join(_run(run) for run in _runs(months))


def _run(run: list[date]) -> str:
    first, last = _short_month(run[0]), _short_month(run[-1])
    if len(run) < NAMED:
        return first if len(run) == 1 else f"{first}, {last}"
    return f"{first}–{last}"


def _runs(months: Iterable[date]) -> list[list[date]]:
    found: list[list[date]] = []
    for month in months:
        if found and next_month(found[-1][-1]) == month:
            found[-1].append(month)
        else:
            found.append([month])
    return found


def _short_month(month: date) -> str:
    return format_date(month, "LLL", locale=current_language()).rstrip(".")
