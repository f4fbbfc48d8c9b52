"""A cold list of one number, which a manager has in hand."""

from sales.cold.rows import ColdRow
from sales.cold.states import ColdSource
from sales.imports.packing import pack_base, read_packed
from storage.engine.actor import Actor
from storage.transaction import Transaction


async def give_number(tx: Transaction, keeper: Actor, hunter: Actor) -> tuple[int, int]:
    """The ids of the list and of the number; each hunter has a number of their own."""
    packed = pack_base([("", [["Название", "Телефон"], ["Заря", "89161112233"]])])
    assert packed
    lists = tx.as_(keeper).cold_lists
    one = await lists.begin("Тула", read_packed(packed))
    if one.department_id is None:
        await lists.set_department(one.id, hunter.department_id or 0)
    await lists.set_source(one.id, ColdSource.OWN)
    phone10 = f"916{hunter.person_id:07}"
    await tx.system.cold_lists.load(one.id, [ColdRow(2, "Заря", f"+7{phone10}", phone10)])
    await tx.system.cold_lists.finish(one)
    taken = await tx.as_(hunter).cold_queue.take()
    assert taken
    return one.id, taken.id
