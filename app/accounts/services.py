"""Actions on accounts: check a sign-in, count failures, create users and organisations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Organisation, OrganisationKind, Role, Throttle, User, UserRole, WebSession
from app.accounts.passwords import Passwords
from app.accounts.rules import ACCOUNT_LIMIT, ADDRESS_LIMIT, WINDOW, is_throttled
from app.i18n import lazy_gettext as _
from app.refusals import Refused


def normal_email(email: str) -> str:
    """The form in which addresses are kept and compared."""
    return email.strip().casefold()


def check_sign_in(session: Session, passwords: Passwords, email: str, password: str) -> User | None:
    """The user, if e-mail and password fit and the account is open; the same work is done whatever fails."""
    user = session.scalar(select(User).where(User.email == normal_email(email)).options(selectinload(User.role_rows)))
    fits = passwords.fits(user.password_hash if user else None, password)
    return user if user is not None and fits and user.active else None


def throttle_keys(email: str, address: str) -> dict[str, int]:
    """The counters of an attempt with their limits: one for account and address together, one for the address.

    An account alone has none: a stranger elsewhere could lock its owner out.
    """
    pair = hashlib.sha256(f"{normal_email(email)}|{address}".encode()).hexdigest()
    alone = hashlib.sha256(f"address|{address}".encode()).hexdigest()
    return {pair: ACCOUNT_LIMIT, alone: ADDRESS_LIMIT}


def may_try(session: Session, keys: dict[str, int], now: datetime) -> bool:
    """Whether another attempt is let through."""
    rows = session.scalars(select(Throttle).where(Throttle.key.in_(keys)))
    return not any(is_throttled(row.failures, row.since, now, keys[row.key]) for row in rows)


def count_failure(session: Session, keys: Iterable[str], now: datetime) -> None:
    """Count a failed attempt; a window that has passed begins anew."""
    for key in sorted(keys):
        row = session.get(Throttle, key, with_for_update=True)
        if row is None:
            session.add(Throttle(key=key, failures=1, since=now))
        elif now - row.since >= WINDOW:
            row.failures, row.since = 1, now
        else:
            row.failures += 1


def forget_failures(session: Session, keys: Iterable[str]) -> None:
    """A right password opens the account's own counter again."""
    session.execute(delete(Throttle).where(Throttle.key.in_(list(keys))))


def create_organisation(session: Session, *, name: str, kind: OrganisationKind, now: datetime) -> Organisation:
    """A new partner."""
    organisation = Organisation(name=name, kind=kind, updated_at=now)
    session.add(organisation)
    session.flush()
    return organisation


def create_user(
    session: Session,
    passwords: Passwords,
    *,
    organisation_id: int,
    name: str,
    email: str,
    password: str,
    roles: Iterable[Role],
    now: datetime,
    phone: str = "",
) -> User:
    """A new user with roles; the password is checked by the caller's form."""
    user = User(
        organisation_id=organisation_id,
        name=name,
        email=normal_email(email),
        phone=phone,
        password_hash=passwords.hash(password),
        role_rows=[UserRole(role=role) for role in dict.fromkeys(roles)],
        updated_at=now,
    )
    session.add(user)
    session.flush()
    return user


def update_organisation(session: Session, organisation: Organisation, *, values: Mapping[str, Any]) -> Organisation:
    """Change a partner's facts."""
    _refuse_taken_name(session, values["name"], but=organisation.id)
    for name, value in values.items():
        setattr(organisation, name, value)
    session.flush()
    return organisation


def add_organisation(session: Session, *, values: Mapping[str, Any], now: datetime) -> Organisation:
    """Register a partner from the administrator's form."""
    _refuse_taken_name(session, values["name"])
    organisation = Organisation(**values, updated_at=now)
    session.add(organisation)
    session.flush()
    return organisation


def _refuse_taken_name(session: Session, name: str, but: int | None = None) -> None:
    taken = session.scalar(select(Organisation.id).where(Organisation.name == name))
    if taken is not None and taken != but:
        raise Refused(_("There is a partner of that name already."), "name")


def refuse_taken_email(session: Session, email: str, but: int | None = None) -> None:
    """Two users can't sign in with one address."""
    taken = session.scalar(select(User.id).where(User.email == normal_email(email)))
    if taken is not None and taken != but:
        raise Refused(_("Another user has this e-mail address."), "email")


def update_user(
    session: Session, user: User, *, values: Mapping[str, Any], roles: Iterable[Role], actor_id: int, now: datetime
) -> User:
    """Change a user; new roles or a closed account end the sessions that the old ones opened."""
    refuse_taken_email(session, values["email"], but=user.id)
    wanted = frozenset(roles)
    if user.id == actor_id and (Role.ADMIN not in wanted or not values["active"]):
        raise Refused(_("You can't take your own access as administrator away."), "roles")
    if wanted != user.roles or not values["active"]:
        end_sessions(session, user.id)
    for name, value in values.items():
        setattr(user, name, normal_email(value) if name == "email" else value)
    if wanted != user.roles:
        user.role_rows = [row for row in user.role_rows if row.role in wanted]
        user.role_rows += [UserRole(role=role) for role in sorted(wanted - user.roles)]
        user.updated_at = now
    session.flush()
    return user


def change_password(session: Session, passwords: Passwords, user: User, *, present: str, password: str) -> User:
    """A new password of one's own; every session that the old one opened ends."""
    if not passwords.fits(user.password_hash, present):
        raise Refused(_("That is not your present password."), "present")
    user.password_hash = passwords.hash(password)
    end_sessions(session, user.id)
    return user


def end_sessions(session: Session, user_id: int, *, but: str = "") -> None:
    """Sign a user out everywhere (except in the browser whose id's hash is given)."""
    session.execute(delete(WebSession).where(WebSession.user_id == user_id, WebSession.id_hash != but))
