"""The check for dead names finds them, and finds none."""

from pathlib import Path

from tests.dead_names import ALLOWED, dead_names, unused_names
from tests.sources import READ_TOGETHER

pytestmark = READ_TOGETHER


def test_every_public_name_is_used_by_the_product() -> None:
    assert dead_names() == []


def test_what_is_allowed_is_still_there_and_still_unused() -> None:
    assert {each.rpartition(": ")[2] for each in unused_names()} == set(ALLOWED)


def test_dead_functions_classes_constants_and_methods_are_found(tmp_path: Path) -> None:
    code = "A = B = 1\nclass C:\n def d(self): return B\n def _e(self): ...\ndef f(): return C()\nasync def g(): ...\n"
    (tmp_path / "sales").mkdir()
    (tmp_path / "sales" / "here.py").write_text(code, encoding="utf-8")
    assert dead_names(tmp_path) == [f"sales/here.py: {name}" for name in ("A", "C.d", "f", "g")]
