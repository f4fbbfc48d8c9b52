"""Files out and files in: pictures and workbooks are made when they are sent, people's files brought by a row."""

import asyncio
import json
import threading
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from markupsafe import Markup

from handlers import fetched
from handlers.dialog.brought import Purpose, Reader, ReadSheet
from handlers.dialog.model import Talk
from handlers.framework.replies import Replies, Say
from reports.message.message import Button, File, Message
from reports.views import files, slow_views
from sales.core.people import Role
from simulator.hands.driver import Phone
from simulator.state.files import plain_picture
from storage.engine.actor import Actor
from storage.queues.messages import NewMessage
from storage.transaction import Transaction
from tests.bot.rig import Rig, said, shown
from tests.drawn import drawn_by
from tests.town import Town

Make = Callable[[], bytes]


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A view that shows what stands in this dictionary."""
    files(), slow_views()  # whichever test asked first in this process left its own views known, and not this one
    paper: dict[str, Any] = {"name": "график.png", "make": plain_picture, "caption": "Ноябрь", "is_picture": True}

    async def view(tx: Transaction, reader: Actor) -> File:
        buttons = ((Button("Неделя", "d:1:a:b"),),)
        words = Message(Markup(paper["caption"]), buttons)
        return File(paper["name"], paper["make"], words, is_picture=paper["is_picture"])

    paper["view"] = drawn_by(view, monkeypatch, is_file=True)
    return paper


async def put(rig: Rig, papers: dict[str, Any], reader: Actor, key: str = "paper:1", **more: Any) -> None:
    async with rig.database.write() as tx:
        await tx.system.outbox.put(NewMessage(key, reader.telegram_id, reader.person_id, view=papers["view"], **more))


async def test_a_picture_goes_out_with_its_words_and_buttons(rig: Rig, papers: dict[str, Any]) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    await put(rig, papers, anna)

    await rig.drain()

    (message,) = [each for each in await shown(phone) if each.kind == "photo"]
    assert (message.text, message.labels, message.files[0]["width"]) == ("Ноябрь", ["Неделя"], 64)


async def test_content_under_its_key_takes_the_place_of_a_picture(rig: Rig, papers: dict[str, Any]) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    await put(rig, papers, anna)
    await rig.drain()
    papers.update(make=lambda: plain_picture(80, 20), caption="Неделя")
    await put(rig, papers, anna)

    await rig.drain()

    (message,) = [each for each in await shown(phone) if each.kind == "photo"]
    assert (message.text, message.edits, message.files[0]["width"]) == ("Неделя", 1, 80)


async def test_a_workbook_is_a_document_with_its_name(rig: Rig, papers: dict[str, Any]) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    papers.update(name="свод.xlsx", make=lambda: b"workbook", is_picture=False)
    await put(rig, papers, anna)

    await rig.drain()

    (message,) = [each for each in await shown(phone) if each.kind == "document"]
    assert (message.files[0]["name"], message.files[0]["file_size"]) == ("свод.xlsx", 8)


async def test_words_too_long_for_a_caption_follow_below(rig: Rig, papers: dict[str, Any]) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    papers["caption"] = "слово " * 300
    await put(rig, papers, anna)

    await rig.drain()

    picture, words = [each for each in await shown(phone) if each.kind == "photo" or "слово" in each.text]
    assert picture.text == ""
    assert (words.text, words.labels) == (("слово " * 300).strip(), ["Неделя"])


@pytest.mark.parametrize("trouble", ["after", "before"])
async def test_a_picture_whose_call_broke_off_is_not_sent_twice(rig: Rig, papers: dict[str, Any], trouble: str) -> None:
    await rig.opens()
    anna, phone = await rig.joins("Анна")
    rig.fault("sendPhoto", reset=trouble, times=1)
    await put(rig, papers, anna, repeat=False)

    await rig.drain()

    pictures = [each for each in await shown(phone) if each.kind == "photo"]
    assert len(pictures) == (1 if trouble == "after" else 0)
    assert (await rig.row("paper:1")).state == "lost"


async def arrives(phone: Phone, text: str) -> None:
    async with asyncio.timeout(30):
        while text not in await said(phone):  # noqa: ASYNC110  a phone has no event
            await asyncio.sleep(0.01)


async def test_while_pictures_are_drawn_others_get_their_replies(rig: Rig, papers: dict[str, Any]) -> None:
    await rig.opens()
    pen, drawing = threading.Event(), threading.Event()

    def draw() -> bytes:
        drawing.set()
        assert pen.wait(20)
        return plain_picture()

    papers["make"] = draw
    leads = [await rig.joins(f"РОП {number}", Role.LEAD) for number in range(12)]
    await rig.drain()
    for actor, _ in leads:
        await put(rig, papers, actor, f"paper:{actor.person_id}")
    async with rig.working():
        assert await asyncio.to_thread(drawing.wait, 20)
        anna = await rig.stranger("Анна")
        await rig.puts("reply", anna.id, "принято")
        await arrives(anna, "принято")
        assert not pen.is_set(), "the reply came while the first picture was still being drawn"
        pen.set()
        await rig.quiet()

    for _, phone in leads:
        assert [each.kind for each in await shown(phone)].count("photo") == 1


def workbook() -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Анна", 1_200_000])
    return content.getvalue()


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A purpose named `plans`, for leads, that tells what it read."""

    async def read(talk: Talk, sheet: ReadSheet) -> Replies:
        return Say(Message(Markup(f"{sheet.name}: {sheet.tables[0].rows}")))

    monkeypatch.setattr(fetched, "PURPOSES", {"plans": purpose("План", read)})


