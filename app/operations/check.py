"""The integrity report: is the database whole, migrated, and free of rows that contradict each other?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.companies.models import Company, ContactPerson, SupplierRelation
from app.db import Database
from app.matches.models import Match
from app.operations.setup import migration_fault
from app.orders.models import JobOrder
from app.residents.models import Resident


def problems(database: Database) -> Iterator[str]:
    """One line for each problem found; none when all is well."""
    try:
        with database.engine.connect() as connection:
            yield from _file_problems(connection)
        behind = migration_fault(database)
        if behind:
            yield behind
            return
        with database.reading() as session:
            yield from _row_problems(session)
    except DatabaseError as fault:
        yield f"the database can't be read: {fault.orig}"


def counts(database: Database) -> dict[str, int]:
    """How many rows the main tables hold."""
    with database.reading() as session:
        tables = (Company, ContactPerson, SupplierRelation, JobOrder, Resident, Match)
        return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _file_problems(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (verdict,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if verdict != "ok":
            yield f"damaged file: {verdict}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"table {row[0]}, row {row[1]}: refers to {row[2]} that is not there"


def _row_problems(session: Session) -> Iterator[str]:
    nameless = or_(Company.name == "", Company.folded_name == "")
    for company_id in session.scalars(select(Company.id).where(nameless)):
        yield f"company {company_id}: has no name to be found by"
    elsewhere = (
        select(JobOrder.id)
        .join(ContactPerson, JobOrder.contact_person_id == ContactPerson.id)
        .where(ContactPerson.company_id != JobOrder.company_id)
    )
    for order_id in session.scalars(elsewhere):
        yield f"job order {order_id}: its contact person belongs to another company"
    several = (
        select(ContactPerson.company_id)
        .where(ContactPerson.is_fixed, ContactPerson.left_on.is_(None))
        .group_by(ContactPerson.company_id)
        .having(func.count() > 1)
    )
    for company_id in session.scalars(several):
        yield f"company {company_id}: has more than one fixed contact"
