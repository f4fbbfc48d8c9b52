"""Texts, workbooks and pictures as they are drawn, without being written."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from reports.message.files.chart import Picture
from reports.message.files.workbook import Sheet
from reports.message.message import File, Message
from reports.message.view import View
from storage.engine.actor import Actor
from tests.proof.figures.life import Life


async def draw(life: Life, view: View, reader: Actor) -> str:
    drawn = await view.draw(life.tx, reader)
    assert isinstance(drawn, Message), view
    return str(drawn.text)


async def sheets_of(life: Life, view: View, reader: Actor) -> Sequence[Sheet[Any]]:
    """What a workbook is made of, not written."""
    drawn = await view.draw(life.tx, reader)
    assert isinstance(drawn, File), view
    assert isinstance(drawn.make, partial)
    return drawn.make.args[0]  # type: ignore[no-any-return]


async def picture_of(life: Life, view: View, reader: Actor) -> Picture:
    drawn = await view.draw(life.tx, reader)
    assert isinstance(drawn, File), view
    return drawn.make.__self__  # type: ignore[attr-defined,no-any-return]


def column(sheet: Sheet[Any], title: str) -> list[Any]:
    found = next(each for each in sheet.columns if each.title == title)
    return [found.value(row) for row in sheet.rows]


def total(sheet: Sheet[Any], title: str) -> int:
    return sum(each or 0 for each in column(sheet, title))
