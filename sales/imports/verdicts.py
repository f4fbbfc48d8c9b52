"""
What becomes of each row of a base (spec/1): new, an update, the same, a double inside the file, or a question.

The first that fits, one a row. A question is asked before anything is compared; a double is of an earlier row that is
none; of clients that exist only the same one is filled in, and what only looks alike is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Final

from rapidfuzz import fuzz, process

from sales.clients.card_fields import CardField
from sales.clients.sameness import SHORTEST, SPELT_ALIKE, Alike, Identity, alike, stand_in_one_town
from sales.entry.clients.likeness import numbers_of
from sales.entry.clients.name_forms import legal_form, normal_form
from sales.imports.cells import BaseRow
from sales.imports.judged import Asker, Judged, KnownBase, LikelyAnswer, RowVerdict, UpdatePolicy
from sales.imports.money_cells import BaseItem
from sales.imports.owners import KnownSeller, match_owner
from sales.imports.people_cells import BasePerson
from sales.imports.troubles import RowTrouble

BEGINNING: Final = 3
FEW_WORDS: Final = 2
MOST_WORDS: Final = 6
RESTS_AFTER: Final = 20


@dataclass(slots=True)
class _Entity:
    """A client as it is filled so far: one that exists, or a row that is no question."""

    base: KnownBase | None
    identity: Identity
    normal: str
    row: int | None = None
    writes: dict[CardField, Any] = field(default_factory=dict)
    comment: str = ""
    people: list[BasePerson] = field(default_factory=list)
    emails: set[str] = field(default_factory=set)
    owner_id: int | None = None
    sets_owner: bool = False


class Judge:
    """Of one file. `known`: every client of the department; `answers`: by the row's number."""

    def __init__(
        self,
        known: Iterable[KnownBase],
        sellers: Sequence[KnownSeller],
        asker: Asker,
        policy: UpdatePolicy,
        answers: Mapping[int, LikelyAnswer],
        for_all: LikelyAnswer | None = None,
    ) -> None:
        self._sellers = sellers
        self._asker = asker
        self._policy = policy
        self._answers = answers
        self._for_all = for_all
        self._entities: list[_Entity] = []
        self._by_inn: dict[str, list[int]] = {}
        self._by_phone: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._blocks: dict[tuple[frozenset[str], str], tuple[list[str], list[int]]] = {}
        self._items: set[tuple[int, BaseItem]] = set()
        self._owners: dict[str, int | RowTrouble] = {}
        for each in known:
            self._add(_Entity(each, _identity(each.values, each.phones), normal_form(each.values[CardField.NAME])))

    def find_alike(self, said: Identity) -> str | None:
        """The name of the first that is or may be the same, a branch apart; None for nobody."""
        for place in self._near(said, normal_form(said.name)):
            other = self._entities[place].identity
            if alike(said, other) is not Alike.NO and not self._is_branch(said, place):
                return other.name
        return None

    def judge(self, rows: Sequence[BaseRow], rest: Callable[[], None] = lambda: None) -> list[Judged]:
        """In their order; every row has one verdict. `rest`: called now and then, others wait for the interpreter."""
        judged = []
        for number, row in enumerate(rows):
            judged.append(self._judge(row))
            if number % RESTS_AFTER == 0:
                rest()
        return [self._finish(each) for each in judged]

    def _judge(self, row: BaseRow) -> tuple[BaseRow, Judged, int | None]:
        """The row, what is known of it so far, and the place of its client."""
        owner = self._owner(row)
        if row.trouble is not None:
            return row, _ask(row, row.trouble, row.said), None
        if isinstance(owner, RowTrouble):
            return row, _ask(row, owner, row.owner), None
        place, question = self._place(row)
        if question is not None:
            return row, question, None
        if place is None:
            place = self._add(self._make(row, owner))
            return row, replace(_plain(row, RowVerdict.NEW), item=self._item(place, row)), place
        entity = self._entities[place]
        if entity.base is not None and self._asker.owns_all and entity.base.owner_id != self._asker.person_id:
            return row, replace(_ask(row, RowTrouble.COLLEAGUE, ""), like_id=entity.base.id), None
        is_first = entity.row is None
        self._fill(place, row, replaces=is_first)
        if is_first:
            entity.row = row.number
            self._set_owner(entity, owner)
        verdict = RowVerdict.SAME if is_first else RowVerdict.DOUBLE
        return row, replace(_plain(row, verdict), item=self._item(place, row)), place

    def _finish(self, found: tuple[BaseRow, Judged, int | None]) -> Judged:
        """What the rows below have filled is known only now."""
        row, judged, place = found
        if place is None:
            return judged
        entity = self._entities[place]
        client_id = None if entity.base is None else entity.base.id
        judged = replace(judged, client_id=client_id)
        if entity.row != row.number:
            verdict = RowVerdict.ITEM if judged.item else RowVerdict.DOUBLE
            return replace(judged, verdict=verdict, of=entity.row)
        writes = bool(entity.writes or entity.people or entity.comment or entity.sets_owner)
        verdict = judged.verdict
        if verdict is RowVerdict.SAME and (writes or judged.item):
            verdict = RowVerdict.UPDATE if writes else RowVerdict.ITEM
        return replace(
            judged,
            verdict=verdict,
            values=dict(entity.writes),
            comment=entity.comment,
            people=tuple(entity.people),
            owner_id=entity.owner_id,
            sets_owner=entity.sets_owner,
        )

    def _owner(self, row: BaseRow) -> int | RowTrouble | None:
        """The seller named in the row; nobody where none is."""
        if not row.owner:
            return None
        if row.owner not in self._owners:
            self._owners[row.owner] = match_owner(row.owner, self._sellers)
        found = self._owners[row.owner]
        if self._asker.owns_all and not isinstance(found, RowTrouble) and found != self._asker.person_id:
            return RowTrouble.COLLEAGUE
        return found

    def _place(self, row: BaseRow) -> tuple[int | None, Judged | None]:
        """Whose the row is: of one that is the same; of nobody; or a question."""
        said = _identity(row.values, (each.phone10 for each in row.people))
        normal = normal_form(said.name)
        near = self._near(said, normal)
        verdicts = {each: self._alike(said, normal, self._entities[each], row) for each in near}
        same = [each for each, verdict in verdicts.items() if verdict is Alike.SAME]
        if len(same) > 1:
            return None, _ask(row, RowTrouble.SEVERAL, "")
        if same:
            return same[0], None
        likely = [
            each for each, verdict in verdicts.items() if verdict is Alike.LIKELY and not self._is_branch(said, each)
        ]
        if not likely:
            return None, None
        nearest = max(likely, key=lambda each: self._nearness(said, normal, each))
        answer = self._answers.get(row.number, self._for_all)
        if answer is LikelyAnswer.NEW:
            return None, None
        if answer is LikelyAnswer.SHE:
            return nearest, None
        of = self._entities[nearest]
        question = _ask(row, RowTrouble.LIKELY, of.identity.name)
        if of.base is not None:
            return None, replace(question, like_id=of.base.id)
        return None, replace(question, like_row=of.row)

    def _nearness(self, said: Identity, normal: str, place: int) -> tuple[bool, float, int]:
        entity = self._entities[place]
        return bool(said.phones & entity.identity.phones), fuzz.ratio(normal, entity.normal), -place

    def _is_branch(self, said: Identity, place: int) -> bool:
        """Of one INN, with another KPP."""
        return bool(said.inn) and said.inn == self._entities[place].identity.inn

    def _alike(self, said: Identity, normal: str, entity: _Entity, row: BaseRow) -> Alike:
        """As everywhere; and two signs make one: the name with the phone, unless both have an INN.

        A row of money that says nothing but the name is of who is called so, as a typed line is.
        """
        other = entity.identity
        named = normal == entity.normal and stand_in_one_town(said.city, other.city)
        if named and said.phones & other.phones and not (said.inn and other.inn):
            return Alike.SAME
        if named and row.item and not (said.inn or said.phones) and _have_one_form(said.name, other.name):
            return Alike.SAME
        return alike(said, other)

    def _near(self, said: Identity, normal: str) -> list[int]:
        """Everybody whom the row may be: by INN, phone, name, or a name that is spelt almost so."""
        found = [*self._by_inn.get(said.inn, ())] if said.inn else []
        for phone in said.phones:
            found += self._by_phone.get(phone, ())
        found += self._by_name.get(normal, ())
        if len(normal) >= SHORTEST:
            for key in _keys(normal) & self._blocks.keys():
                names, places = self._blocks[key]
                near = process.extract(normal, names, scorer=fuzz.ratio, score_cutoff=SPELT_ALIKE, limit=None)
                found += [places[at] for _name, _score, at in near]
        return sorted(set(found))

    def _make(self, row: BaseRow, owner: int | None) -> _Entity:
        identity = _identity(row.values, (each.phone10 for each in row.people))
        entity = _Entity(None, identity, normal_form(identity.name), row.number)
        entity.writes = dict(row.values)
        entity.comment = row.comment
        entity.people = list(row.people)
        entity.emails = {each.email for each in row.people if each.email}
        entity.owner_id = self._asker.person_id if self._asker.owns_all else owner
        return entity

    def _add(self, entity: _Entity) -> int:
        place = len(self._entities)
        self._entities.append(entity)
        if entity.base is not None:
            self._items |= {(place, each) for each in entity.base.items}
        self._by_name.setdefault(entity.normal, []).append(place)
        for key in _keys(entity.normal):
            names, places = self._blocks.setdefault(key, ([], []))
            names.append(entity.normal)
            places.append(place)
        self._index(place, entity.identity, Identity(""))
        return place

    def _index(self, place: int, now: Identity, before: Identity) -> None:
        if now.inn and not before.inn:
            self._by_inn.setdefault(now.inn, []).append(place)
        for phone in now.phones - before.phones:
            self._by_phone.setdefault(phone, []).append(place)

    def _fill(self, place: int, row: BaseRow, *, replaces: bool) -> None:
        """What is empty; `replaces`: by the policy also what is not, of a client that exists."""
        entity = self._entities[place]
        stands = {} if entity.base is None else entity.base.values
        for each, value in row.values.items():
            now = entity.writes.get(each, stands.get(each))
            is_replaced = replaces and entity.base is not None and each in self._policy.replaced and now != value
            if now in (None, "") or is_replaced:
                entity.writes[each] = value
        if row.comment and not entity.comment and not (entity.base and entity.base.comment):
            entity.comment = row.comment
        has_phones = set(entity.identity.phones)
        has_mails = entity.emails | (set(entity.base.emails) if entity.base else set())
        for person in row.people:
            is_new_mail = not person.phone10 and person.email and person.email not in has_mails
            if (person.phone10 and person.phone10 not in has_phones) or is_new_mail:
                entity.people.append(person)
                entity.emails.add(person.email)
        before = entity.identity
        entity.identity = replace(
            before,
            inn=before.inn or str(row.values.get(CardField.INN, "")),
            kpp=before.kpp or str(row.values.get(CardField.KPP, "")),
            city=before.city or str(row.values.get(CardField.CITY, "")),
            phones=before.phones | {each.phone10 for each in row.people if each.phone10},
        )
        self._index(place, entity.identity, before)

    def _set_owner(self, entity: _Entity, owner: int | None) -> None:
        if owner is None or entity.base is None or entity.base.owner_id == owner:
            return
        if self._policy.changes_owner or entity.base.owner_id is None:
            entity.owner_id, entity.sets_owner = owner, True

    def _item(self, place: int, row: BaseRow) -> BaseItem | None:
        """None where the client has it already."""
        if row.item is None or (place, row.item) in self._items:
            return None
        self._items.add((place, row.item))
        return row.item


