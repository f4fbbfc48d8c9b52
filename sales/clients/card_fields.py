"""What is kept of a client beside its name (SPEC 10, spec/1), and how people write it."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

from sales.core.words import clean, fold


class ClientKind(StrEnum):
    COMPANY = "company"
    SOLE = "sole"
    PERSON = "person"


class Segment(StrEnum):
    B2B = "b2b"
    B2C = "b2c"


class CardField(StrEnum):
    """What the card asks, by the columns of its record."""

    NAME = "name"
    INN = "inn"
    KPP = "kpp"
    LINE = "line"
    """Line of business."""
    TURNOVER = "turnover"
    SEGMENT = "segment"
    TERRITORY = "territory"
    CITY = "city"
    SOURCE = "source"
    TERMS = "terms_days"
    LIMIT = "credit_limit"
    REFERRED_BY = "referred_by_id"


WORDED: Final = frozenset({CardField.LINE, CardField.TERRITORY, CardField.CITY, CardField.SOURCE})
"""In words of one's own; those that the department uses already are offered."""

LONGEST_TERMS: Final = 365

_SEGMENTS: Final = {
    Segment.B2B: frozenset({"b2b", "б2б", "юрлица", "юрлицо", "юр лицо", "компания", "бизнес"}),
    Segment.B2C: frozenset({"b2c", "б2с", "б2ц", "физлица", "физлицо", "физ лицо", "частник", "розничный"}),
}
_DAYS: Final = re.compile(r"(?:отсрочка |terms )?([0-9]{1,3})(?: (?:дн\w*|день|days?|d|д))?")
_KPP: Final = re.compile("[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_BIRTHDAY: Final = re.compile(r"([0-9]{1,2})[./ ]([0-9]{1,2})(?:[./ ]((?:19|20)[0-9]{2}))?")
NO_YEAR: Final = 1904
"""A leap year: somebody is born on 29 February."""

_EMAIL: Final = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}")


def read_segment(text: str) -> Segment | None:
    """«B2B» or «B2C» in the words that people use; None for any other."""
    said = fold(text).strip(" .")
    return next((each for each, words in _SEGMENTS.items() if said in words), None)


def read_terms(text: str) -> int | None:
    """Days of deferment, none to a year; «без отсрочки» is none."""
    said = fold(text).strip(" .")
    if said in {"нет", "без отсрочки", "предоплата", "none", "prepaid", "0"}:
        return 0
    found = _DAYS.fullmatch(said)
    return int(found[1]) if found and int(found[1]) <= LONGEST_TERMS else None


def read_kpp(text: str) -> str | None:
    """Nine signs, of which the fifth and the sixth may be Latin capitals."""
    said = clean(text, 20).replace(" ", "").upper()
    return said if _KPP.fullmatch(said) else None


def read_email(text: str) -> str | None:
    """In small letters; None for what is no address."""
    said = clean(text, 120)
    return said.lower() if _EMAIL.fullmatch(said) else None


def read_birthday(text: str) -> date | None:
    """«14.03» or «14.03.1980»: a year that is not said is NO_YEAR."""
    found = _BIRTHDAY.fullmatch(clean(text, 20))
    if found is None:
        return None
    try:
        return date(int(found[3] or NO_YEAR), int(found[2]), int(found[1]))
    except ValueError:
        return None
