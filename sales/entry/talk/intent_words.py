"""The words of plain questions and of the buttons, read from phrases.txt; intents says what comes of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sales.entry.talk.intent_kinds import IntentKind

PERIOD: Final = r"(?: (?P<period>(?:за|на|в|с|по|этот|эту|прошл\w+|этой|текущ\w+|сегодня|вчера|завтра).*))?"
PLEASE: Final = (
    r"(?:(?:где(?: найти| посмотреть| взять)?|покажи|открой|дай|скинь|выведи|скажи|подскажи|"
    r"а|ну|и|мне|мой|моя|мои|моё|show|open)(?: мне)?(?: мо[йяиюё]| свой| свою| наш\w?)? )*"
)


def _read_phrases() -> Iterator[tuple[re.Pattern[str], IntentKind]]:
    """In the order of the file."""
    kind = IntentKind.TODAY
    for row in Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("["):
            kind = IntentKind(row.strip("[]"))
        elif row and not row.startswith("#"):
            phrase = re.sub(r"\((?!\?)", "(?:", row.replace("{PERIOD}", PERIOD))
            yield re.compile(f"{PLEASE}(?:{phrase})"), kind


BY_THE_WAY: Final = re.compile(
    r"(?<!\w)(?:бля\w{0,2}|блин|черт|опять|снова|увы|пожалуйста|плиз|пжл?ст?|pls|please|а|ну|слушай|скажи(?:те)?|"
    r"подскажи(?:те)?|напомни(?:те)?|интересно|можно узнать|будь(?:те)? добры?|tell me|can you tell me|у меня|у нас|"
    r"у тебя|мне|нам|мои|моих|там|сейчас|вообще|ещё|еще|можешь|можно|хочу (?:посмотреть|увидеть|узнать)|а то)(?!\w),?",
    re.IGNORECASE,
)
"""Beside a question these say nothing."""
GREETS: Final = re.compile(
    r"^(?:привет(?:ик|ствую)?|здравствуй(?:те)?|добр(?:ый|ое|ого) (?:день|дня|утро|утра|вечер|вечера)|коллеги|hi|hello|"
    r"hey|good (?:morning|evening|day))(?!\w)[,!. ]*",
    re.IGNORECASE,
)
"""Before a question; alone, or before chatter, it is a greeting."""
GRATEFUL: Final = re.compile(
    r"(?:(?:great|ok|super|отлично|супер|ясно|понял[аи]?|хорошо)[, ]+)?(?:(?:большое |огромное )?спасибо|спс|"
    r"благодарю|thanks|thank you)(?: (?!но\b|не\b|а\b)[а-яa-z]+){0,4}"
)
"""«спасибо, всё получилось»"""
PLAIN: Final = tuple(_read_phrases())
EMOJI: Final = re.compile(r"[^\w?]+")
