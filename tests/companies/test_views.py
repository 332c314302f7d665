"""Pages of companies as each person meets them."""

from __future__ import annotations

from sqlalchemy import select

from app.companies.models import Company, StageChange
from app.history.models import Change


def test_a_company_is_registered_with_its_first_stage_and_a_change_row(app, as_user, personas) -> None:
    answer = as_user("consultant").submit("/companies/new", name="Midtjysk Rengøring ApS", cvr="DK 13 58 56 28")
    assert answer.status_code == 303, answer.text
    with app.database.reading() as session:
        company = session.scalars(select(Company)).one()
        assert (company.name, company.cvr) == ("Midtjysk Rengøring ApS", "13585628")
        assert session.scalars(select(StageChange.company_id)).all() == [company.id]
        actors = set(session.scalars(select(Change.actor_id).where(Change.table_name == "company")))
        assert actors == {personas.id_of["consultant"]}
    assert answer.location == f"/companies/{company.id}"


def test_a_wrong_cvr_is_told_beside_the_field_and_nothing_typed_is_lost(as_user) -> None:
    answer = as_user("consultant").submit("/companies/new", name="Byens Bager", cvr="12345678", city="Viborg")
    assert answer.status_code == 422
    assert 'id="cvr-error"' in answer.text
    assert 'value="Byens Bager"' in answer.text and 'value="Viborg"' in answer.text
