"""
The story of a day, as the page plays it: who types, who presses, what is to be seen, in the demo's language.

A button is named by the sentence that stands on it in the bot, out of the same catalogue.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.demo.cast import CASTS, Cast
from bot.demo.files import PAID, make_files, statement_name
from reports.message.language import gettext as _
from reports.message.language import speaking
from reports.message.words.terms import month_name, stage_label
from sales.calendar.calendar import WorkCalendar, month_of
from sales.calendar.slots import instant_of
from sales.deals.stages import DEFAULT_BOOK, Stage

DAWN = time(8, 59)
MORNINGS = 60
NOON, AFTERNOON, CLOSE = "12:00", "16:00", "18:00"
LEAVING_A_MEETING = {"deed": "location", "latitude": 55.7520, "longitude": 37.6175}

Step = dict[str, Any]


def story(language: str, ids: Mapping[str, int], today: date, zone: str) -> Step:
    """The script for the simulator; `ids`: name → who they are there."""
    cast = CASTS[language]
    with speaking(language):
        day = (_morning, _meeting, _before_noon, _noon, _lunch, _afternoon, _evening)
        parts = (*(part(cast) for part in day), _bank(cast.lead), _report(cast, today))
        steps = [step | {"person": ids[step["person"]]} for part in parts for step in part]
        files = make_files(cast, ids[cast.lead], today)
        return {"title": _("Show a day"), "mornings": _mornings(today, zone), "steps": steps, "files": files}


def _mornings(today: date, zone: str) -> list[str]:
    """The story goes forward to the next whole workday's morning, whenever the button is pressed."""
    found, day = list[datetime](), find_whole_day(today)
    for _number in range(MORNINGS):
        found.append(instant_of(day, DAWN, zone))
        day = find_whole_day(day + timedelta(days=1))
    return [each.isoformat() for each in found]


def find_whole_day(day: date) -> date:
    """The first day from there on which the story can be played: on a short one the last question comes sooner."""
    calendar = WorkCalendar()
    while not calendar.is_workday(day) or calendar.is_short(day):
        day += timedelta(days=1)
    return day


def _morning(cast: Cast) -> list[Step]:
    anna = cast.managers[0]
    hello = _("{name} starts the day: calls, meetings, expected payments, and a debt not to be forgotten.")
    line = _("One line, in any order: the bot picks out the sum, the client, the day and the probability.")
    client = cast.clients[0][6]
    return [
        {"at": "09:00", "person": anna, "sees": _greeting(anna), "say": hello.format(name=anna)},
        {
            "at": "09:12",
            "person": anna,
            "types": _("payment 200k {client} today 80%").format(client=client),
            "say": line,
        },
        {
            "at": "09:40",
            "person": anna,
            "presses": _("📞 Call"),
            "say": _("A call in three taps: to whom, how it ended, the next step."),
        },
        {"person": anna, "presses": _short(cast.clients[0][0])},
        {"person": anna, "presses": _("Talked")},
        {"person": anna, "presses": _("Tomorrow")},
    ]


def _meeting(cast: Cast) -> list[Step]:
    boris = cast.managers[1]
    say = _("{name} comes out of a meeting. The location is sent only if he shares it himself.").format(name=boris)
    return [
        {"at": "10:30", "person": boris, "presses": _("🤝 Meeting"), "say": say},
        {"person": boris, "presses": cast.clients[1][0]},  # his debtor: offered on every day of the week
        {"person": boris, "presses": _("✅ It has just ended")},
        {"person": boris, "sends": LEAVING_A_MEETING},
        {"person": boris, "presses": _("Agreed")},
        {"person": boris, "presses": _("No step")},
    ]


def _before_noon(cast: Cast) -> list[Step]:
    boris = cast.managers[1]
    asked = _("At a quarter to twelve the bot asks the managers which of the expected payments have come in.")
    answer = _("{name}: the first payment is in, nothing new on the others. Two taps.").format(name=boris)
    return [
        {"at": "11:45", "person": boris, "sees": _("Payments by {time}").format(time=NOON), "say": asked},
        {"at": "11:50", "person": boris, "presses": "1 ✅", "say": answer},
        {"person": boris, "presses": _("No change")},
    ]


def _noon(cast: Cast) -> list[Step]:
    anna, olga = cast.managers[0], cast.lead
    seen = _("At 12:00 sharp {name} sees what has come in, what is still expected, and who is silent.").format(
        name=olga
    )
    late = _("{name} answers late: the money is here.").format(name=anna)
    return [
        {"at": NOON, "person": olga, "sees": _summary(NOON), "say": seen},
        {
            "at": "12:08",
            "person": olga,
            "presses": _("🔔 Remind all"),
            "say": _("One tap reminds everybody who is silent."),
        },
        {"at": "12:20", "person": anna, "presses": "1 ✅", "say": late},
        {
            "person": olga,
            "sees": _summary(NOON),
            "say": _("And the summary is updated in place, without a new message."),
        },
        {
            "at": "12:24",
            "person": anna,
            "presses": "📅",
            "say": _("A payment moves to another day: the reason is one tap, and stays in the history."),
        },
        {"person": anna, "presses": _("Tomorrow")},
        {"person": anna, "presses": _("Client moved it")},
    ]


