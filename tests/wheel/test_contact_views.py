"""Planned contacts as each person meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import html5lib
import pytest

from app.companies.models import Company
from app.visits.models import Way
from app.wheel.models import PlannedContact, PlannedState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit
from tests.wheel.factories import WEEK_50, kept, make_contact, only

PAGES = ("", "/edit", "/move", "/held", "/skip")


@pytest.mark.parametrize(
    "name", ["consultant", "counsellor", "broker", "job_consultant", "manager", "admin", "stranger"]
)
def test_partners_read_the_wheel(as_user, contact_id: int, name: str) -> None:
    browser = as_user(name)
    assert browser.get("/year-wheel").location == "/year-wheel/2026"
    assert browser.get("/year-wheel/2026").status_code == 200
    assert browser.get(f"/planned-contacts/{contact_id}").status_code == 200


def test_the_steering_group_reads_figures_not_the_wheel(as_user, contact_id: int) -> None:
    browser = as_user("steering")
    answers = [browser.get(path).status_code for path in ("/year-wheel/2026", f"/planned-contacts/{contact_id}")]
    assert answers == [403, 403]


@pytest.mark.parametrize("name", ["counsellor", "job_consultant", "manager", "admin"])
def test_only_consultants_and_brokers_change_it(as_user, contact_id: int, name: str) -> None:
    browser = as_user(name)
    paths = [
        "/year-wheel/new",
        "/year-wheel/2026/roll-over",
        *(f"/planned-contacts/{contact_id}{p}" for p in PAGES[1:]),
    ]
    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert "/year-wheel/new" not in browser.get("/year-wheel/2026").text


def test_a_colleague_edits_what_is_not_their_own(app, as_user, contact_id: int) -> None:
    assert as_user("broker").submit(f"/planned-contacts/{contact_id}/edit", purpose="Lærepladser").status_code == 303
    assert only(app).purpose == "Lærepladser"


def test_an_unknown_contact_or_year_is_404(as_user, personas) -> None:
    browser = as_user("consultant")
    paths = [*(f"/planned-contacts/999{page}" for page in PAGES), "/year-wheel/1999", "/year-wheel/2099"]
    paths += ["/year-wheel/new?company_id=999", "/year-wheel/new?visit_id=999", "/year-wheel/2098/roll-over/x"]
    assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_a_week_is_planned_and_stands_on_the_wheel_as_a_link(app, as_user, personas, company_id: int) -> None:
    browser = as_user("consultant")
    answer = browser.submit(
        f"/year-wheel/new?company_id={company_id}", week="48", year="2026", purpose="Spørg om jul", way="visit"
    )
    contact = only(app)
    assert (answer.status_code, answer.location) == (303, f"/planned-contacts/{contact.id}")
    assert (contact.on_date, contact.whole_week, contact.way) == (date(2026, 11, 23), True, Way.VISIT)
    assert (contact.responsible_id, contact.state, contact.sequence) == (personas.id_of["consultant"], "planned", 0)
    page = browser.get("/year-wheel/2026").text
    assert f'<a class="mark" href="/planned-contacts/{contact.id}"' in page
    assert page.count("Gudenå Rengøring: Besøg, uge 48, Navn consultant (Planlagt)") == 2


def test_a_day_is_planned(app, as_user, company_id: int) -> None:
    typed = {"span": "day", "day": "2026-12-24", "week": "", "year": "", "purpose": "Julehilsen"}
    assert as_user("consultant").submit(f"/year-wheel/new?company_id={company_id}", **typed).status_code == 303
    assert (only(app).on_date, only(app).whole_week) == (date(2026, 12, 24), False)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"week": "60"}, "week", "2026 har ugerne 1 til 53."),
        ({"week": "53", "year": "2027"}, "week", "2027 har ugerne 1 til 52."),
        ({"week": "0"}, "week", "2026 har ugerne 1 til 53."),
        ({"week": ""}, "week", "Skriv ugens nummer."),
        ({"year": ""}, "year", "Skriv året."),
        ({"year": "26"}, "year", "Vælg et år mellem 2000 og 2098."),
        ({"week": "47"}, "week", "Den uge er gået."),
        ({"span": "day", "day": ""}, "day", "Vælg datoen."),
        ({"span": "day", "day": "2026-24-12"}, "day", "Det er ikke en dato."),
        ({"span": "day", "day": "2026-11-23"}, "day", "Den dag er allerede gået."),
        ({"span": "day", "day": "3026-11-23"}, "day", "Vælg et år mellem 2000 og 2098."),
        ({"purpose": ""}, "purpose", "Skriv, hvad du vil tale med dem om."),
        ({"purpose": "x" * 201}, "purpose", "200"),
        ({"responsible_id": ""}, "responsible_id", "Vælg, hvem der er ansvarlig."),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(
    app, as_user, company_id, typed, field, message
) -> None:
    good = {"week": "49", "year": "2026", "purpose": "Spørg om vikarer", "preparation": "Læs på lektien"}
    answer = as_user("consultant").submit(f"/year-wheel/new?company_id={company_id}", **(good | typed))
    assert answer.status_code == 422
    errors = [e for e in html5lib.parse(answer.text).iter() if e.get("id") == f"{field}-error"]
    assert len(errors) == 1
    assert message in "".join(errors[0].itertext())
    assert "Læs på lektien" in answer.text
    assert kept(app) == []


def test_what_stands_in_the_field_that_was_not_chosen_is_not_read(app, as_user, company_id: int) -> None:
    typed = {"span": "week", "week": "50", "year": "2026", "day": "vrøvl", "purpose": "Status"}
    assert as_user("consultant").submit(f"/year-wheel/new?company_id={company_id}", **typed).status_code == 303
    assert only(app).on_date == WEEK_50


def test_the_company_is_found_by_name_and_a_visit_brings_its_own(app, as_user, personas, company_id: int) -> None:
    browser = as_user("consultant")
    with app.database.transaction() as session:
        company = make_company(session, name="Byens Bager")
        visit = make_visit(session, company=company, responsible_id=personas.id_of["consultant"])
    answer = browser.get("/year-wheel/new?company=guden&week=12&year=2027")
    assert answer.location == f"/year-wheel/new?company_id={company_id}&week=12&year=2027"
    fields, _ = form_fields(browser.get(answer.location).text)
    assert (fields["week"], fields["year"]) == ("12", "2027")
    page = browser.get(f"/year-wheel/new?visit_id={visit.id}")
    assert "<h1>Planlæg en kontakt med Byens Bager</h1>" in page.text
    fields, _ = form_fields(page.text)
    assert (fields["week"], fields["year"]) == ("8", "2027")  # a quarter after the visit


def test_moving_raises_the_sequence_and_other_changes_do_not(app, as_user, contact_id: int) -> None:
    browser = as_user("consultant")
    browser.submit(f"/planned-contacts/{contact_id}/edit", preparation="Ring til Bente først")
    assert only(app).sequence == 0
    browser.submit(f"/planned-contacts/{contact_id}/move", week="51")
    assert (only(app).sequence, only(app).on_date) == (1, date(2026, 12, 14))
    browser.submit(f"/planned-contacts/{contact_id}/move", span="day", day="2026-12-15")
    assert (only(app).sequence, only(app).on_date, only(app).whole_week) == (2, date(2026, 12, 15), False)
    unmoved = browser.submit(f"/planned-contacts/{contact_id}/move")
    assert (unmoved.status_code, 'id="day-error"' in unmoved.text) == (422, True)


def test_an_overdue_contact_can_be_edited_where_it_stands_but_not_moved_into_the_past(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        late = make_contact(
            session, company=company, responsible_id=personas.id_of["consultant"], on_date=date(2026, 11, 9)
        )
    browser = as_user("consultant")
    assert browser.submit(f"/planned-contacts/{late.id}/edit", purpose="Stadig").status_code == 303
    assert browser.submit(f"/planned-contacts/{late.id}/edit", week="45").status_code == 422
    assert only(app).purpose == "Stadig"


def test_skipping_asks_for_the_reason(app, as_user, contact_id: int) -> None:
    browser = as_user("consultant")
    empty = browser.submit(f"/planned-contacts/{contact_id}/skip", reason="  ")
    assert (empty.status_code, 'id="reason-error"' in empty.text) == (422, True)
    assert browser.submit(f"/planned-contacts/{contact_id}/skip", reason="De flytter").status_code == 303
    assert (only(app).state, only(app).state_reason, only(app).sequence) == (PlannedState.SKIPPED, "De flytter", 1)
    assert "De flytter" in browser.get(f"/planned-contacts/{contact_id}").text
    assert "De flytter" not in as_user("manager").get(f"/planned-contacts/{contact_id}").text
    again = browser.submit(f"/planned-contacts/{contact_id}", to=f"/planned-contacts/{contact_id}/plan-again")
    assert again.status_code == 303
    assert (only(app).state, only(app).state_reason, only(app).sequence) == (PlannedState.PLANNED, "", 2)


def test_planning_again_beside_a_colleague_asks_why(app, as_user, personas, contact_id: int) -> None:
    path = f"/planned-contacts/{contact_id}"
    browser = as_user("consultant")
    browser.submit(f"{path}/skip", reason="De flytter")
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(PlannedContact, contact_id).company_id)
        make_visit(session, company=company, responsible_id=personas.id_of["broker"], starts_at=NOW + timedelta(days=9))
    asked = browser.submit(path, to=f"{path}/plan-again")
    assert (asked.status_code, "Navn broker" in asked.text) == (422, True)
    assert only(app).state == PlannedState.SKIPPED
    assert browser.submit(f"{path}/plan-again", outreach_reason="Aftalt med ham").status_code == 303
    assert (only(app).state, only(app).outreach_reason) == (PlannedState.PLANNED, "Aftalt med ham")


def test_held_as_the_companys_visit_of_that_time(app, as_user, personas, contact_id: int) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(PlannedContact, contact_id).company_id)
        at = {"company": company, "responsible_id": personas.id_of["broker"]}
        near = make_visit(session, starts_at=NOW - timedelta(days=2), **at).id
        make_visit(session, starts_at=NOW - timedelta(days=300), **at)
    browser = as_user("consultant")
    fields, _ = form_fields(browser.get(f"/planned-contacts/{contact_id}/held").text)
    assert fields["visit_id"] == str(near)
    assert browser.submit(f"/planned-contacts/{contact_id}/held").status_code == 303
    assert (only(app).state, only(app).visit_id, only(app).sequence) == (PlannedState.HELD, near, 0)
    assert f'href="/visits/{near}"' in browser.get(f"/planned-contacts/{contact_id}").text


def test_held_without_a_visit_and_not_as_another_companys(app, as_user, personas, contact_id: int) -> None:
    with app.database.transaction() as session:
        other = make_company(session, name="En anden")
        foreign = make_visit(
            session, company=other, responsible_id=personas.id_of["broker"], starts_at=NOW - timedelta(days=2)
        ).id
    browser = as_user("consultant")
    assert browser.submit(f"/planned-contacts/{contact_id}/held", visit_id=str(foreign)).status_code == 422
    assert browser.submit(f"/planned-contacts/{contact_id}/held", visit_id="").status_code == 303
    assert (only(app).state, only(app).visit_id) == (PlannedState.HELD, None)
    assert browser.submit(f"/planned-contacts/{contact_id}/held", visit_id="").status_code == 422


def test_planning_a_visit_takes_day_way_and_purpose_along(app, as_user, personas, contact_id: int) -> None:
    with app.database.transaction() as session:
        contact = session.get_one(PlannedContact, contact_id)
        contact.on_date, contact.whole_week, contact.way = date(2026, 12, 9), False, Way.MEETING
    page = as_user("consultant").get(f"/planned-contacts/{contact_id}").text
    link = next(e.get("href") for e in html5lib.parse(page).iter() if (e.get("href") or "").startswith("/visits/new"))
    fields, _ = form_fields(as_user("consultant").get(link).text)
    assert (fields["day"], fields["way"], fields["purpose"]) == ("2026-12-09", "meeting", "Spørg om sommerafløsere")


@pytest.mark.parametrize(
    ("days", "warned"), [(0, True), (-14, True), (-15, False), (18, True), (20, True), (21, False)]
)
def test_a_colleagues_contact_within_14_days_is_told_with_who_and_when(app, as_user, personas, days, warned) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        mine = make_contact(session, company=company, responsible_id=personas.id_of["consultant"])
        at = datetime(2026, 12, 7, 9, tzinfo=UTC) + timedelta(days=days)
        make_visit(session, company=company, responsible_id=personas.id_of["broker"], starts_at=at)
    page = as_user("consultant").get(f"/planned-contacts/{mine.id}").text
    assert ("<strong>Navn broker</strong>, Org plan" in page) is warned


def test_ones_own_contacts_are_no_warning(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        mine = make_contact(session, company=company, responsible_id=personas.id_of["broker"])
        make_visit(session, company=company, responsible_id=personas.id_of["broker"])
    assert "notice-warning" not in as_user("consultant").get(f"/planned-contacts/{mine.id}").text


def test_a_stale_form_is_shown_both_texts(app, as_user, contact_id: int) -> None:
    path = f"/planned-contacts/{contact_id}/edit"
    mine, theirs = as_user("consultant"), as_user("broker")
    opened, _ = form_fields(mine.get(path).text)
    assert theirs.submit(path, purpose="Deres").status_code == 303
    answer = mine.client.post(path, data=opened | {"purpose": "Min"})
    assert answer.status_code == 409
    assert 'value="Min"' in answer.text
    assert "<blockquote>Deres</blockquote>" in answer.text


def test_the_same_form_twice_plans_one_contact(app, as_user, company_id: int) -> None:
    browser = as_user("consultant")
    path = f"/year-wheel/new?company_id={company_id}"
    fields, _ = form_fields(browser.get(path).text)
    answers = [browser.client.post(path, data=fields | {"purpose": "Status"}).location for _ in range(3)]
    assert len(set(answers)) == 1
    assert len(kept(app)) == 1


def test_a_late_contact_is_moved_from_this_week(app, as_user, contact_id: int) -> None:
    with app.database.transaction() as session:
        session.get_one(PlannedContact, contact_id).on_date = date(2026, 11, 2)
    fields, _ = form_fields(as_user("consultant").get(f"/planned-contacts/{contact_id}/move").text)
    assert (fields["span"], fields["week"], fields["year"]) == ("week", "48", "2026")
