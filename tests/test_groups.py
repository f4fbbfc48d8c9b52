"""What shares a fixture that takes a minute is run by one worker: pytest 9.2 once forgot it without a word."""

import os

import pytest

pytestmark = pytest.mark.xdist_group("groups")


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process needs no groups")
def test_a_group_goes_to_one_worker(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@groups")
