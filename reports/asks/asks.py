"""/tasks: what is asked and stands open, by person, with what waits for the lead; and what is over (spec/4, 4.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from reports.asks.ask import TASKED, AskCard
from reports.asks.presses import AskAbout, AskPeopleAddress, AsksAddress, GiveTaskPress
from reports.asks.words import ask_filter_label, kind_label, share_words, state_words, tell_due
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.screens.empty import no_department
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.pages import Page
from reports.message.screens.switches import choices, mark_chosen, other_departments
from reports.message.view import View, button
from reports.message.words.names import tell_apart
from sales.asks.ask import Ask, AskFilter, AskKind, AskState
from sales.core.people import SELLERS, Role
from sales.core.rights import Action, may, roles_that_may
from storage.asks.asks import AskOf, AskTally
from storage.engine.actor import Actor
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

PAGE = 8
NAME, SHORT, WORDS, ON_BUTTON = 10, 7, 18, 16
MOST_PEOPLE = 60
GIVERS = roles_that_may(Action.GIVE_TASK) | frozenset({Role.ASSISTANT})


@dataclass(frozen=True, slots=True)
class AskPlace:
    """Whose are shown: of a department (`names` by person), or the reader's own."""

    of: AskOf
    names: Mapping[int, str]
    seen: tuple[Department, ...] = ()
    department: Department | None = None


async def find_ask_place(tx: Transaction, reader: Actor, department_id: int, person_id: int = 0) -> AskPlace | None:
    """None where the reader sees no such department, or none at all."""
    if reader.role in SELLERS:
        return None if department_id or person_id else AskPlace(AskOf(reader.person_id), {})
    seen = await tx.as_(reader).departments.list_seen()
    place = find_department(seen, department_id)
    if place is None:
        return None
    people = {each.id: each.name for each in await tx.as_(reader).people.team(place.id)}
    if person_id and person_id not in people:
        return None
    names = tell_apart(people)
    return AskPlace(AskOf(person_id or None, place.id), names, tuple(seen), place)


class AsksView(ListView, AsksAddress):
    opens_for = TASKED

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await find_ask_place(tx, reader, self.department_id, self.person_id)
        if place is None:
            return None if self.department_id or self.person_id else no_department()
        asks = tx.as_(reader).asks
        tally = await asks.tally(place.of)
        page = Page.of(self.page, await asks.count(self.which, place.of), PAGE)
        shown = await asks.page(self.which, place.of, page.size, page.first)
        now = tx.clock.now()
        rows = [Listed(_label(each, place), AskCard(ask_id=each.id), _tell(each, place, now, reader)) for each in shown]
        return self.draw_list(
            self._title(tally, place),
            rows,
            page,
            empty=self._empty(reader),
            filters=self._filters(place),
            foot=((self._new(reader),), *self._others(place)),
            width=2,
        )

    def _title(self, tally: AskTally, place: AskPlace) -> Markup:
        """«📌 Поручения · 7» and «Ждут ответа 2 · просрочено 1»"""
        whose = place.names.get(self.person_id, "") if self.person_id else ""
        named = fill(_("📌 Tasks · {name} · {n}"), name=whose, n=bold(tally.tasks))
        head = named if whose else fill(_("📌 Tasks · {n}"), n=bold(tally.tasks))
        said = [
            _("unanswered {n}").format(n=tally.waiting) if tally.waiting else "",
            _("overdue {n}").format(n=tally.late) if tally.late else "",
            _("help {n}").format(n=tally.help) if tally.help else "",
            _("notes {n}").format(n=tally.notes) if tally.notes else "",
        ]
        told = " · ".join(filter(None, said))
        told = told[:1].upper() + told[1:]
        what = None if self.which is AskFilter.OPEN else fill("{what}:", what=ask_filter_label(self.which))
        return lines(head, fill("{said}", said=told) if told else None, what)

    def _filters(self, place: AskPlace) -> tuple[Button, ...]:
        labels = {each: ask_filter_label(each) for each in AskFilter}
        kinds = choices(self, "which", labels)
        if place.department is None:
            return kinds
        whom = mark_chosen(_("For whom"), is_chosen=bool(self.person_id))
        return (*kinds, button(whom, AskPeopleAddress(department_id=place.department.id)))

    def _new(self, reader: Actor) -> Button:
        gives = may(reader.role, Action.GIVE_TASK)
        about = AskAbout.PERSON if self.person_id else AskAbout.NOTHING
        label = _("➕ Give a task") if gives else _("➕ Reminder")
        return button(label, GiveTaskPress(about=about if gives else AskAbout.NOTHING, record_id=self.person_id))

    def _others(self, place: AskPlace) -> tuple[tuple[Button, ...], ...]:
        return other_departments(self, place.seen, place.department) if place.department else ()

    def _empty(self, reader: Actor) -> Markup:
        if self.which is not AskFilter.OPEN:
            return fill(_("None of these."))
        if may(reader.role, Action.GIVE_TASK):
            return fill(_("No tasks yet. In one line:\n<code>task Anna: offer for Camomile by Fri</code>"))
        return fill(_("No tasks for you. A reminder in one line:\n<code>remind me tomorrow 10:00 bank</code>"))


