"""Who meets a resident, by every route: owner, colleague, assigned, consent holder, stranger, and other roles."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.history.models import AccessLog
from app.residents import queries, rules
from app.residents.models import Consent, ConsentScope, Resident
from tests.factories import user_of
from tests.residents.factories import TODAY, make_consent, profile_of

READ = ("", "/talk", "/consents")
EDIT = (
    *("/edit", "/wishes", "/skills", "/certificates", "/languages", "/competences", "/hours"),
    *("/considerations", "/considerations/edit", "/consents/new"),
)
ACT = ("/talked-today", "/take-over", "/archive", "/reopen", "/consents/{consent}/withdraw")
SECRETS = ("hemmelig", "1986", "+4520304050")


@pytest.fixture
def resident_id(app, personas):
    """The counsellor's resident, with the broker and a job consultant assigned."""
    assigned = {"broker_id": personas.id_of["broker"], "case_officer_id": personas.id_of["job_consultant"]}
    return profile_of(app, personas, **assigned)


@pytest.fixture
def consent_id(app, personas, resident_id):
    """A consent to the stranger's organisation for wishes only."""
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        return make_consent(session, resident, receiver_id=personas.organisation_of["other_plan"]).id


def statuses(browser, resident_id, paths):
    return {path: browser.get(f"/residents/{resident_id}{path}").status_code for path in paths}


def acted(browser, resident_id, consent_id=999):
    answers = {}
    for path in ACT:
        address = f"/residents/{resident_id}{path.format(consent=consent_id)}"
        answers[path] = browser.post(address, once=f"once-{path}", version="1").status_code
    return answers


@pytest.mark.parametrize("persona", ["counsellor", "broker"])
def test_the_own_counsellor_and_the_assigned_broker_open_every_page(as_user, resident_id, persona) -> None:
    assert statuses(as_user(persona), resident_id, READ + EDIT) == dict.fromkeys(READ + EDIT, 200)


def test_a_colleague_reads_but_does_not_edit_and_sees_no_considerations(as_user, resident_id, consent_id) -> None:
    browser = as_user("colleague")
    assert statuses(browser, resident_id, READ) == dict.fromkeys(READ, 200)
    assert statuses(browser, resident_id, EDIT) == dict.fromkeys(EDIT, 403)
    # Taking over is open to colleagues, but refused while there is a counsellor.
    expected = dict.fromkeys(ACT, 403) | {"/take-over": 422}
    assert acted(browser, resident_id, consent_id) == expected
    page = browser.get(f"/residents/{resident_id}").text
    assert "/considerations" not in page
    assert "Hensyn-hemmelig" not in page


def test_a_stranger_knows_of_nothing(as_user, resident_id) -> None:
    browser = as_user("stranger")
    assert statuses(browser, resident_id, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)
    assert acted(browser, resident_id) == dict.fromkeys(ACT, 404)


@pytest.mark.parametrize("persona", ["consultant", "manager", "steering", "admin"])
def test_roles_without_residents_are_refused_by_the_permission(as_user, resident_id, persona) -> None:
    browser = as_user(persona)
    assert statuses(browser, resident_id, READ + EDIT) == dict.fromkeys(READ + EDIT, 403)
    assert acted(browser, resident_id) == dict.fromkeys(ACT, 403)
    assert [browser.get(path).status_code for path in ("/residents", "/residents/new")] == [403, 403]


@pytest.mark.parametrize("persona", ["counsellor", "colleague", "broker", "job_consultant", "stranger"])
def test_an_unknown_id_is_nothing_for_everybody(as_user, resident_id, persona) -> None:
    browser = as_user(persona)
    assert statuses(browser, resident_id + 1000, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)
    assert acted(browser, resident_id + 1000) == dict.fromkeys(ACT, 404)


def test_a_broker_who_is_not_assigned_finds_nothing(app, personas, as_user) -> None:
    other = profile_of(app, personas)
    assert statuses(as_user("broker"), other, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)


def test_an_assigned_job_consultant_opens_residents_of_the_own_organisation(app, personas, as_user) -> None:
    job_consultant = personas.id_of["job_consultant"]
    own = profile_of(app, personas, owner="job_consultant", counsellor_id=None, case_officer_id=job_consultant)
    unassigned = profile_of(app, personas, owner="job_consultant", counsellor_id=None)
    browser = as_user("job_consultant")
    assert statuses(browser, own, READ + EDIT) == dict.fromkeys(READ + EDIT, 200)
    assert statuses(browser, unassigned, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)


