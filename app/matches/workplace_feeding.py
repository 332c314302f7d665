"""Loads companies as workplaces to ask: all of them once, afterwards those that something changed at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, load_only

from app.companies.models import Company, Stage
from app.matches.workplace_profiles import workplace_of
from app.orders.models import JobOrder
from app.visits.models import GuideQuestion, Visit, VisitAnswer
from matching import Opening

Row = TypeVar("Row")
JOB_TYPES = "job_types"
"""The guide's question that tells what is done at a company; its key is the same in all versions."""
LATEST = 12
"""So many answers and orders of a company say what it does now."""


def all_workplaces(session: Session) -> list[Opening]:
    """All companies that have not declined and of which something is known. Three queries."""
    return _workplaces(session, true(), true(), true())


def workplaces(session: Session, ids: Collection[int]) -> list[Opening]:
    """Those of the ids. Three queries, none without ids."""
    if not ids:
        return []
    return _workplaces(session, Company.id.in_(ids), Visit.company_id.in_(ids), JobOrder.company_id.in_(ids))


def companies_of(session: Session, company_ids: Collection[int], order_ids: Collection[int]) -> set[int]:
    """These companies, and those of these orders. One query when there are orders."""
    if not order_ids:
        return set(company_ids)
    return {*company_ids, *session.scalars(select(JobOrder.company_id).where(JobOrder.id.in_(order_ids)))}


def _workplaces(
    session: Session, these: ColumnElement[bool], visited: ColumnElement[bool], ordered: ColumnElement[bool]
) -> list[Opening]:
    told, orders = _told(session, visited), _orders(session, ordered)
    columns = load_only(Company.industry, Company.postal_code)
    query = select(Company).where(these, Company.stage != Stage.DECLINED).options(columns).order_by(Company.id)
    found = (
        workplace_of(company, told.get(company.id, ()), orders.get(company.id, ()))
        for company in session.scalars(query)
    )
    return [place for place in found if place.tasks or place.field]


def _told(session: Session, these: ColumnElement[bool]) -> dict[int, list[str]]:
    query = (
        select(Visit.company_id, VisitAnswer.text)
        .join(VisitAnswer, VisitAnswer.visit_id == Visit.id)
        .join(GuideQuestion, GuideQuestion.id == VisitAnswer.question_id)
        .where(GuideQuestion.key == JOB_TYPES, these)
        .order_by(Visit.starts_at.desc(), Visit.id.desc())
    )
    return _latest((row.company_id, row.text) for row in session.execute(query))


def _orders(session: Session, these: ColumnElement[bool]) -> dict[int, list[JobOrder]]:
    columns = load_only(JobOrder.company_id, JobOrder.title, JobOrder.tasks)
    query = select(JobOrder).where(these).options(columns).order_by(JobOrder.created_at.desc(), JobOrder.id.desc())
    return _latest((order.company_id, order) for order in session.scalars(query))


def _latest(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for company_id, row in rows:
        kept = found.setdefault(company_id, [])
        if len(kept) < LATEST:
            kept.append(row)
    return found
