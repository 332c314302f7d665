"""Actions that keep a company in peace: warnings until a day, and how often it wants to hear from us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from app.companies.models import Company, CompanyWarning
from app.i18n import lazy_gettext as _
from app.refusals import Refused


def warn(session: Session, company: Company, *, user_id: int, now: datetime, text: str, until: date) -> CompanyWarning:
    """Warn colleagues on every page about the company, up to and with that day."""
    warning = CompanyWarning(company_id=company.id, user_id=user_id, at=now, updated_at=now, text=text, until=until)
    session.add(warning)
    session.flush()
    return warning


def lift(session: Session, warning: CompanyWarning, *, user_id: int, now: datetime) -> CompanyWarning:
    """The matter is settled before its day.

    Raises:
        Refused: it was lifted before.
    """
    if warning.lifted_at is not None:
        raise Refused(_("The warning is lifted already."))
    warning.lifted_at, warning.lifted_by_id = now, user_id
    session.flush()
    return warning


def set_peace(session: Session, company: Company, *, values: Mapping[str, Any]) -> Company:
    """Not before which day, and how many contacts a month; None is no wish."""
    company.not_before, company.contacts_a_month = values["not_before"], values["contacts_a_month"]
    session.flush()
    return company
