"""The data sets, made once and kept outside the tree: a million records take a minute, ten million ten."""

import hashlib
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from storage.database import sqlite_url
from storage.engine.migrate import migrate
from tests.proof.bench.clients import count_clients, name_clients, staff_of_department
from tests.proof.bench.deals import deal
from tests.proof.bench.million import Staff, fill
from tests.proof.bench.promises import promise
from tests.proof.bench.tenfold import fill_tenfold, staff_of

KEPT = Path(tempfile.gettempdir()) / "reper-bench"
HOUSE = Staff()

Maker = Callable[[int, int], Awaitable[tuple[Path, Staff]]]
VERSIONS = Path(__file__).resolve().parents[3] / "storage" / "migrations" / "versions"


async def million(activities: int, payments: int) -> tuple[Path, Staff]:
    path = _place(f"{activities}")
    if not path.exists():
        await _made(path, lambda made: fill(made, HOUSE, activities, payments), HOUSE)
    return path, HOUSE


async def department(_activities: int, payments: int) -> tuple[Path, Staff]:
    """One department with all clients and deals of the house: `payments` of these, and five moves each."""
    path, staff = _place(f"{payments}-department"), staff_of_department(payments)

    def make(made: Path) -> None:
        fill(made, staff, payments, payments)
        name_clients(made, staff, count_clients(payments))

    if not path.exists():
        await _made(path, make, staff)
    return path, staff


async def ten_millions(activities: int, payments: int) -> tuple[Path, Staff]:
    """Ten times as many as those."""
    pattern, staff = await million(activities, payments)
    path = _place(f"{activities}-ten")
    if not path.exists():
        await _made(path, lambda made: fill_tenfold(made, pattern, staff), staff_of(staff))
    return path, staff_of(staff)


async def _made(path: Path, make: Callable[[Path], None], staff: Staff) -> None:
    """Under another name until it is whole."""
    KEPT.mkdir(exist_ok=True)
    unfinished = path.with_suffix(".making")
    for left in KEPT.glob(f"{path.stem.rpartition('-')[0]}-??????????.*"):  # of an earlier shape, or broken off
        left.unlink()
    await migrate(sqlite_url(unfinished))
    make(unfinished)
    promise(unfinished, staff)
    deal(unfinished)
    unfinished.rename(path)


def _place(size: str) -> Path:
    """Of this shape of the tables, and of this way to fill them."""
    sources = [
        *sorted(VERSIONS.glob("*.py")),
        *(Path(__file__).with_name(f"{name}.py") for name in ("million", "promises", "tenfold", "deals", "clients")),
    ]
    told = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:10]
    return KEPT / f"{size}-{told}.db"
