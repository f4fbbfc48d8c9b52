"""Files of both sides: what a bot uploads, what a person sends, and the bytes behind a file_id."""

import struct
import zlib
from dataclasses import dataclass
from secrets import token_hex

from simulator.wire import JsonObject, Upload, bad_request

KEPT_BYTES = 200_000_000
LARGEST_UPLOAD = 50_000_000
LARGEST_DOWNLOAD = 20_000_000
MARKER, FIRST_FRAME, LAST_FRAME = 0xFF, 0xC0, 0xC3  # where a JPEG says its size
PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
VOICE = b"OggS\x00\x02" + bytes(40)  # enough for a player to say what it is
STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L" + bytes(14)


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    path: str
    name: str
    mime: str
    content: bytes

    @property
    def unique_id(self) -> str:
        return f"u{self.file_id[1:17]}"

    def to_wire(self) -> JsonObject:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def to_json(self) -> JsonObject:
        size = picture_size(self.content)
        shown = {"width": size[0], "height": size[1]} if size else {}
        return {**self.to_wire(), "name": self.name, "mime": self.mime, "url": f"/sim/files/{self.file_id}", **shown}


class Files:
    """Keeps the newest files up to a limit of bytes; the oldest go first."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._bytes = 0

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        """Raises RefusalError for an empty file and for one that is too big."""
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > LARGEST_UPLOAD:
            raise bad_request("file is too big")
        file_id = f"F{token_hex(16)}"
        ending = upload.name.rsplit(".", 1)[-1] if "." in upload.name else "bin"
        stored = StoredFile(file_id, f"{folder}/{file_id}.{ending}", upload.name, upload.mime, upload.content)
        self._by_id[file_id] = stored
        self._bytes += len(upload.content)
        while self._bytes > KEPT_BYTES:
            self._bytes -= len(self._by_id.pop(next(iter(self._by_id))).content)
        return stored

    def give(self, file: Upload | str | None, folder: str, what: str) -> StoredFile:
        """The file of a send…: uploaded now, or named by its id."""
        if file is None:
            raise bad_request(f"there is no {what} in the request")
        if isinstance(file, Upload):
            return self.keep(file, folder)
        if file not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file]

    def has(self, file_id: str) -> bool:
        return file_id in self._by_id

    def find(self, file_id: str) -> StoredFile:
        """Raises RefusalError for an id that is not kept."""
        if file_id not in self._by_id:
            raise bad_request("invalid file_id")
        return self._by_id[file_id]

    def at(self, path: str) -> StoredFile | None:
        """By the path that getFile gave; None where there is none."""
        return next((f for f in self._by_id.values() if f.path == path), None)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if content.startswith(PNG):
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    return _jpeg_size(content) if content.startswith(JPEG) else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == MARKER:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if FIRST_FRAME <= marker <= LAST_FRAME:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + length
    return None


def plain_picture(width: int = 64, height: int = 48, grey: int = 0xB0) -> bytes:
    """A small grey PNG: what a person «photographs» when a test does not care."""
    rows = (b"\x00" + bytes([grey]) * width) * height
    return (
        PNG
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
