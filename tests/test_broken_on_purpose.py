"""Mistakes that the checks must see, tried on the checks themselves."""

import pytest

from tests.broken_on_purpose import mypy_errors

pytestmark = pytest.mark.timeout(600)


def test_mypy_sees_what_is_wrong_and_nothing_else() -> None:
    right, wrong = "from sales.core.money import half_up", "half_up('two')"
    assert mypy_errors(f"{right}\n") == []
    (error,) = mypy_errors(f"{right}\n\n{wrong}\n")
    assert error.startswith("3: Argument 1 to ")


def test_a_model_is_not_constructed_of_just_anything() -> None:
    source = "from handlers.dialog.model import Draft\n\nDraft(draft_id=7)\nDraft(draft='x')\n"
    wrong_type, wrong_name = mypy_errors(source)
    assert wrong_type.startswith('3: Argument "draft_id"')
    assert wrong_name.startswith('4: Unexpected keyword argument "draft"')
