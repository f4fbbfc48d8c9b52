"""By what words a client is found among a hundred thousand: as they are written, without endings, and as heard."""

from typing import Final

from sales.entry.clients.name_forms import bare_word, is_dropped, normal_form, sound

LONGEST: Final = 40
LAST: Final = "\U0010ffff"
"""Behind every word that begins so."""


def words_of(normal: str) -> frozenset[str]:
    """Of a name in its normal form: each word, its sound, and the whole without spaces."""
    own = [*normal.split(), normal.replace(" ", "")]
    bare = {bare_word(word, counted=False) for word in own} | set(own)
    return frozenset(word[:LONGEST] for word in bare | {sound(word) for word in own} if word)


def words_of_person(name: str) -> list[str]:
    """Of somebody's name, each once and in order."""
    return sorted({word[:LONGEST] for word in normal_form(name).split()})


def read_asked_words(text: str) -> tuple[frozenset[str], ...]:
    """For each word of a search the beginnings, one of which a client must have: «ромашку» is «ромашк…»."""
    normal = normal_form(text)
    words = [word for word in normal.split() if not is_dropped(word)] or normal.split()
    return tuple(begin_words(word) for word in words)


def read_asked_whole(text: str) -> frozenset[str]:
    """Of the search without its spaces: «строй град» is «СтройГрад»."""
    whole = normal_form(text).replace(" ", "")
    return begin_words(whole) if whole else frozenset()


def begin_words(word: str) -> frozenset[str]:
    """With what a word of the name begins, in letters and as it is heard."""
    heard = sound(word)
    return frozenset(each[:LONGEST] for each in (bare_word(word, counted=False).rstrip("'"), heard) if each)
