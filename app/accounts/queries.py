"""Reads of users and organisations."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation, Role, User, UserRole
from app.i18n import lazy_gettext as _


def colleagues(session: Session, *roles: Role) -> list[User]:
    """Active users (with one of the roles, when given), by name."""
    query = select(User).where(User.active).order_by(User.name, User.id)
    if roles:
        query = query.where(User.id.in_(select(UserRole.user_id).where(UserRole.role.in_(roles))))
    return list(session.scalars(query))


def colleagues_choices(session: Session, *roles: Role) -> list[tuple[Any, Any]]:
    """Colleagues for a select field; the empty choice is nobody."""
    return [("", _("Nobody yet")), *((user.id, user.name) for user in colleagues(session, *roles))]


def organisations(session: Session) -> list[Organisation]:
    """Active partner organisations by name."""
    return list(session.scalars(select(Organisation).where(Organisation.active).order_by(Organisation.name)))
