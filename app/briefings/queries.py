"""Reads of briefings; only for those who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Role, User, UserRole
from app.briefings import rules
from app.briefings.letter import KIND
from app.briefings.models import Briefing
from app.briefings.rules import Standing
from app.briefings.tokens import hash_of
from app.companies.models import Company, SupplierRelation
from app.db import is_writing
from app.mail.models import MailState
from app.mail.queries import latest_about
from app.permissions import allowed
from app.visits.models import Visit, VisitState

MOST_SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """A briefing with how it stands and what became of its mail."""

    briefing: Briefing
    standing: Standing
    mail: MailState | None


@dataclass(frozen=True)
class Box:
    """What a page shows of briefings: the newest first, and of whom one can be asked for before which visit."""

    rows: Sequence[Shown] = ()
    visit: Visit | None = None
    managers: Sequence[User] = ()

    @property
    def answered(self) -> Shown | None:
        """The latest answer."""
        return next((row for row in self.rows if row.standing == Standing.ANSWERED), None)

    @property
    def open(self) -> Shown | None:
        """The one that waits for an answer."""
        return next((row for row in self.rows if row.standing == Standing.ASKED), None)


def box_of_company(session: Session, user: User, company_id: int, now: datetime, visit: Visit | None = None) -> Box:
    """What the company's page and the pages of its visits show; empty for those who may not read briefings.

    Without `visit` one can be asked for before the company's next planned visit. Four queries at most.
    """
    if not allowed(user.roles, "briefings.read"):
        return Box()
    query = select(Briefing).where(Briefing.company_id == company_id).options(joinedload(Briefing.asked_by))
    found = session.scalars(query.order_by(Briefing.id.desc()).limit(MOST_SHOWN)).all()
    mails = latest_about(session, KIND, [briefing.id for briefing in found])
    rows = [Shown(b, rules.standing_of(b, now), mails[b.id].state if b.id in mails else None) for b in found]
    before = visit or _next_visit(session, company_id, now)
    if before is None or not allowed(user.roles, "briefings.ask"):
        return Box(rows)
    mine = [briefing for briefing in found if briefing.visit_id == before.id]
    return Box(rows, before, managers_of(session, company_id)) if rules.may_ask(before, mine, now) else Box(rows)


def briefings_of_visit(session: Session, visit_id: int) -> Sequence[Briefing]:
    """All that were asked for before one visit."""
    return session.scalars(select(Briefing).where(Briefing.visit_id == visit_id).order_by(Briefing.id)).all()


def waiting_for(session: Session, user: User, now: datetime) -> list[Briefing]:
    """Those that this manager is asked for and has not answered yet, the nearest visit first. One query."""
    open_still = (Briefing.answered_at.is_(None), Briefing.expires_at > now, Visit.state != VisitState.CANCELLED)
    query = select(Briefing).join(Briefing.visit).where(Briefing.manager_id == user.id, *open_still)
    options = (joinedload(Briefing.company, innerjoin=True), joinedload(Briefing.asked_by, innerjoin=True))
    return list(session.scalars(query.options(*options).order_by(Visit.starts_at, Briefing.id).limit(MOST_SHOWN)))


def managers_of(session: Session, company_id: int) -> Sequence[User]:
    """The managers of the associations that buy from a company, or run it themselves, by name."""
    buying = select(SupplierRelation.organisation_id).where(SupplierRelation.company_id == company_id)
    own = select(Company.own_operation_of_id).where(Company.id == company_id, Company.own_operation_of_id.is_not(None))
    query = (
        select(User)
        .where(User.active, User.id.in_(select(UserRole.user_id).where(UserRole.role == Role.MANAGER)))
        .where(or_(User.organisation_id.in_(buying), User.organisation_id.in_(own)))
        .options(joinedload(User.organisation))
    )
    return session.scalars(query.order_by(User.name, User.id)).all()


def briefing_at(session: Session, token: str) -> Briefing | None:
    """The briefing behind a link, with its company and who asked; locked when the session writes."""
    query = select(Briefing).where(Briefing.token_hash == hash_of(token))
    found = session.scalar(query.with_for_update() if is_writing(session) else query)
    if found is None:
        return None
    options = (joinedload(Briefing.company), joinedload(Briefing.asked_by).joinedload(User.organisation))
    again = select(Briefing).where(Briefing.id == found.id).options(*options)
    return session.scalars(again.execution_options(populate_existing=True)).one()


def _next_visit(session: Session, company_id: int, now: datetime) -> Visit | None:
    query = select(Visit).where(
        Visit.company_id == company_id, Visit.state == VisitState.PLANNED, Visit.starts_at > now
    )
    return session.scalars(query.order_by(Visit.starts_at, Visit.id).limit(1)).first()
