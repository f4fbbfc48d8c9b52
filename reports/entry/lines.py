"""What was understood of a line so far, above the question about what was not."""

from markupsafe import Markup

from reports.entry.parts import tell_parts
from reports.message.format import chance, day_month, money, weekday
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.words.terms import SIGNS, call_kind_words, outcome_words, reason_words
from sales.activities.activities import ActivityType
from sales.entry.clients.names import Found
from sales.entry.deeds.verbs import LOGGED, REASONED, Verb
from sales.entry.lines.understood import Entry

LONGEST_COMMENT = 60

_VERB_SIGNS = {
    Verb.EXPECT: "💰",
    Verb.FACT: "✅",
    Verb.MOVE: "📅",
    Verb.RESCHEDULE: "📅",
    Verb.CANCEL: "❌",
    Verb.CALL_OFF: "❌",
}


def _sign(entry: Entry) -> str:
    """The sign of what the line does; empty while that is not known."""
    if entry.verb is None:
        return ""
    if entry.verb in LOGGED and entry.activity is not None:
        return SIGNS[entry.activity]
    return _VERB_SIGNS.get(entry.verb, "")


def tell_understood(entry: Entry, *, client: bool = True) -> Markup | None:
    """«💰 Ромашка · 150 000 ₽», the day with its weekday, the comment; None where there is nothing to show.

    Without the client, where the question itself names it.
    """
    name = entry.client.name if client and isinstance(entry.client, Found) else ""
    amount = money(entry.amount) if entry.amount is not None else _either(entry)
    what = " · ".join(part for part in (name, amount) if part)
    when = " · ".join(part for part in (_when(entry), *_small(entry)) if part)
    each = [str(part) for part in tell_parts(entry)] if entry.verb is Verb.EXPECT else []
    first, *rest = [part for part in (what, *(each or [when])) if part] or [""]
    parts = [_put_sign(entry, first), *rest, _cut(entry.comment)]
    if not any(parts):
        return None
    return lines(*(fill("{part}", part=part) for part in parts if part))


def _either(entry: Entry) -> str:
    """«300 ₽ или 300 000 ₽», of which one is asked after what the line does."""
    said = entry.amount_choice if entry.verb is None else None
    return _("{smaller} or {larger}").format(smaller=money(said.smaller), larger=money(said.larger)) if said else ""


def in_one_line(entry: Entry | None) -> Markup:
    """«💰 Ромашка · 150 000 ₽ · пт 4 декабря»; nothing of the comment."""
    if entry is None:
        return fill("")
    said = tell_understood(entry.model_copy(update={"comment": ""}))
    return Markup(" · ").join((said or fill("")).splitlines())


def head_question(entry: Entry, question: Markup, *, client: bool = True) -> Markup:
    """The question under what was understood."""
    return lines(tell_understood(entry, client=client), question)


def _put_sign(entry: Entry, text: str) -> str:
    sign = _sign(entry)
    if entry.verb is Verb.REFUND:
        return _("Refund: {what}").format(what=text) if text else _("Refund")
    return f"{sign} {text}".strip() if text else ""


def _when(entry: Entry) -> str:
    at = f"{entry.at:%H:%M}" if entry.at else ""
    day = "" if entry.day is None else f"{weekday(entry.day)} {day_month(entry.day, entry.said_on)}"
    return ", ".join(part for part in (day, at) if part)


def _small(entry: Entry) -> list[str]:
    return [
        call_kind_words(entry.contact) if entry.contact is not None and entry.verb is Verb.CALL else "",
        chance(entry.probability) if entry.probability is not None else "",
        _("invoice {number}").format(number=entry.invoice) if entry.invoice else "",
        outcome_words(entry.outcome) if entry.outcome else "",
        reason_words(entry.reason) if entry.reason and entry.verb in REASONED else "",
    ]


def _cut(comment: str) -> str:
    one_line = " ".join(comment.split())
    return one_line if len(one_line) <= LONGEST_COMMENT else f"{one_line[: LONGEST_COMMENT - 1].rstrip()}…"


def tell_nothing_planned(entry: Entry) -> Markup:
    """A move or a cancel of what is not there."""
    name = entry.client.name if isinstance(entry.client, Found) else ""
    if entry.verb in {Verb.MOVE, Verb.CANCEL, Verb.CHANCE, Verb.RESUM}:
        return fill(_("{client}: no payment is expected.\nNothing was changed."), client=name)
    if entry.activity is ActivityType.MEETING:
        return fill(_("{client}: no meeting is planned.\nNothing was changed."), client=name)
    if entry.activity is ActivityType.CALL:
        return fill(_("{client}: no call is planned.\nNothing was changed."), client=name)
    return fill(_("{client}: no call or meeting is planned.\nNothing was changed."), client=name)
