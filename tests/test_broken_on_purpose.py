"""Mistakes that the checks must see, tried on the checks themselves."""

import pytest

from tests.broken_on_purpose import SEEN_BY_MYPY, Broken

pytestmark = [SEEN_BY_MYPY, pytest.mark.timeout(600)]

RIGHT = Broken("from sales.core.money import half_up\n")
WRONG = Broken("from sales.core.money import half_up\n\nhalf_up('two')\n")
OF_ANYTHING = Broken("from handlers.dialog.model import Draft\n\nDraft(draft_id=7)\nDraft(draft='x')\n")


def test_mypy_sees_what_is_wrong_and_nothing_else() -> None:
    assert RIGHT.errors() == []
    (error,) = WRONG.errors()
    assert error.startswith("3: Argument 1 to ")


def test_a_model_is_not_constructed_of_just_anything() -> None:
    wrong_type, wrong_name = OF_ANYTHING.errors()
    assert wrong_type.startswith('3: Argument "draft_id"')
    assert wrong_name.startswith('4: Unexpected keyword argument "draft"')
