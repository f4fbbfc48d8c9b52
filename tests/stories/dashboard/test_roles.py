"""The matrix of SPEC 2 over the dashboard: each question, each role, each department; what is not theirs is absent."""

from collections.abc import Iterator

from sales.core.people import SELLERS, Role
from tests.stories.dashboard.test_dashboard import SECTIONS, carried, looks, word_of
from tests.stories.door.knocking import Visitor, before_door
from tests.town import Someone, Town

EVERYWHERE = {Role.DIRECTOR, Role.OWNER}
ABSENT = 10**6
OWN, COLLEAGUES, FOREIGN = "Вектор Самый", "Медлайн Чужой", "Казанский Дальний"


async def two_departments(town: Town) -> dict[Role, Someone]:
    """A debt and a payment of today of a manager, of a colleague, and of somebody of another department."""
    assert town.owner is not None
    anna, boris = await town.manager("Анна"), await town.manager("Борис")
    people = {Role.MANAGER: anna, Role.LEAD: await town.lead("Ольга"), Role.ASSISTANT: await town.assistant("Софья")}
    people |= {Role.DIRECTOR: await town.director("Денис"), Role.OWNER: town.owner}
    home = town.department_id
    await town.lead_elsewhere("Зарина")
    town.department_id = home + 1
    marat = await town.manager("Марат")
    for someone, name in ((anna, OWN), (boris, COLLEAGUES), (marat, FOREIGN)):
        await town.has_clients(someone, name)
        await town.expects(someone, name, 90_000, on=town.today(-20))
        await town.expects(someone, name, 70_000)
    town.department_id = home
    return people


def may(role: Role, name: str, home: int, department_id: int) -> bool:
    if name == "team" and role in SELLERS:
        return False
    return department_id in {0, home} or (role in EVERYWHERE and department_id == home + 1)


def asks(home: int) -> Iterator[tuple[str, int]]:
    yield from ((name, place) for name in SECTIONS for place in (0, home, home + 1, ABSENT))


async def test_each_question_is_answered_whom_it_may(town: Town) -> None:
    people = await two_departments(town)
    async with before_door(town) as visitor:
        for role, someone in people.items():
            word = carried(await looks(visitor, "me", word_of(town, someone)))
            for name, place in asks(town.department_id):
                await _look(visitor, role, name, place, word, town.department_id)


async def _look(visitor: Visitor, role: Role, name: str, place: int, word: str, home: int) -> None:
    answered = await looks(visitor, f"{name}?department={place}", word)
    allowed = may(role, name, home, place)
    assert answered.status == (200 if allowed else 404), (role, name, place)
    if role is Role.MANAGER:
        assert COLLEAGUES not in answered.text
    if place != home + 1 and not (role in EVERYWHERE and place == 0):
        assert FOREIGN not in answered.text
    if not allowed:
        assert answered.body == (await looks(visitor, f"{name}?department={ABSENT + 1}", word)).body
