"""Settings: one clear sentence for each that cannot be read, and an example file that agrees with the code."""

from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.settings import SettingError, Settings, read_settings
from tests.rows import each_row

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "config.example.env"
TOKEN = "123456:AAH-secret"
DEMO_ONLY = {"DEMO_PORT"}
"""Read by the demo, which runs without a token."""


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def write(text: str, *, encoding: str = "utf-8") -> None:
    Path(".env").write_text(text, encoding=encoding)


@each_row(
    ("line", "sentence"),
    [
        ("BOT_TOKEN=hello", "BOT_TOKEN cannot be read: expected the line that BotFather gave you"),
        ("BOT_TOKEN=٣٤:AAH", "BOT_TOKEN cannot be read: expected the line that BotFather gave you"),
        ("BOT_TOKEN=123:AAH bad", "BOT_TOKEN cannot be read: expected the line that BotFather gave you"),
        ("TELEGRAM_API_URL=http://[", "TELEGRAM_API_URL cannot be read: expected an address such as http://"),
        ("TELEGRAM_API_URL=http://host:port", "TELEGRAM_API_URL cannot be read: expected an address such as http://"),
        ("PUBLIC_URL=https://two words", "PUBLIC_URL cannot be read: expected an address such as https://"),
        ("PUBLIC_URL=https://x.org?page=1", "PUBLIC_URL cannot be read: expected an address such as https://"),
        ("HTTP_PORT=8082\nHEALTH_PORT=8082", "HEALTH_PORT and HTTP_PORT must be two ports."),
        (
            "WEBHOOK_URL=https://x.org:8099/t\nWEBHOOK_SECRET=abc\nHTTP_PORT=8082",
            "WEBHOOK_URL must be on port 443, 80, 88 or 8443",
        ),
        ("TELEGRAM_API_URL=127.0.0.1:8081", "TELEGRAM_API_URL cannot be read: expected an address such as http://"),
        ("DATABASE_URL=mysql://x", "DATABASE_URL cannot be read: expected empty, or an address such as postgresql"),
        ("DATABASE_URL=postgres://u@h/db?foo=bar", "DATABASE_URL cannot be read: expected an address without “foo”"),
        ("TIMEZONE=Moscow", "TIMEZONE cannot be read: expected a zone name such as Europe/Moscow."),
        ("LANGUAGE=de", "LANGUAGE cannot be read: expected ru or en."),
        ("LOG_LEVEL=loud", "LOG_LEVEL cannot be read: expected DEBUG, INFO, WARNING or ERROR."),
        ("CHECKIN_SLOTS=noon", "CHECKIN_SLOTS cannot be read: expected times in order, such as 12:00,16:00,18:00."),
        ("CHECKIN_SLOTS=16:00,12:00", "CHECKIN_SLOTS cannot be read: expected times in order"),
        ("CHECKIN_SLOTS=12:00,,18:00", "CHECKIN_SLOTS cannot be read: expected times in order, such as 12:00,16:00"),
        ("CHECKIN_SLOTS=12:00,18:00,", "CHECKIN_SLOTS cannot be read: expected times in order, such as 12:00,16:00"),
        ("ROLES=,", "ROLES cannot be read: expected all, or some of intake, worker, clock with commas"),
        ("ROLES=all,", "ROLES cannot be read: expected all, or some of intake, worker, clock with commas between them"),
        ("DATA_DIR=~/reper", "DATA_DIR cannot be read: expected a folder with its whole path, such as /var/lib/reper"),
        ("BACKUP_DIR=$HOME/copies", "BACKUP_DIR cannot be read: expected a folder with its whole path"),
        ("HTTP_PORT=8082\nHEALTH_PORT=8082\nHEALTH_HOST=0.0.0.0", "HEALTH_PORT and HTTP_PORT must be two ports."),
        ("HTTP_PORT=8082\nHEALTH_PORT=8082\nHTTP_HOST=localhost", "HEALTH_PORT and HTTP_PORT must be two ports."),
        ("DATABASE_URL=postgresql://u@h:5432", "DATABASE_URL cannot be read: expected an address with the name of a"),
        (
            "DATABASE_URL=postgres://u@h/",
            "DATABASE_URL cannot be read: expected an address with the name of a database",
        ),
        ("DATABASE_URL=postgres://u@h/d?connect_timeout=soon", "DATABASE_URL cannot be read: expected connect_timeout"),
        ("DATABASE_URL=postgres://u@h/d?port=abc", "DATABASE_URL cannot be read: expected port as a whole number"),
        ("DATABASE_URL=postgres://u@h/d?target_session_attrs=standby", "DATABASE_URL cannot be read: expected target_"),
        ("WEBHOOK_URL=https://x.org/api/v1/leads", "WEBHOOK_URL cannot be read: expected an address such as https://"),
        ("WEBHOOK_URL=https://x.org/app", "WEBHOOK_URL cannot be read: expected an address such as https://"),
        ("WEBHOOK_URL=https://x.org/{token}", "WEBHOOK_URL cannot be read: expected an address such as https://"),
        ("DATA_DIR=file:///srv/reper", "DATA_DIR cannot be read: expected a folder with its whole path"),
        ("DATA_DIR=${NOWHERE_SET}/data", ".env: DATA_DIR names NOWHERE_SET, which is not set."),
        ("ROLES=intake,${MORE_ROLES}", ".env: ROLES names MORE_ROLES, which is not set."),
        ("TELEGRAM_API_URL=https://..", "TELEGRAM_API_URL cannot be read: expected an address such as http://"),
        (
            "DATABASE_URL=sqlite+aiosqlite:////srv/r.db?mode=ro",
            "DATABASE_URL cannot be read: expected an address without",
        ),
        (
            "DATABASE_URL=postgres://u@h/d?options=-c%20a=1",
            "DATABASE_URL cannot be read: expected an address without -c",
        ),
        ("LOG_LEVEL INFO", ".env: line 2 cannot be read: expected NAME=value."),
        ("\n\n# a note\nTIMEZONE", ".env: line 5 cannot be read: expected NAME=value."),
        ('TIMEZONE="Europe/Moscow', ".env: line 2 cannot be read: expected NAME=value."),
        ("DATABASE_ULR=postgresql://u@h/d", ".env: DATABASE_ULR is no setting; DATABASE_URL is."),
        ("export checkin_slot=12:00", ".env: checkin_slot is no setting; CHECKIN_SLOTS is."),
        ("CHECKIN_SLOTS=12:00,12:20\nCHECKIN_ASK_BEFORE=30", "CHECKIN_SLOTS stand closer together than"),
        ("CHECKIN_ASK_BEFORE=soon", "CHECKIN_ASK_BEFORE cannot be read: expected minutes, a whole number from 0 to 60"),
        ("CHECKIN_ASK_BEFORE=61", "CHECKIN_ASK_BEFORE cannot be read: expected minutes, a whole number from 0 to 60"),
        ("CHECKIN_REMIND_BEFORE=-1", "CHECKIN_REMIND_BEFORE cannot be read: expected minutes"),
        ("CHECKIN_ASK_BEFORE=5\nCHECKIN_REMIND_BEFORE=10", "CHECKIN_REMIND_BEFORE must not be more than"),
        (
            "BACKUP_HOURLY=all",
            "BACKUP_HOURLY cannot be read: expected how many to keep, a whole number from 0 to 1000.",
        ),
        ("BACKUP_WEEKLY=-1", "BACKUP_WEEKLY cannot be read: expected how many to keep"),
        ("RICH_TABLES=maybe", "RICH_TABLES cannot be read: expected true or false."),
        ("HEALTH_PORT=65536", "HEALTH_PORT cannot be read: expected a port such as 8081, or 0 for none."),
        ("DAY_CLOSE=18", "DAY_CLOSE cannot be read: expected a time such as 18:00."),
        ("DAY_CLOSE=24:00", "DAY_CLOSE cannot be read: expected a time such as 18:00."),
        ("DAY_CLOSE=١٨:٠٠", "DAY_CLOSE cannot be read: expected a time such as 18:00."),
    ],
)
def test_a_malformed_setting_is_one_sentence_that_names_it(line: str, sentence: str) -> None:
    write(f"BOT_TOKEN={TOKEN}\n{line}\n")

    with pytest.raises(SettingError) as caught:
        read_settings()

    said = str(caught.value)
    assert said.startswith(sentence)
    assert said.endswith("config.example.env shows every setting.")
    assert "\n" not in said


