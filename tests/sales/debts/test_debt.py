"""Ages and buckets of debts, with the figures of spec/3."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sales.core.tally import Tally
from sales.debts.debt import Aged, Bucket, Debt, Tone, bucket_of, find_born_within, sum_by_age, tone_of

TODAY = date(2026, 11, 20)

OWED = {"Берег": (300, 45), "Медлайн": (80, 61), "АгроЮг": (20, 120), "Школа 57": (90, 12), "Вектор-Юг": (120, 3)}
OWED["Ромашка"] = (100, 1)


def debt(name: str, thousands: int, days: int) -> Debt:
    since = TODAY - timedelta(days=days)
    return Debt(1, 1, name, 1, thousands * 1000_00, since, since)


def aged(debts: list[Debt]) -> list[Aged]:
    return [Aged(each.since, Tally(1, each.rest)) for each in debts]


def test_buckets_come_to_the_total_and_the_mean_age_is_weighted_by_sums() -> None:
    ageing = sum_by_age(aged([debt(name, *about) for name, about in OWED.items()]), TODAY)
    assert [tally.total for tally in ageing.buckets.values()] == [310_000_00, 300_000_00, 80_000_00, 20_000_00]
    assert [tally.count for tally in ageing.buckets.values()] == [3, 1, 1, 1]
    assert ageing.total == Tally(6, 710_000_00)
    assert round(ageing.mean_age, 1) == 31.4


def test_sum_by_days_says_what_comes_first() -> None:
    debts = sorted((debt(name, *about) for name, about in OWED.items()), key=lambda each: -each.weight(TODAY))
    assert [each.client_name for each in debts] == ["Берег", "Медлайн", "АгроЮг", "Школа 57", "Вектор-Юг", "Ромашка"]
    assert [round(each.weight(TODAY) / 1e8, 2) for each in debts[:4]] == [13.5, 4.88, 2.4, 1.08]


def test_nothing_is_owed() -> None:
    ageing = sum_by_age([], TODAY)
    assert (ageing.total, ageing.mean_age) == (Tally(), 0.0)


def test_a_promise_makes_no_debt_younger() -> None:
    promised = Debt(1, 1, "Школа 57", 1, 90_000_00, TODAY + timedelta(days=7), TODAY - timedelta(days=40))
    assert promised.age(TODAY) == 40
    tomorrow = TODAY + timedelta(days=1)
    assert Debt(1, 1, "Ким", 1, 5_00, tomorrow, tomorrow).age(TODAY) == 1


def test_promised_is_what_is_promised_for_a_day_ahead() -> None:
    since, ahead = TODAY - timedelta(days=9), TODAY + timedelta(days=1)
    assert Debt(1, 1, "Ким", 1, 5_00, ahead, since, promised_on=ahead).is_promised(TODAY)
    assert Debt(1, 1, "Ким", 1, 5_00, TODAY, since, promised_on=TODAY).is_promised(TODAY)
    assert not Debt(1, 1, "Ким", 1, 5_00, since, since, promised_on=since).is_promised(TODAY)
    assert not Debt(1, 1, "Ким", 1, 5_00, ahead, since, promised_on=since).is_promised(TODAY)


@given(st.integers(1, 400))
def test_the_days_of_a_bucket_are_those_of_its_ages(days: int) -> None:
    since = TODAY - timedelta(days=days)
    fits = [
        bucket for bucket in Bucket if find_born_within(bucket, TODAY)[0] <= since <= find_born_within(bucket, TODAY)[1]
    ]
    assert fits == [bucket_of(days)]


@given(st.lists(st.tuples(st.integers(-30, 400), st.integers(1, 10**9))))
def test_buckets_add_up_to_the_rests(owed: list[tuple[int, int]]) -> None:
    ageing = sum_by_age([Aged(TODAY - timedelta(days=days), Tally(1, rest)) for days, rest in owed], TODAY)
    assert sum(tally.total for tally in ageing.buckets.values()) == sum(rest for _days, rest in owed)
    assert ageing.total.count == len(owed)


def test_the_older_the_firmer() -> None:
    assert [tone_of(days) for days in (1, 30, 31, 61, 90, 91)] == [
        Tone.REMINDER,
        Tone.REMINDER,
        Tone.POLITE,
        Tone.FIRM,
        Tone.FIRM,
        Tone.CLAIM,
    ]
