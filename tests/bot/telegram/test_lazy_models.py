"""aiogram's models are built when they are first used, and are the same models for all that."""

import subprocess
import sys
from functools import cache

import pytest
from pydantic import VERSION

from bot.telegram import lazy_models
from simulator.front.process import ROOT

SAID = """
import json
from aiogram.methods import EditMessageText, SendMessage
from aiogram.methods.base import Response
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
person = {"id": 5, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
message = {"message_id": 7, "date": 1763000000, "chat": {"id": 5, "type": "private"}, "from": person, "text": "/pay",
           "entities": [{"type": "bot_command", "offset": 0, "length": 4}], "unheard_of": {"a": 1}}
updates = [
    {"update_id": 1, "message": message},
    {"update_id": 2, "callback_query": {"id": "9", "from": person, "chat_instance": "1", "data": "x",
        "message": message}},
    {"update_id": 3, "my_chat_member": {"chat": message["chat"], "from": person, "date": 1763000000,
        "old_chat_member": {"status": "member", "user": person}, "new_chat_member": {"status": "kicked", "user": person,
        "until_date": 0}}},
]
keys = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="да", callback_data="1")]])
for each in updates:
    print(Update.model_validate(each).model_dump_json(exclude_none=True))
print(SendMessage(chat_id=5, text="привет", reply_markup=keys).model_dump(exclude_none=True))
print(EditMessageText(chat_id=5, message_id=7, text="привет").model_dump(exclude_none=True))
print(Response[Message | bool].model_validate({"ok": True, "result": message}).result.from_user.first_name)
try:
    Update.model_validate({"update_id": "?"})
except ValueError as error:
    print(error.error_count(), error.errors()[0]["type"])
"""
COUNT = """
import aiogram.types as types
from aiogram.types import Update
Update.model_validate({"update_id": 1})
models = [getattr(types, name) for name in types.__all__ if hasattr(getattr(types, name), "model_fields")]
print(sum(each.__pydantic_complete__ for each in models), len(models))
"""
LAZY = "from bot.telegram.lazy_models import import_aiogram\nimport_aiogram()\n"


LATER = """
import aiogram.methods as methods
models = [getattr(each, name) for each in (types, methods) for name in each.__all__]
models = [each for each in models if hasattr(each, "model_rebuild")]
for each in models:
    each.model_rebuild()
print(len(models) > 400, [each for each in models if not each.__pydantic_complete__])
"""


def _run(code: str) -> tuple[list[str], str]:
    """The lines that it prints, and what it logs."""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.splitlines(), told.stderr


@cache
def _as_ever() -> list[str]:
    """What aiogram says when it is imported as anybody imports it. Three seconds, as is each that builds all."""
    return _run(SAID)[0]


@pytest.mark.part(3)
def test_what_is_read_and_written_is_the_same_and_every_model_can_be_built_later() -> None:
    [*said, built], _log = _run(LAZY + SAID + "import aiogram.types as types" + LATER)

    assert said == _as_ever()
    assert "\n".join(said).count("Анна") >= len(("message", "callback_query", "my_chat_member"))
    assert built == "True []"


def test_the_installed_pydantic_lets_only_what_is_used_be_built() -> None:
    """The canary: whether its private names do what they did, and whether its minor version is written down so."""
    minor = ".".join(VERSION.split(".")[:2])
    tried = f"from bot.telegram import lazy_models\nlazy_models.TRIED = {{{minor!r}}}\nlazy_models.import_aiogram()\n"

    built, known = map(int, _run(tried + COUNT)[0][0].split())

    assert 0 < built < known / 10, f"pydantic {VERSION} behaves otherwise: take {minor} out of TRIED"
    assert minor in lazy_models.TRIED, f"pydantic {VERSION} behaves as ever: put {minor} into TRIED"


def test_other_models_are_built_as_ever() -> None:
    own = "from pydantic import BaseModel\nclass Own(BaseModel):\n    x: int\nprint(Own.__pydantic_complete__)"
    assert _run(LAZY + own)[0] == ["True"]


OTHERWISE = "from bot.telegram import lazy_models\nlazy_models.{other}\nlazy_models.import_aiogram()\n"
SAYS_SO = f"pydantic {VERSION} was not tried: all of aiogram's models are built at once\n"


@pytest.mark.part(3)
@pytest.mark.parametrize(
    ("other", "log"), [("KNOWN = False", SAYS_SO), ("TRIED = {'1.0'}", SAYS_SO), ("rebuild_model_fields = None", "")]
)
def test_with_another_pydantic_all_is_built_at_once_and_the_log_says_so_once(other: str, log: str) -> None:
    [counted, *said], logged = _run(OTHERWISE.format(other=other) + COUNT + SAID)

    built, known = map(int, counted.split())
    assert built > known / 2
    assert said == _as_ever()
    assert logged == log
