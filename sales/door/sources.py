"""Where an item of the inbox came from."""

from enum import StrEnum


class ItemSource(StrEnum):
    TELEGRAM = "telegram"
    PBX = "pbx"
    """A telephone exchange."""
    API = "api"
    """A program, or a site's form."""
