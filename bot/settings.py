"""Settings from the environment and `.env`. A missing or malformed one is one clear sentence that names it."""

import re
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.cluster.roles import ALL, EVERY, ProcessRole, read_roles
from bot.env_file import EnvFileError, look_at_file
from sales.checkins.slot_list import WrongAskingError, WrongSlotsError, check_slots, make_asking, parse_slots
from sales.core.clock import zone_names
from sales.core.errors import ReperError
from storage.backups.rotation import Keep
from storage.engine.connections.address import is_sqlite, read_address, sqlite_url

TELEGRAM = "https://api.telegram.org"
TELEGRAMS_PORTS = frozenset({443, 80, 88, 8443})
LANGUAGES = ("ru", "en")
EVERYWHERE = frozenset({"0.0.0.0", "::", "localhost"})  # noqa: S104  compared with, not listened on
MINUTES = "minutes, a whole number from 0 to 60"
TIMES = "times in order, such as 12:00,16:00,18:00"
COPIES = "how many to keep, a whole number from 0 to 1000"
EXPECTED = {
    "language": "ru or en",
    "log_level": "DEBUG, INFO, WARNING or ERROR",
    "checkin_ask_before": MINUTES,
    "checkin_remind_before": MINUTES,
    "backup_hourly": COPIES,
    "backup_daily": COPIES,
    "backup_weekly": COPIES,
    "places_days": "days, a whole number from 1 to 3650",
    "rich_tables": "true or false",
    "database_pool": "how many connections, a whole number from 3 to 100",
    "health_port": "a port such as 8081, or 0 for none",
    "http_port": "a port such as 8082, or 0 for none",
    "hook_private": "true or false",
}
"""Where pydantic's own words would say too little; a validator of ours says it in its ValueError."""


F = TypeVar("F", str, Path)


class SettingError(ReperError):
    """A setting is missing or cannot be read; the text names it and shows an example."""


def _zone(value: str) -> str:
    if value not in zone_names():
        raise ValueError("a zone name such as Europe/Moscow")
    return value


def _address(value: str) -> str:
    if not _is_address(value):
        raise ValueError("an address such as http://127.0.0.1:8081")
    return value.rstrip("/")


def _is_address(value: str) -> bool:
    """Of the web: a host, perhaps a port and a path, and nothing behind them."""
    try:
        parts = urlsplit(value)
        is_whole = all((parts.hostname or "").removesuffix(".").split(".")) and parts.port != 0
    except ValueError:  # half an IPv6 address, a port that is none
        return False
    clear = not (parts.query or parts.fragment or any(sign.isspace() for sign in value))
    return is_whole and clear and parts.scheme in {"http", "https"}


def _public_address(value: str) -> str:
    try:
        return _address(value) if value else ""
    except ValueError:
        raise ValueError("an address such as https://reper.example.org, or nothing") from None


def _webhook_address(value: str) -> str:
    """Its path is a place at the door, and none that has something behind it already, nor a pattern of several."""
    try:
        found = _address(value) if value else ""
        is_free = not re.match(r"/(?:api|app|hook)(?:/|$)|.*[{}]", urlsplit(found).path)
    except ValueError:
        is_free = False
    if not is_free:
        raise ValueError("an address such as https://reper.example.org/telegram, not at /api, /app or /hook")
    return found


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise ValueError("up to 256 of A-Z, a-z, 0-9, _ and -, as Telegram takes them")
    return value


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError("the line that BotFather gave you, such as 123456:AAH-…")
    return value


def _folder(value: F) -> F:
    """A shell would read more of it than we do, and a folder named «~» would be made where nobody looks."""
    if value and re.match(r"\s*$|[~$]|[a-z]{2,}:/", str(value)):
        raise ValueError("a folder with its whole path, such as /var/lib/reper: ~, $ and file: are not read here")
    return value


def _roles(value: str) -> str:
    read_roles(value)
    return value


def _database(value: str) -> str:
    return read_address(value)


def _language(value: object) -> object:
    """Desktops keep a list of locales of their own under this very name: the first that we speak, or Russian."""
    if not isinstance(value, str) or not {"_", ":"} & set(value):
        return value
    spoken = [locale[:2] for locale in value.split(":") if locale[:2] in LANGUAGES]
    return (spoken or LANGUAGES)[0]


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _slots(value: str) -> str:
    try:
        parse_slots(value)
    except WrongSlotsError as error:
        raise ValueError(TIMES) from error
    if not all(part.strip() for part in value.split(",")):  # as where a variable that stood there was empty
        raise ValueError(f"{TIMES}, and one is missing")
    return value


def _hour(value: str) -> str:
    hour, _, minute = value.partition(":")
    if not (len(value) == 5 and value.isascii() and hour.isdigit() and minute.isdigit()):  # noqa: PLR2004
        raise ValueError("a time such as 18:00")
    if int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004
        raise ValueError("a time such as 18:00")
    return value


