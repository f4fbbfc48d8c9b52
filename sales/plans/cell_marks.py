"""
What stands in a cell of a person's table in the place of a value that is not there.

A cell that holds something is never taken for an empty one: whoever reads the table says what could not be read.
"""

from typing import Final

FORMULA: Final = "="
"""Before a formula whose value the file does not hold: a program wrote it, and no table program has worked it out."""

DITTO: Final = "〃"
"""Below the first row of merged cells. People write it by hand too, for «as above»."""

_DITTOS: Final = frozenset({DITTO, '"', "″", "-//-", "--//--", "—//—", '-"-', "-“-"})


def is_formula(text: str) -> bool:
    """Whether the cell shows a formula that nothing has worked out."""
    return text.startswith(FORMULA)


def is_ditto(text: str) -> bool:
    """«〃», «-//-», a lone quote: as in the row above."""
    return text.replace(" ", "") in _DITTOS


def is_error(text: str) -> bool:
    """#REF!, #ССЫЛКА!, #DIV/0!, #Н/Д: what a formula shows that cannot be worked out."""
    return text.startswith("#") and text[1:2].isalpha() and text.endswith(("!", "?", "/A", "/Д"))
