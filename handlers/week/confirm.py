"""
A week plan is confirmed: by its manager with one tap, or by the lead for somebody who has not, and both see by whom.

Last week's slips are taken along onto their new day by that tap. Why is asked below, one tap each, and need not be
answered: it stays «другое» then. It is no dialog, for one that is open would take the next line that is typed.
"""

from datetime import date

from handlers.dialog.model import Talk
from handlers.framework.replies import Redraw, Reply, Say, Toast
from handlers.framework.telling import tell_changed
from handlers.redraw.touching import WEEK, week_tables
from reports.message.language import gettext as _
from reports.week.figures import times_of
from reports.week.presses import NoReason, WeekSlipPress
from reports.week.slips import WeekSlipsView
from reports.week.week import WeekView
from reports.week.week_screen import screen_of
from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import SELLERS as MANAGERS
from sales.core.rights import Action
from sales.payments.payments import MoveReason
from storage.payments.payment_changes import ChangedPayment


async def confirm_week(talk: Talk, monday: date, person_id: int | None = None, seen: int = 0) -> list[Reply]:
    """One's own week, or that of somebody of a department whose plans the speaker sets. Raises NotYoursError.

    `seen`: of which plan that is the word (WeekScreen.seen; 0 and 1: not said). Another one is shown, and confirmed by
    a tap of its own.
    """
    whose = talk.actor.person_id if person_id is None else person_id
    place = await _department_of(talk, whose)
    view = Redraw(WeekView(monday=monday, person_id=person_id or 0))
    if not await _is_open(talk, place, monday):
        return [view, Toast(_("The week is frozen already"))]
    screen = await screen_of(talk.tx, talk.actor, monday, whose)
    if screen.needs_confirming and seen > 1 and seen != screen.seen:
        return [view, tell_changed()]
    try:
        moved = await _confirm(talk, whose, monday)
    except AlreadyDoneError:
        return [view, Toast(_("Already confirmed"))]
    tables = await week_tables(talk.tx, place, monday)
    told = [] if whose == talk.actor.person_id else [_to_the_manager(whose, monday)]
    asked = [Say(_slips(monday, moved[0].event_id, moved[0].event_id))] if moved else []
    return [view, Toast(_("The week plan is confirmed")), *tables, *told, *asked]


async def explain_slip(talk: Talk, press: WeekSlipPress, monday: date) -> list[Reply]:
    """Why one of them did not come, or nothing of it; then the next one. Raises NotYoursError, AlreadyDoneError."""
    moves = await talk.mine.payment_changes.list_taken_along(monday, press.first_id)
    known = {move.event_id: move.payment for move in moves}
    if press.event_id not in known:
        raise NotYoursError
    match press.reason:
        case NoReason.SKIP | MoveReason.OTHER:  # as it stands already
            pass
        case MoveReason() as reason:
            await talk.mine.payment_changes.explain(press.event_id, reason)
    following = next((each for each in known if each > press.event_id), 0)
    place = known[press.event_id].department_id
    tables = await week_tables(talk.tx, place, monday - WEEK, monday)
    return [Redraw(_slips(monday, press.first_id, following)), *tables]


def _slips(monday: date, first: int, asked: int) -> WeekSlipsView:
    return WeekSlipsView(monday=monday, first=first, asked=asked)


async def _department_of(talk: Talk, person_id: int) -> int:
    """Of a manager whose plans the speaker sets, or the speaker's own. Raises NotYoursError."""
    person = await talk.mine.people.person(person_id)
    if person.department_id is None or person.role not in MANAGERS or not person.is_active:
        raise NotYoursError
    return person.department_id


async def _confirm(talk: Talk, person_id: int, monday: date) -> list[ChangedPayment]:
    """With it last week's slips are put on their new day. Raises NotYoursError, AlreadyDoneError."""
    tx, actor = talk.tx, talk.actor
    right = Action.EDIT_RECORDS if person_id == actor.person_id else Action.WRITE_PLANS
    draft = await tx.system.week_plans.make_draft(person_id, monday, talk.today)
    moves = [
        await tx.as_(actor).payment_changes.move(slip.item.payment_id, slip.day, MoveReason.OTHER, right)
        for slip in draft.slips
    ]
    await tx.as_(actor).week_plans.confirm(monday, person_id)
    return moves


async def _is_open(talk: Talk, department_id: int, monday: date) -> bool:
    times = await times_of(talk.tx, await talk.tx.system.departments.get(department_id), monday)
    return times is not None and talk.tx.clock.now() < times.freeze_at


def _to_the_manager(person_id: int, monday: date) -> Reply:
    """Below everything else in their chat: the plan as it was confirmed, and by whom."""
    view = WeekView(monday=monday)
    return Say(view.under(view.key_for(person_id, monday)), to=person_id, fresh=True)
