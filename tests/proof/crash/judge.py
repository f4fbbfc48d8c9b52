"""
What is left of a story, and whether a cut has changed it.

The same story without a cut is the measure. Every row of the trade must be as it was there, every message must stand
in its chat. Beyond that a chat may hold copies: of those that say the same all but one must say that they may be a
repetition. A summary whose call was cut is not sent again until something changes it (DESIGN 9): it is counted.
"""

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from sqlalchemy import select, text

from simulator.hands.driver import Phone, Seen
from simulator.markup.entities import parse_html
from simulator.markup.rich import parse_rich
from simulator.markup.rich_marks import flat
from simulator.wire import JsonObject
from storage.database import Database
from storage.tables.types import Base
from tests.proof.crash.yard import FLAG, spaced, versions

POST = {"inbox", "outbox", "wire", "house_versions", "token_paces"}
"""What only carries is judged by what it brought, what holds a pace by who was let in."""

SPEAKING = ("sendMessage", "sendRichMessage")

OF_TRIES = {"hook_messages": {"tries", "not_before", "done_at"}, "door_tokens": {"last_used_at"}}
"""A program is told at least once, later where it was cut: what it was told is judged, and not when."""
RANDOM = {"revision", "token_hash", "draft_id", "digest", "token", "file_id"}
SECONDS = re.compile(r"(\d\d:\d\d):\d\d(\.\d+)?")
SECRET = re.compile(r"start=[\w-]+|once:[0-9a-f]+|/hook/pbx/[\w-]+|entry:\d+:\d+|['\"]draft_id['\"]: ['\"][\w-]+['\"]")
HOURS = re.compile(r"\d\d:\d\d")
NUMBERS = re.compile(r"(_id['\"]?[:=] ?|:)\d+")
"""PostgreSQL does not give a number twice, also when the row that had it was rolled back."""

UNDONE = """
SELECT 'inbox ' || state FROM inbox WHERE state <> 'done' UNION ALL
SELECT 'outbox ' || key || ' ' || state FROM outbox
WHERE state IN ('pending', 'dead') OR claimed_at IS NOT NULL OR (state = 'lost' AND repeat)
"""
CARRIED = "SELECT key, view, erase FROM outbox WHERE key NOT LIKE 'message:%'"
"""A copy whose number was cut off with its sending is known by that number, from when it is pressed."""
WITHHELD = "SELECT key FROM outbox WHERE state = 'lost' AND NOT repeat"


@dataclass(frozen=True)
class Note:
    """One message of the bot as it stands, and every text it has had."""

    text: str
    buttons: str
    past: frozenset[str]
    flagged: bool


@dataclass(frozen=True)
class Picture:
    """Everything that a story has left behind."""

    rows: Counter[str]
    undone: list[str]
    withheld: int
    """Summaries that are not sent again until something changes them."""
    chats: dict[str, list[Note]]
    marked: dict[str, Counter[str]]
    """Headlines that were ever sent as a possible repetition, also where they were taken away afterwards."""


async def picture(database: Database, phones: Iterable[Phone], calls: Iterable[JsonObject], *, alike: bool) -> Picture:
    """`calls`: the parameters of what SPEAKING sent. `alike`: numbers and hours of two runs may be compared, too."""
    calls = list(calls)
    rows = Counter([_plain(row, alike=alike) async for row in _rows(database, alike=alike)])
    undone, withheld = await _left(database, UNDONE), await _left(database, WITHHELD)
    chats = {phone.name: [_note(seen, alike=alike) for seen in await phone.chat() if seen.by_bot] for phone in phones}
    marked = {phone.name: _marked(calls, phone.id, alike=alike) for phone in phones}
    return Picture(rows, undone, len(withheld), chats, marked)


