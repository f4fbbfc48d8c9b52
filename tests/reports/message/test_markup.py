"""Nothing goes out unescaped: a text is Markup, and Markup escapes what is filled into it."""

from hypothesis import given
from hypothesis import strategies as st

from reports.message.markup import bold, fill, lines
from reports.message.message import Button, Message, grid
from simulator.markup.entities import parse_html


def test_a_name_with_a_tag_is_shown_and_not_obeyed() -> None:
    assert str(fill("Client {name}", name="<b>ООО</b> & Ко")) == "Client &lt;b&gt;ООО&lt;/b&gt; &amp; Ко"
    assert str(bold("1 < 2")) == "<b>1 &lt; 2</b>"


def test_lines_leave_out_what_is_not_there_and_keep_an_empty_line() -> None:
    assert str(lines("a", None, "", "<")) == "a\n\n&lt;"


@given(st.text(max_size=200))
def test_whatever_the_name_telegram_reads_the_text_back_as_it_was(name: str) -> None:
    clean = "".join(char for char in name if char.isprintable())

    text, _entities = parse_html(str(fill("«{name}»", name=clean)))

    assert text.strip() == f"«{clean}»".strip()


def test_a_message_survives_the_way_through_the_outbox() -> None:
    message = Message(fill("<b>{x}</b>", x="&"), ((Button("Да", "x:1"), Button("Сайт", url="https://127.0.0.1")),))

    assert Message.from_json(message.to_json()) == message


def test_buttons_stand_row_by_row() -> None:
    keys = [Button(str(number), str(number)) for number in range(5)]

    assert [len(row) for row in grid(keys, 2)] == [2, 2, 1]
