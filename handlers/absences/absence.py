"""/absence: asked in one message or three taps, answered once by whoever presses first, withdrawn at any time."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.absences.dialog import AbsenceDraft, find_named, note_absence, standing
from handlers.absences.told import already, answer_absence, card, offer, send_absence, tell_handed_on
from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.dialog.steps.day import day_mistake
from handlers.framework.access import ABSENCE_ROLES, ABSENCE_WRITERS, SELLERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast
from reports.absences.away import AwayView
from reports.absences.presses import AbsenceAddress, AbsenceDeed, AbsencePress, AwayDeed, AwayPress
from reports.absences.words import what
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Button, Message
from reports.message.view import button
from sales.absences.absence_entry import AbsenceSaid, is_absence_named, read_absence
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.core.words import clean
from storage.absences.absences import NotedAbsence
from storage.engine.scope import reaches_department

MOST_WORDS = 300
DIALOG = "absence"


def make_router(runner: Runner) -> Router:
    router = Router(name="absence")
    _saying(router, runner)
    _answering(router)
    _watching(router, runner)
    return router


def _saying(router: Router, runner: Runner) -> None:
    @router.message(Command("absence"), flags=access(ABSENCE_ROLES))
    async def hear_absence_command(_message: TelegramMessage, command: CommandObject, talk: Talk) -> Replies:
        text = clean(command.args or "", MOST_WORDS)
        if talk.actor.role in SELLERS:
            return await hear_manager(runner, talk, read_absence(text, talk.today), text)
        return await hear_lead(runner, talk, text)

    async def is_absence(message: TelegramMessage, talk: Talk | None = None) -> bool:
        """Kind and days and nothing else: by a manager of oneself, by who notes absences perhaps with a name."""
        text = clean(message.text or "", MOST_WORDS)
        if talk is None or talk.actor.role not in ABSENCE_ROLES or text.startswith("/") or not is_absence_named(text):
            return False
        said = read_absence(text, talk.today)
        is_whole = said.is_certain or await _names_somebody(talk, said)
        if (state := await talk.mine.dialogs.current()) is not None:
            step = runner.step_of(state)
            elsewhere = state.name != DIALOG or state.step == "days"  # at «Какие дни?» it is said anew
            return is_whole and elsewhere and step is not None and not step.free and not step.secret
        return is_whole or (said.is_understood and (said.either is not None or said.mistake is not None))

    @router.message(is_absence, flags=access(ABSENCE_ROLES))
    async def hear_absence_line(message: TelegramMessage, talk: Talk) -> Replies:
        text = clean(message.text or "", MOST_WORDS)
        if talk.actor.role not in SELLERS:
            return await hear_lead(runner, talk, text)
        said, state = read_absence(text, talk.today), await talk.mine.dialogs.current()
        anew = said.is_certain and state is not None and state.name == DIALOG
        gone, later = await runner.close(talk) if anew else ([], ())
        heard = await hear_manager(runner, talk, said, text)
        below = await runner.go_on(talk, None, later) if anew else await runner.redraw(talk) if said.is_certain else []
        return [*gone, *(heard if isinstance(heard, list) else [heard]), *below]


async def _names_somebody(talk: Talk, said: AbsenceSaid) -> bool:
    """«Борис отпуск 9–13.11», by who notes absences."""
    if talk.actor.role in SELLERS or not said.rest or said.first is None:
        return False
    team = [each for each in await talk.mine.people.team() if each.is_active and each.department_id]
    return find_named(team, said.rest) is not None


async def hear_manager(runner: Runner, talk: Talk, said: AbsenceSaid, text: str) -> Replies:
    """Sent at once where all of it was understood; otherwise the form opens with what was."""
    draft = AbsenceDraft().take_said(said)
    if said.is_certain:
        return await _send(talk, draft)
    opened = await runner.open(talk, DIALOG, draft, "kind" if said.kind is None else "days")
    if said.mistake is not None:
        return [Say(Message(day_mistake(said.mistake))), *opened]
    if said.rest or (text and said.kind is None):
        return [Say(Message(fill(_("I did not understand. For example: vacation 9–13.11 · sick today")))), *opened]
    return opened


async def hear_lead(runner: Runner, talk: Talk, text: str) -> Replies:
    """Without words the list; «Борис отпуск 9–13.11» notes it for Boris."""
    seen = await talk.mine.departments.list_seen()
    place = next((each.id for each in seen), 0)
    if not text:
        view = AwayView(department_id=place)
        return Say(view.under(view.key_for(place, talk.actor.person_id)), fresh=True) if place else Say(view)
    said = read_absence(text, talk.today)
    team = [each for each in await talk.mine.people.team() if each.is_active and each.department_id]
    whose = find_named(team, said.rest)
    department_id = place if whose is None else whose.department_id or 0
    draft = AbsenceDraft(department_id=department_id, person_id=whose.id if whose else 0).take_said(said)
    if whose is not None and said.kind and said.first and said.last:
        return await _send(talk, draft)
    return await runner.open(talk, DIALOG, draft, "who" if whose is None else "days" if said.kind else "kind")


async def _send(talk: Talk, draft: AbsenceDraft) -> Replies:
    """Days that are taken already are shown, with a way to what stands there."""
    assert draft.first is not None  # noqa: S101  nothing is sent without its days
    assert draft.last is not None  # noqa: S101
    taken = await standing(talk, draft.person_id or talk.actor.person_id, draft.first, draft.last)
    if taken:
        return Say(Message(already(taken), tuple((_open(each),) for each in taken[:3])))
    card_, told = await send_absence(talk, await note_absence(talk, draft))
    return [Say(card_), *told]


def _open(absence: NotedAbsence) -> Button:
    label = what(absence)
    return button(label[:1].upper() + label[1:], AbsenceAddress(absence_id=absence.id))


def _answering(router: Router) -> None:
    @router.callback_query(Pressed(AbsencePress, AbsenceDeed.AGREE), flags=access(ABSENCE_WRITERS))
    async def press_agree(_query: CallbackQuery, callback_data: AbsencePress, talk: Talk) -> Replies:
        """Of two leads the first is heard."""
        asked = await _of_another(talk, callback_data)
        found = await talk.mine.absences.agree(asked.id)
        return [Toast(_("Recorded: agreed")), Redraw(offer(found)), *await answer_absence(talk, found)]

    @router.callback_query(Pressed(AbsencePress, AbsenceDeed.DECLINE), flags=access(ABSENCE_WRITERS))
    async def press_decline(_query: CallbackQuery, callback_data: AbsencePress, talk: Talk) -> Replies:
        asked = await _of_another(talk, callback_data)
        found = await talk.mine.absences.decline(asked.id)
        return [Toast(_("Recorded: declined")), Redraw(offer(found)), *await answer_absence(talk, found)]

    @router.callback_query(Pressed(AbsencePress, AbsenceDeed.WITHDRAW), flags=access(ABSENCE_ROLES))
    async def withdraw(_query: CallbackQuery, callback_data: AbsencePress, talk: Talk) -> Replies:
        found = await talk.mine.absences.withdraw(callback_data.absence_id)
        return [Toast(_("Withdrawn")), Redraw(card(found)), *await answer_absence(talk, found)]

    @router.callback_query(Pressed(AbsencePress, AbsenceDeed.STANDS_IN), flags=access(ABSENCE_ROLES))
    async def press_stands_in(_query: CallbackQuery, callback_data: AbsencePress, talk: Talk) -> Replies:
        before = await talk.mine.absences.get(callback_data.absence_id)
        chosen = callback_data.person_id or None
        after = await talk.mine.absences.set_substitute(before.id, chosen)
        return [Redraw(card(after)), *await tell_handed_on(talk, before, after)]


async def _of_another(talk: Talk, press: AbsencePress) -> NotedAbsence:
    """Nobody answers their own question. Raises NotYoursError."""
    found = await talk.mine.absences.get(press.absence_id)
    if found.person_id == talk.actor.person_id:
        raise NotYoursError
    return found


def _watching(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(AwayPress, AwayDeed.NOTE), flags=access(ABSENCE_WRITERS))
    async def note(_query: CallbackQuery, callback_data: AwayPress, talk: Talk) -> list[Reply]:
        """For somebody of the department, agreed as it is noted."""
        if not reaches_department(talk.actor, Action.WRITE_ABSENCES, callback_data.department_id):
            raise NotYoursError
        await talk.tx.system.departments.get(callback_data.department_id)
        return await runner.open(talk, DIALOG, AbsenceDraft(department_id=callback_data.department_id))