class Settings(BaseSettings):
    """Those from CHECKIN_SLOTS to DAY_CLOSE are defaults for a new department."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # a Windows editor puts a mark before the first name
        env_ignore_empty=True,  # `NAME=` in .env means what the default means
        str_strip_whitespace=True,
        extra="ignore",
        frozen=True,
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    telegram_api_url: Annotated[str, AfterValidator(_address)] = TELEGRAM
    database_url: Annotated[str, AfterValidator(_database)] = ""
    database_pool: Annotated[int, Field(ge=3, le=100)] = 5
    roles: Annotated[str, AfterValidator(_roles)] = ALL
    data_dir: Annotated[Path, AfterValidator(_folder)] = Path("data")
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    language: Annotated[Literal["ru", "en"], BeforeValidator(_language)] = "ru"
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"
    checkin_slots: Annotated[str, AfterValidator(_slots)] = "12:00,16:00,18:00"
    checkin_ask_before: Annotated[int, Field(ge=0, le=60)] = 15
    checkin_remind_before: Annotated[int, Field(ge=0, le=60)] = 5
    day_close: Annotated[str, AfterValidator(_hour)] = "18:00"
    backup_dir: Annotated[str, AfterValidator(_folder)] = ""
    backup_hourly: Annotated[int, Field(ge=0, le=1000)] = 24
    backup_daily: Annotated[int, Field(ge=0, le=1000)] = 14
    backup_weekly: Annotated[int, Field(ge=0, le=1000)] = 8
    places_days: Annotated[int, Field(ge=1, le=3650)] = 90
    rich_tables: bool = True
    health_host: str = "127.0.0.1"
    health_port: Annotated[int, Field(ge=0, le=65535)] = 0
    http_host: str = "127.0.0.1"
    http_port: Annotated[int, Field(ge=0, le=65535)] = 0
    public_url: Annotated[str, AfterValidator(_public_address)] = ""
    hook_private: bool = False
    webhook_url: Annotated[str, AfterValidator(_webhook_address)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_webhook_secret), Field(repr=False)] = SecretStr("")

    @property
    def database(self) -> str:
        """Its address: DATABASE_URL, or SQLite's file in DATA_DIR."""
        return self.database_url or sqlite_url(self.data_dir / "reper.db")

    @property
    def role_set(self) -> frozenset[ProcessRole]:
        return read_roles(self.roles)

    @property
    def app_url(self) -> str:
        """Where the Mini App stands; empty where nobody could open it: Telegram opens https alone."""
        is_opened = self.public_url.startswith("https://") or self.telegram_api_url != TELEGRAM
        return f"{self.public_url}/app" if self.public_url and self.http_port and is_opened else ""

    @property
    def backups(self) -> Path:
        """The folder: BACKUP_DIR, or one in DATA_DIR."""
        return Path(self.backup_dir) if self.backup_dir else self.data_dir / "backups"

    @property
    def keep(self) -> Keep:
        return Keep(self.backup_hourly, self.backup_daily, self.backup_weekly)

    @model_validator(mode="after")
    def _suit(self) -> Self:
        if self.role_set != EVERY and is_sqlite(self.database):
            raise ValueError("ROLES must be all with SQLite: one process does everything there.")
        hosts = {self.http_host, self.health_host}
        if self.http_port and self.http_port == self.health_port and (len(hosts) == 1 or hosts & EVERYWHERE):
            raise ValueError("HEALTH_PORT and HTTP_PORT must be two ports.")
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise ValueError("WEBHOOK_URL needs a WEBHOOK_SECRET, by which Telegram is known.")
        if self.webhook_url and not self.http_port:
            raise ValueError("WEBHOOK_URL needs an HTTP_PORT, to which your proxy hands on what Telegram posts.")
        if self.webhook_url.startswith("http://") and self.telegram_api_url == TELEGRAM:
            raise ValueError("WEBHOOK_URL must begin with https://, for Telegram posts nowhere else.")
        if self.telegram_api_url == TELEGRAM and (urlsplit(self.webhook_url).port or 443) not in TELEGRAMS_PORTS:
            raise ValueError("WEBHOOK_URL must be on port 443, 80, 88 or 8443, for Telegram posts to no other.")
        return self

    @model_validator(mode="after")
    def _agree(self) -> Self:
        try:
            asking = make_asking(self.checkin_ask_before, self.checkin_remind_before)
        except WrongAskingError as error:
            raise ValueError("CHECKIN_REMIND_BEFORE must not be more than CHECKIN_ASK_BEFORE.") from error
        try:
            check_slots(parse_slots(self.checkin_slots, asking), asking)
        except WrongSlotsError as error:
            raise ValueError("CHECKIN_SLOTS stand closer together than CHECKIN_ASK_BEFORE minutes.") from error
        return self


def read_settings(**given: object) -> Settings:
    """The settings of this process. Raises SettingError with a sentence for a person."""
    try:
        look_at_file(Path(".env"), [each.upper() for each in Settings.model_fields])
        return Settings(**given)  # type: ignore[arg-type]
    except EnvFileError as error:
        raise SettingError(str(error)) from None
    except ValidationError as error:
        raise SettingError(_sentence(error.errors()[0])) from None  # its own text would quote the value


def _sentence(error: ErrorDetails) -> str:
    said = str(error["msg"]).removeprefix("Value error, ")
    if not error["loc"]:  # about two settings at once
        return f"{said} config.example.env shows every setting."
    field = str(error["loc"][0])
    if error["type"] == "missing":
        return f"{field.upper()} is not set. Put it into .env; config.example.env shows every setting."
    expected = EXPECTED.get(field, said)
    return f"{field.upper()} cannot be read: expected {expected}. config.example.env shows every setting."
