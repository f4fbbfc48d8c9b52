"""/settings of a department: its hours for who owns them, what is sent by the clock for the lead too."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.asks.words import share_words
from reports.door.presses import ConnectionsAddress
from reports.groups.presses import GroupsAddress
from reports.message.columns import cut
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message, grid
from reports.message.screens.empty import no_department
from reports.message.screens.pages import Page
from reports.message.view import View, button
from reports.settings.cities import city_of
from reports.settings.hour_clashes import SHOWN, hours_of, warning
from reports.settings.presses import SettingsDeed, SettingsPress
from reports.settings.schedule_words import has_hour, scheduled_label, sign, when
from reports.settings.stages import StagesView
from sales.core.people import Role
from sales.core.rights import Action
from sales.schedule.day_hours import contradictions
from sales.schedule.schedule import Scheduled, Setting
from storage.engine.actor import Actor
from storage.engine.scope import reaches_department
from storage.settings.departments import Department, find_department
from storage.transaction import Transaction

OWNERS = (SettingsDeed.NAME, SettingsDeed.ZONE, SettingsDeed.SLOTS, SettingsDeed.ASKING, SettingsDeed.CLOSE)
SWITCHES = {
    SettingsDeed.CONFIRMED: "counts_confirmed",
    SettingsDeed.INSIDE: "keeps_inside",
    SettingsDeed.PINS: "pins_summary",
}
"""The department's field that one tap turns."""
PAGE = 6


def press(deed: SettingsDeed, department_id: int, value: str = "", page: int = 1) -> str:
    return SettingsPress(deed=deed, department_id=department_id, value=value, page=page).pack()


class SettingsView(View):
    """Department 0: the reader's own, or the first."""

    name = "settings"

    department_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        seen = await tx.as_(reader).departments.list_seen()
        place = find_department(seen, self.department_id)
        if place is None:
            return None if seen else no_department()
        if not reaches_department(reader, Action.READ_SETTINGS, place.id):
            return None
        clashes = await clashes_of(tx, place)
        shared = (
            Button(_("🔔 Messages"), press(SettingsDeed.MESSAGES, place.id)),
            Button(_("📅 Calendar"), press(SettingsDeed.CALENDAR, place.id)),
            button(_("💬 Groups"), GroupsAddress(department_id=place.id)),
        )
        keeps = reaches_department(reader, Action.WRITE_STAGES, place.id)
        limit = _("💸 Discount up to {limit}").format(limit=share_words(place.discount_limit))
        kept = (
            button(_("🧩 Stages"), StagesView(department_id=place.id)),
            Button(limit, press(SettingsDeed.DISCOUNT, place.id)),
        )
        stages = (kept,) if keeps else ()
        owned = _read_owned(place) if reaches_department(reader, Action.WRITE_SETTINGS, place.id) else ()
        text = lines(_text(tx, place), *(["", *clashes] if clashes else []))
        new = (_of_house(),) if reader.role is Role.OWNER else ()
        return Message(text, (shared, *stages, *owned, *_others(seen, place), *new))


def _of_house() -> tuple[Button, ...]:
    """And who comes in by other ways than the chat; both are of the house."""
    connections = button(_("🔌 Connections"), ConnectionsAddress())
    return (Button(_("🏢 New department"), press(SettingsDeed.NEW, 0)), connections)


async def clashes_of(tx: Transaction, place: Department) -> list[Markup]:
    """Hours that stand against each other, a few of them."""
    found = contradictions(hours_of(place, await tx.system.schedule.of_department(place.id)))
    return [warning(each) for each in found[:SHOWN]]


def _text(tx: Transaction, place: Department) -> Markup:
    return lines(
        fill("⚙️ {name}", name=bold(place.name)),
        fill(_("{city}, now {time}"), city=city_of(place.zone), time=hours(tx.clock.now(), place.zone)),
        fill(_("Payment check-ins: {slots}"), slots=" · ".join(slot.code for slot in place.slots)),
        asking_words(place),
        fill(_("The day closes at {time}"), time=f"{place.day_close:%H:%M}"),
    )


def asking_words(place: Department) -> Markup:
    asked = fill(_("Managers are asked {n} min before"), n=place.ask_before)
    return (
        fill(_("{asked}, reminded {n} min before"), asked=asked, n=place.remind_before)
        if place.asking.reminds
        else asked
    )


def _read_owned(place: Department) -> Keyboard:
    labels = {
        SettingsDeed.SLOTS: _("Hours of payments"),
        SettingsDeed.ASKING: _("How long before"),
        SettingsDeed.CLOSE: _("End of the day"),
        SettingsDeed.ZONE: _("City"),
        SettingsDeed.NAME: _("Name"),
    }
    only = _("🏦 Month and bonus: confirmed alone") if place.counts_confirmed else _("🏦 Month and bonus: all said")
    closing = (Button(only, press(SettingsDeed.CONFIRMED, place.id)),)
    inside = _("🔒 Forwarding: off") if place.keeps_inside else _("🔓 Forwarding: on")
    pins = _("📌 Summary: pinned") if place.pins_summary else _("📌 Summary: not pinned")
    kept = (Button(inside, press(SettingsDeed.INSIDE, place.id)), Button(pins, press(SettingsDeed.PINS, place.id)))
    return (*grid([Button(label, press(deed, place.id)) for deed, label in labels.items()], 2), closing, kept)


def _others(seen: Sequence[Department], place: Department) -> Keyboard:
    others = [each for each in seen if each.id != place.id]
    return grid([Button(cut(each.name, 20), press(SettingsDeed.SHOW, each.id)) for each in others], 2)


class ScheduleView(View):
    """What the clock sends: a tap on the name turns it off or on, a tap on the hour asks for another."""

    name = "schedule"

    department_id: int
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = await tx.as_(reader).schedule.settings_of(self.department_id)
        place = await tx.system.departments.get(self.department_id)
        kinds, clashes = list(Scheduled), await clashes_of(tx, place)
        shown = Page.of(self.page, len(kinds), PAGE)
        rows = [_row(found[kind], place.id, shown.number) for kind in kinds[shown.first : shown.first + PAGE]]
        text = lines(
            fill(_("🔔 Messages · {name}"), name=place.name),
            fill(_("A name turns it off, the hour changes it.")),
            fill(_("❄️ The plan is frozen then, in any case.")),
            *(["", *clashes] if clashes else []),
        )
        turns = shown.turns(lambda number: press(SettingsDeed.MESSAGES, place.id, page=number))
        back = Button(_("‹ Settings"), press(SettingsDeed.SHOW, place.id))
        return Message(text, (*rows, *turns, (back,)))


def _row(setting: Setting, department_id: int, page: int) -> tuple[Button, ...]:
    label = f"{sign(setting)} {scheduled_label(setting.kind)}"
    turned = Button(label, press(SettingsDeed.TURN, department_id, setting.kind, page))
    if not has_hour(setting):
        return (turned,)
    return (turned, Button(f"🕐 {when(setting)}", press(SettingsDeed.HOUR, department_id, setting.kind, page)))
