"""Shapes of a picture as SVG, and their rendering into a PNG. The library that renders is known to this file alone."""

import re
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from markupsafe import escape

FONT = "Roboto"
LETTER = 0.56
"""Of the letters' size: how wide one is on the average, a little more than less. A test asks the font."""

_INSTEAD = str.maketrans({"→": "›", "▶": "›", "←": "‹"})
_PICTURES = re.compile("[\u2190-\u21ff\u2300-\u2bff\u3000-\u303f\ufe00-\ufe0f\u200d\U0001f000-\U000fffff]+")

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def text(at: Point, said: str, size: float, colour: str, *, bold: bool = False, anchor: Anchor = "start") -> str:
    """Its base line begins or ends at the point; a pale edge keeps it readable upon a line."""
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{at[0]:.0f}" y="{at[1]:.0f}" font-size="{size:.0f}" fill="{colour}" text-anchor="{anchor}"{weight}'
        f' stroke="#fff" stroke-width="8" stroke-linejoin="round" paint-order="stroke">{escape(_visible(said))}</text>'
    )


def box(at: Point, width: float, height: float, colour: str) -> str:
    """Filled, with its upper left corner at the point; all figures are pixels of the picture."""
    return f'<rect x="{at[0]:.1f}" y="{at[1]:.1f}" width="{width:.1f}" height="{height:.1f}" rx="8" fill="{colour}"/>'


def frame(at: Point, width: float, height: float, colour: str, edge: str) -> str:
    """A box with an edge inside it."""
    x, y = at[0] + 2, at[1] + 2
    size = f'width="{max(0, width - 4):.1f}" height="{max(0, height - 4):.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} rx="8" fill="{colour}" stroke="{edge}" stroke-width="4"/>'


def dot(at: Point, radius: float, colour: str) -> str:
    """Around the point, with a pale edge."""
    return f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius}" fill="{colour}" stroke="#fff" stroke-width="4"/>'


def line(points: Iterable[Point], colour: str, width: float, dashes: str = "") -> str:
    """Through the points; `dashes` are lengths, drawn and left out in turn."""
    return (
        f'<polyline points="{_places(points)}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-linejoin="round" stroke-linecap="round" stroke-dasharray="{dashes or "none"}"/>'
    )


def area(points: Iterable[Point], colour: str) -> str:
    """Pale, within the points."""
    return f'<polygon points="{_places(points)}" fill="{colour}" fill-opacity="0.12"/>'


def whole(width: int, height: int, shapes: Sequence[str]) -> str:
    """A document that stands by itself, on white paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' font-family="{FONT}, sans-serif"><rect width="100%" height="100%" fill="#fff"/>{"".join(shapes)}</svg>'
    )


def size_in(width: float, said: str, largest: float) -> float:
    """The letters' size with which a text stays within a width."""
    return min(largest, width / (LETTER * max(1, len(said))))


def render(svg: str) -> bytes:
    """A PNG. Slow (0.1 s): call it in a thread. Letters are of the font's package, whatever the machine has."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415  only who draws waits for it

    return svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(font_file())], font_family=FONT)


def font_file() -> Path:
    """Of the installed package: an open font with Cyrillic and ₽, in all weights."""
    package = find_spec("fontpkg_roboto")
    if package is None or package.origin is None:
        raise FileNotFoundError("fontpkg-roboto is not installed")
    return Path(package.origin).parent / "files" / "Roboto[wdth,wght].ttf"


def _places(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _visible(said: str) -> str:
    """XML takes no control characters, and a typed name may hold one; kinds of spaces look alike.

    The font has no arrows and no emoji: a box would stand for each.
    """
    shown = "".join(each if each.isprintable() else " " for each in said.translate(_INSTEAD))
    return " ".join(_PICTURES.sub(" ", shown).split()) if _PICTURES.search(shown) else shown