def test_assignment_alone_opens_nothing_across_organisations(as_user, resident_id) -> None:
    browser = as_user("job_consultant")
    assert statuses(browser, resident_id, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)
    assert acted(browser, resident_id) == dict.fromkeys(ACT, 404)


def test_with_consent_another_organisation_sees_its_fields_and_nothing_else(as_user, resident_id, consent_id) -> None:
    browser = as_user("stranger")
    page = browser.get(f"/residents/{resident_id}")
    assert page.status_code == 200
    assert "Gøre rent på hotel" in page.text
    assert "Navn counsellor" in page.text
    closed = ("Fatima", "Vaske trapper", "Hygiejnebevis", "Åbnede selv", "Houlkær", "6–10", *SECRETS)
    assert [text for text in closed if text in page.text] == []
    others = ("/talk", "/consents", *EDIT)
    assert statuses(browser, resident_id, others) == dict.fromkeys(others, 404)
    assert acted(browser, resident_id, consent_id) == dict.fromkeys(ACT, 404)


def test_even_a_consent_to_everything_opens_no_notes(app, personas, as_user, resident_id) -> None:
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        everything = [scope.value for scope in ConsentScope]
        make_consent(session, resident, receiver_id=personas.organisation_of["municipality"], scope=everything)
    page = as_user("job_consultant").get(f"/residents/{resident_id}").text
    opened = ("Fatima Yildiz", "Gøre rent på hotel", "Vaske trapper", "Hygiejnebevis", "Åbnede selv", "6–10", "arabisk")
    assert [text for text in opened if text.lower() not in page.lower()] == []
    assert [text for text in ("hemmelig", "1986", "Plakat") if text in page] == []


@pytest.mark.parametrize(
    "over",
    [
        {"withdrawn_at": datetime(2026, 11, 24, 10, 59, tzinfo=UTC)},
        {"valid_until": date(2026, 11, 23)},
        {"given_on": date(2026, 11, 25)},
    ],
    ids=["withdrawn", "expired", "not yet"],
)
def test_a_consent_that_does_not_run_opens_nothing(app, personas, as_user, resident_id, over) -> None:
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        make_consent(session, resident, receiver_id=personas.organisation_of["other_plan"], **over)
    browser = as_user("stranger")
    assert statuses(browser, resident_id, READ + EDIT) == dict.fromkeys(READ + EDIT, 404)
    assert "Gøre rent" not in browser.get("/residents?show=shared").text


def test_a_consent_runs_through_its_last_day(app, personas, as_user, resident_id) -> None:
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        make_consent(session, resident, receiver_id=personas.organisation_of["other_plan"], valid_until=TODAY)
    assert as_user("stranger").get(f"/residents/{resident_id}").status_code == 200


def test_a_consent_to_one_organisation_opens_nothing_to_another(as_user, resident_id, consent_id) -> None:
    assert as_user("job_consultant").get(f"/residents/{resident_id}").status_code == 404


def test_a_withdrawal_takes_effect_on_the_receivers_next_request(app, as_user, resident_id, consent_id) -> None:
    receiver, owner = as_user("stranger"), as_user("counsellor")
    assert receiver.get(f"/residents/{resident_id}").status_code == 200
    answer = owner.submit(
        f"/residents/{resident_id}/consents", to=f"/residents/{resident_id}/consents/{consent_id}/withdraw"
    )
    assert answer.status_code == 303
    assert receiver.get(f"/residents/{resident_id}").status_code == 404
    with app.database.reading() as session:
        assert session.get_one(Consent, consent_id).withdrawn_at == datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def test_an_archived_resident_is_shared_with_nobody(app, as_user, resident_id, consent_id) -> None:
    with app.database.transaction() as session:
        session.get_one(Resident, resident_id).active = False
    assert as_user("stranger").get(f"/residents/{resident_id}").status_code == 404


def test_a_stranger_finds_nothing_in_any_list_or_search(as_user, resident_id) -> None:
    browser = as_user("stranger")
    addresses = [
        f"/residents?show={tab}{rest}"
        for tab in ("", "mine", "team", "assigned", "shared")
        for rest in ("", "&q=Fatima", "&q=Yil", "&archived=1", "&area=Houlkærvænget", "&counsellor=none")
    ]
    link = f'href="/residents/{resident_id}"'
    assert [address for address in addresses if link in browser.get(address).text] == []
    owner = as_user("counsellor")
    assert [link in owner.get(f"/residents?show=mine{rest}").text for rest in ("", "&q=fatima", "&q=yil")] == [True] * 3


