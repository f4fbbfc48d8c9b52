"""How people come in: by a link that opens once, for 72 hours, to whoever it was made for."""

import pytest
from sqlalchemy import select

from sales.core.errors import AlreadyDoneError, NotYoursError
from sales.core.people import Profile, Role
from storage.database import Database
from storage.engine.errors import AlreadyHereError, InvitationExpiredError, InvitationGoneError
from storage.engine.migrate import migrate
from storage.tables import InvitationRow
from tests.clock import MovableClock
from tests.storage.house import KAZAN, MOSCOW, TELEGRAM, House

NEWCOMER = 555


async def test_the_first_who_opens_the_owners_link_owns_the_house(empty_url: str, clock: MovableClock) -> None:
    await migrate(empty_url)
    database = Database(empty_url, clock)
    try:
        async with database.write() as tx:
            token = await tx.system.invitations.owner_link()
            assert token is not None
            came = await tx.system.invitations.redeem(token, 1, "Ирина", "ru", "Asia/Omsk")
            assert (came.actor.role, came.actor.zone, came.again) == (Role.OWNER, "Asia/Omsk", False)
            with pytest.raises(InvitationGoneError):
                await tx.system.invitations.redeem(token, 2, "Пётр", "ru")
            assert await tx.system.invitations.owner_link() is None
    finally:
        await database.dispose()


async def test_a_new_owners_link_makes_the_printed_one_worthless(empty_url: str, clock: MovableClock) -> None:
    await migrate(empty_url)
    database = Database(empty_url, clock)
    try:
        async with database.write() as tx:
            first, second = await tx.system.invitations.owner_link(), await tx.system.invitations.owner_link()
            assert first is not None
            assert second is not None
            with pytest.raises(InvitationGoneError):
                await tx.system.invitations.redeem(first, 1, "Ирина", "ru")
            clock.advance(days=300)  # it does not go stale on somebody's desk
            assert (await tx.system.invitations.redeem(second, 1, "Ирина", "ru")).actor.role is Role.OWNER
    finally:
        await database.dispose()


async def test_an_owners_link_of_the_callers_own_making_stays_until_it_is_used(
    empty_url: str, clock: MovableClock
) -> None:
    await migrate(empty_url)
    database = Database(empty_url, clock)
    try:
        async with database.write() as tx:
            other = await tx.system.invitations.owner_link()
            assert other is not None
            assert [await tx.system.invitations.owner_link("derived") for _ in range(2)] == ["derived", "derived"]
            with pytest.raises(InvitationGoneError):
                await tx.system.invitations.redeem(other, 1, "Ирина", "ru")
            await tx.system.invitations.redeem("derived", 1, "Ирина", "ru")
            assert await tx.system.invitations.owner_link("derived") is None
    finally:
        await database.dispose()


