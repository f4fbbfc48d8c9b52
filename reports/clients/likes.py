"""Clients that may be one: of a card, and all of them in a list."""

from reports.clients.presses import ClientAddress, ClientsAddress, LikesPress, MergePress, PartPress
from reports.message.format import mask_phone
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import Markup, bold, fill, lines
from reports.message.message import Button, Message
from reports.message.screens.lists import Listed, ListView
from reports.message.view import View, button
from reports.message.words.called import call_person
from sales.core.people import EVERYBODY
from sales.core.rights import Action, may
from storage.clients.client import Client
from storage.clients.contacts import ten_digits
from storage.engine.actor import Actor
from storage.transaction import Transaction

MOST = 5


class ClientLikesView(View):
    name = "client_likes"
    opens_for = EVERYBODY

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        client = await tx.as_(reader).clients.get(self.client_id)
        found = (await tx.as_(reader).client_likes.of_client(self.client_id))[:MOST]
        back: tuple[Button, ...] = (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)
        merged = await tx.as_(reader).client_merges.find_last(client.id)
        if merged is not None and may(reader.role, Action.EDIT_CLIENT):
            back = (button(_("↩️ Part them"), PartPress(merge_id=merged.id)), *back)
        if not found:
            return Message(fill(_("Nobody looks like {client}."), client=bold(client.name)), (back,))
        told = [await name_with_owner(tx, each.client) for each in found]
        rows = []
        for each in found:
            row = [button(each.client.name[:24], ClientPairView(one_id=client.id, other_id=each.client.id))]
            if may(reader.role, Action.EDIT_CLIENT):
                row.append(button(_("Not a duplicate"), LikesPress(one_id=client.id, other_id=each.client.id)))
            rows.append(tuple(row))
        both = Markup("\n").join([await name_with_owner(tx, client), *told])
        text = fill(_("It looks like one client:\n{both}"), both=both)
        return Message(text, (*rows, back))


class ClientPairView(View):
    """Two records side by side, and what they share."""

    name = "client_pair"
    opens_for = EVERYBODY

    one_id: int
    other_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one, other = [await tx.as_(reader).clients.get(each) for each in (self.one_id, self.other_id)]
        if one.id == other.id:
            return Message(fill(_("This is one client already.")), (_to_card(one),))
        first, second = await _phones_of(tx, reader, one), await _phones_of(tx, reader, other)
        shared = [phone for digits, phone in first.items() if digits in second]
        text = lines(
            fill(_("It looks like one client")),
            fill("1  {told}", told=await _with_records(tx, reader, one)),
            fill("2  {told}", told=await _with_records(tx, reader, other)),
            fill(_("The same INN {inn}"), inn=one.inn) if one.inn and one.inn == other.inn else None,
            fill(_("The same phone {phone}"), phone=mask_phone(shared[0])) if shared else None,
        )
        rows: list[tuple[Button, ...]] = []
        right = Action.EDIT_CLIENT if one.owner_id == other.owner_id else Action.REASSIGN
        if may(reader.role, Action.EDIT_CLIENT) and may(reader.role, right):
            into = _("Merge into {n}")
            rows.append(
                (
                    button(into.format(n=1), MergePress(kept_id=one.id, gone_id=other.id)),
                    button(into.format(n=2), MergePress(kept_id=other.id, gone_id=one.id)),
                )
            )
        if may(reader.role, Action.EDIT_CLIENT):
            rows.append((button(_("Two clients"), LikesPress(one_id=one.id, other_id=other.id)),))
        return Message(text, (*rows, (button(_("‹ Look alike"), LikesView()),)))


def _to_card(client: Client) -> tuple[Button, ...]:
    return (button(_("‹ To the card"), ClientAddress(client_id=client.id)),)


async def _phones_of(tx: Transaction, reader: Actor, client: Client) -> dict[str, str]:
    """By their ten digits, however they were written."""
    contacts = await tx.as_(reader).contacts.of_client(client.id)
    return {digits: each.phone for each in contacts if each.phone and (digits := ten_digits(each.phone))}


async def _with_records(tx: Transaction, reader: Actor, client: Client) -> Markup:
    """«Ромашка · Анна · 12 записей»"""
    count = await tx.as_(reader).client_merges.count_records(client.id)
    records = ngettext("{n} record", "{n} records", count).format(n=count)
    return fill("{client} · {records}", client=await name_with_owner(tx, client), records=records)


class MergedView(View):
    """What a merge has made of two, and the way back for thirty days."""

    name = "client_merged"

    merge_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await tx.as_(reader).client_merges.get(self.merge_id)
        kept = await tx.as_(reader).clients.get(one.kept_id)
        if one.undone_at is not None:
            return Message(fill(_("Split again: {client}."), client=bold(kept.name)), (_to_card(kept),))
        text = fill(_("Merged: {client}"), client=await name_with_owner(tx, kept))
        return Message(text, ((button(_("↩️ Part them"), PartPress(merge_id=one.id)),), _to_card(kept)))


class LikesView(ListView):
    """All pairs that the reader sees."""

    name = "likes"
    opens_for = EVERYBODY
    is_slow = True

    async def opens(self, tx: Transaction, reader: Actor) -> bool:
        del tx, reader
        return True

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        pairs = await tx.as_(reader).client_likes.pairs()
        shown = self.find_page(len(pairs), 2)
        rows = [
            Listed(
                f"{one.name[:12]} = {other.name[:12]}",
                ClientPairView(one_id=one.id, other_id=other.id),
                fill("{one}\n= {other}", one=await name_with_owner(tx, one), other=await name_with_owner(tx, other)),
            )
            for one, other in pairs[shown.first : shown.first + shown.size]
        ]
        return self.draw_list(
            fill(_("Look alike · {n}"), n=bold(len(pairs))),
            rows,
            shown,
            empty=fill(_("No two clients look like one.")),
            foot=((button(_("‹ Clients"), ClientsAddress()),),),
            width=1,
        )


async def name_with_owner(tx: Transaction, client: Client) -> Markup:
    """«Ромашка · Анна»"""
    whose = await call_person(tx, client.owner_id) or _("no owner")
    return fill("{client} · {whose}", client=client.name, whose=whose)
