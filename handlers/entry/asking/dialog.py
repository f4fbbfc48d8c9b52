"""The questions about a line, by their names in the database, and how a line begins."""

from collections.abc import Sequence

from handlers.dialog.model import Dialog, Done, Goto, Talk, Waiting
from handlers.dialog.runner import Runner
from handlers.dialog.steps.day import BEHIND
from handlers.dialog.steps.then import in_words
from handlers.entry.asking.client import Whose, take_client
from handlers.entry.asking.days import AtWhatTime, ItIsAhead, ItIsOver, OnWhatDay, WhenItWas, take_time
from handlers.entry.asking.doubts import AtWhatHour, ItIsFar, ItIsOld
from handlers.entry.asking.edited import InsteadOf, MeantInRussian, SeveralEdited
from handlers.entry.asking.held import WhichPlan
from handlers.entry.asking.meant import IsItMeant
from handlers.entry.asking.move_all import MoveAll, move_all
from handlers.entry.asking.offer import NewInstead
from handlers.entry.asking.planned import SameOrOneMore
from handlers.entry.asking.promised import WhichPromised
from handlers.entry.asking.questions import (
    HowMuch,
    HowSure,
    WhatItDoes,
    WhichOne,
    Why,
    take_amount,
    take_chance,
    take_reason,
)
from handlers.entry.line.draft import DIALOG, EntryDraft
from handlers.entry.line.flow import proceed
from handlers.entry.line.parts import expand
from handlers.framework.replies import Reply, Say
from reports.entry.answers import several
from reports.entry.presses import TogetherPress
from reports.message.language import gettext as _
from reports.message.message import Button, Message
from reports.message.view import Content, Keyed
from reports.payments.held_card import HeldCard
from sales.core.people import FACT_ENTERERS
from sales.entry.days.dates import Leaning

SEVERAL = 2


ENTRY = Dialog(
    name=DIALOG,
    draft=EntryDraft,
    steps={
        "verb": WhatItDoes(),
        "amount": HowMuch(take_amount),
        "client": Whose(in_words(lambda: _("Who is the client?")), take_client),
        "day": OnWhatDay(proceed, at_bank=True),
        "came_on": WhenItWas(proceed, Leaning.BEHIND, BEHIND, at_bank=True),
        "past": ItIsOver(),
        "future": ItIsAhead(),
        "time": AtWhatTime(take_time),
        "probability": HowSure(take_chance),
        "target": WhichOne(),
        "reason": Why(lambda: _("Why?"), take_reason),
        "far": ItIsFar(),
        "old": ItIsOld(),
        "hour": AtWhatHour(take_time),
        "meant": IsItMeant(),
        "offer": NewInstead(),
        "promised": WhichPromised(),
        "planned": SameOrOneMore(),
        "held": WhichPlan(),
        "all": MoveAll(lambda: _("Why?"), move_all),
        "replace": InsteadOf(),
        "edited": SeveralEdited(),
        "layout": MeantInRussian(),
    },
    roles=FACT_ENTERERS,
    light=frozenset({"offer"}),
)


async def begin(runner: Runner, talk: Talk, *drafts: EntryDraft, said_in: int = 0) -> list[Reply]:
    """Lines: each recorded and answered with its card, and what is unclear asked about, one question after another.

    `said_in`: the message that said several. What stands open is put aside before (Runner.put_aside).
    """
    cards: list[Reply] = []
    waiting: list[Waiting] = []
    saved: list[Content | Keyed] = []
    for each in [part for draft in drafts for part in await expand(talk, draft)]:
        move = await proceed(talk, each)
        if isinstance(move, Goto):
            waiting.append(Waiting(name=DIALOG, step=move.step, draft=move.draft.model_dump(mode="json")))
            continue
        assert isinstance(move, Done)  # noqa: S101  proceed asks or ends
        saved += [] if move.stood else [move.content]
        cards += [Say(move.content), *move.also]
        if move.then is not None:
            then = move.then.draft.model_dump(mode="json")
            waiting.append(Waiting(name=move.then.name, step=move.then.step, draft=then))
    return [*cards, *_together(saved, said_in), *await runner.go_on(talk, None, waiting)]


def _together(saved: Sequence[Content | Keyed], said_in: int) -> list[Reply]:
    """Of several records of one message: all of them back by one tap."""
    if len(saved) < SEVERAL or not said_in:
        return []
    label = _("↩️ Undo all {n}").format(n=len(saved))
    held = sum(isinstance(card, HeldCard) for card in saved)
    return [Say(Message(several(len(saved), held), ((Button(label, TogetherPress(message_id=said_in).pack()),),)))]
