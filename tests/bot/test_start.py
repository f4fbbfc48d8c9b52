"""The start speaks: one sentence and code 2 for what no waiting mends, and files that are their user's alone."""

import os
import shutil
import socket
import sqlite3
import stat
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.version import VERSION
from simulator.front.process import ROOT
from tests.bot.forked import run

Breaks = Callable[[Path], None]


def sentence(folder: Path, *arguments: str, **env: str) -> str:
    """What was said, once it is known to be one line, without a trace, and the end with code 2."""
    said = run(folder, *(arguments or ("migrate",)), **env)
    assert said.stdout == "False 2\n", said.stderr
    (line,) = said.stderr.splitlines()
    return line


@pytest.fixture
def house(database_file: Path, tmp_path: Path) -> Path:
    """A folder of data with a whole database."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(database_file, folder / "reper.db")
    return folder


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    for folder in (tmp_path / "file" / "data", Path("/proc/no-such")):
        assert f"DATA_DIR: {folder} cannot be written" in sentence(tmp_path, DATA_DIR=str(folder))


@pytest.mark.parametrize("command", [("run",), ("owner-link",), ("restore", "backup.db")])
def test_every_command_names_a_folder_that_is_a_file(command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()

    said = run(tmp_path, *command, DATA_DIR=str(tmp_path / "notes.txt"))

    assert said.stdout.endswith(" 2\n"), said.stderr
    (line,) = said.stderr.splitlines()
    assert line.startswith(f"DATA_DIR: {tmp_path / 'notes.txt'} cannot be written (File exists). Make it a folder")


def test_the_folder_of_an_own_database_file_is_named_by_its_setting(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    said = sentence(tmp_path, DATABASE_URL=f"sqlite+aiosqlite:///{tmp_path / 'file' / 'sales.db'}")

    assert said.startswith(f"DATABASE_URL: {tmp_path / 'file'} cannot be written")


def test_a_folder_in_the_databases_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "reper.db").mkdir()

    assert sentence(tmp_path).startswith(f"{tmp_path / 'reper.db'} is a folder where the database file should be.")


@pytest.mark.parametrize("place", ["disk/reper.db", "reper.db"])
def test_a_link_to_what_is_not_there_makes_no_new_house(place: str, tmp_path: Path) -> None:
    """As where its disk is not mounted; or one that leads to itself."""
    file = tmp_path / "reper.db"
    file.symlink_to(tmp_path / place)

    for env in ({}, {"DATABASE_URL": f"sqlite+aiosqlite:///{file}"}):
        assert sentence(tmp_path, **env).startswith(f"{file} is a link to what is not there. ")
    assert not (tmp_path / "disk").exists()


def test_a_pipe_in_the_databases_place_is_not_waited_for(tmp_path: Path) -> None:
    """`/dev/null` was closed to everybody once."""
    os.mkfifo(tmp_path / "reper.db")
    (tmp_path / "reper.db").chmod(0o666)

    assert sentence(tmp_path).startswith(f"{tmp_path / 'reper.db'} is no file where the database file should be.")
    assert mode(tmp_path / "reper.db") == 0o666


@pytest.mark.parametrize("ending", ["-wal", "-shm", ".lock", ".hand", ".hand.lock"])
@pytest.mark.parametrize("command", ["run", "migrate"])
def test_what_is_not_ours_beside_the_database_is_named(command: str, ending: str, house: Path, tmp_path: Path) -> None:
    """As after a `sudo python -m bot …`; root may write to everything, so it is a folder here."""
    (house / f"reper.db{ending}").mkdir()

    said = run(tmp_path, command, DATA_DIR=str(house))

    assert said.stdout.endswith(" 2\n")
    (line,) = said.stderr.splitlines()
    assert line.startswith(f"{house / f'reper.db{ending}'} cannot be written. It has to be a file that belongs to")


@pytest.mark.parametrize("tables", [["invoices"], ["invoices", "alembic_version"]])
def test_another_programs_database_is_left_as_it_is(tables: list[str], tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "reper.db")) as connection:
        for table in tables:
            connection.execute(f"CREATE TABLE {table} (version_num TEXT)")
            connection.execute(f"INSERT INTO {table} VALUES ('deadbeef')")
        connection.commit()
    before = (tmp_path / "reper.db").read_bytes()

    assert "is another program's database." in sentence(tmp_path)
    assert (tmp_path / "reper.db").read_bytes() == before


@pytest.mark.parametrize("door", ["HEALTH", "HTTP"])
@pytest.mark.parametrize("host", ["192.0.2.7", "a..b", "no-such-host.invalid", "2001:db8::7", "127.0.0.1:80"])
def test_an_address_of_another_machine_is_named_by_its_setting(host: str, door: str, tmp_path: Path) -> None:
    """Before anything of Telegram's is read, which takes ten seconds on a small machine."""
    said = sentence(tmp_path, "run", **{f"{door}_PORT": "8199", f"{door}_HOST": host})

    assert said == f"{door}_HOST {host} is no address of this machine. Put one into .env, such as 127.0.0.1."


