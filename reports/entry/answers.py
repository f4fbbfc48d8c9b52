"""Short answers to plain words: thanks, a greeting, who owes, what cannot be recorded yet."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from reports.message.format import money, short, short_day
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import fill, lines
from sales.core.money import Kopecks

SHOWN = 8


def say_thanks(*, in_words: bool) -> Markup:
    """Words are answered in words, a sign with a sign."""
    return fill(_("You are welcome.")) if in_words else fill("👌")


def greet(name: str) -> Markup:
    return fill(_("Hello, {name}. Write a line, for example:\n<code>payment 150k Camomile tomorrow</code>"), name=name)


def not_there_yet(line: str) -> Markup:
    """Deals, requests, tasks: nothing is recorded half."""
    return fill(_("I cannot record this yet, nothing was saved:\n<code>{line}</code>"), line=line)


def moves_all(count: int, total: int, day: date) -> Markup:
    """The question before they move; `total` in kopecks."""
    said = ngettext("Move {n} payment, {sum}, to {day}?", "Move all {n} payments, {sum}, to {day}?", count)
    return fill(said, n=count, sum=short(total), day=short_day(day))


def tell_moved_all(count: int, day: date) -> Markup:
    said = ngettext("📅 {n} payment moved to {day}", "📅 {n} payments moved to {day}", count)
    return fill(said, n=count, day=short_day(day))


def tell_recorded(count: int) -> Markup:
    return fill(ngettext("Changed: {n} record", "Changed: {n} records", count), n=count)


def several(count: int, held: int) -> Markup:
    """Under the cards of one message; `held`: how many of them are not counted before they are answered."""
    counted = count - held
    said = ngettext("Recorded: {n} line", "Recorded: {n} lines", counted).format(n=counted)
    waits = ngettext("{n} line waits for an answer", "{n} lines wait for an answer", held).format(n=held)
    told = " · ".join([*([said] if counted else []), *([waits] if held else [])])
    return lines(fill("{told}", told=told), fill(_("One at a time: ↩️ on its card.")))


def of_one_message(records: Sequence[tuple[str, Kopecks | None]]) -> Markup:
    """What /undo would take back, where one message has made several: the client of each, and its sum."""
    said = ngettext("One message made {n} record", "One message made {n} records", len(records))
    shown = [
        fill("{client} · {sum}", client=client, sum=money(amount)) if amount else fill("{client}", client=client)
        for client, amount in records[-SHOWN:]
    ]
    return lines(fill(said, n=len(records)), *shown)


def tell_taken_back(count: int) -> Markup:
    """Of lines of one message."""
    return fill(ngettext("↩️ Taken back: {n} line", "↩️ Taken back: {n} lines", count), n=count)
