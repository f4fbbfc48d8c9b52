"""
All shapes of button data, in one file: what a press carries is an id and a word, never a name or a sum.

aiogram's CallbackData takes «-1», «1_0», « 7» and numbers that no database holds: every id is checked for its form.
"""

from typing import Annotated, Any

from aiogram.filters.callback_data import CallbackData
from pydantic import BeforeValidator, Field

LARGEST_ID = 2**63 - 1
DIGITS = frozenset("0123456789")


def _plain_number(value: Any) -> Any:
    if isinstance(value, str) and not (value and len(value) <= len(str(LARGEST_ID)) and set(value) <= DIGITS):
        raise ValueError("not a plain number")
    return value


Id = Annotated[int, BeforeValidator(_plain_number), Field(ge=0, le=LARGEST_ID)]
Word = Annotated[str, Field(max_length=32)]


class DialogPress(CallbackData, prefix="d"):
    """A button of a dialog's screen. number and step tell a stale screen from the live one."""

    number: Id
    step: Word
    value: Word