@pytest.mark.parametrize("command", ["migrate", "owner-link", "backup"])
def test_a_server_that_nobody_knows_is_named_to_who_asks_once(command: str, tmp_path: Path) -> None:
    said = sentence(tmp_path, command, DATABASE_URL="postgresql://reper:secret@db.no-such-host.invalid:6432/reper")

    assert said.startswith("DATABASE_URL: the host db.no-such-host.invalid is not found (")


def test_a_server_that_lets_us_in_and_says_nothing_is_not_waited_for(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://reper@127.0.0.1:{silent.getsockname()[1]}/reper?connect_timeout=1"

        assert sentence(tmp_path, DATABASE_URL=address).startswith("The database does not answer (TimeoutError)")


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2 // 4096 * 4096)


def scribble(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"\xff" * 8192)


def is_a_text(file: Path) -> None:
    file.write_text("CREATE TABLE people;\n" * 999)


@pytest.mark.parametrize("breaks", [cut, scribble, is_a_text])
def test_a_damaged_database_says_how_to_restore_it(breaks: Breaks, house: Path, tmp_path: Path) -> None:
    backup = house / "backups" / "reper-20261128T120000Z.db"
    backup.parent.mkdir()
    shutil.copy(house / "reper.db", backup)
    breaks(house / "reper.db")

    said = sentence(tmp_path, DATA_DIR=str(house))

    assert "is damaged" in said
    assert f"python -m bot restore {backup}" in said


def leave_a_log(file: Path) -> Path:
    """As kill -9 leaves it: commits that no checkpoint has brought into the database yet."""
    kept = file.with_suffix(".kept")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        for number in range(5):
            connection.execute(
                "INSERT INTO wire (name, value, updated_at) VALUES (?, '1', '2026-11-20')", (f"n{number}",)
            )
        log = Path(f"{file}-wal")
        shutil.copy(log, kept)
    return kept.rename(log)


def test_a_log_that_a_death_leaves_is_played_in(house: Path, tmp_path: Path) -> None:
    leave_a_log(house / "reper.db")

    assert run(tmp_path, "migrate", DATA_DIR=str(house)).stdout == "False 0\n"
    with closing(sqlite3.connect(house / "reper.db")) as connection:
        assert connection.execute("SELECT count(*) FROM wire WHERE name LIKE 'n_'").fetchone() == (5,)


def test_a_damaged_log_beside_a_sound_database_is_said_and_left(house: Path, tmp_path: Path) -> None:
    """SQLite passes over it without a word, and writes over it."""
    log = leave_a_log(house / "reper.db")
    overwrite(log, 8, b"\xff")
    before = log.read_bytes()

    said = sentence(tmp_path, DATA_DIR=str(house))

    assert said.startswith(f"{log} is damaged, and what was recorded last cannot be read. Restore it: ")
    assert said.endswith(f" Or go on without that: mv {log} {log}.damaged")
    assert log.read_bytes() == before
    log.rename(f"{log}.damaged")
    assert run(tmp_path, "migrate", DATA_DIR=str(house)).stdout == "False 0\n"


def test_of_a_log_that_is_damaged_further_on_the_beginning_can_be_kept(house: Path, tmp_path: Path) -> None:
    log = leave_a_log(house / "reper.db")
    overwrite(log, log.stat().st_size // 2, b"\xff" * 64)

    said = sentence(tmp_path, DATA_DIR=str(house))

    advice = said.rpartition(": ")[2].split()
    assert advice[:2] == ["truncate", "-s"]
    assert advice[3] == str(log)
    os.truncate(log, int(advice[2]))
    assert run(tmp_path, "migrate", DATA_DIR=str(house)).stdout == "False 0\n"


def overwrite(file: Path, place: int, content: bytes) -> None:
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(content)


def run_sql(statement: str) -> Breaks:
    def change(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            connection.execute(statement)
        connection.close()

    return change


def keep_the_version_alone(file: Path) -> None:
    file.unlink()
    run_sql("CREATE TABLE alembic_version (version_num TEXT)")(file)


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (run_sql("DROP TABLE people"), "cannot be brought to this version (no such table"),
        (run_sql("DELETE FROM alembic_version"), "cannot be brought to this version (table"),
        (run_sql("INSERT INTO alembic_version VALUES ('0002')"), "cannot be brought to this version ("),
        (keep_the_version_alone, "has lost its tables"),
    ],
)
def test_a_house_that_is_not_whole_is_said_and_left(breaks: Breaks, said: str, house: Path, tmp_path: Path) -> None:
    breaks(house / "reper.db")

    assert said in sentence(tmp_path, DATA_DIR=str(house))


@pytest.mark.parametrize("command", ["migrate", "owner-link"])
def test_a_server_that_does_not_answer_is_said_to_who_asks_once(command: str, tmp_path: Path) -> None:
    said = sentence(tmp_path, command, DATABASE_URL="postgresql://reper@127.0.0.1:9/reper")

    assert said.startswith("The database does not answer (")


def test_backups_in_a_file_are_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()

    said = sentence(tmp_path, BACKUP_DIR=str(tmp_path / "notes.txt"))

    assert said == f"BACKUP_DIR: {tmp_path / 'notes.txt'} is a file. Name a folder for the backups."


def test_backups_that_cannot_be_made_where_they_should_are_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = str(tmp_path / "file" / "copies")

    assert sentence(tmp_path, BACKUP_DIR=folder).startswith(f"BACKUP_DIR: {folder} cannot be written (")
    none = {"BACKUP_HOURLY": "0", "BACKUP_DAILY": "0", "BACKUP_WEEKLY": "0"}
    assert run(tmp_path, "migrate", BACKUP_DIR=folder, **none).stdout == "False 0\n"


@pytest.mark.parametrize("written", ["LANGUAGE=русский".encode("cp1251"), "BOT_TOKEN=1:a".encode("utf-16")])
def test_an_env_file_in_other_letters_is_said(written: bytes, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(written)

    assert sentence(tmp_path).startswith(".env is not in UTF-8.")


def test_a_demo_on_no_port_is_said(tmp_path: Path) -> None:
    said = run(tmp_path, "demo", "--port", "70000")

    assert said.stderr.splitlines() == ["70000 is no port. Choose one: DEMO_PORT=8091 make demo"]


def test_a_demo_on_a_port_in_words_is_said(tmp_path: Path) -> None:
    assert run(tmp_path, "demo", "--port", "http").stderr.startswith("http is no port.")


def test_an_empty_file_is_no_new_house_where_there_are_backups(house: Path, tmp_path: Path) -> None:
    (house / "backups").mkdir()
    shutil.copy(house / "reper.db", house / "backups" / "reper-20261128T120000Z.db")
    os.truncate(house / "reper.db", 0)

    said = sentence(tmp_path, DATA_DIR=str(house))

    assert "is empty (0 bytes)" in said
    assert (house / "reper.db").stat().st_size == 0

    (house / "reper.db").unlink()
    assert "is not there, and backups of it are" in sentence(tmp_path, DATA_DIR=str(house))

    shutil.rmtree(house / "backups")
    assert run(tmp_path, "migrate", DATA_DIR=str(house)).stdout == "False 0\n"


def test_a_database_of_a_newer_version_is_left_as_it_is(house: Path, tmp_path: Path) -> None:
    with sqlite3.connect(house / "reper.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()

    before = (house / "reper.db").read_bytes()

    assert "of a newer version of Reper (0999)" in sentence(tmp_path, DATA_DIR=str(house))
    assert (house / "reper.db").read_bytes() == before


@pytest.mark.parametrize("door", ["HEALTH", "HTTP"])
def test_a_port_that_is_taken_ends_the_start(door: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = run(tmp_path, "run", **{f"{door}_PORT": port, "TELEGRAM_API_URL": "http://api.no-such-host.invalid"})

    assert said.stdout.endswith(" 2\n")
    *before, last = said.stderr.splitlines()
    assert last == f"{door}_PORT {port} is taken by another process. Put another one into .env, or 0 for none."
    assert not (tmp_path / "reper.db").exists()
    if door == "HTTP":  # told when all is read, and a host that nobody knows before that
        assert "TELEGRAM_API_URL: the host api.no-such-host.invalid is not found (" in before[0]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_made_is_its_users_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    run(tmp_path, "migrate", DATA_DIR=str(folder))
    run(tmp_path, "backup", DATA_DIR=str(folder))

    made = [path for path in folder.rglob("*") if path.is_file()]
    assert len(made) > 2
    assert {mode(path) for path in made} == {0o600}
    assert {mode(path) for path in (folder, folder / "backups")} == {0o700}


def test_what_an_older_version_left_open_is_closed_at_the_start(house: Path, tmp_path: Path) -> None:
    house.chmod(0o755)
    for name in ("reper.db", "reper.db.lock", "reper.db-wal", "reper.db.before-20261128T120000Z"):
        (house / name).touch()
        (house / name).chmod(0o644)
    (house / "of-somebody-else.txt").touch(mode=0o644)

    run(tmp_path, "migrate", DATA_DIR=str(house))

    assert mode(house) == 0o700
    assert {mode(path) for path in house.glob("reper.db*")} == {0o600}
    assert mode(house / "of-somebody-else.txt") != 0o600


def test_what_an_address_names_by_mistake_stays_open(tmp_path: Path) -> None:
    """`/etc/passwd` was closed once, before it was found to be no database."""
    folder, file = tmp_path / "etc", tmp_path / "etc" / "passwd"
    folder.mkdir()
    file.write_text("root:x:0:0:root:/root:/bin/bash\n")
    folder.chmod(0o755)
    file.chmod(0o644)

    said = run(tmp_path, "migrate", DATABASE_URL=f"sqlite+aiosqlite:///{file}", DATA_DIR=str(folder))

    assert "no SQLite database" in said.stderr
    assert (mode(folder), mode(file)) == (0o755, 0o644)


def test_a_folder_of_everybodys_stays_everybodys(tmp_path: Path) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    folder.chmod(0o1777)

    run(tmp_path, "migrate", DATA_DIR=str(folder))

    assert mode(folder) == 0o1777
    assert mode(folder / "reper.db") == 0o600


def test_the_version_is_told_and_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    assert project["version"] == VERSION


def test_version_is_an_option(tmp_path: Path) -> None:
    said = run(tmp_path, "--version")

    assert said.stdout.strip() == f"Reper {VERSION}"
