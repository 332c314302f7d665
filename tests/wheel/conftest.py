"""A company and a planned contact to begin with."""

from __future__ import annotations

import pytest

from tests.factories import make_company
from tests.wheel.factories import make_contact

PAGES = ("", "/edit", "/move", "/held", "/skip")


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        return make_company(session, name="Gudenå Rengøring").id


@pytest.fixture
def contact_id(app, personas, company_id) -> int:
    with app.database.transaction() as session:
        company = make_company(session, name="Søhøjlandets Gartner 🌱")
        return make_contact(session, company=company, responsible_id=personas.id_of["consultant"]).id
