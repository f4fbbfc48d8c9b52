"""Who is near is asked among those whom one reads: nobody else's client is named."""

from sqlalchemy import update

from sales.road.places import Point
from storage.tables import ClientRow
from tests.storage.house import House

HERE = Point(55.7520, 37.6175)


async def test_clients_of_others_and_of_another_department_are_not_near(house: House) -> None:
    for actor in (house.anna, house.boris, house.viktor):
        await house.client(actor, f"Клиент {actor.name}")
    async with house.write() as tx:
        await tx.session.execute(update(ClientRow).values(usual_lat=55.7556, usual_lon=37.6175))
        for actor, names in (
            (house.anna, {"Клиент Анна"}),
            (house.viktor, {"Клиент Виктор"}),
            (house.olga, {"Клиент Анна", "Клиент Борис"}),
        ):
            found = await tx.as_(actor).nearby.list_around(HERE)
            assert {each.name for each in found} == names
            assert {round(each.metres) for each in found} == {400}
        assert await tx.as_(house.anna).nearby.list_around(Point(59.93, 30.33)) == []
