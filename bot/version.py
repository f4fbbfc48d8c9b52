"""Which Reper this is: in the log, in /metrics, in /healthz, and for `--version`."""

from typing import Final

VERSION: Final = "0.3.0"
"""As in pyproject.toml; a test holds the two together."""