def _label(ask: Ask, place: AskPlace) -> str:
    """«Анна: КП Ром…»: whose it is tells alike ones apart."""
    who = place.names.get(ask.to_id or ask.from_id, "") if ask.kind is AskKind.TASK and not ask.is_own else ""
    said = f"{cut(who, SHORT)}: {ask.text}" if who else ask.text
    return cut(said or ask.client_name or kind_label(ask.kind), ON_BUTTON)


def _tell(ask: Ask, place: AskPlace, now: datetime, reader: Actor) -> Markup:
    """«🔴 Борис: акт Медлайн · вчера», «⏳ Виктор: обзвон Юг · не принято», «Анна: КП Ромашке · пт»"""
    return fill("{said}", said=" · ".join(filter(None, (_who_and_what(ask, place, now), _state(ask, now, reader)))))


def _who_and_what(ask: Ask, place: AskPlace, now: datetime) -> str:
    of_nobody = ask.to_id is None or ask.kind is not AskKind.TASK
    who = place.names.get(ask.from_id if of_nobody else ask.to_id or 0, "")
    share = share_words(ask.value) if ask.value else ""
    words = ask.text or ask.client_name or kind_label(ask.kind).partition(" ")[2]
    if ask.kind is not AskKind.TASK and ask.client_name and ask.text:
        words = f"{cut(ask.client_name, NAME)} {ask.text}"
    said = " ".join(filter(None, (share, cut(words, WORDS))))
    return _sign(ask, now) + (f"{cut(who, NAME)}: {said}" if who else said)


def _sign(ask: Ask, now: datetime) -> str:
    if ask.is_late(now):
        return "🔴 "
    if ask.kind is not AskKind.TASK:
        return kind_label(ask.kind).partition(" ")[0] + " "
    if ask.is_own:
        return "⏰ "
    return "⏳ " if ask.state is AskState.GIVEN else ""


def _state(ask: Ask, now: datetime, reader: Actor) -> str:
    if not ask.is_open:
        return state_words(ask)
    if ask.kind is not AskKind.TASK:
        return "" if ask.state is AskState.GIVEN else state_words(ask)
    if ask.state is AskState.GIVEN and not ask.is_late(now):
        return state_words(ask)
    return "" if ask.due_at is None else tell_due(ask.due_at, now, reader.zone, with_hour=ask.is_own)


class AskPeopleView(View, AskPeopleAddress):
    """«Кому»: who has how many."""

    opens_for = GIVERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        place = await find_ask_place(tx, reader, self.department_id)
        if place is None or place.department is None:
            return None
        counts = await tx.as_(reader).asks.count_by_person(place.department.id)
        back = (button(_("‹ Tasks"), AsksAddress(department_id=self.department_id)),)
        people = [(place.names.get(each, "—"), each, n) for each, n in counts.items()]
        if not people:
            return Message(fill(_("Nobody has an open task.")), (back,))
        rows = [
            button(f"{name} · {n}", AsksAddress(department_id=self.department_id, person_id=each))
            for name, each, n in sorted(people)[:MOST_PEOPLE]
        ]
        return Message(fill(_("📌 Whose tasks?")), (*grid(rows, 2), back))
