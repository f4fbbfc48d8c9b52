"""The lines above a week plan: whose it is, what it needs, whether it is confirmed, what came of it."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.message.format import part_of, percent, round_thousands, short, short_day, weekday
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.week.week_screen import REMINDS, WeekScreen
from reports.week.words import span
from sales.calendar.calendar import DAY
from sales.core.clock import local
from sales.payments.awaited import total
from sales.week.item import sum_slipped


def tell_head(screen: WeekScreen) -> Iterator[Markup]:
    if screen.call == REMINDS and screen.needs_confirming and not screen.person.is_frozen:
        yield fill(_("🔔 The week plan is not confirmed yet"))
    yield tell_title(screen)
    if screen.person.is_away:
        yield fill(_("Away all week, nothing is asked"))
    elif screen.person.is_frozen:
        yield from _tell_frozen(screen)
    else:
        yield from _draft(screen)


def tell_title(screen: WeekScreen) -> Markup:
    """🗓 Неделя 23–29.11 · ждём 640 тыс"""
    days, sums = span(screen.monday), bold(short(screen.person.total))
    if not screen.is_own:
        return fill(_("🗓 {name} · {days} · {sum}"), name=screen.name, days=days, sum=sums)
    if screen.person.is_frozen:
        return fill(_("🗓 Week {days} · plan {sum}"), days=days, sum=sums)
    return fill(_("🗓 Week {days} · expected {sum}"), days=days, sum=sums)


def _draft(screen: WeekScreen) -> Iterator[Markup]:
    yield from _needed(screen)
    times = screen.weeks.times
    if not screen.is_draft or times is None:
        if times is not None:
            yield fill(_("No plan was frozen for this week"))
        return
    at = local(times.freeze_at, screen.weeks.department.zone)
    is_next = times.first_day - screen.weeks.today < DAY * 7
    day = weekday(times.first_day) if is_next else short_day(times.first_day)
    said = {"weekday": day, "hour": f"{at:%H:%M}"}
    if screen.needs_confirming and screen.person.is_confirmed:
        yield fill(_("Changed since it was confirmed"))
    elif screen.needs_confirming:
        yield fill(_("Confirm by {weekday} {hour}"), **said)
    elif screen.confirmed_by:
        yield fill(_("✅ Confirmed by {name}, frozen {weekday} {hour}"), name=screen.confirmed_by, **said)
    else:
        yield fill(_("✅ Confirmed, frozen {weekday} {hour}"), **said)


def _needed(screen: WeekScreen) -> Iterator[Markup]:
    """«Нужно 800 тыс, закрыто 56,5 %»; where the plan asks for nothing more, nothing is said."""
    coverage = screen.person.coverage
    if coverage.need.value and not screen.weeks.is_over:
        said = {"sum": short(round_thousands(coverage.need.value)), "share": percent(coverage.percent)}
        yield fill(_("Needed {sum}, covered {share}"), **said)


def _tell_frozen(screen: WeekScreen) -> Iterator[Markup]:
    """Done, still expected, slipped, off plan; then what has changed since the freeze."""
    person, weeks, contents = screen.person, screen.weeks, screen.contents
    if person.result is None:
        return
    if person.is_silent:
        yield fill(_("⚠️ Not confirmed, frozen as it was"))
    elif screen.confirmed_by:
        yield fill(_("Confirmed by {name}"), name=screen.confirmed_by)
    figures = person.result.figures
    done = {"done": part_of(figures.on_plan, figures.plan), "share": percent(person.result.done)}
    yield fill(_("Received {done} · {share}"), **done) if figures.plan else fill(_("Nothing was planned"))
    ahead = [each for each in person.awaited if each.day >= weeks.today]
    if ahead:
        yield fill(_("Still expected {sum} ({n})"), sum=short(total(ahead)), n=len(ahead))
    gone = sum_slipped((item.live for item in contents.items), weeks.sunday, weeks.today)
    beside = [_("slipped {sum} ({n})").format(sum=short(gone.total), n=gone.count)] if gone.count else []
    beside += [_("off plan {sum}").format(sum=short(figures.off_plan))] if figures.off_plan else []
    if beside:
        yield fill("⚠️ {said}" if gone.count else "{said}", said=" · ".join(beside))
    added = sum(line.payment.rest for line in contents.added)
    if added:
        yield fill(_("After the freeze: +{sum} ({n})"), sum=short(added), n=len(contents.added))
    if not weeks.is_over:
        yield from _needed(screen)


def tell_nothing(screen: WeekScreen) -> list[Markup]:
    """An empty week says what to do next."""
    if screen.weeks.times is None:
        return [Markup(), fill(_("There is no workday in this week"))]
    if not screen.is_own or screen.weeks.is_over:
        return [Markup(), fill(_("No payments in this week"))]
    return [Markup(), fill(_("No payments for the week yet.\nAdd one, or write: <code>pay 150k Vector Fri</code>"))]
