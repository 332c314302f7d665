"""A calendar program with something to fetch."""

from __future__ import annotations

import pytest

from app.web import Jobloft
from tests.factories import make_company, make_visit
from tests.feeds.factories import Program, make_feed, make_step
from tests.wheel.factories import make_contact


@pytest.fixture
def program(app: Jobloft, personas) -> Program:
    """The consultant's program, after one visit, one contact and one step; five minutes later."""
    user_id = personas.id_of["consultant"]
    with app.database.transaction() as session:
        make_feed(session, user_id=user_id)
        company = make_company(session, name="Café Ørsted 🫐, Åparken; nr. 1")
        make_visit(session, company=company, responsible_id=user_id, place="Åboulevarden 3")
        make_contact(session, company=company, responsible_id=user_id)
        make_step(session, owner_id=user_id, company_id=company.id)
    return Program(app)
