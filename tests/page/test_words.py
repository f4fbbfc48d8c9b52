"""What the page says itself: the same sentences in both languages, each of them used."""

import re

from simulator.front.pages import FOLDER


def spoken(language: str) -> dict[str, str]:
    source = (FOLDER / "words.js").read_text("utf-8")
    block = re.search(rf"const {language} = {{(.*?)\n}};", source, re.DOTALL)
    assert block
    return dict(re.findall(r'^  (\w+): "(.*)",$', block.group(1), re.MULTILINE))


def test_both_languages_say_the_same() -> None:
    russian, english = spoken("RU"), spoken("EN")
    assert russian.keys() == english.keys()
    holes = re.compile(r"\{\w+\}")
    assert {k: set(holes.findall(v)) for k, v in russian.items()} == {
        k: set(holes.findall(v)) for k, v in english.items()
    }


def test_every_sentence_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in FOLDER.glob("*.js") if path.name != "words.js")
    made = re.compile(r"theme_|fault_|forum_topic_|new_chat_|left_chat_|migrate_|(calls|faults)$")
    unused = [key for key in spoken("RU") if not made.match(key) and not re.search(rf'"{key}"|\b{key}:', code)]

    assert unused == []


def test_what_the_page_asks_for_is_there() -> None:
    keys = spoken("RU").keys()
    asked = {key for path in FOLDER.glob("*.js") for key in re.findall(r'\bt\("(\w+)"', path.read_text("utf-8"))}
    assert asked <= keys


def test_no_file_of_the_page_names_another_machine() -> None:
    for path in FOLDER.iterdir():
        addresses = set(re.findall(r"https?://[\w.-]+", path.read_text("utf-8")))
        assert addresses <= {"https://t.me", "http://www.w3.org"}, path.name
