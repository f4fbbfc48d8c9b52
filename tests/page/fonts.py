"""
What a text measures must not depend on the machine: letters are the page's own font, and signs are boxes.

Emoji and arrows come from the system, which may have no font for them. Here all of them are boxes as wide as an emoji
of Noto's or Apple's, out of a font made on the spot.
"""

from base64 import b64encode
from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from simulator.front.pages import font_files

EM = 1000
SIGN = 1245
"""A sign's width in thousandths of the font's size, as an emoji of Noto Color Emoji has it."""

SIGNS = (range(0x2100, 0x2C00), range(0x1F000, 0x1FB00))
UNSEEN = (0xFE0F, 0x200D, 0x20E3)
INTO_THE_PAGE = """
document.fonts.add(new FontFace("Signs", Uint8Array.from(atob("%s"), (letter) => letter.charCodeAt(0))));
addEventListener("DOMContentLoaded", () => document.documentElement.style.setProperty("--font", '"Page", "Signs"'));
"""


@cache
def page_font() -> TTFont:
    """The one the page is set in, as an object to be asked."""
    return TTFont(font_files()["roboto.ttf"])


@cache
def only_the_pages_font() -> str:
    """A script for a page about to be opened, after which no font of the machine has a say."""
    return INTO_THE_PAGE % b64encode(_boxes()).decode()


def _boxes() -> bytes:
    font = FontBuilder(EM)
    own = page_font().getBestCmap()
    names = {code: "box" for signs in SIGNS for code in signs if code not in own}
    font.setupGlyphOrder([".notdef", "box", "nothing"])
    font.setupCharacterMap(names | dict.fromkeys(UNSEEN, "nothing"))
    font.setupGlyf({".notdef": _box(), "box": _box(), "nothing": TTGlyphPen(None).glyph()})
    font.setupHorizontalMetrics({".notdef": (SIGN, 0), "box": (SIGN, 0), "nothing": (0, 0)})
    font.setupHorizontalHeader(ascent=950, descent=-250)
    font.setupNameTable({"familyName": "Signs", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=950, sTypoDescender=-250, usWinAscent=950, usWinDescent=250)
    font.setupPost()
    font.save(made := BytesIO())
    return made.getvalue()


def _box() -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (SIGN - 100, 800), (SIGN - 100, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
