"""
The corpus of lines against the entry: `python -m tests.entry_corpus`, and `--write` for the figures of docs/entry.md.

A line is read as the handlers read it, and judged by what would come of it. Silently wrong is what would be saved
otherwise than it was meant; asked needlessly is a question where everything was said.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from functools import cache
from pathlib import Path

from sales.entry.clients.contacts import KnownContact
from sales.entry.clients.names import KnownClient
from sales.entry.context import Context
from tests.entry_readings import reading_of
from tests.samples import sampled, sized

ROOT = Path(__file__).parent
CORPUS = ROOT / "sales" / "entry" / "corpus.tsv"
FRESH = ROOT / "sales" / "entry" / "fresh.tsv"
"""Lines written with their right readings before they were read once, batch by batch, for clients of their own."""
CASES = ROOT / "sales" / "entry" / "cases.tsv"
DOCUMENT = ROOT.parent / "docs" / "entry.md"
OR = " || "

_SAID_ON = re.compile(r"# said on \w+ (?P<day>[0-9.]{10}) at (?P<at>[0-9:]{5})")

NAMES = (
    "ООО «Вектор»", "Ромашка", "ИП Ким", "СтройГрад", "24 Часа", "Школа 57", "АгроЮг", "Альфа-Строй", "Альфа-Сервис",
    "Медлайн", "Техно2000", "Рога и Копыта", "Глеб и Ко", "Берег", "Фабрика №3", "Северный Ветер",
)  # fmt: skip
CLIENTS = tuple(KnownClient.make_named(number, name) for number, name in enumerate(NAMES, 1))
CONTACTS = (
    KnownContact.make_named(2, "Ромашка", "Сергей Павлович"),
    KnownContact.make_named(1, "ООО «Вектор»", "Марина"),
    KnownContact.make_named(14, "Берег", "Пётр Ильин"),
)
SAID = Context(date(2026, 12, 2), CLIENTS, time(9, 40), CONTACTS)
"""Wednesday morning, in a department of the demo's clients and some that are alike."""


class Verdict(StrEnum):
    RIGHT = "right"
    """Understood, or asked with the one right question."""
    NEEDLESS = "asked needlessly"
    OTHERWISE = "asked otherwise"
    """Asked, and something else than what is missing; or not understood."""
    WRONG = "silently wrong"


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    text: str
    rights: tuple[str, ...]
    said: Context = SAID


@dataclass(frozen=True, slots=True)
class Judged:
    line: Line
    got: str
    verdict: Verdict


def lines_of(path: Path) -> Iterator[Line]:
    """Its `# said on …` is when the lines below were said; its `# clients:`, `# contacts:` whom the speaker knows."""
    kind, said = "", SAID
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("# clients: "):
            said = replace(said, clients=_clients(row.removeprefix("# clients: ")), contacts=())
        elif row.startswith("# contacts: "):
            said = replace(said, contacts=_contacts(row.removeprefix("# contacts: "), said.clients))
        elif when := _SAID_ON.match(row):
            said = replace(
                said, today=date(*map(int, when["day"].split(".")[::-1])), now=time.fromisoformat(when["at"])
            )
        elif row.startswith("#"):
            kind = row[2:]
        elif row:
            text, right = row.split("\t")
            yield Line(kind, text.replace("⏎", "\n").replace("⇥", "\t"), tuple(right.split(OR)), said)


def _clients(names: str) -> tuple[KnownClient, ...]:
    return tuple(KnownClient.make_named(number, name) for number, name in enumerate(names.split("; "), 1))


def _contacts(persons: str, clients: Sequence[KnownClient]) -> tuple[KnownContact, ...]:
    """«Гранит = Олег Петрович; …»"""
    pairs = [person.split(" = ") for person in persons.split("; ")]
    known = {client.name: client.id for client in clients}
    return tuple(KnownContact.make_named(known[name], name, person) for name, person in pairs)


def judge(line: Line) -> Judged:
    got = reading_of(line.text, line.said)
    return Judged(line, got, _verdict(line, got))


