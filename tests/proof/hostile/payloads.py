"""Presses that no screen of ours offers: by what is wrong with them."""

from collections.abc import Iterator

from reports.message.press import Press
from sales.core.people import Role
from tests.forgeries import FORGERIES, OPENED, Forgery, Shape, all_shapes, fields_of, forgeries_of, numbers_of, packed
from tests.proof.hostile.crowd import Crowd, Records, table_of

ODD_NUMBERS = (
    "-1",
    "1_0",
    " 7",
    "٣",
    "１",
    str(2**63),
    "9" * 20,
    "1.0",
    "1e3",
    "x",
    "0x1",
    "+1",
    "1\u200b",
    "²",
    "NaN",
)

JUNK = (
    *("", "x", " ", ":", ":::", "::::::::::::::::", "nonsense:1:2", "d", "pay", "\x00", "\n", "\t:1", "\ud83d", "null"),
    *("я" * 32, "🙂" * 16, "\u202e" * 21, "ﷺ" * 21, "a" * 64, "0" * 64, "{}", '{"deed":"edit"}', "[1]", "<b>", "%s%s"),
    *("../../etc", "' OR 1=1 --", "d:1:amount:larger:; DROP TABLE people", "\\x00", "pay\x00edit\x001", "true", "None"),
    *(chr(code) * 8 for code in range(0x20, 0x7F)),
    *("".join(chr((seed * 7919 + n * 104729) % 0xD000 + 1) for n in range(16)) for seed in range(60)),
)


def _first(shape: Shape) -> Forgery:
    return next(iter(forgeries_of(shape)), Forgery({}, frozenset(Role)))


def _too_short(shape: Shape, fields: list[str]) -> Iterator[str]:
    """Without the last that it cannot be without: what is left out at the end is as its default."""
    first = 1 if issubclass(shape, Press) else 2
    needed = [place for place, about in enumerate(fields_of(shape).values(), start=first) if about.is_required()]
    if needed:
        yield ":".join(fields[: needed[-1]])


def of_another_form(own: Records) -> Iterator[str]:
    """Too few fields, too many, other separators, other prefixes: also what an older version may have drawn."""
    for shape in all_shapes():
        good = packed(shape, _first(shape), own)
        fields = good.split(":")
        yield from (good + ":1", good + ":", good + ":::", ":" + good, *_too_short(shape, fields), fields[0])
        yield from (good.replace(":", other) for other in ("|", ";", ",", " ", "::", "/", "-"))
        yield from (fields[0].upper() + good[len(fields[0]) :], "v2:" + good, fields[0] + "2" + good[len(fields[0]) :])


def with_odd_numbers(own: Records) -> Iterator[str]:
    for shape in all_shapes():
        for name in numbers_of(shape):
            yield from (packed(shape, _first(shape), own, **{name: odd}) for odd in ODD_NUMBERS)


def of_another_kind(crowd: Crowd) -> Iterator[tuple[Role, str]]:
    """The right shape with the number of something else that is one's own."""
    for shape, deeds in (*FORGERIES.items(), *OPENED.items()):
        for deed in deeds:
            for name, kind in deed.ids.items():
                others = {ids[0] for other, ids in crowd.own.items() if ids and table_of(other) != table_of(kind)}
                role = Role.MANAGER if Role.MANAGER in deed.roles else next(iter(sorted(deed.roles)), Role.MANAGER)
                yield from ((role, packed(shape, deed, crowd.own, **{name: other})) for other in sorted(others))
