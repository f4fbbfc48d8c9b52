"""How a client is found by a query: in the bot's own chat, and anywhere else."""

from reports.message.format import short
from reports.message.language import gettext as _
from sales.core.money import Kopecks
from storage.clients.client import Client

SIGN = "·"


def name_client(client: Client) -> str:
    """«·123 Ромашка»"""
    return f"{SIGN}{client.id} {client.name}"


def tell_money(awaited: Kopecks, owed: Kopecks) -> str:
    """«💰 150 тыс · ⚠️ 90 тыс»; empty where nothing is open."""
    parts = (f"💰 {short(awaited)}" if awaited else "", f"⚠️ {short(owed)}" if owed else "")
    return " · ".join(part for part in parts if part)


def write_requisites(client: Client) -> str:
    """Name, INN and KPP, as much as is known; nothing else leaves."""
    inn = _("INN {inn}").format(inn=client.inn) if client.inn else ""
    kpp = _("KPP {kpp}").format(kpp=client.kpp) if client.kpp else ""
    return "\n".join(part for part in (client.name, inn, kpp) if part)
