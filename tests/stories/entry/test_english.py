"""The same lines in English: understood as well, and asked and answered in English."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.entry.entry_day import kept, told
from tests.town import Someone, Town, founded

NAMES = ("School 57", "24 Hours", "Kim LLC", "StroyGrad", "Romashka", "Vector")


@pytest.fixture
async def english_town(database_file: Path) -> AsyncIterator[Town]:
    async with founded(database_file, language="en") as town:
        await town.opens()
        yield town


@pytest.fixture
async def ann(english_town: Town) -> Someone:
    ann = await english_town.manager("Ann")
    await english_town.has_clients(ann, *NAMES)
    await ann.types("/lang")
    await ann.presses("English")
    return ann


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("expecting 340000 from Vector by Wednesday", "💰 Vector · 340 000 ₽"),
        ("payment 1.2m StroyGrad 25.12 60%", "💰 StroyGrad · 1 200 000 ₽"),
        ("payment 24 Hours 90k Monday", "💰 24 Hours · 90 000 ₽"),
        ("received 148 500.50 Vector", "✅ Vector · 148 500.50 ₽ received"),
        ("called Vector - want the invoice", "✅ Call: Vector · 11:00"),
        ("call Romashka on Monday at 3 pm: about the contract", "📞 Romashka · Mon 23 November, 15:00"),
        ("meeting StroyGrad: agreed on 2m", "✅ Meeting: StroyGrad, agreed · 11:00"),
    ],
)
async def test_a_certain_line_is_saved_at_once(english_town: Town, ann: Someone, line: str, first: str) -> None:
    assert told((await ann.types(line)).text)[0] == first
    assert (await kept(english_town, ann)).records == 1


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("line", "question", "answer"),
    [
        ("150k Romashka today", "Expected or received?", "expected"),
        ("payment 150 Romashka Monday", "Romashka: 150 ₽ or 150 000 ₽?", "150k"),
        ("payment 150k Romashka Friday", "Today or Fri 27 November?", "today"),
        ("payment 150k Romashka", "When to expect it?", "tomorrow"),
        ("payment 150k Romashka 18.11", "Wed 18 Nov is over. What is it?", "Expect it today"),
        ("payment 20k Southwind Monday", "Create “Southwind”?", "yes"),
    ],
)
async def test_only_the_rest_is_asked(english_town: Town, ann: Someone, line: str, question: str, answer: str) -> None:
    asked = await ann.types(line)
    assert told(asked.text)[-1] == question

    await (ann.presses(answer) if answer in asked.labels else ann.types(answer))

    assert (await kept(english_town, ann)).records == 1


async def test_a_question_can_be_left(ann: Someone) -> None:
    await ann.types("payment 150 Romashka")

    assert (await ann.presses("✖️ Cancel")).text == "Cancelled, nothing was saved"


async def test_nothing_russian_is_said(ann: Someone) -> None:
    await ann.shares_contact("+7 912 345-45-67", "Marina")
    await ann.types("/cancel")
    await ann.forwards("please send the invoice", hidden="Marina")
    await ann.types("/cancel")
    await ann.sends_photo()
    await ann.types("/cancel")
    for line in ("hello", "hello", "Romashka", "payment 150 Romashka", "/cancel", "move Romashka to Monday"):
        await ann.types(line)

    since = [text for text in await ann.messages() if "Language: English" not in text][3:]
    assert not [text for text in since if any("а" <= letter.lower() <= "я" for letter in text)]
