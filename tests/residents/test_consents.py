"""Consents: given with everything they need, for a year, never to oneself, taken back once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from app.residents.models import Consent, LegalBasis, Resident
from tests.browser_client import form_fields
from tests.residents.factories import make_consent, profile_of

TYPED = {"purpose": "Finde et rengøringsjob", "scope": ["wishes", "hours"], "given_how": "Sagde ja i samtalen"}


@pytest.fixture
def resident_id(app, personas):
    return profile_of(app, personas)


def test_a_consent_is_given_for_a_year_in_the_current_words(app, personas, as_user, resident_id) -> None:
    page = f"/residents/{resident_id}/consents/new"
    receiver = personas.organisation_of["municipality"]
    answer = as_user("counsellor").submit(page, receiver_id=str(receiver), basis="public_task", **TYPED)
    assert (answer.status_code, answer.location) == (303, f"/residents/{resident_id}/consents")
    with app.database.reading() as session:
        consent = session.scalars(select(Consent)).one()
    assert (consent.resident_id, consent.receiver_id, consent.basis) == (resident_id, receiver, LegalBasis.PUBLIC_TASK)
    assert (consent.scope, consent.text_version) == (["wishes", "hours"], "2026-1")
    assert (consent.given_on, consent.valid_until) == (date(2026, 11, 24), date(2027, 11, 24))


def test_the_text_stands_above_the_form(as_user, resident_id) -> None:
    page = as_user("counsellor").get(f"/residents/{resident_id}/consents/new").text
    assert page.index("Du kan fortryde") < page.index('name="receiver_id"')


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"receiver_id": ""}, "receiver_id"),
        ({"receiver_id": "own"}, "receiver_id"),
        ({"purpose": ""}, "purpose"),
        ({"scope": None}, "scope"),
        ({"scope": ["considerations"]}, "scope"),
        ({"basis": "because"}, "basis"),
        ({"given_how": ""}, "given_how"),
        ({"given_on": "2026-11-25", "valid_until": "2027-11-25"}, "given_on"),
        ({"valid_until": "2026-11-23"}, "valid_until"),
        ({"valid_until": ""}, "valid_until"),
    ],
)
def test_a_consent_that_lacks_something_is_refused_at_the_field(app, personas, as_user, resident_id, over, field):
    places = {"own": str(personas.organisation_of["plan"])}
    typed = {"receiver_id": str(personas.organisation_of["municipality"])} | TYPED | over
    typed["receiver_id"] = places.get(typed["receiver_id"], typed["receiver_id"])
    answer = as_user("counsellor").submit(f"/residents/{resident_id}/consents/new", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_the_same_form_twice_gives_one_consent(app, personas, as_user, resident_id) -> None:
    browser, page = as_user("counsellor"), f"/residents/{resident_id}/consents/new"
    fields, _action = form_fields(browser.get(page).text)
    sent = fields | TYPED | {"receiver_id": str(personas.organisation_of["municipality"])}
    assert [browser.client.post(page, data=sent).status_code for _ in range(2)] == [303, 303]
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Consent)) == 1


def test_a_consent_of_another_resident_is_not_withdrawn_by_address(app, personas, as_user, resident_id) -> None:
    other = profile_of(app, personas, name="En Anden")
    with app.database.transaction() as session:
        receiver = personas.organisation_of["municipality"]
        consent_id = make_consent(session, session.get_one(Resident, other), receiver_id=receiver).id
    address = f"/residents/{resident_id}/consents/{consent_id}/withdraw"
    assert as_user("counsellor").post(address, once="x").status_code == 404


def test_all_consents_stay_on_the_list_with_their_state(app, personas, as_user, resident_id) -> None:
    municipality, other = personas.organisation_of["municipality"], personas.organisation_of["other_plan"]
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        make_consent(session, resident, receiver_id=municipality)
        make_consent(session, resident, receiver_id=other, given_on=date(2025, 1, 1), valid_until=date(2025, 12, 31))
    page = as_user("counsellor").get(f"/residents/{resident_id}/consents").text
    assert page.index("Org municipality") < page.index("Gælder") < page.index("Org other_plan") < page.index("Udløbet")
    assert page.count("/withdraw") == 1
    # The resident's own page names only what runs.
    assert "Org other_plan" not in as_user("counsellor").get(f"/residents/{resident_id}").text
