"""From a handler's replies to rows of the outbox: which message is meant, and whose chat."""

from typing import Any

import pytest
from markupsafe import Markup

from bot.pipeline.enqueue import Occasion, enqueue
from handlers.framework.replies import Erase, Redraw, Reply, Say, Toast, Touch
from reports.message.message import Message
from reports.message.view import Keyed
from tests.bot.delivery.test_delivery import LONG
from tests.bot.rig import Rig, said, shown
from tests.drawn import drawn_by


@pytest.fixture
async def anna(rig: Rig) -> "Desk":
    await rig.opens()
    return Desk(rig, *await rig.joins("Анна"))


class Desk:
    """Anna's chat, and the answers of handlers to what she does in it."""

    def __init__(self, rig: Rig, actor: Any, phone: Any) -> None:
        self.rig, self.actor, self.phone = rig, actor, phone
        self.items = 0

    async def is_answered(self, *replies: Reply, pressed: int | None = None) -> None:
        self.items += 1
        occasion = Occasion(self.items, self.actor.telegram_id, self.actor, pressed)
        async with self.rig.database.write() as tx:
            await enqueue(tx, occasion, replies)
        await self.rig.drain()


def text(words: str) -> Message:
    return Message(Markup(words))


async def test_each_answer_is_a_message_of_its_own(anna: Desk) -> None:
    await anna.is_answered(Say(text("раз")), Say(text("два")))
    await anna.is_answered(Say(text("три")))

    assert await said(anna.phone) == ["раз", "два", "три"]


async def test_the_message_whose_button_was_pressed_is_drawn_anew(anna: Desk) -> None:
    await anna.is_answered(Say(text("вопрос")))
    (question,) = await shown(anna.phone)

    await anna.is_answered(Redraw(text("записано")), Toast("Записано"), pressed=question.message_id)

    assert await said(anna.phone) == ["записано"]


async def test_a_message_that_the_outbox_has_forgotten_can_still_be_drawn_anew(anna: Desk) -> None:
    await anna.is_answered(Say(text("вопрос")))
    (question,) = await shown(anna.phone)
    async with anna.rig.database.write() as tx:
        anna.rig.clock.advance(days=15)
        await tx.system.outbox.prune()

    for words in ("раз", "два"):
        await anna.is_answered(Redraw(text(words)), pressed=question.message_id)

    assert await said(anna.phone) == ["два"]


async def test_after_a_typed_text_a_redraw_is_a_new_message(anna: Desk) -> None:
    await anna.is_answered(Redraw(text("записано")))

    assert await said(anna.phone) == ["записано"]


async def test_a_press_under_the_last_part_of_a_long_message_means_the_whole(anna: Desk) -> None:
    await anna.is_answered(Say(text(LONG)))
    last = (await shown(anna.phone))[-1]

    await anna.is_answered(Redraw(text("коротко")), pressed=last.message_id)

    assert await said(anna.phone) == ["коротко"]


async def test_a_press_can_take_its_own_message_away(anna: Desk) -> None:
    await anna.is_answered(Say(text("вопрос")))
    (question,) = await shown(anna.phone)

    await anna.is_answered(Erase(), pressed=question.message_id)

    assert await said(anna.phone) == []


async def test_what_is_said_to_somebody_else_goes_to_their_chat_and_a_touch_changes_it_there(
    anna: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga, phone = await anna.rig.joins("Ольга")
    texts = iter(["ждём 100", "ждём 50"])

    async def summary(_tx: object, _reader: object) -> Message:
        return text(next(texts))

    view = drawn_by(summary, monkeypatch)
    await anna.is_answered(Say(Keyed(view, "summary"), to=olga.person_id, bulk=True))
    await anna.is_answered(Touch("summary"))

    assert await said(phone) == ["ждём 50"]
    assert await said(anna.phone) == []


async def test_nothing_is_said_to_somebody_who_has_left(anna: Desk) -> None:
    boris, phone = await anna.rig.joins("Борис")
    assert anna.rig.owner is not None
    async with anna.rig.database.write() as tx:
        await tx.as_(anna.rig.owner).handovers.deactivate(boris.person_id)

    await anna.is_answered(Say(text("секрет"), to=boris.person_id))

    assert await said(phone) == []


async def test_what_is_no_reply_is_a_mistake_of_ours_and_not_silence(anna: Desk) -> None:
    with pytest.raises(TypeError):
        await anna.is_answered("привет")  # type: ignore[arg-type]
