"""Stories of several sentences: what each says is recorded, what none says is nobody's, what is not clear is asked."""

from sales.entry.message import hear
from tests.entry_corpus import SAID
from tests.entry_readings import reading_of
from tests.rows import each_row

READ = (
    (
        "Берег. Была. Оставила каталог. Зайду 16-го в 11.",
        "meeting · Берег · 02.12 + meeting plan · Берег · 16.12 11:00",
    ),
    (
        "Хороший день! Вектор оплатил 64к. Ромашка 31к завтра.",
        "fact · ООО «Вектор» · 64000 · 02.12 + expect · Ромашка · 31000 · 03.12",
    ),
    ("Вектор взяли 24 колеса. По 6500, итого 156 тысяч завтра.", "expect · ООО «Вектор» · 156000 · 03.12"),
)
ASKED = (
    "Был в 4 местах. В Береге подписали акт. В Киме отказали. У Ромашки закрыто.",
    "Ездил в Берег. Договорились на пробную партию 220 тысяч. Предоплата половина до 15-го.",
    "Вектор. звонок. директор в отпуске до 14",
    "Звонил Марине: оплата 340 сдвигается на 8-е",
    "встреча с Кимом в пт в 10, 120к",
    "Вектор оплатил 50к. Шучу.",
    "✅ вектор 30к пришло\n❌ ким не оплатил",
)


@each_row("text, told", READ)
def test_each_sentence_is_a_record_of_its_own(text: str, told: str) -> None:
    records = [record.split(" · «")[0] for record in reading_of(text, SAID).split(" + ")]
    assert " + ".join(records) == told


@each_row("text", ASKED)
def test_a_story_that_is_not_clear_is_asked_about(text: str) -> None:
    assert not all(each.certain for each in hear(text, SAID).entries)
