"""
Every view there is, by the name under which it waits in the outbox. It is drawn when its message is sent, from the
data of that moment, for one reader.
"""

import inspect
import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from pydantic import ValidationError

import reports
from reports.message.address import OPENS
from reports.message.message import File, Message
from reports.message.outdated import tell_outdated
from reports.message.press import SEPARATOR
from reports.message.view import View
from storage.engine.actor import Actor
from storage.tables.types import Json
from storage.transaction import Transaction

log = logging.getLogger(__name__)


class OutdatedViewError(Exception):
    """A row of another version: its view is not known here, or has other fields."""


def by_name(*views: type[View]) -> dict[str, type[View]]:
    """The classes by the names under which they are stored. Raises ValueError for two of one name."""
    found = {view.name: view for view in views}
    if len(found) < len(views):
        raise ValueError(f"two views of one name among {sorted(view.name for view in views)}")
    return found


def _find_views() -> Iterator[type[View]]:
    """Those that are written in this room, without the shapes that others are made of."""
    for found in walk_packages(reports.__path__, "reports."):
        module = import_module(found.name)
        for _name, each in inspect.getmembers(module, inspect.isclass):
            if issubclass(each, View) and each.__module__ == found.name and not inspect.isabstract(each):
                yield each


VIEWS = by_name(*_find_views())
"""What is not written here does not load."""


def load(name: str, args: Json) -> View:
    """As it was put into the outbox. Raises OutdatedViewError for a name or fields that this version does not know."""
    try:
        return VIEWS[name].model_validate(args)
    except (KeyError, ValidationError) as error:
        raise OutdatedViewError from error


def is_file(name: str | None) -> bool:
    """Whether the view of that name is a picture or a workbook; of no view at all it is not."""
    return name in VIEWS and VIEWS[name].is_file


def is_for_group(name: str) -> bool:
    """Whether the view of that name may stand where everybody reads it."""
    return name in VIEWS and VIEWS[name].for_group


def open_view(data: str) -> View | None:
    """The view that a button opens; None where it does something else."""
    begins, _, rest = data.partition(SEPARATOR)
    named = VIEWS.get(rest.partition(SEPARATOR)[0]) if begins == OPENS else None
    if named is not None and named.opens_for and (found := named.read(data)) is not None:
        return found
    ways = (view for view in VIEWS.values() if view.was and any(each.startswith(begins) for each in view.was))
    return next((found for view in ways if view.opens_for and (found := view.read(data)) is not None), None)


async def find_shown(tx: Transaction, chat_id: int, message_id: int) -> View | None:
    """The view that a message in a chat shows; None where it is none, or of another version."""
    found = await tx.system.outbox.find_shown(chat_id, message_id)
    try:
        return None if found is None or found.view is None else load(found.view, found.args or {})
    except OutdatedViewError:
        return None


@cache
def files() -> frozenset[str]:
    """The names of those that are pictures or workbooks."""
    return frozenset(name for name, view in VIEWS.items() if view.is_file)


def is_slow(name: str | None) -> bool:
    """Whether the view of that name is read beside everybody else: in a look of its own, after what asked for it."""
    return name in VIEWS and (VIEWS[name].is_file or VIEWS[name].is_slow)


@cache
def slow_views() -> frozenset[str]:
    """The names of those."""
    return frozenset(name for name in VIEWS if is_slow(name))


async def render(name: str, tx: Transaction, reader: Actor, args: Json) -> Message | File | None:
    """A stored view as of now, for that reader; None where there is nothing to show (any more).

    One that does not load says so to its reader, and by its name in the log. Raises what the view raises.
    """
    try:
        view = load(name, args)
    except OutdatedViewError:
        log.exception("a stored view does not load: %s", name)
        return tell_outdated()
    return await view.draw_once(tx, reader)
