"""What a site's form says, whatever it calls its fields (spec/8, lead intake)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Final

from sales.clients.card_fields import read_email
from sales.core.words import clean, clean_lines

LONGEST_NAME: Final = 120
LONGEST_PHONE: Final = 20
LONGEST_TEXT: Final = 2000
LONGEST_PAGE: Final = 300
MOST_MARKS: Final = 12

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "имя", "fio", "фио", "fullname", "your-name", "client_name"),
    "company": ("company", "компания", "organization", "организация"),
    "phone": ("phone", "телефон", "tel", "your-phone", "client_phone"),
    "email": ("email", "e-mail", "mail", "почта", "your-email"),
    "text": ("text", "comment", "comments", "message", "textarea", "сообщение", "комментарий", "your-message"),
    "source": ("source", "источник", "formname", "form_name"),
    "page": ("page", "url", "referer", "referrer", "страница"),
    "place": ("territory", "территория", "city", "город"),
    "id": ("id", "tranid", "lead_id", "request_id"),
}
"""Tilda, WordPress, hand-made forms: a name in any letters stands for the field."""


@dataclass(frozen=True, slots=True)
class EnquiryWords:
    name: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    text: str = ""
    source: str = ""
    page: str = ""
    """Where the form stands: there the consent was given."""
    place: str = ""
    """A city or a territory."""
    id: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    """utm_source and kin."""

    @property
    def client_name(self) -> str:
        """By what it is known: the firm, the person, or what there is."""
        return self.company or self.name or self.phone or self.email


def is_test(fields: Mapping[str, str]) -> bool:
    """Tilda asks so whether anybody is there."""
    return {name.lower(): value for name, value in fields.items()}.get("test", "").lower() == "test"


def read_enquiry(fields: Mapping[str, str]) -> EnquiryWords | None:
    """None where nobody could be called or written back: without a name, a phone and an e-mail."""
    known = {name.strip().lower(): value for name, value in fields.items()}
    said = {what: next((known[name] for name in names if known.get(name)), "") for what, names in NAMES.items()}
    words = EnquiryWords(
        name=clean(said["name"], LONGEST_NAME),
        company=clean(said["company"], LONGEST_NAME),
        phone=clean(said["phone"], LONGEST_PHONE),
        email=read_email(clean(said["email"], LONGEST_NAME)) or "",
        text=clean_lines(said["text"], LONGEST_TEXT),
        source=clean(said["source"], LONGEST_NAME),
        page=clean(said["page"], LONGEST_PAGE),
        place=clean(said["place"], LONGEST_NAME),
        id=clean(said["id"], LONGEST_NAME),
        marks=_read_marks(known),
    )
    return words if words.client_name else None


def _read_marks(known: Mapping[str, str]) -> dict[str, str]:
    marks = {
        clean(name, LONGEST_PHONE): clean(value, LONGEST_NAME) for name, value in known.items() if name[:4] == "utm_"
    }
    return dict(list(marks.items())[:MOST_MARKS])


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Who asked, whose client it is, and when somebody has answered."""

    id: int
    department_id: int
    client_id: int | None
    """None where nobody sells in the department."""
    owner_id: int | None
    is_new: bool
    """The client was made of it."""
    name: str | None
    phone: str | None
    email: str | None
    text: str | None
    source: str | None
    page: str | None
    came_at: datetime
    taken_at: datetime | None
    taken_by: int | None
    called_at: datetime | None

    @property
    def is_forgotten(self) -> bool:
        """One of the three was needed as it came."""
        return not (self.name or self.phone or self.email)


def count_median_minutes(answers: list[tuple[datetime, datetime]]) -> int | None:
    """Of what was answered: between coming and the answer, whole minutes; None where nothing was."""
    waited = [max(0.0, (answered - came).total_seconds()) / 60 for came, answered in answers]
    return round(median(waited)) if waited else None
