"""A table goes as Telegram's own; where Telegram refuses it the text goes at once, and nothing ever goes twice."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.delivery.rich import KEYBOARD, REST, html, rich_form
from reports.message.markup import bold, fill, fold, lines
from reports.message.message import Button, Message, Spot, Table
from simulator.hands.driver import Phone
from storage.queues.messages import NewMessage
from tests.bot.rig import Rig, button, opened, said, shown
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


async def puts(rig: Rig, phone: Phone, message: Message = PLANS, key: str = "plans", **more: object) -> None:
    async with rig.database.write() as tx:
        await tx.system.outbox.put(NewMessage(key, phone.id, content=message.to_json(), **more))  # type: ignore[arg-type]


async def test_a_table_goes_as_a_table_with_its_buttons(rig: Rig) -> None:
    anna = await rig.stranger()
    await puts(rig, anna)

    await rig.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.text, message.labels) == ("rich", RICH, ["Подробнее"])
    assert '<td class="right">2 млн</td>' in message.html
    assert rig.calls() == ["SendRichMessage"]


async def test_a_changed_table_is_edited_in_its_place(rig: Rig) -> None:
    anna = await rig.stranger()
    await puts(rig, anna)
    await rig.drain()
    await puts(rig, anna, replace(PLANS, table=replace(TABLE, rows=(("Анна", "2 млн", "75"),))))

    await rig.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.edits) == ("rich", 1)
    assert message.text.endswith("Анна 2 млн 75")


async def test_under_one_key_a_table_becomes_a_text_and_a_table_again(rig: Rig) -> None:
    anna = await rig.stranger()
    seen = []
    for message in (PLANS, Message(Markup("Планов нет")), PLANS):
        await puts(rig, anna, message)
        await rig.drain()
        seen += [(one.kind, one.text) for one in await shown(anna)]

    assert seen == [("rich", RICH), ("text", "Планов нет"), ("rich", RICH)]
    assert rig.calls() == ["SendRichMessage", "EditMessageText", "EditMessageText"]


async def test_an_edit_that_changes_nothing_is_done(rig: Rig) -> None:
    anna = await rig.stranger()
    await puts(rig, anna)
    await rig.drain()
    await puts(rig, anna)

    await rig.drain()

    assert [message.edits for message in await shown(anna)] == [0]
    assert await rig.pending() == 0


async def test_an_older_server_gets_the_text_at_once_and_is_not_asked_again(rig: Rig) -> None:
    anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
    await rig.sim.refuses_rich()
    for phone in (anna, boris):
        await puts(rig, phone, key=f"plans:{phone.id}")
        await rig.drain()

    assert await said(anna) == await said(boris) == [TEXT]
    assert rig.calls() == ["SendRichMessage", "SendMessage", "SendMessage"]


async def test_an_older_server_that_met_a_table_before_gets_the_edit_as_a_text(rig: Rig) -> None:
    anna = await rig.stranger()
    await puts(rig, anna)
    await rig.drain()
    await rig.sim.refuses_rich()
    await puts(rig, anna, replace(PLANS, table=replace(TABLE, rows=())))

    await rig.drain()

    assert [(message.kind, message.text, message.labels) for message in await shown(anna)] == [
        ("text", TEXT, ["Подробнее"])
    ]


@in_virtual_time
async def test_an_hour_later_the_table_is_tried_again(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        await rig.sim.refuses_rich()
        await puts(rig, anna)
        await rig.drain()
        await rig.sim.no_faults()
        await asyncio.sleep(REST - 1)
        await puts(rig, anna, key="before")
        await rig.drain()
        await asyncio.sleep(2)
        await puts(rig, anna, key="after")
        await rig.drain()

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
async def test_what_one_chat_refuses_others_still_get(rig: Rig, refusal: tuple[int, str]) -> None:
    anna, boris = await rig.stranger("Анна"), await rig.stranger("Борис")
    rig.fault("sendRichMessage", code=refusal[0], description=refusal[1], chat_id=anna.id, times=None)
    for key, phone in (("one", anna), ("two", anna), ("three", boris)):
        await puts(rig, phone, key=key)
        await rig.drain()

    assert [message.kind for message in await shown(anna)] == ["text", "text"]
    assert [message.kind for message in await shown(boris)] == ["rich"]
    assert rig.calls() == ["SendRichMessage", "SendMessage", "SendMessage", "SendRichMessage"]


async def test_who_has_blocked_the_bot_gets_no_second_call(rig: Rig) -> None:
    anna = await rig.stranger()
    await anna.blocks()
    await puts(rig, anna)

    await rig.drain()

    assert rig.calls() == ["SendRichMessage"]
    assert (await rig.row("plans")).state == "dead"


@pytest.mark.parametrize("code", [429, 502])
@in_virtual_time
async def test_trouble_on_the_way_is_no_refusal_of_the_table(database_file: Path, code: int) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault("sendRichMessage", code=code)
        await puts(rig, anna)
        async with rig.working():
            await rig.quiet()

        assert [message.kind for message in await shown(anna)] == ["rich"]
        assert rig.calls() == ["SendRichMessage", "SendRichMessage"]


@in_virtual_time
async def test_a_lost_answer_is_asked_again_as_a_table_with_the_mark(database_file: Path) -> None:
    async with opened(database_file) as rig:
        anna = await rig.stranger()
        rig.fault("sendRichMessage", reset="after")
        await puts(rig, anna)
        async with rig.working():
            await rig.quiet()

        first, second = await shown(anna)
        assert (first.kind, second.kind) == ("rich", "rich")
        assert second.text == f"{RICH}\n\n🔁 Возможно, повтор: связь прерывалась"


async def test_a_lost_answer_of_a_summary_is_not_repeated_in_any_form(rig: Rig) -> None:
    anna = await rig.stranger()
    rig.fault("sendRichMessage", reset="after")
    await puts(rig, anna, repeat=False)

    await rig.drain()

    assert await said(anna) == [RICH]
    assert rig.calls() == ["SendRichMessage"]


async def test_where_the_setting_says_no_nothing_rich_is_tried(rig: Rig) -> None:
    anna = await rig.stranger()
    rig.restart(rich=False)
    await puts(rig, anna)

    await rig.drain()

    assert await said(anna) == [TEXT]
    assert rig.calls() == ["SendMessage"]


async def test_a_text_of_several_parts_shrinks_to_one_table_and_grows_back(rig: Rig) -> None:
    anna = await rig.stranger()
    long = replace(PLANS, text=Markup("\n".join(f"строка {n} " + "ы" * 80 for n in range(100))))
    await rig.sim.refuses_rich()
    await puts(rig, anna, long)
    await rig.drain()
    parts = len(await shown(anna))
    rig.restart()
    await rig.sim.no_faults()
    await puts(rig, anna, replace(long, table=replace(TABLE, rows=())))
    await rig.drain()

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


def test_what_folds_in_a_text_folds_below_a_table() -> None:
    below = lines("до", fold(fill("Ещё {n}", n=2), fill("раз"), fill("{x}", x="<два>")), "", "после")

    assert html(Table((), (), (), below=below)).endswith(
        "<p>до</p><details><summary>Ещё 2</summary>раз<br>&lt;два&gt;</details><p>после</p>"
    )


def test_a_table_is_kept_with_its_message() -> None:
    assert Message.from_json(PLANS.to_json()) == PLANS
    assert Message.from_json(Message(Markup("без таблицы")).to_json()).table is None


async def test_a_map_stands_over_the_text_and_goes_without_where_it_is_refused(rig: Rig) -> None:
    anna = await rig.stranger()
    route = Message(fill("🚗 Маршрут\n1 Вектор"), button("1"), spot=Spot(55.7556, 37.6175))
    assert Message.from_json(route.to_json()) == route
    await puts(rig, anna, route)
    await rig.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.text, message.labels) == ("rich", "🚗 Маршрут\n1 Вектор", ["1"])
    assert 'class="map"' in message.html

    await rig.sim.refuses_rich()
    await puts(rig, anna, route, key="again")
    await rig.drain()
    assert [each.kind for each in await shown(anna)] == ["rich", "text"]


async def test_a_refused_button_is_no_refused_table(rig: Rig) -> None:
    """An older server that draws tables and knows no disabled buttons."""
    anna = await rig.stranger()
    await puts(rig, anna)
    await rig.drain()
    rig.fault(
        "editMessageText", code=400, description=f"Bad Request: can't parse {KEYBOARD}: Text buttons are unallowed"
    )
    held = replace(PLANS, buttons=((Button("1 ✅", disabled=True),), *PLANS.buttons))
    await puts(rig, anna, replace(held, table=replace(TABLE, rows=())))

    await rig.drain()

    (message,) = await shown(anna)
    assert (message.kind, message.labels, message.disabled) == ("rich", ["Подробнее"], [])
