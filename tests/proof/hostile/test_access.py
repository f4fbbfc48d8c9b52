"""People who are out of place: strangers, those who left, those who moved, groups; and ids that are not one's own."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from handlers.dialog.model import Screen
from handlers.dialog.screens import BACK
from reports.general.menu import COMMANDS, OTHER_NAMES
from reports.message.language import speaking
from reports.message.press import DialogPress
from sales.core.people import Profile, Role
from storage.engine.actor import Actor
from storage.tables import PersonRow
from tests.dialog.stage import talk_of
from tests.forgeries import FORGERIES, OPENED, all_shapes, forgeries_of, packed
from tests.proof.hostile.crowd import ABSENT, Crowd, Records
from tests.proof.hostile.ear import Answer, Ear
from tests.proof.hostile.steps import Place, places, said
from tests.proof.hostile.things import THINGS
from tests.samples import sampled
from tests.tree import handlers

POLITE = "Это рабочий бот отдела продаж.\nПопросите у руководителя ссылку-приглашение."
VIA = {"via_bot": {"id": 42, "is_bot": True, "first_name": "Reper"}}
REFUSAL = "Эта запись вам недоступна."

ANY_TEXT_OR_THING = {
    ("general.strangers", "meet_stranger"),
    ("door.pasted", "hear_key"),
    ("general.membership", "note_membership"),
    ("general.membership", "hear_unblocked"),
    ("groups.in_group", "note_taken_in"),
    ("groups.in_group", "hear"),
    ("entry.doors.forwarded", "hear_forward"),
    ("dialog.open_dialog", "take_sent"),
    ("entry.doors.edits", "hear_edit"),
    ("entry.doors.shared_contact", "hear_contact"),
    ("entry.doors.attached", "hear_attached"),
    ("entry.doors.attached", "hear_album"),
    ("entry.doors.attached", "hear_caption"),
    ("entry.doors.attached", "refuse_worthless"),
    ("entry.doors.entry", "hear_text"),
    ("absences.absence", "hear_absence_line"),
    ("files.door", "drop_file"),
    ("inline.search", "hear_query"),
    ("inline.chosen", "hear_chosen"),
    ("general.unknown", "press_unknown"),
    ("general.unknown", "hear_unknown"),
}
"""Handlers without a command or a shape of button: each is met here by `everything` that somebody can send."""


def others() -> list[str]:
    return [name for names in OTHER_NAMES.values() for name in names]


def test_every_handler_is_met_by_what_is_tried_here() -> None:
    commands = {command.name for command in COMMANDS} | {"start", *others()}
    unmet = [
        f"{each.module}.{each.name}"
        for each in handlers()
        if not (each.commands and each.commands <= commands)
        and not each.shapes
        and (each.module, each.name) not in ANY_TEXT_OR_THING
    ]

    assert unmet == [], "say above how these are reached; shapes stand in FORGERIES, and their own test asks for them"


async def everything(ear: Ear, crowd: Crowd, actor: Actor, **where: Any) -> AsyncIterator[tuple[str, Answer]]:
    """Every command with and without words, every button, a line, every thing, and an edit."""
    for command in COMMANDS:
        for text in (f"/{command.name}", f"/{command.name} {crowd.own['client'][0]}", command.key()):
            async with ear.apart():
                yield text, await ear.told(actor, text, **where)
    presses = [(shape, deed) for shape in all_shapes() for deed in forgeries_of(shape)]
    for shape, deed in sampled(presses, 9, (actor.name, where)):
        async with ear.apart():
            yield shape.__name__, await ear.pressed(actor, packed(shape, deed, crowd.own), **where)
    for what, thing in THINGS.items():
        async with ear.apart():
            yield what, await ear.sent(actor, **thing, **where)
    for text in (
        "оплата 150к Ромашка завтра",
        "привет",
        "/nosuch",
        "/start",
        "/start junk",
        *map("/{}".format, others()),
    ):
        async with ear.apart():
            yield text, await ear.told(actor, text, **where)
    async with ear.apart():
        yield "a client through the bot", await ear.told(actor, f"·{crowd.own['client'][0]} Лотос", **VIA, **where)
    for text in ("", "лот", "#abcdefghijkl", "а" * 256):
        async with ear.apart():
            yield "a query", await ear.queried(actor, text)
    async with ear.apart():
        yield "an edit", await ear.sent(actor, "edited_message", text="оплата 150к Ромашка завтра", **where)


async def met_politely(ear: Ear, crowd: Crowd, actor: Actor) -> None:
    counted = await ear.counts()
    told = {what: answer async for what, answer in everything(ear, crowd, actor) if what != "/start junk"}

    strange = {what: answer for what, answer in told.items() if [each.text for each in answer.shown] != [POLITE]}
    assert set(strange) <= {"an edit", "a query"}
    assert not any(strange.values())
    assert await ear.counts() == counted


async def test_a_stranger_hears_one_polite_sentence_whatever_they_do(ear: Ear, crowd: Crowd) -> None:
    await ear.delivered()
    await met_politely(ear, crowd, replace(crowd.anna, telegram_id=987_654))


async def test_who_has_left_is_a_stranger_from_the_next_update_on(ear: Ear, crowd: Crowd) -> None:
    await ear.stands(crowd.anna, "pay", None, "client")
    await ear.tx.as_(crowd.irina).handovers.deactivate(crowd.anna.person_id)
    await ear.delivered()

    await met_politely(ear, crowd, crowd.anna)


@pytest.mark.part(4)
@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
@pytest.mark.parametrize("who", ["Анна", "Ольга", "Ирина", "nobody"])
async def test_in_a_group_nothing_is_said_or_done(ear: Ear, crowd: Crowd, kind: str, who: str) -> None:
    await ear.delivered()
    actor = crowd.actors.get(who) or replace(crowd.anna, telegram_id=987_654)
    counted, group = await ear.counts(), {"id": -1001, "type": kind, "title": "Отдел"}

    async for what, answer in everything(ear, crowd, actor, chat=group):
        assert not answer, what
        assert await ear.counts() == counted, what


@pytest.mark.parametrize("name", ["Анна", "Ольга", "Софья"])
async def test_who_has_moved_to_another_department_has_left_the_old_one(ear: Ear, crowd: Crowd, name: str) -> None:
    """Their own records of the old department stay a manager's own; a lead and an assistant read only the new one."""
    await ear.delivered()
    actor, there = crowd.actors[name], crowd.foreign["department"][0]
    moving = update(PersonRow).where(PersonRow.id == actor.person_id).values(department_id=there)
    await ear.tx.session.execute(moving)
    old = crowd.colleague
    for shape, deeds in (*FORGERIES.items(), *OPENED.items()):
        for deed in (each for each in deeds if each.ids and actor.role in each.roles):
            kinds = deed.ids.values()
            if not all(old[kind] for kind in kinds) or all(old[kind] == crowd.foreign[kind] for kind in kinds):
                continue  # the second: a bank's file is the whole firm's
            async with ear.apart():
                assert (await ear.pressed(actor, packed(shape, deed, old))).text == REFUSAL, packed(shape, deed, old)


