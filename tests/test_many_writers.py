"""Twenty people write at once: nothing fails, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from app.companies.models import Company
from app.companies.queries import get_company_for
from app.history.models import Change
from app.web import Jobloft
from tests.factories import NOW, make_company, user_of

WRITERS, CHANGES = 20, 50


def test_twenty_writers_of_fifty_changes_each(app: Jobloft, personas) -> None:
    with app.database.transaction() as session:
        company_id = make_company(session, employees=0).id
        user = user_of(session, personas, "consultant")

    def write(_writer: int) -> None:
        for _ in range(CHANGES):
            with app.database.transaction() as session:
                session.info.update(actor_id=user.id, now=NOW, action_id="a" * 32)
                company = get_company_for(session, user, company_id)
                company.employees = (company.employees or 0) + 1

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    with app.database.reading() as session:
        company = session.get_one(Company, company_id)
        kept = session.scalars(select(Change.id).where(Change.action_id == "a" * 32)).all()
    assert (company.employees, company.version, len(kept)) == (1000, 1001, 1000)
