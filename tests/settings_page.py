"""docs/settings.md, made of the settings: names and defaults from the code, words from config.example.env."""

import re
import sys
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "settings.md"
EXAMPLE = ROOT / "config.example.env"

HEAD = """# Settings

By environment or in `.env`; the environment wins. One that is wrong ends the start with a sentence that names it.
This page is made by `make settings`.

| setting | default | what it is |
|---|---|---|
"""


def make_page() -> str:
    """The whole page, as it should stand in the file."""
    words = read_words()
    rows = [_row(name.upper(), _default(name), words[name.upper()]) for name in Settings.model_fields]
    return HEAD + "".join(rows) + _row("DEMO_PORT", "8090", words["DEMO_PORT"])


def read_words() -> dict[str, str]:
    """Setting → what stands above it in the example."""
    found, said = {}, []
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said.append(line.removeprefix("# "))
        elif name := re.match(r"([A-Z_]+)=", line):
            found[name[1]] = " ".join(said)
        if not line.startswith("# "):
            said = []
    return found


def _default(name: str) -> str:
    field = Settings.model_fields[name]
    if field.is_required():
        return ""
    return str(field.default).lower() if isinstance(field.default, bool) else str(field.default)


def _row(name: str, default: str, words: str) -> str:
    return f"| `{name}` | {f'`{default}`' if default else ''} | {words} |\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(make_page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != make_page():
        sys.exit("docs/settings.md is not what the settings say: make settings")
