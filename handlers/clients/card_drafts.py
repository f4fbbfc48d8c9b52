"""What was said of a client in one line: for the card of one that is here, or of one that is to be made."""

from typing import Any, Final

from handlers.dialog.model import Draft
from handlers.dialog.steps.client import LONGEST_NAME
from sales.clients.card_line import CardLine
from sales.clients.sameness import Identity
from sales.core.words import clean
from storage.clients.contacts import ten_digits

CARD_LINE: Final = "card_line"
NEW_CLIENT: Final = "new_client"


class CardWordsDraft(Draft):
    """Fields of the card, and somebody there."""

    fields: dict[str, Any] = {}  # noqa: RUF012  pydantic copies it
    inn: str = ""
    unknown: tuple[str, ...] = ()
    """Words of no known field: asked about."""
    person: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""


class CardLineDraft(CardWordsDraft):
    edited_id: int = 0
    candidates: tuple[int, ...] = ()
    """Of whom one is meant."""
    anew: bool = False
    """The phone is another one of who is noted already."""


class NewClientDraft(CardWordsDraft):
    name: str = ""
    inn_kept: bool = False
    """In spite of its digits."""
    is_new: bool = False
    """It was said that none of those alike is meant."""
    near_id: int = 0
    """Of who may be meant, in another case form."""
    telegram_id: int | None = None
    owner_id: int = 0

    @property
    def identity(self) -> Identity:
        phone = ten_digits(self.phone)
        return Identity(self.name, self.inn, phones=frozenset({phone} if phone else ()))


def draft_of(line: CardLine, client_id: int) -> CardLineDraft:
    """For the card of a client who is here."""
    return CardLineDraft(edited_id=client_id, **_list_words(line))


def draft_of_new(line: CardLine, name: str, **more: Any) -> NewClientDraft:
    """For a client who is to be made."""
    return NewClientDraft(name=clean(name, LONGEST_NAME), **_list_words(line), **more)


def _list_words(line: CardLine) -> dict[str, Any]:
    person = line.person
    return {
        "fields": {str(field): value for field, value in line.fields.items()},
        "inn": line.inn,
        "unknown": line.unknown,
        "person": person.name,
        "position": person.position,
        "phone": person.phone,
        "email": person.email,
    }
