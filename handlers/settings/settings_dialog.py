"""What is typed in the settings: an hour of a message, the department's slots, minutes before, close, city and name."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import time
from typing import Any

from markupsafe import Markup

from handlers.dialog.model import Again, Choice, Dialog, Done, Move, Screen, Step, Talk
from handlers.framework.access import SETTERS
from handlers.settings.discount_limit import EnterDiscountLimit
from handlers.settings.passed_slots import pass_over
from handlers.settings.settings_draft import SettingsDraft
from handlers.settings.slot_words import slot_words
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import grid
from reports.settings.cities import OFFERED, zone_of
from reports.settings.hour_clashes import clash_words, hours_of
from reports.settings.presses import SettingsDeed
from reports.settings.schedule_words import scheduled_name, when
from reports.settings.settings import ScheduleView, SettingsView
from sales.calendar.slots import Asking
from sales.checkins.slot_list import WrongAskingError, WrongSlotsError, check_slots, make_asking, parse_slots
from sales.core.errors import NotYoursError
from sales.core.rights import Action
from sales.core.words import clean
from sales.entry.days.times import read_time
from sales.schedule.day_hours import Contradiction, contradictions
from sales.schedule.schedule import USUAL, Scheduled, may_be_put_off, may_be_sent_at, setting
from storage.engine.scope import reaches_department
from storage.settings.departments import Department

LONGEST_NAME = 60
HALF_HOUR = 30
A_DAY = 24 * 60
MINUTES_BEFORE = ("15 5", "10 5", "30 10", "0 0")
CLOSES = ("17:00", "17:30", "18:00", "18:30", "19:00", "20:00")
USUAL_HOUR = "usual"


class EnterHour(Step[SettingsDraft]):
    """Hours around the usual one; any other is typed."""

    async def show(self, talk: Talk, draft: SettingsDraft) -> Screen:
        found = (await talk.mine.schedule.settings_of(draft.department_id))[_kind(draft)]
        usual = USUAL[found.kind]
        around = [] if usual is None else [each for each in _around(usual) if may_be_sent_at(each)]
        choices = [Choice(f"{each:%H:%M}", f"{each:%H%M}") for each in around]
        reset = () if found.is_usual or usual is None else ((Choice(_usual_label(usual), USUAL_HOUR),),)
        said = {"name": bold(scheduled_name(found.kind)), "time": when(found)}
        asked = fill(_("🕐 {name}, now {time}"), **said)
        return Screen(lines(asked, fill(_("At what time? For example: 18:40"))), (*grid(choices, 3), *reset))

    async def press(self, talk: Talk, draft: SettingsDraft, value: str) -> Move:
        if value == USUAL_HOUR:
            return await self._put(talk, draft, None)
        return await self.write(talk, draft, value)

    async def write(self, talk: Talk, draft: SettingsDraft, text: str) -> Move:
        at = read_time(text)
        if at is None:
            return Again(hint=self.hint())
        if not may_be_sent_at(at):
            return Again(hint=fill(_("From 20:00 to 8:30 nobody is written to. For example: 18:40")))
        clash = await _clash(talk, draft, at)
        if clash is not None:
            return Again(hint=clash_words(clash))
        return await self._put(talk, draft, at)

    async def _put(self, talk: Talk, draft: SettingsDraft, at: time | None) -> Move:
        await talk.mine.schedule.put_off(draft.department_id, _kind(draft), at)
        return Done(ScheduleView(department_id=draft.department_id, page=draft.page))

    def hint(self) -> Markup:
        return fill(_("I did not understand the hour. For example: 18:40"))


class EnterSetting(Step[SettingsDraft]):
    """One setting of a department: its question, likely answers, and what a typed text means."""

    def __init__(self, ask: Callable[[], str], slip: Callable[[], str], likely: tuple[str, ...] = ()) -> None:
        self._ask, self._slip, self._likely = ask, slip, likely

    async def show(self, talk: Talk, draft: SettingsDraft) -> Screen:
        place = await read_owned(talk, draft.department_id)
        choices = [Choice(label, value) for value, label in self.choices(place).items()]
        return Screen(fill(self._ask(), name=place.name), grid(choices, 3))

    def choices(self, place: Department) -> dict[str, str]:
        """By what a button may carry: an hour without its colon."""
        del place
        return {each.replace(":", "."): each for each in self._likely}

    async def press(self, talk: Talk, draft: SettingsDraft, value: str) -> Move:
        """Only what was offered: a value made by hand renamed a department."""
        offered = self.choices(await read_owned(talk, draft.department_id))
        return await self.write(talk, draft, value) if value in offered else Again()

    async def write(self, talk: Talk, draft: SettingsDraft, text: str) -> Move:
        place = await read_owned(talk, draft.department_id)
        said = self.read(text, place)
        if isinstance(said, Markup):
            return Again(hint=said)
        changed = await talk.mine.departments.update(place.id, **said)
        await pass_over(talk.tx, changed)
        return Done(SettingsView(department_id=place.id))

    @abstractmethod
    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        """What is to be changed, or what is wrong with it."""

    def hint(self) -> Markup:
        return fill(self._slip())


class EnterSlots(EnterSetting):
    """The slots of the day, checked against how long before them is asked."""

    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        try:
            return {"slots": parse_slots(text, place.asking)}
        except WrongSlotsError as mistake:
            return slot_words(mistake)


class EnterAsking(EnterSetting):
    """«15 5»: asked so many minutes before, reminded so many."""

    def choices(self, place: Department) -> dict[str, str]:
        del place
        return {each: each.replace(" ", " / ") for each in self._likely}

    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        numbers = clean(text.replace("/", " ").replace(",", " ")).split()
        plain = [int(each) for each in numbers if each.isascii() and each.isdigit() and len(each) < 3]  # noqa: PLR2004
        if len(plain) != len(numbers) or len(plain) not in {1, 2}:
            return self.hint()
        try:
            asking: Asking = make_asking(plain[0], plain[1] if len(plain) > 1 else 0)
            check_slots(place.slots, asking)
        except WrongAskingError:
            return self.hint()
        except WrongSlotsError as mistake:
            return slot_words(mistake)
        return {"ask_before": asking.ask_before, "remind_before": asking.remind_before}


class EnterClose(EnterSetting):
    """The hour after which today counts as worked."""

    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        del place
        at = read_time(text)
        return self.hint() if at is None else {"day_close": at}


class EnterCity(EnterSetting):
    """The department's zone, by a city or an IANA name."""

    def choices(self, place: Department) -> dict[str, str]:
        del place
        return {zone: city() for zone, city in OFFERED.items()}

    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        del place
        zone = text if text in OFFERED else zone_of(text)
        return self.hint() if zone is None else {"zone": zone}


