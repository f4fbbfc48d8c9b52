"""
A workbook's visible sheets, cell by cell as they stand in the file.

Nothing is sized by what a file says of itself: two cells, A1 and the last one of the sheet, once made a reader take
half a terabyte. A formula whose value is not stored, or is 0, keeps its own text, and a cell under a merged one says so
(sales.plans.cell_marks): what cannot be read must not look like an empty cell.
"""

import re
from datetime import date, datetime, timedelta
from posixpath import join, normpath
from zipfile import ZipFile

from bot.delivery.sheets.limits import LONGEST_CELL, MOST_SHEETS, Cells, ReadTable, SheetError, SheetTrouble
from bot.delivery.sheets.zipped_xml import ZippedXml
from sales.imports.packing import HIDDEN_MARK
from sales.plans.cell_marks import DITTO, FORMULA, ZERO

DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of the formats that every program knows without their text."""

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY = re.compile(r"[dyдг]|m{3}", re.IGNORECASE)


def read_workbook(packed: ZipFile) -> list[ReadTable]:
    """At most MOST_SHEETS; hidden sheets are nobody's to fill: they are named, and not read. Raises SheetError."""
    parts = ZippedXml(packed)
    book = _Book(parts)
    tables = [ReadTable(title, _Sheet(parts, book, name).rows()) for title, name in book.sheets[:MOST_SHEETS]]
    if not tables:
        raise SheetError(SheetTrouble.UNREADABLE)
    hidden = [title[:LONGEST_CELL] for title in book.hidden[:MOST_SHEETS]]
    return [*tables, *([ReadTable(HIDDEN_MARK, [hidden])] if hidden else [])]


class _Book:
    """What all sheets share: their order, texts that are kept once, which formats are days."""

    def __init__(self, parts: ZippedXml) -> None:
        self.sheets: list[tuple[str, str]] = []
        """Title and part of each visible one."""
        self.hidden: list[str] = []
        self.since = datetime(1899, 12, 30)  # noqa: DTZ001  Excel's days have no zone
        path = _main_part(parts)
        folder, _, file = path.rpartition("/")
        self._targets = _links(parts, f"{folder}/_rels/{file}.rels".lstrip("/"), folder)
        parts.parse(path, self._begin)
        self.texts = _texts(parts, self._part_of("sharedStrings"))
        self.days = _days(parts, self._part_of("styles"))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        match tag:
            case "sheet" if given.get("state", "visible") == "visible":
                kind, target = self._targets.get(given.get("id", ""), ("", ""))
                if kind == "worksheet":
                    self.sheets.append((given.get("name", ""), target))
            case "sheet" if self._targets.get(given.get("id", ""), ("", ""))[0] == "worksheet":
                self.hidden.append(given.get("name", ""))
            case "workbookPr" if given.get("date1904") in {"1", "true"}:
                self.since = datetime(1904, 1, 1)  # noqa: DTZ001
            case _:
                pass

    def _part_of(self, kind: str) -> str | None:
        return next((target for found, target in self._targets.values() if found == kind), None)


def _main_part(parts: ZippedXml) -> str:
    found = [target for kind, target in _links(parts, "_rels/.rels", "").values() if kind == "officeDocument"]
    return found[0] if found else "xl/workbook.xml"


