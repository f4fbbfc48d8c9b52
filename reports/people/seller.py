"""Whose week, visits or day a screen is of: oneself, or somebody who sells where the reader watches."""

from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from storage.engine.actor import Actor
from storage.people.person import Person
from storage.transaction import Transaction


async def read_seller(tx: Transaction, reader: Actor, person_id: int) -> Person:
    """Oneself, or somebody who sells in what the reader watches. Raises NotYoursError."""
    whose = person_id or reader.person_id
    if reader.role in SELLERS and whose != reader.person_id:
        raise NotYoursError
    person = await tx.as_(reader).people.person(whose)
    if person.department_id is None or person.role not in SELLERS:
        raise NotYoursError
    return person
