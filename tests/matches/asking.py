"""Questions to the counsellors, asked, answered and read in tests."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Role, User, UserRole
from app.history import record
from app.matches.models import Inquiry, InquiryAnswer
from app.orders.models import JobOrder
from app.web import Jobloft
from tests.browser_client import Browser
from tests.factories import NOW
from tests.matches.factories import make_inquiry


def inquiries(app: Jobloft) -> list[Inquiry]:
    """All questions."""
    with app.database.reading() as session:
        return list(session.scalars(select(Inquiry).order_by(Inquiry.id)))


def answers(app: Jobloft) -> dict[int, InquiryAnswer]:
    """All answers by user."""
    with app.database.reading() as session:
        return {row.user_id: row for row in session.scalars(select(InquiryAnswer))}


def ask(browser: Browser, order_id: int, **typed: str):
    """Press the button on the order's page."""
    return browser.submit(f"/job-orders/{order_id}", to=f"/job-orders/{order_id}/ask", **typed)


def asked(app: Jobloft, world, personas, *names: str) -> dict[str, int]:
    """A question to these people; ids of their answers by name."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = session.get_one(JobOrder, world.order)
        rows = make_inquiry(session, personas, order, *names).answers
        return dict(zip(names, (row.id for row in rows), strict=True))


def make_counsellor(session, organisation_id: int, name: str, hashed: str) -> int:
    """Another counsellor's account; its id."""
    user = User(
        organisation_id=organisation_id,
        name=name,
        email=f"{name}@test.jobloft.dk",
        password_hash=hashed,
        updated_at=NOW,
        role_rows=[UserRole(role=Role.COUNSELLOR)],
    )
    session.add(user)
    session.flush()
    return user.id
