"""One client on one screen: who to ring, what is awaited, what was last spoken of, and what to record next (spec/1)."""

from collections.abc import Sequence

from markupsafe import Markup

from reports.activities.agenda_lines import tell_contact, tell_next
from reports.activities.walk import contact_line
from reports.clients.client_edit import ClientEditView
from reports.clients.client_more import make_handover_button, more_rows
from reports.clients.client_words import inn_line, segment_words
from reports.clients.of_deals import on_row
from reports.clients.presses import ClientAddress, ClientDeed, ClientPress
from reports.debts.presses import DebtAddress
from reports.inline.passing import pass_requisites
from reports.message.format import day_in_month, short
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Keyboard, Message
from reports.message.screens.cards import CardView
from reports.message.view import button
from reports.message.words.called import call_person
from reports.message.words.deal_words import deal_lines
from reports.payments.awaited import tell_awaited
from reports.payments.presses import UndoPress
from sales.core.clock import local_date
from sales.core.people import EVERYBODY, SELLERS
from sales.core.rights import Action, may
from sales.debts.debt import Debt
from storage.clients.client import Client
from storage.clients.contacts import Contact
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST_CONTACTS = 2
MOST_COPIED = 5
MOST_ACTIVITIES = 3
LONGEST_CLIENT_COMMENT = 100
LONGEST_COPY_LABEL = 24


class ClientCard(CardView, ClientAddress):
    """`phones`: the numbers are opened, they were asked for; `said`: what was just done, above the card; `undo`: the
    step that takes it back.
    """

    opens_for = EVERYBODY

    phones: bool = False
    said: str = ""
    undo: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        mine = tx.as_(reader)
        client = await mine.clients.get(self.client_id)
        contacts = [each for each in await mine.contacts.of_client(client.id) if each.phone or self.phones]
        payments = await mine.payments.open_of(client.id)
        owed = await mine.debts.of_client(client.id)
        done = await mine.activities.of_client(client.id, MOST_ACTIVITIES)
        ahead = await mine.activities.next_of(client.id)
        today = local_date(tx.clock.now(), reader.zone)
        deals = await mine.deals.open_of(client.id)
        book = await tx.system.stages.book(client.department_id)
        business = lines(
            *(contact_line(each, open_phone=self.phones) for each in contacts[: self._most_contacts]),
            tell_next(ahead, reader.zone, today) if ahead else None,
            *tell_awaited(payments, owed, today),
            *deal_lines(deals, book),
            *(tell_contact(each) for each in done),
            None if payments or done or ahead or deals else await _tell_received(tx, reader, client),
        )
        text = lines(self.said or None, await facts_of(tx, client), Markup(), business)
        on = () if client.archived_at else (*on_row(reader, deals, book), *_debt_button(owed))
        passed = await pass_requisites(tx, client) if self.phones else ()
        rows, last = self._rows(reader, client, contacts, on, passed), self._last(reader, client, contacts)
        return self.card(text, rows, () if client.forgotten_at else more_rows(reader, client), last=last)

    @property
    def _most_contacts(self) -> int:
        return MOST_COPIED if self.phones else MOST_CONTACTS

    def _rows(
        self,
        reader: Actor,
        client: Client,
        contacts: Sequence[Contact],
        on: tuple[Button, ...],
        passed: tuple[Button, ...],
    ) -> Keyboard:
        rows: list[tuple[Button, ...]] = []
        if self.undo:
            rows.append((button(_("↩️ Undo"), UndoPress(step_id=self.undo)),))
        if self.phones:
            rows += [(_copy_button(each),) for each in contacts[:MOST_COPIED] if each.phone]
            copied = (Button(_("📋 INN {inn}").format(inn=client.inn), copy=client.inn),) if client.inn else ()
            rows += [(*copied, *passed)]
        if client.forgotten_at is not None:
            return ()
        if client.archived_at is not None:
            return (*rows, _restoring(reader, client))
        gives = (make_handover_button(client),) if may(reader.role, Action.REASSIGN) else ()
        rows += [(*_records(reader, client.id), *gives), on]
        return tuple(row for row in rows if row)

    def _last(self, reader: Actor, client: Client, contacts: Sequence[Contact]) -> tuple[Button, ...]:
        """In one row with «⋯»."""
        if client.archived_at is not None:
            return ()
        masked = not self.phones and (client.inn or any(each.phone for each in contacts))
        numbers = (Button("📱", client_press(ClientDeed.PHONES, client.id)),) if masked else ()
        if not may(reader.role, Action.EDIT_CLIENT):
            return numbers
        return (*numbers, button(_("✏️ Edit"), ClientEditView(client_id=client.id)))


