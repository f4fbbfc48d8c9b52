"""
The command line in a process that was forked with its modules read: what it says is tried thirty times, what it costs
to begin is not. That it begins by itself, and what it reads for that, test_command_line.py tries.
"""

import os
import sys
from multiprocessing import get_context
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from bot.__main__ import main
from simulator.front.process import ROOT

TOKEN = "123456:AAH-secret"
PATIENCE = 60
OURS = frozenset({"PATH", "HOME", "XDG_RUNTIME_DIR"})

_forks = get_context("forkserver")
_forks.set_forkserver_preload(["bot.commands", "storage.backups.backup", "storage.engine.migrate", "tests.bot.forked"])


def run(folder: Path, *arguments: str, **env: str) -> CompletedProcess[str]:
    """As `tests.bot.test_command_line.run`: also whether aiogram was read, and the code."""
    kept = {name: value for name, value in os.environ.items() if name in OURS}
    settings = kept | {"PYTHONPATH": str(ROOT), "BOT_TOKEN": TOKEN, "DATA_DIR": str(folder)} | env
    with TemporaryDirectory() as place:
        said, wrong = Path(place, "said"), Path(place, "wrong")
        process = _forks.Process(target=_command, args=(folder, settings, arguments, said, wrong))
        process.start()
        process.join(PATIENCE)
        code = process.exitcode
        process.kill()
        process.join()
        process.close()
        assert code is not None, f"it did not end: {wrong.read_text()}"
        return CompletedProcess(arguments, code, said.read_text(), wrong.read_text())


def _command(folder: Path, settings: dict[str, str], arguments: tuple[str, ...], said: Path, wrong: Path) -> None:
    for descriptor, path in ((1, said), (2, wrong)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)
    code = main(arguments)
    print("aiogram" in sys.modules, code)  # noqa: T201
