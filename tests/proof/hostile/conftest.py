"""One crowd for all; an ear on a copy of it for each test."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.proof.hostile.crowd import Crowd, gathered
from tests.proof.hostile.ear import Ear, listening


@pytest.fixture(scope="session")
def crowd(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    return gathered(Path(shutil.copy(migrated, tmp_path_factory.mktemp("crowd") / "reper.db")))


@pytest.fixture
async def ear(crowd: Crowd, tmp_path: Path) -> AsyncIterator[Ear]:
    async with listening(crowd.copy(tmp_path), crowd.clock()) as ear:
        yield ear
