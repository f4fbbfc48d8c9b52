"""What somebody has, and to whom it can be given."""

from markupsafe import Markup

from reports.clients.presses import ClientAddress, GivePress, UnownedAddress
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from reports.message.screens.empty import no_managers
from reports.message.screens.pages import Page
from reports.message.view import View, button
from reports.payments.presses import UndoPress
from reports.people.presses import PersonAddress, TeamAddress
from sales.core.people import INVITERS
from storage.clients.client import Client
from storage.clients.handover import Handover
from storage.engine.actor import Actor
from storage.transaction import Transaction

PAGE = 10


def count_holdings(holdings: Handover) -> Markup:
    """12 клиентов · 3 оплаты · 5 дел, without what is not there."""
    parts = [
        ngettext("{n} client", "{n} clients", holdings.clients).format(n=holdings.clients) if holdings.clients else "",
        ngettext("{n} deal", "{n} deals", holdings.deals).format(n=holdings.deals) if holdings.deals else "",
        ngettext("{n} payment", "{n} payments", holdings.payments).format(n=holdings.payments)
        if holdings.payments
        else "",
        ngettext("{n} plan", "{n} plans", holdings.activities).format(n=holdings.activities)
        if holdings.activities
        else "",
    ]
    return Markup(" · ").join(part for part in parts if part)


class OrphansView(View):
    """«Без хозяина»: clients whose manager has left, each to be given to somebody."""

    name = "orphans"
    opens_for = INVITERS
    was = ("own:{department_id}:{page}",)

    department_id: int
    page: int = 1

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        if self.department_id not in {each.id for each in await tx.as_(reader).departments.list_seen()}:
            return None
        count = await tx.as_(reader).clients.count_without_owner(self.department_id)
        shown = Page.of(self.page, count, PAGE)
        clients = await tx.as_(reader).clients.without_owner(PAGE, shown.first, department_id=self.department_id)
        back = (button(_("‹ Team"), TeamAddress(department_id=self.department_id)),)
        if not clients:
            return Message(fill(_("Every client has an owner.")), (back,))
        buttons = [Button(each.name, _give(self.department_id, client_id=each.id).pack()) for each in clients]
        everything = Button(_("🔁 Give them all"), _give(self.department_id).pack())
        text = fill(_("No owner · {n}\nWhich one to hand over?"), n=bold(count))
        return Message(text, (*grid(buttons, 2), *shown.draw_turns(self), (everything,), back))


class UnownedView(UnownedAddress, View):
    """The same list, opened from a summary: below it, for the summary lives on."""

    opens_for = INVITERS
    opens_below = True

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        return await OrphansView(department_id=self.department_id).draw(tx, reader)


class HeirsView(View):
    """To whom: the department's managers, without the one who gives."""

    name = "heirs"

    department_id: int
    giver_id: int
    client_id: int
    page: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        text = lines(await _what(tx, reader, self.department_id, self.giver_id, self.client_id), fill(_("To whom?")))
        managers = [
            each for each in await tx.system.staff.managers(self.department_id) if each.person_id != self.giver_id
        ]
        back = _back(self.department_id, self.giver_id, self.client_id)
        if not managers:
            invited = no_managers(reader, self.department_id).buttons
            return Message(fill(_("There is nobody to hand over to yet.\nInvite a manager: ➕")), (*invited, (back,)))
        shown = Page.of(self.page, len(managers), PAGE)
        buttons = [
            Button(each.name, _give(self.department_id, self.giver_id, self.client_id, each.person_id).pack())
            for each in managers[shown.first : shown.first + PAGE]
        ]
        turns = shown.turns(lambda number: _give(self.department_id, self.giver_id, self.client_id, page=number).pack())
        return Message(text, (*grid(buttons, 2), *turns, (back,)))


class GivingView(View):
    """Asked once more before everything changes hands."""

    name = "giving"

    department_id: int
    giver_id: int
    client_id: int
    heir_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        what = await _what(tx, reader, self.department_id, self.giver_id, self.client_id)
        heir = await tx.as_(reader).people.person(self.heir_id)
        sure = Button(
            _("✅ Hand over"), _give(self.department_id, self.giver_id, self.client_id, self.heir_id, sure=1).pack()
        )
        other = Button(_("‹ Back"), _give(self.department_id, self.giver_id, self.client_id).pack())
        return Message(lines(what, fill(_("New owner: {name}"), name=bold(heir.name))), ((sure, other),))


def tell_given(moved: Handover, heir: str, department_id: int, step_id: int) -> Message:
    """What changed hands, and to whom; `step_id`: what one tap takes back."""
    text = fill(_("✅ Handed over: {what}\nNew owner: {name}"), what=count_holdings(moved), name=bold(heir))
    back = button(_("‹ Team"), TeamAddress(department_id=department_id))
    return Message(text, ((button(_("↩️ Undo"), UndoPress(step_id=step_id)),), (back,)))


def tell_given_back(back: Handover, client: str | None) -> Message:
    """To who had got it for some minutes, and to whose it is again."""
    return Message(fill(_("↩️ The handover is taken back: {what}"), what=client or count_holdings(back)))


def tell_heir(moved: Handover, client: Client | None) -> Message:
    """«🔁 Теперь ваш: Ромашка», with its card; or how much of what."""
    if client is None:
        return Message(fill(_("🔁 Now yours: {what}"), what=count_holdings(moved)))
    card = (button(_("Card"), ClientAddress(client_id=client.id)),)
    return Message(fill(_("🔁 Your client now: {name}"), name=bold(client.name)), (card,))


def tell_giver(moved: Handover, client: Client | None, heir: str) -> Message:
    """To whose they were."""
    what = count_holdings(moved) if client is None else bold(client.name)
    return Message(fill(_("🔁 {what}: {name} looks after it now"), what=what, name=heir))


async def _what(tx: Transaction, reader: Actor, department_id: int, giver_id: int, client_id: int) -> Markup:
    """Raises NotYoursError."""
    if client_id:
        client = await tx.as_(reader).clients.get(client_id)
        return fill(_("🔁 Client: {name}"), name=bold(client.name))
    holdings = count_holdings(await tx.as_(reader).handovers.holdings(giver_id or None, department_id))
    if not giver_id:
        return fill(_("🔁 No owner: {what}"), what=holdings)
    giver = await tx.as_(reader).people.person(giver_id)
    return fill(_("🔁 From: {name}\n{what}"), name=bold(giver.name), what=holdings or _("nothing to hand over"))


def _give(
    department_id: int, giver_id: int = 0, client_id: int = 0, heir_id: int = 0, *, page: int = 1, sure: int = 0
) -> GivePress:
    return GivePress(
        department_id=department_id, giver_id=giver_id, client_id=client_id, heir_id=heir_id, page=page, sure=sure
    )


def _back(department_id: int, giver_id: int, client_id: int) -> Button:
    """To where it was begun: a card, a person, the list of those without an owner."""
    if giver_id and client_id:
        return button(_("‹ To the card"), ClientAddress(client_id=client_id))
    if giver_id:
        return button(_("‹ Back"), PersonAddress(person_id=giver_id))
    return button(_("‹ Back"), OrphansView(department_id=department_id))
