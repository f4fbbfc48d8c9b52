"""The parts of one sum: a share of it, a sum of its own, or what the others leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sales.core.money import LARGEST, Kopecks

THOUSAND = 1000


class MoneyPart(BaseModel):
    """Neither a share nor a sum: what the others leave. Without a day it stays on the day that stands."""

    model_config = ConfigDict(frozen=True)

    share: tuple[int, int] | None = None
    """Above and below the line: half is (1, 2)."""
    amount: Annotated[Kopecks, Field(gt=0, le=LARGEST)] | None = None
    bare: bool = False
    """«по 390»: of roubles or of thousands, as the whole has it."""
    day: date | None = None
    deadline: bool = False

    @property
    def is_rest(self) -> bool:
        return self.share is None and self.amount is None


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part with what it makes, in kopecks."""

    part: MoneyPart
    amount: Kopecks


def split_sum(whole: Kopecks, parts: Sequence[MoneyPart]) -> list[PartOf]:
    """What each makes, with what they leave of the whole as one part more; empty where they do not fit into it."""
    own = _scale(whole, parts)
    shares = [Fraction(*each.share) if each.share else Fraction() for each in own]
    is_whole = sum(shares) == 1 and not any(each.amount for each in own)
    sums = [each.amount or whole * (each.share or (0, 1))[0] // (each.share or (0, 1))[1] for each in own]
    left = whole - sum(sums)
    rests = [place for place, each in enumerate(own) if each.is_rest]
    if len(rests) > 1 or left < 0 or (rests and not left):
        return []
    if rests:
        sums[rests[0]] = left
    elif is_whole:
        sums[-1] += left
    elif left:
        own, sums = [*own, MoneyPart()], [*sums, left]
    return [PartOf(part, made) for part, made in zip(own, sums, strict=True)] if all(sums) else []


def _scale(whole: Kopecks, parts: Sequence[MoneyPart]) -> list[MoneyPart]:
    """«по 390» of 780 000 are thousands."""
    said = sum(each.amount or 0 for each in parts)
    if not any(each.bare for each in parts) or said * THOUSAND > whole:
        return list(parts)
    return [each.model_copy(update={"amount": (each.amount or 0) * THOUSAND}) if each.bare else each for each in parts]
