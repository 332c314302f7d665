"""Installations: a database, and a folder for what belongs to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.demo.start import make_ready
from tests.factories import NOW
from tests.operations.running import SECRET, Installation


@pytest.fixture
def installation(scratch_url: str, tmp_path: Path) -> Installation:
    """One whose database is empty, on each kind of database."""
    return Installation(scratch_url, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Installation:
    """One with an empty SQLite database, for what does not depend on the kind of database."""
    return Installation(f"sqlite:///{tmp_path / 'jobloft.db'}", tmp_path)


@pytest.fixture
def demonstration(installation: Installation) -> Installation:
    """One with the demonstration's data, on each kind of database."""
    return with_demonstration(installation)


@pytest.fixture
def small_demonstration(small: Installation) -> Installation:
    """One with the demonstration's data on SQLite."""
    return with_demonstration(small)


def with_demonstration(place: Installation) -> Installation:
    """Lays the demonstration's data in."""
    from app.config import Config

    config = Config(place.url, SECRET, instance=place.folder, demo=True, password_cost=(1, 8))
    make_ready(config, reset=False, now=NOW)
    return place
