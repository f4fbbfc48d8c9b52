"""How long somebody talked, as a phone shows it."""

from reports.message.format import NBSP

MINUTE = 60
HOUR = 3600


def talk_time(seconds: int) -> str:
    """«2:05», «1:02:05»."""
    if seconds < HOUR:
        return f"{seconds // MINUTE}:{seconds % MINUTE:02}"
    return f"{seconds // HOUR}:{seconds % HOUR // MINUTE:02}:{seconds % MINUTE:02}"


def tell_talk(seconds: int) -> str:
    """«☎️ 2:05»: the telephone exchange knows of it too."""
    return f"☎️{NBSP}{talk_time(seconds)}"
