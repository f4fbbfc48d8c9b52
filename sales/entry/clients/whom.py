"""Who a line is about: the words left when everything else is understood, and which of them are only a comment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sales.core.words import fold
from sales.entry.clients.contacts import KnownContact, clients_of, find_contact
from sales.entry.clients.guesses import LONGEST_NEW_NAME, Guess, has_content, make_guess, part_name, without_small
from sales.entry.clients.name_forms import bare_word, is_small, normal_form
from sales.entry.clients.names import (
    MOST_OFFERED,
    OFFERED_WITHIN,
    Ambiguous,
    Candidate,
    ClientFinding,
    Found,
    KnownClient,
    Ranked,
    Unknown,
    decide,
    is_word_of,
    rank,
)
from sales.entry.clients.purposes import part_purposes
from sales.entry.deeds.small_talk import NEVER_A_NAME
from sales.entry.numbers.amount_terms import terms
from sales.entry.numbers.numerals import VALUES
from sales.entry.reading import Piece

LONG_ENOUGH: Final = 4
"""Letters of a word that names another client by itself."""
STORY: Final = 12
"""Words in which a name may stand by the way."""
SURELY: Final = 95
"""A name in some case form, and not a part of one or a slip."""

_EDGE = re.compile(r"^(?:[^\w«\"„“'№$€-]|-(?![0-9]))+|[^\w»\"“”'%₽$€+]+$")
_QUOTES = re.compile("[«»„“”\"']")


@dataclass(frozen=True, slots=True)
class Whom:
    client: ClientFinding | None
    comment: tuple[str, ...]


def whom(
    pieces: Sequence[Piece],
    clients: Sequence[KnownClient],
    *,
    strict: bool,
    contacts: Sequence[KnownContact] = (),
) -> Whom:
    """The client of the line and the rest of its words. Strict, for money: no word by the name is guessed away."""
    texts = [text for piece in sorted(pieces) if (text := _EDGE.sub("", piece.text)) and has_content(text)]
    texts, purposes = part_purposes(texts, clients) if strict else (texts, [])
    guesses = [make_guess(text, clients, strict=strict) for text in texts]
    told = sum(text.count(" ") + 1 for text in texts)
    if told < STORY and not any(guess.weight[0] and not guess.doubtful for guess in guesses):
        guesses = [part_name(text, clients) or guess for text, guess in zip(texts, guesses, strict=True)]
    named = [guess for guess in guesses if guess.ranked]
    person = _contact(texts, contacts)
    if not named:
        nobody = person or _find_nobody_known(texts)
        return Whom(nobody.client, (*nobody.comment, *purposes))
    best = max(named, key=lambda guess: guess.weight)
    client = _finding(best, named, strict=strict)
    unsure, client = client, _of_its_person(best, client, contacts)
    if person is not None and not isinstance(client, Found):
        return Whom(person.client, (*person.comment, *purposes))
    other = _another_within(best, client, clients, strict=strict)
    if other is not None:
        client = unsure = Ambiguous(best.name, other)
    asked = not isinstance(client, Found)
    own = () if (strict and asked) or client is not unsure else best.extras  # the question shows the whole of it
    others = [guess for guess in guesses if guess is best or not (asked and _is_rival(guess, strict=False))]
    comment = [word for guess in others for word in (own if guess is best else (guess.written,))]
    return Whom(client, (*comment, *purposes))


def join_names(pieces: Sequence[Piece], names: Sequence[Piece]) -> list[Piece]:
    """«Школа 57 буфет»: a known name that was taken for its number, with the words that touch it."""
    left, joined = list(pieces), []
    for name in names:
        start, text = name
        for piece in [*left]:
            if 0 <= piece.start - start - len(text) <= 1 and piece.text.strip():
                text += " " * (piece.start - start - len(text)) + piece.text
                left.remove(piece)
            elif 0 <= start - piece.start - len(piece.text) <= 1 and piece.text.strip():
                text = piece.text + " " * (start - piece.start - len(piece.text)) + text
                start = piece.start
                left.remove(piece)
        joined.append(Piece(start, text))
    return [*left, *joined]


def _contact(texts: Sequence[str], contacts: Sequence[KnownContact]) -> Whom | None:
    """Somebody at a client, named in the first words of a piece."""
    for place, text in enumerate(texts if contacts else ()):
        told, words = _part_comment(text.split())
        words = without_small(words)
        if (whom := _before_its_person(words, contacts) or _with_somebody(words, contacts)) is not None:
            return Whom(whom[0], tuple(part for part in (*texts[:place], told, whom[1], *texts[place + 1 :]) if part))
        for length in (3, 2, 1):
            named = len(words) >= length and not is_small(fold(words[length - 1]))
            found = find_contact(" ".join(words[:length]), contacts) if named else None
            if found is not None:
                rest = " ".join(words[length:])
                return Whom(found, tuple(part for part in (*texts[:place], told, rest, *texts[place + 1 :]) if part))
    return None


def _of_its_person(best: Guess, client: ClientFinding, contacts: Sequence[KnownContact]) -> ClientFinding:
    """«Паша Громов» of who is noted as Паша at ИП Громов."""
    if not contacts or not isinstance(client, Ambiguous):
        return client
    normal = best.ranked[0].client.normal
    people = [word for word in best.written.split() if not is_small(fold(word)) and not is_word_of(word, normal)]
    at = clients_of(" ".join(people), contacts) if people else []
    found = [one for one in client.candidates if one.id in at]
    return Found(found[0].id, found[0].name) if len(found) == 1 else client


_BEFORE_SOMEBODY: Final = frozenset(("с", "со", "от", "у", "к", "ко", "with", "from"))


def _before_its_person(words: Sequence[str], contacts: Sequence[KnownContact]) -> tuple[ClientFinding, str] | None:
    """«заехал в исток лариса петровна …»: a word of the client's name, and behind it who is known there."""
    called = bare_word(fold(words[0]), counted=False) if words else ""
    for length in (2, 1) if len(words) > 1 else ():
        at = clients_of(" ".join(words[1 : 1 + length]), contacts)
        of_name = {
            each.client_id: each.client_name
            for each in contacts
            if each.client_id in at
            and called in {bare_word(word, counted=False) for word in normal_form(each.client_name).split()}
        }
        if len(of_name) == 1:
            ((client_id, name),) = of_name.items()
            return Found(client_id, name), " ".join(words[1:])
    return None


