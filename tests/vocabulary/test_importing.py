"""`jobloft import taxonomy`: an update without doubles, whole or not at all, and heard of by running processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.vocabulary.models import TaxonomyTerm
from app.vocabulary.taxonomies import store
from app.vocabulary.taxonomy_files import read_taxonomy
from tests.factories import NOW
from tests.matches.factories import TODAY
from tests.operations.running import Installation
from tests.vocabulary.test_taxonomy_files import file, skill


@pytest.fixture
def installation(scratch_url: str, tmp_path: Path) -> Installation:
    """A set-up installation without data, on each kind of database."""
    place = Installation(scratch_url, tmp_path)
    assert place.jobloft("init").returncode == 0
    return place


def terms(place: Installation) -> list[tuple[str, list[str], str]]:
    """All imported terms."""
    database = Database(place.url)
    with database.reading() as session:
        rows = session.scalars(select(TaxonomyTerm).order_by(TaxonomyTerm.uri))
        found = [(row.label, row.alternatives, row.edition) for row in rows]
    database.engine.dispose()
    return found


def test_a_newer_file_updates_and_a_broken_one_changes_nothing(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "skills_da.csv"
    path.write_bytes(file(skill(1, "feje gader", "feje veje"), skill(2, "rive blade")))
    first = installation.jobloft("import", "taxonomy", str(path))
    assert (first.returncode, first.stdout) == (0, "ESCO skills: 2 new, 0 changed, 0 as they were\n")
    path.write_bytes(file(skill(1, "feje gader", "feje fortove"), skill(3, "")))
    broken = installation.jobloft("import", "taxonomy", str(path))
    assert (broken.returncode, broken.stderr) == (
        1,
        "skills_da.csv: row 3, column preferredLabel: empty\nNothing was imported.\n",
    )
    assert terms(installation) == [("feje gader", ["feje veje"], "2024-01-05"), ("rive blade", [], "2024-01-05")]
    path.write_bytes(file(skill(1, "feje gader", "feje fortove"), skill(3, "luge bede")))
    tried = installation.jobloft("import", "taxonomy", str(path), "--edition", "1.2", "--only-these", "--dry-run")
    assert tried.stdout == "Would be: ESCO skills: 1 new, 1 changed, 0 as they were, 1 taken out\n"
    kept = installation.begun("import", "taxonomy", str(path), "--edition", "1.2")
    assert kept.stdout == (
        "ESCO skills: 1 new, 1 changed, 0 as they were; 1 from earlier files are kept (--only-these takes them out)\n"
    )
    assert terms(installation) == [
        ("feje gader", ["feje fortove"], "1.2"),
        ("rive blade", [], "2024-01-05"),
        ("luge bede", [], "1.2"),
    ]


def test_running_processes_hear_of_an_import(app, few_words) -> None:
    matcher, words = app.extensions["matching"], few_words
    with app.database.reading() as session, matcher.ready(session, TODAY) as ready, words.ready(session) as lexicon:
        before = ready.version
        assert lexicon.named("akustisk finjustering") is None
    words.settle()  # what an earlier test left may still be on its way out
    matcher.settle()
    read = read_taxonomy(file(skill(1, "stemme klaverer", "akustisk finjustering")))
    for _again in range(2):
        with app.database.transaction() as session:
            store(session, read, edition="", only_these=False, now=NOW)
    for _twice in range(2):
        with app.database.reading() as session, matcher.ready(session, TODAY) as ready, words.ready(session) as lexicon:
            found, version = lexicon.named("akustisk finjustering"), ready.version
        matcher.settle()
        words.settle()
    assert found is not None
    assert (found.label, version != before) == ("stemme klaverer", True)
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(TaxonomyTerm)) == 1