def test_what_others_keep_in_the_file_is_left_to_them() -> None:
    write(f"BOT_TOKEN={TOKEN}\nHTTP_PROXY=http://p\nPOSTGRES_PASSWORD=a\nLANG=C\ntimezone=Asia/Omsk\nDEMO_PORT=\n")

    assert read_settings().timezone == "Asia/Omsk"


def test_a_value_may_name_what_stands_above_it_or_has_something_in_its_place() -> None:
    write(f"BOT_TOKEN={TOKEN}\nROOT=/srv\nDATA_DIR=${{ROOT}}/reper\nBACKUP_DIR=${{ELSEWHERE:-/mnt}}/copies\n")

    assert (str(read_settings().data_dir), read_settings().backup_dir) == ("/srv/reper", "/mnt/copies")


def test_a_link_to_what_is_not_there_is_said() -> None:
    Path(".env").symlink_to("gone.env")

    with pytest.raises(SettingError, match=r"^\.env is a link to what is not there\."):
        read_settings(bot_token=TOKEN)


def test_a_folder_in_the_files_place_is_said() -> None:
    """Docker makes it of a file that is to be mounted and is not there."""
    Path(".env").mkdir()

    with pytest.raises(SettingError, match=r"^\.env is a folder where the file of settings should be\."):
        read_settings(bot_token=TOKEN)


