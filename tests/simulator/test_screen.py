"""What a page draws: safe HTML, every kind of message, the transcript's words for them."""

from datetime import UTC

import pytest

from simulator.core import Core
from simulator.markup.entities import parse_html
from simulator.markup.rendering import to_html, with_found
from simulator.state.views import chat_state, transcript
from simulator.wire import Params
from tests.rows import each_row


@each_row(
    ("markup", "html"),
    [
        ("<b>340</b> тыс", "<b>340</b> тыс"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<i>🙂</i>!", "<i>🙂</i>!"),
        ("<b>a<i>b</i></b>c", "<b>a<i>b</i></b>c"),
        ("<a href='https://e.org/?a=1&amp;b=\"x\"'>y</a>", '<a href="https://e.org/?a=1&amp;b=&quot;x&quot;">y</a>'),
        ("<pre><code class='language-py'>x</code></pre>", '<pre data-language="py">x</pre>'),
        ("<blockquote expandable>x</blockquote>", "<blockquote expandable>x</blockquote>"),
        ("<tg-spoiler>x</tg-spoiler>", "<tg-spoiler>x</tg-spoiler>"),
        ("нажмите /help", 'нажмите <span class="bot_command">/help</span>'),
        ("<u><s>x</s></u>", "<u><s>x</s></u>"),
        ("первая\nвторая", "первая\nвторая"),
    ],
)
def test_what_is_shown(markup: str, html: str) -> None:
    text, entities = parse_html(markup)
    assert to_html(text, with_found(text, entities)) == html


def test_an_address_that_is_none_is_not_made_a_link() -> None:
    assert "href" not in to_html("x", [{"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}])


def test_entities_that_cross_are_closed_and_opened_again() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_html("abc", crossing) == "<b>a<i>b</i></b><i>c</i>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", ["/start"]),
        ("/start@reper_bot x", ["/start@reper_bot"]),
        ("a/b http://x.ru/y", ["http://x.ru/y"]),
        ("пишите на ivan@mail.ru", ["ivan@mail.ru"]),
        ("@anna_k и #план2026", ["@anna_k", "#план2026"]),
        ("20/11 и 1/2", []),
        ("#1", []),
    ],
)
def test_what_telegram_marks_by_itself(text: str, found: list[str]) -> None:
    assert [text[e["offset"] : e["offset"] + e["length"]] for e in with_found(text, [])] == found


@pytest.fixture
def busy(core: Core) -> Core:
    """A chat with one message of every kind."""
    anna = core.world.add_person("Анна", last_name="Ким")
    people = core.people
    people.start(anna.id)
    people.photo(anna.id, caption="чек")
    people.voice(anna.id)
    people.sticker(anna.id)
    people.document(anna.id, "a.csv", b"x")
    people.location(anna.id, 59.9, 30.3)
    people.contact(anna.id, phone="+7495", first_name="Иван")
    people.forward(anna.id, text="Оплатим", hidden="Пётр")
    return core


def test_every_kind_of_message_has_its_state(busy: Core) -> None:
    state = chat_state(busy.world.chats[101], busy.world.files, busy.world.changes.last)
    kinds = [m["kind"] for m in state["messages"]]
    assert kinds == ["text", "photo", "voice", "sticker", "document", "location", "contact", "text"]
    assert [len(m["files"]) for m in state["messages"]] == [0, 1, 1, 1, 1, 0, 0, 0]
    assert state["messages"][5]["location"] == {"latitude": 59.9, "longitude": 30.3}
    assert state["messages"][6]["contact"]["first_name"] == "Иван"
    assert state["messages"][7]["forward_origin"]["sender_user_name"] == "Пётр"
    assert state["title"] == "Анна Ким"


def test_every_kind_of_message_has_its_line(busy: Core) -> None:
    lines = transcript(busy.world.chats[101], [], UTC).splitlines()
    assert [line.removeprefix("[08:40] Анна: ") for line in lines[1:]] == [
        "/start",
        "(photo) чек",
        "(voice)",
        "(sticker)",
        "(document a.csv)",
        "(location 59.9, 30.3)",
        "(contact Иван +7495)",
        "(forwarded) Оплатим",
    ]


def test_the_keyboard_under_the_chat_ends_the_transcript(busy: Core) -> None:
    markup = {"keyboard": [["📞", "🤝"], ["💰"]]}
    busy.call("sendMessage", Params({"chat_id": 101, "text": "Меню", "reply_markup": markup}))
    text = transcript(busy.world.chats[101], [], UTC)
    assert text.endswith("Reper: Меню\n⌨\n        [📞]  [🤝]\n        [💰]\n")


def test_entities_may_come_as_they_are_and_those_outside_the_text_are_dropped(busy: Core) -> None:
    entities = [
        {"type": "bold", "offset": 1, "length": 3},
        {"type": "bold", "offset": 2, "length": 99},
        {"type": "italic", "offset": -1, "length": 2},
        {"offset": 0, "length": 1},
    ]
    answer = busy.call("sendMessage", Params({"chat_id": 101, "text": " 340 тыс", "entities": entities}))
    assert answer.result["entities"] == [{"type": "bold", "offset": 0, "length": 3}]


@pytest.mark.parametrize(
    ("method", "values", "words"),
    [
        ("sendMessage", {"text": "x", "entities": "[1]"}, "can't parse message entities: expected an Array of Objects"),
        ("sendMessage", {"text": "x", "reply_parameters": "[]"}, "can't parse reply parameters: expected an Object"),
        ("setMyCommands", {"commands": "{}"}, "can't parse commands: expected an Array of Objects"),
        ("setMyCommands", {"commands": "[]", "scope": "1"}, "can't parse BotCommandScope: expected an Object"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type": "moon"}'}, "can't parse BotCommandScope: unsupported"),
    ],
)
def test_nonsense_is_refused_and_breaks_nothing(busy: Core, method: str, values: dict[str, object], words: str) -> None:
    answer = busy.call(method, Params({"chat_id": "101", **values}))
    assert answer.status == 400
    assert words in answer.content


def test_words_of_the_bot_stand_in_the_log_as_they_were_said(busy: Core) -> None:
    params = Params({"text": "[1]", "reply_markup": '{"force_reply": true}', "chat_id": "{broken"})
    assert params.readable() == {"text": "[1]", "reply_markup": {"force_reply": True}, "chat_id": "{broken"}
