"""How money, shares, days and hours look: whole in confirmations, short in lists, the same everywhere."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from babel.dates import format_date, get_day_names

from reports.message.language import current_language, pgettext
from reports.message.language import gettext as _
from sales.core.clock import local
from sales.core.money import ROUBLE, Exact, Kopecks, Percent, half_up

NBSP = "\u00a0"
MINUS = "\u2212"
THOUSAND = 1000 * ROUBLE
MILLION = 1000 * THOUSAND


def money(amount: Kopecks) -> str:
    """150 000 ₽, and kopecks only where there are any: 148 500,50 ₽."""
    roubles, kopecks = divmod(abs(amount), ROUBLE)
    text = f"{roubles:,}".replace(",", NBSP)
    if kopecks:
        text += f"{_point()}{kopecks:02}"
    return f"{MINUS if amount < 0 else ''}{text}{NBSP}₽"


def short(amount: Kopecks) -> str:
    """For narrow lists: 340 тыс, 1,24 млн; below a thousand the roubles themselves. Rounded half up."""
    size, sign = abs(amount), MINUS if amount < 0 else ""
    if size == 0:
        return "0"
    if _round(size, THOUSAND, 10) >= 10_000:  # noqa: PLR2004  999,95 тыс is a million already
        return sign + _decimal(_round(size, MILLION, 100), 100) + NBSP + pgettext("millions, short", "M")
    if size >= THOUSAND:
        return sign + _decimal(_round(size, THOUSAND, 10), 10) + NBSP + pgettext("thousands, short", "K")
    return sign + _decimal(_round(size, ROUBLE, 100), 100) + NBSP + "₽"


def with_sign(amount: Kopecks, tell: Callable[[Kopecks], str]) -> str:
    """+50 тыс, −50 тыс: what is added to a figure, and may take from it; `tell` is `short` or `thousands`."""
    return f"{'+' if amount > 0 else ''}{tell(amount)}"


def round_thousands(amount: Kopecks) -> Kopecks:
    """«Нужно 114 тыс»: of 114 285,71 ₽ the eye keeps the thousands, on every screen the same."""
    return _round(amount, THOUSAND, 1) * THOUSAND if amount >= THOUSAND else amount


def figure(amount: Kopecks) -> str:
    """For tables of plans: from a million on always two decimals, 2,00 млн, so that figures stand under each other."""
    if _round(abs(amount), THOUSAND, 10) < 10_000:  # noqa: PLR2004  as in short
        return short(amount)
    whole, rest = divmod(_round(abs(amount), MILLION, 100), 100)
    sign, unit = MINUS if amount < 0 else "", pgettext("millions, short", "M")
    return f"{sign}{whole}{_point()}{rest:02}{NBSP}{unit}"


def percent(share: Percent | None) -> str:
    """60,2 % with one decimal, never capped; «—» where it cannot be computed."""
    if share is None:
        return "—"
    whole, tenth = divmod(abs(share.tenths), 10)
    return f"{MINUS if share.tenths < 0 else ''}{whole}{_point()}{tenth}{NBSP}%"


def chance(probability: int) -> str:
    """A probability in per cent as it was said: «80 %»."""
    return f"{probability}{NBSP}%"


def day_month(day: date, said_on: date | None = None) -> str:
    """20 ноября; with its year where that is another one than when it was said (FAULTS 11)."""
    year = "" if said_on is None or day.year == said_on.year else f"{NBSP}{day.year}"
    return format_date(day, "d MMMM", locale=current_language()) + year


def weekday(day: date) -> str:
    """Пт, as the short name stands in a line: in small letters in Russian."""
    return _weekday(day.weekday(), current_language())


@cache
def _weekday(number: int, language: str) -> str:
    name: str = get_day_names("abbreviated", locale=language)[number]
    return name.rstrip(".")


def long_day(day: date, said_on: date | None = None) -> str:
    """пт 20 ноября; with its year where that is another one than when it was said."""
    return f"{weekday(day)}{NBSP}{day_month(day, said_on)}"


def short_day(day: date) -> str:
    """пн 23.11, Mon 23 Nov"""
    return f"{weekday(day)}{NBSP}{day_in_month(day)}"


def short_date(day: date) -> str:
    """9.11, 9 Nov: a date in a span or behind a word, where a weekday would be too much."""
    return f"{day.day}.{day:%m}" if current_language() == "ru" else day_in_month(day)


def day_in_month(day: date) -> str:
    """09.11; in English 9 Nov, for 11/12 is two days."""
    if current_language() == "ru":
        return f"{day:%d.%m}"
    return f"{day.day}{NBSP}{format_date(day, 'MMM', locale=current_language())}"


def hours(instant: datetime, zone: str) -> str:
    """11:47 on the wall clock of the zone."""
    return f"{local(instant, zone):%H:%M}"


def mask_phone(phone: str) -> str:
    """+7 ··· 45-67: enough to recognise, not enough to call."""
    digits = [c for c in phone if c.isascii() and c.isdigit()]
    return f"···{NBSP}{''.join(digits[-4:-2])}-{''.join(digits[-2:])}" if len(digits) >= 4 else "···"  # noqa: PLR2004


def _point() -> str:
    return "," if current_language() == "ru" else "."


def _round(amount: Kopecks, unit: Kopecks, parts: int) -> int:
    """How many 1/parts of the unit there are, half up."""
    return (amount * parts * 2 + unit) // (2 * unit)


def _decimal(count: int, parts: int) -> str:
    whole, rest = divmod(count, parts)
    digits = f"{rest:0{len(str(parts)) - 1}}".rstrip("0")
    return f"{whole}{_point()}{digits}" if digits else f"{whole}"


def tenths(count: int) -> str:
    """2,0: always one place."""
    whole, rest = divmod(count, 10)
    return f"{whole}{_point()}{rest}"


def decimal(value: Exact) -> str:
    """1,5, rounded half up to one place; a whole number without its point."""
    return _decimal(half_up(value * 10), 10)


def part_of(part: Kopecks, whole: Kopecks) -> str:
    """50 из 150 тыс: the unit is said once where both have it, or where nothing came."""
    said, unit = short(part), short(whole).partition(NBSP)[2]
    return _("{part} of {whole}").format(part=said.removesuffix(f"{NBSP}{unit}"), whole=short(whole))


def thousands_of(part: Kopecks, whole: Kopecks) -> str:
    """340 из 565: in columns thousands go without saying; from a million on the units are said."""
    if max(abs(part), abs(whole)) >= MILLION:
        return _("{part} of {whole}").format(part=short(part), whole=short(whole))
    return _("{part} of {whole}").format(part=thousands(part), whole=thousands(whole))


def thousands(amount: Kopecks) -> str:
    """565, and 0,5 of five hundred roubles: a bare number of thousands; a million and more is said in full."""
    if abs(amount) >= MILLION:
        return short(amount)
    size = _round(abs(amount), THOUSAND, 10)
    return f"{MINUS if amount < 0 and size else ''}{_decimal(size, 10)}"


def in_thousands(amount: Kopecks) -> str:
    """1 240, and 7,5 of seven thousand five hundred: for a table whose head says «тыс. ₽»."""
    if abs(amount) < 10 * THOUSAND:
        return thousands(amount)
    grouped = f"{_round(abs(amount), THOUSAND, 1):,}".replace(",", NBSP)
    return f"{MINUS if amount < 0 else ''}{grouped}"


def in_millions(amount: Kopecks) -> str:
    """1,20: for a table whose head says «млн ₽»."""
    size = _round(abs(amount), MILLION, 100)
    whole, rest = divmod(size, 100)
    return f"{MINUS if amount < 0 and size else ''}{whole}{_point()}{rest:02}"


def figure_of(part: Kopecks, whole: Kopecks) -> str:
    """1,20 из 2,00 млн, 0,50 из 1,50 млн: as in tables, the unit said once where both have it, or nothing came."""
    said, unit = figure(part), figure(whole).partition(NBSP)[2]
    if abs(whole) >= MILLION and MILLION / 10 <= abs(part) < MILLION:  # two decimals still tell it apart
        said = f"{in_millions(part)}{NBSP}{unit}"
    return _("{part} of {whole}").format(part=said.removesuffix(f"{NBSP}{unit}"), whole=figure(whole))
