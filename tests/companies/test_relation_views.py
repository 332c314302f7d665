"""Stage, contributions, suppliers and contact persons, as each person meets them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts.models import Organisation
from app.companies.models import (
    Answer,
    Company,
    ContactPerson,
    Contribution,
    ContributionKind,
    Stage,
    StageChange,
    SupplierRelation,
)
from app.companies.supplier_numbers import numbers_in
from app.history.models import Change
from app.visits.models import VisitState
from tests.browser_client import form_fields
from tests.companies.factories import make_contact, make_contribution, make_stage_change, make_step, make_supplier
from tests.factories import make_company, make_visit

SECRET = "De er vrede over udbuddet"


@pytest.fixture
def company_id(app, personas) -> int:
    """An active company whose fixed contact is the counsellor."""
    with app.database.transaction() as session:
        return make_company(session, stage=Stage.ACTIVE, fixed_contact_id=personas.id_of["counsellor"]).id


def test_the_stage_changes_with_who_when_and_why(app, as_user, personas, company_id) -> None:
    answer = as_user("consultant").submit(f"/companies/{company_id}/stage", stage="declined", reason=SECRET)
    assert answer.location == f"/companies/{company_id}"
    with app.database.reading() as session:
        assert session.get_one(Company, company_id).stage == Stage.DECLINED
        rows = session.execute(select(StageChange.stage, StageChange.user_id, StageChange.reason)).all()
        assert rows == [(Stage.DECLINED, personas.id_of["consultant"], SECRET)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"stage": "declined", "reason": " "}, "reason"),
        ({"stage": "paused", "reason": ""}, "reason"),
        ({"stage": "active", "reason": "Igen"}, "stage"),
        ({"stage": "sold", "reason": "Solgt"}, "stage"),
        ({"stage": "invited", "reason": "x" * 2001}, "reason"),
    ],
)
def test_a_stage_that_can_not_be_is_told_at_its_field(app, as_user, company_id, typed, field) -> None:
    answer = as_user("consultant").submit(f"/companies/{company_id}/stage", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert form_fields(answer.text)[0]["reason"] == typed["reason"].strip()
    with app.database.reading() as session:
        assert session.get_one(Company, company_id).stage == Stage.ACTIVE
        assert session.scalars(select(StageChange)).all() == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("consultant", True),
        ("counsellor", True),
        ("broker", True),
        ("job_consultant", True),
        ("admin", True),
        ("manager", False),
    ],
)
def test_reasons_and_promises_are_kept_from_those_who_buy(app, as_user, personas, company_id, name, told) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        make_stage_change(session, company, Stage.PAUSED, reason=SECRET)
        make_step(session, owner_id=personas.id_of["broker"], company=company, title="Vi lovede at ringe")
        make_step(session, owner_id=personas.id_of["manager"], company=company, title="Driftschefens eget skridt")
    page = as_user(name).get(f"/companies/{company_id}").text
    assert [text in page for text in (SECRET, "Vi lovede at ringe")] == [told, told]
    assert "Driftschefens eget skridt" in page


def test_contributions_are_added_changed_and_taken_back_in_one_form(app, as_user, company_id) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        make_contribution(session, company, ContributionKind.MENTORING)
        make_contribution(session, company, ContributionKind.YOUTH_JOBS, extent="To unge")
    answer = as_user("counsellor").submit(
        f"/companies/{company_id}/contributions",
        mentoring_answer="",
        youth_jobs_answer="maybe",
        few_paid_hours_answer="yes",
        few_paid_hours_how_often="Hver uge",
        few_paid_hours_extent="2 × 3 timer",
        company_tours_answer="no",
    )
    assert answer.status_code == 303, answer.text
    with app.database.reading() as session:
        rows = session.execute(
            select(Contribution.kind, Contribution.answer, Contribution.how_often, Contribution.extent)
        )
        assert {tuple(row) for row in rows} == {
            (ContributionKind.YOUTH_JOBS, Answer.MAYBE, "", "To unge"),
            (ContributionKind.FEW_PAID_HOURS, Answer.YES, "Hver uge", "2 × 3 timer"),
            (ContributionKind.COMPANY_TOURS, Answer.NO, "", ""),
        }
        changed = session.scalars(select(Change.table_name).where(Change.actor_id.is_not(None))).all()
        assert sorted(changed) == ["contribution"] * 4


def test_how_often_without_an_answer_is_asked_about(app, as_user, company_id) -> None:
    answer = as_user("consultant").submit(
        f"/companies/{company_id}/contributions", mentoring_how_often="Altid", ordinary_jobs_extent="x" * 201
    )
    assert answer.status_code == 422
    assert 'id="mentoring_answer-error"' in answer.text
    assert 'id="ordinary_jobs_extent-error"' in answer.text
    assert form_fields(answer.text)[0]["mentoring_how_often"] == "Altid"


def test_a_stale_form_of_contributions_is_noticed_and_shows_the_others_answer(app, as_user, company_id) -> None:
    mine, theirs, path = as_user("consultant"), as_user("broker"), f"/companies/{company_id}/contributions"
    fields, _action = form_fields(mine.get(path).text)
    assert theirs.submit(path, mentoring_answer="yes", mentoring_extent="Fem mentorer").status_code == 303
    answer = mine.client.post(path, data=fields | {"mentoring_answer": "no"})
    assert answer.status_code == 409
    assert "Fem mentorer" in answer.text
    assert form_fields(answer.text)[0]["mentoring_answer"] == "no"


def test_supplier_relations_are_kept_with_their_agreement(app, as_user, personas, company_id) -> None:
    landlord = personas.organisation_of["landlord"]
    browser, path = as_user("consultant"), f"/companies/{company_id}/suppliers"
    filled = {f"buys_{landlord}": "y", f"clauses_{landlord}": "y", f"ends_{landlord}": "2027-12-31"}
    filled[f"number_{landlord}"] = "0815, 4711"
    assert browser.submit(path, **filled).status_code == 303
    with app.database.reading() as session:
        row = session.scalars(select(SupplierRelation)).one()
        assert (row.company_id, row.organisation_id, row.social_clauses, row.agreement_ends_on) == (
            company_id,
            landlord,
            True,
            date(2027, 12, 31),
        )
        assert numbers_in(row.supplier_number) == ["0815", "4711"]
    page = browser.get(f"/companies/{company_id}").text
    assert "31. dec. 2027" in page
    assert "Leverandørnummer 0815, 4711" in page
    emptied = {f"buys_{landlord}": None, f"clauses_{landlord}": None, f"ends_{landlord}": "", f"number_{landlord}": ""}
    assert browser.submit(path, **emptied).status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(SupplierRelation)).all() == []


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ({"clauses": "y"}, "buys"),
        ({"ends": "2027-12-31"}, "buys"),
        ({"number": "4711"}, "buys"),
        ({"buys": "y", "ends": "31-12-2027x"}, "ends"),
        ({"buys": "y", "ends": "0027-12-31"}, "ends"),
    ],
)
def test_half_an_agreement_is_told_at_its_field(as_user, personas, company_id, typed, part) -> None:
    landlord = personas.organisation_of["landlord"]
    answer = as_user("consultant").submit(
        f"/companies/{company_id}/suppliers", **{f"{name}_{landlord}": value for name, value in typed.items()}
    )
    assert answer.status_code == 422
    assert f'id="{part}_{landlord}-error"' in answer.text


def test_a_relation_to_an_association_that_has_left_is_not_lost(app, as_user, personas, company_id) -> None:
    landlord = personas.organisation_of["landlord"]
    with app.database.transaction() as session:
        make_supplier(session, session.get_one(Company, company_id), landlord, social_clauses=True)
        session.get_one(Organisation, landlord).active = False
    assert as_user("consultant").submit(f"/companies/{company_id}/suppliers").status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(SupplierRelation.social_clauses)).all() == [True]


CONTACT_ADDERS = {"consultant", "broker", "counsellor", "colleague", "job_consultant", "stranger"}


@pytest.mark.parametrize("name", [*sorted(CONTACT_ADDERS), "manager", "admin", "steering"])
def test_who_may_add_contact_persons(app, as_user, company_id, name) -> None:
    browser, path = as_user(name), f"/companies/{company_id}/contacts/new"
    if name not in CONTACT_ADDERS:
        assert browser.get(path).status_code == 403
        assert browser.post(path, name="Kapret", once="k" * 20).status_code == 403
        return
    assert browser.submit(path, name="Hanne Bach", phone="86 12 34 56", email="h@bach.dk").status_code == 303
    with app.database.reading() as session:
        contact = session.scalars(select(ContactPerson)).one()
        assert (contact.name, contact.phone, contact.company_id) == ("Hanne Bach", "+4586123456", company_id)


@pytest.mark.parametrize(("name", "fixed"), [("broker", True), ("counsellor", True), ("colleague", False)])
def test_only_who_may_edit_the_company_says_who_is_its_fixed_contact(app, as_user, company_id, name, fixed) -> None:
    answer = as_user(name).submit(f"/companies/{company_id}/contacts/new", name="Hanne Bach", is_fixed="y")
    assert answer.status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(ContactPerson.is_fixed)).all() == [fixed]


@pytest.fixture
def contacts(app, company_id) -> tuple[int, int]:
    """Two contact persons, the first of them fixed."""
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        return make_contact(session, company, is_fixed=True).id, make_contact(session, company, name="Bo Madsen").id


def test_there_is_one_fixed_contact_at_a_time(app, as_user, company_id, contacts) -> None:
    assert (
        as_user("consultant").submit(f"/companies/{company_id}/contacts/{contacts[1]}", is_fixed="y").status_code == 303
    )
    with app.database.reading() as session:
        fixed = session.scalars(select(ContactPerson.is_fixed).order_by(ContactPerson.id)).all()
        assert fixed == [False, True]


def test_one_who_has_left_stays_in_the_history_and_is_not_the_fixed_contact(app, as_user, company_id, contacts) -> None:
    browser, path = as_user("consultant"), f"/companies/{company_id}/contacts/{contacts[0]}"
    refused = browser.submit(path, left_on="2026-11-24")
    assert refused.status_code == 422
    assert 'id="is_fixed-error"' in refused.text
    assert form_fields(refused.text)[0]["left_on"] == "2026-11-24"
    assert browser.submit(path, left_on="2026-11-24", is_fixed=None).status_code == 303
    page = browser.get(f"/companies/{company_id}").text
    here, gone = page.split("<details><summary>")
    assert ("Bo Madsen" in here, "Hanne Bach" in here, "Hanne Bach" in gone) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "status"),
    [("consultant", 200), ("counsellor", 200), ("colleague", 403), ("job_consultant", 403), ("manager", 403)],
)
def test_who_may_edit_contact_persons(as_user, company_id, contacts, name, status) -> None:
    assert as_user(name).get(f"/companies/{company_id}/contacts/{contacts[0]}").status_code == status


def test_a_contact_person_is_found_only_at_their_own_company(app, as_user, contacts) -> None:
    with app.database.transaction() as session:
        other = make_company(session, name="Byens Bager").id
    browser = as_user("consultant")
    assert browser.get(f"/companies/{other}/contacts/{contacts[0]}").status_code == 404
    assert browser.get(f"/companies/{other}/contacts/99999").status_code == 404


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("phone", "ring bare"),
        ("email", "hanne"),
        ("job_title", "x" * 121),
        ("left_on", "i går"),
        ("left_on", "1026-01-01"),
    ],
)
def test_a_contact_persons_faults_are_told_at_their_field(as_user, company_id, contacts, field, typed) -> None:
    answer = as_user("consultant").submit(
        f"/companies/{company_id}/contacts/{contacts[1]}", **({"job_title": "Mester"} | {field: typed})
    )
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_two_who_edit_one_contact_person_both_keep_their_text(as_user, company_id, contacts) -> None:
    mine, theirs = as_user("consultant"), as_user("broker")
    path = f"/companies/{company_id}/contacts/{contacts[1]}"
    fields, _action = form_fields(mine.get(path).text)
    assert theirs.submit(path, job_title="Malermester").status_code == 303
    answer = mine.client.post(path, data=fields | {"job_title": "Indehaver"})
    assert answer.status_code == 409
    assert "Malermester" in answer.text
    assert form_fields(answer.text)[0]["job_title"] == "Indehaver"


def test_the_page_warns_of_a_colleagues_visit_but_not_of_ones_own(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        make_visit(session, company=company, responsible_id=personas.id_of["broker"], state=VisitState.HELD)
    warning = "notice-warning"
    assert warning in as_user("consultant").get(f"/companies/{company_id}").text
    assert warning not in as_user("broker").get(f"/companies/{company_id}").text
