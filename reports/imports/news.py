"""To a manager to whom somebody's file has brought clients, or from whom it has taken some."""

from reports.clients.presses import ClientsAddress
from reports.message.language import gettext as _
from reports.message.language import ngettext
from reports.message.markup import bold, fill, lines
from reports.message.message import Message
from reports.message.view import Key, View, button
from reports.message.words.called import call_person
from storage.engine.actor import Actor
from storage.transaction import Transaction


class ImportNewsView(View):
    name = "import_news"

    import_id: int

    @classmethod
    def key_for(cls, import_id: int, person_id: int) -> Key["ImportNewsView"]:
        return Key(f"import-news:{import_id}:{person_id}")

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await tx.system.imports.find(self.import_id)
        news = None if one is None else await tx.system.imports.news_for(one, reader.person_id)
        if one is None or news is None or not (news.made or news.given or news.taken):
            return None
        who = await call_person(tx, one.by_id) or _("Somebody")
        made = ngettext("{n} new client is yours", "{n} new clients are yours", news.made).format(n=news.made)
        given = ngettext("{n} client has come to you", "{n} clients have come to you", news.given).format(n=news.given)
        taken = ngettext(
            "{n} client has gone to a colleague", "{n} clients have gone to a colleague", news.taken
        ).format(n=news.taken)
        text = lines(
            fill(_("📥 {who} has loaded a base"), who=bold(who)),
            fill("{told}", told=made) if news.made else None,
            fill("{told}", told=given) if news.given else None,
            fill("{told}", told=taken) if news.taken else None,
        )
        return Message(text, ((button(_("🗂 Clients"), ClientsAddress()),),))
