"""Makers of what belongs to a company."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.companies.models import (
    Answer,
    Company,
    CompanyWarning,
    ContactPerson,
    Contribution,
    ContributionKind,
    SavedFilter,
    Stage,
    StageChange,
    SupplierRelation,
)
from app.visits.models import NextStep, Way
from app.wheel.models import PlannedContact
from tests.factories import NOW


def make_contact(session: Session, company: Company, **over: Any) -> ContactPerson:
    """A contact person with only a name."""
    return _added(
        session, ContactPerson(**({"company_id": company.id, "name": "Hanne Bach", "updated_at": NOW} | over))
    )


def make_contribution(
    session: Session, company: Company, kind: ContributionKind, answer: Answer = Answer.YES, **over: Any
) -> Contribution:
    """A company's yes, unless told otherwise."""
    return _added(session, Contribution(company_id=company.id, kind=kind, answer=answer, **over))


def make_supplier(session: Session, company: Company, organisation_id: int, **over: Any) -> SupplierRelation:
    """A housing association that buys from the company."""
    return _added(session, SupplierRelation(company_id=company.id, organisation_id=organisation_id, **over))


def make_stage_change(session: Session, company: Company, stage: Stage, **over: Any) -> StageChange:
    """A dated step of the relation."""
    return _added(session, StageChange(**({"company_id": company.id, "at": NOW, "stage": stage} | over)))


def make_warning(session: Session, company: Company, *, user_id: int, **over: Any) -> CompanyWarning:
    """A warning that was over last year."""
    values = {"text": "Vent til efter ferien", "until": date(2025, 8, 1), "at": NOW, "updated_at": NOW} | over
    return _added(session, CompanyWarning(company_id=company.id, user_id=user_id, **values))


def make_saved_filter(session: Session, *, user_id: int, **over: Any) -> SavedFilter:
    """A person's name for the active companies."""
    return _added(session, SavedFilter(**({"user_id": user_id, "name": "Aktive", "address": "stage=active"} | over)))


def make_step(session: Session, *, owner_id: int, company: Company | None = None, **over: Any) -> NextStep:
    """An open next step that is due today."""
    values = {"title": "Send referat", "due_on": NOW.date(), "created_at": NOW, "updated_at": NOW} | over
    return _added(session, NextStep(owner_id=owner_id, company_id=company.id if company else None, **values))


def make_planned(session: Session, *, company: Company, responsible_id: int, **over: Any) -> PlannedContact:
    """A call in the week that begins on 23 November 2026."""
    values = {
        "on_date": date(2026, 11, 23),
        "way": Way.CALL,
        "purpose": "Ansættelsesrunde til foråret",
        "created_at": NOW,
        "updated_at": NOW,
    } | over
    return _added(session, PlannedContact(company_id=company.id, responsible_id=responsible_id, **values))


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row
