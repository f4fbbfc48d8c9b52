"""What the summary report leads to: its files and pages, other months and departments, and a plan that is not set."""

from collections.abc import Mapping, Sequence

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.message import Button, Keyboard
from reports.message.screens.periods import turning
from reports.message.screens.switches import other_departments
from reports.message.view import button
from reports.message.words.terms import month_name
from reports.plans.presses import PersonPlanDeed, PersonPlanPress
from reports.svod.figures import Svod, SvodRow
from reports.svod.presses import (
    AccuracyAddress,
    ForecastAddress,
    MonthCloseAddress,
    PeriodAddress,
    SvodAddress,
    SvodBookAddress,
    SvodPart,
    SvodPictureAddress,
)
from sales.plans.plans import Metric
from storage.settings.departments import Department

IN_FULL = 3
"""So many managers are told in full at once; more are a line each."""


UNPLANNED = 2
"""So many are offered a plan at once; the next ones come up as these have one."""


def offer_unplanned(svod: Svod, rows: Sequence[SvodRow], names: Mapping[int, str]) -> Keyboard:
    """«🎯 Задать план: Виктор», first of all: without a plan there is no pace. A month that had none is over."""
    if not svod.is_month or (svod.is_closed and svod.plan is None):
        return ()
    without = [row.person for row in rows if row.standing.plan is None and row.person.is_active]
    month = svod.period.first.toordinal()
    return tuple(
        (
            Button(
                _("🎯 Set a plan: {name}").format(name=cut(names[each.id])),
                PersonPlanPress(deed=PersonPlanDeed.ENTER, person_id=each.id, month=month, metric=Metric.MONEY).pack(),
            ),
        )
        for each in without[:UNPLANNED]
    )


def ways(svod: Svod, asked: SvodAddress) -> tuple[Button, ...]:
    """The files, and the page with everybody in full or the way back from it."""
    if asked.deed is SvodPart.PEOPLE:
        return (*files(asked), button(_("‹ Report"), asked.to(SvodAddress)))
    in_full = asked.to(SvodAddress).but(deed=SvodPart.PEOPLE)
    return (*files(asked), *((button(_("Details"), in_full),) if len(svod.rows) > IN_FULL else ()))


def files(asked: PeriodAddress, *, closing: bool = False) -> tuple[Button, ...]:
    """The picture and the workbook of the same period and by the same money, and the dashboard."""
    chart = button(_("📊 Chart"), asked.to(SvodPictureAddress).but(closing=closing))
    book = button(_("📄 Excel"), asked.to(SvodBookAddress).but(closing=closing))
    return chart, book, offer_dashboard("svod")


def offer_dashboard(part: str) -> Button:
    """Opens the Mini App; shown where the house has an address for it."""
    return Button(_("📈 Dashboard"), app=part)


def pages(svod: Svod, asked: SvodAddress) -> tuple[Button, ...]:
    """What is ahead while the period runs; what a closed month leaves behind."""
    accuracy = button(_("Accuracy"), asked.to(AccuracyAddress))
    if not svod.is_closed:
        return button(_("Forecast"), asked.to(ForecastAddress)), accuracy
    if svod.is_month and svod.own is None:
        return button(_("Month close"), asked.to(MonthCloseAddress)), accuracy
    return (accuracy,)


def months(svod: Svod, asked: SvodAddress) -> Keyboard:
    """The months beside this one; none ahead of the running one."""
    if not svod.is_month:
        return ()
    return (turning(asked.days, asked.of, month_name, lambda first: first <= svod.today),)


def others(seen: Sequence[Department], svod: Svod, asked: SvodAddress) -> Keyboard:
    """The other departments that the reader watches."""
    return other_departments(asked.of(*asked.days), seen, svod.department)
