"""
The whole bot, as `python -m bot run --follow-clock` starts it, but for one thing: `--at-once` lifts the pace overall.

Telegram takes 25 messages a second; with that pace on, whatever is above would measure the waiting. One message a
second to a person stays: it is what makes one edit out of forty changes of a summary.
"""

import sys

from bot.__main__ import main
from bot.delivery.pacing import Pace
from bot.telegram.lazy_models import import_aiogram


def at_once() -> None:
    import_aiogram()  # as `run` does, before anything else imports it
    import bot.serve

    assemble = bot.serve.assemble
    bot.serve.assemble = lambda *given, **named: assemble(*given, **named, pace=Pace(overall=0))


if __name__ == "__main__":
    if "--at-once" in sys.argv:
        at_once()
    sys.exit(main(["run", "--follow-clock"]))
