"""«да», «нет» and «назад», as people write them to a question that is asked."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from sales.core.words import clean, fold

_DA: Final = {"да", "ага", "угу", "верно", "точно", "именно", "давай", "ок", "окей", "хорошо", "ладно", "конечно"}
_YES: Final = frozenset(_DA | {"yes", "y", "yep", "sure", "ok", "okay"})
_NO: Final = frozenset({"нет", "не", "не надо", "не нужно", "no", "n", "nope"})

_LEAD: Final = re.compile(r"(?:(?:да|нет|ага|не|ну|это|она|он|же|yes|no|it[ '’]?s|the)[ ,.!]+)+")
_BACK: Final = re.compile(
    r"(?:[‹<←] ?)?(?:(?:на )?шаг назад|назад|верн(?:ись|итесь|уться)(?: на шаг)?(?: назад)?|(?:go )?back)|[‹<←]"
)


def is_yes(text: str, also: AbstractSet[str] = frozenset()) -> bool:
    """`also`: what agrees to this question alone, in small letters: «перенеси»."""
    return _bare(text) in _YES or not also.isdisjoint({_bare(text), _after_lead(text)})


def is_no(text: str, also: AbstractSet[str] = frozenset()) -> bool:
    """`also`: as for `is_yes`."""
    return _bare(text) in _NO or not also.isdisjoint({_bare(text), _after_lead(text)})


def _after_lead(text: str) -> str:
    """«нет, это другая»: the answer is what follows."""
    return _LEAD.sub("", _bare(text), count=1) if _LEAD.match(_bare(text)) else _bare(text)


def is_back(text: str) -> bool:
    """«назад», «‹ Назад»: the question before this one, as its button says."""
    return _BACK.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    return fold(clean(text)).strip(" .,!")
