"""How facts of a company are shown beside each other."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import format_decimal

from app import display
from app.companies.labels import ANSWERS, STAGES
from app.companies.models import Company, Contribution
from app.i18n import gettext as _
from app.merging.labels import REASONS
from app.merging.likeness import Reason
from app.merging.rules import Fact


def shown(fact: Fact, company: Company) -> str:
    """What a company has, in words; empty where nothing is known."""
    if fact.name == "address":
        return ", ".join(part for part in (company.street, f"{company.postal_code} {company.city}".strip()) if part)
    if fact.name == "stage":
        return str(STAGES[company.stage])
    if fact.name == "fixed_contact_id":
        return company.fixed_contact.name if company.fixed_contact else ""
    if fact.name == "own_operation_of_id":
        return company.own_operation_of.name if company.own_operation_of else ""
    return _plain(fact.name, fact.value(company)[0])


def _plain(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, date):
        return str(display.short_day(value))
    if isinstance(value, int):
        return str(format_decimal(value))
    if name == "phone":
        return str(display.phone(value))
    return str(display.cvr(value)) if name == "cvr" and value else str(value or "")


def answer_shown(row: Contribution) -> str:
    """An answer to one way of contributing, in words."""
    return " · ".join(part for part in (str(ANSWERS[row.answer]), row.how_often, row.extent) if part)


def reasons_shown(reasons: list[list[Any]]) -> str:
    """Why a pair is proposed, in words."""
    words = []
    for kind, *percent in reasons:
        reason = Reason(kind)
        words.append(str(REASONS[reason]) % {"percent": percent[0]} if percent else str(REASONS[reason]))
    said = ", ".join(words)
    return said[:1].upper() + said[1:]
