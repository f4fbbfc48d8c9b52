"""What several words of a message say of none of its records: dropped where it was cut, or somebody else's person."""

import re
from collections.abc import Sequence
from typing import Final

from sales.core.words import fold
from sales.entry.clients.contacts import KnownContact, clients_of
from sales.entry.clients.name_forms import is_small, normal_form, stem
from sales.entry.clients.names import Found
from sales.entry.deeds.small_talk import CARRIERS, FILLERS
from sales.entry.deeds.verbs import LOGGED, PRICED
from sales.entry.lines.understood import Entry

_WORD: Final = re.compile(r"[^\W_]+")
_IDLE: Final = re.compile(
    r"и|а|но|да|планы?|задачи|дела|список|plans|плюс|также|ещ[её]|затем|потом|and|but|then|both|each|по|вс[ех]м?|об[ае]|обоим|об[ое]их|"
    r"следующ\w+|след|next|"
    r"сразу|дальше|оттуда|следом|должен|п|контрагент|заказчик|наименование|клиент|сумма|срок|дата|итоги?|дн[яю]|день|отч[её]т|всего|total"
)
"""Joins two records, or heads a list of them."""
_TOTAL: Final = re.compile(r"(?:^|\n)(?:а )?(?:итого|всего|в сумме|total)(?!\w)[^\n]*")


def find_lost(text: str, entries: Sequence[Entry]) -> str:
    """The first such word, folded; empty where each stands in a record, in its comment or in a client's name."""
    if len(entries) < 2:  # noqa: PLR2004  one is read whole
        return ""
    kept = {word for entry in entries for word in _WORD.findall(fold(f"{entry.text} {entry.comment} {entry.day_text}"))}
    names = [word for entry in entries for word in _name_of(entry).split()]
    own = {short for word in names for short in (stem(word), word[:-1])}
    said = FILLERS.sub(" ", CARRIERS.sub(" ", _TOTAL.sub(" ", fold(text))))
    return next((word for word in _WORD.findall(said) if not _is_kept(word, kept) and not _is_idle(word, own)), "")


def _is_kept(word: str, kept: set[str]) -> bool:
    """«40» of «40 и 25к», too, which was read as «40к»."""
    return word in kept or (word.isdigit() and any(each.startswith(word) for each in kept))


def _name_of(entry: Entry) -> str:
    return normal_form(entry.client.name) if isinstance(entry.client, Found) else ""


def _is_idle(word: str, own: set[str]) -> bool:
    return (
        _IDLE.fullmatch(word) is not None
        or is_small(word)
        or stem(word) in own
        or word[:-1] in own
        or (word.isdigit() and len(word) == 1)
    )


def find_other_person(entry: Entry, contacts: Sequence[KnownContact]) -> str:
    """«оплата Вектор 50к от Сергея», who is known at another client; of a call whoever is named first."""
    if not contacts or not isinstance(entry.client, Found) or entry.verb not in PRICED | LOGGED:
        return ""
    names = list(_NAME.finditer(entry.comment))
    for word in names if entry.verb in PRICED else [each for each in names[:1] if each.start() == 0]:
        at = clients_of(word[0], contacts)
        if at and entry.client.id not in at:
            return word[0]
    return ""


_NAME: Final = re.compile(r"[^\W\d_]{4,}")
