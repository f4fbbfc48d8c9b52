"""What a file's columns are taken for, and what it may replace: changed by taps, judged anew after each."""

from reports.clients.client_words import field_name
from reports.imports.presses import ImportAddress, ImportColumnPress, ImportDeed, ImportFieldPress, ImportPress
from reports.imports.words import column_name
from reports.message.columns import cut
from reports.message.language import gettext as _
from reports.message.markup import bold, fill
from reports.message.message import Button, Message, grid
from reports.message.screens.lists import Listed, ListView
from reports.message.screens.switches import mark_chosen
from reports.message.view import View, button
from sales.core.errors import NotYoursError
from sales.core.rights import Action, roles_that_may
from sales.imports.cells import FIELDS
from sales.imports.columns import BaseColumn, column_letter
from sales.imports.mapping import ImportMapping
from storage.engine.actor import Actor
from storage.imports.imports import LOOKED_AT
from storage.imports.records import Import
from storage.transaction import Transaction

IMPORTERS = roles_that_may(Action.IMPORT)
WIDTH = 3
LONGEST_TITLE = 16


async def read_looked_at(tx: Transaction, reader: Actor, import_id: int) -> Import:
    """One that may still be changed. Raises NotYoursError."""
    one = await tx.as_(reader).imports.get(import_id)
    if one.state not in LOOKED_AT:
        raise NotYoursError
    return one


def back_to(import_id: int) -> tuple[Button, ...]:
    """The way to the dry run."""
    return (button(_("‹ Back"), ImportAddress(import_id=import_id)),)


class ImportColumnsView(ListView):
    name = "import_columns"
    opens_for = IMPORTERS

    import_id: int = 0

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await read_looked_at(tx, reader, self.import_id)
        heading = one.said.heading
        titled = [at for at, title in enumerate(heading.titles) if title or at in heading.columns]
        shown = self.find_page(len(titled), 1)
        rows = [
            Listed(
                f"{column_letter(at)} «{cut(heading.titles[at], LONGEST_TITLE)}» → {_meaning(one.said, at)}",
                ImportColumnView(import_id=one.id, at=at),
            )
            for at in titled[shown.first : shown.first + shown.size]
        ]
        title = fill(_("Columns of {name}\nTap one to say what it holds"), name=bold(cut(one.name)))
        return self.draw_list(title, rows, shown, foot=(back_to(one.id),), width=1)


def _meaning(mapping: ImportMapping, at: int) -> str:
    if at in mapping.heading.columns:
        return column_name(mapping.heading.columns[at])
    return _("to the comment") if at in mapping.extra else _("not taken")


class ImportColumnView(View):
    """One column, and all that it may hold."""

    name = "import_column"
    opens_for = IMPORTERS

    import_id: int
    at: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await read_looked_at(tx, reader, self.import_id)
        if self.at not in range(len(one.said.heading.titles)):
            return None
        now = one.said.heading.columns.get(self.at)
        labels = [
            button(
                mark_chosen(column_name(each), is_chosen=each is now),
                ImportColumnPress(column=each, import_id=one.id, at=self.at),
            )
            for each in BaseColumn
        ]
        others = (
            button(_("To the comment"), ImportPress(deed=ImportDeed.EXTRA, import_id=one.id, value=self.at)),
            button(_("Do not take"), ImportPress(deed=ImportDeed.SKIP, import_id=one.id, value=self.at)),
        )
        title = one.said.heading.titles[self.at]
        text = fill(_("Column {letter} “{title}”. What is in it?"), letter=column_letter(self.at), title=bold(title))
        back = (button(_("‹ Columns"), ImportColumnsView(import_id=one.id)),)
        return Message(text, (*grid(labels, WIDTH), others, back))


class ImportPolicyView(View):
    """«Что обновлять»: filled where it is empty, or replaced."""

    name = "import_policy"
    opens_for = IMPORTERS

    import_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> Message | None:
        one = await read_looked_at(tx, reader, self.import_id)
        policy, columns = one.said.policy, set(one.said.heading.columns.values())
        labels = [
            button(
                mark_chosen(field_name(field), is_chosen=field in policy.replaced),
                ImportFieldPress(field=field, import_id=one.id),
            )
            for column, field in FIELDS.items()
            if column in columns and column is not BaseColumn.INN
        ]
        rows = [*grid(labels, WIDTH)]
        if BaseColumn.OWNER in columns:
            label = mark_chosen(_("Change the owner"), is_chosen=policy.changes_owner)
            rows.append((button(label, ImportPress(deed=ImportDeed.OWNER, import_id=one.id)),))
        text = fill(
            _(
                "Empty fields of a card are filled in, a new phone is added.\n"
                "Tap what else is to be replaced. An empty cell erases nothing."
            )
        )
        return Message(text, (*rows, back_to(one.id)))
