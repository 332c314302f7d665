"""What roles and kinds of partner are called on screen."""

from __future__ import annotations

from typing import Any

from app.accounts.models import OrganisationKind, Role
from app.i18n import lazy_gettext as _

ROLES: dict[Role, Any] = {
    Role.CONSULTANT: _("Jobløft consultant"),
    Role.COUNSELLOR: _("Counsellor"),
    Role.BROKER: _("Job broker"),
    Role.JOB_CONSULTANT: _("The municipality's job consultant"),
    Role.MANAGER: _("Operations or customer manager"),
    Role.STEERING: _("Steering group"),
    Role.ADMIN: _("Administrator"),
}
ORGANISATION_KINDS: dict[OrganisationKind, Any] = {
    OrganisationKind.HOUSING_ASSOCIATION: _("Housing association"),
    OrganisationKind.NEIGHBOURHOOD_PLAN: _("Neighbourhood plan"),
    OrganisationKind.MUNICIPALITY: _("Municipality"),
    OrganisationKind.OTHER: _("Other partner"),
}
PASSWORD_FAULTS: dict[str, Any] = {
    "short": _("The password must have at least 12 characters. A short sentence is easy to remember."),
    "long": _("The password can have at most 200 characters."),
    "common": _("That password is too easy to guess."),
}
