"""What a table of plain words is: of each kind of question, who answers it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from handlers.dialog.model import Talk
from handlers.framework.replies import Replies
from sales.entry.talk.intent_kinds import IntentKind
from sales.entry.talk.intents import Intent

Answers: TypeAlias = Mapping[IntentKind, Callable[[Talk, Intent], Awaitable[Replies]]]
