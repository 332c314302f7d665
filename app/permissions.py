"""Who may do what, as one table; everything that is not in it is refused.

Source: the table of docs/architecture.md. A permission opens a kind of page; which rows of that kind a person sees
is decided by the scoped look-ups of each feature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from app.accounts.models import Role

CONSULTANT, COUNSELLOR, BROKER = Role.CONSULTANT, Role.COUNSELLOR, Role.BROKER
JOB_CONSULTANT, MANAGER, STEERING, ADMIN = Role.JOB_CONSULTANT, Role.MANAGER, Role.STEERING, Role.ADMIN

EVERYONE = frozenset(Role)
PARTNERS = EVERYONE - {STEERING}
RESIDENT_STAFF = frozenset({COUNSELLOR, BROKER, JOB_CONSULTANT})

TABLE: dict[str, frozenset[Role]] = {
    "home": EVERYONE,
    "search": PARTNERS,
    "companies.read": PARTNERS,
    "companies.edit": frozenset({CONSULTANT, BROKER, COUNSELLOR}),
    "companies.create": frozenset({CONSULTANT, BROKER}),
    # Whoever may read lists in tidies up after them.
    "companies.merge": frozenset({CONSULTANT, BROKER, ADMIN}),
    "companies.read_reasons": PARTNERS - {MANAGER},
    "companies.export": frozenset({CONSULTANT, BROKER, COUNSELLOR}),
    "suppliers.report": frozenset({CONSULTANT, BROKER, MANAGER}),
    "imports.companies": frozenset({CONSULTANT, ADMIN}),
    "contacts.edit": frozenset({CONSULTANT, BROKER, COUNSELLOR, JOB_CONSULTANT}),
    "visits.read": PARTNERS,
    # A note may tell why a company hesitates and what was promised: not for those who buy from it.
    "visits.read_notes": PARTNERS - {MANAGER},
    "visits.edit": frozenset({CONSULTANT, BROKER, COUNSELLOR}),
    # What a manager says of a supplier in confidence.
    "briefings.read": frozenset({CONSULTANT, BROKER}),
    "briefings.ask": frozenset({CONSULTANT, BROKER}),
    "steps.edit": PARTNERS - {ADMIN},
    "orders.read": PARTNERS,
    "orders.edit": frozenset({CONSULTANT, BROKER, COUNSELLOR}),
    "tasks.propose": frozenset({CONSULTANT, BROKER, COUNSELLOR, JOB_CONSULTANT}),
    "wheel.read": PARTNERS,
    "wheel.edit": frozenset({CONSULTANT, BROKER}),
    "residents.read": RESIDENT_STAFF,
    "residents.edit": RESIDENT_STAFF,
    "matches.hint": frozenset({CONSULTANT}) | RESIDENT_STAFF,
    "matches.ask": frozenset({CONSULTANT, BROKER}),
    "matches.answer": RESIDENT_STAFF,
    "matches.choose": RESIDENT_STAFF,
    # A confirmed word counts for everybody, so whoever writes words may see them all; the administrator mends them.
    "words.use": frozenset({CONSULTANT}) | RESIDENT_STAFF,
    "words.read": frozenset({CONSULTANT, ADMIN}) | RESIDENT_STAFF,
    "feeds.own": EVERYONE,
    "results.read": EVERYONE,
    "account.own": EVERYONE,
    "admin.users": frozenset({ADMIN}),
    "changes.undo": frozenset({ADMIN}),
    "guides.edit": frozenset({ADMIN}),
}

# Reached without signing in; anything else without a declared permission stops the application from starting.
PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "assets.static",
        "accounts.login",
        "accounts.switch_language",
        "health.alive",
        "health.ready",
        "feeds.serve",
        "visits.worker",
        "visits.shell",
        "briefings.answer",
    }
)

View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: str) -> Callable[[View], View]:
    """Declare the permission of a route; an unknown name is a programming error."""
    if permission not in TABLE:
        raise KeyError(permission)

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def allowed(roles: Iterable[Role], permission: str) -> bool:
    """Whether any of the roles opens the permission."""
    return not TABLE[permission].isdisjoint(roles)


class UndeclaredRoute(RuntimeError):
    """A route without a permission."""


def check_routes(view_functions: dict[str, Callable[..., Any]]) -> None:
    """Refuse to start when a route neither names its permission nor stands on the public list."""
    missing = [
        endpoint
        for endpoint, view in view_functions.items()
        if endpoint not in PUBLIC_ENDPOINTS and not hasattr(view, "permission")
    ]
    if missing:
        raise UndeclaredRoute(f"routes without permission: {', '.join(sorted(missing))}")
