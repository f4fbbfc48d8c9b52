"""The database brought to this version before anybody works on it."""

from pathlib import Path

from sqlalchemy.engine import make_url

from storage.backups.restore import refuse_half_restored
from storage.engine.schema import is_current


async def bring_up(url: str) -> None:
    """Raises RestoreError where a restore broke off half-way, and MigrationError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        refuse_half_restored(Path(parsed.database or ""))
    if not await is_current(url):
        from storage.engine.migrate import migrate  # noqa: PLC0415  nine megabytes, needed once a version

        await migrate(url)
