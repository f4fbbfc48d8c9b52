"""A sentence that is given something else than it says is found; what cannot be seen does not become more."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests import catalogues
from tests.placeholders import Found, looked_at
from tests.sources import READ_TOGETHER

pytestmark = READ_TOGETHER


def test_every_sentence_is_given_what_it_says() -> None:
    assert list(catalogues.unfilled()) == []


def test_most_sentences_are_in_sight() -> None:
    found = catalogues.filled()

    assert found.seen > 10 * len(found.unseen)


def found_in(tmp_path: Path, code: str) -> Found:
    (path := tmp_path / "said.py").write_text(dedent(code), "utf-8")
    return looked_at([path])


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ('fill(_("{n} of {total}"), n=1)', "nothing is given for total"),
        ('fill(_("{n}"), n=1, total=2)', "given and not said: total"),
        ('_("{n:>3} of {total}").format(n=1)', "nothing is given for total"),
        ('ngettext("{n} call", "{n} calls of {who}", 2).format(n=2)', "nothing is given for who"),
        ('pgettext("{c}", "{n}").format(c=2)', "nothing is given for n"),
        ('fill(_("{n}") if x else _("{sum}"), n=1)', "nothing is given for sum"),
        ('fill("{sign} {kind}", sign=1, kinds=2)', "nothing is given for kind"),
    ],
)
def test_a_wrong_call_is_found(tmp_path: Path, code: str, complaint: str) -> None:
    assert complaint in found_in(tmp_path, code).wrong[0]


def test_what_was_put_into_a_name_before_is_followed_in_its_own_function(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        """
        def line(late):
            told = _("Late: {n}") if late else _("In time")
            said = {"n": 1, "client": "Вектор"}
            return fill(told, **said), fill(told, m=2), fill(_("{m}"), **said | {"k": 2})

        def other(told):
            return fill(told, what=1)
        """,
    )

    assert [each.partition(": ")[2] for each in found.wrong] == [
        "nothing is given for m",
        "nothing is given for n",
        "given and not said: m",
    ]
    assert found.unseen == []


def test_what_is_filled_elsewhere_is_counted(tmp_path: Path) -> None:
    found = found_in(tmp_path, """WORDS = {1: lambda: _("At {n}")}\nfill(_("{n} of {m}"), **made())\n_("no place")""")

    assert [each.rpartition(":")[2] for each in found.unseen] == ["2", "1"]
    assert found.wrong == []
