"""
What becomes of each row of a base (spec/1): new, an update, the same, a double inside the file, or a question.

The first that fits, one a row. A question is asked before anything is compared; a double is of an earlier row that is
none; of clients that exist only the same one is filled in, and what only looks alike is asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sales.clients.card_fields import CardField
from sales.clients.sameness import Alike, Identity, alike
from sales.entry.clients.name_forms import normal_form
from sales.imports.base_clients import BaseClient, BaseClients, make_identity
from sales.imports.cells import BaseRow
from sales.imports.judged import Asker, Judged, KnownBase, LikelyAnswer, RowVerdict, UpdatePolicy
from sales.imports.money_cells import BaseItem
from sales.imports.owners import KnownSeller, match_owner
from sales.imports.troubles import RowTrouble

RESTS_AFTER: Final = 20


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
        self._clients = BaseClients()
        self._items: set[tuple[int, BaseItem]] = set()
        self._owners: dict[str, int | RowTrouble] = {}
        for each in known:
            self._add(
                BaseClient(each, make_identity(each.values, each.phones), normal_form(each.values[CardField.NAME]))
            )

    def find_alike(self, said: Identity) -> str | None:
        """The name of the first that is or may be the same, a branch apart; None for nobody."""
        for place in self._clients.find_near(said, normal_form(said.name)):
            other = self._clients.all[place].identity
            if alike(said, other) is not Alike.NO and not self._clients.is_branch(said, place):
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
        entity = self._clients.all[place]
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
        entity = self._clients.all[place]
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
        said = make_identity(row.values, (each.phone10 for each in row.people))
        normal = normal_form(said.name)
        near = self._clients.find_near(said, normal)
        verdicts = {each: self._clients.compare(said, normal, self._clients.all[each], row) for each in near}
        same = [each for each, verdict in verdicts.items() if verdict is Alike.SAME]
        if len(same) > 1:
            return None, _ask(row, RowTrouble.SEVERAL, "")
        if same:
            return same[0], None
        likely = [
            each
            for each, verdict in verdicts.items()
            if verdict is Alike.LIKELY and not self._clients.is_branch(said, each)
        ]
        if not likely:
            return None, None
        nearest = max(likely, key=lambda each: self._clients.rank(said, normal, each))
        answer = self._answers.get(row.number, self._for_all)
        if answer is LikelyAnswer.NEW:
            return None, None
        if answer is LikelyAnswer.SHE:
            return nearest, None
        of = self._clients.all[nearest]
        question = _ask(row, RowTrouble.LIKELY, of.identity.name)
        if of.base is not None:
            return None, replace(question, like_id=of.base.id)
        return None, replace(question, like_row=of.row)

    def _make(self, row: BaseRow, owner: int | None) -> BaseClient:
        identity = make_identity(row.values, (each.phone10 for each in row.people))
        entity = BaseClient(None, identity, normal_form(identity.name), row.number)
        entity.writes = dict(row.values)
        entity.comment = row.comment
        entity.people = list(row.people)
        entity.emails = {each.email for each in row.people if each.email}
        entity.owner_id = self._asker.person_id if self._asker.owns_all else owner
        return entity

    def _add(self, entity: BaseClient) -> int:
        place = self._clients.add(entity)
        if entity.base is not None:
            self._items |= {(place, each) for each in entity.base.items}
        return place

    def _fill(self, place: int, row: BaseRow, *, replaces: bool) -> None:
        """What is empty; `replaces`: by the policy also what is not, of a client that exists."""
        entity = self._clients.all[place]
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
        self._clients.index(place, entity.identity, before)

    def _set_owner(self, entity: BaseClient, owner: int | None) -> None:
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