async def test_somebody_invited_comes_in_with_role_department_profile_and_language(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина", profile=Profile.HUNTER)
        came = await tx.system.invitations.redeem(token, NEWCOMER, "galya", "en")
    galina = came.actor
    assert (galina.name, galina.role, galina.profile) == ("Галина", Role.MANAGER, Profile.HUNTER)
    assert (galina.department_id, galina.language, galina.telegram_id) == (MOSCOW, "en", NEWCOMER)


async def test_a_link_opens_once(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        await tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru")
        with pytest.raises(InvitationGoneError):
            await tx.system.invitations.redeem(token, NEWCOMER + 1, "Мошенник", "ru")


async def test_after_72_hours_a_link_opens_no_more(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        house.clock.advance(hours=72)
        with pytest.raises(InvitationExpiredError):
            await tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru")


async def test_a_minute_before_it_still_does(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        house.clock.advance(hours=71, minutes=59)
        assert (await tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru")).actor.name == "Галина"


@pytest.mark.part(3)
@pytest.mark.parametrize("token", ["", "x" * 24, "\x00", "Ромашка", "\ud800", "' OR 1=1 --", "A" * 5000])
async def test_an_invented_link_is_as_good_as_a_used_one(house: House, token: str) -> None:
    async with house.write() as tx:
        with pytest.raises(InvitationGoneError):
            await tx.system.invitations.redeem(token, NEWCOMER, "Прохожий", "ru")


async def test_a_renewed_link_replaces_the_older_one(house: House) -> None:
    async with house.write() as tx:
        old = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        galina = next(each for each in await tx.as_(house.olga).people.team() if each.name == "Галина")
        new = await tx.as_(house.olga).invitations.renew(galina.id)
        with pytest.raises(InvitationGoneError):
            await tx.system.invitations.redeem(old, NEWCOMER, "Галина", "ru")
        assert (await tx.system.invitations.redeem(new, NEWCOMER, "Галина", "ru")).actor.person_id == galina.id
        with pytest.raises(AlreadyDoneError):
            await tx.as_(house.olga).invitations.renew(galina.id)


async def test_ones_own_link_again_is_a_welcome_back(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        first = await tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru")
        second = await tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru")
    assert second.again
    assert second.actor == first.actor


async def test_somebody_of_the_house_does_not_use_up_another_persons_link(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.irina).invitations.invite(Role.LEAD, "Новый", KAZAN)
        with pytest.raises(AlreadyHereError):
            await tx.system.invitations.redeem(token, TELEGRAM["Анна"], "Анна", "ru")
        assert (await tx.system.invitations.redeem(token, NEWCOMER, "Новый", "ru")).actor.role is Role.LEAD


async def test_who_left_comes_back_as_a_new_person(house: House) -> None:
    async with house.write() as tx:
        await tx.as_(house.olga).handovers.deactivate(house.boris.person_id)
        token = await tx.as_(house.olga).invitations.invite(Role.ASSISTANT, "Борис")
        back = await tx.system.invitations.redeem(token, TELEGRAM["Борис"], "Борис", "ru")
    assert back.actor.person_id != house.boris.person_id
    assert back.actor.role is Role.ASSISTANT


async def test_only_a_hash_of_the_token_is_kept(house: House) -> None:
    async with house.write() as tx:
        token = await tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина")
        kept = list(await tx.session.scalars(select(InvitationRow.token_hash)))
    assert len(token) == 32
    assert all(len(each) == 64 for each in kept)
    assert token not in kept


CANNOT_INVITE = [
    ("anna", Role.MANAGER, MOSCOW),
    ("sofia", Role.MANAGER, MOSCOW),
    ("denis", Role.MANAGER, MOSCOW),
    ("olga", Role.MANAGER, KAZAN),
    ("olga", Role.LEAD, MOSCOW),
    ("olga", Role.DIRECTOR, None),
    ("olga", Role.OWNER, None),
    ("irina", Role.OWNER, None),
    ("irina", Role.MANAGER, None),
    ("irina", Role.MANAGER, 999),
]


@pytest.mark.part(3)
@pytest.mark.parametrize(("who", "role", "department_id"), CANNOT_INVITE)
async def test_nobody_invites_beyond_their_right(house: House, who: str, role: Role, department_id: int | None) -> None:
    async with house.write() as tx:
        with pytest.raises(NotYoursError):
            await tx.as_(getattr(house, who)).invitations.invite(role, "Некто", department_id)
        assert all(person.name != "Некто" for person in await tx.as_(house.irina).people.team())


async def test_of_two_who_press_one_link_at_once_one_comes_in(house: House) -> None:
    token = await house.does(lambda tx: tx.as_(house.olga).invitations.invite(Role.MANAGER, "Галина"))
    came = await house.at_once(
        lambda tx: tx.system.invitations.redeem(token, NEWCOMER, "Галина", "ru"),
        lambda tx: tx.system.invitations.redeem(token, NEWCOMER + 1, "Подруга", "ru"),
    )
    assert sorted(type(each).__name__ for each in came) == ["InvitationGoneError", "Redeemed"]
