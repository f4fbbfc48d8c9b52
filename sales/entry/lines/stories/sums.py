"""Beside a call or a meeting: money of which no promise is made, or which came, or is of somebody else."""

import re

from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import RECEIVED
from sales.entry.lines.figures.promises import IN_PARTS, OF_MONEY
from sales.entry.lines.several.cuts import ANY_DAY
from sales.entry.lines.stories.told import Told, Unread, among, find_time, is_own
from sales.entry.numbers.amount_terms import LIKELY, exact_terms, terms


def find_sum(told: Told) -> str:
    """Money and its day, of which no promise is made."""
    if told.entry.promise is not None:
        return ""
    sums = [each for each in told.all if _says_sum(each)]
    if any(IN_PARTS.search(each.left) for each in told.all):
        return sums[0].written if sums else ""
    if of_day := next((each.written for each in sums if find_time(each, told.entry)), ""):
        return of_day
    exact = [each for each in sums if exact_terms(each.left)]
    if not exact or OF_MONEY.search(", ".join(each.left for each in told.all)) is None:
        return ""
    return exact[0].written if len(exact) > 1 or any(find_time(each, told.entry) for each in told.all) else ""


def _says_sum(each: Unread) -> bool:
    """A number beside the days."""
    line = each.line
    find_day(line, Asked(ANY_DAY))
    return any(not term.bare or (term.kopecks or 0) >= LIKELY for term in terms(line.left))


@among("all")
def find_receipt(each: Unread, _: Told) -> bool:
    """«отдали 22к»: money that came, told of beside a visit."""
    lead = lead_of(each.left, priced=True)
    return lead is not None and lead.verb in RECEIVED and bool(exact_terms(each.left))


@among("before")
def find_sum_before(each: Unread, _: Told) -> bool:
    """«Вектор 90к 10-го, созвон с Мариной»: whose day is that?"""
    return bool(exact_terms(each.left))


@among("all")
def find_bare_sum(each: Unread, told: Told) -> bool:
    """«встреча с Кимом в пт, Ким 120к»: a sum that nothing is said of."""
    line = each.line
    sums = exact_terms(line.left)
    for term in sums:
        line.drop(term.start, term.end)
    words = re.findall(r"[^\W\d_]{2,}", line.left)
    return told.entry.promise is None and bool(sums) and all(is_own(word, told.entry) for word in words)
