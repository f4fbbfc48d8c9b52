"""How debts speak: ages, buckets, a client's word."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from reports.message.format import short_date
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill
from sales.debts.debt import Bucket, Debt, DebtFilter
from sales.debts.word import ClientWord

BUCKETS: Mapping[Bucket, str] = {
    Bucket.MONTH: "1–30",
    Bucket.TWO_MONTHS: "31–60",
    Bucket.THREE_MONTHS: "61–90",
    Bucket.OLDER: "91+",
}
_FILTERS: Mapping[DebtFilter, Callable[[], str]] = {
    DebtFilter.ALL: lambda: _("All"),
    DebtFilter.PROMISED: lambda: _("Promised"),
    DebtFilter.DISPUTED: lambda: _("⚖️ Dispute"),
    DebtFilter.ESCALATED: lambda: _("🆘 For the lead"),
}


def filter_label(which: DebtFilter) -> str:
    return _FILTERS[which]() if which in _FILTERS else BUCKETS[Bucket(which)]


def age_words(days: int) -> str:
    """«12 дней»"""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def short_age(days: int) -> str:
    """«45 дн»"""
    return _("{n} d").format(n=days)


def tell_word(word: ClientWord) -> str:
    """«слово 2 из 5»; empty of who has promised too little to be judged."""
    return _("promises kept {kept} of {all}").format(kept=word.kept, all=word.total) if word.counts else ""


def tell_promise(debt: Debt, word: ClientWord) -> Markup | None:
    """«обещали 27.11, слово 2 из 5»"""
    promised = debt.promised_on is not None and debt.promised_on == debt.due_on
    day = _("promised {day}").format(day=short_date(debt.due_on)) if promised else ""
    said = ", ".join(filter(None, (day, tell_word(word))))
    return fill("{said}", said=said) if said else None
