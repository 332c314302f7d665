"""`jobloft import companies`: the same on the command line, each problem in one line with row and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.accounts.models import OrganisationKind
from app.companies.models import Company, SupplierRelation
from app.db import Database
from app.operations import check, setup
from tests.factories import NOW, make_organisation
from tests.imports.lists import MALER, TOEMRER, supplier_list
from tests.operations.running import Installation


@pytest.fixture
def installation(scratch_url: str, tmp_path: Path):
    """A migrated database with one housing association."""
    yield from installed(scratch_url, tmp_path)


@pytest.fixture
def embedded(tmp_path: Path):
    """The same, on the embedded database alone: what is said does not depend on it, and each command takes seconds."""
    yield from installed(f"sqlite:///{tmp_path / 'embedded.db'}", tmp_path)


def installed(url: str, folder: Path) -> Iterator[tuple[Installation, Database]]:
    database = Database(url)
    setup.prepare(database, now=NOW)
    with database.transaction() as session:
        make_organisation(session, name="Boligforeningen", kind=OrganisationKind.HOUSING_ASSOCIATION)
    yield Installation(url, folder), database
    database.engine.dispose()


def written(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "liste.csv"
    path.write_bytes(supplier_list(*rows))
    return str(path)


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Company.name).order_by(Company.name)))


def test_a_list_is_read_in_and_again_does_nothing(installation, tmp_path: Path) -> None:
    place, database = installation
    command = ("import", "companies", written(tmp_path, MALER, TOEMRER), "--association", "Boligforeningen")
    said = place.jobloft(*command, "--dry-run")
    assert (said.returncode, names(database)) == (0, [])
    assert "2 new" in said.stdout
    assert place.begun(*command).returncode == 0
    assert names(database) == ["MALER MADSEN APS", "Tømrer & Søn"]
    with database.reading() as session:
        numbers = session.scalars(select(SupplierRelation.supplier_number).order_by(SupplierRelation.id))
        assert list(numbers) == ["1001", "1002"]
    said = place.jobloft(*command)
    assert said.stdout == "0 new, 0 changed, 2 with nothing new, 0 left out. Written.\n"
    assert list(check.problems(database)) == []


def test_each_problem_is_a_line_with_row_and_column(embedded, tmp_path: Path) -> None:
    place, database = embedded
    wrong = "1004;12345679;Forkert A/S;8800;Viborg;ring til Bo;;;;"
    said = place.jobloft("import", "companies", written(tmp_path, wrong, TOEMRER, TOEMRER))
    assert said.returncode == 1
    assert said.stderr.splitlines() == [
        "row 4, column B (CVR-nr.), 12345679: not a CVR number: it has 8 digits, and the check digit must fit; "
        "the row is left out",
        "row 4, column F (Tlf.), ring til Bo: not a telephone number; the field is left out",
        "row 6: the same company as in row 5; the row is left out",
    ]
    assert names(database) == ["Tømrer & Søn"]


def test_a_cvr_number_under_another_name_is_said_and_left_out_unless_the_number_wins(embedded, tmp_path: Path) -> None:
    place, database = embedded
    assert place.jobloft("import", "companies", written(tmp_path, MALER)).returncode == 0
    slipped = written(tmp_path, "1;25313763;Glarmester Juhl;8800;Viborg;;;;;")
    said = place.jobloft("import", "companies", slipped)
    assert (said.returncode, said.stderr) == (
        1,
        "row 4: company 1 MALER MADSEN APS (has this CVR number, but another name); left out "
        "(--cvr-wins takes it unless its own row is there)\n",
    )
    assert names(database) == ["MALER MADSEN APS"]
    beside = written(tmp_path, "1;25313763;Glarmester Juhl;8800;Viborg;;;;;", MALER)
    assert place.jobloft("import", "companies", beside, "--cvr-wins").returncode == 1
    # The bearer's own row counts, wherever it stands in the list.
    assert names(database) == ["MALER MADSEN APS"]
    slipped = written(tmp_path, "1;25313763;Glarmester Juhl;8800;Viborg;;;;;")
    assert place.jobloft("import", "companies", slipped, "--cvr-wins").returncode == 0
    assert names(database) == ["Glarmester Juhl"]


def test_wrong_use_is_2_and_a_file_that_is_no_list_is_1(embedded, tmp_path: Path) -> None:
    place, _database = embedded
    assert place.jobloft("import", "companies", str(tmp_path / "gone.csv")).returncode == 2
    file = written(tmp_path, MALER)
    assert place.jobloft("import", "companies", file, "--association", "Ingen").returncode == 2
    (tmp_path / "liste.csv").write_bytes(b"nothing")
    assert place.jobloft("import", "companies", file).returncode == 1
