"""Rich messages as Telegram takes them: HTML read strictly, blocks that aiogram reads back, a table in one's hand."""

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiogram.types import InputRichMessage, RichBlockParagraph, RichBlockTable

from simulator.hands.phone import even
from simulator.markup.rich import parse_rich
from simulator.markup.rich_marks import flat, rich_html
from simulator.wire import RefusalError
from tests.rows import each_row
from tests.simulator.conftest import Town

TABLE = (
    "<p>Планы · <b>ноябрь</b><br>Отдел: 2 млн</p>"
    '<table striped><tr><th align="left"></th><th align="right">план</th></tr>'
    '<tr><td align="left">Анна &amp; Ко</td><td align="right">2&nbsp;млн</td></tr></table>'
    "<p>под таблицей</p>"
)
WORDS = "Планы · ноябрь\nОтдел: 2 млн\n\n план\nАнна & Ко 2 млн\n\nпод таблицей"


def rich(html: str = TABLE) -> InputRichMessage:
    return InputRichMessage(html=html)


async def test_aiogram_reads_back_what_it_has_sent(town: Town) -> None:
    anna = await town.newcomer("Анна")

    sent = await town.bot.send_rich_message(anna.id, rich())

    assert sent.text is None
    assert sent.rich_message is not None
    above, table, below = sent.rich_message.blocks
    assert isinstance(above, RichBlockParagraph)
    assert isinstance(below, RichBlockParagraph)
    assert isinstance(table, RichBlockTable)
    assert table.is_striped
    assert [[cell.align for cell in row] for row in table.cells] == [["left", "right"]] * 2
    assert [cell.is_header for row in table.cells for cell in row] == [True, True, None, None]


async def test_a_person_sees_a_table_row_by_row(town: Town) -> None:
    anna = await town.newcomer("Анна")
    await town.bot.send_rich_message(anna.id, rich())

    seen = await anna.last()

    assert (seen.kind, seen.text) == ("rich", WORDS)
    assert '<table class="striped"><tr><th class="left"></th><th class="right">план</th></tr>' in seen.html
    assert "        Анна & Ко 2\u00a0млн\n" in await anna.transcript()


async def test_a_text_becomes_a_table_and_a_text_again(town: Town) -> None:
    anna = await town.newcomer("Анна")
    sent = await town.bot.send_message(anna.id, "<b>Планы</b>", parse_mode="HTML")

    await town.bot.edit_message_text(chat_id=anna.id, message_id=sent.message_id, rich_message=rich())
    table = await anna.last()
    await town.bot.edit_message_text("Планов нет", chat_id=anna.id, message_id=sent.message_id)
    text = await anna.last()

    assert [(one.kind, one.text) for one in (table, text)] == [("rich", WORDS), ("text", "Планов нет")]
    assert [even(before["text"]) for before in text.state["history"]] == ["Планы", WORDS]


async def test_the_same_table_once_more_is_not_modified(town: Town) -> None:
    anna = await town.newcomer("Анна")
    sent = await town.bot.send_rich_message(anna.id, rich())

    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await town.bot.edit_message_text(chat_id=anna.id, message_id=sent.message_id, rich_message=rich())


async def test_a_server_that_has_not_heard_of_rich_messages(town: Town) -> None:
    anna = await town.newcomer("Анна")
    sent = await town.bot.send_message(anna.id, "Планы")
    await town.sim.refuses_rich()

    with pytest.raises(TelegramNotFound, match="method not found"):
        await town.bot.send_rich_message(anna.id, rich())
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await town.bot.edit_message_text(chat_id=anna.id, message_id=sent.message_id, rich_message=rich())
    assert (await anna.last()).text == "Планы"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "exactly one of the fields"),
        ({"html": "а", "markdown": "а"}, "exactly one of the fields"),
        ({"html": "<p> </p>"}, "must be non-empty"),
        ({"html": f"<p>{'ы' * 32_769}</p>"}, "too long"),
        ({"html": "<p>ы</p>" * 501}, "too long"),
        ({"html": f"<table>{'<tr><td>ы</td></tr>' * 500}</table>"}, "too long"),
    ],
)
async def test_what_is_no_rich_message(town: Town, given: dict[str, str], words: str) -> None:
    anna = await town.newcomer("Анна")

    with pytest.raises(TelegramBadRequest, match=words):
        await town.bot.send_rich_message(anna.id, InputRichMessage.model_validate(given))


