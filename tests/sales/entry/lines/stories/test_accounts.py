"""Every word of a line is accounted for: what no reader has read changes no record in silence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sales.entry.message import hear
from tests.entry_corpus import SAID
from tests.entry_readings import reading_of
from tests.rows import each_row

ASKED = [
    ("вектору завтра кп на 500к", "кп на"),
    ("вектор 50к завтра отгрузка", "отгрузка"),
    ("15000 штук завтра вектор", "15000 штук"),
    ("вектор 200к, предоплата 50% в пт", "предоплата 50%"),
    ("вектор 100к половину завтра", "половину"),
    ("вектор заплатил половину 100к", "половину 100к"),
    ("заплатил по 10к вектор", "по 10к"),
    ("пришло 50к вектор: но вернут 5к", "но вернут 5к"),
    ("оплата вектор 50к завтра от сергея павловича", "сергея"),
    ("вчра звонил вектору", "вчра"),
    ("в прошлом месяце был в векторе", "в прошлом месяце"),
    ("звонил вектору в пятницу встреча", "встреча"),
    ("встреча с вектором завтра в 15, нет, в 16", "в 16"),
    ("встреча Вектор завтра 17 в 15", "17"),
    ("встреча вектор завтра в 15 вместо Кима", "вместо"),
    ("петров встречался с вектором", "петров"),
    ("сегодня был у вектора а завтра у ромашки в 10", "завтра у ромашки в 10"),
    ("надо уточнить у логистов завтра вектор", "у логистов"),
    ("met Vector tomorrow at 3", "tomorrow at 3"),
]
UNDERSTOOD = [
    ("примерно 90к вектор завтра", "expect · ООО «Вектор» · 90000 · 03.12 · «примерно»"),
    ("вектор подтвердил 50к завтра", "expect · ООО «Вектор» · 50000 · 03.12 · «подтвердил»"),
    ("оплата вектор 50к завтра: второй этап", "expect · ООО «Вектор» · 50000 · 03.12 · «второй этап»"),
    ("Марина обещала 35к завтра", "expect · ООО «Вектор» · 35000 · 03.12"),
    ("марина вектор оплатила 35к", "fact · ООО «Вектор» · 35000 · 02.12"),
    ("got 148500 Vector", "fact · ООО «Вектор» · 148500 · 02.12"),
    ("вчера звонил вектору и киму", "call · ООО «Вектор» · 01.12 + call · ИП Ким · 01.12"),
    ("встретился с вектором и с кимом", "meeting · ООО «Вектор» · 02.12 + meeting · ИП Ким · 02.12"),
    (
        "вектор и ромашка оплатили 40 и 25 тысяч",
        "fact · ООО «Вектор» · 40000 · 02.12 + fact · Ромашка · 25000 · 02.12",
    ),
    ("звонил киму, просят скидку 10%", "call · ИП Ким · 02.12 · «просят скидку 10%»"),
    ("пришло 50к от вектор.ру", "fact · ООО «Вектор»? · 50000 · 02.12 ← which_client"),
    ("скинь отчёт за неделю", "#svod"),
    ("запиши вектор 30к завтра", "expect · ООО «Вектор» · 30000 · 03.12"),
    (
        "вектор 50к\nким 70к\nвсе в пятницу",
        "expect · ООО «Вектор» · 50000 · 04.12 + expect · ИП Ким · 70000 · 04.12",
    ),
    (
        "№ | клиент | сумма | срок\n1 | Вектор | 23 400,00 | 04.12\n2 | Ким | 90 000,00 | 09.12",
        "expect · ООО «Вектор» · 23400 · 04.12 + expect · ИП Ким · 90000 · 09.12",
    ),
]
MONEY = (
    "пришло 50к Вектор",
    "Вектор 50к завтра",
    "оплата Ромашка 150к в пятницу",
    "Ромашка оплатила 90 тыс вчера",
    "возврат 5к Ким",
    "paid 50k Вектор",
    "пришло 340к Вектор и 150к Ромашка",
    "Вектор 10к завтра, Ким 20к в пт",
)
STRANGE = ("брямц", "отгрузка", "коллеге", "Фёдоров", "штраф", "тенге", "баксов", "отменили", "вместо", "не", "или")


@each_row(("said", "words"), ASKED)
def test_a_word_that_may_make_it_another_record_is_asked_about(said: str, words: str) -> None:
    entries = hear(said, SAID).entries

    assert words in [entry.doubt for entry in entries]
    assert not all(entry.certain for entry in entries)


@each_row(("said", "told"), UNDERSTOOD)
def test_a_word_that_changes_nothing_is_let_by(said: str, told: str) -> None:
    assert reading_of(said, SAID) == told


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MONEY), st.sampled_from(STRANGE), st.integers(0, 7))
def test_no_strange_word_stands_beside_money_in_silence(line: str, strange: str, place: int) -> None:
    words = line.split()
    words.insert(place % (len(words) + 1), strange)
    heard = hear(" ".join(words), SAID)

    assert heard.correction or heard.intent or not heard.entries or not all(each.certain for each in heard.entries)
