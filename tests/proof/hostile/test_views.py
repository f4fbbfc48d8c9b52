"""Every view, also one that no button opens, drawn for readers of another department: nothing foreign is in it."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

from sqlalchemy import update

from reports.message.language import speaking
from reports.message.message import File, Message
from reports.views import VIEWS, render
from sales.core.errors import NotYoursError
from storage.tables import ClientRow, DepartmentRow, PersonRow
from storage.tables.types import Json
from tests.proof.hostile.crowd import Crowd
from tests.proof.hostile.ear import Ear, read
from tests.reports.test_views import STORED

SECRET = "Тайна"
KINDS = {
    **dict.fromkeys(("person_id", "giver_id", "heir_id", "who_id", "to_id", "author_id"), "manager"),
    **dict.fromkeys(("one_id", "other_id", "root_id"), "client"),
}
"""What stands in a field, where its name does not say it."""


def theirs(crowd: Crowd, args: Json) -> Json:
    """The sample with ids of the first department's records in the place of its own."""
    found = dict(args)
    for name, value in args.items():
        ids = crowd.own.get(KINDS.get(name, name.removesuffix("_id")))
        if name == "department_id" and value:
            found[name] = crowd.anna.department_id
        elif name.endswith("_id") and value and ids:
            found[name] = ids[0]
    return found


def unpack(made: bytes) -> str:
    """What a workbook holds as text; nothing of a picture."""
    if not is_zipfile(BytesIO(made)):
        return ""
    with ZipFile(BytesIO(made)) as book:
        return " ".join(book.read(each).decode(errors="ignore") for each in book.namelist())


async def drawn(ear: Ear, name: str, reader: Any, args: Json) -> str:
    """Its words; of a file, that there is one."""
    try:
        with speaking("ru"):
            content = await render(name, ear.tx, reader, args)
    except NotYoursError:
        return ""
    if isinstance(content, File):
        return f"{content.name} {unpack(content.make())}"
    return read(reader.telegram_id, content).text if isinstance(content, Message) else ""


async def keep_secret(ear: Ear, department_id: int | None) -> None:
    for table, column in ((ClientRow, "department_id"), (PersonRow, "department_id"), (DepartmentRow, "id")):
        secret = update(table).where(getattr(table, column) == department_id)
        await ear.tx.session.execute(secret.values(name=SECRET))


async def find_shown(ear: Ear, crowd: Crowd, views: Iterable[str], *names: str) -> set[str]:
    """Which of the views tell one of these people of the first department."""
    await keep_secret(ear, crowd.anna.department_id)
    shown = set()
    for name in views:
        for args in STORED[name]:
            for who in names:
                async with ear.apart():
                    if SECRET in await drawn(ear, name, crowd.actors[who], theirs(crowd, args)):
                        shown.add(name)
    return shown


async def test_a_view_shows_nothing_of_another_department(ear: Ear, crowd: Crowd) -> None:
    assert await find_shown(ear, crowd, VIEWS, "Марат", "Зарина") == set()


async def test_and_to_its_own_people_it_shows_them(ear: Ear, crowd: Crowd) -> None:
    views = {"client_card", "deal", "deals", "fn", "kpi", "kb", "top", "export", "week_table", "heirs", "client_merged"}

    assert await find_shown(ear, crowd, views, "Анна", "Ольга") == views
