"""The integrity report: is the database whole, migrated, and free of rows that contradict each other?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app import clock
from app.attempts.models import Attempt
from app.briefings.models import Briefing
from app.companies.models import Company, ContactPerson, SupplierRelation
from app.companies.rules import folded
from app.db import Database
from app.mail.models import Mail, MailState
from app.matches.models import Match
from app.merging.models import MergedCompany
from app.operations.setup import migration_fault
from app.orders.models import JobOrder
from app.residents.models import Resident
from app.residents.names import folded as folded_person
from app.visits.models import NextStep, Visit
from app.vocabulary.models import ConfirmedTerm
from app.wheel.models import PlannedContact
from matching.text import fold as folded_words

UNSENT = timedelta(days=2)


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
    yield from _unfindable(session)
    for word in session.scalars(select(ConfirmedTerm)):
        if folded_words(word.text) != word.folded:
            yield f"confirmed word {word.id}: is not found as it is written"
    for kind, table in (("job order", JobOrder), ("visit", Visit)):
        yield from _contacts_elsewhere(session, kind, table)
    yield from _visits_elsewhere(session)
    yield from _unsent(session)
    several = (
        select(ContactPerson.company_id)
        .where(ContactPerson.is_fixed, ContactPerson.left_on.is_(None))
        .group_by(ContactPerson.company_id)
        .having(func.count() > 1)
    )
    for company_id in session.scalars(several):
        yield f"company {company_id}: has more than one fixed contact"
    both = select(MergedCompany.old_id).where(MergedCompany.old_id.in_(select(Company.id)))
    for company_id in session.scalars(both):
        yield f"company {company_id}: is there, and its number leads to another"


def _visits_elsewhere(session: Session) -> Iterator[str]:
    """Rows of a company that are tied to another company's visit."""
    kinds = (("briefing", Briefing), ("attempt", Attempt), ("planned contact", PlannedContact), ("next step", NextStep))
    for kind, table in kinds:
        elsewhere = select(table.id).join(Visit, table.visit_id == Visit.id)
        for row_id in session.scalars(elsewhere.where(Visit.company_id != table.company_id)):
            yield f"{kind} {row_id}: its visit is at another company"


def _unsent(session: Session) -> Iterator[str]:
    """Mails that were tried and wait since long: is nobody sending? Without a mail server none is ever tried."""
    late = (Mail.state == MailState.WAITING, Mail.attempts > 0, Mail.next_try_at < clock.now() - UNSENT)
    number = session.scalar(select(func.count()).select_from(Mail).where(*late)) or 0
    if number:
        yield f"mail: {number} wait to be tried again since more than {UNSENT.days} days; is jobloft remind run?"


def _unfindable(session: Session) -> Iterator[str]:
    """Rows whose name as it is searched is not the name as it is shown."""
    for table, fold in ((Company, folded), (Resident, folded_person)):
        for row_id, name, kept in session.execute(select(table.id, table.name, table.folded_name)):
            if name and kept and fold(name) != kept:
                yield f"{table.__tablename__} {row_id}: is not found by its name"


def _contacts_elsewhere(session: Session, kind: str, table: type[JobOrder] | type[Visit]) -> Iterator[str]:
    elsewhere = (
        select(table.id)
        .join(ContactPerson, table.contact_person_id == ContactPerson.id)
        .where(ContactPerson.company_id != table.company_id)
    )
    for row_id in session.scalars(elsewhere):
        yield f"{kind} {row_id}: its contact person belongs to another company"
