"""People at clients: «оплата от Марины» is of the client whose contact she is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final, Self

from sales.entry.clients.name_forms import bare_word, normal_form
from sales.entry.clients.names import Ambiguous, Candidate, Found
from sales.entry.clients.nominative import first_cases

SHORTEST: Final = 3
ENDING: Final = 1


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A person at one of the speaker's own clients."""

    client_id: int
    client_name: str
    normal: str

    @classmethod
    def make_named(cls, client_id: int, client_name: str, person: str) -> Self:
        """`person` as it was noted; the normal form is made of it."""
        return cls(client_id, client_name, normal_form(person))


def find_contact(text: str, contacts: Sequence[KnownContact]) -> Found | Ambiguous | None:
    """The client of who is named as they were noted; a part of a name, or two such people, is asked about."""
    said = normal_form(text).split()
    if not said:
        return None
    named = [contact for contact in contacts if all(_is_one_of(word, contact.normal) for word in said)]
    clients = {contact.client_id: contact.client_name for contact in named}
    whole = len(said) > 1 or any(_is_whole(said[0], contact.normal) for contact in named)
    if len(clients) == 1 and whole:
        ((client_id, name),) = clients.items()
        return Found(client_id, name)
    candidates = tuple(Candidate(*client) for client in sorted(clients.items(), key=lambda client: client[1]))
    return Ambiguous(text, candidates[:5]) if candidates else None


def clients_of(text: str, contacts: Sequence[KnownContact]) -> list[int]:
    """The clients at which somebody is called so, each once."""
    match find_contact(text, contacts):
        case Found(id=client_id):
            return [client_id]
        case Ambiguous(candidates=candidates):
            return [each.id for each in candidates]
        case None:
            return []


def _is_whole(word: str, normal: str) -> bool:
    """«Регине» of who was noted as «Регина»; «Сергей» of «Сергей Павлович» may be another one."""
    forms = {bare_word(word, counted=False), *first_cases(word)}
    return " " not in normal and not forms.isdisjoint({normal, bare_word(normal, counted=False)})


def _is_one_of(word: str, normal: str) -> bool:
    return any(_is_a_form_of(word, own) for own in normal.split())


def _is_a_form_of(word: str, own: str) -> bool:
    """«Сергеем» of «Сергей», «Петра» of «Пётр»: the same but for an ending."""
    if word[:1] != own[:1] or abs(len(word) - len(own)) > SHORTEST:
        return False  # no ending reaches so far: it spares most of the work
    if bare_word(word, counted=False) == bare_word(own, counted=False) or own in first_cases(word):
        return True
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, own, strict=False)))
    return alike >= SHORTEST and alike >= len(own) - ENDING and len(word) - alike <= ENDING + 1
