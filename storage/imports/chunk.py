"""What the rows of one transaction know of each other as a file is written."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sales.clients.card_fields import CardField
from sales.clients.inn import kind_by_inn
from sales.clients.sameness import Identity
from sales.entry.clients.name_forms import normal_form, short_name
from sales.imports.verdicts import make_judge
from storage.engine.actor import Actor
from storage.imports.known import FIELDS
from storage.imports.records import Import, ImportLine, fields_of
from storage.tables.types import Json


class ImportChunk:
    """What the rows of one transaction know of each other."""

    def __init__(self, actor: Actor, one: Import, territories: Mapping[str, int]) -> None:
        self.actor = actor
        self.one = one
        self.territories = territories
        self.taken: dict[str, list[tuple[str, int, str]]] = {}
        self.made_since = make_judge(())
        self.never: set[str] = set()
        self.made: dict[int, int] = {}
        self.alike: dict[int, str] = {}
        """Whom a row looks like, by its number: a question."""
        self.words: list[dict[str, Any]] = []
        self.contacts: list[dict[str, Any]] = []
        self.marks: list[Json] = []

    def find_alike(self, fields: Mapping[CardField, Any], people: Sequence[Sequence[str]]) -> str | None:
        """The name of a client that was made since the dry run, and is or may be the one of the row."""
        inn, kpp = str(fields.get(CardField.INN) or ""), str(fields.get(CardField.KPP) or "")
        for own, _id, name in self.taken.get(inn, ()) if inn else ():
            if not (own and kpp) or own == kpp:
                return name
        phones = frozenset(phone10 for _name, _position, _phone, phone10, _mail in people if phone10)
        said = Identity(fields[CardField.NAME], inn, kpp, str(fields.get(CardField.CITY) or ""), phones)
        return self.made_since.find_alike(said)

    def is_never(self, plan: Json) -> bool:
        """Somebody there has asked not to be rung, whatever file they come in."""
        return any(person[3] in self.never for person in plan.get("people", ()))

    def plan_new(self, line: ImportLine, now: datetime) -> Json | None:
        """The client's row; None, and noted, where it looks like one that was made since the dry run."""
        plan = line.plan or {}
        fields = fields_of(plan)
        alike = self.find_alike(fields, plan.get("people", ()))
        if alike is not None:
            self.alike[line.n] = alike
            return None
        inn, kpp = fields.get(CardField.INN), str(fields.get(CardField.KPP) or "")
        self.taken.setdefault(inn or "", []).append((kpp, 0, fields[CardField.NAME]))
        return {str(each): fields.get(each) for each in FIELDS} | {
            "department_id": self.one.department_id,
            "owner_id": plan.get("owner") or self.owner_by_territory(fields.get(CardField.TERRITORY)),
            "normal": normal_form(fields[CardField.NAME]),
            "kpp": kpp,
            "kind": kind_by_inn(inn) if inn else None,
            "comment": plan.get("comment"),
            "do_not_call": self.is_never(plan),
            "draft_id": f"import:{self.one.id}:{line.n}",
            "created_at": now,
            "touched_at": now,
        }

    def owner_by_territory(self, territory: str | None) -> int | None:
        """Who has the new clients of that territory; None for nobody."""
        return self.territories.get(normal_form(territory)) if territory else None


def make_contact(client_id: int, client: str, person: Sequence[str], now: Any, *, is_main: bool) -> dict[str, Any]:
    """The values of a contact's row: name, position, phone, its ten digits, e-mail, as the plan of a row has them."""
    name, position, phone, phone10, email = person
    return {
        "client_id": client_id,
        "name": name or short_name(client),
        "position": position or None,
        "phone": phone or None,
        "phone10": phone10 or None,
        "email": email or None,
        "is_main": is_main,
        "created_at": now,
    }


def make_following(after: Json) -> Json:
    """What other columns say once these are changed."""
    found: Json = {}
    if CardField.NAME in after:
        found["normal"] = normal_form(after[CardField.NAME])
    if after.get(CardField.INN):
        found["kind"] = kind_by_inn(after[CardField.INN])
    return found
