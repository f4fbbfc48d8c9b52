"""A contract's pages and an act are sent while the paper stands open, and are shown again to who reads the deal."""

from tests.stories.deals.test_card import told
from tests.town import Seen, Someone, Town

REFUSAL = "Эта запись вам недоступна."


async def test_pages_of_a_contract_are_kept_and_shown_again(town: Town) -> None:
    anna, boris, olga = await town.manager("Анна"), await town.manager("Борис"), await town.lead("Ольга")
    await town.has_clients(anna, "Ромашка")
    card = await anna.types("сделка Ромашка 300к")
    papers = await anna.presses("📄 Документы", on=card)
    await anna.presses("Договор", on=await anna.presses("📎 Файлы", on=papers))
    asked = await anna.last()
    assert told(asked)[-1] == "Пришлите фото или документ."

    await anna.sends_photo()
    await anna.sends_document("договор.pdf", b"%PDF-1.7 page")
    form = await anna.last()
    assert told(form)[0].startswith("📎 Договор"), "and it is asked of neither later"
    assert "Приложено 2 файла" in told(form)
    assert "Пришлите" in (await anna.types("вот договор")).text, "a word where a file is asked changes nothing"
    await anna.sends_document("акт.xlsx", b"no workbook at all")
    await town.settle()
    assert "Приложено 3 файла" in told(await anna.last()), "a table that is nothing but a file is one, too"
    await anna.presses("🗑 Последний")
    done = await anna.presses("✅ Готово")
    assert "✅ Договор · пт 20.11" in told(done)
    assert "📎 Файлы 2" in done.labels

    seen = await olga.presses("📎 Договор", on=await opens(olga))
    await town.settle()
    shown = await olga.last()
    assert "Договор" in shown.text
    assert shown.files
    assert seen

    async with town.database.read() as tx:
        (page, _second) = await tx.as_(anna.actor).paper_files.of_deal(1)
    assert await boris.forges(f"v:paper_file:{page.id}") == REFUSAL


async def opens(someone: Someone) -> Seen:
    deals = await someone.types("/deals")
    return await someone.presses(next(each for each in deals.labels if "Ромашка" in each), on=deals)