def _with_somebody(words: Sequence[str], contacts: Sequence[KnownContact]) -> tuple[ClientFinding, str] | None:
    """«договорился с Валентином …»: a person behind a preposition; with the words around."""
    for at, word in enumerate(() if words and fold(words[0]).startswith("пересл") else words[:-1]):
        if at and fold(word) in _BEFORE_SOMEBODY:
            for length in (2, 1):
                said = words[at + 1 : at + 1 + length]
                found = find_contact(" ".join(said), contacts) if len(said) == length else None
                if found is not None:
                    return found, " ".join([*words[:at], *words[at + 1 + length :]])
    return None


def _finding(best: Guess, named: Sequence[Guess], *, strict: bool) -> ClientFinding:
    """Two names in one line are asked about, and so is a name with a strange word beside it."""
    rivals = [guess for guess in named if guess is best or _is_rival(guess, strict=strict)]
    ranked = _best_of(one for guess in rivals for one in guess.ranked)
    found = decide(best.name, ranked if len(rivals) > 1 else best.ranked)
    if isinstance(found, Found) and best.doubtful:
        return Ambiguous(best.name, _near(found, best.ranked))
    return found


def _best_of(every: Iterable[Ranked]) -> list[Ranked]:
    """Each client once, by the word that is likest to its name."""
    ordered = sorted(every, key=lambda one: (-one.score, one.client.name))
    return list({one.client.id: one for one in reversed(ordered)}.values())[::-1]


def _near(found: Found, ranked: Sequence[Ranked]) -> tuple[Candidate, ...]:
    """The likeliest, and whose whole name is as near: «вектор-югом» is Вектор or Вектор-Юг."""
    own = set(ranked[0].client.normal.split())
    near = [one.client for one in ranked if ranked[0].score - one.score < OFFERED_WITHIN]
    fuller = [Candidate(client.id, client.name) for client in near if own < set(client.normal.split())]
    return (*fuller[: MOST_OFFERED - 1], Candidate(found.id, found.name))


