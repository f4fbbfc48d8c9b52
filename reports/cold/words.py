"""How the cold queue speaks: outcomes, sources, figures."""

from collections.abc import Callable, Mapping

from reports.message.format import decimal, percent
from reports.message.language import gettext as _
from reports.message.markup import Markup, fill
from reports.message.words.counts import calls_words
from sales.cold.figures import ColdCalls, Progress
from sales.cold.states import ColdOutcome, ColdSource, ColdState

_OUTCOMES: Mapping[ColdOutcome, Callable[[], str]] = {
    ColdOutcome.TALKED: lambda: _("talked"),
    ColdOutcome.NO_ANSWER: lambda: _("nobody answered"),
    ColdOutcome.AGAIN: lambda: _("to call again"),
    ColdOutcome.MEETING: lambda: _("meeting"),
    ColdOutcome.OFFER: lambda: _("offer"),
    ColdOutcome.REFUSED: lambda: _("refused"),
    ColdOutcome.WRONG: lambda: _("wrong number"),
    ColdOutcome.NEVER: lambda: _("not to be called"),
}
BUTTONS: Mapping[ColdOutcome, Callable[[], str]] = {
    ColdOutcome.TALKED: lambda: _("Talked"),
    ColdOutcome.NO_ANSWER: lambda: _("No answer"),
    ColdOutcome.MEETING: lambda: _("🤝 Meeting"),
    ColdOutcome.OFFER: lambda: _("Offer"),
    ColdOutcome.REFUSED: lambda: _("Refused"),
    ColdOutcome.WRONG: lambda: _("Wrong number"),
    ColdOutcome.NEVER: lambda: _("🚫 Never call again"),
}
SOURCES: Mapping[ColdSource, Callable[[], str]] = {
    ColdSource.OWN: lambda: _("Own base"),
    ColdSource.REQUESTS: lambda: _("Requests"),
    ColdSource.OPEN: lambda: _("Open source"),
    ColdSource.CONSENT: lambda: _("They agreed"),
}
STATES: Mapping[ColdState, Callable[[], str]] = {
    ColdState.TALKED: lambda: _("talked"),
    ColdState.CLIENT: lambda: _("became clients"),
    ColdState.REFUSED: lambda: _("refused"),
    ColdState.WRONG: lambda: _("wrong number"),
    ColdState.NEVER: lambda: _("not to be called"),
}
"""Of those that are rung no more."""


def outcome_words(outcome: ColdOutcome) -> str:
    return _OUTCOMES[outcome]()


def count(number: int) -> str:
    """20 000"""
    return f"{number:,}".replace(",", "\u00a0")


def tell_progress(progress: Progress) -> str:
    """«84 из 400»"""
    return _("{done} of {all}").format(done=count(progress.processed), all=count(progress.total))


def tell_calls(calls: ColdCalls) -> Markup | None:
    """«Дозвон 38,1 % · встреч 4,8 на 100»; None of none."""
    if calls.meetings_per_hundred is None:
        return None
    return fill(
        _("Reached {share} · meetings {n} per 100"),
        share=percent(calls.reach),
        n=decimal(calls.meetings_per_hundred),
    )


def tell_day(calls: ColdCalls) -> Markup:
    """«Сегодня 24 звонка»"""
    return fill(_("Today {calls}"), calls=calls_words(calls.tries))
