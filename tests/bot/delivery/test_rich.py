"""A table goes as Telegram's own; where Telegram refuses it the text goes at once, and nothing ever goes twice."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.delivery.courier import Courier
from bot.delivery.delivery import Delivery
from bot.delivery.rich import REST, html, rich_form
from bot.telegram.telegram import make_bot
from reports.message.markup import bold, fill, lines
from reports.message.message import Message, Table
from simulator.driver import Phone
from storage.queues.messages import NewMessage
from tests.bot.office import TOKEN, Office, button, opened, said, shown
from tests.virtual_time import in_virtual_time

TABLE = Table(
    ("", "план", "%"),
    (("Анна", "2 млн", "60"), ("Борис & Ко", "1 млн", "38")),
    ("left", "right", "right"),
    lines(bold("Планы"), "ноябрь"),
)
PLANS = Message(
    fill("<b>Планы</b>\nноябрь\n\n<pre>{rows}</pre>", rows="Анна 2 млн 60"), button("Подробнее"), table=TABLE
)
RICH = "Планы\nноябрь\n\n план %\nАнна 2 млн 60\nБорис & Ко 1 млн 38"
TEXT = "Планы\nноябрь\n\nАнна 2 млн 60"


async def puts(office: Office, phone: Phone, message: Message = PLANS, key: str = "plans", **more: object) -> None:
    async with office.database.write() as tx:
        await tx.outbox.put(NewMessage(key, phone.id, content=message.to_json(), **more))  # type: ignore[arg-type]


async def test_a_table_goes_as_a_table_with_its_buttons(office: Office) -> None:
    anna = await office.stranger()
    await puts(office, anna)

    await office.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.text, message.labels) == ("rich", RICH, ["Подробнее"])
    assert '<td class="right">2 млн</td>' in message.html
    assert office.calls() == ["SendRichMessage"]


async def test_a_changed_table_is_edited_in_its_place(office: Office) -> None:
    anna = await office.stranger()
    await puts(office, anna)
    await office.drain()
    await puts(office, anna, replace(PLANS, table=replace(TABLE, rows=(("Анна", "2 млн", "75"),))))

    await office.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.edits) == ("rich", 1)
    assert message.text.endswith("Анна 2 млн 75")


async def test_under_one_key_a_table_becomes_a_text_and_a_table_again(office: Office) -> None:
    anna = await office.stranger()
    seen = []
    for message in (PLANS, Message(Markup("Планов нет")), PLANS):
        await puts(office, anna, message)
        await office.drain()
        seen += [(one.kind, one.text) for one in await shown(anna)]

    assert seen == [("rich", RICH), ("text", "Планов нет"), ("rich", RICH)]
    assert office.calls() == ["SendRichMessage", "EditMessageText", "EditMessageText"]


async def test_an_edit_that_changes_nothing_is_done(office: Office) -> None:
    anna = await office.stranger()
    await puts(office, anna)
    await office.drain()
    await puts(office, anna)

    await office.drain()

    assert [message.edits for message in await shown(anna)] == [0]
    assert await office.pending() == 0


async def test_an_older_server_gets_the_text_at_once_and_is_not_asked_again(office: Office) -> None:
    anna, boris = await office.stranger("Анна"), await office.stranger("Борис")
    await office.sim.refuses_rich()
    for phone in (anna, boris):
        await puts(office, phone, key=f"plans:{phone.id}")
        await office.drain()

    assert await said(anna) == await said(boris) == [TEXT]
    assert office.calls() == ["SendRichMessage", "SendMessage", "SendMessage"]


async def test_an_older_server_that_met_a_table_before_gets_the_edit_as_a_text(office: Office) -> None:
    anna = await office.stranger()
    await puts(office, anna)
    await office.drain()
    await office.sim.refuses_rich()
    await puts(office, anna, replace(PLANS, table=replace(TABLE, rows=())))

    await office.drain()

    assert [(message.kind, message.text, message.labels) for message in await shown(anna)] == [
        ("text", TEXT, ["Подробнее"])
    ]


@in_virtual_time
async def test_an_hour_later_the_table_is_tried_again(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        await office.sim.refuses_rich()
        await puts(office, anna)
        await office.drain()
        await office.sim.no_faults()
        await asyncio.sleep(REST - 1)
        await puts(office, anna, key="before")
        await office.drain()
        await asyncio.sleep(2)
        await puts(office, anna, key="after")
        await office.drain()

        assert [message.kind for message in await shown(anna)] == ["text", "text", "rich"]


@pytest.mark.parametrize(
    "refusal",
    [
        (400, "Bad Request: can't parse rich message: Unsupported start tag"),
        (400, "Bad Request: RICH_MESSAGE_INVALID"),
        (403, "Forbidden: not enough rights to send rich messages"),
        (413, "Request Entity Too Large"),
    ],
)
async def test_what_one_chat_refuses_others_still_get(office: Office, refusal: tuple[int, str]) -> None:
    anna, boris = await office.stranger("Анна"), await office.stranger("Борис")
    office.fault("sendRichMessage", code=refusal[0], description=refusal[1], chat_id=anna.id, times=None)
    for key, phone in (("one", anna), ("two", anna), ("three", boris)):
        await puts(office, phone, key=key)
        await office.drain()

    assert [message.kind for message in await shown(anna)] == ["text", "text"]
    assert [message.kind for message in await shown(boris)] == ["rich"]
    assert office.calls() == ["SendRichMessage", "SendMessage", "SendMessage", "SendRichMessage"]


async def test_who_has_blocked_the_bot_gets_no_second_call(office: Office) -> None:
    anna = await office.stranger()
    await anna.blocks()
    await puts(office, anna)

    await office.drain()

    assert office.calls() == ["SendRichMessage"]
    assert (await office.row("plans")).state == "dead"


@pytest.mark.parametrize("code", [429, 502])
@in_virtual_time
async def test_trouble_on_the_way_is_no_refusal_of_the_table(database_file: Path, code: int) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        office.fault("sendRichMessage", code=code)
        await puts(office, anna)
        async with office.working():
            await office.quiet()

        assert [message.kind for message in await shown(anna)] == ["rich"]
        assert office.calls() == ["SendRichMessage", "SendRichMessage"]


@in_virtual_time
async def test_a_lost_answer_is_asked_again_as_a_table_with_the_mark(database_file: Path) -> None:
    async with opened(database_file) as office:
        anna = await office.stranger()
        office.fault("sendRichMessage", reset="after")
        await puts(office, anna)
        async with office.working():
            await office.quiet()

        first, second = await shown(anna)
        assert (first.kind, second.kind) == ("rich", "rich")
        assert second.text == f"{RICH}\n\n🔁 Возможно, повтор: связь прерывалась"


async def test_a_lost_answer_of_a_summary_is_not_repeated_in_any_form(office: Office) -> None:
    anna = await office.stranger()
    office.fault("sendRichMessage", reset="after")
    await puts(office, anna, repeat=False)

    await office.drain()

    assert await said(anna) == [RICH]
    assert office.calls() == ["SendRichMessage"]


async def test_where_the_setting_says_no_nothing_rich_is_tried(office: Office) -> None:
    anna = await office.stranger()
    courier = Courier(make_bot(TOKEN, office.session), office.database, office.pace, "ru", rich=False)
    office.delivery = Delivery(make_bot(TOKEN, office.session), office.database, office.pace, courier)
    await puts(office, anna)

    await office.drain()

    assert await said(anna) == [TEXT]
    assert office.calls() == ["SendMessage"]


async def test_a_text_of_several_parts_shrinks_to_one_table_and_grows_back(office: Office) -> None:
    anna = await office.stranger()
    long = replace(PLANS, text=Markup("\n".join(f"строка {n} " + "ы" * 80 for n in range(100))))
    await office.sim.refuses_rich()
    await puts(office, anna, long)
    await office.drain()
    parts = len(await shown(anna))
    office.restart()
    await office.sim.no_faults()
    await puts(office, anna, replace(long, table=replace(TABLE, rows=())))
    await office.drain()

    assert parts > 1
    assert [message.kind for message in await shown(anna)] == ["rich"]


@pytest.mark.parametrize(
    "table",
    [
        replace(TABLE, rows=(("Анна", "2 млн", "60"),) * 500),
        replace(TABLE, rows=(("ы" * 40_000, "", ""),)),
        Table(("",) * 21, (), ("left",) * 21),
    ],
)
def test_what_is_over_the_limits_has_no_rich_form(table: Table) -> None:
    assert rich_form(table) is None


def test_values_are_escaped_and_ends_of_lines_are_kept() -> None:
    table = Table(("<b>",), (("& <i>",),), ("center",), lines("раз", "два", "", "три"), bold("под ней"))

    assert html(table) == (
        "<p>раз<br>два</p><p>три</p><table striped>"
        '<tr><th align="center">&lt;b&gt;</th></tr><tr><td align="center">&amp; &lt;i&gt;</td></tr>'
        "</table><p><b>под ней</b></p>"
    )


def test_a_table_is_kept_with_its_message() -> None:
    assert Message.from_json(PLANS.to_json()) == PLANS
    assert Message.from_json(Message(Markup("без таблицы")).to_json()).table is None
