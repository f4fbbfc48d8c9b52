"""
What stands in a cell of a person's table in the place of a value that is not there.

A cell that holds something is never taken for an empty one: whoever reads the table says what could not be read.
"""

from typing import Final

FORMULA: Final = "="
"""Before a formula whose value the file does not hold: a program wrote it, and no table program has worked it out."""

ZERO: Final = " → 0"
"""Behind a formula that shows 0. LibreOffice, and programs that fill in somebody's workbook, save 0 for what they have
never worked out: it looks like a true one.
"""

DITTO: Final = "〃"
"""Below the first row of merged cells. People write it by hand too, for «as above»."""

_DITTOS: Final = frozenset({DITTO, '"', "″", "-//-", "--//--", "—//—", '-"-', "-“-"})


def is_formula(text: str) -> bool:
    """Whether the cell shows a formula that nothing has worked out, or not for certain."""
    return text.startswith(FORMULA)


def is_zero(text: str) -> bool:
    """Whether the cell shows a formula, and 0."""
    return is_formula(text) and text.endswith(ZERO)


def says_something(text: str) -> bool:
    """Not blank, and no formula that was drawn down beside empty cells, where it shows 0."""
    return bool(text.strip()) and not is_zero(text)


def is_ditto(text: str) -> bool:
    """«〃», «-//-», a lone quote: as in the row above."""
    return text.replace(" ", "") in _DITTOS


def is_error(text: str) -> bool:
    """#REF!, #ССЫЛКА!, #DIV/0!, #Н/Д: what a formula shows that cannot be worked out."""
    return text.startswith("#") and text[1:2].isalpha() and text.endswith(("!", "?", "/A", "/Д"))