def make_judge(known: Iterable[KnownBase]) -> Judge:
    """To compare with these clients alone."""
    return Judge(known, (), Asker(0, owns_all=False), UpdatePolicy(), {})


def _ask(row: BaseRow, trouble: RowTrouble, said: str) -> Judged:
    return Judged(row.number, RowVerdict.QUESTION, trouble=trouble, said=said)


def _plain(row: BaseRow, verdict: RowVerdict) -> Judged:
    return Judged(row.number, verdict)


def _have_one_form(one: str, other: str) -> bool:
    """ООО and ИП of one name are two; where either is not written they may be one."""
    forms = {legal_form(one), legal_form(other)} - {None}
    return len(forms) <= 1


def _identity(values: Mapping[CardField, Any], phones: Iterable[str]) -> Identity:
    return Identity(
        str(values.get(CardField.NAME) or ""),
        str(values.get(CardField.INN) or ""),
        str(values.get(CardField.KPP) or ""),
        str(values.get(CardField.CITY) or ""),
        frozenset(each for each in phones if each),
    )


def _keys(normal: str) -> set[tuple[frozenset[str], str]]:
    """By which names with a slip are found: the beginnings of two of three words, or of one, with the same numbers."""
    numbers = numbers_of(normal)
    begins = sorted({word[:BEGINNING] for word in normal.split()})
    whole = normal.replace(" ", "")
    found = {whole[:BEGINNING], "…" + whole[-BEGINNING:]}
    if len(begins) > FEW_WORDS:
        found = {f"{one} {other}" for one, other in combinations(begins[:MOST_WORDS], 2)}
    elif len(begins) == FEW_WORDS:
        found = {*begins, " ".join(begins)}
    return {(numbers, each) for each in found}
