"""What is said to a text that is no entry: short, with two examples, and not the same over again."""

from datetime import datetime, timedelta

from markupsafe import Markup

from handlers.dialog.model import Talk
from handlers.framework.replies import Say
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS, SELLERS, Role

IN_FULL_AGAIN = timedelta(minutes=10)


async def hint(talk: Talk) -> Say:
    """In full once in ten minutes; a second slip of the thumb needs no lesson."""
    name = f"hint:{talk.actor.person_id}"
    now, last = talk.tx.clock.now(), await talk.tx.system.wire.get(name)
    if last is not None and now - datetime.fromisoformat(last["at"]) < IN_FULL_AGAIN:
        return Say(Message(fill(_("I did not understand. Examples: /help"))))
    await talk.tx.system.wire.set(name, {"at": now.isoformat()})
    return Say(Message(examples(talk.actor.role)))


def examples(role: Role) -> Markup:
    if role in SELLERS:
        return fill(
            _(
                "I did not understand. For example:\n"
                "<code>payment 150k Romashka tomorrow</code>\n"
                "<code>called Vector - want the invoice</code>\n"
                "Or with keys: /menu"
            )
        )
    if role in FACT_ENTERERS:
        return fact_only()
    return fill(_("Lines are written by managers.\nThe departments at a glance: /stats"))


def fact_only() -> Markup:
    """For who enters facts for others: the rest is the manager's own."""
    return fill(
        _(
            "Here you can record money:\n"
            "<code>received 150k Romashka</code>\n"
            "The rest is recorded by the manager.\n"
            "All that I can do: /menu"
        )
    )


def useless() -> Message:
    """A sticker, a poll, a game."""
    return Message(fill(_("I cannot record this. A text, a voice note, a photo or a contact, please.")))
