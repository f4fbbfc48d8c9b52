"""A line typed with the keyboard in the other alphabet: «jgkfnf 150r» is «оплата 150к»."""

from typing import Final

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KEYS: Final = str.maketrans(_LATIN + _LATIN.upper() + '{}:"<>~&', _RUSSIAN + _RUSSIAN.upper() + "ХЪЖЭБЮЁ?")
_SHARE: Final = 0.8


def in_russian_layout(text: str) -> str:
    """The text as the same keys would write it in Russian; empty where it is not written in Latin letters."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(1 for char in letters if char.isascii())
    return text.translate(_KEYS) if letters and latin >= _SHARE * len(letters) else ""
