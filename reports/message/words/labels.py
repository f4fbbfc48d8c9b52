"""Buttons that stand together and read alike: each says a word more, so that nobody taps the wrong one."""

from collections import Counter
from collections.abc import Sequence


def set_apart(labels: Sequence[str], *more: Sequence[str]) -> list[str]:
    """Those that read alike get the first of `more` that differs among them, then the next; at last they are numbered.

    `more`: a word for each label, or an empty one. «Поставка · 300 тыс», «Поставка · 150 тыс».
    """
    told = [*labels]
    for words in more:
        pairs = set(zip(told, words, strict=True))
        differ = {label for label, count in Counter(label for label, _word in pairs).items() if count > 1}
        told = [
            f"{label} · {word}" if word and label in differ else label for label, word in zip(told, words, strict=True)
        ]
    count, seen = Counter(told), Counter[str]()
    for at, label in enumerate(told):
        seen[label] += 1
        told[at] = f"{label} · {seen[label]}" if count[label] > 1 else label
    return told
