"""`.env` looked at before it is read: what would be passed over in silence is said."""

import os
import re
from collections.abc import Collection
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from sales.core.errors import ReperError

NEARLY = 0.88
"""DATABASE_ULR is, and HTTP_PROXY is not."""
_NAMED = re.compile(r"\$\{([^}:]+)\}")
SEE = "config.example.env shows every setting."


class EnvFileError(ReperError):
    """The file is not what somebody who wrote it believes."""


def look_at_file(file: Path, ours: Collection[str]) -> None:
    """Raises EnvFileError for a line that cannot be read, a name that is nearly one of `ours`, a value that names what
    nobody has set. A pipe, out of which a keeper of secrets tells it, is read once alone.
    """
    if file.is_dir():  # as Docker makes it of a file that is to be mounted and is not there
        raise EnvFileError(f"{file} is a folder where the file of settings should be. Move it away.")
    if file.is_symlink() and not file.exists():
        raise EnvFileError(f"{file} is a link to what is not there. Bring that back, or unlink it.")
    try:
        text = file.read_text(encoding="utf-8-sig") if file.is_file() else ""
    except UnicodeDecodeError:
        raise EnvFileError(f"{file} is not in UTF-8. Save it anew; {SEE}") from None
    except OSError as error:
        raise EnvFileError(f"{file} cannot be read ({error.strerror}). It has to belong to the bot's user.") from None
    named = {*os.environ}
    for line in parse_stream(StringIO(text)):
        if said := _find_wrong(line, ours, named):
            raise EnvFileError(f"{file}: {said}. {SEE}")
        named.add(line.key or "")


def _find_wrong(line: Binding, ours: Collection[str], named: Collection[str]) -> str:
    if line.error or (line.key and line.value is None):
        return f"line {_line_of(line)} cannot be read: expected NAME=value"
    if not line.key or line.value is None:
        return ""
    key = line.key.upper()
    if key not in ours:
        meant = get_close_matches(key, ours, 1, NEARLY)
        return f"{line.key} is no setting; {meant[0]} is" if meant else ""
    unset = [each for each in _NAMED.findall(line.value) if each not in named]
    return f"{line.key} names {unset[0]}, which is not set" if unset else ""


def _line_of(line: Binding) -> int:
    """The parser counts the empty lines before it to it."""
    said = line.original.string
    return line.original.line + len(said) - len(said.lstrip("\r\n"))