def _lunch(cast: Cast) -> list[Step]:
    """A task, and who owes: what the lead would else ask by voice."""
    anna, olga = cast.managers[0], cast.lead
    given = _("{name} gives a task in one line; both see the same message, always up to date.").format(name=olga)
    asked = _("Plain questions are answered like commands: debts by age, and what a promise is worth.")
    task = _("task {name}: call everybody who owes by tomorrow").format(name=anna)
    return [
        {"at": "13:00", "person": olga, "types": task, "say": given},
        {"person": anna, "presses": _("✅ Accept")},
        {"at": "13:05", "person": anna, "types": _("who owes"), "say": asked},
    ]


def _afternoon(cast: Cast) -> list[Step]:
    victor = cast.managers[2]
    came = _("received 170k {client}").format(client=cast.clients[2][0])
    return [
        {
            "at": "15:00",
            "person": victor,
            "presses": _("Done"),
            "say": _("The bot reminds him of the call he promised."),
        },
        {"person": victor, "presses": _("Talked")},
        {"person": victor, "presses": _("No step")},
        {
            "at": "15:10",
            "person": victor,
            "types": "/deals",
            "say": _("His deals, closest to the money first. One tap moves a deal a stage on."),
        },
        {"person": victor, "presses": cast.clients[2][0]},
        {"person": victor, "presses": _("▶ {stage}").format(stage=stage_label(_stage("invoice")))},
        {"at": "15:20", "person": victor, "types": came, "say": _("Money came in: just write it.")},
        {
            "person": victor,
            "presses": f"🏁 {stage_label(DEFAULT_BOOK.won)}",
            "say": _(
                "The bot sees that everything is paid and offers to close the deal. It never moves one by itself."
            ),
        },
    ]


def _stage(code: str) -> Stage:
    return next(each for each in DEFAULT_BOOK if each.code == code)


def _evening(cast: Cast) -> list[Step]:
    (anna, boris, victor), olga = cast.managers, cast.lead
    tomorrow = _("✅ Tomorrow: {sum}").format(sum="").rstrip()
    four = _("16:00: the second summary shows what is still unanswered.")
    six = _("18:00: everybody has answered. Who brought in how much, what did not come, and tomorrow's plan.")
    return [
        {"at": AFTERNOON, "person": olga, "sees": _summary(AFTERNOON), "say": four},
        {
            "at": "17:45",
            "person": anna,
            "sees": _("Payments by {time}").format(time=CLOSE),
            "say": _("The last check-in of the day. Everything has come in: two taps."),
        },
        {"person": anna, "presses": _("All received")},
        {"person": anna, "presses": _("Yes, all of them")},
        *({"person": anna, "presses": label} for label in (_("No change"), tomorrow)),
        {"at": "17:52", "person": boris, "presses": _("No change"), "say": _("The others: nothing more today.")},
        {"person": boris, "presses": tomorrow},
        {"person": victor, "presses": _("No change")},
        {"person": victor, "presses": tomorrow},
        {"at": CLOSE, "person": olga, "sees": _summary(CLOSE), "say": six},
    ]


def _bank(olga: str) -> list[Step]:
    """And what was said all day is there."""
    drops = _("The bank’s file of the day, dropped into the chat: is the money really there?")
    whose = _("It asks only once whose account this is.")
    there = _("What the managers reported is in the bank: one tap confirms it, and nothing is counted twice.")
    return [
        {"at": "18:05", "person": olga, "sends": {"deed": "document", "file": statement_name()}, "say": drops},
        {"person": olga, "presses": _("Yes"), "say": whose},
        {"person": olga, "presses": _("✅ Confirm {n}").format(n=len(PAID)), "say": there},
    ]


def _report(cast: Cast, today: date) -> list[Step]:
    """What the day ends on: the report with its chart, and the month that is closed."""
    olga = cast.lead
    twenty = _("18:20: the summary report comes by itself. Everybody's pace, and what is still needed.")
    closed = month_of(month_of(today)[0] - timedelta(days=1))[0]
    month = _("And the month closes on one screen: what came in, what slipped, how accurate everybody was.")
    return [
        {"at": "18:20", "person": olga, "sees": _("Summary report"), "say": twenty},
        {"person": olga, "presses": _("📊 Chart"), "say": _("The same as a chart: plan and actual, day by day.")},
        {"at": "18:22", "person": olga, "types": f"/svod {month_name(closed)}"},
        {"person": olga, "presses": _("Month close"), "say": month},
        {"person": olga, "say": _("That was the day. Now the phones are yours: type and tap.")},
    ]


def _greeting(name: str) -> str:
    return _("Good morning, {name}. Today:").format(name=name)


def _summary(slot: str) -> str:
    """How it begins; the day stands behind it."""
    return _("Payments received · {time} · {day}").format(time=slot, day="").rstrip()


def _short(client: str) -> str:
    """As the bot's buttons call it: without its legal form and quotes."""
    return client.removeprefix("ООО «").removesuffix("»").removesuffix(" Ltd")
