"""Why a deal was lost, and to whom, where the words of a line say so."""

import re
from collections.abc import Mapping
from typing import Final

from sales.core.words import fold
from sales.deals.deal import LostReason
from sales.entry.clients.nominative import nominative

_REASONS: Final[Mapping[LostReason, str]] = {
    LostReason.PRICE: r"дорог|цен[аыуе]|дешевле|price|expensive",
    LostReason.NO_BUDGET: r"бюджет|нет денег|денег нет|budget|no money",
    LostReason.CHOSE_OTHER: r"выбрал|ушл[аио]|ушел|у конкурент|к конкурент|другого|другой постав|chose|competitor",
    LostReason.NOT_NEEDED: r"не ?нужн|неактуальн|не актуальн|не ?интересн|передумал|отпал|not needed",
    LostReason.GONE: r"пропал|молч|не отвеча|не выход|тишин|went silent|no answer",
    LostReason.TERMS: r"услови|сроки|отсрочк|доставк|terms",
}
_RIVAL: Final = re.compile(
    r"(?:выбрали|уш(?:ли|ла|[её]л) (?P<to>ко?)|chose) (?P<who>(?!друг|конкур|another).{2,60})", re.IGNORECASE
)


def find_reason(why: str) -> LostReason:
    """By its words; OTHER where none is known."""
    folded = fold(why)
    return next((each for each, words in _REASONS.items() if re.search(words, folded)), LostReason.OTHER)


def find_rival(why: str) -> str | None:
    """Whom the client chose, as he is called; None where nobody is named."""
    found = _RIVAL.search(why)
    return nominative(found["who"].strip(' .,!«»"'), found["to"] or "") if found is not None else None
