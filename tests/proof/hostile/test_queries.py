"""Whatever is written behind the bot's name: found or not, answered as Telegram takes it, and nothing of others."""

import pytest

from bot.delivery.calls import make_answer
from tests.proof.hostile.crowd import Crowd
from tests.proof.hostile.ear import Ear
from tests.proof.hostile.texts import HOSTILE, RIGHT_TO_LEFT, ZERO_WIDTH

WRITTEN = (
    *HOSTILE,
    *("а" * 256, "👨‍👩‍👧‍👦" * 36, ZERO_WIDTH * 51, f"л{ZERO_WIDTH}о{ZERO_WIDTH}т", RIGHT_TO_LEFT * 40, " " * 256),
    *("#", "#abcdefghijkl", "#ABCDEFGHIJKL", "# abcdefghijkl", "#" * 256, "#١", "·1 ", "·" * 256, "%", "_", "\\", "'"),
)
MOST, LONGEST = 20, 4096


@pytest.mark.part(3)
@pytest.mark.parametrize("chat_type", ["sender", "private", "supergroup", ""])
async def test_whatever_is_written_is_answered_as_telegram_takes_it(ear: Ear, crowd: Crowd, chat_type: str) -> None:
    counted = await ear.counts()

    for actor in (crowd.anna, crowd.irina):
        for text in WRITTEN:
            found = (await ear.offered(actor, text[:256], chat_type)).found
            assert len({each.id for each in found}) == len(found) <= MOST, repr(text)
            for each in found:
                assert each.title.strip(), repr(text)
                assert 0 < len(each.text.encode("utf-16-le")) // 2 <= LONGEST, repr(text)
                if actor is crowd.anna:
                    assert not {"Борис", "Марат"} & {*each.text.split(), *each.title.split()}, "a colleague's"
                if chat_type != "sender":
                    assert "💰" not in each.about + each.text
            call = make_answer("1", await ear.offered(actor, text[:256], chat_type))
            assert (call.cache_time, call.is_personal) == (0, True)
            assert (call.button is None) == bool(found)

    assert await ear.counts() == counted