class EnterDepartmentName(EnterSetting):
    """Another name, of sixty letters at most."""

    def read(self, text: str, place: Department) -> dict[str, Any] | Markup:
        del place
        name = clean(text, LONGEST_NAME + 1)
        fits = any(letter.isalnum() for letter in name) and len(name) <= LONGEST_NAME
        return {"name": name} if fits else self.hint()


async def read_owned(talk: Talk, department_id: int) -> Department:
    """A department whose settings the speaker may write. Raises NotYoursError."""
    if not reaches_department(talk.actor, Action.WRITE_SETTINGS, department_id):
        raise NotYoursError
    return await talk.tx.system.departments.get(department_id)


def _kind(draft: SettingsDraft) -> Scheduled:
    if draft.kind is None or not may_be_put_off(draft.kind):
        raise NotYoursError
    return draft.kind


async def _clash(talk: Talk, draft: SettingsDraft, at: time) -> Contradiction | None:
    """What the message's hour would stand against."""
    kind = _kind(draft)
    place = await talk.tx.system.departments.get(draft.department_id)
    settings = await talk.mine.schedule.settings_of(draft.department_id)
    wanted = {**settings, kind: setting(kind, at=at)}
    return next((each for each in contradictions(hours_of(place, wanted)) if each.kind is kind), None)


def _around(usual: time) -> list[time]:
    """An hour and a half to both sides, by the half hour; the usual one among them."""
    base = usual.hour * 60 + usual.minute
    minutes = [base + step * HALF_HOUR for step in range(-2, 4)]
    return [time(each // 60, each % 60) for each in minutes if 0 <= each < A_DAY]


def _usual_label(usual: time) -> str:
    return _("As usual, {time}").format(time=f"{usual:%H:%M}")


SETTINGS = Dialog(
    name="settings",
    draft=SettingsDraft,
    steps={
        SettingsDeed.HOUR: EnterHour(),
        SettingsDeed.DISCOUNT: EnterDiscountLimit(),
        SettingsDeed.SLOTS: EnterSlots(
            lambda: _("{name}: at what hours are payments checked?\nFor example: <code>12:00, 16:00, 18:00</code>"),
            lambda: _("Hours in order, please: <code>12:00, 16:00, 18:00</code>"),
            ("12:00, 16:00, 18:00",),
        ),
        SettingsDeed.ASKING: EnterAsking(
            lambda: _("{name}: how many minutes before an hour\nto ask / to remind? For example: 15 / 5"),
            lambda: _("From 0 to 60, reminded later than asked. For example: 15 / 5"),
            MINUTES_BEFORE,
        ),
        SettingsDeed.CLOSE: EnterClose(
            lambda: _("{name}: when does the day close?\nFrom then on today counts as worked."),
            lambda: _("I did not understand the hour. For example: 18:00"),
            CLOSES,
        ),
        SettingsDeed.ZONE: EnterCity(
            lambda: _("{name}: by which city's time does it work?"),
            lambda: _("I do not know this city. A large one nearby will do: <code>Kazan</code>"),
        ),
        SettingsDeed.NAME: EnterDepartmentName(
            lambda: _("{name}: what is it called now?"),
            lambda: _("Please type a name: <code>Sales Kazan</code>"),
        ),
    },
    roles=SETTERS,
)