def _another_within(
    best: Guess, client: ClientFinding, clients: Sequence[KnownClient], *, strict: bool
) -> tuple[Candidate, ...] | None:
    """«Вектору и Берегу», «от Вектора за Берег»: another known client among the words beside the name."""
    if not isinstance(client, Found):
        return None
    for extra in best.extras:
        words = extra.split()
        if (
            not strict
            and len(words) > 1
            and fold(words[0]) not in {"и", "and"}
            and all(_surely(word, clients) is not None and not is_small(fold(word)) for word in words)
        ):
            other = _surely(words[0], clients)
            if other is not None and other.id != client.id:
                return (Candidate(client.id, client.name), other)
        if strict and len(words) > 1 and fold(words[0]) != "по":
            others = [_surely(word, clients) for word in words if len(word) >= LONG_ENOUGH]
            other = next((one for one in others if one is not None and one.id != client.id), None)
            if other is not None:
                return (Candidate(client.id, client.name), other)
        if fold(words[0]) == "по" or (not strict and fold(words[0]) not in {"и", "с", "со", "and"} and len(words) > 1):
            continue  # «по договору с Ромашкой», a story
        near = rank(" ".join(word for word in words if fold(word) not in {"и", "and"}), clients, 1)
        if near and near[0].score >= SURELY and near[0].client.id != client.id:
            return (Candidate(client.id, client.name), Candidate(near[0].client.id, near[0].client.name))
    return None


def _surely(word: str, clients: Sequence[KnownClient]) -> Candidate | None:
    near = rank(word, clients, 1)
    sure = bool(near) and near[0].score >= SURELY
    return Candidate(near[0].client.id, near[0].client.name) if sure else None


def _is_rival(guess: Guess, *, strict: bool) -> bool:
    """Another name that stands alone; beside money also one in a story, unless it begins as a comment does."""
    taken, alone, _ = guess.weight
    alone = alone or all(not any(char.isalpha() for char in extra) for extra in guess.extras)
    return taken and (alone or (strict and not NEVER_A_NAME.fullmatch(fold(guess.written.split()[0]))))


def _find_nobody_known(texts: Sequence[str]) -> Whom:
    """The first words that may be a name are one; a long story is a comment, and the name is asked."""
    for place, text in enumerate(texts):
        told, words = _part_comment(text.split())
        name = without_small(words[: _end_of_name(words)])
        named = len(name) <= LONGEST_NEW_NAME and any(sign.isalpha() for word in name for sign in word)
        if named and has_content(" ".join(name)) and not _starts_as_comment(words):
            rest = " ".join(words[_end_of_name(words) :])
            spelt = " ".join(_QUOTES.sub(" ", " ".join(name)).split())
            return Whom(
                Unknown(spelt, words[0] if len(words) > len(name) else ""),
                tuple(part for part in (*texts[:place], told, rest, *texts[place + 1 :]) if part),
            )
    return Whom(None, tuple(texts))


def _part_comment(words: list[str]) -> tuple[str, list[str]]:
    """«Отгрузили Орлану …»: a comment's word, and the capital letter with which a name begins."""
    if len(words) > 1 and _starts_as_comment(words) and words[1][:1].isupper() and not words[1].isupper():
        return words[0], words[1:]
    return "", words


def _starts_as_comment(words: Sequence[str]) -> bool:
    first = fold(words[0])
    numbers = all(fold(word) in VALUES for word in words)
    return numbers or (NEVER_A_NAME.fullmatch(first) is not None and not is_small(first))


def _end_of_name(words: Sequence[str]) -> int:
    """Before the first word of a comment: «Smart Logistics ждут КП»."""
    end = min(_place_of_sum(words), _place_of_address(words))
    for place, word in enumerate(words[:end]):
        folded = fold(word).strip(",.!")
        if (
            place
            and NEVER_A_NAME.fullmatch(folded)
            and not (place == 1 and words[0].isdigit() and word.istitle())  # «7 Дней»
            and not (
                is_small(folded) and place + 1 < len(words) and word[:1].islower() and words[place + 1][:1].isupper()
            )
        ):
            return place
    return end


def _place_of_address(words: Sequence[str]) -> int:
    """«Новинка на Ленина 12»: where somebody is to be found is no part of the name."""
    found = _ADDRESS.search(" ".join(words))
    return " ".join(words).count(" ", 0, found.start() + 1) if found is not None else len(words)


_ADDRESS: Final = re.compile(
    r" (?:на|по) (?:(?:ул|пр|пер|ш)\w*\.? )?[А-ЯЁA-Z][\w-]+(?: [А-ЯЁA-Z][\w-]+)?,? (?:д\.? ?)?[0-9]{1,3}[а-я]?(?!\w)"
)


def _place_of_sum(words: Sequence[str]) -> int:
    """A sum is no part of a new name: «Три Кита 300 тыс»."""
    said = fold(" ".join(words))
    first = next((term.start for term in terms(said) if not term.bare), len(said))
    return said.count(" ", 0, first) if 0 < first < len(said) else len(words)
