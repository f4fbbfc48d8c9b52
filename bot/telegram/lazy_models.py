"""
aiogram's models built when they are first used, not all of them at its import.

pydantic builds a validator and a serializer for each of the 500 classes of the Bot API, though Reper uses twenty:
three seconds of every start and 100 MB for good. The classes ask for it themselves (`defer_build`), but aiogram then
tells each to resolve its names, and pydantic does that by building it. Here only the names are resolved.

The parts of pydantic used for it are its own affair: with a minor version that nobody has tried, or one that has no
such parts, all is built as ever, and the log says so. tests/bot/telegram/test_lazy_models.py tries the installed one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import VERSION, BaseModel, ConfigDict

try:
    from pydantic._internal._config import ConfigWrapper
    from pydantic._internal._fields import rebuild_model_fields
    from pydantic._internal._namespace_utils import NsResolver
except ImportError:  # pragma: no cover  another pydantic
    KNOWN = False
else:
    KNOWN = True

log = logging.getLogger(__name__)

TRIED = frozenset({"2.13"})
"""Minor versions of pydantic with which the canary of the tests has passed; 2.12 resolves names in another way."""


def import_aiogram() -> None:
    """Before anything else imports it."""
    if not _is_tried():
        log.warning("pydantic %s was not tried: all of aiogram's models are built at once", VERSION)
    with _on_demand():
        import aiogram  # noqa: F401, PLC0415


def _is_tried() -> bool:
    return KNOWN and ".".join(VERSION.split(".")[:2]) in TRIED


@contextmanager
def _on_demand() -> Iterator[None]:
    whole, config = BaseModel.__dict__["model_rebuild"], BaseModel.model_config

    def resolve(cls: type[BaseModel], /, **options: Any) -> bool | None:
        try:
            _resolve_names(cls, options.get("_types_namespace"))
        except (AttributeError, TypeError, ValueError, NameError):  # another pydantic: slower is better than not at all
            rebuilt: bool | None = whole.__func__(cls, **options)
            return rebuilt
        return None

    if not _is_tried():
        yield
        return
    BaseModel.model_rebuild = classmethod(resolve)  # type: ignore[method-assign, assignment]
    BaseModel.model_config = ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_rebuild = whole  # type: ignore[method-assign]
        BaseModel.model_config = config


def _resolve_names(cls: type[BaseModel], namespace: dict[str, Any] | None) -> None:
    if cls.__pydantic_fields_complete__:
        return
    cls.__pydantic_fields__, cls.__pydantic_extra_info__ = rebuild_model_fields(
        cls,
        config_wrapper=ConfigWrapper(cls.model_config, check=False),
        ns_resolver=NsResolver(parent_namespace=namespace),
        typevars_map={},
    )
