"""Both sides of an ask see one living message each: who has to look now hears it, the others' is drawn anew."""

from collections.abc import Collection
from datetime import date

from handlers.dialog.model import Talk
from handlers.framework.replies import Redraw, Reply, Say, Touch
from reports.asks.ask import AskCard
from reports.message.view import Keyed
from sales.asks.ask import OF_LEAD, Ask, AskKind


def show_own(talk: Talk, ask: Ask, said: date | None = None) -> Keyed:
    """The speaker's living message; `said`: the day that was asked for."""
    return AskCard(ask_id=ask.id, said=said).under(AskCard.key_for(ask.id, talk.actor.person_id))


def card_of_ask(ask: Ask, reader_id: int) -> Keyed:
    return AskCard(ask_id=ask.id).under(AskCard.key_for(ask.id, reader_id))


async def ask_leads(talk: Talk, ask: Ask) -> list[Reply]:
    """Whoever leads the department today hears of it; who decides a discount is never an assistant."""
    staff = talk.tx.system.staff
    if ask.kind is AskKind.DISCOUNT:
        readers = await staff.planners_of(ask.department_id, talk.today)
    else:
        readers = list((await staff.readers_of_summary(ask.department_id, talk.today)).actors)
    return [
        Say(card_of_ask(ask, each.person_id), to=each.person_id)
        for each in readers
        if each.person_id != talk.actor.person_id
    ]


async def tell_sides(talk: Talk, ask: Ask, loud: Collection[int | None] = ()) -> list[Reply]:
    """To who is `loud` it comes below, with a sound; the others' message changes where it stands."""
    sides = {each for each in (ask.from_id, ask.to_id) if each not in {None, talk.actor.person_id}}
    heard = {each for each in sides if each is not None and each in set(loud)}
    staff = talk.tx.system.staff
    here = [each for each in sorted(heard) if await staff.actor(each) is not None]
    replies: list[Reply] = [Say(card_of_ask(ask, each), to=each, fresh=True) for each in here]
    looking = {each for each in sides - heard if each is not None}
    if ask.kind in OF_LEAD:
        looking |= {each.person_id for each in await talk.tx.system.staff.watching(ask.department_id)}
    looking -= {talk.actor.person_id, *heard}
    return [*replies, *(Touch(AskCard.key_for(ask.id, each)) for each in sorted(looking))]


def redraw(talk: Talk, ask: Ask, card_key: str = "") -> list[Reply]:
    """The card that was pressed, and the speaker's living one where that is another."""
    own = AskCard.key_for(ask.id, talk.actor.person_id)
    return [Touch(own)] if card_key == own else [Redraw(AskCard(ask_id=ask.id)), Touch(own)]