async def test_a_search_that_was_open_shows_no_team_to_who_leads_it_no_more(ear: Ear, crowd: Crowd) -> None:
    place = next(each for each in places() if str(each) == "ask-find")
    lead = place.who(crowd)
    await place.opened(ear, crowd)
    moving = update(PersonRow).where(PersonRow.id == lead.person_id).values(role=Role.MANAGER, profile=Profile.MIXED)

    async with ear.apart():
        assert "Борис" in (await ear.told(lead, "бор")).text
    await ear.tx.session.execute(moving)
    assert "Борис" not in (answer := await ear.told(lead, "бор")).text
    assert "устарел" in answer.text


# -- links -------------------------------------------------------------------------------------------------------------


async def test_no_link_that_does_not_work_tells_why(ear: Ear, crowd: Crowd) -> None:
    """Used, replaced, never made, or no token at all: a stranger cannot tell them apart."""
    await ear.delivered()
    tx, stranger = ear.tx, replace(crowd.anna, telegram_id=987_654)
    used = await tx.as_(crowd.irina).invitations.invite(Role.MANAGER, "Новый", crowd.anna.department_id)
    await tx.system.invitations.redeem(used, 555, "Новый", "ru")
    replaced = await tx.as_(crowd.irina).invitations.invite(Role.MANAGER, "Ещё", crowd.anna.department_id)
    waiting = [each for each in await tx.as_(crowd.irina).people.team(crowd.anna.department_id) if each.name == "Ещё"]
    await tx.as_(crowd.irina).invitations.renew(waiting[0].id)
    absent = used[:-1] + ("A" if used[-1] != "A" else "B")
    counted, told = await ear.counts(), set()
    for token in (used, replaced, absent, "A" * 64, "x", "0", "-1", "%00", used.swapcase(), used + "A", used[:-1]):
        async with ear.apart():
            told.add((await ear.told(stranger, f"/start {token}")).text)
            assert await ear.counts() == counted, token

    assert told == {"Ссылка больше не действует. Попросите, пожалуйста, новую."}


