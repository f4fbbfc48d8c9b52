"""What stands on the screen of a check-in, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from reports.checkins.checkin_others import names_of_owners
from reports.tomorrow.section import Section, section
from sales.checkins.checkin import Checkin
from sales.checkins.checkin_rows import EXPECTED, RowState
from sales.checkins.day import PersonDay
from sales.checkins.live_rows import LiveRow
from sales.core.clock import local_date
from sales.core.undo import UndoStepKind
from storage.engine.actor import Actor
from storage.engine.undo_steps import UndoStep
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CheckinScreen:
    """What stands on the screen of one check-in."""

    checkin: Checkin
    day: PersonDay
    wall: str
    """The slot as the wall clock shows it: on a short day not the one in its name."""
    is_last: bool
    zone: str
    now: datetime
    is_closed: bool = False
    """A later question is open, or the day is over, or the person is away."""
    is_away: bool = False
    names: Mapping[int, str] = field(default_factory=dict)
    """Of the colleagues for whom the person stands in."""
    page: int = 1
    preface: Markup | None = None
    tomorrow: Section | None = None
    """The plan of the day ahead, asked inside the day's last check-in."""
    asks_all: bool = False
    """«Всё пришло» was pressed: is it so?"""
    step: UndoStep | None = None
    """The last answer, while it can be taken back."""
    calls: int = 0
    """Without an outcome, and asked about nowhere else, where the day's last question is open."""
    about: int = 0
    """The payment that a lead has asked about by name."""

    def is_left_in_peace(self, live: LiveRow) -> bool:
        """A debt that was answered for at an earlier slot, or is asked about at the last one (SPEC 8).

        Beside what this slot does ask about it is a part of one line and has no buttons. Money that came on it is told.
        """
        is_debt = live.is_overdue and live.state in EXPECTED | {RowState.NOT_COMING}
        if not is_debt or live.row.is_asked or live.payment.id == self.about:
            return False
        return any(each.row.is_asked for each in self.day.asked_rows)


async def read_question(tx: Transaction, reader: Actor, checkin: Checkin) -> CheckinScreen:
    day = await tx.system.days.of_person(reader, checkin.day, checkin.slot)
    last = await tx.system.checkins.last_of(reader.person_id, checkin.day)
    times = await tx.system.calendars.slots_of(await tx.system.departments.get(checkin.department_id), checkin.day)
    mine = next((each for each in times if each.slot.code == checkin.slot), None)
    today = local_date(tx.clock.now(), reader.zone)
    is_last = mine is not None and mine.is_last
    is_away = (await tx.system.calendars.of_person(reader.person_id)).is_absent(checkin.day)
    return CheckinScreen(
        checkin,
        day,
        wall=f"{mine.wall:%H:%M}" if mine else checkin.slot,
        is_last=is_last,
        zone=reader.zone,
        now=tx.clock.now(),
        is_closed=is_away or not times or today != checkin.day or (last is not None and last.slot > checkin.slot),
        is_away=is_away,
        step=await tx.as_(reader).undo_steps.last(UndoStepKind.CHECKIN, checkin.id),
        names=await names_of_owners(tx, day),
        tomorrow=await section(tx, reader, checkin.day, checkin.id) if is_last else None,
        calls=len(await tx.as_(reader).pbx_calls.list_unasked(checkin.day)) if is_last else 0,
    )


def asks_off_plan(question: CheckinScreen) -> bool:
    """Until it is answered, in a tap or by money told of since."""
    is_open = question.checkin.answered_at is None and question.day.is_silent
    return question.is_last and not question.day.asked_rows and is_open


def all_rows(day: PersonDay) -> tuple[LiveRow, ...]:
    """What «Всё пришло» is about: what is awaited today, and no old debt."""
    return tuple(live for live in day.asked_rows if live.state in EXPECTED and not live.is_overdue)
