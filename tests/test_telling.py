"""Somebody else is told in their own language: a message for them is written by `tell_person`, or drawn by a view."""

import ast
from pathlib import Path

HANDLERS = Path(__file__).parents[1] / "handlers"

WRITTEN_THERE = "telling.py"


def test_no_message_for_another_is_written_in_the_presss_language() -> None:
    files = [each for each in HANDLERS.rglob("*.py") if each.name != WRITTEN_THERE]
    assert [f"{each}:{line}" for each in files for line in find_told(each)] == []


def find_told(file: Path) -> list[int]:
    """The lines of `Say(Message(…), to=…)`."""
    return [
        call.lineno
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) == "Say"
        and any(each.arg == "to" for each in call.keywords)
        and ast.unparse(call.args[0]).startswith("Message(")
    ]