async def facts_of(tx: Transaction, client: Client) -> Markup:
    """«Ромашка · опт · Юг», «ИНН 7701000026 · 18 млн в год», «Ведёт Анна · источник: выставка»."""
    turnover = _("{sum} a year").format(sum=short(client.turnover)) if client.turnover else None
    segment = segment_words(client.segment) if client.segment else None
    source = fill(_("source: {source}"), source=client.source) if client.source else None
    return lines(
        _join(bold(client.name), client.line, client.territory or client.city),
        _join(inn_line(client), turnover, segment),
        _join(await _owner(tx, client), source),
        fill("📝 {comment}", comment=_cut(client.comment, LONGEST_CLIENT_COMMENT)) if client.comment else None,
        fill(_("🔕 Asked not to be called")) if client.do_not_call and not client.forgotten_at else None,
        _tell_put_away(client),
    )


async def _tell_received(tx: Transaction, reader: Actor, client: Client) -> Markup:
    """Where nothing else is to be said: the last money, or that nothing was recorded."""
    receipts = await tx.as_(reader).receipts.of_client(client.id)
    if not receipts:
        return fill(_("No records yet"))
    last = receipts[0]
    told = _("✅ Received {sum} · {day}") if last.amount > 0 else _("↩️ Given back {sum} · {day}")
    return fill(told, sum=short(abs(last.amount)), day=day_in_month(last.on))


def _tell_put_away(client: Client) -> Markup | None:
    if client.forgotten_at is not None:
        return fill(_("🗑 Forgotten: only the sums are left"))
    return fill(_("📦 In the archive")) if client.archived_at else None


async def _owner(tx: Transaction, client: Client) -> Markup:
    if client.owner_id is None:
        return fill(_("No owner"))
    return fill(_("Looked after by {name}"), name=await call_person(tx, client.owner_id))


def _join(*parts: str | Markup | None) -> Markup | None:
    told = [fill("{part}", part=part) for part in parts if part]
    return Markup(" · ").join(told) if told else None


def _debt_button(owed: Sequence[Debt]) -> tuple[Button, ...]:
    """To the oldest one."""
    return (button(_("⚠️ Debt"), DebtAddress(payment_id=owed[0].payment_id)),) if owed else ()


def _cut(comment: str, longest: int) -> str:
    one_line = " ".join(comment.split())
    return one_line if len(one_line) <= longest else f"{one_line[: longest - 1].rstrip()}…"


def _copy_button(contact: Contact) -> Button:
    """The phone puts the number into its clipboard; what is shown is whose it is."""
    return Button(f"📋 {_cut(contact.name, LONGEST_COPY_LABEL)}", copy=contact.phone or "")


def _records(reader: Actor, client_id: int) -> tuple[Button, ...]:
    deeds = [("📞", ClientDeed.CALL), ("🤝", ClientDeed.MEET), ("💰", ClientDeed.PAY)] if reader.role in SELLERS else []
    deeds += [("✅", ClientDeed.FACT)] if may(reader.role, Action.ENTER_FACT) else []
    return tuple(Button(sign, client_press(deed, client_id)) for sign, deed in deeds)


def _restoring(reader: Actor, client: Client) -> tuple[Button, ...]:
    if not may(reader.role, Action.EDIT_CLIENT):
        return ()
    return (Button(_("📦 Back from the archive"), client_press(ClientDeed.RESTORE, client.id)),)


def client_press(deed: ClientDeed, client_id: int) -> str:
    return ClientPress(deed=deed, client_id=client_id).pack()
