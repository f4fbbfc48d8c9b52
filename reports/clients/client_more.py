"""What stands behind «⋯» of a client's card."""

from reports.asks.presses import AskAbout
from reports.clients.client_deals import ClientDealsView
from reports.clients.history import ClientHistoryView, ClientMoneyView
from reports.clients.likes import ClientLikesView
from reports.clients.people import ClientContactsView
from reports.clients.presses import ClientDeed, ClientPress
from reports.clients.referrals import ClientReferralsView
from reports.message.language import gettext as _
from reports.message.message import Button, Keyboard
from reports.message.screens.asking import asking_rows
from reports.message.view import button
from sales.core.rights import Action, may
from storage.clients.client import Client
from storage.engine.actor import Actor


def more_rows(reader: Actor, client: Client) -> Keyboard:
    """The lead's «Передать» is not shown to a manager."""
    rows = [
        (
            button(_("History"), ClientHistoryView(client_id=client.id)),
            button(_("Payments"), ClientMoneyView(client_id=client.id)),
            button(_("Contacts"), ClientContactsView(client_id=client.id)),
        ),
        (
            button(_("🧩 Deals"), ClientDealsView(client_id=client.id)),
            button(_("📄 Papers"), ClientDealsView(client_id=client.id, papers=True)),
        ),
        (
            button(_("Recommended by"), ClientReferralsView(client_id=client.id)),
            button(_("Look alike"), ClientLikesView(client_id=client.id)),
        ),
    ]
    rows += asking_rows(reader, AskAbout.CLIENT, client.id)
    if may(reader.role, Action.REASSIGN):
        forget = (_deed(_("🗑 Forget"), ClientDeed.FORGET, client),) if may(reader.role, Action.FORGET_CLIENT) else ()
        rows.append((make_handover_button(client), *forget))
    if may(reader.role, Action.EDIT_CLIENT) and client.archived_at is None:
        muted = client.do_not_call
        label = _("🔔 May be called again") if muted else _("🔕 Not to be called")
        rows.append(
            (
                _deed(label, ClientDeed.CALL_AGAIN if muted else ClientDeed.DO_NOT_CALL, client),
                _deed(_("📦 Archive"), ClientDeed.ARCHIVE, client),
            )
        )
    return tuple(rows)


def make_handover_button(client: Client) -> Button:
    """«🔁 Передать»"""
    return _deed(_("🔁 Hand over"), ClientDeed.GIVE, client)


def _deed(label: str, deed: ClientDeed, client: Client) -> Button:
    return button(label, ClientPress(deed=deed, client_id=client.id))
