"""Who keeps the time looks after those that have ended: what they had in the air is anybody's again."""

import asyncio
import logging

from bot.cluster.cluster import Cluster
from bot.delivery.sender import recover_claims
from bot.signals import Signals
from storage.database import Database
from storage.engine.connections.trouble import is_database_trouble

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0


async def bury_the_dead(ours: Database, cluster: Cluster, signals: Signals) -> None:
    """Look now and then, until cancelled. Raises FenceError where another process keeps the time."""
    while True:
        try:
            if await bury(ours, cluster):
                signals.outbox.set()
                signals.outbox.call_others()
        except Exception as error:
            if not is_database_trouble(error):
                raise
            log.warning("the database did not answer: %s", type(error).__name__)
        await asyncio.sleep(LOOK_SECONDS)


async def bury(ours: Database, cluster: Cluster) -> bool:
    """Forget the processes that are dead; whether there were any. Nobody knows whether their last calls arrived."""
    async with ours.write() as tx:
        dead = await tx.system.processes.list_dead(cluster.process_id, direct=True)
        if not dead:
            return False
        await tx.system.processes.forget(dead)
        await recover_claims(tx)
        await tx.system.sending.free_chats()
    log.warning("processes have ended without a word: %s", len(dead))
    return True
