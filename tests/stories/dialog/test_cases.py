"""Situations from fault reports of other bots: a form, a light question, a forward, an album, played as they stand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stories.entry.entry_day import dead_rows, kept
from tests.town import Someone, Town, plain

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()
]
"""`deeds` in their order, a plain text is typed; then what must be recorded, and what is asked last."""

NAMES = ("АгроЮг", "ЭкоДом", "Берег", "Вектор", "Ромашка", "Альфа-Строй")


async def do(town: Town, anna: Someone, deed: str | dict[str, Any]) -> None:
    match deed:
        case str():
            await anna.types(deed)
        case {"forwards": text}:
            await anna.forwards(text, hidden="Кто-то")
        case {"presses": label}:
            await anna.presses(label)
        case {"album": captions}:
            for caption in captions:
                await anna.phone.sends_photo(caption, album="a1")
            await town.settle()
        case _:
            raise AssertionError(deed)


async def recorded(town: Town, anna: Someone) -> dict[str, list[str]]:
    """In the words of the table."""
    after = await kept(town, anna)
    return {
        "payments": sorted(f"{each.client_name} {each.amount // 100} {each.due_on:%d.%m}" for each in after.payments),
        "facts": sorted(f"{each.client_name} {each.amount // 100}" for each in after.facts),
        "done": sorted(
            f"{each.type} {each.client_name}: {each.comment or ''}{' 📎' if each.file_id else ''}"
            for each in after.done
        ),
    }


@pytest.mark.part(3)
@pytest.mark.parametrize("case", CASES, ids=[f"{case['n']}: {case['situation']}" for case in CASES])
async def test_what_is_right_comes_of_it(town: Town, case: dict[str, Any]) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    for deed in case["deeds"]:
        await do(town, anna, deed)

    after = await recorded(town, anna)
    assert after == {kind: sorted(case.get(kind, [])) for kind in after}
    if "asked" in case:
        assert case["asked"] in plain((await anna.last()).text)
    await anna.sees_nothing_of("Не понял «")
    assert await dead_rows(town) == 0
