"""What a site's form says, whatever it calls its fields (spec/8, lead intake)."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from statistics import median
from typing import Any, Final

from sales.clients.card_fields import read_email
from sales.clients.inn import InnMistake, read_inn
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
}
"""Tilda, WordPress, hand-made forms: a name in any letters stands for the field."""
_OF_SITES: Final = re.compile(
    r"[-_].*|utm_.*|tilda.*|form[-_]?id|tran[-_]?id|lead[-_]?id|request[-_]?id|id|test|.*token|.*nonce|csrf.*|cookies?|"
    r".*captcha.*|cf-.*|ga|.*client[-_]?id|.*clid|roistat.*|referr?er|url|(?:agree|consent|policy|privacy).*|ip|"
    r"user[-_]?agent|lang|timestamp|submit|action"
)
"""The names of what a site adds of its own: nobody has written it."""
LONGEST_OTHER: Final = 200
_SEVERAL: Final = re.compile(r"[,;/\n]")
"""Between two phones: the first is called, both are shown."""


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
    inn: str = ""
    """Where it is a right one; as it was written it stands in the text."""
    marks: dict[str, str] = field(default_factory=dict)
    """utm_source and kin."""

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "EnquiryWords":
        """As they were stored, perhaps by another version."""
        return cls(**{each.name: said[each.name] for each in fields(cls) if each.name in said})

    @property
    def client_name(self) -> str:
        """By what it is known: the firm, the person, or what there is."""
        return self.company or self.name or self.phone or self.email


def is_test(said: Mapping[str, str]) -> bool:
    """Tilda asks so whether anybody is there."""
    return {name.lower(): value for name, value in said.items()}.get("test", "").lower() == "test"


def read_enquiry(form: Mapping[str, str]) -> EnquiryWords | None:
    """None where nobody could be called or written back: without a name, a phone and an e-mail."""
    known = {name.strip().lower(): value for name, value in form.items()}
    taken = {what: next((name for name in names if known.get(name)), "") for what, names in NAMES.items()}
    said = {what: known.get(name, "") for what, name in taken.items()}
    email = read_email(clean(said["email"], LONGEST_NAME)) or ""
    phone = clean(_SEVERAL.split(said["phone"].strip(), maxsplit=1)[0], LONGEST_PHONE)
    as_said = {"email": bool(email), "phone": phone == clean(said["phone"], LONGEST_OTHER)}
    others = _list_others(form, {name for what, name in taken.items() if as_said.get(what, True)})
    words = EnquiryWords(
        name=clean(said["name"], LONGEST_NAME),
        company=clean(said["company"], LONGEST_NAME),
        phone=phone,
        email=email,
        text=clean_lines("\n".join([said["text"], *others]), LONGEST_TEXT),
        source=clean(said["source"], LONGEST_NAME),
        page=clean(said["page"], LONGEST_PAGE),
        place=clean(said["place"], LONGEST_NAME),
        inn=_find_inn(known),
        marks=_read_marks(known),
    )
    return words if words.client_name else None


def _list_others(form: Mapping[str, str], taken: Collection[str]) -> Iterator[str]:
    """«Размер: 42»: what else was asked there, in the form's own words."""
    for name, value in form.items():
        what, said = clean(name, LONGEST_OTHER).strip("* :"), clean(value, LONGEST_OTHER)
        if what and said and name.strip().lower() not in taken and not _OF_SITES.fullmatch(what.lower()):
            yield f"{what.replace('_', ' ')}: {said}"


def _find_inn(known: Mapping[str, str]) -> str:
    inn = read_inn(clean(known.get("inn") or known.get("инн") or "", LONGEST_PHONE))
    return "" if isinstance(inn, InnMistake) else inn


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
    spam_at: datetime | None
    """Nobody asks for anything."""
    spam_by: int | None

    @property
    def is_forgotten(self) -> bool:
        """One of the three was needed as it came."""
        return not (self.name or self.phone or self.email)


def count_median_minutes(answers: list[tuple[datetime, datetime]]) -> int | None:
    """Of what was answered: between coming and the answer, whole minutes; None where nothing was."""
    waited = [max(0.0, (answered - came).total_seconds()) / 60 for came, answered in answers]
    return round(median(waited)) if waited else None
