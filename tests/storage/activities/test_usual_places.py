"""Where a client is usually met is learnt from meetings, unlearnt with an undo, and outlives their own places."""

from datetime import timedelta

from sales.activities.activities import ActivityType
from sales.road.places import Point
from storage.activities.activities import NewActivity
from storage.activities.activity import Activity
from storage.clients.client import Client
from tests.storage.house import House

OFFICE, NEXT_DOOR, FAR = Point(55.7520, 37.6175), Point(55.7530, 37.6175), Point(55.7520, 37.6500)


async def meet(
    house: House, client: Client, at: Point, accuracy: float | None = None, kind: ActivityType = ActivityType.MEETING
) -> Activity:
    new = NewActivity(
        client.id, kind, house.clock.now(), latitude=at.latitude, longitude=at.longitude, accuracy=accuracy
    )
    return await house.does(lambda tx: tx.as_(house.anna).activities.log(new))


async def usual(house: House, activity: Activity) -> Point | None:
    async with house.read() as tx:
        return (await tx.as_(house.anna).activities.get(activity.id)).usual_point


async def test_two_meetings_at_one_place_are_the_usual_one(house: House) -> None:
    client = await house.client(house.anna)
    first = await meet(house, client, OFFICE)
    assert await usual(house, first) is None
    await meet(house, client, FAR, kind=ActivityType.NOTE)
    await meet(house, client, OFFICE, accuracy=800)
    assert await usual(house, first) is None

    second = await meet(house, client, NEXT_DOOR)
    assert await usual(house, first) == Point(55.7525, 37.6175)

    await house.does(lambda tx: tx.as_(house.anna).activity_changes.undo(second.id))
    assert await usual(house, first) is None


async def test_what_an_undo_does_not_touch_stays(house: House) -> None:
    client = await house.client(house.anna)
    first = await meet(house, client, OFFICE)
    await meet(house, client, OFFICE)
    away = await meet(house, client, FAR)

    await house.does(lambda tx: tx.as_(house.anna).activity_changes.undo(away.id))

    assert await usual(house, first) == OFFICE


async def test_a_plan_said_done_by_mistake_leaves_no_place(house: House) -> None:
    client = await house.client(house.anna)
    new = NewActivity(client.id, ActivityType.MEETING, house.clock.now() + timedelta(hours=3))
    plan = await house.does(lambda tx: tx.as_(house.anna).activities.plan(new))
    async with house.write() as tx:
        await tx.as_(house.anna).activity_changes.finish(plan.id, None, house.clock.now())
        noted = await tx.as_(house.anna).activity_changes.set_location(plan.id, 55.752, 37.6175, 20)
        assert (noted.point, noted.accuracy) == (OFFICE, 20)
        back = await tx.as_(house.anna).activity_changes.undo(plan.id)

    assert back is not None
    assert (back.point, back.accuracy) == (None, None)


async def test_where_people_were_is_forgotten_and_the_usual_place_is_not(house: House) -> None:
    client = await house.client(house.anna)
    old = [await meet(house, client, OFFICE), await meet(house, client, OFFICE)]
    house.clock.advance(days=91)
    new = await meet(house, client, FAR)

    async with house.write() as tx:
        assert await tx.system.places_kept.forget_before(house.clock.now() - timedelta(days=90)) == len(old)
        assert await tx.system.places_kept.forget_before(house.clock.now() - timedelta(days=90)) == 0

    async with house.read() as tx:
        kept = await tx.as_(house.anna).activities.get(old[0].id)
        assert (kept.point, kept.usual_point) == (None, OFFICE)
        assert (await tx.as_(house.anna).activities.get(new.id)).point == FAR
