"""Two departments of one name, with clients of one name, INN and phone: each sees and changes its own alone."""

from sqlalchemy import select, update

from sales.core.people import Role
from storage.tables import ClientRow, DepartmentRow, FactRow
from tests.stories.clients.test_card import shown
from tests.town import Someone, Town

INN, PHONE = "7701000026", "+7 916 123-45-67"


async def twins(town: Town) -> tuple[Someone, Someone, Someone, Someone]:
    """Анна of Ольга's department, Виктор of Ирина's; both are called «Отдел», both have a Ромашка."""
    anna, olga = await town.manager("Анна"), await town.lead("Ольга")
    irina = await town.lead_elsewhere("Ирина")
    assert town.owner is not None
    async with town.database.write() as tx:
        await tx.session.execute(update(DepartmentRow).values(name="Отдел"))
        token = await tx.as_(town.owner.actor).invitations.invite(Role.MANAGER, "Виктор", irina.actor.department_id)
    viktor = await town.stranger("Виктор")
    await viktor.starts(token)
    viktor = Someone(town, viktor.phone, await town._actor(viktor.phone))
    async with town.database.write() as tx:
        for each in (anna, viktor):
            client = await tx.as_(each.actor).clients.create("Ромашка", inn=INN)
            await tx.as_(each.actor).contacts.add(client.id, "Мария", PHONE)
    return anna, olga, viktor, irina


async def test_nothing_foreign_is_shown_or_changed(town: Town) -> None:
    anna, olga, viktor, irina = await twins(town)
    await anna.types("пришло 150к Ромашка")
    await anna.types("сделка Ромашка 300к")
    await anna.types("Ромашка: опт, 18 млн, юг")

    for said in ("Ромашка", INN, PHONE):
        card = await viktor.types(said)
        assert "Ведёт Виктор" in card.text, said
        assert "опт" not in card.text
        assert "150" not in card.text.replace(INN, "")
    for lead in (irina, olga):
        assert shown((await lead.types("/clients")).text)[0] == "Клиенты · 1"
    assert "записей нет" in (await irina.types("/kpi")).text
    assert "150 тыс" in (await olga.types("/kpi")).text
    assert "300 тыс" not in (await irina.types("/deals")).text

    async with town.database.read() as tx:
        row = ClientRow
        cards = await tx.session.execute(select(row.owner_id, row.id, row.line, row.turnover, row.territory))
        found = {owner_id: rest for owner_id, *rest in cards}
        money = set(await tx.session.scalars(select(FactRow.department_id)))
    assert money == {anna.actor.department_id}
    his, *rest = found[viktor.actor.person_id]
    assert rest == [None, None, None]
    for reader in (anna, olga):
        assert "недоступна" in await reader.forges(f"v:client_card:{his}")
        assert "недоступна" in await reader.forges(f"v:client_more:{his}")
