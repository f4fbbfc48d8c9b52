"""Both languages are complete, and nothing stands in a catalogue that nobody says."""

import shutil

import pytest

from tests import catalogues
from tests.sources import READ_TOGETHER

pytestmark = READ_TOGETHER


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_sentence_is_said_in_both_languages_with_its_placeholders(language: str) -> None:
    assert list(catalogues.problems(language)) == []


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not installed; CI has it")
@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_msgfmt_agrees(language: str) -> None:
    assert catalogues.msgfmt(language) == ""


def test_a_wrong_placeholder_would_be_found() -> None:
    catalogue = catalogues.read("ru")
    message = catalogue.add("Recorded: {sum}", "Записано: {summa}")

    assert list(catalogues._faults(message, 3)) == ["a placeholder that the code does not fill"]
