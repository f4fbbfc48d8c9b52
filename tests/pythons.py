"""
`make pythons`: the suite on each Python that we say we run on, in a folder of its own for each.

Those that the machine has, pyenv's among them; where it lacks one, uv brings it, if it may. TESTS names another
selection.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
FOLDER = Path(".pythons")
UV = shutil.which("uv")


def main(asked: Sequence[str]) -> int:
    """0 when the suite was green on each Python that was to be had, and on one at least."""
    told = {version: _try(version) for version in asked or PYTHONS}
    print(*(f"{version:6} {said}" for version, said in told.items()), sep="\n")
    return 0 if "green" in told.values() and "red" not in told.values() else 1


def _try(version: str) -> str:
    python = FOLDER / version / "bin" / "python"
    if not (python.exists() or _make(version)):
        return "not to be had here"
    install = [UV, "pip", "install", "--python", str(python)] if UV else [str(python), "-m", "pip", "install"]
    subprocess.run([*install, "-q", "--require-hashes", "-r", "requirements-dev.lock"], check=True)
    tests = os.environ.get("TESTS", "tests").split()
    workers = os.environ.get("WORKERS", "auto")
    done = subprocess.run([python, "-m", "pytest", "-q", "-n", workers, "-m", "not long", *tests], check=False)
    return "green" if done.returncode == 0 else "red"


def _make(version: str) -> bool:
    """A folder with that Python; False where there is none."""
    FOLDER.mkdir(exist_ok=True)
    place, found = FOLDER / version, _find(version)
    if UV:
        made = subprocess.run([UV, "venv", "-q", "--no-project", "--python", found or version, place], check=False)
    elif found:
        made = subprocess.run([found, "-m", "venv", place], check=False)
    else:
        return False
    return made.returncode == 0


def _find(version: str) -> str | None:
    """Of this machine; what pyenv has put on the path may be a name without a Python behind it."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    named = [shutil.which(f"python{version}"), *sorted(map(str, pyenv.glob(f"{version}.*/bin/python")))]
    works = (
        each for each in named if each and not subprocess.run([each, "-V"], check=False, capture_output=True).returncode
    )
    return next(works, None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
