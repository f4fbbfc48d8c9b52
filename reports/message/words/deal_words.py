"""How deals speak: papers, reasons, kinds, days at a stage."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from reports.message.columns import cut
from reports.message.format import short, short_date
from reports.message.language import gettext as _
from reports.message.language import ngettext, pgettext
from reports.message.markup import fill
from reports.message.words.labels import set_apart
from reports.message.words.terms import stage_label, stage_words
from sales.deals.deal import Deal, DealKind, LostReason, PaperKind
from sales.deals.kpi import NpsAnswer
from sales.deals.stages import StageBook

MOST_DEALS = 2
LONGEST_TITLE = 22
LONGEST_CLIENT = 12

_PAPERS: Mapping[PaperKind, Callable[[], str]] = {
    PaperKind.CONTRACT: lambda: pgettext("paper", "Contract"),
    PaperKind.ORIGINAL: lambda: pgettext("paper", "Original"),
    PaperKind.INVOICE: lambda: pgettext("paper", "Invoice"),
    PaperKind.ACT: lambda: pgettext("paper", "Act"),
    PaperKind.ACT_ORIGINAL: lambda: pgettext("paper", "Act, original"),
}
_MISSING: Mapping[PaperKind, Callable[[], str]] = {
    PaperKind.CONTRACT: lambda: pgettext("no paper", "contract"),
    PaperKind.ORIGINAL: lambda: pgettext("no paper", "original"),
    PaperKind.INVOICE: lambda: pgettext("no paper", "invoice"),
    PaperKind.ACT: lambda: pgettext("no paper", "act"),
    PaperKind.ACT_ORIGINAL: lambda: pgettext("no paper", "act's original"),
}
_REASONS: Mapping[LostReason, Callable[[], str]] = {
    LostReason.PRICE: lambda: pgettext("lost", "Price"),
    LostReason.NO_BUDGET: lambda: pgettext("lost", "No budget"),
    LostReason.CHOSE_OTHER: lambda: pgettext("lost", "Chose another"),
    LostReason.NOT_NEEDED: lambda: pgettext("lost", "Not needed"),
    LostReason.GONE: lambda: pgettext("lost", "Went silent"),
    LostReason.TERMS: lambda: pgettext("lost", "Terms do not fit"),
    LostReason.OTHER: lambda: pgettext("lost", "Other"),
}
_KINDS: Mapping[DealKind, Callable[[], str]] = {
    DealKind.SALE: lambda: pgettext("deal", "Sale"),
    DealKind.TENDER: lambda: pgettext("deal", "Tender"),
    DealKind.REPEAT: lambda: pgettext("deal", "Repeat"),
    DealKind.UPSELL: lambda: pgettext("deal", "Upsell"),
}

MARKS = (
    (NpsAnswer.CRITIC, NpsAnswer.SEVEN, NpsAnswer.EIGHT),
    (NpsAnswer.NINE, NpsAnswer.TEN, NpsAnswer.NONE),
)
"""Rows of buttons; a critic is one whatever the number (spec/2)."""


def paper_label(kind: PaperKind) -> str:
    """In the reader's language, as on a button."""
    return _PAPERS[kind]()


def paper_missing(kind: PaperKind) -> str:
    """«нет акта»: the genitive of what is not there."""
    return _MISSING[kind]()


def mark_words(answer: NpsAnswer, *, short: bool = False) -> str:
    """«9», «0–6», «не ответил»; beside no client's name «NPS 9». `short`: on a button."""
    if answer is NpsAnswer.NONE:
        return pgettext("mark", "No answer") if short else _("NPS: no answer")
    mark = "0–6" if answer is NpsAnswer.CRITIC else str(answer)
    return mark if short else f"NPS {mark}"


def tell_lost_reason(reason: str | None) -> str:
    """A default one in the reader's language; one of the department's own as it was typed."""
    if reason in set(LostReason):
        return _REASONS[LostReason(reason)]()
    return reason or _REASONS[LostReason.OTHER]()


def kind_label(kind: DealKind) -> str:
    """In the reader's language, as on a button."""
    return _KINDS[kind]()


def days_words(days: int) -> str:
    """«12 дней»."""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def deal_name(deal: Deal) -> str:
    """«Ромашка · Пробная партия»"""
    return _("{client} · {title}").format(client=deal.client_name, title=deal.title)


def deal_labels(deals: Sequence[Deal], book: StageBook) -> list[str]:
    """«Пробная партия · счёт», of several clients «Ромашка · Пробная партия · счёт»; no two read alike."""
    several = len({each.client_id for each in deals}) > 1
    stages = [stage_words(stage) if (stage := book.find(each.stage)) else "" for each in deals]
    clients = [cut(each.client_name, LONGEST_CLIENT) if several else "" for each in deals]
    labels = [
        " · ".join(filter(None, (client, cut(deal.title, LONGEST_TITLE), stage)))
        for client, deal, stage in zip(clients, deals, stages, strict=True)
    ]
    return set_apart(labels, *deals_apart(deals))


def deals_apart(deals: Sequence[Deal]) -> tuple[list[str], list[str]]:
    """By what deals of one name differ: their sums, and the days on which they were made."""
    return [short(each.amount) if each.amount else "" for each in deals], [
        short_date(each.created_on) for each in deals
    ]


def deal_lines(deals: Sequence[Deal], book: StageBook) -> list[Markup]:
    """«🧩 Пробная партия · Счёт · 300 тыс»"""
    found = []
    for deal in deals[:MOST_DEALS]:
        stage = book.find(deal.stage)
        said = (deal.title, stage_label(stage) if stage else None, short(deal.amount) if deal.amount else None)
        found.append(fill("🧩 {said}", said=" · ".join(filter(None, said))))
    return found
