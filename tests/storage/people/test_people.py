"""Who speaks, who is of the house, who reads the summary today."""

import pytest

from sales.core.errors import NotYoursError
from sales.core.people import Profile, Role
from storage.people.staff import StandIn
from tests.clock import FRIDAY
from tests.storage.house import KAZAN, MOSCOW, TELEGRAM, House


async def test_a_telegram_account_leads_to_the_person_behind_it(house: House) -> None:
    async with house.read() as tx:
        anna = await tx.system.staff.actor_by_telegram(TELEGRAM["Анна"])
    assert anna is not None
    assert (anna.name, anna.role, anna.department_id, anna.zone) == ("Анна", Role.MANAGER, MOSCOW, "Europe/Moscow")


async def test_a_stranger_is_nobody(house: House) -> None:
    async with house.read() as tx:
        assert await tx.system.staff.actor_by_telegram(987654321) is None
        assert await tx.system.staff.actor(987654321) is None


async def test_the_owner_lives_by_the_clock_of_the_first_department(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.irina).departments.update(MOSCOW, zone="Asia/Yekaterinburg")
        owner = await tx.system.staff.actor(house.irina.person_id)
        anna = await tx.system.staff.actor(house.anna.person_id)
    assert owner is not None
    assert anna is not None
    assert owner.zone == anna.zone == "Asia/Yekaterinburg"


async def test_an_own_zone_moves_nothing_but_the_quiet_hours(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.anna).people.set_zone("Asia/Vladivostok")
        anna = await tx.system.staff.actor(house.anna.person_id)
    assert anna is not None
    assert (anna.zone, anna.own_zone) == ("Europe/Moscow", "Asia/Vladivostok")


async def test_somebody_chooses_a_language_and_a_name(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.anna).people.set_language("en")
        await tx.as_(house.anna).people.rename(house.anna.person_id, "Аня")
        anna = await tx.system.staff.actor(house.anna.person_id)
    assert anna is not None
    assert (anna.language, anna.name) == ("en", "Аня")


async def test_the_lead_sees_the_department_in_every_state(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        await tx.as_(house.olga).handovers.deactivate(house.boris.person_id)
        team = {person.name: person for person in await tx.as_(house.olga).people.team()}
    assert set(team) == {"Анна", "Борис", "Ольга", "Софья", "Галина"}
    assert team["Галина"].is_waiting
    assert team["Анна"].is_active
    assert not team["Борис"].is_active
    assert not team["Борис"].is_waiting


async def test_the_owner_and_the_director_see_every_department(house: House) -> None:
    async with house.read() as tx:
        for actor in (house.irina, house.denis):
            assert len(await tx.as_(actor).people.team()) == len(TELEGRAM)
            assert [person.name for person in await tx.as_(actor).people.team(KAZAN)] == ["Виктор", "Роман"]


async def test_a_manager_has_no_team_to_read(house: House) -> None:
    async with house.read() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).people.team()
        assert (await tx.as_(house.anna).people.person(house.anna.person_id)).name == "Анна"


async def test_managers_are_the_active_ones_who_are_not_away(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).absences.add(house.boris.person_id, FRIDAY, FRIDAY)
        assert [each.name for each in await tx.system.staff.managers(MOSCOW)] == ["Анна", "Борис"]
        assert [each.name for each in await tx.system.staff.managers(MOSCOW, FRIDAY)] == ["Анна"]


async def test_the_summary_goes_to_the_lead(house: House) -> None:
    async with house.read() as tx:
        readers = await tx.system.staff.readers_of_summary(MOSCOW, FRIDAY)
    assert [each.name for each in readers.actors] == ["Ольга"]
    assert readers.substitution is StandIn.NONE


async def test_the_assistant_reads_it_while_the_lead_is_away_and_then_the_owner(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.irina).absences.add(house.olga.person_id, FRIDAY, FRIDAY)
        readers = await tx.system.staff.readers_of_summary(MOSCOW, FRIDAY)
        assert [each.name for each in readers.actors] == ["Софья"]
        assert readers.substitution is StandIn.ASSISTANT

        await tx.as_(house.olga).absences.add(house.sofia.person_id, FRIDAY, FRIDAY)
        readers = await tx.system.staff.readers_of_summary(MOSCOW, FRIDAY)
        assert [each.name for each in readers.actors] == ["Ирина"]
        assert readers.substitution is StandIn.OWNER


async def test_a_lead_who_has_blocked_the_bot_is_not_there(house: House) -> None:
    async with house.write() as tx:
        await tx.system.staff.set_unreachable(house.olga.person_id, unreachable=True)
        assert (await tx.system.staff.readers_of_summary(MOSCOW, FRIDAY)).substitution is StandIn.ASSISTANT


async def test_that_somebody_cannot_be_reached_is_news_once(house: House) -> None:
    anna = house.anna.person_id
    async with house.write() as tx:
        assert await tx.system.staff.set_unreachable(anna, unreachable=True)
        assert not await tx.system.staff.set_unreachable(anna, unreachable=True)
        assert (await tx.as_(house.olga).people.person(anna)).unreachable_at is not None
        assert await tx.system.staff.set_unreachable(anna, unreachable=False)
        assert not await tx.system.staff.set_unreachable(anna, unreachable=False)
        assert (await tx.as_(house.olga).people.person(anna)).unreachable_at is None


async def test_the_lead_is_told_of_somebody_unreachable_and_the_owner_of_the_lead(house: House) -> None:
    async with house.read() as tx:
        assert [each.name for each in await tx.system.staff.watchers_of(house.anna.person_id)] == ["Ольга"]
        assert [each.name for each in await tx.system.staff.watchers_of(house.denis.person_id)] == ["Ирина"]


async def test_the_lead_sets_a_profile_and_the_audit_knows(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).people.change_profile(house.anna.person_id, Profile.HUNTER)
        anna = await tx.system.staff.actor(house.anna.person_id)
        story = await tx.system.audit.of("person", house.anna.person_id)
    assert anna is not None
    assert anna.profile is Profile.HUNTER
    assert (story[0].action, story[0].actor_id) == ("person.profile", house.olga.person_id)
    assert (story[0].before, story[0].after) == ({"profile": "mixed"}, {"profile": "hunter"})


@pytest.mark.parametrize("who", ["boris", "sofia", "denis", "roman"])
async def test_who_may_not_invite_may_not_rename_or_change_a_profile(house: House, who: str) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).people.rename(house.anna.person_id, "Зина")
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).people.change_profile(house.anna.person_id, Profile.HUNTER)
