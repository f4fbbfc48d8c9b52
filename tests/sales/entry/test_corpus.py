"""The corpora of lines: our own by kinds of fault, and the users' own (docs/entry.md tells the figures)."""

import pytest

from sales.entry.clients.name_forms import normal_form, stem
from sales.entry.clients.names import Found
from sales.entry.message import hear
from tests.entry_corpus import CASES, CORPUS, DOCUMENT, FRESH, Line, Verdict, document, judge, judged, lines_of, share
from tests.rows import each_row
from tests.samples import sized

pytestmark = [pytest.mark.xdist_group("corpus"), pytest.mark.timeout(600), pytest.mark.part]


def test_nothing_wrong_is_saved_in_silence() -> None:
    wrong = [each for each in judged(CORPUS, FRESH) if each.verdict is Verdict.WRONG]

    assert not wrong


def test_nearly_every_line_is_understood_or_asked_with_the_one_right_question() -> None:
    found = judged(CORPUS, FRESH)

    assert len(found) >= 400
    assert share(found, Verdict.RIGHT) >= 92
    assert share(found, Verdict.NEEDLESS) <= 8


def test_a_name_that_nobody_has_is_never_somebody() -> None:
    """The clients of the other departments, said in one of the last: asked or new, whatever letters they share."""
    departments = list({line.said.clients: line.said for line in lines_of(FRESH)}.values())
    names = sorted({client.name for said in departments for client in said.clients} | LIKE_OTHERS)
    taken = []
    for said in departments[-sized(1, 4) :]:
        own = {word for client in said.clients for word in stem(client.normal).split()}
        strange = [name for name in names if not own & set(stem(normal_form(name)).split())]
        heard = [(name, hear(f"оплата {name} 40к пт", said)) for name in strange]
        taken += [name for name, each in heard for entry in each.entries if isinstance(entry.client, Found)]

    assert not taken


LIKE_OTHERS = {"Заречная", "Аптекарь", "Пекарня", "Форвардер", "Зарядка", "Мастеровой", "Орловский", "Клеверленд"}


@each_row("line", list(lines_of(CASES)))
def test_a_line_of_the_users_comes_to_what_is_right(line: Line) -> None:
    assert judge(line).verdict is Verdict.RIGHT, judge(line).got


@pytest.mark.parametrize(
    ("text", "right", "verdict"),
    [
        ("оплата Ромашка 150к завтра", "expect · Ромашка · 150000 · 03.12", Verdict.RIGHT),
        ("оплата Ромашка 150к завтра", "expect · Ромашка · 160000 · 03.12", Verdict.WRONG),
        ("оплата Ромашка 150к завтра", "expect · Вектор · 150000 · 03.12", Verdict.WRONG),
        ("оплата Ромашка 150к завтра", "expect · Ромашка · 150000 · 03.12 · «аренда»", Verdict.WRONG),
        ("пришло 50к Вектор и 70к Ромашка", "fact · Вектор · 50000 · 02.12", Verdict.WRONG),
        ("оплата Ромашка 150 завтра", "expect · Ромашка · 150|150000 · 03.12", Verdict.NEEDLESS),
        ("оплата Ромашка 150к", "expect · Ромашка · 150000 · 03.12", Verdict.OTHERWISE),
        ("куплю гараж", "expect · Ромашка · 150000 · 03.12", Verdict.OTHERWISE),
    ],
)
def test_the_judge_itself_can_find_fault(text: str, right: str, verdict: Verdict) -> None:
    assert judge(Line("", text, (right,))).verdict is verdict


@pytest.mark.samples
def test_the_document_tells_the_figures_of_today() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(judged(CORPUS, FRESH), judged(CASES))
