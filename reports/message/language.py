"""
Which language is spoken now, and its sentences.

The catalogues are read from their .po files: a compiled copy that is older than its source says yesterday's words.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


class Language(StrEnum):
    RU = "ru"
    EN = "en"


LANGUAGES = tuple(Language)
CATALOGUES = Path(__file__).parent.parent.parent / "locales"

_language: ContextVar[str] = ContextVar("language", default="ru")


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything said inside is said in this language; an unknown one is Russian."""
    token = _language.set(language if language in LANGUAGES else "ru")
    try:
        yield
    finally:
        _language.reset(token)


def current_language() -> str:
    """«ru» or «en»: of the reader for whom is drawn, outside of `speaking` Russian."""
    return _language.get()


@cache
def catalogue(language: str) -> GNUTranslations:
    """Read once a process, from its .po file; `language` is one of LANGUAGES."""
    compiled = BytesIO()
    with (CATALOGUES / language / "LC_MESSAGES" / "reper.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(sentence: str) -> str:
    """The sentence in the language spoken now; `_` where it is used."""
    return catalogue(_language.get()).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The form that goes with the count in the language spoken now: Russian has three."""
    return catalogue(_language.get()).ngettext(one, many, count)


def pgettext(context: str, sentence: str) -> str:
    """As gettext, where one English word means several things."""
    return catalogue(_language.get()).pgettext(context, sentence)
