"""The lines of the format: a header, sections of accounts, documents. One that is not closed ends with the next."""

import re
from dataclasses import dataclass, field
from typing import Final

_LINE: Final = re.compile(r"\r\n|\n|\r")
_PAIR: Final = re.compile(r"\s*([А-Яа-яЁёA-Za-z0-9]+)=(.*)", re.DOTALL)


@dataclass(slots=True)
class Fields:
    """Keys and values of one part of the file; the first of equal keys wins, a line without a key goes on with it."""

    kind: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    _last: list[str] = field(default_factory=list)

    def put(self, key: str, value: str) -> None:
        """What follows a key that was there already belongs to neither."""
        self._last = [value]
        self.values.setdefault(key, self._last)

    def go_on(self, line: str) -> None:
        """A wrapped line of the value before it."""
        self._last.append(line)

    def get(self, key: str) -> str:
        """The value with single spaces, empty where there is none."""
        return " ".join(" ".join(self.values.get(key, ())).split())


class Sections:
    """The whole file, cut up. Never raises, whatever the text."""

    def __init__(self, text: str) -> None:
        self.header = Fields()
        self.accounts: list[str] = []
        self.sections: list[Fields] = []
        self.documents: list[Fields] = []
        self.is_ended = self.is_open = False
        self.warnings = 0
        self._now = self.header
        for line in _LINE.split(text):
            if self.is_ended:
                break
            self._read(line.strip())

    def _read(self, line: str) -> None:
        found = _PAIR.fullmatch(line)
        match line if found is None else found[1]:
            case "КонецФайла":
                self._close()
                self.is_ended = True
            case "КонецДокумента":
                self.is_open = False
                self._now = Fields()
            case "КонецРасчСчет":
                self._now = Fields()
            case "СекцияДокумент":
                self._begin(self.documents, Fields("" if found is None else found[2].strip()))
                self.is_open = True
            case "СекцияРасчСчет":
                self._begin(self.sections, Fields())
            case _ if found is not None:
                self._put(found[1], found[2])
            case "":
                pass
            case _:
                self._now.go_on(line)

    def _put(self, key: str, value: str) -> None:
        if self._now is self.header and key == "РасчСчет":
            self.accounts.append(value)
        self._now.put(key, value)

    def _begin(self, kept: list[Fields], begun: Fields) -> None:
        self._close()
        kept.append(begun)
        self._now = begun

    def _close(self) -> None:
        self.warnings += self.is_open
        self.is_open = False
