"""What a screen says where there is nothing to look at yet, and the next step."""

from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import Message


def no_department() -> Message:
    """The owner, or a director, is here before there is anything to look at."""
    return Message(fill(_("There is no department yet. /start makes the first one.")))
