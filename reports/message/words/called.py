"""What somebody is called where not the whole department is at hand: as beside all of it."""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from reports.message.format import short
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.words.names import tell_apart
from sales.core.money import Kopecks
from storage.transaction import Transaction


async def call_people(tx: Transaction, person_ids: Iterable[int | None]) -> Mapping[int, str]:
    """By person id, in that order: «Анна», and «Анна К.» where another Анна works there; also of who has left.

    Raises NotYoursError for an id of nobody.
    """
    wanted = [each for each in dict.fromkeys(person_ids) if each]
    names = {each.person_id: each.name for each in await tx.system.staff.list_beside(wanted)}
    for person_id in wanted:
        if person_id not in names:
            names[person_id] = (await tx.system.staff.read_person(person_id)).name
    told = tell_apart(names)
    return {each: told[each] for each in wanted}


async def call_person(tx: Transaction, person_id: int | None) -> str:
    """Nothing for nobody. Raises NotYoursError for an id of nobody."""
    return (await call_people(tx, [person_id])).get(person_id or 0, "")


def call_owner(called: Mapping[int, str], whose: int | None) -> str:
    """Of money of a department that is none of its managers': a lead looks after a deal of their own, or nobody."""
    return called.get(whose or 0, _("No manager"))


def tell_received_beside(came: Mapping[int | None, Kopecks], called: Mapping[int, str]) -> Iterator[Markup]:
    """«Ольга: пришло 120 тыс», «Без менеджера: пришло 30 тыс»."""
    for whose, total in came.items():
        if total:
            yield fill(_("{whose}: received {sum}"), whose=call_owner(called, whose), sum=short(total))
