"""What is said to a text that is no entry: short, with two examples, and not the same over again."""

import re
from datetime import datetime, timedelta

from markupsafe import Markup

from handlers.dialog.model import Talk
from handlers.framework.replies import Say
from reports.message.language import gettext as _
from reports.message.markup import fill, lines
from reports.message.message import Message
from sales.core.people import FACT_ENTERERS, INVITERS, SELLERS, Role
from sales.core.rights import Action, may
from sales.core.words import clean, fold

LONGEST_ECHO = 40
_OF_CALLS = re.compile(r"зв[оа]н|набр|call")
_OF_MEETINGS = re.compile(r"встре|визит|приех|еду|meet")
_OF_FACTS = re.compile(r"при[шх]|получ|поступ|факт|came|receiv")
_OF_PLANS = re.compile(r"план|plan|set (?:the )?plan|поставь план")
_OF_INVITING = re.compile(r"приглас|добав\w* (?:менедж|сотруд|человек)|invite|add (?:a )?manager")
IN_FULL_AGAIN = timedelta(minutes=10)


async def hint(talk: Talk, text: str = "") -> Say:
    """What was not understood, by its words, and the nearest example; all of them once in ten minutes."""
    name = f"hint:{talk.actor.person_id}"
    now, last = talk.tx.clock.now(), await talk.tx.system.wire.get(name)
    again = last is not None and now - datetime.fromisoformat(last["at"]) < IN_FULL_AGAIN
    if not again:
        await talk.tx.system.wire.set(name, {"at": now.isoformat()})
    if talk.actor.role not in FACT_ENTERERS:  # understood or not, it is not theirs to write
        return Say(Message(examples(talk.actor.role)))
    if (elsewhere := tell_elsewhere(text, talk.actor.role)) is not None:
        return Say(Message(elsewhere))
    said = clean(text, LONGEST_ECHO)
    named = fill(_("I did not understand “{text}”."), text=said) if said else fill(_("I did not understand."))
    if again:
        example = nearest(said, talk.actor.role)
        return Say(Message(lines(named, fill(_("For example: <code>{example}</code>"), example=example))))
    return Say(Message(lines(named, examples(talk.actor.role))))


def tell_elsewhere(said: str, role: Role) -> Markup | None:
    """What a lead types and a screen does: «план отдела 5 млн», «пригласи Бориса»."""
    folded = fold(said).strip()
    if may(role, Action.WRITE_PLANS) and _OF_PLANS.match(folded):
        return fill(_("A plan is set on its screen: /plan"))
    if role in INVITERS and _OF_INVITING.match(folded):
        return fill(_("Invite people here: /invite"))
    return None


def nearest(said: str, role: Role) -> str:
    """The example of what this role writes that is most like what was written."""
    folded = fold(said)
    if role not in SELLERS:
        return _("received 150k Camomile")
    if _OF_CALLS.search(folded):
        return _("called Vector - want the invoice")
    if _OF_MEETINGS.search(folded):
        return _("meeting Vector tomorrow at 15")
    if _OF_FACTS.search(folded):
        return _("received 150k Camomile")
    return _("payment 150k Camomile tomorrow")


def examples(role: Role) -> Markup:
    """Lines that this role may write, one below the other."""
    if role in SELLERS:
        return fill(
            _(
                "For example:\n"
                "<code>payment 150k Camomile tomorrow</code>\n"
                "<code>called Vector - want the invoice</code>\n"
                "Or use the buttons: /menu"
            )
        )
    if role in FACT_ENTERERS:
        return fact_only()
    return fill(_("Managers write the lines.\nThe departments at a glance: /stats"))


def fact_only() -> Markup:
    """For who enters facts for others: the rest is the manager's own."""
    return fill(
        _(
            "Here you can record money:\n"
            "<code>received 150k Camomile</code>\n"
            "The rest is recorded by the manager.\n"
            "All that I can do: /menu"
        )
    )


def useless() -> Message:
    """A sticker, a poll, a game."""
    return Message(fill(_("I cannot record this. A text, a voice note, a photo or a contact, please.")))
