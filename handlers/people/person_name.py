"""A person is renamed: one question."""

import re

from markupsafe import Markup

from handlers.dialog.model import Again, Dialog, Done, Draft, Move, Screen, Step, Talk
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.people.team import PersonView
from sales.core.people import INVITERS
from sales.core.words import clean

LONGEST_NAME = 40
_NUMBER = re.compile(r"\d\D{0,2}\d\D{0,2}\d")
"""A phone, an INN, a link's code: it belongs to nobody's name («Анна 2» does)."""


class RenameDraft(Draft):
    person_id: int = 0


class EnterPersonName(Step[RenameDraft]):
    async def show(self, talk: Talk, draft: RenameDraft) -> Screen:
        found = await talk.mine.people.person(draft.person_id)
        return Screen(fill(_("✏️ {name}: what name instead?"), name=bold(found.name)))

    async def write(self, talk: Talk, draft: RenameDraft, text: str) -> Move:
        name = person_name(text)
        if isinstance(name, Again):
            return name
        await talk.mine.people.rename(draft.person_id, name)
        return Done(PersonView(person_id=draft.person_id))

    def hint(self) -> Markup:
        return name_hint()


def person_name(text: str) -> str | Again:
    """A name as it was typed, with capitals where a hurried thumb left all of them out; or why it cannot be one."""
    name = clean(text, LONGEST_NAME + 1)
    if not any(letter.isalpha() for letter in name) or _NUMBER.search(name) or "@" in name:
        return Again(hint=name_hint())
    if len(name) > LONGEST_NAME:
        return Again(hint=fill(_("Too long: up to {n} letters, please."), n=LONGEST_NAME))
    return re.sub(r"\b\w", lambda first: first[0].upper(), name) if name.islower() else name


def name_hint() -> Markup:
    """How a name may look."""
    return fill(_("The first name is enough: <code>Anna</code>"))


def rename_dialog() -> Dialog[RenameDraft]:
    return Dialog(name="rename", draft=RenameDraft, steps={"name": EnterPersonName()}, roles=INVITERS)
