"""People and partners as choices of a select field."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.accounts.queries import colleagues, organisations
from app.forms import SelectChoice
from app.i18n import lazy_gettext as _


def colleagues_choices(session: Session, *roles: Role) -> list[SelectChoice]:
    """Active users (with one of the roles, when given); the empty choice is nobody."""
    people = [SelectChoice(str(user.id), user.name) for user in colleagues(session, *roles)]
    return [SelectChoice("", _("Nobody yet")), *people]


def organisation_choices(session: Session) -> list[SelectChoice]:
    """Active partners."""
    return [SelectChoice(str(organisation.id), organisation.name) for organisation in organisations(session)]
