"""Numbers in words, as voice keyboards and people in a hurry write them: «сто пятьдесят», «двести»."""

from typing import Final

_UNITS = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
_TEENS = "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
_TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот"

VALUES: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate(f"{_UNITS} {_TEENS}".split())},
    **{word: value * 10 for value, word in enumerate(_TENS.split(), 2)},
    **{word: value * 100 for value, word in enumerate(_HUNDREDS.split(), 1)},
    "одна": 1,
    "одну": 1,
    "две": 2,
}
WORD: Final = "(?:" + "|".join(sorted(VALUES, key=len, reverse=True)) + ")"
NUMERAL: Final = rf"{WORD}(?: {WORD})*"
"""A run of number words, of which not every one is a number: «сто пятьсот» is none."""


def numeral(text: str) -> int | None:
    """0 to 999; None where the words do not add up to one number."""
    total, room = 0, 1000
    for value in (VALUES[word] for word in text.split()):
        if value >= room:
            return None
        total, room = total + value, _room_after(value)
    return total


def _room_after(value: int) -> int:
    """After hundreds less than a hundred can follow, after tens one to nine, after anything else nothing."""
    if value >= 100:  # noqa: PLR2004
        return 100
    return 10 if value >= 20 else 0  # noqa: PLR2004
