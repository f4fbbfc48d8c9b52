"""What stands in until a department says otherwise: the settings of the installation, as the handlers need them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defaults:
    zone: str
    language: str
    slots: str
    ask_before: int
    remind_before: int
    day_close: str
    bot_username: str
    """For the links t.me/<bot>?start=<token>."""
    backup_days: int = 70
    """How long what was deleted still stands in a backup."""
    public_url: str = ""
    """Under which the world reaches the door; empty where it does not."""
    app_script: str = ""
    """Where the Mini App takes Telegram's script from; empty: from Telegram."""
    hook_private: bool = False
    """Whether events may be told to addresses of the house's own network."""
