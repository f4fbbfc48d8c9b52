"""Several records in one message: its lines, the items of a list, «340к Вектор и 150к Ромашка».

What is said once holds for what follows it: the verb, the client, a day that leads the line.
"""

import re
from collections.abc import Sequence

from sales.core.words import clean_lines, fold
from sales.entry.clients.names import Ambiguous, Found
from sales.entry.days.dates import find_day
from sales.entry.days.day_words import Asked
from sales.entry.deeds.verb_words import lead_of
from sales.entry.deeds.verbs import LOGGED, PRICED, Verb
from sales.entry.lines.several.cuts import ANY_DAY, SAYS, Read
from sales.entry.lines.several.line_records import several_in_line
from sales.entry.lines.understood import OF_DAY, Entry
from sales.entry.numbers.amount_terms import terms
from sales.entry.reading import Line

BULLET = re.compile(r"^(?:[-–—•*·▪◦●☐✓✔✅👉]+|[0-9]{1,2}[.)](?![0-9])|[0-9]{1,2} [-–] )\s*")
_COUNTED = re.compile(r"([0-9]{1,2})\s+(?=[^\W\d])")
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;:]))([0-9]{1,2})[.)]\s?(?=[^\W\d])")
_MARKED = re.compile(r"(?<=\S)\s+[•▪◦●]\s*(?=\w)|;\s*[-–—•*]\s+(?=\w)")
_TOTAL = re.compile(
    r"(?:итого|всего|в сумме|total)(?!\w)(?:[^а-яё]|(?<=[0-9\s])(?:к|тыс\w*|тр|млн|р|руб\w*)(?!\w))*$", re.IGNORECASE
)
_TABLE_HEAD = re.compile(
    r"(?:(?:№|n|п/п|клиент\w?|контрагент\w?|заказчик|наименование|сумма|сумм[аы]|дата|срок|оплат[аы]|день|руб\.?|счет|"
    r"client|customer|amount|sum|date|day|due)[ :;.,/–-]*){2,}"
)
"""«Клиент Сумма Дата» over rows that were pasted."""
_ENDING_TOTAL = re.compile(
    r"[,;.]? ?(?:[—–-] )?(?:а )?(?:итого|всего|в сумме|в общем|total)(?: это| уже| на)? [0-9][0-9 .,]*"
    r"(?:к|k|тыс\w*\.?|т\.?р?\.?|млн|р\.?|руб\w*\.?|₽)?\.?$",
    re.IGNORECASE,
)
_IDLE_HEAD = re.compile(
    r"\s*(?:(?:(?:мой|мои|краткий|наши?) )?(?:итоги?|отч[её]т|сводка|статус\w?|резюме|результаты?|"
    r"планы?(?=\s*:))|"
    r"(?:что )?по клиентам|(?:кратко|коротко)|(?:(?:my|daily|day) )?(?:report|summary|results|recap|status|update)|"
    r"end of(?: the)? day|eod)"
    r"(?: (?:(?:по|за|на) )?(?:дн[яюе]|день|сегодня|клиентам|вечер|утро|(?:for|of) (?:the |to)?day|today))*"
    r"(?:\s*[:.,]\s+|\s*[-–—]+\s+|\s*:?\s*\n\s*)(?=\S)",
    re.IGNORECASE,
)
_IDLE_TAIL = re.compile(
    r"[\s,;.]+(?:а |и )?(?:по )?(?:остальн\w+|прочи\w+|the rest|others)(?: клиент\w+)?(?: пока| вс[её]| are| is)*"
    r" (?:без (?:изменений|движения|новостей)|по плану|как (?:было|есть|планировал\w*)|unchanged|as planned)[\s.!]*$",
    re.IGNORECASE,
)
_OF_SPAN = re.compile(
    r"^([^:\n0-9]{3,40}?) (?:на|за|for) (?:(?:эту|текущую|следующую|весь|всю|the|this|next) )?"
    r"(?:недел[юи]|месяц|квартал|week|month|quarter)\s*:",
    re.IGNORECASE,
)
"""«Оплаты на неделю:»: each of them has its day."""
_ALL_ON = re.compile(r"(?:и )?(?:вс[её]|оба|обе|both|all)(?: они| это| of them)?[ :—–-]+(?:жд[уе]м? )?", re.IGNORECASE)
_PLANS = re.compile(r"(?:пере|по)звонить|созвон|звонок|встреч|call|meet")
_STARTS = re.compile(
    r"(?:обеща(?:ют|ет|л[аи])(?= [0-9])|опл|оплата|пришл|пришел|поступил|жду|ждем|факт|"
    r"аванс|возврат|предоплата|payment|received)"
)


