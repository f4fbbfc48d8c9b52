"""Which button was pressed."""

from enum import StrEnum
from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from reports.message.press import Press


class Pressed(Filter):
    """`Pressed(PersonPress, PersonDeed.CARD)`: a press of this shape, of these deeds or of any.

    The handler has it as `callback_data`. Data that the shape does not say go on to the handlers below.
    """

    def __init__(self, shape: type[Press], *deeds: StrEnum) -> None:
        kinds = {type(each) for each in shape.words()}
        if not kinds.issuperset(type(each) for each in deeds):  # "list" of one shape equals "list" of another
            raise TypeError(f"{shape.__name__} asks for no {deeds}")
        self.shape = shape
        self.deeds = frozenset(deeds)

    async def __call__(self, query: CallbackQuery) -> dict[str, Any] | bool:
        if not query.data:
            return False
        try:
            press = self.shape.unpack(query.data)
        except ValueError:
            return False
        if self.deeds and getattr(press, "deed", None) not in self.deeds:
            return False
        return {"callback_data": press}
