"""The integrity report finds what is wrong, and nothing where all is well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.companies.models import Company, ContactPerson
from app.db import Database
from app.mail.outbox import Letter, write
from app.operations.check import problems
from app.web import Jobloft
from tests.factories import NOW, Personas, make_company, make_order, make_resident, make_visit
from tests.operations.running import Installation
from tests.visits.factories import make_step
from tests.vocabulary.factories import make_confirmed


@pytest.fixture
def world(app: Jobloft, personas: Personas) -> Jobloft:
    """Two companies with a fixed contact each, an order, a visit and a resident."""
    with app.database.transaction() as session:
        for name in ("Maler Madsen", "Rør & Co"):
            company = make_company(session, name=name)
            session.add(ContactPerson(company_id=company.id, name="Bo", is_fixed=True, updated_at=NOW))
            make_order(session, company=company, responsible_id=personas.id_of["consultant"])
            make_visit(session, company=company, responsible_id=personas.id_of["consultant"])
        make_resident(session, organisation_id=personas.organisation_of["plan"])
        first = session.scalars(select(Company.id).order_by(Company.id)).first()
        make_step(session, owner_id=personas.id_of["consultant"], company_id=first)
        make_confirmed(session, user_id=personas.id_of["counsellor"])
        write(session, Letter("test", "a@b.test", "Hej", "Hej"), now=NOW - timedelta(days=9))
    return app


FAULTS = {
    "UPDATE company SET name = '' WHERE id = {company}": "company {company}: has no name to be found by",
    "UPDATE company SET folded_name = 'andet' WHERE id = {company}": "company {company}: is not found by its name",
    "UPDATE resident SET folded_name = 'andet'": "resident {resident}: is not found by its name",
    "UPDATE job_order SET contact_person_id = {contact} WHERE company_id <> {company}":
        "job order {order}: its contact person belongs to another company",
    "UPDATE visit SET contact_person_id = {contact} WHERE company_id <> {company}":
        "visit {visit}: its contact person belongs to another company",
    "UPDATE next_step SET visit_id = {visit}": "next step {step}: its visit is at another company",
    "UPDATE mail SET attempts = 1": "mail: 1 wait to be tried again since more than 2 days; is jobloft remind run?",
    "UPDATE confirmed_term SET folded = 'andet'": "confirmed word {word}: is not found as it is written",
    "UPDATE contact_person SET company_id = {company}": "company {company}: has more than one fixed contact",
}  # fmt: skip


def ids(app: Jobloft) -> dict[str, int]:
    """Of the first company and its contact; of the others' order and visit."""
    queries = {
        "company": "SELECT min(id) FROM company",
        "contact": "SELECT min(id) FROM contact_person",
        "order": "SELECT max(id) FROM job_order",
        "visit": "SELECT max(id) FROM visit",
        "resident": "SELECT id FROM resident",
        "step": "SELECT id FROM next_step",
        "word": "SELECT id FROM confirmed_term",
    }
    with app.database.engine.connect() as connection:
        return {name: connection.execute(text(query)).scalar_one() for name, query in queries.items()}


def test_nothing_is_found_where_all_is_well(world: Jobloft) -> None:
    assert list(problems(world.database)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_each_planted_fault_is_named(world: Jobloft, fault: str) -> None:
    known = ids(world)
    with world.database.transaction() as session:
        session.execute(text(fault.format(**known)))
    found = list(problems(world.database))
    assert found[:1] == [FAULTS[fault].format(**known)]


def test_a_child_without_its_parent_is_found_on_sqlite(small_demonstration: Installation) -> None:
    database = Database(small_demonstration.url)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("UPDATE wish SET resident_id = 999 WHERE id = 1")
        connection.exec_driver_sql("BEGIN")
    database.engine.dispose()
    said = small_demonstration.jobloft("check")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == "table wish, row 1: refers to resident that is not there\n"


def test_a_damaged_file_is_said_in_words(small_demonstration: Installation) -> None:
    file = small_demonstration.folder / "jobloft.db"
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 8000)
    said = small_demonstration.jobloft("check")
    assert said.returncode == 1
    assert said.stderr.startswith(("the database can't be read: ", "damaged file: "))


def test_all_well_is_said_with_counts(demonstration: Installation) -> None:
    said = demonstration.begun("check")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout == (
        "company 44, contact_person 41, supplier_relation 18, job_order 32, resident 80, match 6: all well\n"
    )
    assert Company.__tablename__ in said.stdout
