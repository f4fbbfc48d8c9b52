"""
«бухгалтер Маяка Лилия 8 903 123-45-67», «у Маяка новый закупщик Лев, lev@mayak.ru».

Who works where, in any order, and not a word more.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sales.clients.phones import LONGEST_PHONE, PHONE, PersonWords
from sales.core.words import clean, fold
from sales.entry.clients.names import Found, KnownClient, find_client

_POST: Final = re.compile(
    r"(?<!\w)(?:(?:глав\w*|гл\.|ген\w*\.?|фин\w*\.?|ком\w*\.?|техн?\w*\.?|исп\w*\.?|старш\w*|зам\w*\.?) ?)?"
    r"(?:директор|бухгалтер|закупщи|снабжен|менеджер|логист|завхоз|кладовщи|владел|собственни|инженер|механик|прораб|"
    r"секретар|юрист|руководител|начальни|специалист|администратор|управляющ|технолог|врач|шеф|повар|агроном|завуч|"
    r"director|buyer|accountant|owner|manager|engineer)\w*"
    r"(?: (?:по|отдела|цеха|склада|службы) [а-яё]+)?(?!\w)",
    re.IGNORECASE,
)
"""What somebody does there."""
_NAME: Final = re.compile(r"[А-ЯЁA-Z][а-яёa-z]+(?: [А-ЯЁA-Z](?:[а-яёa-z]+|\.)){0,2}")
_NEW: Final = re.compile(
    r"(?<!\w)(?:нов(?:ый|ая)|теперь|сейчас|(?:сменил|появил)(?:ся|ась)|new|now|has an?|is|the)(?!\w)", re.IGNORECASE
)
_SMALL: Final = re.compile(
    rf"(?<!\w)(?:из|от|в|у|с|контакт|тел\.?|телефон|from|at|of)(?!\w)|{_NEW.pattern}", re.IGNORECASE
)
_MAIL: Final = re.compile(
    r"(?:(?<!\w)(?:почта|е?мейл|e-?mail|mail)[: ]+)?(?P<mail>[^\s@,;<>]+@[^\s@,;<>]+\.\w{2,})", re.IGNORECASE
)
MOST_WORDS: Final = 8


def split_contact(text: str, clients: Sequence[KnownClient]) -> tuple[Found, PersonWords] | None:
    """The client, and the person there; no name where the phone or the mail is the client's own.

    None where a word is left, where no client is certain, or where nobody has a phone, a mail or a new position.
    """
    said = clean(text)
    phones, mails = list(PHONE.finditer(said)), list(_MAIL.finditer(said))
    rest = _MAIL.sub(" ", PHONE.sub(" ", said))
    posts = list(_POST.finditer(rest))
    if max(len(phones), len(mails), len(posts)) > 1 or said.endswith("?"):
        return None
    post = posts[0][0] if posts else ""
    if not (phones or mails or (post and _NEW.search(rest))):
        return None
    phone, mail = clean(phones[0][0], LONGEST_PHONE) if phones else "", mails[0]["mail"].lower() if mails else ""
    person = PersonWords("", post[:1].lower() + post[1:], phone, mail)
    words = re.findall(r"[^\s,;:()—–-][^\s,;:()—–]*", _SMALL.sub(" ", rest.replace(post, " ", 1)))
    whole = find_client(" ".join(words), clients) if words and not post else None
    if isinstance(whole, Found):
        return whole, person
    for length in range(min(len(words), MOST_WORDS) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join([*words[:start], *words[start + length :]])
            client = find_client(" ".join(words[start : start + length]), clients)
            if isinstance(client, Found) and _NAME.fullmatch(name) and fold(name) != fold(client.name):
                return client, replace(person, name=name)
    return None
