"""The name of «от Зари», «Заре», «с Зарёй»: a guess at its first case, offered beside what was written."""

import re
from typing import Final

from sales.core.words import fold

_GENITIVE: Final = frozenset({"от", "у", "из", "для", "до", "с", "со", "без"})
_DATIVE: Final = frozenset({"к", "ко", "по"})
_INSTRUMENTAL: Final = frozenset({"с", "со", "перед", "над"})
_RUSSIAN: Final = re.compile("[а-яё]+", re.IGNORECASE)


def nominative(name: str, preposition: str = "") -> str:
    """The name itself where nothing can be guessed: «Вектора» after «от» is «Вектор», «Ромашка» stays."""
    *head, last = name.split() or [""]
    said = fold(preposition)
    if head or not _RUSSIAN.fullmatch(last) or len(last) < 4 or last.isupper():  # noqa: PLR2004  a name of one word
        return name
    if said in _INSTRUMENTAL and last.endswith(("ой", "ей", "ёй")):
        return last[:-2] + ("я" if last.endswith("ёй") else "а")
    if said in _INSTRUMENTAL and last.endswith("ом"):
        return last[:-2]
    if said in _GENITIVE and last.endswith(("ы", "и")):
        return last[:-1] + ("а" if last[-1] == "ы" or last[-2] in "гкхжшчщ" else "я")
    if said in _GENITIVE and last.endswith("а") and last[-2] in "бвгдзклмнпрстфхц":
        return last[:-1]
    return last[:-1] if said in _DATIVE and last.endswith("у") else last
