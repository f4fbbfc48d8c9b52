"""
The parts of a workbook, which is a zip file of XML: unpacked by and by, and never more than is read of a table.

A zip's own word for its sizes can be a lie, so what comes out is counted. A part that declares entities is refused:
no program writes them, and a few lines of them grow to gigabytes.
"""

from collections.abc import Callable
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  its name says too little here

from bot.delivery.sheets.limits import LARGEST_UNPACKED, SheetError, SheetTrouble

CHUNK = 65_536

Begin = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class ZippedXml:
    def __init__(self, packed: ZipFile) -> None:
        self._packed = packed
        self._unpacked = 0
        self.names = set(packed.namelist())

    def parse(self, name: str, begin: Begin, end: End | None = None, text: Text | None = None) -> None:
        """Tell of each element by its name without a prefix. Raises SheetError."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, given: begin(_bare(tag), {_bare(key): given[key] for key in given})
        parser.EndElementHandler = (lambda tag: end(_bare(tag))) if end else None
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            with self._packed.open(name) as part:
                while chunk := part.read(CHUNK):
                    self._count(len(chunk))
                    parser.Parse(chunk)
                parser.Parse(b"", True)  # noqa: FBT003  expat takes it by place
        except (KeyError, BadZipFile, ExpatError, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
            raise SheetError(SheetTrouble.DAMAGED) from error

    def _count(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > LARGEST_UNPACKED:
            raise SheetError(SheetTrouble.TOO_HEAVY)


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_declared: object) -> NoReturn:
    raise SheetError(SheetTrouble.UNREADABLE)
