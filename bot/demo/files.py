"""The two files that the demo's page offers: an old base of clients, and the bank's statement of the day."""

from base64 import b64encode
from datetime import date, timedelta
from itertools import islice
from operator import itemgetter
from typing import Any

from bot.demo.cards import make_inns
from bot.demo.cast import Cast
from reports.message.files.workbook import Column, Sheet, make_workbook
from reports.message.language import gettext as _

OURS, THEIRS = "40702810200000000001", "407028101000000001{:02}"
PAID = ((2, 0, 170_000), (1, 1, 280_000), (0, 0, 340_000))
"""Whose payments of the day have come: the manager, the client, roubles."""

STRANGER = 87_500


def base_name() -> str:
    """As the page and the story call it."""
    return _("base.xlsx")


def statement_name() -> str:
    """As the page and the story call it."""
    return _("statement.txt")


def make_files(cast: Cast, person_id: int, today: date) -> list[dict[str, Any]]:
    """For the page: whose phone offers it, its name and content."""
    found = ((base_name(), _make_base(cast, today)), (statement_name(), _make_statement(cast, today)))
    return [{"person": person_id, "name": name, "content": b64encode(content).decode()} for name, content in found]


def _make_base(cast: Cast, today: date) -> bytes:
    """New clients, one that is known, a wrong INN, and a debt beside a client."""
    anna, boris, victor = cast.managers
    late = f"{today - timedelta(days=12):%d.%m.%Y}"
    rows = (
        (_("Morning Star Ltd"), "7701000058", "+7 916 123-45-67", cast.contacts[0], anna, "", ""),
        (_("Lighthouse"), "", "8 (495) 111-22-33", cast.contacts[1], boris, "150000", late),
        (_("Orchard Ltd"), "7701000065", "+7 903 555-44-33", cast.contacts[3], victor, "", ""),
        (cast.clients[0][0], next(make_inns()), "+7 926 000-11-22", cast.contacts[2], anna, "", ""),
        (_("Harbour Trade"), "7707083894", "", "", "", "", ""),
    )
    titles = (_("Name"), _("INN"), _("Phone"), _("Contact"), _("Who leads"), _("Sum or debt"), _("Due"))
    columns: list[Column[tuple[str, ...]]] = [
        Column(title, itemgetter(at), width=18) for at, title in enumerate(titles)
    ]
    return make_workbook([Sheet(_("Clients"), columns, rows)])


def _make_statement(cast: Cast, today: date) -> bytes:
    """As a bank gives it: what the managers have said, and one payer whom nobody knows."""
    each = sum(len(clients) for clients in cast.clients)
    inns, sizes = list(islice(make_inns(), each)), [len(clients) for clients in cast.clients]
    docs = []
    for number, (who, client, roubles) in enumerate(PAID):
        inn = inns[sum(sizes[:who]) + client]
        docs.append(_document(today, number + 1, cast.clients[who][client], inn, roubles))
    docs.append(_document(today, len(docs) + 1, _("New House Ltd"), "7701000146", STRANGER))
    came, day = sum(roubles for *_who, roubles in PAID) + STRANGER, f"{today:%d.%m.%Y}"
    head = ("1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=Windows", f"ДатаНачала={day}", f"ДатаКонца={day}")
    account = ("СекцияРасчСчет", f"ДатаНачала={day}", f"ДатаКонца={day}", f"РасчСчет={OURS}")
    total = (f"ВсегоПоступило={came}.00", "КонецРасчСчет")
    lines = (*head, f"РасчСчет={OURS}", *account, *total, *(line for doc in docs for line in doc), "КонецФайла")
    return "\r\n".join(lines).encode("utf-8-sig")


def _document(day: date, number: int, name: str, inn: str, roubles: int) -> list[str]:
    told = {
        "СекцияДокумент": "Платежное поручение",
        "Номер": str(100 + number),
        "Дата": f"{day:%d.%m.%Y}",
        "Сумма": f"{roubles}.00",
        "ПлательщикСчет": THEIRS.format(number),
        "ПлательщикИНН": inn,
        "Плательщик1": name,
        "ПолучательСчет": OURS,
        "ДатаПоступило": f"{day:%d.%m.%Y}",
        "ПолучательИНН": "7701000097",
        "НазначениеПлатежа": "Оплата по договору",
    }
    return [*(f"{key}={value}" for key, value in told.items()), "КонецДокумента"]
