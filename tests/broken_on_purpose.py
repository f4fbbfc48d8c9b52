"""Code that is wrong on purpose, shown to mypy as the project is: a seam that a check reads must not let it through."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]

ERROR = re.compile(r"^[^:]*:(?P<line>\d+): error: (?P<text>.*)$")


def mypy_errors(source: str) -> list[str]:
    """Each error as «line: message  [code]», by the project's own settings; the first line of `source` is line 1.

    Raises RuntimeError where mypy could not check at all. The first run on a machine reads the whole project: a minute.
    """
    with TemporaryDirectory() as folder:
        (Path(folder) / "wrong.py").write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(Path(folder) / "wrong.py")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stdout + done.stderr)
    found = (ERROR.match(line) for line in done.stdout.splitlines())
    return [f"{each['line']}: {each['text']}" for each in found if each is not None]
