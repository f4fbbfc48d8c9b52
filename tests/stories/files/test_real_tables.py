"""Tables that LibreOffice has saved: the modern ones are read, of the others one sentence says how to save them."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import monotonic
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from sales.core.money import ROUBLE
from tests.stories.plans.test_file import book_of, said
from tests.stories.plans.test_file_as_sent import DECEMBER, NOVEMBER
from tests.town import Someone, Town, plain

REAL = Path(__file__).parent / "real"
OLD = "Это старый формат .xls. Откройте файл в Excel и сохраните как .xlsx."
LOCKED = "Файл закрыт паролем. Сохраните его без пароля как .xlsx и пришлите ещё раз."
DAMAGED = "Файл повреждён или дошёл не целиком. Сохраните его заново и пришлите ещё раз."
OTHER = "сохраните как .xlsx"
PATIENCE = 25.0
"""Seconds, on a machine that does other things too; the reading itself is stopped after 20."""


@pytest.fixture
async def olga(town: Town) -> Someone:
    olga = await town.lead("Ольга")
    await town.manager("Анна")
    await town.manager("Борис")
    return olga


async def sends(someone: Someone, name: str) -> str:
    return plain((await someone.sends_document(name, (REAL / name).read_bytes())).text)


@pytest.mark.parametrize("name", sorted(each.name for each in REAL.glob("*.xls")))
async def test_an_old_xls_is_said_to_be_one(olga: Someone, name: str) -> None:
    assert await sends(olga, name) == OLD


@pytest.mark.parametrize("name", sorted(each.name for each in REAL.glob("*.ods")))
async def test_a_table_of_libreoffice_is_to_be_saved_otherwise(olga: Someone, name: str) -> None:
    told = await sends(olga, name)
    assert told == LOCKED if "password" in name else OTHER in told
    assert "\n" not in told


async def test_what_nobody_can_open_is_said_to_a_manager_too_and_no_question_stays(town: Town, olga: Someone) -> None:
    anna = town.people["Анна"]
    assert await sends(anna, "password.ods") == LOCKED
    cut = (REAL / "clients.xlsx").read_bytes()[:3000]
    for each in (anna, olga):
        assert plain((await each.sends_document("база.xlsx", cut)).text) == DAMAGED
    assert plain((await anna.types("пришло 10к Вектор")).text).startswith("✅ 10 000 ₽"), "nothing is open"


@pytest.mark.parametrize("name", ["plain.xls", "plain.ods"])
@pytest.mark.parametrize("as_name", ["план.xlsx", "план.csv", "kl_to_1c.txt"])
async def test_what_it_is_called_changes_nothing(olga: Someone, name: str, as_name: str) -> None:
    told = plain((await olga.sends_document(as_name, (REAL / name).read_bytes())).text)
    assert ".xlsx" in told
    assert "\n" not in told


async def plans(town: Town, olga: Someone) -> list[int]:
    await olga.presses("✅ Записать")
    book, anna = await book_of(town), town.people["Анна"]
    return [(book.plan(anna.id, month) or 0) // ROUBLE for month in (NOVEMBER, DECEMBER)]


@pytest.mark.parametrize("name", ["merged.xlsx", "since1904.xlsx", "hidden.xlsx"])
async def test_a_workbook_that_it_has_saved_is_read_as_excels(town: Town, olga: Someone, name: str) -> None:
    """Merged names, days since 1904, a hidden sheet in front."""
    await olga.sends_document(name, (REAL / name).read_bytes())
    told = said((await olga.sees("изменится")).text)

    assert "Анна · ноябрь: не задан → 2,00 млн" in told
    assert await plans(town, olga) == [2_000_000, 2_100_000]


async def test_a_base_that_it_has_saved_is_read(town: Town) -> None:
    anna = await town.manager("Анна")
    assert "Новых 2" in await sends(anna, "clients.xlsx")


def ods_bomb() -> bytes:
    """Half a gigabyte of one letter in half a megabyte."""
    content = BytesIO((REAL / "plain.ods").read_bytes())
    with ZipFile(content, "a", ZIP_DEFLATED) as packed:
        packed.writestr("content2.xml", b"A" * 500_000_000)
    return content.getvalue()


def old_bomb() -> bytes:
    """A container whose every sector is the next of another's chain."""
    head = (REAL / "plain.xls").read_bytes()[:512]
    return head + b"\x01\x00\x00\x00" * 1_100_000


def csv_bomb() -> bytes:
    """One cell that never ends, and a million that are empty."""
    return b'\xef\xbb\xbf"' + b"a;" * 1_000_000 + b"\n" + b";" * 1_000_000


@pytest.mark.parametrize(
    ("name", "make"),
    [("план.ods", ods_bomb), ("план.xls", old_bomb), ("план.csv", csv_bomb)],
    ids=["ods", "xls", "csv"],
)
async def test_one_that_is_made_to_burst_is_one_sentence_in_bounded_time(
    olga: Someone, name: str, make: Callable[[], bytes]
) -> None:
    content, began = make(), monotonic()
    told = plain((await olga.sends_document(name, content)).text)
    assert monotonic() - began < PATIENCE
    assert "\n" not in told, told
    assert told.endswith("."), told