# -- ids inside dialogs ------------------------------------------------------------------------------------------------


def forged_values(screen: Screen, ids: Records) -> Iterator[str]:
    """The values of the screen's own buttons with another number in each, and bare numbers with each known letter."""
    forms = {re.sub(r"\d+", "{}", choice.value) for row in (*screen.rows, screen.last) for choice in row}
    forms = {form for form in forms if form.count("{}") == 1} | {"{}", "c{}", "p{}", "t{}"}
    for kind in ("client", "payment", "manager"):
        yield from (form.format(ids[kind][0]) for form in sorted(forms))


async def pressed(ear: Ear, actor: Actor, place: Place, number: int, value: str) -> Answer:
    async with ear.apart():
        return await ear.pressed(actor, DialogPress(number=number, step=place.step, value=value).pack())


@pytest.mark.part(3)
@pytest.mark.parametrize("place", places(), ids=str)
async def test_a_foreign_id_in_a_dialog_is_as_one_that_is_not_there(ear: Ear, crowd: Crowd, place: Place) -> None:
    actor, state = place.who(crowd), await place.opened(ear, crowd)
    if actor.role is Role.OWNER:  # nothing is foreign to the owner
        return
    draft = place.dialog.draft.model_validate(state.draft)
    with speaking(actor.language):
        screen = await place.dialog.steps[place.step].show(talk_of(actor, ear.tx), draft)
    before = await ear.counts()

    for records in crowd.not_for(actor.role):
        others = {
            kind: ids for kind, ids in records.items() if ids != crowd.own[kind] and kind not in {"heir", "owner"}
        }
        for value in sampled(list(forged_values(screen, others)), 8, place):
            absent = re.sub(r"\d+", str(ABSENT), value)
            answer = await pressed(ear, actor, place, state.number, value)
            assert answer, value
            assert answer == await pressed(ear, actor, place, state.number, absent), value
            assert await ear.counts() == before


SAID = ("150 000", "завтра", "15:00", "yes", "?")
PRESSED = ("yes", "here", "again", BACK, "2026-11-24", "talked", "95", "client", "amount", "-1")


@pytest.mark.part(3)
@pytest.mark.parametrize("place", [each for each in places() if each.dialog.name != "entry"], ids=str)
async def test_a_draft_whose_records_went_to_others_is_as_one_whose_records_are_gone(
    ear: Ear, crowd: Crowd, place: Place
) -> None:
    """A client can change hands while its form is open: from then on its number is a foreign one."""
    actor = place.who(crowd)
    if actor.role is Role.OWNER:
        return
    await ear.delivered()
    nowhere: Records = {kind: [ABSENT] for kind in crowd.own}
    told = []
    for records in (*crowd.not_for(actor.role), nowhere):
        draft = place.draft(said(records)).model_copy(update={"draft_id": "x"})
        opened = await ear.tx.as_(actor).dialogs.open(place.dialog.name, place.step, draft.model_dump(mode="json"))
        heard = []
        for deed in sampled(SAID, 2, place):
            async with ear.apart():
                heard.append(await ear.told(actor, deed))
        for value in sampled(PRESSED, 2, place):
            heard += [await pressed(ear, actor, place, opened.number, value)]
        told.append([(each.toast, [(shown.text, shown.labels) for shown in each.shown]) for each in heard])

    assert all(each == told[-1] for each in told)
