"""«🔌 Подключения»: whom the house lets in by HTTP, when each was used last, and a new one."""

from collections.abc import Iterator

from markupsafe import Markup

from reports.door.exchanges import tell_unknown
from reports.door.presses import ConnectionAddress, ConnectionDeed, ConnectionPress, ConnectionsAddress
from reports.door.words import SIGNS, tell_answer, tell_event, tell_host, tell_kind, tell_scope
from reports.message.columns import cut
from reports.message.format import day_month, hours
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.screens.cards import CardView
from reports.message.screens.lists import Listed, ListView
from reports.message.view import button
from reports.settings.presses import SettingsDeed, SettingsPress
from sales.core.clock import local_date
from sales.core.rights import Action, roles_that_may
from sales.door.tokens import PERSONAL, TokenKind, TokenScope
from sales.hooks.events import HookEvent, list_told
from sales.hooks.standing import NO_ANSWER, OFF, PAUSED, STATUS, count_failures, find_rest
from storage.door.tokens import DoorToken
from storage.engine.actor import Actor
from storage.transaction import Transaction

DOOR_KEEPERS = roles_that_may(Action.WRITE_DOOR)
WIDTH = 22
LINES_EACH = 2


class ConnectionsView(ListView, ConnectionsAddress):
    opens_for = DOOR_KEEPERS

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        found = (await tx.as_(reader).door_tokens.list_all())[::-1]  # what was just made stands first
        page = self.find_page(len(found), LINES_EACH, above=3)
        shown = found[page.first : page.first + page.size]
        rows = [
            Listed(
                f"{SIGNS[each.kind]} {cut(each.label, WIDTH)}", ConnectionCard(token_id=each.id), _row(tx, reader, each)
            )
            for each in shown
        ]
        kinds = [
            button(f"➕ {tell_kind(kind)}", ConnectionPress(deed=ConnectionDeed.NEW, kind=kind))
            for kind in TokenKind
            if kind not in PERSONAL
        ]
        back = (button(_("‹ Settings"), SettingsPress(deed=SettingsDeed.SHOW, department_id=0)),)
        title = fill(_("🔌 Connections · {n}"), n=bold(str(len(found))))
        empty = fill(_("Each program, website and phone system has a key of its own: choose below."))
        return self.draw_list(title, rows, page, empty=empty, foot=(*grid(kinds, 2), back), width=2)


def _row(tx: Transaction, reader: Actor, token: DoorToken) -> Markup:
    return fill("{name} · {used}", name=_name(token), used=_tell_use(tx, reader, token))


def _name(token: DoorToken) -> str:
    return f"{SIGNS[token.kind]} {cut(token.label, WIDTH)}"


def _is_still(token: DoorToken) -> bool:
    return bool(token.options.get(OFF) or token.options.get(PAUSED))


def _tell_use(tx: Transaction, reader: Actor, token: DoorToken) -> str:
    """«в 14:05», «17 ноя», «не было»."""
    if token.options.get(OFF):
        return _("⚠️ off")
    if token.options.get(PAUSED):
        return _("⏸ paused")
    if token.last_used_at is None:
        return _("never used")
    day = local_date(token.last_used_at, reader.zone)
    if day == local_date(tx.clock.now(), reader.zone):
        return _("used at {time}").format(time=hours(token.last_used_at, reader.zone))
    return _("used {day}").format(day=day_month(day))


def _tell_hook(tx: Transaction, reader: Actor, token: DoorToken) -> Iterator[Markup]:
    if token.kind is not TokenKind.HOOK:
        return
    if token.options.get(OFF):
        yield fill(_("⚠️ Off: the address did not accept events"))
    elif token.options.get(PAUSED):
        yield fill(_("⏸ Paused: what happens waits, up to a week"))
    if failures := count_failures(token.options):
        answer = tell_answer(int(token.options.get(STATUS, NO_ANSWER)))
        told = ngettext("⚠️ Not taken: {answer}", "⚠️ Not taken {n} times in a row: {answer}", failures)
        yield fill(told, n=failures, answer=answer)
    if (until := find_rest(token.options, tx.clock.now())) and not _is_still(token):
        yield fill(_("Again at {time}"), time=hours(until, reader.zone))
    with_names = token.may(TokenScope.READ_CLIENTS)
    yield fill("{what}", what=_("Ids, sums and names") if with_names else _("Ids and sums, no names"))


