"""Figures for Prometheus. Counts and seconds only: nothing of a person is ever a label."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.version import VERSION
from storage.cluster.posts import Post

REGISTRY = CollectorRegistry()
"""Our own: what a library registers by itself is not told."""

UPDATES = Counter("reper_updates", "Updates taken in from Telegram", registry=REGISTRY)
HANDLED = Counter("reper_handled", "Updates handled, by outcome: done, failed", ["outcome"], registry=REGISTRY)
for _outcome in ("done", "failed"):
    HANDLED.labels(_outcome)  # born at the start: an increase over a series that begins at 1 is none
HANDLER_SECONDS = Histogram(
    "reper_handler_seconds",
    "From taking an update out of the inbox to its commit",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5),
    registry=REGISTRY,
)
SENDS = Counter(
    "reper_sends", "Calls that carry a message, by outcome; pause: Telegram's 429", ["outcome"], registry=REGISTRY
)
SENDS.labels("sent")  # the failures are born with their classes
TICK_LATE = Gauge(
    "reper_tick_late_seconds", "How much later than planned the last look at the clock began", registry=REGISTRY
)
INBOX = Gauge("reper_inbox_waiting", "Updates that wait to be handled", registry=REGISTRY)
OUTBOX = Gauge("reper_outbox_waiting", "Messages and edits that wait to be sent", registry=REGISTRY)
INBOX_AGE = Gauge("reper_inbox_age_seconds", "Of the oldest update that waits", registry=REGISTRY)
OUTBOX_AGE = Gauge("reper_outbox_age_seconds", "Of the oldest message that might have gone out", registry=REGISTRY)
LEADER = Gauge("reper_leader", "1 in the process that keeps the time", registry=REGISTRY)
HEARTBEAT_AGE = Gauge(
    "reper_heartbeat_age_seconds", "Since the holder of a post was heard of; NaN on SQLite", ["post"], registry=REGISTRY
)
for _post in Post:
    HEARTBEAT_AGE.labels(_post).set(float("nan"))
BACKUP_AGE = Gauge("reper_backup_age_seconds", "Since the newest backup; NaN where there is none", registry=REGISTRY)
WELL = Gauge("reper_well", "1 when /healthz says 200", registry=REGISTRY)

ProcessCollector(registry=REGISTRY)  # processor, memory, open files; nothing where there is no /proc

BUILD = Gauge("reper_build_info", "1, with the version of this program", ["version"], registry=REGISTRY)
BUILD.labels(VERSION).set(1)


def page() -> bytes:
    """In the text format that Prometheus reads."""
    return generate_latest(REGISTRY)