def records_in(text: str, read: Read) -> list[Entry]:
    """Every record of the message, in its order; one where the whole is one, none where it is none."""
    written = [_without_bars(line) for line in clean_lines(text).split("\n")]
    written = written[1:] if len(written) > 1 and _TABLE_HEAD.fullmatch(fold(written[0])) else written
    lines = [BULLET.sub("", line) for line in _split_list(written)]
    found = _of_lines([line for line in lines if line], read) if len(lines) > 1 else []
    if not found and len(lines) == 1 and ";" in text:
        parted = _of_lines([part.strip() for part in text.split(";") if part.strip()], read)
        clients = {entry.client for entry in parted}
        known = len(clients) > 1 and all(isinstance(client, Found) for client in clients)
        found = parted if known or len(clients) == len(parted) else []
    if found:
        return found
    text, total = _without_total(text) if len(lines) == 1 else (text, "")
    found = several_in_line(text, read)
    is_told = len(found) > 1 or any(entry.parts for entry in found)
    whole = None if is_told else read(text)
    found = found if is_told else [whole] if whole is not None else []
    return [*found[:-1], found[-1].with_line(total)] if found and total else found


def without_frame(text: str) -> str:
    """«Итоги дня:» before the records, «остальные без изменений» behind them say nothing."""
    tail = _IDLE_TAIL.search(text)
    text = text[: tail.start()] if tail is not None and tail.start() else text
    head = _IDLE_HEAD.match(text)
    text = text if head is None else text[head.end() :]
    return _OF_SPAN.sub(r"\1:", text)


def _without_bars(line: str) -> str:
    """«1 | ИП Ливанов | 23 400,00 | 04.12», a row of a table."""
    return " ".join(line.replace("|", " ").split()) if line.count("|") > 1 else line


def _without_total(line: str) -> tuple[str, str]:
    """«доплатил 30к, итого 100к»: the last sum is of what stands before it, and no record."""
    found = _ENDING_TOTAL.search(line)
    if found is None or not terms(fold(line[: found.start()])):
        return line, ""
    return line[: found.start()], found[0].strip(" ,;.—–-")


def _split_list(lines: Sequence[str]) -> list[str]:
    """One line to an item, where a list was written along the line; and without the bare numbers of its lines."""
    items = [item for line in lines for item in _items_along(line)]
    counted = [_COUNTED.match(item) for item in items]
    if len(items) > 1 and [int(found[1]) if found else 0 for found in counted] == list(range(1, len(items) + 1)):
        return [item[found.end() :] for item, found in zip(items, counted, strict=True) if found]
    return items


def _items_along(line: str) -> list[str]:
    """«1. Вектор 150к завтра, 2. Ким 20к пт», «• Вектор 10к • Ким 20к», «- Берег 40к; - Медлайн 15к»."""
    marks = [mark for mark in _NUMBERED.finditer(line) if mark[1]]
    numbered = [mark for place, mark in enumerate(marks, 1) if int(mark[1]) == place]
    marks = marks if len(numbered) == len(marks) > 1 else list(_MARKED.finditer(line))
    if not marks:
        return [line]
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(line)]
    pieces = [line[start:end].strip(" ,;") for start, end in zip(starts, ends, strict=True)]
    return [piece for piece in pieces if piece]


def _of_lines(lines: Sequence[str], read: Read) -> list[Entry]:
    lines = [line for line in lines if not _TOTAL.match(line)]
    if not lines:
        return []
    head, items = _head(lines, read)
    found: list[Entry] = []
    for line in items:
        made = _item(line, head, found, read)
        if (of_all := _find_day_of_all(line, read)) is not None and len(found) > 1:
            found = [_on_day_of(of_all, entry) for entry in found]
        elif made:
            found += made
        elif found:
            found[-1] = found[-1].with_line(line)
        else:
            return []
    return found if len(found) > 1 else []