class ConnectionCard(CardView, ConnectionAddress):
    """`removing`: asked once more before what works ceases to; `choosing`: which events a program is told of."""

    opens_for = DOOR_KEEPERS

    removing: bool = False
    choosing: bool = False

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        token = await tx.as_(reader).door_tokens.get(self.token_id)
        place = await self._tell_place(tx, token)
        facts = lines(
            fill("{kind} · {label}", kind=tell_kind(token.kind), label=bold(token.label)),
            fill("{place}", place=place) if place else None,
            fill("{host}", host=cut(tell_host(token.options), 34)) if token.kind is TokenKind.HOOK else None,
            fill(_("Made {day}"), day=day_month(local_date(token.created_at, reader.zone))),
            fill("{used}", used=_tell_use(tx, reader, token)) if not _is_still(token) else None,
            *_tell_hook(tx, reader, token),
            await tell_unknown(tx, reader, token),
            fill(_("Whoever uses it will be refused at once.")) if self.removing else None,
        )
        back = button(_("‹ Connections"), ConnectionsView())
        if self.removing:
            gone = self._press(_("🗑 Revoke"), ConnectionDeed.REVOKE)
            return self.card(facts, ((gone,),), back=button(_("‹ Back"), self.but(removing=False)))
        if self.choosing and token.kind is TokenKind.HOOK:
            chosen = list_told(token.options)
            kinds = grid([self._event(n, each, is_told=each in chosen) for n, each in enumerate(HookEvent)], 2)
            return self.card(facts, kinds, back=button(_("‹ Back"), self.but(choosing=False)))
        return self.card(facts, (*self._choices(token), (button(_("🗑 Revoke"), self.but(removing=True)),)), back=back)

    async def _tell_place(self, tx: Transaction, token: DoorToken) -> str:
        if token.department_id is None:
            return ""
        return (await tx.system.departments.get(token.department_id)).name

    def _choices(self, token: DoorToken) -> Iterator[tuple[Button, ...]]:
        if token.kind is TokenKind.API:
            yield from grid([self._scope(token, n) for n in range(len(TokenScope))], 2)
        if token.kind is not TokenKind.HOOK:
            return
        still = token.options.get(OFF) or token.options.get(PAUSED)
        turn = (
            self._press(_("▶️ Turn on"), ConnectionDeed.ON) if still else self._press(_("⏸ Pause"), ConnectionDeed.PAUSE)
        )
        yield (self._press(_("📨 Try it"), ConnectionDeed.TRY), turn)
        told = _("📋 Events sent: {n} of {all}")
        yield (button(told.format(n=len(list_told(token.options)), all=len(HookEvent)), self.but(choosing=True)),)
        names = list(TokenScope).index(TokenScope.READ_CLIENTS)
        yield (self._give(token, names, _("names of clients and people")),)

    def _event(self, number: int, event: HookEvent, *, is_told: bool) -> Button:
        sign, deed = ("✅", ConnectionDeed.HUSH) if is_told else ("◻️", ConnectionDeed.SAY)
        return self._press(f"{sign} {tell_event(event)}", deed, number)

    def _scope(self, token: DoorToken, number: int) -> Button:
        return self._give(token, number, tell_scope(list(TokenScope)[number]))

    def _give(self, token: DoorToken, number: int, label: str) -> Button:
        given = token.may(list(TokenScope)[number])
        sign, deed = ("✅", ConnectionDeed.TAKE) if given else ("◻️", ConnectionDeed.GIVE)
        return self._press(f"{sign} {label}", deed, number)

    def _press(self, label: str, deed: ConnectionDeed, scope: int = 0) -> Button:
        return button(label, ConnectionPress(deed=deed, token_id=self.token_id, scope=scope))