def test_a_shared_resident_without_the_name_in_scope_is_not_found_by_name(as_user, resident_id, consent_id) -> None:
    browser = as_user("stranger")
    assert f'href="/residents/{resident_id}"' in browser.get("/residents?show=shared").text
    assert f'href="/residents/{resident_id}"' not in browser.get("/residents?show=shared&q=Fatima").text


def test_a_shared_resident_with_the_name_in_scope_is_found_by_name(app, personas, as_user, resident_id) -> None:
    with app.database.transaction() as session:
        resident = session.get_one(Resident, resident_id)
        make_consent(session, resident, receiver_id=personas.organisation_of["other_plan"], scope=["name_and_contact"])
    page = as_user("stranger").get("/residents?show=shared&q=yild").text
    assert "Fatima Yildiz" in page
    assert "Gøre rent" not in page


def test_the_query_and_the_rule_agree_on_everyone(app, personas, resident_id) -> None:
    profile_of(app, personas, counsellor_id=None)
    profile_of(app, personas, owner="stranger")
    profile_of(
        app,
        personas,
        owner="job_consultant",
        counsellor_id=None,
        case_officer_id=personas.id_of["job_consultant"],
        broker_id=personas.id_of["broker"],
    )
    with app.database.reading() as session:
        residents = session.scalars(select(Resident)).all()
        for name in personas.id_of:
            user = with_roles(session, personas, name)
            by_rule = {resident.id for resident in residents if rules.may_read(user, resident)}
            assert set(session.scalars(queries.visible_residents(user).with_only_columns(Resident.id))) == by_rule
            assert queries.resident_ids_for(session, user) == by_rule
            assert {r.id for r in residents if rules.may_edit(user, r)} <= by_rule


def test_a_look_up_by_id_is_refused_outside_the_scope(app, personas, resident_id) -> None:
    with app.database.reading() as session, pytest.raises(NotFound):
        queries.get_resident_for(session, with_roles(session, personas, "stranger"), resident_id)


def test_the_hint_holds_whom_to_ask_and_nothing_of_the_resident(app, personas, resident_id) -> None:
    with app.database.transaction() as session:
        user_of(session, personas, "counsellor").phone = "+4586123456"
    with app.database.reading() as session:
        hints = queries.owner_hints(session, [resident_id])
    assert {key: dataclasses.asdict(hint) for key, hint in hints.items()} == {
        resident_id: {"organisation": "Org plan", "counsellor": "Navn counsellor", "phone": "+4586123456"}
    }


def with_roles(session, personas, name) -> User:
    """A persona's row with roles, as the signed-in user has it."""
    user = user_of(session, personas, name)
    session.refresh(user, ["role_rows"])
    return user


def logged(app, personas):
    """(persona, resident, what) of the access log, in order."""
    names = {user_id: name for name, user_id in personas.id_of.items()}
    with app.database.reading() as session:
        rows = session.scalars(select(AccessLog).order_by(AccessLog.id)).all()
        return [(names[row.user_id], row.resident_id, row.what) for row in rows]


def test_the_access_log_equals_what_was_viewed(app, personas, as_user, resident_id, consent_id) -> None:
    owner, colleague, stranger = as_user("counsellor"), as_user("colleague"), as_user("stranger")
    owner.get("/residents")
    owner.get(f"/residents/{resident_id}")
    owner.get(f"/residents/{resident_id}/hours")
    owner.get(f"/residents/{resident_id}/considerations")
    owner.get(f"/residents/{resident_id}/talk")
    colleague.get("/residents?show=team&q=fat")
    colleague.get(f"/residents/{resident_id}/edit")  # refused: nothing was seen
    colleague.get(f"/residents/{resident_id}/consents")
    stranger.get(f"/residents/{resident_id}")
    stranger.get(f"/residents/{resident_id}/talk")  # nothing there
    stranger.get("/residents?show=shared&q=fat")  # not found by name
    looks = [
        *(("counsellor", what) for what in ("view", "edit", "considerations", "talk")),
        *(("colleague", what) for what in ("search", "consents")),
        ("stranger", "shared"),
    ]
    assert logged(app, personas) == [(name, resident_id, what) for name, what in looks]


def test_a_form_shown_again_is_a_look_and_a_saved_one_is_a_change(app, personas, as_user, resident_id) -> None:
    browser = as_user("counsellor")
    assert browser.submit(f"/residents/{resident_id}/hours", hours_low="9", hours_high="3").status_code == 422
    assert browser.submit(f"/residents/{resident_id}/hours", hours_low="3", hours_high="9").status_code == 303
    # Two openings of the form, and the one that came back with a fault.
    assert logged(app, personas) == [("counsellor", resident_id, "edit")] * 3
