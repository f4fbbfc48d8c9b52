"""/settings: what is sent by the clock and when, the department's calendar; its hours and its name for the owner."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery
from aiogram.types import Message as TelegramMessage

from handlers.dialog.model import Talk
from handlers.dialog.runner import Runner
from handlers.framework.access import CALENDAR_KEEPERS, SETTERS, access
from handlers.framework.pressed import Pressed
from handlers.framework.replies import Redraw, Replies, Reply, Say, Toast
from handlers.redraw.reports_told import reports_since
from handlers.redraw.touching import touches_of
from handlers.settings.passed_slots import pass_over
from handlers.settings.settings_dialog import read_owned
from handlers.settings.settings_draft import SettingsDraft
from reports.message.language import gettext as _
from reports.settings.presses import SettingsDeed, SettingsPress
from reports.settings.schedule_words import scheduled_name
from reports.settings.settings import (
    OWNERS,
    SWITCHES,
    ScheduleView,
    SettingsView,
)
from reports.settings.work_calendar import AS_USUAL, CalendarDayView, CalendarView
from sales.calendar.calendar import DayKind
from sales.core.errors import NotYoursError
from sales.core.people import Role
from sales.core.rights import Action
from sales.entry.days.dates import RECKONED, is_near
from sales.schedule.schedule import Scheduled, may_be_put_off, may_be_turned_off
from storage.engine.scope import reaches_department


def make_router(runner: Runner) -> Router:
    router = Router(name="settings")
    _reading(router)
    _scheduling(router, runner)
    _owning(router, runner)
    return router


def _reading(router: Router) -> None:
    @router.message(Command("settings"), flags=access(SETTERS))
    async def hear_settings_command(_message: TelegramMessage, talk: Talk) -> Replies:
        return Say(SettingsView(department_id=talk.actor.department_id or 0))

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.SHOW), flags=access(SETTERS))
    async def show(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        return Redraw(SettingsView(department_id=await read(talk, callback_data)))

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.MESSAGES), flags=access(SETTERS))
    async def press_messages(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        return Redraw(ScheduleView(department_id=await read(talk, callback_data), page=callback_data.page))

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.CALENDAR), flags=access(SETTERS))
    async def press_calendar(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        """The running month, or that of a day (an ordinal)."""
        month = day_in(talk, callback_data.value) if callback_data.value else None
        return Redraw(CalendarView(department_id=await read(talk, callback_data), month=month))


def _scheduling(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(SettingsPress, SettingsDeed.TURN), flags=access(SETTERS))
    async def turn(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        place, kind = await read(talk, callback_data), kind_in(callback_data.value)
        if not may_be_turned_off(kind):
            return Toast(
                _("A freeze is never turned off: reports compare with it. Its hour can be changed."), alert=True
            )
        on = not (await talk.mine.schedule.settings_of(place))[kind].is_on
        await talk.mine.schedule.turn(place, kind, on=on)
        said = (_("On: {name}") if on else _("Off: {name}")).format(name=scheduled_name(kind))
        return [Toast(said), Redraw(ScheduleView(department_id=place, page=callback_data.page))]

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.HOUR), flags=access(SETTERS))
    async def press_hour(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> list[Reply]:
        place, kind = await read(talk, callback_data), kind_in(callback_data.value)
        if not may_be_put_off(kind):
            raise NotYoursError
        draft = SettingsDraft(department_id=place, kind=kind, page=callback_data.page)
        return await runner.open(talk, "settings", draft, SettingsDeed.HOUR)

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.DISCOUNT), flags=access(SETTERS))
    async def press_limit(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> list[Reply]:
        draft = SettingsDraft(department_id=await read(talk, callback_data))
        return await runner.open(talk, "settings", draft, SettingsDeed.DISCOUNT)


def _owning(router: Router, runner: Runner) -> None:
    @router.callback_query(Pressed(SettingsPress, SettingsDeed.NEW), flags=access(Role.OWNER))
    async def press_new(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> list[Reply]:
        if callback_data.department_id:
            raise NotYoursError
        return await runner.open(talk, "department")

    @router.callback_query(Pressed(SettingsPress, *OWNERS), flags=access(Role.OWNER))
    async def change(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> list[Reply]:
        place = await read_owned(talk, callback_data.department_id)
        return await runner.open(talk, "settings", SettingsDraft(department_id=place.id), callback_data.deed)

    @router.callback_query(Pressed(SettingsPress, *SWITCHES), flags=access(Role.OWNER))
    async def press_switch(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        place = await read_owned(talk, callback_data.department_id)
        name = SWITCHES[callback_data.deed]
        await talk.mine.departments.update(place.id, **{name: not getattr(place, name)})
        return Redraw(SettingsView(department_id=place.id))

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.DAY), flags=access(CALENDAR_KEEPERS))
    async def press_day(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        chosen = day_in(talk, callback_data.value)
        return Redraw(CalendarDayView(department_id=await read(talk, callback_data), day=chosen))

    @router.callback_query(Pressed(SettingsPress, SettingsDeed.MARK), flags=access(CALENDAR_KEEPERS))
    async def mark(_query: CallbackQuery, callback_data: SettingsPress, talk: Talk) -> Replies:
        """A day off, a workday, a short one, or as the country has it; the day's messages follow."""
        place = await talk.tx.system.departments.get(await read(talk, callback_data))
        said, _dash, word = callback_data.value.partition("-")
        chosen = day_in(talk, said)
        if word not in {*DayKind, AS_USUAL}:
            raise NotYoursError
        kind = None if word == AS_USUAL else DayKind(word)
        await talk.mine.special_days.set(chosen, kind, place.id)
        await pass_over(talk.tx, place)
        people = {each.person_id for each in await talk.tx.system.staff.managers(place.id)}
        drawn = Redraw(CalendarView(department_id=place.id, month=chosen))
        touched = await touches_of(talk.tx, people)
        return [
            Toast(_("Recorded, the figures are recalculated")),
            drawn,
            *touched,
            *await reports_since(talk.tx, place, chosen, chosen),
        ]


async def read(talk: Talk, press: SettingsPress) -> int:
    """A department whose settings the speaker reads. Raises NotYoursError."""
    if not reaches_department(talk.actor, Action.READ_SETTINGS, press.department_id):
        raise NotYoursError
    return (await talk.tx.system.departments.get(press.department_id)).id


def kind_in(word: str) -> Scheduled:
    """The scheduled message that the button names. Raises NotYoursError for none."""
    if word not in set(Scheduled):
        raise NotYoursError
    return Scheduled(word)


def day_in(talk: Talk, said: str) -> date:
    """An ordinal, of a day as near as one may be said. Raises NotYoursError."""
    plain = said.isascii() and said.isdigit() and len(said) <= 7  # noqa: PLR2004  the last day there can be
    if not plain or int(said) not in RECKONED or not is_near(date.fromordinal(int(said)), talk.today):
        raise NotYoursError
    return date.fromordinal(int(said))
