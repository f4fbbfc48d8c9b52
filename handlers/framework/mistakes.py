"""Every mistake that a person can make, and what they are told: one clear sentence, nothing was lost."""

from collections.abc import Callable

from markupsafe import Markup

from handlers.framework.replies import Suggest
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from sales.core.errors import AlreadyDoneError, ChangedSinceError, MistakeError, NotYoursError, TooLateError
from storage.engine.errors import (
    AlreadyHereError,
    DismissedError,
    HasFactsError,
    InnTakenError,
    InvitationExpiredError,
    InvitationGoneError,
    LastOwnerError,
    LeaseLostError,
    LeftError,
    OneselfError,
    OpenBusinessError,
    OtherInnError,
    OverlapError,
    ReferredInCircleError,
    TooManyError,
)

WORDS: dict[type[MistakeError], Callable[[], str]] = {
    NotYoursError: lambda: _("This record is not available to you."),
    AlreadyDoneError: lambda: _("Already recorded."),
    TooLateError: lambda: _("Ten minutes have passed. The record can be edited instead."),
    ChangedSinceError: lambda: _("Undo the latest change first: there was one more after this."),
    InvitationExpiredError: lambda: _("This invitation has expired. Please ask for a new one."),
    InvitationGoneError: lambda: _("This link does not work any more. Please ask for a new one."),
    AlreadyHereError: lambda: _("You are already here under your own name. This link is for somebody else."),
    LastOwnerError: lambda: _("This is the only owner. Please make somebody else an owner first."),
    DismissedError: lambda: _("They do not work here any more: nothing was changed."),
    LeftError: lambda: _("They do not work in the bot now, nothing would reach them. Please choose another."),
    OneselfError: lambda: _("You cannot deactivate yourself."),
    HasFactsError: lambda: _("Money has come on this payment. Take the money back first, or cancel the payment."),
    OtherInnError: lambda: _("Their INNs differ: these are two clients."),
    InnTakenError: lambda: _("Another client of the department has this INN. Search by the INN."),
    ReferredInCircleError: lambda: _("That would be a circle: the one has recommended the other already."),
    OpenBusinessError: lambda: _(
        "Money, a plan or a deal is still open here. Close it first, then archive the client."
    ),
    LeaseLostError: lambda: _(
        "Twenty minutes have passed: a colleague may have the number. "
        "Record the call in a line: cold call Zarya: talked"
    ),
    OverlapError: lambda: _("These days are an absence already."),
}


def words(mistake: MistakeError) -> Markup:
    """What to tell; a kind without words of its own is told as its parent."""
    if isinstance(mistake, TooManyError):
        return fill(_("No more than {n} fit here. Remove one first."), n=mistake.most)
    for kind in type(mistake).__mro__:
        if kind in WORDS:
            return fill(WORDS[kind]())
    return fill(_("That cannot be done. Nothing was changed."))


def tell_settled(mistake: MistakeError) -> Markup:
    """To an answer of a form whose question was settled elsewhere."""
    return lines(words(mistake), fill(_("The question is closed, your answer changed nothing.")))


def refusal() -> Markup:
    """A button that this role does not have."""
    return fill(WORDS[NotYoursError]())


def nothing_here() -> Markup:
    """In the place of a record that its reader has no more: whose it is now, they need not know."""
    return fill(_("This record is yours no more:\nit was handed over or removed"))


def no_such_command() -> Markup:
    """A command that this role does not have: it is no record, and the way on stands beside."""
    return fill(_("You do not have this command.\nEverything I can do: /menu"))


def stranger() -> Markup:
    """The one sentence for whoever has no person record (SPEC 2)."""
    return fill(_("This is the work bot of a sales department.\nPlease ask your lead for an invitation link."))


def find_nothing() -> Suggest:
    """For who may not ask, and for what is not there: alike."""
    return Suggest(_("Open the bot"))
