"""«бухгалтер Маяка Лилия 8 903 123-45-67»: who works where, in any order, and not a word more."""

import re
from collections.abc import Sequence
from typing import Final

from sales.clients.phones import PHONE
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
_SMALL: Final = re.compile(r"(?<!\w)(?:из|от|в|у|с|новый|новая|контакт|тел\.?|телефон|from|at|of)(?!\w)", re.IGNORECASE)
MOST_WORDS: Final = 8


def split_contact(text: str, clients: Sequence[KnownClient]) -> tuple[Found, str] | None:
    """The client, and the person as a card takes one, «Лилия, бухгалтер, 8 903 123-45-67».

    None where a word is left, where no client is certain, or where nobody has a phone.
    """
    said = clean(text)
    phones = list(PHONE.finditer(said))
    if len(phones) != 1 or said.endswith("?"):
        return None
    rest = f"{said[: phones[0].start()]} {said[phones[0].end() :]}"
    posts = list(_POST.finditer(rest))
    if len(posts) > 1:
        return None
    post = posts[0][0] if posts else ""
    post_said = post[:1].lower() + post[1:]
    words = re.findall(r"[^\s,;:()—–]+", _SMALL.sub(" ", rest.replace(post, " ", 1)))
    whole = find_client(" ".join(words), clients) if words and not post else None
    if isinstance(whole, Found):
        return whole, f"тел {phones[0][0]}"
    for length in range(min(len(words), MOST_WORDS) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join([*words[:start], *words[start + length :]])
            client = find_client(" ".join(words[start : start + length]), clients)
            if isinstance(client, Found) and _NAME.fullmatch(name) and fold(name) != fold(client.name):
                return client, ", ".join(part for part in (name, post_said, phones[0][0]) if part)
    return None
