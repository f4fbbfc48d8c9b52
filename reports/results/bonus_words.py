"""Rates, steps and coefficients as people write them: 1,5 %, от 80 % 0,8."""

from collections.abc import Iterable

from reports.message.format import NBSP, percent
from reports.message.language import current_language
from reports.message.language import gettext as _
from sales.results.bonus import BonusStep, RateKind, Scheme

HUNDREDTHS = 100


def hundredths(value: int) -> str:
    """1,5 of 150; 2 of 200."""
    whole, rest = divmod(value, HUNDREDTHS)
    part = f"{rest:02}".rstrip("0")
    point = "," if current_language() == "ru" else "."
    return f"{whole}{point}{part}" if part else f"{whole}"


def one_rate(value: int) -> str:
    """«1,5 %» of hundredths of a percent."""
    return f"{hundredths(value)}{NBSP}%"


def rate_words(scheme: Scheme) -> str:
    """«Ставка 1,5 %, новые клиенты 3 %»"""
    rate = one_rate(scheme.rates.get(RateKind.REGULAR, 0))
    if RateKind.NEW_CLIENT not in scheme.rates:
        return _("Rate {rate}").format(rate=rate)
    return _("Rate {rate}, new clients {new}").format(rate=rate, new=one_rate(scheme.rates[RateKind.NEW_CLIENT]))


def steps_words(steps: Iterable[BonusStep]) -> str:
    """«от 0 % 0 · от 80 % 0,8 · от 100 % 1»"""
    return " · ".join(
        _("from {share} {k}").format(share=whole_percent(step), k=hundredths(step.hundredths)) for step in steps
    )


def whole_percent(step: BonusStep) -> str:
    """80 %, and 99,5 % where it is so."""
    return percent(step.start) if step.start.tenths % 10 else f"{step.start.tenths // 10}{NBSP}%"
