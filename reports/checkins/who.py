"""/who: who has answered at this slot, who is silent, who is not there, and who cannot be reached at all."""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from reports.checkins.standing import SlotStanding, standing_of
from reports.checkins.summary import remind_buttons
from reports.checkins.summary_rows import tally_asked
from reports.message.format import day_month, hours, long_day, short, thousands
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.screens.empty import no_managers
from reports.message.view import View
from reports.message.words.names import first_names, some_names
from sales.checkins.day import PersonDay
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.transaction import Transaction

MOST_SILENT = 12


class WhoView(View):
    name = "who"

    department_id: int
    day: date
    slot: str

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        standing = await standing_of(tx, reader, self.department_id, self.day, self.slot)
        team = await tx.as_(reader).people.team(self.department_id)
        sellers = [person for person in team if person.role in SELLERS and person.deactivated_at is None]
        away = await _last_days(tx, reader, standing)
        names = first_names(standing.day.actors_of(standing.day.people))
        told = _tell(standing, sellers, names, away, reader.zone)
        if not told:
            step = no_managers(reader, self.department_id)
            return Message(lines(_title(standing), "", step.said), step.buttons)
        row = tuple(remind_buttons(standing, reader, names))
        return Message(lines(_title(standing), "", *told), (row,) if row else ())


def _title(standing: SlotStanding) -> Markup:
    asked = [each for each in _present(standing) if _was_asked(each) and not each.is_unreachable]
    title = fill(_("Answers by {time} · {day}"), time=standing.wall, day=long_day(standing.day.day))
    if not asked:
        return lines(title, fill(_("Nobody has been asked yet")))
    count = bold(sum(not person.says_nothing for person in asked))
    return lines(title, fill(_("Answered: {n} of {total}"), n=count, total=len(asked)))


def _was_asked(person: PersonDay) -> bool:
    """Who has looked at a check-in about nothing was asked nothing, and so has not answered."""
    checkin = person.checkin
    if checkin is None:
        return False
    return bool(person.asked_rows or person.facts or person.is_silent or checkin.answered_at)


def _present(standing: SlotStanding) -> list[PersonDay]:
    return [each for each in standing.day.people if not each.is_absent and each.is_seller]


def _tell(
    standing: SlotStanding, sellers: list[Person], names: dict[int, str], away: dict[int, date], zone: str
) -> list[Markup]:
    present = _present(standing)
    spoken = [each for each in present if _was_asked(each) and not each.says_nothing and not each.is_unreachable]
    waiting = {person.id for person in sellers if person.is_waiting}
    lost = {person.id for person in sellers if person.unreachable_at is not None}
    by_id = {person.id: person.name for person in sellers}
    told = [
        _line("✅", (_answer(each, names, zone) for each in spoken)),
        *_tell_silent([person for person in present if person.says_nothing], names),
        _line(
            _("Not asked:"),
            (names[each.person_id] for each in present if not _was_asked(each) and not each.is_unreachable),
        ),
        _line(_("Away:"), (_away(each, names, away) for each in standing.day.people if each.is_absent)),
        _line(_("Not activated:"), (by_id[each] for each in sorted(waiting))),
        _line(_("Cannot be reached:"), (by_id[each] for each in sorted(lost - waiting))),
    ]
    return [line for line in told if line]


def _line(label: str, names: Iterable[str]) -> Markup | None:
    told = some_names([*names])
    return fill("{label} {names}", label=label, names=told) if told else None


def _answer(person: PersonDay, names: dict[int, str], zone: str) -> str:
    name = names[person.person_id]
    at = person.checkin.answered_at if person.checkin else None
    return f"{name} {hours(at, zone)}" if at else name


def _tell_silent(silent: list[PersonDay], names: dict[int, str]) -> list[Markup]:
    """Of very many those of whom the most is awaited, and what the others come to."""
    if len(silent) <= MOST_SILENT:
        return [_silent(person, names) for person in silent]
    by_sum = sorted(silent, key=lambda person: -tally_asked(person).total)
    shown, hidden = by_sum[: MOST_SILENT - 1], by_sum[MOST_SILENT - 1 :]
    asked = [tally_asked(person) for person in hidden]
    left = {"sum": short(sum(each.total for each in asked)), "payments": sum(each.count for each in asked)}
    others = fill(_("{n} more: no answer, {sum} ({payments})"), n=len(hidden), **left)
    return [*(_silent(person, names) for person in shown), others]


def _silent(person: PersonDay, names: dict[int, str]) -> Markup:
    name, asked = names[person.person_id], tally_asked(person)
    if not asked.count:
        return fill(_("{name}: no answer"), name=name)
    return fill(_("{name}: no answer, {sum} ({n})"), name=name, sum=thousands(asked.total), n=asked.count)


def _away(person: PersonDay, names: dict[int, str], away: dict[int, date]) -> str:
    name, last = names[person.person_id], away.get(person.person_id)
    return _("{name} until {day}").format(name=name, day=day_month(last)) if last else name


async def _last_days(tx: Transaction, reader: Actor, standing: SlotStanding) -> dict[int, date]:
    """Until when who is away is away."""
    day = standing.day.day
    found = await tx.as_(reader).absences.find(day)
    return {each.person_id: each.last for each in found if each.is_agreed and each.first <= day}