@pytest.mark.parametrize("text", ["", "BOT_TOKEN=", "BOT_TOKEN=   "])
def test_a_missing_token_is_said_so(text: str) -> None:
    write(text)

    with pytest.raises(SettingError, match=r"^BOT_TOKEN is not set\. Put it into \.env;"):
        read_settings()


def test_a_bad_token_is_not_quoted() -> None:
    with pytest.raises(SettingError) as caught:
        read_settings(bot_token="not-a-number:SECRET")

    assert "SECRET" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_file_from_a_windows_editor_is_read() -> None:
    write(f"BOT_TOKEN={TOKEN}\r\nTIMEZONE=Asia/Omsk\r\n", encoding="utf-8-sig")

    assert read_settings().timezone == "Asia/Omsk"


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write(f"BOT_TOKEN={TOKEN}\nTIMEZONE=Asia/Omsk\n")
    monkeypatch.setenv("TIMEZONE", "Asia/Tomsk")

    assert read_settings().timezone == "Asia/Tomsk"


@pytest.mark.parametrize(
    ("value", "language"),
    [("ru", "ru"), ("en", "en"), ("en_US:en", "en"), ("ru_RU.UTF-8", "ru"), ("de_DE:de:en", "en"), ("de_DE:de", "ru")],
)
def test_a_desktops_own_language_variable_does_no_harm(
    value: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", value)

    assert read_settings(bot_token=TOKEN).language == language


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    settings = read_settings(bot_token=TOKEN, data_dir=tmp_path / "here")

    assert settings.database == f"sqlite+aiosqlite:///{tmp_path}/here/reper.db"


def test_backups_lie_in_the_data_folder_unless_another_disk_is_named(tmp_path: Path) -> None:
    assert read_settings(bot_token=TOKEN, data_dir=tmp_path).backups == tmp_path / "backups"
    assert read_settings(bot_token=TOKEN, backup_dir="/mnt/copies").backups == Path("/mnt/copies")


def test_the_token_is_not_shown_with_the_settings() -> None:
    assert "secret" not in repr(read_settings(bot_token=TOKEN))


def test_the_example_names_every_setting_and_no_other() -> None:
    assert {name.lower() for name in dotenv_values(EXAMPLE).keys() - DEMO_ONLY} == set(Settings.model_fields)


def test_the_example_shows_the_defaults() -> None:
    write(EXAMPLE.read_text(encoding="utf-8").replace("BOT_TOKEN=", f"BOT_TOKEN={TOKEN}"))

    assert read_settings() == Settings(bot_token=TOKEN, _env_file=None)  # type: ignore[arg-type, call-arg]


def test_every_setting_of_the_example_is_explained_above_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line
