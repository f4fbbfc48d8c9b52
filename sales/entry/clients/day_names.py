"""Clients called as a day is: «Среда», «Пятница», «Сентябрь». A day beside a preposition stays one."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from sales.core.words import fold
from sales.entry.clients.name_forms import bare_word
from sales.entry.clients.names import KnownClient
from sales.entry.days.day_words import DAY_WORDS, MONTH_NAME
from sales.entry.days.reckoning import WEEKDAYS
from sales.entry.deeds.verb_words import lead_of
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Line, Piece

_CALLED: Final = re.compile("|".join((*WEEKDAYS, MONTH_NAME, "сегодня|завтра|послезавтра|вчера")))
_RELATIVE: Final = re.compile("сегодня|завтра|послезавтра|вчера")
"""Only «от Сегодня», «сегодня 20к завтра» are somebody's."""
_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])")
_OF_SOMEBODY: Final = re.compile(r"(?<!\w)(?:от|у|для|клиент\w{0,2}) $")
_OF_TIME: Final = re.compile(
    r"(?<!\w)(?:во?|на|к|ко|до|по|со?|после|через|перед|между|эт\w+|след\w*\.?|прошл\w+|ближайш\w+|кажд\w+|перв\w+|"
    r"втор\w+|последн\w+|не|а|или|либо|[0-9]+(?:-?го)?|on|this|next|last|by|until|till) $"
)
_INSTRUMENTAL: Final = re.compile(r"\w+(?:ой|ом|ем|ей)")


def claim_day_names(line: Line, clients: Sequence[KnownClient]) -> list[Piece]:
    """The clients among the words for days, taken out of the line."""
    named = [client.normal for client in clients if is_called_as_a_day(client)]
    return [piece for normal in named for piece in _claim(line, normal)]


def is_called_as_a_day(client: KnownClient) -> bool:
    """«Пятница», «Март»: its name alone could be a day."""
    return _is_a_day(client.normal)


@lru_cache(maxsize=65536)
def _is_a_day(normal: str) -> bool:
    return _CALLED.fullmatch(normal) is not None


def without_day_names(clients: Sequence[KnownClient], claimed: Sequence[Piece]) -> Sequence[KnownClient]:
    """Whom a word for a day may not name: in «оплатят в среду» nobody is meant who was not seen before the days."""
    seen = {bare_word(fold(piece.text.strip()), counted=False) for piece in claimed}
    hidden = [
        client
        for client in clients
        if is_called_as_a_day(client) and bare_word(client.normal, counted=False) not in seen
    ]
    return [client for client in clients if client not in hidden] if hidden else clients


def _claim(line: Line, normal: str) -> list[Piece]:
    own = bare_word(normal, counted=False)
    for word in _WORD.finditer(line.left):
        if bare_word(word[0], counted=False) == own and _is_somebody(line, word, normal):
            line.drop(*word.span())
            return [Piece(word.start(), normal.ljust(len(word[0]))[: len(word[0])])]
    return []


def _is_somebody(line: Line, word: re.Match[str], normal: str) -> bool:
    """«от Среды», «со средой», «среда 40к в четверг»: no preposition of time, and a day that is said beside it."""
    before, after = line.left[: word.start()], line.left[word.end() :]
    if _OF_SOMEBODY.search(before) or (_INSTRUMENTAL.fullmatch(word[0]) and re.search(r"(?<!\w)со? $", before)):
        return True
    if _OF_TIME.search(before):
        return False
    if word[0] != normal:
        return word[0] == _dative(normal)
    if not before.strip() and re.fullmatch(MONTH_NAME, normal):
        return True  # a month alone is no day
    if _RELATIVE.fullmatch(normal):
        return not before.strip() and any(term.start <= 1 and term.scale > 1 for term in terms(after))
    rest = f"{before}{' ' * len(word[0])}{after}"
    written = line.written[word.start() : word.end()]
    spelt = written[:1].isupper() and not line.written.isupper() and bool(before.strip())
    return spelt or any(day.pattern.search(rest) for day in DAY_WORDS) or _pays(after)


def _dative(normal: str) -> str:
    return (
        normal[:-1] + "е" if normal.endswith(("а", "е")) else normal.rstrip("ь") + ("ю" if normal[-1] == "ь" else "у")
    )


def _pays(after: str) -> bool:
    """«среда оплатила 40к»: a deed stands behind it."""
    following = _WORD.match(after.lstrip())
    return following is not None and lead_of(following[0], priced=False) is not None
