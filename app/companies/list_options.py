"""What can be chosen in the filters of the list, and the filters that somebody named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from app.accounts.models import Organisation, OrganisationKind, User, UserRole
from app.companies import labels, rules
from app.companies.listing import MARKS, NOBODY
from app.companies.models import SavedFilter
from app.companies.queries import industries_in_use
from app.i18n import gettext as _
from app.i18n import ngettext

_INDUSTRY = industries_in_use().c.name
_OWNERS = select(UserRole.user_id).where(UserRole.role.in_(rules.FIXED_CONTACT_ROLES))
# One question to the database instead of four: each of them is short, the way there is not. Put together once.
_NAMED = union_all(
    select(
        literal("industry").label("what"), literal(0).label("id"), _INDUSTRY.label("name"), literal("").label("address")
    ).where(_INDUSTRY.is_not(None)),
    select(literal("owner"), User.id, User.name, literal("")).where(User.active, User.id.in_(_OWNERS)),
    select(literal("association"), Organisation.id, Organisation.name, literal("")).where(
        Organisation.active, Organisation.kind == OrganisationKind.HOUSING_ASSOCIATION
    ),
    select(literal("saved"), SavedFilter.id, SavedFilter.name, SavedFilter.address).where(
        SavedFilter.user_id == bindparam("user_id")
    ),
).order_by("name", "id")


@dataclass(frozen=True)
class Saved:
    """Filters that the user named: their name, and the list's address that they stand for."""

    id: int
    name: str
    address: str


@dataclass(frozen=True)
class Options:
    """What can be chosen in each filter: values with their names; and one's own saved filters by name."""

    stages: list[tuple[str, Any]]
    industries: list[tuple[str, str]]
    contributions: list[tuple[str, Any]]
    associations: list[tuple[int, str]]
    owners: list[tuple[str, str]]
    marks: list[tuple[int, str]]
    saved: list[Saved]


def options_for(session: Session, user_id: int) -> Options:
    """The choices as they stand now, and this user's saved filters. One query."""
    named: dict[str, list[Any]] = {"industry": [], "owner": [], "association": [], "saved": []}
    for what, row_id, name, address in session.execute(_NAMED, {"user_id": user_id}):
        named[what].append((row_id, name, address))
    return Options(
        stages=[(stage.value, label) for stage, label in labels.STAGES.items()],
        industries=[(name, name) for _id, name, _address in named["industry"]],
        contributions=[(kind.value, label) for kind, label in labels.CONTRIBUTIONS.items()],
        associations=[(row_id, name) for row_id, name, _address in named["association"]],
        owners=[(NOBODY, _("Nobody")), *((str(row_id), name) for row_id, name, _address in named["owner"])],
        marks=[(n, ngettext("At least %(num)s mark", "At least %(num)s marks", n)) for n in range(1, MARKS + 1)],
        saved=[Saved(*one) for one in named["saved"]],
    )
