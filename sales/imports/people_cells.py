"""The people of a row: several phones in a cell, extensions, e-mails; what is no phone is kept for the comment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sales.clients.card_fields import read_email
from sales.core.words import clean
from sales.imports.columns import BaseColumn, BaseHeading
from sales.imports.row_texts import LONGEST, WHOLE, is_nothing, texts_in

_BETWEEN: Final = re.compile(r"[,;/|\n]|\s{3,}")
_EXTENSION: Final = re.compile(r"(?<!\w)(?:доб(?:авочный)?|вн(?:утр)?|ext)[. №]*([0-9]{1,6})", re.IGNORECASE)
_NOT_DIGITS: Final = re.compile("[^0-9]+")
_PHONE: Final = re.compile(r"\+?[0-9(][0-9 ()\-–.]*")
_POWER: Final = re.compile(r"([0-9])[.,]([0-9]+)[eе]\+?([0-9]{1,2})", re.IGNORECASE)
HOME_DIGITS: Final = 10
FEWEST_ABROAD, MOST_ABROAD = 11, 15


@dataclass(frozen=True, slots=True)
class BasePerson:
    """Somebody at the client: `phone10` empty where only an e-mail or a name is known."""

    name: str = ""
    position: str = ""
    phone: str = ""
    phone10: str = ""
    email: str = ""


def read_people(texts: Mapping[int, str], heading: BaseHeading) -> tuple[tuple[BasePerson, ...], list[str]]:
    """The people of a row, the first of them the main one, and what stood among the phones and is none."""
    phones: list[BasePerson] = []
    strange: list[str] = []
    names: list[str] = []
    for text in texts_in(texts, heading, BaseColumn.PHONE):
        found, others = split_phones(text)
        phones += found
        strange += others
    for text in texts_in(texts, heading, BaseColumn.CONTACT):
        found, others = split_phones(text)
        phones += found
        names += others
    position = clean(", ".join(texts_in(texts, heading, BaseColumn.POSITION)), LONGEST)
    name = clean(", ".join(names), LONGEST)
    mails = [each for text in texts_in(texts, heading, BaseColumn.EMAIL) for each in re.split(r"[,;\s]+", text) if each]
    email = next((read for each in mails if (read := read_email(each))), "")
    strange += [each for each in mails if not is_nothing(each) and not read_email(each)]
    people = [
        replace(each, name=name, position=_join(position, each.position), email=email if number == 0 else "")
        for number, each in enumerate(_once(phones))
    ]
    if not people and (name or email):
        people = [BasePerson(name, position, email=email)]
    return tuple(people), strange


def _join(*parts: str) -> str:
    return ", ".join(part for part in parts if part)[:LONGEST]


def _once(people: Sequence[BasePerson]) -> list[BasePerson]:
    found: dict[str, BasePerson] = {}
    for each in people:
        found.setdefault(each.phone10, each)
    return list(found.values())


def split_phones(text: str) -> tuple[list[BasePerson], list[str]]:
    """Each phone of a cell with its extension as the position, and what is no phone."""
    found: list[BasePerson] = []
    others: list[str] = []
    for part in _parts(text):
        said = clean(part, LONGEST)
        extension = _EXTENSION.search(said)
        bare = (f"{said[: extension.start()]} {said[extension.end() :]}" if extension else said).strip(" ,.;:")
        position = f"доб. {extension[1]}" if extension else ""
        if (phone := read_phone(bare)) is not None:
            found.append(BasePerson(position=position, phone=phone, phone10=_NOT_DIGITS.sub("", phone)[-HOME_DIGITS:]))
        elif extension and found and not bare:
            found[-1] = replace(found[-1], position=position)
        elif not is_nothing(said):
            others.append(said)
    return found, others


def _parts(text: str) -> list[str]:
    """A comma of Excel's power of ten, «7,9161234567E+10», parts nothing."""
    return [text] if _POWER.fullmatch(text) or WHOLE.fullmatch(text) else _BETWEEN.split(text)


def read_phone(text: str) -> str | None:
    """«+7 916 123-45-67» of 8 (916) 123 45 67, of 9161234567 and of Excel's 7,9161234567E+10; None for no phone."""
    said = _expand(text)
    if not _PHONE.fullmatch(said):
        return None
    digits = _NOT_DIGITS.sub("", said)
    home = digits[1:] if len(digits) == HOME_DIGITS + 1 and digits[0] in "78" else digits
    if len(home) == HOME_DIGITS and home[0] in "3456789":
        return f"+7 {home[:3]} {home[3:6]}-{home[6:8]}-{home[8:]}"
    is_abroad = said.startswith("+") and FEWEST_ABROAD <= len(digits) <= MOST_ABROAD and digits[0] not in "07"
    return f"+{digits}" if is_abroad else None


def _expand(text: str) -> str:
    """A number as Excel shows it; one whose last digits are lost stays as it is, and is no phone."""
    power = _POWER.fullmatch(text)
    if power and len(power[2]) >= int(power[3]):
        return power[1] + power[2][: int(power[3])]
    whole = WHOLE.fullmatch(text)
    return whole[1] if whole else text
