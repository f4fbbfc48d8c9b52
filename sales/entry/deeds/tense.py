"""When a word for a deed says that it is."""

from enum import StrEnum


class Tense(StrEnum):
    DONE = "done"
    """«позвонил»"""
    AHEAD = "ahead"
    """«позвонить»"""
    OPEN = "open"
    """«звонок»: the day tells."""
