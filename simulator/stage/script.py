"""
A story for the page to play: who does what at which time of a day, and a sentence that says what is to be seen.

The simulator carries it and checks its shape; what it is about, only the one who wrote it knows.
"""

import re
from typing import Final

from simulator.clock import read_instant
from simulator.wire import JsonObject

DEEDS: Final = {"types", "presses", "sends", "sees"}
STEP: Final = {"at", "person", "say", *DEEDS}
WALL = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def check(script: JsonObject) -> JsonObject:
    """The script as it may be played; ValueError with a sentence otherwise."""
    if strange := script.keys() - {"title", "mornings", "steps", "files"}:
        raise ValueError(f"unknown: {', '.join(sorted(strange))}; known: title, mornings, steps, files")
    if not script.get("title") or not script.get("steps"):
        raise ValueError("a story has a title and steps")
    mornings = sorted(read_instant(each) for each in script.get("mornings", []))
    if not mornings:
        raise ValueError("a story begins on one of its mornings: instants, the first that is not over is taken")
    steps = [_step(number, step) for number, step in enumerate(script["steps"], 1)]
    files = [_file(each) for each in script.get("files", [])]
    begins = [each.isoformat() for each in mornings]
    return {"title": str(script["title"]), "mornings": begins, "steps": steps, "files": files}


def _file(offered: JsonObject) -> JsonObject:
    """On whose phone it is offered, what it is called, and its bytes in base64."""
    if offered.keys() != {"person", "name", "content"}:
        raise ValueError("an offered file has a person, a name and its content in base64")
    return offered


def _step(number: int, step: JsonObject) -> JsonObject:
    if strange := step.keys() - STEP:
        raise ValueError(f"step {number}: unknown: {', '.join(sorted(strange))}; known: {', '.join(sorted(STEP))}")
    if not WALL.fullmatch(step.get("at", "00:00")):
        raise ValueError(f"step {number}: «{step['at']}» is no time of a day; one is 09:05")
    deeds = step.keys() & DEEDS
    if len(deeds) > 1 or (deeds and "person" not in step):
        raise ValueError(f"step {number}: one deed, of one person")
    if not deeds and "at" not in step and "say" not in step:
        raise ValueError(f"step {number}: nothing happens in it")
    return step
