"""A look at the dashboard is carried on from answer to answer, and ends."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sales.dashboard.sessions import DashboardSession, SessionOverError, open_session, seal_session

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SEALED = seal_session(DashboardSession(7, NOW, NOW), "secret")


def test_it_is_read_as_it_was_sealed() -> None:
    assert open_session(SEALED, "secret", NOW + timedelta(minutes=14)) == DashboardSession(7, NOW, NOW)


def test_it_is_carried_on_for_twelve_hours_and_no_longer() -> None:
    session, at = DashboardSession(7, NOW, NOW), NOW
    while at - NOW <= timedelta(hours=12):
        session = open_session(seal_session(session.renew(at), "secret"), "secret", at)
        at += timedelta(minutes=10)

    with pytest.raises(SessionOverError):
        open_session(seal_session(session, "secret"), "secret", at)


@pytest.mark.parametrize("later", [timedelta(minutes=15, seconds=1), timedelta(days=1), -timedelta(minutes=2)])
def test_one_that_rested_or_comes_from_ahead_is_over(later: timedelta) -> None:
    with pytest.raises(SessionOverError):
        open_session(SEALED, "secret", NOW + later)


def test_another_house_refuses_it() -> None:
    with pytest.raises(SessionOverError):
        open_session(SEALED, "another secret", NOW)


@given(st.integers(0, len(SEALED) - 1), st.characters())
def test_no_letter_of_it_can_be_changed(place: int, letter: str) -> None:
    forged = SEALED[:place] + letter + SEALED[place + 1 :]
    if forged != SEALED:
        with pytest.raises(SessionOverError):
            open_session(forged, "secret", NOW)
