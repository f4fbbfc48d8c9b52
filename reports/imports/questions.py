"""«Вопросы»: the rows in doubt as a workbook, to be mended and sent again; and a base to begin with."""

from functools import partial

from reports.imports.words import column_name, trouble_words
from reports.message.files.workbook import Column, Kind, Sheet, make_workbook
from reports.message.language import gettext as _
from reports.message.markup import fill
from reports.message.message import File, Message
from reports.message.view import View
from sales.core.rights import Action, roles_that_may
from sales.imports.columns import BaseColumn
from storage.engine.actor import Actor
from storage.imports.records import ImportLine
from storage.transaction import Transaction

IMPORTERS = roles_that_may(Action.IMPORT)


class ImportQuestionsFile(View):
    name = "import_questions"
    opens_for = IMPORTERS
    is_file = True

    import_id: int

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        one = await tx.as_(reader).imports.get(self.import_id)
        found = await tx.as_(reader).imports.list_questions(one)
        if not found:
            return None
        titles = one.said.heading.titles
        own: list[Column[ImportLine]] = [
            Column(title or " ", partial(_cell, at)) for at, title in enumerate(titles) if title
        ]
        columns: list[Column[ImportLine]] = [
            *own,
            Column(_("Row"), lambda line: line.n, Kind.COUNT),
            Column(_("Question"), _question, width=48),
        ]
        book = [Sheet(_("Questions"), columns, found)]
        words = Message(fill(_("📄 Fix the rows here and send me the file: only these are loaded.")))
        return File(_("questions.xlsx"), partial(make_workbook, book), words)


def _cell(at: int, line: ImportLine) -> str | None:
    cells = line.cells or []
    return cells[at] if at < len(cells) else None


def _question(line: ImportLine) -> str | None:
    return trouble_words(line.reason, line.said or "") if line.reason else None


SAMPLE = (
    BaseColumn.NAME,
    BaseColumn.INN,
    BaseColumn.CONTACT,
    BaseColumn.PHONE,
    BaseColumn.EMAIL,
    BaseColumn.CITY,
    BaseColumn.LINE,
    BaseColumn.OWNER,
    BaseColumn.AMOUNT,
    BaseColumn.DUE,
    BaseColumn.INVOICE,
    BaseColumn.COMMENT,
)


class ImportSampleFile(View):
    """«📄 Образец»: the headings, and two rows of nobody's."""

    name = "import_sample"
    opens_for = IMPORTERS
    is_file = True

    async def draw(self, tx: Transaction, reader: Actor) -> File | None:
        del tx
        rows = [
            (
                *(_("Camomile Ltd"), "7701000026", _("Sergey"), "+7 916 123-45-67", "s@example.com", _("Moscow")),
                *(_("wholesale"), reader.name, "150000", "27.12.2026", "145", _("call before noon")),
            ),
            (
                *(_("Vector Ltd"), "7701000019", _("Marina"), "8 495 111-22-33", "", _("Tula")),
                *(_("construction"), "", "", "", "", ""),
            ),
        ]
        columns: list[Column[tuple[str, ...]]] = [
            Column(column_name(each), partial(_nth, at), width=18) for at, each in enumerate(SAMPLE)
        ]
        book = [Sheet(_("Clients"), columns, rows)]
        words = Message(fill(_("📄 Any columns in any order will do. Fill it in and send it to me.")))
        return File(_("clients-sample.xlsx"), partial(make_workbook, book), words)


def _nth(at: int, row: tuple[str, ...]) -> str:
    return row[at]
