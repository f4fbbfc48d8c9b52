"""
Deals in one line (spec/0, 0.2): «сделка Ромашка 300к договор», «Ромашка дальше», «отказ Ромашка: дорого».

A line is one of a deal only where its client is known, or where the word itself says so; else it is read as any other.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from sales.core.money import Kopecks
from sales.core.words import clean, fold
from sales.deals.deal import DealKind, LostReason
from sales.deals.stages import StageBook
from sales.entry.clients.names import Ambiguous, ClientFinding, Found, Unknown, find_client
from sales.entry.context import Context
from sales.entry.deal_reasons import find_reason, find_rival
from sales.entry.deeds.verb_words import lead_of
from sales.entry.lines.entry import understand
from sales.entry.lines.understood import Entry
from sales.entry.numbers.amounts import AmountChoice, read_amount
from sales.entry.talk.typos import correct_slip

LONGEST_TITLE: Final = 60
LONGEST_NAME: Final = 6
"""Words."""


class DealDeedSaid(StrEnum):
    MAKE = "make"
    MOVE = "move"
    ON = "on"
    BACK = "back"
    LOSE = "lose"


@dataclass(frozen=True, slots=True)
class DealLine:
    deed: DealDeedSaid
    client: ClientFinding
    stage: str | None = None
    """A stage's code."""
    title: str = ""
    amount: Kopecks | None = None
    choice: AmountChoice | None = None
    """A bare «150»: of two sums one is meant."""
    kind: DealKind = DealKind.SALE
    deadline: date | None = None
    reason: LostReason = LostReason.OTHER
    lost_to: str | None = None
    comment: str = ""


_STAGE_WORDS: Final[Mapping[str, str]] = {
    "lead": r"лид\w{0,2}|lead",
    "contact": r"контакт\w{0,2}|contact",
    "qualification": r"квал(?:ификаци\w+)?|qualification",
    "presentation": r"през(?:а|у|ентаци\w+)?|presentation",
    "proposal": r"кп|коммерческ\w+(?: предложени\w+)?|proposal|quote",
    "contract": r"договор\w{0,2}|contract",
    "invoice": r"сч[её]т\w{0,2}|invoice",
    "payment": r"оплат[уыае]|payment",
}
_KINDS: Final[Mapping[DealKind, str]] = {
    DealKind.TENDER: r"тендер|аукцион|tender|auction",
    DealKind.REPEAT: r"повторн\w+ (?:сделк\w+|продаж\w+)|repeat deal",
    DealKind.UPSELL: r"допродаж\w+|upsell",
    DealKind.SALE: r"(?:нов\w+ )?сделк[ауи]|(?:new )?deal",
}
_DEEDS: Final = frozenset(("сделка", "тендер", "допродажа", "tender"))
_STAGES: Final = frozenset(
    (
        *("контакт", "контакты", "контракт", "квалификация", "квалификацию", "презентация", "презентацию", "договор"),
        *("договоре", "дальше", "назад", "оплата", "оплату"),
        *("contact", "contract", "presentation", "proposal", "invoice"),
    )
)
"""Words that end a line; of two that are as near neither is meant, and «контракт» is no «контакт»."""
_ON: Final = re.compile(r"(?P<who>.+?)[ ,:]+(?:дальше|следующ\w+ стади\w+|next stage)")
_BACK: Final = re.compile(
    r"(?P<who>[^0-9]+?)(?<!день)(?<!дня)(?<!дней)(?<!неделю)(?<!недели)(?<!месяц)[ ,:]+(?:назад|на стадию назад|back)"
)
_LOST: Final = re.compile(r"(?:отказ|lost)(?: от| у| by)? (?P<who>[^:,]+?)(?:(?:[:,]| [-—–]) ?(?P<why>.+))?")
_LOST_BEHIND: Final = re.compile(r"(?P<who>[^:,]+?),? (?:отказ|lost)(?:(?:[:,]| [-—–]) ?(?P<why>.+))?")
_ENDED: Final = re.compile(
    r"(?:по |у |с )?(?P<who>[^,:]+?)[,:]? (?:сделк[ауи]|тендер|аукцион|конкурс|deal|tender)(?P<title> .*?)?,? "
    r"(?:(?P<won>выигра(?:н[ао]?|ли|ла|л)|won)|проигра(?:н[ао]?|ли|ла|л))(?P<why>[,.;:]? .+)?"
)
"""«по Соколу сделка Подшипники выиграна»"""
_TENDER: Final = r"(?:тендер|аукцион|конкурс|торги|закупк[ау]|tender|auction)(?!\w)"
_ANNOUNCED: Final = re.compile(
    r"(?<!\w)(?:(?:вылож|выстав|вывес|размест|объяв|опублик|запуст|откры)\w*л[аи]?|вышел|вышла|проводит|проводят|"
    r"(?:has )?(?:published|announced|posted|launched|opened))(?: нов\w+| an?| the| new)*"
    rf" (?:нов\w+ )?{_TENDER}",
    re.IGNORECASE,
)
"""«Ромашка объявила тендер»: whose it is stands before it or behind."""
_BIDS: Final = re.compile(
    r"(?<!\w)(?:(?:при[её]м|пода(?:ча|чи|[её]мся|[её]м|ть|ться)|срок|окончание|заявк[иу]|заявок|предложени[яй]|документы|"
    r"принимают|bids?|applications|offers|submission|due)[ :—–-]+)+(?=(?:до|к|по|by|until|before|on) |[0-9])",
    re.IGNORECASE,
)
"""«подача до 12.05»: the day of a tender, and of no payment."""
_ADJECTIVE: Final = re.compile(r"(?:[оыи]й|[ая]я|[ое]е|[ыи]е)$")
_WITH: Final = re.compile(r"^(?:с|со|для|от|у|в|with|by|at) ", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"[0-9][0-9 .,]*(?:к|k|тыс\w*\.?|т\.?р\.?|млн|м|m|руб\w*|р|₽)?(?!\w)")


