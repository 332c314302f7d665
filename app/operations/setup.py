"""Setting up an installation: migrate, first guide, first administrator."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import migrating
from app.accounts import services as accounts
from app.accounts.models import Organisation, OrganisationKind, Role, User, UserRole
from app.accounts.passwords import Passwords
from app.accounts.rules import password_fault
from app.db import Database
from app.history import record
from app.visits.services import ensure_starter_guide

FIRST_ORGANISATION = "Partnerskabet"
NEWER = "the database is of a newer version of the program (migration {}): install that one"
PASSWORD_FAULTS = {
    "short": "the password must have at least 12 characters",
    "long": "the password can have at most 200 characters",
    "common": "the password is too easy to guess",
}


class SetupError(ValueError):
    """What stands in the way, in one line."""


def prepare(database: Database, *, now: datetime) -> None:
    """Migrate to the newest and lay in the starter guide.

    Raises:
        SetupError: a newer version of the program has been at the database.
    """
    found = migrating.revision_of(database.engine)
    if found and not migrating.is_known(found):
        raise SetupError(NEWER.format(found))
    migrating.upgrade(database.url)
    with database.transaction() as session:
        record.begin_action(session, actor_id=None, now=now)
        ensure_starter_guide(session, now=now)


def migration_fault(database: Database) -> str | None:
    """Why this program can't work on the database, in one line; None when it can."""
    found = migrating.revision_of(database.engine)
    if found == migrating.head_revision():
        return None
    if found is None:
        return "the database is not set up: run jobloft init"
    if not migrating.is_known(found):
        return NEWER.format(found)
    return f"the database is at migration {found}, the program at {migrating.head_revision()}: run jobloft init"


def has_administrator(session: Session) -> bool:
    """Whether anybody can administer already."""
    query = select(User.id).join(UserRole).where(UserRole.role == Role.ADMIN, User.active).limit(1)
    return session.scalar(query) is not None


def create_administrator(session: Session, passwords: Passwords, *, email: str, password: str, now: datetime) -> User:
    """The first administrator, in a first organisation that can be renamed.

    Raises:
        SetupError: the password can't be used, or the e-mail is taken.
    """
    fault = password_fault(password, email)
    if fault:
        raise SetupError(PASSWORD_FAULTS[fault])
    if session.scalar(select(User.id).where(User.email == accounts.normal_email(email))):
        raise SetupError(f"{email} has a user already")
    organisation = session.scalar(select(Organisation).limit(1)) or accounts.create_organisation(
        session, name=FIRST_ORGANISATION, kind=OrganisationKind.OTHER, now=now
    )
    return accounts.create_user(
        session,
        passwords,
        organisation_id=organisation.id,
        name="Administrator",
        email=email,
        password=password,
        roles=[Role.ADMIN],
        now=now,
    )


def take_down(database: Database) -> None:
    """Remove all tables and what is in them."""
    migrating.downgrade(database.url, "base")
