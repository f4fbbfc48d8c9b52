"""What the summary report leads to: its files and pages, other months and departments, and a plan that is not set."""

from collections.abc import Mapping, Sequence

from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.message import Button, Keyboard, grid
from reports.message.terms import month_name
from reports.plans.presses import PersonPlanDeed, PersonPlanPress
from reports.svod.asked import ReportPage
from reports.svod.figures import Svod, SvodRow
from reports.svod.presses import SvodDeed
from sales.calendar.calendar import DAY, month_of
from sales.plans.plans import Metric
from storage.settings.departments import Department

IN_FULL = 3
"""So many managers are told in full at once; more are a line each."""


UNPLANNED = 2
"""So many are offered a plan at once; the next ones come up as these have one."""


def unplanned(svod: Svod, rows: Sequence[SvodRow], names: Mapping[int, str]) -> Keyboard:
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


def ways(svod: Svod, asked: ReportPage) -> tuple[Button, ...]:
    files = (Button(_("📊 Chart"), asked.press(SvodDeed.PICTURE)), Button(_("📄 Excel"), asked.press(SvodDeed.BOOK)))
    if asked.deed is SvodDeed.PEOPLE:
        return (*files, Button(_("‹ Report"), asked.press(SvodDeed.SHOW)))
    more = (Button(_("Details"), asked.press(SvodDeed.PEOPLE)),) if len(svod.rows) > IN_FULL else ()
    return (*files, *more)


def pages(svod: Svod, asked: ReportPage) -> tuple[Button, ...]:
    """What is ahead while the period runs; what a closed month leaves behind."""
    accuracy = Button(_("Accuracy"), asked.press(SvodDeed.ACCURACY))
    if not svod.is_closed:
        return Button(_("Forecast"), asked.press(SvodDeed.FORECAST)), accuracy
    if svod.is_month and svod.own is None:
        return Button(_("Month close"), asked.press(SvodDeed.CLOSE)), accuracy
    return (accuracy,)


def months(svod: Svod, asked: ReportPage) -> Keyboard:
    """The months beside this one; none ahead of the running one."""
    if not svod.is_month:
        return ()
    before, after = month_of(asked.first - DAY), month_of(asked.last + DAY)
    row = [Button(f"‹ {month_name(before[0])}", asked.press(days=before))]
    if after[0] <= svod.today:
        row.append(Button(f"{month_name(after[0])} ›", asked.press(days=after)))
    return (tuple(row),)


def others(seen: Sequence[Department], svod: Svod, asked: ReportPage) -> Keyboard:
    """The other departments that the reader watches."""
    rest = [each for each in seen if each.id != svod.department.id]
    return grid([Button(cut(each.name, 20), ReportPage(each.id, *asked.days).press()) for each in rest], 2)