def read_deal_line(text: str, context: Context) -> DealLine | None:
    """None where the line is of something else."""
    said = clean(text).rstrip(" .!")
    if "?" in said or "\n" in text.strip():
        return None
    read = _read(said, context)
    if read is not None and (read.deed is not DealDeedSaid.MAKE or read.stage is not None):
        return read
    mended = _mend(said)
    return read if mended == said else _read(mended, context) or read


def _read(said: str, context: Context) -> DealLine | None:
    return _read_ended(said, context) or _read_made(said, context) or _read_moved(said, context)


def _mend(said: str) -> str:
    """«зделка Заря 90к догавор»: a slip in the word that says the deed, and in the last one, which says the stage."""
    first, *between = said.split(" ")
    if not between:
        return said
    *middle, last = between
    return " ".join([_mend_word(first, _DEEDS), *middle, _mend_word(last, _STAGES)])


def _mend_word(word: str, known: frozenset[str]) -> str:
    mended = correct_slip(fold(word), known)
    return word if mended == fold(word) else mended


def _read_made(said: str, context: Context) -> DealLine | None:
    plain = _BIDS.sub("", _ANNOUNCED.sub("тендер", said))
    is_tender = plain != said and re.search(rf"(?<!\w){_TENDER}", plain, re.IGNORECASE) is not None
    said = plain if is_tender else said
    folded = fold(said)
    for kind, words in _KINDS.items():
        head = re.match(rf"(?:{words})(?!\w)[ :—–-]*", folded)
        if head is not None and said[head.end() :].strip() and not _is_named_so(folded, context):
            return _new_deal(said[head.end() :].strip(), kind, context)
        behind = re.fullmatch(rf"(?P<who>[^,;:]+?)[ ,:—–-]+(?:{words})(?P<rest>(?:[ :,].*)?)", folded)
        made = _read_behind(said, behind, kind, context, surely=is_tender) if behind is not None else None
        if made is not None:
            return made
    return None


def _is_named_so(folded: str, context: Context) -> bool:
    """«Тендер Групп оплата 50к»"""
    return any(folded.startswith(f"{each.normal} ") for each in context.clients if " " in each.normal)


def _read_behind(said: str, found: re.Match[str], kind: DealKind, context: Context, *, surely: bool) -> DealLine | None:
    """«больница №4 тендер до 20 декабря»: a known client, and behind the noun nothing but a sum, a day, a stage.

    `surely`: it was announced, or its bids have a day, so what else is said is its title.
    """
    who, rest = _WITH.sub("", said[: found.end("who")]), said[slice(*found.span("rest"))].strip()
    if not isinstance(_read_alone(who, context), Found | Ambiguous) or not re.search(
        r"[0-9]|(?<!\w)(?:до|к) ", fold(rest)
    ):
        return None
    made = _new_deal(f"{who} {rest}", kind, context)
    return made if made is not None and (surely or not made.title) else None


def _new_deal(rest: str, kind: DealKind, context: Context) -> DealLine | None:
    whole = rest
    rest, stage = _take_stage(re.sub(r" (?:на|for) (?=[0-9])", " ", _WITH.sub("", rest)), context.stages)
    head, colon, title = rest.partition(":")
    entry = _read_money(f"оплата {head}", context)
    if entry is not None and not isinstance(entry.client, Found):
        entry = _read_money(f"оплата {_part_title(head, context)}", context)
    if entry is None or entry.client is None:
        return None
    said = _titled(title.strip(), entry) if colon else (entry.comment, entry.amount, entry.amount_choice)
    title, amount, choice = said
    return DealLine(
        DealDeedSaid.MAKE,
        entry.client,
        stage,
        _keep_noun(title.strip(" ,;"), whole)[:LONGEST_TITLE],
        amount,
        choice,
        kind,
        entry.day if entry.day is not None and entry.day >= context.today else None,
    )


