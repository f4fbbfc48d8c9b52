"""«да» and «нет», as people write them to a question that is asked."""

from collections.abc import Collection
from typing import Final

from sales.core.words import clean, fold

_DA: Final = {"да", "ага", "угу", "верно", "точно", "именно", "давай", "ок", "окей", "хорошо", "ладно", "конечно"}
_YES: Final = frozenset(_DA | {"yes", "y", "yep", "sure", "ok", "okay"})
_NO: Final = frozenset({"нет", "не", "не надо", "не нужно", "no", "n", "nope"})


def is_yes(text: str, also: Collection[str] = ()) -> bool:
    """`also`: what agrees to this question alone, in small letters: «перенеси»."""
    return _bare(text) in _YES or _bare(text) in also


def is_no(text: str, also: Collection[str] = ()) -> bool:
    """`also`: as for `is_yes`."""
    return _bare(text) in _NO or _bare(text) in also


def _bare(text: str) -> str:
    return fold(clean(text)).strip(" .,!")