@each_row(
    ("html", "words"),
    [
        ("<p>2 < 3</p>", "Unclosed start tag at byte offset 5"),
        ("<div>а</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("да<tbody></tbody>", 'Unsupported start tag "tbody" at byte offset 4'),
        ("<p>а", 'Can\'t find end tag corresponding to start tag "p"'),
        ("а</p>", "Unexpected end tag at byte offset 2"),
        ("<summary>а</summary>", 'Unexpected start tag "summary" at byte offset 0'),
        ("<p><b>а</p>", 'Unmatched end tag at byte offset 8, expected "</b>", found "</p>"'),
        ("<tr></tr>", 'Unexpected start tag "tr" at byte offset 0'),
        ("<table><td>а</td></table>", 'Unexpected start tag "td" at byte offset 7'),
        ("<table><tr>а</tr></table>", 'Unexpected text in the tag "tr" at byte offset 11'),
        ("<table></table>", "Table must be non-empty at byte offset 7"),
        ("<p><table><tr><td>а</td></tr></table></p>", 'Unexpected start tag "table" at byte offset 3'),
        (f"<table><tr>{'<td>а</td>' * 21}</tr></table>", "Table has too many columns"),
    ],
)
def test_what_telegram_cannot_read_it_refuses(html: str, words: str) -> None:
    with pytest.raises(RefusalError) as refused:
        parse_rich(html)

    assert refused.value.code == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse rich message: {words}")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("раз\nдва", "раз два"),
        ("раз<br>\n два", "раз\nдва"),
        ("<p>раз</p>\n<p>два</p>", "раз\n\nдва"),
        ("раз<hr>два", "раз\n\n———\n\nдва"),
        ("<h2>Планы</h2><footer>конец</footer>", "Планы\n\nконец"),
        ("&lt;b&gt; &#1103; &#x44F; &copy; &#0;", "<b> я я &copy; &#0;"),
        ("<table><caption>Итог</caption><tr><td>а</td><td>б</td></tr></table>", "Итог\nа б"),
        ("до<details><summary>Ещё 2</summary>раз<br>два</details>", "до\n\nЕщё 2\nраз\nдва"),
        ('<a href="https://example.org">дом</a> и <i>сад</i>', "дом и сад"),
    ],
)
def test_how_it_is_read_aloud(html: str, words: str) -> None:
    assert flat(parse_rich(html)) == words


@pytest.mark.parametrize(
    ("html", "drawn"),
    [
        ("&lt;img&gt;", "<p>&lt;img&gt;</p>"),
        ('<a href="javascript:alert(1)">тут</a>', "<p>тут</p>"),
        ("<a href='https://example.org/\"x'>тут</a>", '<p><a href="https://example.org/&quot;x">тут</a></p>'),
        ("<h3>а</h3><hr><footer><b>б</b></footer>", "<h3>а</h3><hr><footer><b>б</b></footer>"),
        (
            "<details><summary>&lt;</summary>&amp;</details>",
            "<details><summary>&lt;</summary><p>&amp;</p></details>",
        ),
        (
            "<table bordered><caption>в</caption><tr><td>г</td></tr></table>",
            '<table class="bordered"><caption>в</caption><tr><td class="left">г</td></tr></table>',
        ),
    ],
)
def test_what_is_put_on_the_page_is_safe(html: str, drawn: str) -> None:
    assert rich_html(parse_rich(html)) == drawn
