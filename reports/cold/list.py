"""A cold list in one message: whose, where it is from, how far it is loaded and rung, what was passed over."""

from typing import Self

from markupsafe import Markup

from reports.cold.presses import (
    ColdListAddress,
    ColdListDeed,
    ColdListPress,
    ColdListsAddress,
    ColdSourcePress,
)
from reports.cold.words import SOURCES, STATES, count, tell_calls, tell_progress
from reports.message.columns import cut
from reports.message.format import short_date
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message
from reports.message.view import Key, View, button
from reports.message.words.called import call_person
from reports.message.words.names import tell_apart
from sales.cold.states import OPEN_STATES, ColdListState, Skip
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from storage.cold.records import ColdList
from storage.engine.actor import Actor
from storage.transaction import Transaction

NAME = 22


class ColdListView(View, ColdListAddress):
    opens_for = roles_that_may(Action.KEEP_COLD_LISTS)

    @classmethod
    def key_for(cls, list_id: int) -> Key[Self]:
        return Key(f"coldlist:{list_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await tx.as_(reader).cold_lists.get(self.list_id)
        head = fill("☎️ {name}", name=bold(cut(one.name, NAME)))
        match one.state:
            case ColdListState.WHOSE:
                places = await tx.as_(reader).departments.list_seen()
                rows = tuple((_press(each.name, one, ColdListDeed.WHOSE, each.id),) for each in places)
                return Message(lines(head, fill(_("Whose hunters call it?"))), (*rows, (_cancel(one),)))
            case ColdListState.SOURCE:
                return _ask_source(head, one)
            case ColdListState.PEOPLE:
                who = (
                    _press(_("Companies"), one, ColdListDeed.COMPANIES),
                    _press(_("Private people"), one, ColdListDeed.PRIVATE),
                )
                return Message(lines(head, fill(_("Who is in it?"))), (who, (_cancel(one),)))
            case ColdListState.LOADING:
                done = {"n": count(max(0, one.loaded - one.said.heading.row - 1)), "all": count(one.said.count)}
                return Message(lines(head, fill(_("Loading: {n} of {all}"), **done)))
            case ColdListState.REFUSED:
                return Message(lines(head, _tell_refused()), ((_all(one),),))
            case ColdListState.CANCELLED:
                return Message(lines(head, fill(_("Discarded. Nothing was saved."))), ((_all(one),),))
            case ColdListState.OPEN | ColdListState.PULLED:
                return await _draw_live(tx, reader, one)


def _tell_refused() -> Markup:
    return fill(
        _(
            "Not loaded: private people may be called with an offer only if they have agreed, "
            "and an open source is no consent (Russia's law on advertising, article 18).\n"
            "Nothing of the file is kept."
        )
    )


def _ask_source(head: Markup, one: ColdList) -> Message:
    asked = fill(_("Rows: {n}. Where are the numbers from?"), n=count(one.said.count))
    sources = [button(label(), ColdSourcePress(source=each, list_id=one.id)) for each, label in SOURCES.items()]
    return Message(lines(head, asked), (tuple(sources[:2]), tuple(sources[2:]), (_cancel(one),)))


async def _draw_live(tx: Transaction, reader: Actor, one: ColdList) -> Message:
    lists = tx.as_(reader).cold_lists
    progress, calls = await lists.sum_up(one)
    states = await lists.count_states(one)
    from_ = SOURCES[one.source]() if one.source else ""
    day = short_date(local_date(one.created_at, reader.zone))
    left = sum(states.get(each, 0) for each in OPEN_STATES)
    ended = [f"{label()} {count(states[each])}" for each, label in STATES.items() if states.get(each)]
    text = lines(
        fill("☎️ {list} · {progress}", list=bold(cut(one.name, NAME)), progress=tell_progress(progress)),
        fill(_("⏸ Pulled back: not rung now")) if one.state is ColdListState.PULLED else None,
        fill("{source} · {who}, {day}", source=from_, who=await call_person(tx, one.by_id), day=day),
        tell_calls(calls),
        fill(_("Still to call: {n}"), n=count(left)),
        fill("{ended}", ended=", ".join(ended)) if ended else None,
        await _tell_skipped(tx, one),
    )
    turn = (
        _press(_("⏸ Pull back"), one, ColdListDeed.PULL)
        if one.state is ColdListState.OPEN
        else _press(_("▶ Give out again"), one, ColdListDeed.GIVE_OUT)
    )
    return Message(text, ((turn, _all(one)),))


async def _tell_skipped(tx: Transaction, one: ColdList) -> Markup | None:
    """«Пропущено: уже клиенты 12 (Борис 8, Анна 4), повторы 3»"""
    labels = {
        Skip.DOUBLE: _("duplicates"),
        Skip.NEVER: _("not to be called"),
        Skip.NO_PHONE: _("without a number"),
        Skip.PRIVATE: _("private people"),
    }
    told = [f"{label} {count(one.count(why))}" for why, label in labels.items() if one.count(why)]
    if one.count(Skip.CLIENT):
        told.insert(0, await _tell_owners(tx, one))
    return fill(_("Skipped: {what}"), what=", ".join(told)) if told else None


async def _tell_owners(tx: Transaction, one: ColdList) -> str:
    people = {owner: await tx.system.staff.actor(owner) for owner in one.owners if owner}
    names = tell_apart({owner: each.name for owner, each in people.items() if each})
    whose = [f"{names.get(owner, _('no owner'))} {count(n)}" for owner, n in one.owners.items()]
    said = {"n": count(one.count(Skip.CLIENT)), "whose": ", ".join(whose)}
    return _("clients already {n} ({whose})").format(**said)


def _press(label: str, one: ColdList, deed: ColdListDeed, value: int = 0) -> Button:
    return button(label, ColdListPress(deed=deed, list_id=one.id, value=value))


def _cancel(one: ColdList) -> Button:
    return _press(_("✖️ Cancel"), one, ColdListDeed.CANCEL)


def _all(one: ColdList) -> Button:
    return button(_("‹ Lists"), ColdListsAddress(department_id=one.department_id or 0))
