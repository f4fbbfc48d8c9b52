"""What is pasted from a bank, a sheet, a chat: read where it is clear, asked about where it is not."""

from sales.entry.message import hear
from tests.entry_corpus import SAID
from tests.entry_readings import reading_of
from tests.rows import each_row

READ = (
    (
        'Поступление на расчетный счет 000123 от 02.12.2026 10:15:33, ООО "ВЕКТОР", 120 000,00 руб.',
        "fact · ООО «Вектор» · 120000 · 02.12",
    ),
    ("СЧЁТ*4512 11:42 Поступление 64 000р от ООО ВЕКТОР Баланс 812 455,18р", "fact · ООО «Вектор» · 64000 · 02.12"),
    (
        "Зачисление 18200.00 RUB. Отправитель: ИП Ким. Доступно: 640 118.22 RUB",
        "fact · ИП Ким · 18200 · 02.12",
    ),
    ("[02.12.2026, 09:12] Марина: оплата 150к завтра", "expect · ООО «Вектор» · 150000 · 03.12"),
    ("Компания: Вектор\nСумма: 250 000\nСрок: 25 декабря", "expect · ООО «Вектор» · 250000 · 25.12"),
    ("Ожидаемые оплаты:\nВектор — 22 100 — 14 дек", "expect · ООО «Вектор» · 22100 · 14.12"),
    ("Ким перевели тридцать две четыреста", "fact · ИП Ким · 32400 · 02.12"),
    ("Клиент: Ким\nЧто: звонок\nКогда: 15.12 10:00", "call plan · ИП Ким · 15.12 10:00"),
)
ASKED = (
    "СЧЁТ*4512 Списание 64 000р ООО ВЕКТОР Баланс 812 455,18р",
    "[01.12.2026, 18:41] Марина: оплата 150к завтра",
    "[02.12.2026 9:30] Марина: оплата 150к завтра\n[02.12.2026 9:31] Сергей: Ромашка 20к пт",
    "Марина, [02.12.2026 9:30]\nоплата 150к в четверг\nИван, [02.12.2026 9:31]\nок",
    "опл. Вектор 12к 02.12 п/п 48",
    "Оплаты 02.12\nВектор 22 100\nБерег 38 000",
    "Вектор 120 000 + НДС 20% = 144 000, оплата 15.12",
)


@each_row("text, told", READ)
def test_what_is_clear_is_read(text: str, told: str) -> None:
    assert reading_of(text, SAID).split(" · «")[0] == told


@each_row("text", ASKED)
def test_what_is_not_clear_is_asked_about(text: str) -> None:
    assert [each for each in hear(text, SAID).entries if each.certain] == []
