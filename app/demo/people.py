"""The demonstration's partners and logins."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Organisation, OrganisationKind, Role, User, UserRole
from app.accounts.passwords import Passwords

PASSWORD = "jobloft-demo"  # noqa: S105 (public by intention: only ever set on made-up data)
DOMAIN = "demo.jobloft.dk"

ORGANISATIONS = {
    "hedebo": ("Boligselskabet Hedebo", OrganisationKind.HOUSING_ASSOCIATION, "99110001"),
    "soebyen": ("Søbyens Boligforening", OrganisationKind.HOUSING_ASSOCIATION, "99110002"),
    "gudenaa": ("Gudenå Bolig", OrganisationKind.HOUSING_ASSOCIATION, "99110003"),
    "viborg": ("Viborg Kommune", OrganisationKind.MUNICIPALITY, "99110004"),
    "silkeborg": ("Silkeborg Kommune", OrganisationKind.MUNICIPALITY, "99110005"),
    "plan": ("Helhedsplanen Birkelunden og Søhøjen", OrganisationKind.NEIGHBOURHOOD_PLAN, "99110006"),
    "plan2": ("Helhedsplanen Rugvangen og Åparken", OrganisationKind.NEIGHBOURHOOD_PLAN, "99110007"),
}
# Login, name, organisation, roles, telephone. The first seven are the ones to try.
USERS = (
    ("konsulent", "Karen Lind", "plan", (Role.CONSULTANT,), "99111001"),
    ("vejleder", "Mads Overgaard", "plan", (Role.COUNSELLOR,), "99111002"),
    ("jobformidler", "Tine Brix", "plan", (Role.BROKER,), "99111003"),
    ("driftschef", "Erik Munk Pedersen", "hedebo", (Role.MANAGER,), "99111004"),
    ("styregruppe", "Ulla Ravnsborg", "soebyen", (Role.STEERING,), "99111005"),
    ("admin", "Jens Aaby", "plan", (Role.ADMIN,), "99111006"),
    ("fremmed", "Signe Holt", "plan2", (Role.COUNSELLOR,), "99111007"),
    ("sara", "Sara Amrani", "plan", (Role.COUNSELLOR,), "99111008"),
    ("mikkel", "Mikkel Dam", "plan2", (Role.COUNSELLOR,), "99111009"),
    ("jobkons", "Anne Worsøe", "viborg", (Role.JOB_CONSULTANT,), "99111010"),
    ("jobkons2", "Lars Thorup", "silkeborg", (Role.JOB_CONSULTANT,), "99111011"),
)


@dataclass
class People:
    """Everybody by the short name that the tables use."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def user_id(self, name: str) -> int | None:
        """A user's id; None for an empty cell."""
        return self.users[name].id if name else None


def load(session: Session, passwords: Passwords, now: datetime) -> People:
    """Create partners and users."""
    people = People()
    for key, (name, kind, phone) in ORGANISATIONS.items():
        people.organisations[key] = Organisation(name=name, kind=kind, phone=f"+45{phone}", updated_at=now)
    session.add_all(people.organisations.values())
    session.flush()
    hashed = passwords.hash(PASSWORD)
    for login, name, place, roles, phone in USERS:
        people.users[login] = User(
            organisation_id=people.organisations[place].id,
            name=name,
            email=f"{login}@{DOMAIN}",
            phone=f"+45{phone}",
            password_hash=hashed,
            role_rows=[UserRole(role=role) for role in roles],
            updated_at=now,
        )
    session.add_all(people.users.values())
    session.flush()
    return people
