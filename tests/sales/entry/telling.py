"""An entry told in one short line, so that a table of phrases can be read."""

from datetime import date

from sales.entry.clients.names import Ambiguous, Found, KnownClient, Unknown
from sales.entry.lines.understood import Entry

FRIDAY = date(2026, 11, 20)
NAMES = (
    "Ромашка",
    "Вектор",
    "СтройГрад",
    "ИП Ким",
    "24 Часа",
    "Школа 57",
    "ООО «Рога и Копыта»",
    "Ока",
    "Northwind Ltd",
    "Три Кита",
    "Северный Ветер",
    "Альфа-Строй",
    "Альфа-Сервис",
)
CLIENTS = tuple(KnownClient.make_named(number, name) for number, name in enumerate(NAMES, 1))


def tell(entry: Entry | None) -> str:
    """«expect · Ромашка · 150000 · 23.11 · 80% « ждёт ← reason»: what is known, then what is asked."""
    if entry is None:
        return "nothing"
    known = (
        _verb(entry),
        who_told(entry.client),
        _amount(entry),
        _day(entry),
        _small(entry),
        f"«{entry.comment}»" * bool(entry.comment),
    )
    told = " · ".join(part for part in known if part)
    return told + (" ← " + ", ".join(entry.missing) if entry.missing else "")


def _verb(entry: Entry) -> str:
    verb = entry.verb.value if entry.verb else "?"
    moved = f" {entry.activity}" if entry.activity and entry.activity != verb else ""
    return verb + moved + " plan" * entry.planned


def who_told(client: object) -> str:
    match client:
        case Found(name=name):
            return name
        case Ambiguous(candidates=candidates):
            return "|".join(candidate.name for candidate in candidates) + "?"
        case Unknown(text=text):
            return f"new {text}"
    return ""


def _amount(entry: Entry) -> str:
    if entry.amount_choice:
        return f"{roubles(entry.amount_choice.smaller)}|{roubles(entry.amount_choice.larger)}"
    if entry.amount_mistake:
        return f"!{entry.amount_mistake}"
    return roubles(entry.amount) if entry.amount else ""


def roubles(kopecks: int) -> str:
    whole, rest = divmod(kopecks, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _day(entry: Entry) -> str:
    at = f" {entry.at:%H:%M}" if entry.at else ""
    if entry.day_choice:
        return f"{date_told(entry.day_choice.earlier)}|{date_told(entry.day_choice.later)}" + at
    if entry.day_mistake:
        return f"!{entry.day_mistake}" + at
    return (date_told(entry.day) if entry.day else "") + at


def date_told(day: date) -> str:
    return f"{day:%d.%m}" if day.year == FRIDAY.year else f"{day:%d.%m.%Y}"


def _small(entry: Entry) -> str:
    chance = "" if entry.probability is None else f"{entry.probability}%"
    invoice = f"№{entry.invoice}" if entry.invoice else ""
    return " ".join(part for part in (chance, invoice, entry.outcome or "", entry.reason or "") if part)
