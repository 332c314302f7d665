"""Small makers of real rows; every one takes a session and overrides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import services as accounts
from app.accounts.models import Organisation, OrganisationKind, Role, User
from app.accounts.passwords import Passwords
from app.companies.models import Company
from app.companies.rules import folded
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from app.visits.models import Visit
from tests.browser_client import PASSWORD

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Personas:
    """Ids of the people and organisations of a test; `id_of["consultant"]`."""

    id_of: dict[str, int]
    organisation_of: dict[str, int]

    @staticmethod
    def email(name: str) -> str:
        """A persona's e-mail."""
        return f"{name}@test.jobloft.dk"


# Name, roles, organisation. `colleague` works with the counsellor; `stranger` elsewhere, shared with by no one.
PEOPLE = (
    ("consultant", (Role.CONSULTANT,), "plan"),
    ("counsellor", (Role.COUNSELLOR,), "plan"),
    ("colleague", (Role.COUNSELLOR,), "plan"),
    ("broker", (Role.BROKER,), "plan"),
    ("job_consultant", (Role.JOB_CONSULTANT,), "municipality"),
    ("manager", (Role.MANAGER,), "landlord"),
    ("steering", (Role.STEERING,), "landlord"),
    ("admin", (Role.ADMIN,), "landlord"),
    ("stranger", (Role.COUNSELLOR,), "other_plan"),
)
ORGANISATIONS = (
    ("plan", OrganisationKind.NEIGHBOURHOOD_PLAN),
    ("municipality", OrganisationKind.MUNICIPALITY),
    ("landlord", OrganisationKind.HOUSING_ASSOCIATION),
    ("other_plan", OrganisationKind.NEIGHBOURHOOD_PLAN),
)


def make_personas(session: Session, passwords: Passwords, *, now: datetime = NOW) -> Personas:
    """Everyone, committed by the caller."""
    places = {name: make_organisation(session, name=f"Org {name}", kind=kind) for name, kind in ORGANISATIONS}
    hashed = passwords.hash(PASSWORD)
    ids = {}
    for name, roles, place in PEOPLE:
        user = accounts.create_user(
            session,
            _Ready(hashed),
            organisation_id=places[place].id,
            name=f"Navn {name}",  # type: ignore[arg-type]
            email=Personas.email(name),
            password=PASSWORD,
            roles=roles,
            now=now,
        )
        ids[name] = user.id
    return Personas(ids, {name: place.id for name, place in places.items()})


class _Ready:
    """Gives out one hash made before: hashing nine passwords a test would be the test's whole time."""

    def __init__(self, hashed: str) -> None:
        self._hashed = hashed

    def hash(self, _password: str) -> str:
        return self._hashed


def make_organisation(session: Session, **over: Any) -> Organisation:
    """A partner organisation."""
    return _added(
        session, Organisation(**({"name": "Partner", "kind": OrganisationKind.OTHER, "updated_at": NOW} | over))
    )


def make_company(session: Session, **over: Any) -> Company:
    """A company; only the name is filled in."""
    values = {"name": "Maler Madsen ApS", "created_at": NOW, "updated_at": NOW} | over
    return _added(session, Company(folded_name=folded(values["name"]), **values))


def make_visit(session: Session, *, company: Company, responsible_id: int, **over: Any) -> Visit:
    """A planned visit of one hour, tomorrow."""
    starts = over.pop("starts_at", NOW + timedelta(days=1))
    values = {"starts_at": starts, "ends_at": starts + timedelta(hours=1), "created_at": NOW, "updated_at": NOW} | over
    return _added(session, Visit(company_id=company.id, responsible_id=responsible_id, **values))


def make_order(session: Session, *, company: Company, responsible_id: int, **over: Any) -> JobOrder:
    """An open order with the least: company, title, hours."""
    values = {
        "title": "Trappevask",
        "hours_low": 6.0,
        "hours_high": 8.0,
        "state": OrderState.OPEN,
        "created_at": NOW,
        "updated_at": NOW,
    } | over
    return _added(session, JobOrder(company_id=company.id, responsible_id=responsible_id, **values))


def make_resident(session: Session, *, organisation_id: int, **over: Any) -> Resident:
    """A resident with only a name."""
    values = {"name": "Amina Test", "created_at": NOW, "updated_at": NOW} | over
    return _added(session, Resident(organisation_id=organisation_id, **values))


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def user_of(session: Session, personas: Personas, name: str) -> User:
    """A persona's row."""
    return session.get_one(User, personas.id_of[name])