def _find_day_of_all(line: str, read: Read) -> Entry | None:
    """«все в пятницу» below the payments of a list."""
    all_of = _ALL_ON.match(line)
    entry = read(f"оплата {line[all_of.end() :]}") if all_of is not None else None
    bare = entry is not None and entry.client is None and not entry.comment and not entry.has_sum
    return entry if bare and entry is not None and entry.day_text else None


def _on_day_of(all_of: Entry, entry: Entry) -> Entry:
    if entry.day_text or entry.verb not in {None, Verb.EXPECT}:
        return entry
    return entry.model_copy(update={**{name: getattr(all_of, name) for name in OF_DAY}, "verb": Verb.EXPECT})


def _head(lines: Sequence[str], read: Read) -> tuple[str, Sequence[str]]:
    """«Оплаты на завтра:» over a list says what each item does."""
    first = read(lines[0])
    bare = first is None or (not isinstance(first.client, Found) and not first.has_sum)
    says = lead_of(fold(lines[0]), priced=False) is not None or lines[0].endswith(":")
    if first is not None and isinstance(first.client, Found) and first.verb is None and not first.has_sum:
        bare = says = True  # whose the items are
    if not (bare and says and len(lines) > 2):  # noqa: PLR2004
        return "", lines
    return (_HEADING.sub("", lines[0]).rstrip(": ") if _says_of_all(lines[0], first) else ""), lines[1:]


_HEADING = re.compile(r"(?:(?:мои|наши|my) )?(?:планы|задачи|дела|список|plans|to-?do)(?!\w)[: ]*", re.IGNORECASE)
"""«Планы на завтра:» says of each item its day."""


def _says_of_all(line: str, entry: Entry | None) -> bool:
    """A verb, a day or a client; «Итоги дня:» says nothing of the items."""
    day = find_day(Line(line), Asked(ANY_DAY))
    return entry is not None or day is not None or lead_of(fold(line), priced=False) is not None


def _item(line: str, head: str, before: Sequence[Entry], read: Read) -> list[Entry]:
    """The records of one line; none where it is a comment on the one before."""
    led = (
        lead_of(fold(line), priced=bool(terms(fold(line)))) is not None
        and lead_of(fold(head), priced=False) is not None
    )
    several = several_in_line(f"{head} {line}" if head and not led else line, read)
    if len(several) > 1:
        return several
    entry = read(f"{head} {line}" if head and not led else line)
    if entry is None:
        return []
    says = entry.has_sum or entry.day_text or not entry.comment
    if not led and not head and before and before[-1].verb in PRICED and entry.verb is None and says:
        entry = read(f"{SAYS[before[-1].verb]} {line}") or entry
    if not _is_record(entry, before, line, read):
        return []
    return [_with_client_of(entry, before)]


def _is_record(entry: Entry, before: Sequence[Entry], line: str, read: Read) -> bool:
    """Who and what, or a sum that stands beside a client of the line before."""
    done = entry.verb is not None and (entry.verb not in PRICED or entry.has_sum)
    named = entry.client is not None
    if named and not done and not entry.has_sum:
        own = read(line)
        return own is not None and isinstance(own.client, Found)
    if named:
        return not before or isinstance(entry.client, Found) or entry.has_sum or _is_plan_of_one(entry)
    if not before or not done:
        return False
    plan = entry.planned and bool(entry.day_text) and _PLANS.match(fold(line)) is not None
    return before[-1].verb not in LOGGED or plan or _STARTS.match(fold(line)) is not None


def _is_plan_of_one(entry: Entry) -> bool:
    """«встреча с Мариной завтра в 15»: with one of those that are meant, and no comment."""
    return isinstance(entry.client, Ambiguous) and entry.planned and bool(entry.day_text)


def _with_client_of(entry: Entry, before: Sequence[Entry]) -> Entry:
    last = before[-1].client if before else None
    return entry.model_copy(update={"client": last}) if entry.client is None and last is not None else entry
