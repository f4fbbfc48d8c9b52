"""Files both ways: what the bot uploads, what people send, and fetching it under the limit."""

import io

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile

from simulator.hands.driver import Phone
from simulator.state.files import KEPT_BYTES, Files, picture_size, plain_picture
from simulator.wire import Upload
from tests.simulator.conftest import Town

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x30\x00\x40" + bytes(20)


async def test_a_workbook_reaches_the_person(town: Town, anna: Phone) -> None:
    file = BufferedInputFile(b"PK\x03\x04 rows", "сводный.xlsx")
    sent = await town.bot.send_document(anna.id, file, caption="<b>Отчёт</b>")
    assert (sent.document.file_name, sent.document.file_size) == ("сводный.xlsx", 9)

    seen = await anna.last()
    assert (seen.kind, seen.text, seen.files[0]["name"]) == ("document", "Отчёт", "сводный.xlsx")
    assert town.core.world.files.find(seen.files[0]["file_id"]).content == b"PK\x03\x04 rows"


async def test_a_file_is_sent_again_by_its_id(town: Town, anna: Phone) -> None:
    first = await town.bot.send_document(anna.id, BufferedInputFile(b"x", "a.txt"))
    again = await town.bot.send_document(anna.id, first.document.file_id)
    assert again.document.file_id == first.document.file_id
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await town.bot.send_document(anna.id, "nonsense")


async def test_a_picture_has_its_size_and_must_be_one(town: Town, anna: Phone) -> None:
    sent = await town.bot.send_photo(anna.id, BufferedInputFile(plain_picture(120, 80), "chart.png"))
    assert (sent.photo[-1].width, sent.photo[-1].height) == (120, 80)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await town.bot.send_photo(anna.id, BufferedInputFile(b"not a picture", "chart.png"))
    with pytest.raises(TelegramBadRequest, match="PHOTO_INVALID_DIMENSIONS"):
        await town.bot.send_photo(anna.id, BufferedInputFile(plain_picture(9999, 2), "chart.png"))


async def test_an_empty_file_is_refused(town: Town, anna: Phone) -> None:
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await town.bot.send_document(anna.id, BufferedInputFile(b"", "a.txt"))


async def test_what_a_person_sends_is_fetched(town: Town, anna: Phone) -> None:
    await anna.sends_document("clients.csv", "имя;инн".encode(), caption="клиенты")
    (update,) = await town.updates()
    assert update.message.caption == "клиенты"
    fetched = await town.bot.download(update.message.document, io.BytesIO())
    assert fetched.read().decode() == "имя;инн"


async def test_a_photo_a_voice_and_a_sticker_arrive(town: Town, anna: Phone) -> None:
    await anna.sends_photo("чек")
    await anna.sends_voice(7)
    await anna.sends_sticker("👌")
    photo, voice, sticker = [u.message for u in await town.updates()]
    assert (photo.caption, photo.photo[-1].width) == ("чек", 64)
    assert voice.voice.duration == 7
    assert sticker.sticker.emoji == "👌"


async def test_a_file_of_more_than_20_megabytes_is_not_handed_out(town: Town, anna: Phone) -> None:
    await anna.sends_document("big.bin", bytes(20_000_001))
    (update,) = await town.updates()
    with pytest.raises(TelegramBadRequest) as refused:
        await town.bot.get_file(update.message.document.file_id)
    assert refused.value.message == "Bad Request: file is too big"


async def test_an_id_that_never_was(town: Town) -> None:
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await town.bot.get_file("F0")


def test_a_picture_says_its_size() -> None:
    assert picture_size(plain_picture(3, 5)) == (3, 5)
    assert picture_size(JPEG) == (64, 48)
    assert picture_size(b"GIF89a") is None
    assert picture_size(b"\xff\xd8\xff") is None


def test_the_oldest_files_go_when_there_are_too_many() -> None:
    files = Files()
    half = Upload("a.bin", bytes(40_000_000))
    kept = [files.keep(half, "documents") for _ in range(KEPT_BYTES // 40_000_000 + 1)]
    assert not files.has(kept[0].file_id)
    assert files.has(kept[-1].file_id)
