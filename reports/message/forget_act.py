"""The act of destruction of personal data: why, what went, and the file to be signed (spec/1)."""

from collections.abc import Callable, Mapping
from datetime import date

from reports.message.format import hours
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from sales.clients.forgetting import ForgetReason, ForgottenKind
from sales.core.clock import local_date
from storage.clients.forgetting import ForgetAct
from storage.engine.actor import Actor


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


def make_act_file(act: ForgetAct, reader: Actor, name: str, whose: str) -> File:
    """`whose`: the line that says of whom it is, by a number alone."""
    text = _write_act(act, reader, whose)
    words = Message(fill(_("📄 The act: print it, sign it, keep it for three years")))
    return File(name, lambda: text.encode("utf-8-sig"), words)


def _write_act(act: ForgetAct, reader: Actor, whose: str) -> str:
    at = f"{whole_day(local_date(act.at, reader.zone))}, {hours(act.at, reader.zone)}"
    told = (
        _("ACT of destruction of personal data"),
        "",
        _("Operator: ______________________________"),
        _("System: Reper (sales department’s bot)"),
        whose,
        _("Destroyed: {kinds}").format(kinds=list_kinds(act)),
        _("Reason: {why}").format(why=forget_reasons()[act.reason]),
        _("How: erased from the database, cannot be restored"),
        _("When: {at}").format(at=at),
        _("By whom: {name}").format(name=reader.name),
        "",
        _("Signature: ______________________________"),
    )
    return "\r\n".join(told) + "\r\n"


def list_kinds(act: ForgetAct) -> str:
    """What went, in words."""
    return ", ".join(kind_words(each) for each in act.kinds) or "—"


def whole_day(day: date) -> str:
    """As an act has it: 20.11.2026."""
    return f"{day:%d.%m.%Y}"
