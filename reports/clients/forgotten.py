"""«Забыть клиента»: what is told afterwards, and the act of destruction as a file, once (spec/1)."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from reports.clients.presses import ClientAddress
from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.markup import bold, fill, lines
from reports.message.message import File, Message
from reports.message.view import View, button
from sales.clients.forgetting import ForgetReason, ForgottenKind
from sales.core.clock import local_date
from sales.core.errors import NotYoursError
from storage.clients.forgetting import ForgetAct
from storage.engine.actor import Actor
from storage.transaction import Transaction


def forget_reasons() -> Mapping[ForgetReason, str]:
    """Why, as it stands on buttons and in the act."""
    return {
        ForgetReason.ASKED: _("They asked for it"),
        ForgetReason.WITHDRAWN: _("Consent withdrawn"),
        ForgetReason.NEEDLESS: _("No longer needed"),
    }


def kind_words(kind: ForgottenKind) -> str:
    """As the message and the act tell it."""
    kinds: Mapping[ForgottenKind, Callable[[], str]] = {
        ForgottenKind.NAME: lambda: _("name"),
        ForgottenKind.INN: lambda: _("INN"),
        ForgottenKind.CONTACTS: lambda: _("contacts, phones, e-mails"),
        ForgottenKind.COMMENTS: lambda: _("comments"),
        ForgottenKind.FILES: lambda: _("files"),
        ForgottenKind.PLACES: lambda: _("places of meetings"),
        ForgottenKind.BANK: lambda: _("bank accounts and purposes of payments"),
        ForgottenKind.ROWS: lambda: _("rows of loaded files"),
        ForgottenKind.CHANGES: lambda: _("earlier versions of the card"),
    }
    return kinds[kind]()


class ForgottenView(View):
    """`backup_days`: how long what is gone still stands in a backup."""

    name = "client_forgotten"

    client_id: int
    backup_days: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        try:
            act = await tx.as_(reader).client_forgetting.read_act(self.client_id)
        except NotYoursError:
            return None
        until = local_date(act.at, reader.zone) + timedelta(days=self.backup_days)
        text = lines(
            fill(_("🗑 Client {n} is forgotten"), n=bold(act.client_id)),
            fill(_("Gone: {kinds}"), kinds=_list_kinds(act)),
            fill(_("Sums, days and stages stay. Backups hold it until {day}."), day=_day(until)),
            fill(_("The act comes as a file, once: keep it for three years. Answer them within 10 workdays.")),
        )
        return Message(text, ((button(_("‹ To the card"), ClientAddress(client_id=act.client_id)),),))


class ForgetActFile(View):
    name = "client_forget_act"
    is_file = True

    client_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        try:
            act = await tx.as_(reader).client_forgetting.read_act(self.client_id)
        except NotYoursError:
            return None
        text = _write_act(act, reader)
        words = Message(fill(_("📄 The act: print it, sign it, keep it for three years")))
        return File(_("act-client-{n}.txt").format(n=act.client_id), lambda: text.encode("utf-8-sig"), words)


def _write_act(act: ForgetAct, reader: Actor) -> str:
    at = f"{_day(local_date(act.at, reader.zone))}, {hours(act.at, reader.zone)}"
    told = (
        _("ACT of destruction of personal data"),
        "",
        _("Operator: ______________________________"),
        _("System: Reper (sales department’s bot)"),
        _("Whose data: client No. {n}").format(n=act.client_id),
        _("Destroyed: {kinds}").format(kinds=_list_kinds(act)),
        _("Reason: {why}").format(why=forget_reasons()[act.reason]),
        _("Means: erased from the database, no restoring"),
        _("When: {at}").format(at=at),
        _("By whom: {name}").format(name=reader.name),
        "",
        _("Signature: ______________________________"),
    )
    return "\r\n".join(told) + "\r\n"


def _list_kinds(act: ForgetAct) -> str:
    return ", ".join(kind_words(each) for each in act.kinds) or "—"


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
