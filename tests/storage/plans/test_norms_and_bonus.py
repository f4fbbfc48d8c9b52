"""Norms over the usual ones, bonus rules in versions, and what a sent report said."""

from datetime import date

import pytest

from sales.core.errors import NotYoursError
from sales.core.money import Percent
from sales.core.people import Profile
from sales.plans.norms import USUAL, NormKind
from sales.results.bonus import BonusStep, RateKind, make_scheme
from storage.people.person import Person
from tests.clock import FRIDAY, moscow
from tests.storage.house import KAZAN, MOSCOW, THOUSAND, House

CALLS, MEETINGS = NormKind.CALLS_A_DAY, NormKind.MEETINGS_A_WEEK
SATURDAY, NOVEMBER = date(2026, 11, 21), (date(2026, 11, 1), date(2026, 11, 30))


async def _anna(house: House) -> Person:
    async with house.read() as tx:
        return await tx.as_(house.olga).people.person(house.anna.person_id)


async def test_a_department_begins_with_the_usual_norms(house: House) -> None:
    async with house.read() as tx:
        assert await tx.as_(house.olga).norms.of_profiles(MOSCOW) == {
            profile: dict(USUAL[profile]) for profile in Profile
        }


async def test_ones_own_norm_goes_before_the_profiles_and_that_before_the_usual(house: House) -> None:
    anna = await _anna(house)
    async with house.write() as tx:
        await tx.as_(house.olga).norms.set_profile(MOSCOW, Profile.MIXED, CALLS, 15)
        await tx.as_(house.olga).norms.set_profile(MOSCOW, Profile.MIXED, MEETINGS, 7)
        await tx.as_(house.olga).norms.set_person(anna.id, CALLS, 0)
        found = (await tx.as_(house.olga).norms.of_people([anna]))[anna.id]
        assert (found[CALLS], found[MEETINGS]) == (0, 7), "0 asks for nothing on purpose"
        assert await tx.as_(house.olga).norms.get_own(anna.id) == {
            kind: 0 if kind is CALLS else None for kind in NormKind
        }
        assert (await tx.as_(house.olga).norms.of_profiles(KAZAN))[Profile.MIXED] == USUAL[Profile.MIXED]
        await tx.as_(house.olga).norms.set_person(anna.id, CALLS, None)
        assert (await tx.as_(house.olga).norms.of_people([anna]))[anna.id][CALLS] == 15


@pytest.mark.parametrize("who", ["anna", "sofia", "denis", "roman"])
async def test_norms_are_the_leads(house: House, who: str) -> None:
    actor = getattr(house, who)
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(actor).norms.set_profile(MOSCOW, Profile.MIXED, CALLS, 1))
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(actor).norms.set_person(house.anna.person_id, CALLS, 1))


async def test_bonus_rules_are_kept_in_versions(house: House) -> None:
    steps = (BonusStep(Percent(0), 50), BonusStep(Percent(1000), 120))
    first = make_scheme(30 * THOUSAND, {RateKind.REGULAR: 150}, steps)
    second = make_scheme(40 * THOUSAND, {RateKind.REGULAR: 100, RateKind.NEW_CLIENT: 300}, steps)
    await house.does(lambda tx: tx.as_(house.irina).bonus.set_scheme(MOSCOW, first))
    house.clock.move_to(moscow("09:00", SATURDAY))
    await house.does(lambda tx: tx.as_(house.irina).bonus.set_scheme(MOSCOW, second))
    async with house.read() as tx:
        now = await tx.as_(house.olga).bonus.of_department(MOSCOW)
        then = await tx.as_(house.olga).bonus.of_department(MOSCOW, FRIDAY)
        assert await tx.as_(house.irina).bonus.of_department(KAZAN) is None
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).bonus.of_department(MOSCOW)
    assert now is not None
    assert then is not None
    assert (now.scheme, now.version) == (second, 2)
    assert (then.scheme, then.version) == (first, 1)


@pytest.mark.parametrize("who", ["anna", "olga", "denis"])
async def test_only_the_owner_sets_them(house: House, who: str) -> None:
    scheme = make_scheme(0, {RateKind.REGULAR: 100}, [BonusStep(Percent(0), 100)])
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(getattr(house, who)).bonus.set_scheme(MOSCOW, scheme))
    with pytest.raises(NotYoursError):
        await house.does(lambda tx: tx.as_(house.irina).bonus.set_scheme(999, scheme))


async def test_what_a_report_said_first_stands(house: House) -> None:
    async with house.write() as tx:
        keep = tx.system.kept_reports.keep
        assert await keep(MOSCOW, "svod", FRIDAY, NOVEMBER, {"2": {"pace": 923}})
        assert not await keep(MOSCOW, "svod", FRIDAY, NOVEMBER, {"2": {"pace": 1000}})
        assert await keep(MOSCOW, "month_close", FRIDAY, NOVEMBER, {})
        kept = await tx.as_(house.olga).kept_reports.of_day(MOSCOW, "svod", FRIDAY)
        assert kept is not None
        assert (kept.figures, kept.first, kept.made_at) == ({"2": {"pace": 923}}, NOVEMBER[0], house.clock.now())
        assert await tx.as_(house.sofia).kept_reports.last(MOSCOW, "svod", SATURDAY) == kept
        assert await tx.as_(house.olga).kept_reports.of_day(MOSCOW, "svod", SATURDAY) is None
        with pytest.raises(NotYoursError):
            await tx.as_(house.anna).kept_reports.last(MOSCOW, "svod", SATURDAY)
