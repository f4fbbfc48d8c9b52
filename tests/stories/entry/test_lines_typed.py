"""Lines as people type them, through the chat: what was saved, or what was asked."""

from pathlib import Path

import pytest

from tests.stories.entry.lines_told import at_work, what_comes
from tests.town import Town

ROWS = [
    row.split("\t")
    for row in Path(__file__).with_name("lines.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


@pytest.mark.part(3)
@pytest.mark.parametrize(("said", "comes"), ROWS)
async def test_a_line_is_what_it_says(town: Town, said: str, comes: str) -> None:
    anna = await at_work(town)

    assert await what_comes(town, anna, said.replace("⏎", "\n")) == comes.replace("⏎", "\n")
