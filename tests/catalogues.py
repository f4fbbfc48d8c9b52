"""
The catalogues against the code: `python -m tests.catalogues`, and `--update` to collect the sentences anew.

pybabel compile says nothing of a wrong placeholder; msgfmt --check does where it is installed, and this does always.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tests.placeholders import Found, looked_at
from tests.sources import ROOT, paths_of

SPEAKING = ("bot", "handlers", "reports", "scheduler")
LANGUAGES = ("ru", "en")
UNSEEN = 39
"""Sentences that are filled out of sight (tests/placeholders.py). A new one is written where it is filled."""
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"\{([a-z_]\w*)?(?::[^}]*)?\}")


def path_of(language: str) -> Path:
    return ROOT / "locales" / language / "LC_MESSAGES" / "reper.po"


@cache
def said() -> Catalog:
    """Every sentence that stands in the code."""
    found = Catalog(project="Reper", version="0.1", fuzzy=False)
    for folder in SPEAKING:
        for name, line, sentence, comments, context in extract_from_dir(ROOT / folder, keywords=KEYWORDS):
            found.add(sentence, None, [(f"{folder}/{name}", line)], auto_comments=comments, context=context)
    return found


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as source:
        return read_po(source, locale=language)


def problems(language: str) -> Iterator[str]:
    """In words: what is missing, unused, untranslated, or has other placeholders than the code fills."""
    catalogue, code = read(language), said()
    known = {_key(message) for message in catalogue if message.id}
    wanted = {_key(message): message for message in code if message.id}
    for key in sorted(wanted.keys() - known, key=str):
        yield f"{language}: not in the catalogue: {key}"
    for key in sorted(known - wanted.keys(), key=str):
        yield f"{language}: in the catalogue, not in the code: {key}"
    for message in catalogue:
        if message.id:
            yield from (f"{language}: {problem}: {message.id!r}" for problem in _faults(message, catalogue.num_plurals))


@cache
def filled() -> Found:
    """What the sentences of the code are given."""
    return looked_at(paths_of(*SPEAKING))


def unfilled() -> Iterator[str]:
    """Sentences that are given more or less than they say; and where too many of them are filled out of sight."""
    found = filled()
    yield from found.wrong
    if len(found.unseen) > UNSEEN:
        yield f"{len(found.unseen)} sentences are filled out of sight, UNSEEN says {UNSEEN}:"
        yield from found.unseen


def _key(message: Message) -> tuple[str, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return (message.context or "", first)


def _faults(message: Message, plurals: int) -> Iterator[str]:
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    said_in = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(said_in) or (message.pluralizable and len(said_in) != plurals):
        yield "untranslated"
        return
    expected = {name for source in sources for name in PLACEHOLDER.findall(source)}
    for sentence in said_in:
        if not set(PLACEHOLDER.findall(sentence)) <= expected:
            yield "a placeholder that the code does not fill"
        elif not message.pluralizable and set(PLACEHOLDER.findall(sentence)) != expected:
            yield "a placeholder is missing"


def update() -> None:
    """Bring both catalogues to the sentences of the code: places anew, unused ones out, English filled by itself."""
    code = said()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(code, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        for message in catalogue:
            if language == "en" and message.id:
                message.string = message.id
            message.locations = []
        write(language, catalogue)


MADE = datetime(2026, 11, 29, tzinfo=UTC)


def write(language: str, catalogue: Catalog) -> None:
    text = BytesIO()
    catalogue.creation_date = MADE  # a moment of its own in each branch would be a conflict in each
    write_po(text, catalogue, sort_output=True, width=120, include_previous=False)
    path_of(language).write_bytes(text.getvalue())


def msgfmt(language: str) -> str:
    """What msgfmt --check says, where it is installed; empty is good."""
    if shutil.which("msgfmt") is None:
        return ""
    checked = subprocess.run(
        ["msgfmt", "--check-format", "--check-domain", "-o", "/dev/null", str(path_of(language))],
        capture_output=True,
        text=True,
        check=False,
    )
    return checked.stderr


def main() -> int:
    if "--update" in sys.argv:
        update()
    found = [problem for language in LANGUAGES for problem in problems(language)]
    found += [said for language in LANGUAGES if (said := msgfmt(language))]
    found += unfilled()
    print("\n".join(found) or "catalogues: complete")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
