"""How the summary report speaks: title, period, sums of a plan, why there is no pace, what was recomputed."""

from markupsafe import Markup

from reports.message.format import NBSP, figure_of, hours, percent, short, short_date
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.screens.periods import days_words
from reports.svod.figures import Svod, SvodRow, print_row
from sales.calendar.calendar import Absence
from sales.core.clock import local_date
from sales.core.money import Percent
from sales.plans.pace import Light, NoPace
from storage.engine.actor import Actor
from storage.results.kept_reports import KeptReport
from storage.settings.departments import Department

LIGHTS = {Light.GREEN: "🟢", Light.YELLOW: "🟡", Light.RED: "🔴", None: "⚪️"}


def light_up(pace: str | Markup, light: Light | None) -> Markup:
    """«85,7 % 🟡», never a lone light in a line of its own."""
    return fill("{pace}{space}{light}", pace=pace, space=NBSP, light=LIGHTS[light])


def title(svod: Svod) -> Markup:
    """«Сводный отчёт · ноябрь на 20.11, 18:00», «Сводный отчёт · октябрь, закрыт»."""
    period = period_words(svod)
    if svod.is_closed:
        return fill(_("Summary report · {period}, closed"), period=period)
    at = hours(svod.at, svod.department.zone)
    return fill(_("Summary report · {period} as of {day}, {time}"), period=period, day=short_date(svod.today), time=at)


def period_words(svod: Svod) -> str:
    """Ноябрь; октябрь 2025, where it is not this year's; 16–22.11."""
    return days_words(svod.period.first, svod.period.last, svod.today)


def money_of(fact: int, plan: int | None) -> str:
    """1,20 из 2,00 млн, and without a plan the fact alone."""
    return short(fact) if plan is None else figure_of(fact, plan)


def tell_department(reader: Actor, department: Department, total: str) -> Markup:
    """«Отдел: 1,20 из 2,00 млн», and by its name to who stands above the departments."""
    name = _("Department") if reader.department_id else department.name
    return fill("{name}: {total}", name=name, total=total)


def reason_words(reason: NoPace) -> str:
    """Why there is no pace: a dash alone would look like a mistake of ours."""
    return {
        NoPace.NO_PLAN: lambda: _("no plan set"),
        NoPace.ZERO_PLAN: lambda: _("plan 0"),
        NoPace.NO_WORKDAYS: lambda: _("no workdays in the period"),
        NoPace.NOTHING_WORKED: lambda: _("no workday is over yet"),
    }[reason]()


def away_words(absence: Absence) -> str:
    """«нет 9–13.11»: what it is for is between the person and the lead."""
    first, last = absence.first, absence.last
    begin = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else short_date(first)
    days = short_date(first) if first == last else f"{begin}–{short_date(last)}"
    return _("away {days}").format(days=days)


def tell_confirmed_only() -> Markup:
    """Over figures of a department that closes its months so."""
    return fill(_("🏦 Confirmed money alone, by the bank's day"))


def tell_recomputed(svod: Svod, before: KeptReport | None) -> Markup | None:
    """What was sent and is no longer so: an absence entered later, a fact taken back, a plan changed."""
    if before is None or all(_same(row, before) for row in svod.rows):
        return None
    made = local_date(before.made_at, svod.department.zone)
    return fill(_("Recalculated: it was sent on {day} with other figures"), day=short_date(made))


def was(row: SvodRow, before: KeptReport | None) -> Markup | None:
    """«пересчитано, было 85,7 %»; None where the sent report says the same or said no pace."""
    said = {} if before is None else before.figures.get(str(row.person.id), {})
    if not said or _same(row, before) or said["pace"] is None:
        return None
    return fill(_("recalculated, it was {pace}"), pace=percent(Percent(said["pace"])))


def _same(row: SvodRow, before: KeptReport | None) -> bool:
    return before is None or before.figures.get(str(row.person.id)) in (None, print_row(row))
