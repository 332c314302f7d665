"""Actions on accounts: check a sign-in, count failures, create users and organisations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Organisation, OrganisationKind, Role, Throttle, User, UserRole
from app.accounts.passwords import Passwords
from app.accounts.rules import ACCOUNT_LIMIT, ADDRESS_LIMIT, WINDOW, is_throttled


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
