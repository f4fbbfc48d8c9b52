"""HTML as Telegram reads it: what passes, what it becomes, and the exact words of every refusal."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.markup.entities import parse_html
from simulator.markup.marks import units
from simulator.markup.rendering import to_html, with_found
from simulator.markup.texts import trim
from simulator.wire import RefusalError
from tests.rows import each_row

INVALID = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


@each_row(
    ("markup", "words"),
    [
        ("Итого <b", "Unclosed start tag at byte offset 11"),
        ("план < 100 тыс", 'Unsupported start tag "" at byte offset 9'),
        ("<p>абзац</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("🙂<br/>", 'Unsupported start tag "br/" at byte offset 4'),
        ("1 <u =x>", 'Empty attribute name in the tag "u" at byte offset 2'),
        ("<b>Анна", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>Анна</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=a,b>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("да</b>", "Unexpected end tag at byte offset 4"),
        ("<b>да</b", "Unclosed end tag at byte offset 7"),
        ("<b>да</i>", 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            "&#xD83D;",
            INVALID,
        ),
    ],
)
def test_what_telegram_cannot_parse_it_refuses_in_these_words(markup: str, words: str) -> None:
    with pytest.raises(RefusalError) as refused:
        parse_html(markup)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


@each_row(
    ("markup", "text", "entities"),
    [
        ("просто", "просто", []),
        ("<b>340</b> тыс", "340 тыс", [("bold", 0, 3)]),
        ("<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", "abcd",
         [("bold", 0, 1), ("italic", 1, 1), ("underline", 2, 1), ("strikethrough", 3, 1)]),
        ("🙂<i>да</i>", "🙂да", [("italic", 2, 2)]),
        ("<B>x</B>", "x", [("bold", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("<b></b>пусто", "пусто", []),
        ("<b><i>x</i> y</b>", "x y", [("bold", 0, 3), ("italic", 0, 1)]),
        ("<i><b>x</b></i>", "x", [("bold", 0, 1), ("italic", 0, 1)]),
        ("ООО &lt;Ёж&gt; &amp; Ко &quot;1&quot;", 'ООО <Ёж> & Ко "1"', []),
        ("a &lt b &nbsp; &#1071; &#x42F;", "a < b &nbsp; Я Я", []),
        ("&#99999999;", "&#99999999;", []),
        ("A&B && C", "A&B && C", []),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<pre><code>x</code></pre>", "x", [("pre", 0, 1), ("code", 0, 1)]),
        ('<b data-x="1" hidden>x</b>', "x", [("bold", 0, 1)]),
        ("<a>не адрес </a>", "не адрес ", []),
        ("<a href='http://localhost'>x</a>", "x", []),
        ("<a href='http://['>x</a>", "x", []),
        ("<a href='javascript:alert(1)'>x</a>", "x", []),
        ("<a href='javascript://e.org/%0aalert(1)'>x</a>", "x", []),
    ],
)  # fmt: skip
def test_what_telegram_makes_of_markup(markup: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = parse_html(markup)
    assert plain == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("example.org", "http://example.org/"),
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&c=2"),
        ("tg://resolve?domain=reper", "tg://resolve?domain=reper"),
        ("http://10.0.0.1:80/x", "http://10.0.0.1:80/x"),
    ],
)
def test_a_link_is_completed(written: str, url: str) -> None:
    _, found = parse_html(f'<a href="{written}">x</a>')
    assert found == [{"type": "text_link", "offset": 0, "length": 1, "url": url}]


def test_a_link_to_a_person_mentions_them() -> None:
    _, found = parse_html('<a href="tg://user?id=101">Анна</a>')
    assert found == [{"type": "text_mention", "offset": 0, "length": 4, "user": {"id": 101}}]


def test_a_block_of_code_knows_its_language() -> None:
    _, found = parse_html('<pre><code class="language-python">x</code></pre>')
    assert found == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(("text", "length"), [("", 0), ("да", 2), ("🙂", 2), ("👨‍👩‍👧", 8), ("➡️", 2)])
def test_telegram_counts_utf_16_units(text: str, length: int) -> None:
    assert units(text) == length


def test_white_space_goes_from_both_ends_and_entities_move_along() -> None:
    text, entities = parse_html(" \n<b> Итого </b>\n ")
    assert trim(text, entities) == ("Итого", [{"type": "bold", "offset": 0, "length": 5}])


def test_commands_and_addresses_are_found_but_not_inside_code() -> None:
    text, entities = parse_html("/stats@reper_bot, https://a.ru/x. <code>/not</code> #план a/b")
    found = [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in with_found(text, entities)]
    assert found == [
        ("bot_command", "/stats@reper_bot"),
        ("url", "https://a.ru/x"),
        ("code", "/not"),
        ("hashtag", "#план"),
    ]


@given(st.text(alphabet=st.sampled_from("<>/&;=\"' abipre#x1🙂я-[:"), max_size=40))
@example("<a href='&#x")
@example("</")
@example("&#")
def test_any_markup_is_read_or_refused_and_nothing_else_happens(markup: str) -> None:
    try:
        text, entities = parse_html(markup)
    except RefusalError as refusal:
        words = refusal.description
    else:
        words = "Bad Request: can't parse entities: "
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= units(text) for e in entities)
    assert words.startswith("Bad Request: can't parse entities: ")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_what_is_shown_on_a_page_reads_back_as_the_same_text(text: str) -> None:
    assert parse_html(to_html(text, []))[0] == text


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<code>", "</code>", "x", "🙂", "&lt;"]), max_size=14))
def test_shown_markup_reads_back_with_the_same_entities(parts: list[str]) -> None:
    try:
        text, entities = parse_html("".join(parts))
    except RefusalError:
        return
    again, found = parse_html(to_html(text, entities))
    assert again == text
    assert {(e["type"], i) for e in found for i in range(e["offset"], e["offset"] + e["length"])} == {
        (e["type"], i) for e in entities for i in range(e["offset"], e["offset"] + e["length"])
    }
