"""One sum that comes in parts is a record for each part; what the parts do not make up is asked about."""

from tests.entry_corpus import SAID
from tests.entry_readings import reading_of
from tests.rows import each_row

PARTED = (
    ("ким 80к, четверть завтра, остальное 22-го", ("ИП Ким · 20000 · 03.12", "ИП Ким · 60000 · 22.12")),
    ("Вектор 1,5 млн: 500к завтра и 1 млн 15.12", ("ООО «Вектор» · 500000 · 03.12", "ООО «Вектор» · 1000000 · 15.12")),
    ("Ромашка 60к поровну: 7-го, 14-го и 21-го", ("Ромашка · 20000 · 07.12", "Ромашка · 20000 · 14.12")),
    ("Берег 90k, a third tomorrow, the rest on Friday", ("Берег · 30000 · 03.12", "Берег · 60000 · 04.12")),
)
ASKED = ("Ромашка 60к в два платежа: 7-го и 21-го", "Берег 300к завтра, 70% сразу 30% потом")


@each_row("line, parts", PARTED)
def test_each_part_of_a_sum_is_a_record_of_its_day(line: str, parts: tuple[str, ...]) -> None:
    told = reading_of(line, SAID)

    assert all(f"expect · {part}" in told for part in parts)
    assert "←" not in told


@each_row("line", ASKED)
def test_parts_that_are_not_told_are_asked_about(line: str) -> None:
    assert all("←" in record for record in reading_of(line, SAID).split(" + "))


def test_an_advance_of_a_contract_is_its_part() -> None:
    assert (
        reading_of("Ким аванс 20 процентов, контракт на 350к, пн", SAID)
        == "expect · ИП Ким · 70000 · 07.12 · «20% от 350к»"
    )
