"""People and partners as choices of a select field."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.queries import organisations
from app.forms import SelectChoice


def organisation_choices(session: Session) -> list[SelectChoice]:
    """Active partners."""
    return [SelectChoice(str(organisation.id), organisation.name) for organisation in organisations(session)]
