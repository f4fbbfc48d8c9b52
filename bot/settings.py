"""Settings from the environment and `.env`. A missing or malformed one is one clear sentence that names it."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from sales.errors import ReperError
from sales.slot_list import WrongSlotsError, parse_slots
from storage.database import sqlite_url

TELEGRAM = "https://api.telegram.org"


class SettingError(ReperError):
    """A setting is missing or cannot be read; the text names it and shows an example."""


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("a zone name such as Europe/Moscow")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("an address such as http://127.0.0.1:8081")
    return value.rstrip("/")


def _token(value: SecretStr) -> SecretStr:
    number, _, secret = value.get_secret_value().partition(":")
    if not (number.isascii() and number.isdigit() and secret):
        raise ValueError("the line that BotFather gave you, such as 123456:AAH-…")
    return value


def _database(value: str) -> str:
    if value and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("empty, or an address such as postgresql+asyncpg://user:password@127.0.0.1/reper")
    return value


def _slots(value: str) -> str:
    try:
        parse_slots(value)
    except WrongSlotsError as error:
        raise ValueError("times in order, such as 12:00,16:00,18:00") from error
    return value


def _hour(value: str) -> str:
    hour, _, minute = value.partition(":")
    if not (len(value) == 5 and value.isascii() and hour.isdigit() and minute.isdigit()):  # noqa: PLR2004
        raise ValueError("a time such as 18:00")
    if int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004
        raise ValueError("a time such as 18:00")
    return value


class Settings(BaseSettings):
    """The last five of the list are defaults for a new department."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    telegram_api_url: Annotated[str, AfterValidator(_address)] = TELEGRAM
    database_url: Annotated[str, AfterValidator(_database)] = ""
    data_dir: Path = Path("data")
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Moscow"
    language: Literal["ru", "en"] = "ru"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    checkin_slots: Annotated[str, AfterValidator(_slots)] = "12:00,16:00,18:00"
    checkin_ask_before: Annotated[int, Field(ge=0, le=60)] = 15
    checkin_remind_before: Annotated[int, Field(ge=0, le=60)] = 5
    day_close: Annotated[str, AfterValidator(_hour)] = "18:00"

    @property
    def database(self) -> str:
        return self.database_url or sqlite_url(self.data_dir / "reper.db")


def read_settings(**given: object) -> Settings:
    """The settings of this process. Raises SettingError with a sentence for a person."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingError(_sentence(error)) from error


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    name = str(first["loc"][0]).upper()
    if first["type"] == "missing":
        return f"{name} is not set. Put it into .env; config.example.env shows every setting."
    expected = str(first["msg"]).removeprefix("Value error, ")
    return f"{name} cannot be read: expected {expected}. config.example.env shows every setting."
