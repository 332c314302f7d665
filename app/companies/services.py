"""Actions on companies and their contact persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.companies.models import Company, ContactPerson, Stage, StageChange
from app.companies.rules import folded


def create_company(session: Session, *, actor_id: int, now: datetime, values: Mapping[str, Any]) -> Company:
    """A new company at the stage that the form says; its first stage is dated."""
    company = Company(**values, folded_name=folded(values["name"]), created_at=now, updated_at=now)
    company.stage = company.stage or Stage.CANDIDATE
    company.stage_changes = [StageChange(at=now, user_id=actor_id, stage=company.stage)]
    session.add(company)
    session.flush()
    return company


def update_company(session: Session, company: Company, *, values: Mapping[str, Any]) -> Company:
    """Change facts; the stage has an action of its own, because it is dated and may have a reason."""
    for name, value in values.items():
        setattr(company, name, value)
    company.folded_name = folded(company.name)
    session.flush()
    return company


def change_stage(
    session: Session, company: Company, *, actor_id: int, now: datetime, stage: Stage, reason: str
) -> Company:
    """Move the relation to another stage, with who, when and why."""
    company.stage = stage
    session.add(StageChange(company_id=company.id, at=now, user_id=actor_id, stage=stage, reason=reason))
    session.flush()
    return company


def add_contact(session: Session, company: Company, *, now: datetime, values: Mapping[str, Any]) -> ContactPerson:
    """A new contact person."""
    contact = ContactPerson(company_id=company.id, updated_at=now, **values)
    session.add(contact)
    session.flush()
    return contact
