"""Whatever is typed, at the free text and at every question of a line: an answer, no exception, nothing recorded."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.dialog.runner import CANCEL
from handlers.entry.asking.dialog import ENTRY
from sales.entry.talk.layout import in_russian_layout
from tests.proof.hostile.steps import LINES, PROMISED
from tests.stories.entry.entry_day import NAMES, dead_rows, kept
from tests.town import Someone, Town

HOSTILE = (
    "٣٤٥٦",
    "оплата ١٥٠к Ромашка пн",
    "оплата １５０к Ромашка пн",
    "оплата 1e309 Ромашка пн",
    "оплата NaN Ромашка пн",
    "оплата inf Ромашка пн",
    "оплата 1_000_000 Ромашка пн",
    "оплата -150к Ромашка пн",
    "оплата 0 Ромашка пн",
    "оплата 0x1F Ромашка пн",
    "оплата 99999999999999999999999 Ромашка пн",
    "оплата 150к Ромашка 31.02",
    "оплата 150к Ромашка 00.00",
    "оплата 150к Ромашка 25.12.9999",
    "оплата 150к Ромашка 29.02.2027",
    "оплата 150к Ромашка через 9999999999 дней",
    "оплата 150к Ромашка пн 101%",
    "оплата 150к Ромашка пн 99999999999%",
    "\u200b\u200c\u200d\ufeff",
    "\u202eкосёр\u202c",
    "\x00\x01\x02",
    "оплата\x00 \x00Зюйд",
    "<b>Рога</b> & <script>alert(1)</script>",
    "</code><b>",
    "&lt;b&gt; &amp; &#0;",
    "'; DROP TABLE clients; --",
    '" OR 1=1 --',
    "%s %d {0} {client} {__class__}",
    "../../etc/passwd",
    "https://example.com/?a=1&b=2",
    "@reper_bot",
    "👨‍👩‍👧‍👦" * 50,
    "\ud83d\ude00",
    "а" * 999,
    "ё" * 4096,
    "оплата " * 500,
    "\n" * 300 + "х",
    "- - - - : : : ;;; — — —",
    "d:1:amount:larger",
    "(((((((((((((((((((((((((((((((",
    "1" * 300,
    "0,0,0,0.0.0.0",
    "пн вт ср чт пт сб вс",
    "150к 200к 300к 400к",
)


QUESTIONS = {what: line for what, line in LINES.items() if what != "all"}
"""Without what asks of several at once."""


@pytest.fixture
async def anna(town: Town) -> AsyncIterator[Someone]:
    anna = await town.manager("Анна")
    await town.has_clients(anna, *NAMES)
    yield anna
    assert await dead_rows(town) == 0


async def raw(town: Town, someone: Someone, text: str) -> None:
    """As it arrives from Telegram: a real client would refuse to send some of it."""
    person = {"id": someone.phone.id, "is_bot": False, "first_name": "Анна"}
    raw = {
        "message_id": 900_000 + abs(hash(text)) % 90_000,
        "date": int(town.clock.now().timestamp()),
        "chat": {"id": someone.phone.id, "type": "private", "first_name": "Анна"},
        "from": person,
        "text": text,
    }
    await town.simulation.inject({"message": raw})
    await town.settle()


async def test_every_hostile_text_alone_is_answered_and_saves_nothing(town: Town, anna: Someone) -> None:
    for text in HOSTILE:
        before = (await anna.last()).message_id
        await raw(town, anna, text)
        answer = await anna.last()
        assert answer.message_id > before, repr(text[:60])
        await anna.types("/cancel")

    after = await kept(town, anna)
    assert (after.records, after.clients) == (0, len(NAMES))


async def stands_at(town: Town, anna: Someone, line: str) -> tuple[int, str]:
    """The number and the step of the question that the line leads to; asked anew where it is open no more."""
    for _ in range(2):
        async with town.database.read() as tx:
            state = await tx.as_(anna.actor).dialogs.current()
        if state is not None and state.draft["entry"]["text"] in {line, in_russian_layout(line)} and not state.trail:
            return state.number, state.step
        await anna.types("/cancel")
        await anna.types(line)
    raise AssertionError(await anna.transcript())


@pytest.mark.part(4)
@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_hostile_answer_is_asked_again_and_saves_nothing(town: Town, anna: Someone, question: str) -> None:
    """Every text at every third question: the whole table at each would take a minute more."""
    for promised in PROMISED:
        await anna.types(promised)
    before = await kept(town, anna)
    for text in HOSTILE[list(QUESTIONS).index(question) % 3 :: 3]:
        await stands_at(town, anna, QUESTIONS[question])
        asked = await anna.last()
        await raw(town, anna, text)
        answer = await anna.last()
        assert answer.message_id > asked.message_id, repr(text[:60])
        assert answer.text, repr(text[:60])

    after = await kept(town, anna)
    if question == "reason":  # takes any words, and keeps them; no more than the day and the comment may change
        assert sorted(each.amount for each in after.payments) == sorted(each.amount for each in before.payments)
        assert (after.records, after.clients) == (before.records, before.clients)
    else:
        assert after == before


@pytest.mark.part(4)
@pytest.mark.parametrize("value", ["", "-1", "1_0", "9" * 18, "t999", "p999", "2026-02-31", "steal"])
async def test_a_forged_press_at_any_question_saves_nothing(town: Town, anna: Someone, value: str) -> None:
    for promised in PROMISED:
        await anna.types(promised)
    before = await kept(town, anna)
    for line in QUESTIONS.values():
        number, step = await stands_at(town, anna, line)
        await anna.forges(f"d:{number}:{step}:{value}")
        await anna.forges(f"d:{number}:replace:{value}")

    assert await kept(town, anna) == before


async def test_names_and_comments_come_back_as_they_were_written(town: Town, anna: Someone) -> None:
    await anna.types("жду 20к от Рога<&>Копыта завтра")
    asked = await anna.last()
    assert "Рога<&>Копыта" in asked.text
    await anna.presses(next(label for label in asked.labels if label.startswith("➕")))
    card = await anna.types("позвонил Вектор - ждут <i>счёт</i> & акт")

    assert "ждут <i>счёт</i> & акт" in card.text


async def test_a_draft_of_another_version_is_out_of_date_and_no_exception(town: Town, anna: Someone) -> None:
    await anna.types("оплата Ромашка 150")
    async with town.database.write() as tx:
        state = await tx.as_(anna.actor).dialogs.current()
        assert state is not None
        await tx.as_(anna.actor).dialogs.open("entry", "amount", {"entry": {"text": 1}})

    assert "устарел" in (await anna.types("150к")).text.lower()
    assert CANCEL == "cancel"


def test_every_step_of_the_dialog_is_named_in_the_tests() -> None:
    """«replace», «edited» are walked in the stories of edits, «all», «planned», «held» in those of lines and plans."""
    asked = {"verb", "amount", "client", "day", "past", "future", "came_on", "time", "probability", "reason", "target"}
    asked |= {"far", "old", "hour", "meant", "offer", "layout", "promised"}

    assert set(ENTRY.steps) == asked | {"replace", "edited", "all", "planned", "held"}
    assert Path(__file__).with_name("test_edits.py").exists()
