"""Puts together what one person's first page holds: only the lists that their roles work with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import Role, User
from app.briefings.models import Briefing
from app.briefings.queries import waiting_for as waiting_briefings
from app.companies.queries import number_of_suppliers
from app.home import queries
from app.home.rules import Horizon
from app.matches.models import Inquiry, InquiryAnswer
from app.matches.queries import Waiting, waiting_for
from app.orders.models import JobOrder
from app.permissions import allowed
from app.residents.models import Consent, Resident
from app.visits.models import NextStep, Visit
from app.wheel.models import PlannedContact


@dataclass(frozen=True)
class Day:
    """The lists of the page; None where the person's roles have no such list."""

    unnoted: list[Visit] | None = None
    visits_today: list[Visit] | None = None
    visits_soon: list[Visit] | None = None
    steps: list[NextStep] | None = None
    planned: list[PlannedContact] | None = None
    orders: list[JobOrder] | None = None
    questions: list[InquiryAnswer] | None = None
    answered: list[Inquiry] | None = None
    matches: list[Waiting] | None = None
    residents: list[Resident] | None = None
    consents: list[tuple[Consent, Resident]] | None = None
    suppliers: int | None = None
    briefings: list[Briefing] | None = None


def _planned(session: Session, user: User, horizon: Horizon) -> list[PlannedContact] | None:
    """Whoever takes part in a colleague's contact sees it, also without a wheel of their own."""
    if not allowed(user.roles, "visits.edit"):
        return None
    found = queries.planned_contacts(session, user, horizon)
    return found if found or allowed(user.roles, "wheel.edit") else None


def read_day(session: Session, user: User, today: date) -> Day:
    """Today, for this user; at most twelve queries."""
    horizon = Horizon(today)
    may = {name: allowed(user.roles, name) for name in ("visits.read", "steps.edit", "matches.ask")}
    with_residents = allowed(user.roles, "residents.read")
    visits = queries.visits(session, user, horizon) if may["visits.read"] else []
    # Who rarely goes along sees the lists of visits only when there is one.
    goes_along = bool(visits) or allowed(user.roles, "visits.edit")
    days = {visit.id: clock.local_day(visit.starts_at) for visit in visits}
    return Day(
        unnoted=[visit for visit in visits if days[visit.id] < today] if goes_along else None,
        visits_today=[visit for visit in visits if days[visit.id] == today] if goes_along else None,
        visits_soon=[visit for visit in visits if days[visit.id] > today] if goes_along else None,
        steps=queries.steps(session, user, horizon) if may["steps.edit"] else None,
        planned=_planned(session, user, horizon),
        orders=queries.orders_without_candidate(session, user) if may["matches.ask"] else None,
        questions=queries.questions(session, user) if allowed(user.roles, "matches.answer") else None,
        answered=queries.answered(session, user) if may["matches.ask"] else None,
        matches=waiting_for(session, user) if allowed(user.roles, "matches.hint") else None,
        residents=queries.residents_long_since(session, user, horizon) if with_residents else None,
        consents=queries.consents_running_out(session, user, horizon) if with_residents else None,
        suppliers=number_of_suppliers(session, user.organisation_id) if Role.MANAGER in user.roles else None,
        briefings=waiting_briefings(session, user, clock.now()) if Role.MANAGER in user.roles else None,
    )