def purpose(label: str, read: Reader) -> Purpose:
    """For leads, of any file."""

    def say() -> str:
        return label

    return Purpose(frozenset({Role.LEAD}), read, lambda sheet: bool(sheet.tables), say, say)


async def fetches(town: Town, person: Any, content: bytes, name: str = "план.xlsx") -> None:
    """What a handler's Fetch puts into the outbox."""
    await person.sends_document(name, content)
    sent = [each for each in await person.phone.chat() if each.kind == "document"][-1]
    order = {"purpose": "plans", "file_id": sent.files[0]["file_id"], "name": name}
    async with town.database.write() as tx:
        actor = person.actor
        await tx.system.outbox.put(
            NewMessage(f"fetch:{sent.message_id}", actor.telegram_id, actor.person_id, content={"fetch": order})
        )
    await town.settle()


async def test_a_file_that_was_sent_comes_back_as_rows(town: Town, reading: None) -> None:
    olga = await town.lead("Ольга")

    await fetches(town, olga, workbook())

    assert (await olga.last()).text == "план.xlsx: [['Анна', '1200000']]"


async def test_a_file_that_cannot_be_read_is_answered_in_words(town: Town, reading: None) -> None:
    olga = await town.lead("Ольга")

    await fetches(town, olga, b"no workbook at all")

    assert (await olga.last()).text.startswith("Не удалось прочитать файл.")


async def test_a_file_over_the_limit_is_answered_in_words(town: Town, reading: None) -> None:
    olga = await town.lead("Ольга")

    await fetches(town, olga, bytes(5_000_001), "план.csv")

    assert (await olga.last()).text.startswith("Файл больше 5 МБ")


async def test_who_lost_the_right_meanwhile_gets_nothing_of_it(town: Town, reading: None) -> None:
    anna = await town.manager("Анна")
    before = len(await anna.phone.chat())

    await fetches(town, anna, workbook())

    assert len(await anna.phone.chat()) - before <= 2, "the file and what is said of a file at any time"
    assert "1200000" not in json.dumps([each.text for each in await anna.phone.chat()])


async def test_a_file_that_may_be_two_things_is_asked_about(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async def read_plan(_talk: Talk, sheet: ReadSheet) -> Replies:
        return Say(Message(Markup(f"план из {len(sheet.tables)} листа")))

    async def read_base(_talk: Talk, sheet: ReadSheet) -> Replies:
        return Say(Message(Markup(f"база из {len(sheet.tables)} листа")))

    both = {"plans": purpose("План", read_plan), "base": purpose("База клиентов", read_base)}
    monkeypatch.setattr(fetched, "PURPOSES", both)
    olga = await town.lead("Ольга")

    await olga.sends_document("таблица.xlsx", workbook())
    asked = await olga.last()
    assert asked.text == "📄 таблица.xlsx: что это?"
    assert asked.labels[:2] == ["План", "База клиентов"]

    await olga.presses("База клиентов", on=asked)
    assert (await olga.last()).text == "база из 1 листа"


async def test_a_line_that_breaks_while_a_file_is_brought_is_tried_again(town: Town, reading: None) -> None:
    olga = await town.lead("Ольга")
    await town.simulation.fault("getFile", reset="before", times=1)

    await fetches(town, olga, workbook())
    await town.clock.jump(timedelta(minutes=2))
    await town.settle()

    assert (await olga.last()).text == "план.xlsx: [['Анна', '1200000']]"
