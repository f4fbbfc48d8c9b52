"""«Чей?»: a call of a number that nobody has, or that two clients have. Whoever is named keeps the number."""

from contextlib import suppress
from dataclasses import dataclass, replace

from handlers.dialog.model import Choice, Dialog, Done, Move, Screen, Talk
from handlers.dialog.steps.client import SHOWN, ClientDraft, PickClient
from handlers.framework.replies import Touch
from reports.activities.activity_card import ActivityCard
from reports.message.format import hours, mask_phone
from reports.message.language import gettext as _
from reports.message.markup import Markup, bold, fill
from reports.message.message import Message
from reports.message.words.talks import talk_time
from sales.core.errors import NotYoursError
from sales.core.people import SELLERS
from storage.clients.client import Client

NOBODYS = "nobodys"


class WhoseDraft(ClientDraft):
    call_id: int = 0
    digest_key: str = ""


async def _ask(talk: Talk, draft: WhoseDraft) -> Markup:
    call = await talk.mine.pbx_calls.get(draft.call_id)
    told = {"number": bold(mask_phone(call.phone or "")), "at": hours(call.started_at, talk.actor.zone)}
    known = await talk.mine.clients.by_phone(call.phone or "")
    asks = _("☎️ {number}, {at} · {talk}. Whose call is it?")
    stranger = _("☎️ Unknown {number}, {at} · {talk}\nWhose call is it?")
    return fill(asks if known else stranger, talk=talk_time(call.talk_seconds), **told)


async def _save(talk: Talk, draft: WhoseDraft) -> Move:
    call = await talk.mine.pbx_calls.get_owing(draft.call_id)
    client = await talk.mine.clients.get(draft.client_id or 0)
    with suppress(NotYoursError):  # who stands in for the owner edits no card
        await talk.mine.contacts.add(client.id, client.name, call.phone)
    await talk.mine.pbx_calls.set_client(call.id, client.id)
    made = (await talk.mine.pbx_calls.get(call.id)).activity_id or 0
    return Done(ActivityCard(activity_id=made), _touch(draft))


def _touch(draft: WhoseDraft) -> tuple[Touch, ...]:
    return (Touch(draft.digest_key),) if draft.digest_key else ()


@dataclass(frozen=True)
class PickWhose(PickClient[WhoseDraft]):
    """Clients that have the number stand first; it may be nobody's."""

    async def show(self, talk: Talk, draft: WhoseDraft) -> Screen:
        screen = await super().show(talk, draft)
        return replace(screen, rows=(*screen.rows, (Choice(_("✖️ No client of ours"), NOBODYS),)))

    async def press(self, talk: Talk, draft: WhoseDraft, value: str) -> Move:
        if value != NOBODYS:
            return await super().press(talk, draft, value)
        await talk.mine.pbx_calls.close(draft.call_id)
        said = fill(_("✖️ No client. I'll not ask of this number again."))
        return Done(Message(said), _touch(draft))

    async def list_offered(self, talk: Talk, draft: WhoseDraft) -> list[Client]:
        call = await talk.mine.pbx_calls.get(draft.call_id)
        known = await talk.mine.clients.by_phone(call.phone or "")
        return known[:SHOWN] or await super().list_offered(talk, draft)


WHOSE = Dialog(name="whose_call", draft=WhoseDraft, steps={"client": PickWhose(_ask, _save)}, roles=SELLERS)
