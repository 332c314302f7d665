"""The demonstration's briefings by managers, and calls that nobody answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.attempts.models import Attempt, Outcome
from app.briefings.models import Briefing, Climate, Partner, Workload
from app.briefings.rules import expiry
from app.briefings.tokens import hash_of
from app.companies.models import Company
from app.demo.people import People
from app.demo.tables import work_time
from app.visits.models import Visit, VisitState

# Company, days since, what happened, a word about it.
ATTEMPTS = (
    ("gron", 1, Outcome.CALL_LATER, "Torben er på pladsen indtil kl. 14"),
    ("ren", 3, Outcome.NO_ANSWER, ""),
)


def load_briefing(session: Session, people: People, companies: dict[str, Company], now: datetime) -> None:
    """One answered briefing before the next visit at the painter's."""
    query = select(Visit).where(Visit.company_id == companies["farve"].id, Visit.state == VisitState.PLANNED)
    visit = session.scalars(query.order_by(Visit.starts_at)).first()
    if visit is None:
        return
    asked, manager = work_time(-4, 9, now), people.users["driftschef"]
    briefing = Briefing(
        company_id=visit.company_id,
        visit_id=visit.id,
        asked_by_id=visit.responsible_id,
        manager_id=manager.id,
        to_name=manager.name,
        to_address=manager.email,
        # The link was used; what stands in its place opens nothing that is worth anything.
        token_hash=hash_of(f"demonstration {visit.uid}"),
        created_at=asked,
        updated_at=asked + timedelta(hours=3),
        expires_at=expiry(visit, asked),
        answered_at=asked + timedelta(hours=3),
        partner=Partner.GOOD,
        climate=Climate.SMOOTH,
        workload=Workload.BUSY,
        remark="De har fået udbuddet på Søhøjen, så der kommer mange opgange.",
    )
    session.add(briefing)
    session.flush()


def load_attempts(session: Session, people: People, companies: dict[str, Company], now: datetime) -> None:
    """Calls of the last days that reached nobody."""
    caller = people.users["konsulent"]
    for key, days, outcome, note in ATTEMPTS:
        at = work_time(-days, 11, now)
        session.add(
            Attempt(company_id=companies[key].id, user_id=caller.id, at=at, updated_at=at, outcome=outcome, note=note)
        )
    session.flush()
