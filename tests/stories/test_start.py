"""Coming in: the owner's link, a stranger, an invitation."""

from tests.town import Town


async def test_a_stranger_gets_one_polite_sentence(town: Town) -> None:
    stranger = await town.stranger()

    said = await stranger.types("привет")

    assert "рабочий бот" in said.text


async def test_somebody_invited_is_greeted_by_name(town: Town) -> None:
    anna = await town.manager("Анна")

    assert "Анна" in (await anna.last()).text
