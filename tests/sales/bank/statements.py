"""Synthetic statements of one account, and the three of a day that a bank might have made (samples/)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sales.bank.directions import Movement, sort_movements
from sales.bank.reading import read_statement

SAMPLES = Path(__file__).parent / "samples"
EVENING = ("statement-2026-11-20.cp1251.txt", "statement-2026-11-20.cp866.txt", "statement-2026-11-20.utf8bom.txt")
NOON, CUT = "statement-2026-11-20-noon.cp1251.txt", "statement-cut.cp1251.txt"
OURS, SECOND, CURRENCY = "40702810200000000001", "40702810500000000002", "40702840100000000003"
DAY = date(2026, 11, 20)


def sample(name: str = EVENING[0]) -> bytes:
    return (SAMPLES / name).read_bytes()


@dataclass(frozen=True)
class Doc:
    """A document as a bank writes it; incoming to OURS unless its accounts say other."""

    amount: str = "1000.00"
    number: str = "1"
    day: str = "20.11.2026"
    came: str = "20.11.2026"
    went: str = ""
    payer: str = "40702810100000000101"
    payee: str = OURS
    inn: str = "7701000019"
    name: str = "ООО Вектор"
    payee_inn: str = "7701000097"
    purpose: str = "Оплата"
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        values = {
            "Номер": self.number,
            "Дата": self.day,
            "Сумма": self.amount,
            "ПлательщикСчет": self.payer,
            "ДатаСписано": self.went,
            "Плательщик": f"ИНН {self.inn} {self.name}",
            "ПлательщикИНН": self.inn,
            "Плательщик1": self.name,
            "ПолучательСчет": self.payee,
            "ДатаПоступило": self.came,
            "ПолучательИНН": self.payee_inn,
            "НазначениеПлатежа": self.purpose,
        } | dict(self.more)
        told = "\r\n".join(f"{key}={value}" for key, value in values.items())
        return f"СекцияДокумент=Платежное поручение\r\n{told}\r\nКонецДокумента\r\n"


def make_file(
    *docs: Doc | str,
    accounts: tuple[str, ...] = (OURS,),
    totals: Mapping[str, str] | None = None,
    days: tuple[date, date] | None = None,
) -> bytes:
    """`days`: the first and the last that the header tells of."""
    told_days = "" if days is None else f"ДатаНачала={days[0]:%d.%m.%Y}\r\nДатаКонца={days[1]:%d.%m.%Y}\r\n"
    named = "".join(f"РасчСчет={account}\r\n" for account in accounts)
    sections = "".join(
        f"СекцияРасчСчет\r\nРасчСчет={account}\r\nВсегоПоступило={total}\r\nКонецРасчСчет\r\n"
        for account, total in (totals or {}).items()
    )
    told = "".join(doc if isinstance(doc, str) else doc.text for doc in docs)
    head = "1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=DOS\r\n"
    return f"{head}{told_days}{named}{sections}{told}КонецФайла\r\n".encode("cp1251")


def movements_of(content: bytes, *ours: str) -> tuple[Movement, ...]:
    statement = read_statement(content)
    return sort_movements(statement, ours or statement.accounts)
