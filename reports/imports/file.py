"""A file of clients in one message: whose, the dry run, how far it is, what it brought, and the undo (spec/1)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from markupsafe import Markup

from reports.imports.columns import ImportColumnsView, ImportPolicyView
from reports.imports.likely import ImportLikelyView
from reports.imports.presses import ImportAddress, ImportDeed, ImportPress
from reports.imports.questions import ImportQuestionsFile
from reports.imports.words import column_name, tell_hidden_sheets, trouble_words
from reports.message.columns import cut
from reports.message.format import hours, short, short_date
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View, button
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.imports.columns import column_letter
from sales.imports.judged import RowVerdict
from sales.imports.states import REVERTED_WITHIN, ImportState
from storage.engine.actor import Actor
from storage.imports.records import Import, ImportLine, import_key
from storage.transaction import Transaction

IMPORTERS = roles_that_may(Action.IMPORT)
SHOWN_QUESTIONS = 2
SHOWN_UNKNOWN = 4
SHOWN_KEPT = 5
LONGEST_FILE = 22
LONGEST_TITLE = 14


class ImportView(View, ImportAddress):
    opens_for = IMPORTERS

    @classmethod
    def key_for(cls, import_id: int) -> Key["ImportView"]:
        return Key(import_key(import_id))

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await tx.as_(reader).imports.get(self.import_id)
        return await _SCREENS[one.state](tx, reader, one)


def _head(one: Import) -> Markup:
    count = one.said.count
    rows = ngettext("{n} row", "{n} rows", count).format(n=_number(count))
    return fill("📥 {name} · {rows}", name=cut(one.name, LONGEST_FILE), rows=bold(rows))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def _rows(one: Import) -> int:
    return sum(one.count(each) for each in RowVerdict)


def _press(label: str, one: Import, deed: ImportDeed, value: int = 0) -> Button:
    return button(label, ImportPress(deed=deed, import_id=one.id, value=value))


def _cancel(one: Import) -> tuple[Button, ...]:
    return (_press(_("✖️ Cancel"), one, ImportDeed.CANCEL),)


async def _ask_whose(tx: Transaction, reader: Actor, one: Import) -> Message:
    places = await tx.as_(reader).departments.list_seen()
    rows = tuple((_press(each.name, one, ImportDeed.WHOSE, each.id),) for each in places)
    return Message(lines(_head(one), fill(_("Whose clients are these?"))), (*rows, _cancel(one)))


async def _ask_again(tx: Transaction, reader: Actor, one: Import) -> Message:
    earlier = await tx.as_(reader).imports.find_earlier(one)
    at = earlier.done_at if earlier and earlier.done_at else one.created_at
    told = fill(_("This file was loaded already {when}. Once more?"), when=_when(at, reader))
    return Message(lines(_head(one), told), ((_press(_("Once more"), one, ImportDeed.AGAIN), *_cancel(one)),))


def _when(at: datetime, reader: Actor) -> str:
    return f"{short_date(local_date(at, reader.zone))}, {hours(at, reader.zone)}"


async def _dry_run(tx: Transaction, reader: Actor, one: Import) -> Message:
    questions = await tx.as_(reader).imports.list_questions(one, SHOWN_QUESTIONS)
    likely = await tx.as_(reader).imports.count_likely(one)
    text = lines(_head(one), *_columns(one), Markup(""), *_counts(one), *_questions(one, questions))
    rows: list[tuple[Button, ...]] = []
    book = button(_("📄 Questions"), ImportQuestionsFile(import_id=one.id))
    asked = one.count(RowVerdict.QUESTION)
    if one.to_write:
        rows.append((_press(_("✅ Load"), one, ImportDeed.APPLY), *((book,) if asked else ())))
    elif asked:
        rows.append((book,))
    if likely:
        rows.append((button(_("❓ Look alike: {n}").format(n=_number(likely)), ImportLikelyView(import_id=one.id)),))
    rows.append(
        (
            button(_("Columns"), ImportColumnsView(import_id=one.id)),
            button(_("What to update"), ImportPolicyView(import_id=one.id)),
        )
    )
    return Message(text, (*rows, _cancel(one)))


def _columns(one: Import) -> list[Markup]:
    heading = one.said.heading
    known = ", ".join(f"{column_name(column)} → {column_letter(at)}" for at, column in heading.columns.items())
    told = [fill("{known}", known=known)]
    unknown = [at for at in heading.unknown if at not in one.said.extra]
    if unknown:
        named = [f"{column_letter(at)} «{cut(heading.titles[at], LONGEST_TITLE)}»" for at in unknown[:SHOWN_UNKNOWN]]
        more = len(unknown) - len(named)
        named += [_("and {n} more").format(n=more)] if more else []
        told.append(fill(_("Not understood: {columns}"), columns=", ".join(named)))
    if one.said.extra:
        named = [f"{column_letter(at)} «{cut(heading.titles[at], LONGEST_TITLE)}»" for at in one.said.extra]
        told.append(fill(_("To the comment: {columns}"), columns=", ".join(named)))
    if one.said.hidden:
        told.append(tell_hidden_sheets(one.said.hidden))
    return told


def _counts(one: Import) -> list[Markup]:
    counted = {each: _number(one.count(each)) for each in RowVerdict}
    doubled = one.count(RowVerdict.DOUBLE)
    doubles = ngettext("{n} duplicate in the file", "{n} duplicates in the file", doubled).format(
        n=counted[RowVerdict.DOUBLE]
    )
    told = [
        fill(_("New {n} · to update {m}"), n=bold(counted[RowVerdict.NEW]), m=bold(counted[RowVerdict.UPDATE])),
        fill("{same} · {doubles}", same=_("The same {n}").format(n=counted[RowVerdict.SAME]), doubles=doubles),
    ]
    if one.counts.get("items"):
        items, amount = _number(one.counts["items"]), short(one.counts["money"])
        told.append(fill(_("Payments and debts {n} for {sum}"), n=bold(items), sum=amount))
    if one.counts.get("mended"):
        told.append(fill(_("Leading zero of an INN restored: {n}"), n=_number(one.counts["mended"])))
    if one.counts.get("zeros"):
        told.append(fill(_("⚠️ A formula shows 0, not taken: {n}"), n=_number(one.counts["zeros"])))
    if one.counts.get("moved"):
        told.append(fill(_("Could not be read, kept as a comment: {n}"), n=_number(one.counts["moved"])))
    if one.counts.get("unowned"):
        told.append(fill(_("Without an owner: {n}"), n=_number(one.counts["unowned"])))
    return told


def _questions(one: Import, questions: Sequence[ImportLine]) -> list[Markup]:
    count = one.count(RowVerdict.QUESTION)
    if not count:
        return []
    told = [
        _("row {n}, {why}").format(n=each.n, why=trouble_words(each.reason, each.said or ""))
        for each in questions
        if each.reason
    ]
    more = "…" if count > len(told) else ""
    said = {"n": bold(_number(count)), "rows": "; ".join(told) + more}
    return [fill(_("With questions {n}: {rows}"), **said)]


async def _tell_done(tx: Transaction, reader: Actor, one: Import) -> Message:
    new, updated = _number(one.count(RowVerdict.NEW)), _number(one.count(RowVerdict.UPDATE))
    told = [fill(_("Done: {n} new, {m} updated"), n=bold(new), m=bold(updated))]
    if one.counts.get("items"):
        items, amount = _number(one.counts["items"]), short(one.counts["money"])
        told.append(fill(_("Payments and debts {n} for {sum}"), n=items, sum=amount))
    asked = one.count(RowVerdict.QUESTION)
    if asked:
        told.append(fill(_("{n} in the file “Questions”"), n=_number(asked)))
    rows: list[tuple[Button, ...]] = []
    if asked and await tx.as_(reader).imports.list_questions(one, 1):
        rows.append((button(_("📄 Questions"), ImportQuestionsFile(import_id=one.id)),))
    if one.done_at and tx.clock.now() <= one.done_at + REVERTED_WITHIN:
        rows.append((_press(_("↩️ Take all of it back"), one, ImportDeed.REVERT),))
    return Message(lines(_head(one), *told), tuple(rows))


async def _tell_reverted(tx: Transaction, reader: Actor, one: Import) -> Message:
    kept = await tx.as_(reader).imports.list_kept(one, SHOWN_KEPT + 1)
    if not kept:
        return Message(lines(_head(one), fill(_("Everything that was loaded has been removed."))))
    names = [await _name_of(tx, reader, each) for each in kept[:SHOWN_KEPT]]
    told = fill(_("Taken back. Kept, as they were used since: {names}"), names=", ".join(names))
    return Message(lines(_head(one), told, Markup("…") if len(kept) > SHOWN_KEPT else None))


async def _name_of(tx: Transaction, reader: Actor, line: ImportLine) -> str:
    try:
        return (await tx.as_(reader).clients.get(line.client_id or 0)).name
    except NotYoursError:
        return _("row {n}").format(n=line.n)


async def _tell_judging(tx: Transaction, reader: Actor, one: Import) -> Message:
    del tx, reader
    return Message(lines(_head(one), fill(_("Comparing with the base…"))), (_cancel(one),))


async def _tell_applying(tx: Transaction, reader: Actor, one: Import) -> Message:
    written = await tx.as_(reader).imports.count_applied(one)
    told = fill(_("Loaded {n} of {all}"), n=bold(_number(written)), all=_number(_rows(one)))
    return Message(lines(_head(one), told))


async def _tell_reverting(tx: Transaction, reader: Actor, one: Import) -> Message:
    del tx, reader
    return Message(lines(_head(one), fill(_("Removing what was loaded…"))))


async def _tell_cancelled(tx: Transaction, reader: Actor, one: Import) -> Message:
    del tx, reader
    return Message(lines(_head(one), fill(_("Discarded. Nothing was saved."))))


_SCREENS: Mapping[ImportState, Callable[[Transaction, Actor, Import], Awaitable[Message]]] = {
    ImportState.WHOSE: _ask_whose,
    ImportState.AGAIN: _ask_again,
    ImportState.JUDGING: _tell_judging,
    ImportState.JUDGED: _dry_run,
    ImportState.APPLYING: _tell_applying,
    ImportState.DONE: _tell_done,
    ImportState.REVERTING: _tell_reverting,
    ImportState.REVERTED: _tell_reverted,
    ImportState.CANCELLED: _tell_cancelled,
}
