"""
«бухгалтер Маяка Лилия 8 903 123-45-67», «у Маяка новый закупщик Лев, lev@mayak.ru», «новый номер Кати 8 921 …».

Who works where, in any order and any case, and not a word more. Who is known there already needs no client's name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from sales.clients.phones import LONGEST_PHONE, PHONE, PersonWords
from sales.core.words import clean, fold
from sales.entry.clients.contacts import KnownContact, find_contact
from sales.entry.clients.names import Found, KnownClient, find_client
from sales.entry.clients.nominative import first_cases, is_first_name, nominative

_POST: Final = re.compile(
    r"(?<!\w)(?:(?:глав\w*|гл\.|ген\w*\.?|фин\w*\.?|ком\w*\.?|техн?\w*\.?|исп\w*\.?|старш\w*|зам\w*\.?) ?)?"
    r"(?:директор|бухгалтер|закупщи|снабжен|менеджер|логист|завхоз|кладовщи|владел|собственни|инженер|механик|прораб|"
    r"секретар|юрист|руководител|начальни|специалист|администратор|управляющ|технолог|врач|шеф|повар|агроном|завуч|"
    r"director|buyer|accountant|owner|manager|engineer)\w*"
    r"(?: (?:по|отдела|цеха|склада|службы) [а-яё]+)?(?!\w)",
    re.IGNORECASE,
)
"""What somebody does there."""
_DOES: Final = re.compile(
    r"(?<!\w)(?:(?P<what>закуп|снабж|склад|логист|бухгалтер)\w* )?(?:теперь )?"
    r"(?:занимается|ведает|заведует|отвечает за)(?: (?P<of>закуп|снабж|склад|логист|бухгалтер)\w*)?(?!\w)|"
    r"(?<!\w)(?P<does>закуп)ает(?!\w)",
    re.IGNORECASE,
)
"""«закупками теперь занимается Фатима»"""
_OF_DOING: Final = {"закуп": "закупки", "снабж": "снабжение", "склад": "склад", "логист": "логистика"} | {
    "бухгалтер": "бухгалтерия",
}
_INSTEAD: Final = re.compile(r"(?<!\w)(?:вместо|instead of) [А-ЯЁA-Z][\w-]+", re.IGNORECASE)
_NEW: Final = re.compile(
    r"(?<!\w)(?:нов(?:ый|ая|ое|ого)|друг(?:ой|ая|ом)|теперь|сейчас|(?:сменил|появил|поменял)(?:ся|ась|[аи])?|"
    r"new|now|has an?|is|the)(?!\w)",
    re.IGNORECASE,
)
_SMALL: Final = re.compile(
    rf"(?<!\w)(?:из|от|в|во|у|со?|на|для|это|запиши(?:те)?|добавь|сохрани|контакт\w{{0,2}}|номер\w{{0,2}}|тел\.?|"
    rf"телефон\w{{0,2}}|сотов\w+|мобильн\w+|рабоч\w+|почт[аы]|мейл|емейл|e-?mail|mail|phone|number|from|at|of|"
    rf"звонить|писать)(?!\w)|{_NEW.pattern}",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"(?P<mail>[^\s@,;:<>]+@[^\s@,;<>]+\.\w{2,})", re.IGNORECASE)
_NAME: Final = re.compile(r"[А-ЯЁA-Z][а-яёa-z]+(?: [А-ЯЁA-Z](?:[а-яёa-z]+|\.)){0,2}")
_WHOSE: Final = re.compile(r"(?:номер|тел(?:ефон)?|почта|мейл|емейл)(?: нового| новой)? $", re.IGNORECASE)
MOST_WORDS: Final = 8
Noted: TypeAlias = tuple[Found, PersonWords]


def split_contact(text: str, clients: Sequence[KnownClient], contacts: Sequence[KnownContact] = ()) -> Noted | None:
    """The client, and the person there; no name where the phone or the mail is the client's own.

    None where a word is left, where no client is certain, or where nobody has a phone, a mail or a new position.
    """
    said = clean(text)
    phones, mails = list(PHONE.finditer(said)), list(_MAIL.finditer(said))
    rest = _INSTEAD.sub(" ", _MAIL.sub(" ", PHONE.sub(" ", said)))
    does = _DOES.search(rest)
    posts = [] if does else [each for each in _POST.finditer(rest) if not _is_client(each[0], clients)]
    if max(len(phones), len(mails), len(posts)) > 1 or said.endswith("?"):
        return None
    post = posts[0][0] if posts else ""
    if not (phones or mails or ((post or does) and _NEW.search(rest))):
        return None
    phone, mail = clean(phones[0][0], LONGEST_PHONE) if phones else "", mails[0]["mail"].lower() if mails else ""
    work = does and _OF_DOING.get(fold(does["what"] or does["of"] or does["does"] or ""), "")
    person = PersonWords("", work or _call_post(post), phone, mail, anew=_NEW.search(rest) is not None)
    rest = rest.replace(does[0] if does else post, " ", 1) if does or post else rest
    words = re.findall(r"[^\s,;:()—–-][^\s,;:()—–]*", _SMALL.sub(" ", rest))
    whole = find_client(" ".join(words), clients) if words and not person.position else None
    if isinstance(whole, Found):
        return whole, person
    found = _find_both(words, clients, person) or _find_known(words, contacts, person) or _at(words, clients, person)
    if found is None or _WHOSE.search(said[: said.find(found[1].name[:3])]) is None:
        return found
    return found[0], replace(found[1], name=nominative(found[1].name, "от"))


def _is_client(post: str, clients: Sequence[KnownClient]) -> bool:
    """«у Шефа» of who is called «Шеф»."""
    return isinstance(find_client(post, clients), Found)


def _call_post(post: str) -> str:
    """«закупщиком», «бухгалтера» in the first case."""
    said = post[:1].lower() + post[1:]
    if " " in said or not said:
        return said
    firsts = first_cases(fold(said))
    return said if fold(said) in firsts or len(firsts) != 1 else next(iter(firsts))


def _find_both(words: Sequence[str], clients: Sequence[KnownClient], person: PersonWords) -> Noted | None:
    for length in range(min(len(words), MOST_WORDS) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            name = _call([*words[:start], *words[start + length :]])
            client = find_client(" ".join(words[start : start + length]), clients)
            if isinstance(client, Found) and name and fold(name) != fold(client.name):
                return client, replace(person, name=name)
    return None


def _find_known(words: Sequence[str], contacts: Sequence[KnownContact], person: PersonWords) -> Noted | None:
    """«номер Заура 8 903 …» of whom only one client has."""
    found = find_contact(" ".join(words), contacts) if words else None
    return (found, replace(person, name=_call(words) or " ".join(words))) if isinstance(found, Found) else None


def _at(words: Sequence[str], clients: Sequence[KnownClient], person: PersonWords) -> Noted | None:
    """«почта бухгалтера Маяка»: nobody's name is said, only what they are."""
    client = find_client(" ".join(words), clients) if words and person.position else None
    return (
        (client, replace(person, name=person.position.capitalize(), position="")) if isinstance(client, Found) else None
    )


def _call(words: Sequence[str]) -> str:
    """A person's name in its first case; empty where it is none. In small letters only a first name is one."""
    name = " ".join(words)
    if name.islower() and words and is_first_name(fold(words[0])):
        name = " ".join(word.capitalize() for word in words)
    if not _NAME.fullmatch(name):
        return ""
    firsts = first_cases(fold(name)) if " " not in name else frozenset()
    if is_first_name(fold(name)) and len(firsts) == 1 and fold(name) not in firsts:
        return next(iter(firsts)).capitalize()
    return name
