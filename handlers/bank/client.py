"""«Выбрать»: whose money a document of the bank's file is."""

from handlers.dialog.model import Again, Choice, Dialog, Done, Move, Screen, Step, Talk
from handlers.dialog.steps.client import ClientDraft, PickClient
from handlers.dialog.steps.then import in_words
from handlers.framework.access import CONFIRMERS
from handlers.framework.replies import Erase
from reports.bank.question import BankQuestionView
from reports.message.language import gettext as _
from reports.message.markup import fill

BACK = "question"


class BankClientDraft(ClientDraft):
    statement_id: int = 0
    document_id: int = 0
    asked_under: str = ""
    """The key of the message that asks: it goes when the question stands below what was typed."""

    @property
    def question(self) -> Done:
        """The file is walked through in one message."""
        view = BankQuestionView(statement_id=self.statement_id, document_id=self.document_id)
        return Done(view, (Erase(self.asked_under),) if self.asked_under else ())


def _which_client() -> str:
    return _("Whose money is it?")


async def _pick_client(talk: Talk, draft: BankClientDraft) -> Move:
    """What it pays is asked next. Raises NotYoursError."""
    of = await talk.mine.bank_taking.read(draft.statement_id)
    await talk.mine.bank_taking.name_client(of, draft.document_id, draft.client_id or 0)
    return draft.question


class BackToQuestion(Step[BankClientDraft]):
    """A client was made of the payer: its document is asked about again, without a tap."""

    async def settle(self, talk: Talk, draft: BankClientDraft) -> Move | None:
        del talk
        return draft.question

    async def show(self, talk: Talk, draft: BankClientDraft) -> Screen:
        del talk, draft
        return Screen(fill(_("🏦 Back to the statement?")), ((Choice(_("To the question"), BACK),),))

    async def press(self, talk: Talk, draft: BankClientDraft, value: str) -> Move:
        del talk
        return draft.question if value == BACK else Again()


BANK_CLIENT = Dialog(
    name="bank_client",
    draft=BankClientDraft,
    steps={"client": PickClient(in_words(_which_client), _pick_client, makes=False), BACK: BackToQuestion()},
    light=frozenset({BACK}),
    roles=CONFIRMERS,
)
