"""What stands where a message of another version can not be drawn any more, and the next step."""

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message


def tell_outdated() -> Message:
    """One sentence without the name of a class, for whoever pressed it or scrolled up to it."""
    return Message(fill(_("This message is outdated: the bot has changed since.\nOpen it anew: /menu")))
