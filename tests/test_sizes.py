"""A file is one idea, and is read at one sitting: whoever makes one longer finds the second idea in it."""

from tests.test_documents import ROOMS, ROOT

MOST_LINES = 300


def test_no_file_of_the_product_is_long() -> None:
    """But for migrations, which are written once and never read again as a whole."""
    long = {
        str(path.relative_to(ROOT)): count
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if room != "tests" and "versions" not in path.parts
        if (count := path.read_text(encoding="utf-8").count("\n")) > MOST_LINES
    }

    assert long == {}
