"""All that may be asked at the door, and who hears what has come in by it. Another feature adds its lines here."""

from collections.abc import Mapping

from handlers.door.endpoint import Endpoint, Hearer

ENDPOINTS: tuple[Endpoint, ...] = ()

HEARERS: Mapping[str, Hearer] = {}
"""By `Inbound.what`. A name stands in rows of the inbox: rename none."""
