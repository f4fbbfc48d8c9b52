"""What came of the week, to the lead on its last workday: done, off plan, and which items slipped."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Self, TypeAlias

from markupsafe import Markup

from reports.asks.comments import offer_comments
from reports.clients.unowned import hand_over
from reports.message.address import OrdinalDay
from reports.message.columns import cut
from reports.message.format import part_of, percent, short, thousands, thousands_of
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View
from reports.message.words.names import tell_apart
from reports.payments.trust import tell_known_trust
from reports.week.figures import PersonWeek, Weeks, weeks_of
from reports.week.nobodys import nobodys_lines
from reports.week.presses import WeekTableDeed, WeekTablePress
from reports.week.words import span, tell_reason
from sales.core.money import Percent
from sales.core.rights import Action
from sales.week.plan import Shortfall, WeekResult
from sales.week.promised import WeekItem
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.transaction import Transaction

Items: TypeAlias = Mapping[int, WeekItem]
"""By payment."""

NAMED = 2
"""So many slipped items of a person are named; the rest is a count."""

IN_FULL = 8
"""So many people are told of in full; more are a line each."""


class WeekResultView(View):
    """As it is now: money that comes on the evening still counts."""

    name = "week_result"

    department_id: int
    monday: OrdinalDay
    late: str = ""

    @classmethod
    def key_for(cls, department_id: int, monday: date, reader_id: int) -> Key[Self]:
        return Key(f"week-result:{department_id}:{monday.isoformat()}:{reader_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if not reaches_department(reader, Action.READ_SUMMARY, self.department_id):
            return None
        place = await tx.system.departments.get(self.department_id)
        weeks = await weeks_of(tx, place, self.monday)
        if not weeks.is_frozen:
            return None
        people = sorted((each for each in weeks.people if each.result is not None), key=_who_needs_action)
        items = await _promise(tx, reader, weeks)
        names = tell_apart({each.person.id: each.person.name for each in people})
        told: list[Markup] = []
        for each in people:
            of_person = list(_person(each, names[each.person.id], items))
            told += [Markup(), *of_person] if len(people) <= IN_FULL else of_person[:1]
        delayed = fill(_("Sent late, at {time}: the bot was down"), time=self.late) if self.late else None
        nobodys = [*nobodys_lines(weeks)]
        below = [Markup(), *nobodys] if nobodys else []
        text = lines(*_head(weeks), delayed, "" if len(people) > IN_FULL else None, *told, *below)
        giving = hand_over(reader, place.id, weeks.unowned)
        press = WeekTablePress(deed=WeekTableDeed.OPEN, department_id=place.id, monday=weeks.monday.toordinal())
        slipped = [item.payment for each in people for item in _slipped(each, items)]
        return Message(text, ((Button(_("🗓 Week plan"), press.pack()),), *offer_comments(reader, slipped), *giving))


def _who_needs_action(person: PersonWeek) -> tuple[Percent, str]:
    """The least done first; who had promised nothing stands last."""
    done = person.result.done if person.result else None
    return Percent(10**9) if done is None else done, person.person.name


def _head(weeks: Weeks) -> Iterator[Markup]:
    result = weeks.result
    yield fill(_("🗓 The week {days}: {share} of the plan"), days=span(weeks.monday), share=bold(percent(result.done)))
    if result.figures.plan:
        yield fill(_("Received {done}"), done=part_of(result.figures.on_plan, result.figures.plan))
    else:
        yield fill(_("Nothing was planned"))
    if (trust := tell_known_trust(result.figures.received, result.figures.confirmed)) is not None:
        yield trust
    said = _beside(result)
    if said:
        yield fill("{said}", said=said)


def _beside(result: WeekResult) -> str:
    parts = [_("slipped {sum} ({n})").format(sum=short(result.slipped_total), n=len(result.slipped))]
    parts = parts if result.slipped else []
    parts += [_("off plan {sum}").format(sum=short(result.off_plan))] if result.off_plan else []
    return " · ".join(parts)


def _person(person: PersonWeek, name: str, items: Items) -> Iterator[Markup]:
    result = person.result
    if result is None:
        return
    if result.figures.plan:
        done = thousands_of(result.figures.on_plan, result.figures.plan)
        yield fill("{name} · {share} · {done}", name=name, share=percent(result.done), done=done)
    else:
        yield fill(_("{name} · nothing was planned"), name=name)
    if person.is_frozen and person.is_silent:
        yield fill(_("the plan was not confirmed"))
    if result.slipped:
        yield fill(_("slipped: {items}"), items=_slips(result, items))
    if result.off_plan:
        yield fill(_("off plan {sum}"), sum=short(result.off_plan))


def _slipped(person: PersonWeek, items: Items) -> list[WeekItem]:
    """Of a person's week, the dearest first."""
    slips = person.result.slipped if person.result else ()
    return [items[each.payment_id] for each in slips if each.payment_id in items]


def _slips(result: WeekResult, items: Items) -> str:
    """Ким 75 — ждём документы, Ромашка 150 и ещё 2"""
    named = [_slip(each, items.get(each.payment_id)) for each in result.slipped[:NAMED]]
    more = len(result.slipped) - len(named)
    said = ", ".join(named)
    return _("{items} and {n} more").format(items=said, n=more) if more else said


def _slip(slip: Shortfall, item: WeekItem | None) -> str:
    client = "—" if item is None else cut(item.payment.client_name)
    why = None if item is None else tell_reason(item.reason)
    said = f"{client} {thousands(slip.missing)}"
    return said if why is None else f"{said} — {why}"


async def _promise(tx: Transaction, reader: Actor, weeks: Weeks) -> Items:
    plans = [each.plan for each in weeks.people if each.plan is not None]
    items = [item for plan in plans for item in await tx.as_(reader).week_lines.items(plan)]
    return {item.payment.id: item for item in items}
