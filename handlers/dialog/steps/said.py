"""What a text at a step says beside its answer: whatever the draft has a field for is taken along, not asked again."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, TypeVar

from handlers.dialog.model import Draft, Step, Talk
from handlers.dialog.steps.calendars import calendar_of
from reports.message.format import chance, money, short_day
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from sales.core.clock import local
from sales.core.people import SELLERS, WATCHERS
from sales.core.words import add_line, clean
from sales.entry.clients.names import Found, KnownClient, Unknown
from sales.entry.context import Context
from sales.entry.days.dates import DayChoice, DayMistake
from sales.entry.lines.asked import take
from sales.entry.lines.values import Values, read_values
from sales.entry.numbers.amounts import AmountChoice, AmountMistake

D = TypeVar("D", bound=Draft)

OF_A_FIGURE: Final = re.compile(
    r"\b(?:минус|миллион\w*|миллиард\w*|тысяч\w*|млн|млрд|тыс|вчера\w*|сегодня\w*|завтра\w*)\b", re.IGNORECASE
)
"""A sign, a unit or a day's name that was left over: what was read beside it may be half of what was meant."""

LONGEST: Final = 500
"""Of a comment."""


async def context_of(talk: Talk, text: str) -> Context:
    """The day and the hour at which it was written, among the clients and the contacts that the speaker sees."""
    here = local(talk.said_at, talk.actor.zone)
    clients, contacts = await talk.mine.clients.list_known(text), await talk.mine.clients.list_known_contacts(text)
    calendar = (await calendar_of(talk)).without_absences()
    stages = await talk.tx.system.stages.book(talk.actor.department_id or 0)
    people = await _list_watched(talk, text)
    return Context(here.date(), clients, here.time(), contacts, calendar, people, stages)


async def _list_watched(talk: Talk, text: str) -> Sequence[KnownClient]:
    """Who sells in what the speaker watches: asked about in words, never in figures."""
    if talk.actor.role not in WATCHERS or any(sign.isdigit() for sign in text):
        return ()
    team = await talk.mine.people.team()
    return [KnownClient.make_named(each.id, each.name) for each in team if each.role in SELLERS and each.is_active]


class SaidStep(Step[D]):
    """A step whose typed answer may hold more than was asked: «150к завтра 80%»."""

    takes: frozenset[str] | None = None
    """The fields that the dialog uses after this step; None where it uses all of the draft's."""

    async def values_in(self, talk: Talk, draft: D, text: str) -> Values:
        """With a bare number as an hour, where the form has an hour and no sum."""
        clock = "at" in self.places(draft) and "amount" not in self.places(draft)
        context = await context_of(talk, text)
        return read_values(clean(text, LONGEST), context, behind=self.is_behind(), clock=clock)[0]

    def is_behind(self) -> bool:
        """Whether a day that is said here is of what has happened."""
        return False

    def places(self, draft: D) -> frozenset[str]:
        """The draft's fields that an answer may fill beside its own."""
        return frozenset(type(draft).model_fields) if self.takes is None else self.takes

    def is_clear(self, draft: D, values: Values) -> bool:
        """All of it is understood and has its place; words that are left are the comment of a form that has one."""
        if not values.figures or _is_of_another(draft, values) or is_half_understood(values):
            return False
        needed = {
            "amount": values.amount is not None,
            "day": values.day is not None,
            "probability": values.probability is not None,
            "comment": bool(find_words_left(values)),
        }
        return all(place in self.places(draft) for place, said in needed.items() if said)

    async def along(self, talk: Talk, draft: D, values: Values) -> D:
        """The draft with all that the words say and the form has a place for."""
        hours, comment = values.hours, getattr(draft, "comment", None)
        said = {
            "amount": values.amount if isinstance(values.amount, int) else None,
            "which": (values.amount.smaller, values.amount.larger) if isinstance(values.amount, AmountChoice) else None,
            "either": (values.day.earlier, values.day.later) if isinstance(values.day, DayChoice) else None,
            "at": values.at,
            "hours": (hours.first, hours.last) if hours else None,
            "probability": values.probability,
            "comment": add_line(comment, find_words_left(values)) or None,
            **await _day(talk, values),
        }
        has = type(draft).model_fields
        told = {name: value for name, value in said.items() if value is not None and name in has}
        return draft.model_copy(update=told)

    def tell_noted(self, draft: D, values: Values) -> Markup | None:
        """«Записал: 150 000 ₽ · пт 27.11 · 80 %», before the question that is still open."""
        has = self.places(draft)
        parts = [
            money(values.amount) if isinstance(values.amount, int) and "amount" in has else "",
            short_day(values.day) if isinstance(values.day, date) and "day" in has else "",
            f"{values.at:%H:%M}" if values.at and "at" in has else "",
            chance(values.probability) if values.probability is not None and "probability" in has else "",
        ]
        said = " · ".join(part for part in parts if part)
        return fill(_("Noted: {values}"), values=said) if said else None


def find_words_left(values: Values) -> str:
    """What was not understood; nobody's name is one more word."""
    name = "" if values.client is None or isinstance(values.client, Found) else values.client.text
    return ", ".join(part for part in (name, values.left) if part)


def is_half_understood(values: Values) -> bool:
    """«через -1 день», «полтора миллиона миллионов», «вчерашнее завтра»: no figure, or a part left of one."""
    wrong = isinstance(values.amount, AmountMistake) or isinstance(values.day, DayMistake)
    return wrong or OF_A_FIGURE.search(find_words_left(values)) is not None


def _is_of_another(draft: Draft, values: Values) -> bool:
    """Of another client than the form is about: never taken along."""
    said, here = values.client, getattr(draft, "client_id", None)
    if said is None or here is None or isinstance(said, Unknown):
        return False
    return not isinstance(said, Found) or said.id != here


async def _day(talk: Talk, values: Values) -> dict[str, date]:
    """A far one is asked once more; of a deadline on a day off the last workday before it is taken."""
    if not isinstance(values.day, date):
        return {}
    if values.far:
        return {"far": values.day}
    if not values.deadline:
        return {"day": values.day}
    return {"day": take(values.day, talk.today, await calendar_of(talk), deadline=True).day}