def _links(parts: ZippedXml, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Kind and part behind each id."""
    found: dict[str, tuple[str, str]] = {}

    def begin(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship":
            target = given.get("Target", "")
            path = target if target.startswith("/") else join(folder, target)
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], normpath(path).lstrip("/"))

    if name in parts.names:
        parts.parse(name, begin)
    return found


def _texts(parts: ZippedXml, name: str | None) -> list[str]:
    found: list[str] = []
    said: list[str] = []
    inside: list[str] = []

    def begin(tag: str, _given: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "si":
            said.clear()

    def end(tag: str) -> None:
        inside.pop()
        if tag == "si":
            found.append("".join(said)[:LONGEST_CELL])

    def text(piece: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:  # how a name is read aloud is no part of it
            said.append(piece)

    if name is not None and name in parts.names:
        parts.parse(name, begin, end, text)
    return found


def _days(parts: ZippedXml, name: str | None) -> frozenset[int]:
    """The numbers of those styles of a cell that show a number as a day."""
    own: dict[str, str] = {}
    styles: list[str] = []
    inside: list[str] = []

    def begin(tag: str, given: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "numFmt":
            own[given.get("numFmtId", "")] = given.get("formatCode", "")
        if tag == "xf" and "cellXfs" in inside:
            styles.append(given.get("numFmtId", "0"))

    def end(_tag: str) -> None:
        inside.pop()

    if name is not None and name in parts.names:
        parts.parse(name, begin, end)
    return frozenset(at for at, number in enumerate(styles) if _shows_day(number, own.get(number)))


def _shows_day(number: str, code: str | None) -> bool:
    if code is None:
        return number.isdigit() and int(number) in DATES
    return bool(_DAY.search(_LITERALS.sub("", code)))


class _Sheet:
    def __init__(self, parts: ZippedXml, book: _Book, name: str) -> None:
        self._book = book
        self._cells = Cells()
        self._merged: list[str] = []
        self._row = self._column = -1
        self._kind = self._style = ""
        self._tag = ""
        self._formula: list[str] | None = None
        self._value: list[str] = []
        parts.parse(name, self._begin, self._end, self._text)
        self._mark_merged()

    def rows(self) -> list[list[str]]:
        return self._cells.rows()

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._tag = tag
        match tag:
            case "row":
                self._row = _whole(given.get("r"), self._row + 2) - 1
                self._column = -1
            case "c":
                place = REFERENCE.fullmatch(given.get("r", ""))
                self._column = _column(place[1]) if place else self._column + 1
                self._row = int(place[2]) - 1 if place else self._row
                self._kind, self._style = given.get("t", "n"), given.get("s", "0")
                self._formula, self._value = None, []
            case "f":
                self._formula = []
            case "mergeCell":
                self._merged.append(given.get("ref", ""))
            case _:
                pass

    def _text(self, piece: str) -> None:
        if self._tag in {"v", "t"}:
            self._value.append(piece)
        elif self._tag == "f" and self._formula is not None:
            self._formula.append(piece)

    def _end(self, tag: str) -> None:
        self._tag = ""
        if tag == "c" and (text := self._show()):
            self._cells.put(self._row, self._column, text)

    def _show(self) -> str:
        said = "".join(self._value)
        if self._formula is not None and self._kind != "str" and not said:
            return FORMULA + "".join(self._formula)
        if self._formula is not None and self._kind in {"n", "str"} and _is_zero(said):
            return FORMULA + "".join(self._formula)[: LONGEST_CELL - 10] + ZERO
        match self._kind:
            case "s":
                return self._find_text(said)
            case "n":
                return self._number(said)
            case _:  # a text, an error, a flag, an ISO day
                return said.strip()

    def _find_text(self, said: str) -> str:
        number = _whole(said, -1)
        return self._book.texts[number].strip() if 0 <= number < len(self._book.texts) else ""

    def _number(self, said: str) -> str:
        try:
            number = float(said)
            if number >= 1 and self._style.isdigit() and int(self._style) in self._book.days:
                return show_value(self._book.since + timedelta(days=number))
        except (ValueError, OverflowError):
            return said.strip()
        return show_value(number)

    def _mark_merged(self) -> None:
        """The rows below the first of merged cells: what stands above is meant there too."""
        for reference in self._merged:
            corners = [REFERENCE.fullmatch(each) for each in reference.split(":")]
            if len(corners) != 2 or not (first := corners[0]) or not (last := corners[1]):  # noqa: PLR2004
                continue
            top, column = int(first[2]) - 1, _column(first[1])
            if self._cells.has(top, column):
                for row in range(top + 1, min(int(last[2]), self._cells.height)):
                    self._cells.put(row, column, DITTO)


def _is_zero(said: str) -> bool:
    """«0», «0.0», «-0»."""
    return said.strip("-0.") == "" != said


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1


def _whole(said: str | None, otherwise: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 10 else otherwise  # noqa: PLR2004


def show_value(value: float | date) -> str:
    """A number without the .0 that Excel gave it, a day as ISO."""
    match value:
        case float() if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  more a float does not hold exactly
            return str(int(value))
        case datetime():
            return (value.date() if value.time() == datetime.min.time() else value).isoformat()
        case _:
            return str(value)
