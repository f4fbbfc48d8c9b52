"""Money that is spoken of beside a record of another kind."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from sales.core.money import LARGEST, Kopecks
from sales.entry.numbers.shares import MoneyPart


class Promise(BaseModel):
    """Money that a comment or a letter names: offered as an expected payment, and never recorded by itself."""

    model_config = ConfigDict(frozen=True)

    amount: Annotated[Kopecks, Field(gt=0, le=LARGEST)] | None = None
    day: date | None = None
    either: tuple[date, date] | None = None
    """«в пятницу» said on a Friday: one of these."""
    deadline: bool = False
    sums: tuple[Kopecks, Kopecks] | None = None
    """«переведут 45»: one of these; a sum is offered only where it is awaited."""
    invoice: str | None = None
    probability: Annotated[int, Field(ge=0, le=100)] | None = None
    parts: tuple[MoneyPart, ...] = ()
