"""Whatever a file holds, it is one clear sentence or a dry run, and nothing is written by itself."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.stories.imports.bases import TITLES, make_csv, make_xlsx
from tests.town import Town, plain

ROW = ("Вектор", "7701000019", "8 916 123-45-67", "опт", "")


def bomb() -> bytes:
    """Two hundred megabytes of one letter, in a workbook of two hundred kilobytes."""
    content = BytesIO(make_xlsx(ROW))
    with ZipFile(content, "a", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet9.xml", b"A" * 200_000_000)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp866"])
async def test_a_table_in_every_encoding(town: Town, encoding: str) -> None:
    anna = await town.manager("Анна")
    await anna.sends_document("база.csv", make_csv(ROW, encoding=encoding))
    assert "Новых 1" in (await anna.last()).text


@pytest.mark.parametrize(("encoding", "name"), [("koi8-r", "KOI8-R"), ("mac-cyrillic", "Mac Cyrillic")])
async def test_a_rare_alphabet_is_guessed_and_said(town: Town, encoding: str, name: str) -> None:
    anna = await town.manager("Анна")
    await anna.sends_document("база.csv", make_csv(ROW, encoding=encoding))
    await anna.sees(f"Прочитал как {name}")
    dry_run = await anna.sees("Новых 1")
    await anna.presses("✅ Загрузить", on=dry_run)
    assert "Вектор" in (await anna.types("вектор")).text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
async def test_a_table_cut_by_any_sign(town: Town, delimiter: str) -> None:
    anna = await town.manager("Анна")
    table = "\n".join(delimiter.join(row) for row in (TITLES, ROW)).encode()
    await anna.sends_document("база.csv", table)
    assert "Новых 1" in (await anna.last()).text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("база.xlsx", bomb(), "внутри слишком велик"),
        ("база.csv", make_csv(ROW, titles=(*TITLES, *(f"Столбец {n}" for n in range(300)))), "до 100"),
    ],
)
async def test_what_is_too_much_is_one_sentence(town: Town, name: str, content: bytes, said: str) -> None:
    olga = await town.lead("Ольга")
    await olga.sends_document(name, content)
    assert said in plain((await olga.last()).text.lower())


async def test_formulas_and_nuls_are_texts(town: Town) -> None:
    anna = await town.manager("Анна")
    rows = (("=1+1", '="7701000019"', "", "", ""), ("@СУММ", "", "", "", ""), ("Ром\x00ашка", "", "", "-5+3", ""))
    await anna.sends_document("база.csv", make_csv(*rows))
    seen = await anna.last()
    assert "Новых 3" in seen.text
    await anna.presses("✅ Загрузить", on=seen)
    async with town.database.read() as tx:
        names = sorted(each.name for each in await tx.as_(anna.actor).clients.recent())
    assert names == ["=1+1", "@СУММ", "Ромашка"]


async def test_departments_with_equal_names_know_nothing_of_each_other(town: Town) -> None:
    anna = await town.manager("Анна")
    await town.has_clients(anna, "Вектор")
    peter = await town.lead_elsewhere("Пётр")

    await peter.sends_document("база.csv", make_csv(ROW))
    seen = await peter.last()
    assert "Новых 1" in seen.text
    assert "Похожие" not in " ".join(seen.labels)
    await peter.presses("✅ Загрузить", on=seen)
    async with town.database.read() as tx:
        assert len(await tx.as_(anna.actor).clients.recent()) == 1
        assert len(await tx.as_(peter.actor).clients.recent()) == 1
