"""Reads of users and organisations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, selectinload
from werkzeug.exceptions import NotFound

from app.accounts.models import Organisation, Role, User, UserRole, WebSession
from app.db import is_writing


def colleagues(session: Session, *roles: Role) -> list[User]:
    """Active users (with one of the roles, when given), by name."""
    query = select(User).where(User.active).order_by(User.name, User.id)
    if roles:
        query = query.where(User.id.in_(select(UserRole.user_id).where(UserRole.role.in_(roles))))
    return list(session.scalars(query))


def user_list(*, text: str = "", organisation_id: int | None = None) -> Select[Any]:
    """Users with their organisation and roles, for the administrator."""
    query = select(User).options(selectinload(User.role_rows), selectinload(User.organisation))
    if text:
        query = query.where(
            or_(User.name.icontains(text, autoescape=True), User.email.icontains(text, autoescape=True))
        )
    return query.where(User.organisation_id == organisation_id) if organisation_id else query


def get_user(session: Session, user_id: int) -> User:
    """A user for the administrator; locked when the session writes.

    Raises:
        NotFound: there is none.
    """
    query = select(User).where(User.id == user_id).options(selectinload(User.role_rows))
    user = session.scalar(query.with_for_update(of=User) if is_writing(session) else query)
    if user is None:
        raise NotFound
    return user


def get_organisation(session: Session, organisation_id: int) -> Organisation:
    """A partner for the administrator; locked when the session writes.

    Raises:
        NotFound: there is none.
    """
    query = select(Organisation).where(Organisation.id == organisation_id)
    organisation = session.scalar(query.with_for_update() if is_writing(session) else query)
    if organisation is None:
        raise NotFound
    return organisation


def sessions_of(session: Session, user_id: int) -> list[WebSession]:
    """Where a user is signed in, latest first."""
    query = select(WebSession).where(WebSession.user_id == user_id).order_by(WebSession.seen_at.desc())
    return list(session.scalars(query))


def organisations(session: Session) -> list[Organisation]:
    """Active partner organisations by name."""
    return list(session.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.name)))


def all_organisations(session: Session) -> list[Organisation]:
    """All partner organisations, also those that have left."""
    return list(session.scalars(select(Organisation).order_by(Organisation.active.desc(), Organisation.name)))
