"""«Забыть клиента»: why, and a second word before it is done for good (spec/1)."""

from handlers.dialog.model import Again, Choice, Dialog, Done, Draft, Goto, Move, Screen, Step, Talk
from handlers.framework.replies import Say
from reports.clients.forgotten import ForgetActFile, ForgottenView
from reports.message.forget_act import forget_reasons
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from sales.clients.forgetting import ForgetReason
from sales.core.people import Role
from sales.core.rights import Action, roles_that_may
from sales.entry.clients.name_forms import normal_form

DIALOG = "forget_client"
WHY, SURE = "why", "sure"
YES = "yes"


class ForgetDraft(Draft):
    client_id: int = 0
    reason: ForgetReason | None = None


class PickForgetReason(Step[ForgetDraft]):
    async def show(self, talk: Talk, draft: ForgetDraft) -> Screen:
        client = await talk.mine.clients.get(draft.client_id)
        asks = _(
            "🗑 Forget {client}? Name, contacts, phones and comments go for good, the sums stay.\n"
            "It cannot be undone. Why?"
        )
        return Screen(
            fill(asks, client=bold(client.name)),
            tuple((Choice(label, reason),) for reason, label in forget_reasons().items()),
        )

    async def press(self, talk: Talk, draft: ForgetDraft, value: str) -> Move:
        del talk
        reason = next((each for each in ForgetReason if each == value), None)
        return Again() if reason is None else Goto(SURE, draft.model_copy(update={"reason": reason}))


class ConfirmForgetting(Step[ForgetDraft]):
    """An owner taps once more; a lead types whom."""

    free = True

    async def show(self, talk: Talk, draft: ForgetDraft) -> Screen:
        client = await talk.mine.clients.get(draft.client_id)
        if talk.actor.role is Role.OWNER:
            asks = fill(_("Forget {client} for good?"), client=bold(client.name))
            return Screen(asks, ((Choice(_("🗑 Forget for good"), YES),),))
        return Screen(fill(_("To forget for good, type the name: {client}"), client=bold(client.name)))

    async def press(self, talk: Talk, draft: ForgetDraft, value: str) -> Move:
        if value != YES or talk.actor.role is not Role.OWNER:
            return Again(hint=self.hint())
        return await _forget(talk, draft)

    async def write(self, talk: Talk, draft: ForgetDraft, text: str) -> Move:
        client = await talk.mine.clients.get(draft.client_id)
        if normal_form(text) != normal_form(client.name):
            return Again(hint=fill(_("That is another name. Nothing is forgotten.")))
        return await _forget(talk, draft)

    def hint(self) -> Markup:
        return fill(_("Type the client’s name, or press Cancel."))


async def _forget(talk: Talk, draft: ForgetDraft) -> Move:
    """Raises NotYoursError, AlreadyDoneError."""
    await talk.mine.client_forgetting.forget(draft.client_id, draft.reason or ForgetReason.ASKED)
    view = ForgottenView(client_id=draft.client_id, backup_days=talk.defaults.backup_days)
    return Done(view, (Say(ForgetActFile(client_id=draft.client_id), repeat=False),))


FORGET_CLIENT = Dialog(
    name=DIALOG,
    draft=ForgetDraft,
    steps={WHY: PickForgetReason(), SURE: ConfirmForgetting()},
    roles=roles_that_may(Action.FORGET_CLIENT),
)