def _part_title(head: str, context: Context) -> str:
    """«Сервер Центр прецизионные кондиционеры 900к»: small words behind a name that is known are the title."""
    words = head.split()
    for count in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if name[0].isupper() and rest[0].islower() and isinstance(find_client(name, context.clients), Found):
            return f"{name}, {rest}"
    return head


def _keep_noun(title: str, whole: str) -> str:
    """«годовой договор»: the word that says the stage is the title's too, where the title would end in an adjective."""
    last = title.rpartition(" ")[2]
    found = re.search(rf"{re.escape(last)} ([^\W\d]+)[ .!]*$", whole) if _ADJECTIVE.search(fold(last)) else None
    return title if found is None else f"{title} {found[1]}"


def _read_money(text: str, context: Context) -> Entry | None:
    """The client, the sum and the day, as a line of money says them."""
    return understand(
        text, context.today, context.clients, context.now, contacts=context.contacts, calendar=context.calendar
    )


def _titled(title: str, entry: Entry) -> tuple[str, Kopecks | None, AmountChoice | None]:
    """«пробная партия 300к»: a sum behind the colon is the deal's where none stood before it."""
    found = next(iter(_AMOUNT.finditer(fold(title))), None)
    if entry.amount is not None or entry.amount_choice is not None or found is None:
        return title, entry.amount, entry.amount_choice
    amount = read_amount(found[0].strip())
    rest = " ".join((title[: found.start()] + title[found.end() :]).split())
    if isinstance(amount, int):
        return rest, amount, None
    return (rest, None, amount) if isinstance(amount, AmountChoice) else (title, None, None)


def _take_stage(rest: str, book: StageBook) -> tuple[str, str | None]:
    """The last word of a stage, and what is left; a client's name alone keeps its words."""
    folded = fold(rest)
    for code, words in _words_of(book).items():
        found = list(re.finditer(rf"(?<!\w)(?:на стадии |стадия |на |в )?(?:{words})(?!\w)", folded))
        if found and (left := (rest[: found[-1].start()] + rest[found[-1].end() :]).strip(" ,;")):
            return " ".join(left.split()), code
    return rest, None


def _read_moved(said: str, context: Context) -> DealLine | None:
    folded = fold(said)
    for pattern, deed in ((_ON, DealDeedSaid.ON), (_BACK, DealDeedSaid.BACK)):
        found = pattern.fullmatch(folded)
        if found is not None and (client := _read_alone(said[: found.end("who")], context)) is not None:
            return DealLine(deed, client)
    for code, words in _words_of(context.stages).items():
        found = re.fullmatch(rf"(?P<who>.+?)[ ,:]+(?:переш\w+ )?(?:в|на) (?:стади[юи] )?(?:{words})", folded)
        if found is not None and (client := _read_alone(said[: found.end("who")], context)) is not None:
            return DealLine(DealDeedSaid.MOVE, client, code)
    return None


def _read_alone(name: str, context: Context) -> ClientFinding | None:
    """A name and nothing done: in «Берег просит перенести оплату … на счёт» more is said than where a deal stands."""
    if len(name.split()) > LONGEST_NAME or lead_of(fold(name), priced=False) is not None:
        return None
    return _read_known(name, context)


def _words_of(book: StageBook) -> dict[str, str]:
    """By stage that stands, how it may be said: a default by its usual words, one of their own by its name."""
    found = {}
    for stage in book.path:
        own = re.escape(fold(stage.name)) if stage.name else ""
        usual = _STAGE_WORDS.get(stage.code, "")
        if said := "|".join(filter(None, (own, usual))):
            found[stage.code] = said
    return found


def _read_ended(said: str, context: Context) -> DealLine | None:
    """Lost or won, by the deal's title where one is said."""
    folded = fold(said)
    found = next(filter(None, (each.fullmatch(folded) for each in (_ENDED, _LOST, _LOST_BEHIND))), None)
    client = _read_alone(said[found.start("who") : found.end("who")], context) if found is not None else None
    if found is None or client is None:
        return None
    own = {name: said[slice(*found.span(name))].strip(" ,.;:«»") for name, words in found.groupdict().items() if words}
    title, why = own.get("title", ""), own.get("why", "")
    if "won" in own:  # beside a number more is said than that
        is_all = not any(sign.isdigit() for sign in why)
        return DealLine(DealDeedSaid.MOVE, client, context.stages.won.code, title) if is_all else None
    lost_to = find_rival(why)
    return DealLine(DealDeedSaid.LOSE, client, title=title, reason=find_reason(why), lost_to=lost_to, comment=why)


def _read_known(name: str, context: Context) -> Found | ClientFinding | None:
    finding = find_client(name, context.clients)
    return None if isinstance(finding, Unknown) else finding
