"""
A workbook or a CSV from a person, as rows of plain texts.

What it is tells its content, not its name: a workbook with a password and an old .xls begin alike, a CSV of Excel's
«Текст Юникод» is UTF-16, one of an older program cp1251 (bot.delivery.sheets.letters).
"""

import csv
import hashlib
import re
from io import BytesIO, StringIO
from struct import unpack_from
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  its name says too little here

from bot.delivery.sheets.letters import decode, is_wide
from bot.delivery.sheets.limits import LARGEST, LARGEST_UNPACKED, Cells, ReadTable, SheetError, SheetTrouble
from bot.delivery.sheets.workbook import read_workbook
from sales.bank.carried import strip_outgoing
from sales.bank.decoding import MARK, is_statement
from sales.bank.packing import pack_statement
from sales.bank.reading import read_statement
from sales.bank.statement import StatementError
from sales.imports.packing import LETTERS_MARK

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CUTS = ";\t,|"
"""What a CSV is cut by; where nothing tells, the first."""

OTHERS = frozenset({"mimetype", "xl/workbook.bin", "Index/Document.iwa"})
"""Parts of LibreOffice's tables, Excel's binary ones, a Mac's."""
MANIFEST = "META-INF/manifest.xml"
HEAD, PIECE, FIRST_RECORDS, FILEPASS = 512, 64, 4, 0x2F
BEGINNINGS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
"""Of a workbook of Excel 97 and later, and of 5 and 95."""
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")

_QUOTED = re.compile(r'="([^"]*)"')
"""`="0274000010"`: how other programs keep Excel from taking a text for a number."""

MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf", b"%pdf")
"""What other programs call .xls or .csv."""


def read_sheets(content: bytes, name: str) -> list[ReadTable]:
    """The visible sheets of a workbook, the one table of a CSV, or a bank's statement as one cell.

    Raises SheetError. Call it in a process apart.
    """
    if is_statement(content):
        return [ReadTable(MARK, [_read_bank(content)])]
    if len(content) > LARGEST:
        raise SheetError(SheetTrouble.TOO_BIG)
    if content.startswith(OLD_CONTAINER):
        is_locked = ENCRYPTED in content or _is_locked_xls(content)
        raise SheetError(SheetTrouble.PASSWORD if is_locked else SheetTrouble.XLS)
    if content.startswith(b"PK\x03\x04"):
        return _of_zip(content)
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith(MARKUP):
        raise SheetError(SheetTrouble.OTHER_FORMAT)
    if not name.lower().endswith((".csv", ".txt", ".tsv")) and not _is_cut_text(content):
        raise SheetError(SheetTrouble.UNREADABLE)
    text, letters = decode(content)
    return [ReadTable("", _of_csv(text)), *([ReadTable(LETTERS_MARK, [[letters]])] if letters else [])]


def _read_bank(content: bytes) -> list[str]:
    """The statement as it is carried on; or nothing, the trouble, and how many documents were whole."""
    try:
        statement = strip_outgoing(read_statement(content))
    except StatementError as error:
        return ["", error.trouble, str(error.documents)]
    return pack_statement(statement, hashlib.sha256(content).hexdigest())


def _of_zip(content: bytes) -> list[ReadTable]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            names = set(packed.namelist())
            if any(part.flag_bits & 1 for part in packed.infolist()) or _is_locked_ods(packed):
                raise SheetError(SheetTrouble.PASSWORD)
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise SheetError(SheetTrouble.TOO_HEAVY)
            is_book = any(each.endswith("workbook.xml") for each in names)
            if not is_book or names & OTHERS:
                raise SheetError(SheetTrouble.OTHER_FORMAT)
            return read_workbook(packed)
    except (BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError, ZlibError) as error:
        raise SheetError(SheetTrouble.DAMAGED) from error


def _is_locked_ods(packed: ZipFile) -> bool:
    """LibreOffice locks the parts, or since 24.2 all of them in one, and names that in a part of its own."""
    names = {part.filename: part.file_size for part in packed.infolist()}
    named = names.get(MANIFEST, LARGEST) < LARGEST and b"encryption-data" in packed.read(MANIFEST)
    return named or "encrypted-package" in names


def _is_locked_xls(content: bytes) -> bool:
    """The workbook begins at a piece of the container; one of its first records (a number, a length, bytes) says so."""
    for beginning in BEGINNINGS:
        at = content.find(beginning, HEAD)
        for _record in range(FIRST_RECORDS if at > 0 and at % PIECE == 0 else 0):
            number, length = unpack_from("<HH", content.ljust(at + 4, b"\0"), at)
            if number == FILEPASS:
                return True
            at += 4 + length
    return False


def _is_cut_text(content: bytes) -> bool:
    """A CSV, whatever it is called: no sign in it that no text has, and one that cuts in its first line."""
    if not content or (not is_wide(content) and _NO_TEXT.search(content[:65_536])):
        return False
    first = decode(content)[0].lstrip().partition("\n")[0]
    return any(each in first for each in CUTS)


def _of_csv(text: str) -> list[list[str]]:
    text = text if "\n" in text else text.replace("\r", "\n")
    dialect, text = _dialect(text)
    cells = Cells()
    try:
        for number, row in enumerate(csv.reader(StringIO(text), dialect)):
            for column, cell in enumerate(row):
                if said := _QUOTED.sub(r"\1", cell.strip()):
                    cells.put(number, column, said)
    except csv.Error as error:
        raise SheetError(SheetTrouble.UNREADABLE) from error
    return cells.rows()


def _dialect(text: str) -> tuple[type[csv.Dialect], str]:
    """How it is cut, and the text without a first line that says so: Excel's own «sep=;» is no row."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) <= 5:  # noqa: PLR2004  one letter, or none for a tab
        return _cut_at(said[4:] or "\t"), rest
    try:
        return csv.Sniffer().sniff(text[:4096], delimiters=CUTS), text
    except csv.Error:  # a heading longer than the sample, or one column alone
        return _cut_at(max(CUTS, key=first.count)), text


def _cut_at(letter: str) -> type[csv.Dialect]:
    class Dialect(csv.excel):
        delimiter = letter

    return Dialect
