"""Who may be given a task, by the names that people say."""

from datetime import date

from handlers.dialog.model import Talk
from reports.absences.words import SIGN
from reports.message.format import short_date
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.markup import Markup, fill
from reports.message.words.names import tell_apart, to_whom
from sales.asks.people import KnownPerson
from sales.core.people import SELLERS
from sales.core.rights import Action, may, reaches
from storage.absences.absences import NotedAbsence
from storage.people.person import Person


async def list_askable(talk: Talk) -> list[Person]:
    """Everybody to whom the speaker may give a task, also who has left: to refuse them by name."""
    if not may(talk.actor.role, Action.GIVE_TASK):
        return []
    team = await talk.mine.people.team(talk.actor.department_id)
    own = talk.actor.department_id
    return [
        each
        for each in team
        if each.id != talk.actor.person_id
        and each.department_id is not None
        and reaches(talk.actor.role, Action.GIVE_TASK, own=False, same_department=each.department_id == own)
    ]


async def list_colleagues(talk: Talk) -> list[KnownPerson]:
    """For who may give no task: to notice that one was meant."""
    if talk.actor.department_id is None:
        return []
    managers = await talk.tx.system.staff.managers(talk.actor.department_id)
    return [make_known(each.person_id, each.name) for each in managers if each.person_id != talk.actor.person_id]


def make_known(person_id: int, name: str) -> KnownPerson:
    """«Анна», «Анне», «Анна Белова», «Анне Беловой» as far as a first name tells."""
    first = name.partition(" ")[0]
    with speaking("ru"):
        return KnownPerson(person_id, tuple({first, to_whom(first), name}))


def names_of(people: list[Person]) -> dict[int, str]:
    return tell_apart({each.id: each.name for each in people})


async def find_away(talk: Talk, person_id: int, day: date) -> NotedAbsence | None:
    """The agreed absence that covers that day."""
    found = await talk.mine.absences.find(day, person_id)
    return next((each for each in found if each.is_agreed and each.days.covers(day)), None)


def tell_away(name: str, absence: NotedAbsence, substitute: str) -> Markup:
    """«🌴 Борис: до 14.11 в отпуске, заменяет Анна»"""
    said = {"sign": SIGN, "name": name, "day": short_date(absence.last)}
    if substitute:
        return fill(_("{sign} {name} is away until {day}, {substitute} stands in"), substitute=substitute, **said)
    return fill(_("{sign} {name} is away until {day}"), **said)


def is_seller(talk: Talk) -> bool:
    return talk.actor.role in SELLERS