def complaints(measure: Picture, seen: Picture) -> list[str]:
    """What was lost and what was done or said twice; nothing where the cut cannot be told."""
    found = [f"lost: {row}" for row in (measure.rows - seen.rows).elements()]
    found += [f"beyond: {row}" for row in (seen.rows - measure.rows).elements()]
    found += seen.undone
    missing = {name: _missing(notes, seen.chats.get(name, [])) for name, notes in measure.chats.items()}
    unsaid = [f"{name} lacks: {note.text}" for name, notes in missing.items() for note in notes]
    found += unsaid if len(unsaid) > seen.withheld else []
    for name, notes in seen.chats.items():
        beyond = _missing(notes, measure.chats.get(name, []))
        found += [f"{name} has twice, unmarked: {each}" for each in _unmarked(beyond, seen.marked[name])]
    return found


def doubled(measure: Picture, seen: Picture) -> int:
    """Messages beyond those of the story without a cut."""
    return sum(len(_missing(notes, measure.chats.get(name, []))) for name, notes in seen.chats.items())


def _missing(wanted: list[Note], there: list[Note]) -> list[Note]:
    """Of the wanted those that do not stand there."""
    left = Counter((note.text, note.buttons) for note in there)
    found = []
    for note in wanted:
        if left[note.text, note.buttons]:
            left[note.text, note.buttons] -= 1
        else:
            found.append(note)
    return found


def _unmarked(beyond: list[Note], marked: Counter[str]) -> list[str]:
    """Neither marked nor the older copy of one that is: each mark answers for one copy, whatever it said since."""
    left, found = marked.copy(), []
    for note in beyond:
        answers = next((line for line in map(_headline, note.past) if left[line]), None)
        if answers is not None:
            left[answers] -= 1
        elif not note.flagged:
            found.append(note.text)
    return found


async def _rows(database: Database, *, alike: bool) -> AsyncIterator[str]:
    async with database.read() as tx:
        for table in Base.metadata.sorted_tables:
            left_out = RANDOM | OF_TRIES.get(table.name, set())
            columns = [each for each in table.c if each.name not in left_out and (alike or not _is_id(each.name))]
            for row in await tx.session.execute(select(*columns)) if table.name not in POST else ():
                told = {name: str(value) for name, value in row._asdict().items()}
                if not alike and "refs" in told:  # ids, of which a server that starts anew leaves some out
                    told["refs"] = re.sub(r"\d+", "#", told["refs"])
                yield f"{table.name}: {told}"
        for row in await tx.session.execute(text(CARRIED)):
            yield f"outbox: {row._asdict()}"


def _is_id(column: str) -> bool:
    return column == "id" or column.endswith("_id")


async def _left(database: Database, query: str) -> list[str]:
    async with database.read() as tx:
        return list(await tx.session.scalars(text(query)))


def _marked(calls: Iterable[JsonObject], chat_id: int, *, alike: bool) -> Counter[str]:
    said = (_words(call) for call in calls if str(call["chat_id"]) == str(chat_id))
    return Counter(_headline(_plain(_unflagged(each), alike=alike)) for each in map(spaced, said) if FLAG in each)


def _words(call: JsonObject) -> str:
    if "rich_message" in call:
        return flat(parse_rich(call["rich_message"]["html"]))
    return parse_html(call["text"])[0]


def _note(seen: Seen, *, alike: bool) -> Note:
    texts = [_plain(_unflagged(each["text"]), alike=alike) for each in [*seen.state["history"], {"text": seen.text}]]
    flagged = any(FLAG in spaced(each) for each in versions(seen))
    return Note(texts[-1], _plain(str(seen.buttons), alike=alike), frozenset(texts), flagged)


def _headline(said: str) -> str:
    return said.partition("\n")[0]


def _unflagged(said: str) -> str:
    return spaced(said).partition(FLAG)[0].rstrip()


def _plain(said: str, *, alike: bool) -> str:
    """Without what differs from run to run: seconds and tokens; where runs are not alike, numbers and hours, too."""
    said = SECRET.sub("…", SECONDS.sub(r"\1", said))
    return said if alike else HOURS.sub("hh:mm", NUMBERS.sub(r"\1#", said))