def _verdict(line: Line, got: str) -> Verdict:
    if any(_same(right, got) for right in line.rights):
        return Verdict.RIGHT
    asks = "←" in got
    if asks and any("←" not in right and _same(right, _without_questions(got)) for right in line.rights):
        return Verdict.NEEDLESS
    saved = not asks and got != "nothing" and not got.startswith("#")
    return Verdict.WRONG if saved else Verdict.OTHERWISE


def _without_questions(told: str) -> str:
    return " + ".join(record.split(" ← ")[0] for record in told.split(" + "))


def _same(right: str, got: str) -> bool:
    """The comment holds at least what it must; all else is equal."""
    rights, gots = right.split(" + "), got.split(" + ")
    return len(rights) == len(gots) and all(map(_same_record, rights, gots))


def _same_record(right: str, got: str) -> bool:
    """«fact · Вектор ← ?»: these parts are understood, and something is asked."""
    if right.endswith("← ?"):
        told, asked, _ = got.partition(" ← ")
        return bool(asked) and _parts(_bare(right).removesuffix("← ?")) <= _parts(_bare(told))
    return _bare(right) == _bare(got) and _comment(right) <= _comment(got)


def _parts(told: str) -> set[str]:
    return {part.strip() for part in told.split(" · ")} - {""}


def _bare(told: str) -> str:
    told = re.sub("ООО «([^»]+)»", r"\1", told)
    return re.sub(r" · «[^»]*»|«[^»]*»", "", told)


def _comment(told: str) -> set[str]:
    said = re.search(r"«([^»]*)»", re.sub("ООО «([^»]+)»", r"\1", told))
    return set(re.findall(r"\w+", said[1].lower())) if said else set()


def judged(*paths: Path) -> list[Judged]:
    return [each for path in paths for each in _judged(path)]


@cache
def _judged(path: Path) -> tuple[Judged, ...]:
    """Read once: three tests look at the same lines, in `make test` at a quarter of them."""
    return tuple(map(judge, sampled([*lines_of(path)], sized(4, 1), path.name)))


def share(found: list[Judged], verdict: Verdict) -> float:
    return 100 * sum(each.verdict is verdict for each in found) / len(found)


def document(corpus: list[Judged], cases: list[Judged]) -> str:
    head = DOCUMENT.read_text(encoding="utf-8").split(MARK)[0] if DOCUMENT.exists() else ""
    return f"{head}{MARK}\n\n{_table(corpus, cases)}\n\n{_kinds(corpus)}\n"


MARK = "<!-- made by python -m tests.entry_corpus --write -->"


def _table(corpus: list[Judged], cases: list[Judged]) -> str:
    rows = [f"| {verdict} | {_cell(corpus, verdict)} | {_cell(cases, verdict)} |" for verdict in Verdict]
    head = f"| | our own lines ({len(corpus)}) | lines of the users ({len(cases)}) |\n|---|---|---|"
    return "\n".join([head, *rows])


def _cell(found: list[Judged], verdict: Verdict) -> str:
    return f"{sum(each.verdict is verdict for each in found)} · {share(found, verdict):.1f} %"


def _kinds(corpus: list[Judged]) -> str:
    every = Counter(each.line.kind for each in corpus)
    right = Counter(each.line.kind for each in corpus if each.verdict is Verdict.RIGHT)
    rows = [f"| {kind} | {right[kind]} of {count} |" for kind, count in every.items()]
    return "\n".join(["| kind | right |", "|---|---|", *rows])


def main() -> int:
    corpus, cases = judged(CORPUS, FRESH), judged(CASES)
    for each in (*corpus, *cases):
        if each.verdict is not Verdict.RIGHT:
            print(f"{each.verdict}: {each.line.text!r}\n    got   {each.got!r}\n    right {OR.join(each.line.rights)}")
    print(_table(corpus, cases))
    if "--write" in sys.argv:
        DOCUMENT.write_text(document(corpus, cases), encoding="utf-8")
    return int(any(each.verdict is Verdict.WRONG for each in (*corpus, *cases)))


if __name__ == "__main__":
    sys.exit(main())
