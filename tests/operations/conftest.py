"""Installations: a database, and a folder for what belongs to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import Originals
from tests.factories import NOW
from tests.operations.running import Installation


@pytest.fixture
def installation(scratch_url: str, tmp_path: Path) -> Installation:
    """One whose database is empty, on each kind of database."""
    return Installation(scratch_url, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Installation:
    """One with an empty SQLite database, for what does not depend on the kind of database."""
    return Installation(f"sqlite:///{tmp_path / 'jobloft.db'}", tmp_path)


@pytest.fixture
def demonstration(installation: Installation, originals: Originals) -> Installation:
    """One with the demonstration's data, on each kind of database."""
    originals.demonstration(installation.url, now=NOW)
    return installation


@pytest.fixture
def small_demonstration(small: Installation, originals: Originals) -> Installation:
    """One with the demonstration's data on SQLite."""
    originals.demonstration(small.url, now=NOW)
    return small
