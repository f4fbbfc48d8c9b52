"""Documents and pictures as Telegram answers them, and the pictures that it does not take."""

from simulator.state.files import StoredFile, picture_size
from simulator.wire import JsonObject, bad_request

LARGEST_PHOTO = 10_000_000
WIDEST_PHOTO = 10_000


def document_wire(stored: StoredFile) -> JsonObject:
    return stored.to_wire() | {"file_name": stored.name, "mime_type": stored.mime}


def photo_wire(stored: StoredFile) -> list[JsonObject]:
    """Telegram takes pictures only, and of a sane size."""
    size = picture_size(stored.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if len(stored.content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    if sum(size) > WIDEST_PHOTO:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [stored.to_wire() | {"width": size[0], "height": size[1]}]
