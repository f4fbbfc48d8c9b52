"""A person as people write one: «Сергей Павлович, закупки, 8 916 123-25-21 доб. 12»."""

import re
from dataclasses import dataclass
from typing import Final

from sales.clients.card_fields import read_email
from sales.core.words import clean

PHONE: Final = re.compile(r"(?:\+7|\b[78])[ (-]*[3-9][0-9 ()-]{8,14}[0-9]|\+[1-9][0-9 ()-]{8,15}[0-9]")
"""Of this country in any spelling, or of another one with its plus."""

LONGEST_PHONE: Final = 20
LONGEST_NAME: Final = 120
_TITLE: Final = re.compile(
    r"(?<!\w)(?:тел(?:ефон)?|моб(?:ильный)?|сот|phone|контакт(?:ное лицо|ный|ное)?|лпр|"
    r"доб\.? ?[0-9]+)[.: ]*",
    re.IGNORECASE,
)


_POST: Final = re.compile(
    r"(?P<post>(?:(?:ген|фин|ком|зам|глав|гл)\w*\.? ?)?(?:директор|бухгалтер|закуп\w*|снабжен\w*|менеджер|логист|"
    r"завхоз|"
    r"владелец|собственник|инженер|секретарь|юрист|руководитель|начальник\w*|director|buyer|owner|manager)) "
    r"(?P<who>[А-ЯЁA-Z].*)",
    re.IGNORECASE,
)
"""«директор Ольга Петровна»"""


@dataclass(frozen=True, slots=True)
class PersonWords:
    name: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""
    anew: bool = False
    """«новый номер»: of who is noted already it is another one, in place of the former."""


def read_person(text: str) -> PersonWords:
    """What is neither a phone nor an e-mail: the name first, then the position behind a comma."""
    said = clean(text)
    found = PHONE.search(said)
    phone = clean(found[0], LONGEST_PHONE) if found else ""
    words = said.replace(found[0], " , ") if found else said
    email = next((mail for word in words.split() if (mail := read_email(word.strip(",;")))), "")
    parts = [part.strip(" .;:-") for part in _TITLE.sub(" ", words).split(",")]
    named = [part for part in parts if any(sign.isalpha() for sign in part) and read_email(part) is None]
    name, position = (*named, "", "")[:2]
    if not position and (post := _POST.fullmatch(name)) is not None:
        position, name = post["post"], post["who"]
    if name == name.lower():  # as it is dictated
        name = " ".join(word[:1].upper() + word[1:] for word in name.split())
    return PersonWords(name[:LONGEST_NAME], position[:LONGEST_NAME], phone, email)
