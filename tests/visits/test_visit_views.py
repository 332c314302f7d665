"""Planning, moving, cancelling and holding visits as each person meets it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.companies.models import Company
from app.visits.models import GuideVersion, Visit, VisitParticipant, VisitState, Way
from tests.factories import NOW, make_company, make_visit
from tests.visits.factories import make_contact

PLAN = {"day": "2026-12-01", "starts": "09:00", "ends": "10:30"}


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        company = make_company(session, street="Industrivej 14", postal_code="8800", city="Viborg", cvr="13585628")
        make_contact(session, company=company, is_fixed=True)
        return company.id


def made_visit(app, personas, company_id: int, responsible: str = "consultant", **over) -> int:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        return make_visit(session, company=company, responsible_id=personas.id_of[responsible], **over).id


def the_visit(app, visit_id: int | None = None) -> Visit:
    with app.database.reading() as session:
        return session.scalars(select(Visit) if visit_id is None else select(Visit).where(Visit.id == visit_id)).one()


def test_a_visit_is_planned_in_danish_time_with_what_the_company_page_knows(app, as_user, personas, company_id) -> None:
    answer = as_user("consultant").submit(
        f"/visits/new?company_id={company_id}", **PLAN, participants=[str(personas.id_of["counsellor"])]
    )
    visit = the_visit(app)
    assert (answer.status_code, answer.location) == (303, f"/visits/{visit.id}")
    assert visit.starts_at == datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert visit.ends_at == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    assert (visit.place, visit.way, visit.sequence) == ("Industrivej 14, 8800 Viborg", Way.VISIT, 0)
    assert visit.responsible_id == personas.id_of["consultant"]
    with app.database.reading() as session:
        assert session.scalars(select(VisitParticipant.user_id)).all() == [personas.id_of["counsellor"]]
        assert session.scalars(select(GuideVersion.number)).all() == [1]
    page = as_user("counsellor").get(answer.location)
    assert "tirsdag 1. december 2026 kl. 9.00–10.30" in page.text
    assert 'href="tel:+4586123456"' in page.text


def test_a_call_does_not_take_place_at_the_company_and_lasts_an_hour_when_nothing_is_said(
    app, as_user, company_id
) -> None:
    as_user("consultant").submit(
        f"/visits/new?company_id={company_id}", day="01-12-2026", starts="9.15", ends="", way="call"
    )
    visit = the_visit(app)
    assert (visit.place, visit.ends_at - visit.starts_at) == ("", timedelta(hours=1))
    assert visit.starts_at == datetime(2026, 12, 1, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("ends", {"ends": "08:00"}, "Besøget skal slutte"),
        ("day", {"day": ""}, "Vælg datoen."),
        ("day", {"day": "i morgen"}, "Det er ikke en dato."),
        ("day", {"day": "0206-12-01"}, "Året skal være mellem"),
        ("starts", {"starts": "kl. ni"}, "Det er ikke et klokkeslæt."),
        ("starts", {"day": "2027-03-28", "starts": "02:30", "ends": ""}, "springer uret"),
        ("ends", {"day": "2027-03-28", "starts": "01:30", "ends": "02:30"}, "springer uret"),
        ("place", {"place": "x" * 201}, "200"),
        ("purpose", {"purpose": "x" * 2001}, "2000"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_all_is_kept(
    app, as_user, company_id, field: str, typed: dict[str, str], message: str
) -> None:
    sent = PLAN | {"purpose": "Følge op på trappevask"} | typed
    answer = as_user("consultant").submit(f"/visits/new?company_id={company_id}", **sent)
    assert answer.status_code == 422
    beside = answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert message in beside
    assert sent["purpose"] in answer.text
    assert f'value="{sent["starts"]}"' in answer.text
    with app.database.reading() as session:
        assert session.scalars(select(Visit)).all() == []


def test_a_contact_person_of_another_company_can_not_be_chosen(app, as_user, company_id) -> None:
    with app.database.transaction() as session:
        stranger = make_contact(session, company=make_company(session, name="En anden"), name="Fremmed").id
    answer = as_user("consultant").submit(
        f"/visits/new?company_id={company_id}", **PLAN, contact_person_id=str(stranger)
    )
    assert answer.status_code == 422
    assert 'id="contact_person_id-error"' in answer.text


def test_the_same_form_sent_twice_plans_one_visit(app, as_user, company_id) -> None:
    browser = as_user("consultant")
    path = f"/visits/new?company_id={company_id}"
    first = browser.submit(path, **PLAN, once="den-samme")
    again = browser.submit(path, **PLAN, once="den-samme")
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.location == again.location == f"/visits/{the_visit(app).id}"


def test_the_company_is_found_by_name_or_number_and_several_are_listed(app, as_user, company_id) -> None:
    with app.database.transaction() as session:
        other = make_company(session, name="Maler Madsen Silkeborg", city="Silkeborg").id
        make_company(session, name="Uden CVR-nummer")
    browser = as_user("consultant")
    assert browser.get("/visits/new?company=13585628").location == f"/visits/new?company_id={company_id}"
    assert browser.get("/visits/new?company=Maler+Madsen+ApS").location == f"/visits/new?company_id={company_id}"
    listed = browser.get("/visits/new?company=madsen")
    assert listed.status_code == 200
    assert [i for i in (company_id, other) if f'href="/visits/new?company_id={i}"' not in listed.text] == []
    assert "Ingen virksomhed hedder sådan" in browser.get("/visits/new?company=%25").text


def test_moving_raises_the_sequence_and_other_changes_do_not(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id, place="Kontoret")
    browser = as_user("broker")
    browser.submit(f"/visits/{visit_id}/edit", purpose="Nyt formål")
    assert (the_visit(app).sequence, the_visit(app).purpose) == (0, "Nyt formål")
    browser.submit(f"/visits/{visit_id}/edit", starts="13:00", ends="14:00")
    assert the_visit(app).sequence == 1
    browser.submit(f"/visits/{visit_id}/edit", place="Værkstedet")
    assert the_visit(app).sequence == 2
    assert the_visit(app).starts_at == datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def test_a_stale_form_shows_both_texts_and_writes_nothing(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id)
    mine, theirs = as_user("consultant"), as_user("broker")
    theirs.submit(f"/visits/{visit_id}/edit", purpose="Brokerens formål")
    answer = mine.submit(f"/visits/{visit_id}/edit", purpose="Mit formål", version="1")
    assert answer.status_code == 409
    assert "Mit formål" in answer.text
    assert "Brokerens formål" in answer.text
    assert the_visit(app).purpose == "Brokerens formål"


def test_changing_only_who_comes_along_also_makes_other_forms_stale(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id)
    as_user("broker").submit(f"/visits/{visit_id}/edit", participants=[str(personas.id_of["counsellor"])])
    assert the_visit(app).version == 2
    assert as_user("consultant").submit(f"/visits/{visit_id}/edit", version="1").status_code == 409


def test_cancelling_needs_a_reason_and_planning_again_takes_it_back(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id)
    browser = as_user("consultant")
    assert browser.submit(f"/visits/{visit_id}/cancel", reason=" ").status_code == 422
    assert browser.submit(f"/visits/{visit_id}/cancel", reason="De har travlt før jul").status_code == 303
    visit = the_visit(app)
    assert (visit.state, visit.state_reason, visit.sequence) == (VisitState.CANCELLED, "De har travlt før jul", 1)
    assert browser.submit(f"/visits/{visit_id}/cancel", reason="Igen").status_code == 422
    browser.submit(f"/visits/{visit_id}/edit", day="2027-01-12")
    visit = the_visit(app)
    assert (visit.state, visit.state_reason, visit.sequence) == (VisitState.PLANNED, "", 2)


def test_a_visit_is_held_only_when_it_has_begun_and_a_slip_is_taken_back(app, as_user, personas, company_id) -> None:
    early = made_visit(app, personas, company_id)
    begun = made_visit(app, personas, company_id, starts_at=NOW - timedelta(minutes=5))
    browser = as_user("consultant")
    assert browser.post(f"/visits/{early}/held", once="a", version="1").status_code == 422
    assert browser.submit(f"/visits/{begun}", to=f"/visits/{begun}/held").status_code == 303
    assert the_visit(app, begun).state == VisitState.HELD
    assert browser.submit(f"/visits/{begun}", to=f"/visits/{begun}/not-held").status_code == 303
    assert the_visit(app, begun).state == VisitState.PLANNED
    assert browser.post(f"/visits/{begun}/held", once="b", version="1").status_code == 409


def test_the_list_starts_with_my_own_planned_visits(app, as_user, personas, company_id) -> None:
    mine = made_visit(app, personas, company_id)
    joined = made_visit(app, personas, company_id, "broker")
    others = made_visit(app, personas, company_id, "broker")
    held = made_visit(app, personas, company_id, state=VisitState.HELD)
    with app.database.transaction() as session:
        session.add(VisitParticipant(visit_id=joined, user_id=personas.id_of["consultant"]))

    def listed(path: str) -> set[int]:
        page = as_user("consultant").get(path).text
        return {i for i in (mine, joined, others, held) if f'href="/visits/{i}"' in page}

    assert listed("/visits") == {mine, joined}
    assert listed("/visits?who=all") == {mine, joined, others}
    assert listed("/visits?who=all&state=all") == {mine, joined, others, held}
    assert listed("/visits?state=held&q=madsen") == {held}
    assert listed("/visits?state=all&who=all&q=ukendt") == set()
    assert listed("/visits?state=all&who=all&q=13585628") == {mine, joined, others, held}


EVERYONE = ("consultant", "counsellor", "colleague", "broker", "job_consultant", "manager", "steering", "admin")


PAGES = {
    "/visits": {*EVERYONE} - {"steering"},
    "/visits/{id}": {*EVERYONE} - {"steering"},
    "/visits/{id}/prepare": {*EVERYONE} - {"steering", "manager"},
    "/visits/{id}/notes": {"consultant", "broker", "counsellor"},
    "/visits/{id}/edit": {"consultant", "broker", "counsellor"},
    "/visits/{id}/cancel": {"consultant", "broker", "counsellor"},
    "/visits/new?company_id={company}": {"consultant", "broker", "counsellor", "colleague"},
    "/guide": {*EVERYONE} - {"steering"},
    "/next-steps": {*EVERYONE} - {"steering"},
    "/next-steps/new": {*EVERYONE} - {"steering", "admin"},
}


def test_who_opens_which_page(app, as_user, personas, company_id) -> None:
    """The counsellor is responsible for the visit, the colleague is a counsellor without a part in it."""
    visit_id = made_visit(app, personas, company_id, "counsellor")
    for name in EVERYONE:
        browser = as_user(name)
        opened = {path: browser.get(path.format(id=visit_id, company=company_id)).status_code for path in PAGES}
        assert (name, opened) == (name, {path: 200 if name in allowed else 403 for path, allowed in PAGES.items()})


def test_who_may_not_edit_can_not_post_either(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id, starts_at=NOW - timedelta(hours=2))
    for name in ("colleague", "manager", "job_consultant", "admin", "steering", "stranger"):
        browser = as_user(name)
        for action in ("edit", "cancel", "notes", "held", "not-held"):
            answer = browser.post(f"/visits/{visit_id}/{action}", once="x", version="1")
            assert (name, action, answer.status_code) == (name, action, 403)
    assert the_visit(app).version == 1


def test_a_counsellor_plans_only_visits_of_their_own(app, as_user, personas, company_id) -> None:
    browser, path = as_user("counsellor"), f"/visits/new?company_id={company_id}"
    refused = browser.submit(path, **PLAN, responsible_id=str(personas.id_of["consultant"]))
    assert refused.status_code == 422
    assert 'id="responsible_id-error"' in refused.text
    assert browser.submit(path, **PLAN).status_code == 303


@pytest.mark.parametrize("path", ["/visits/999", "/visits/999/edit", "/visits/999/prepare", "/visits/999/notes"])
def test_an_unknown_visit_is_not_found(as_user, path: str) -> None:
    assert as_user("consultant").get(path).status_code == 404


def test_an_unknown_company_is_not_found_and_nonsense_asks_again(as_user) -> None:
    browser = as_user("consultant")
    assert browser.get("/visits/new?company_id=999").status_code == 404
    assert browser.get("/visits/new?company_id=99999999999999999999").status_code == 200
    assert browser.get("/visits/new?company_id=abc").status_code == 200


def test_those_who_buy_from_the_company_see_no_note_and_no_reason(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(
        app,
        personas,
        company_id,
        state=VisitState.CANCELLED,
        state_reason="Utilfreds med aftalen",
        quick_note="Klagede over prisen",
    )
    seen = as_user("manager").get(f"/visits/{visit_id}").text
    assert "Klagede over prisen" not in seen
    assert "Utilfreds med aftalen" not in seen
    read = as_user("job_consultant").get(f"/visits/{visit_id}").text
    assert "Klagede over prisen" in read
    assert "Utilfreds med aftalen" in read


def test_a_planned_visit_leads_to_its_file_for_ones_own_calendar(app, as_user, personas, company_id) -> None:
    visit_id = made_visit(app, personas, company_id)
    browser, address = as_user("consultant"), f"/visits/{visit_id}/event.ics"
    assert f'href="{address}"' in browser.get(f"/visits/{visit_id}").text
    assert browser.get(address).mimetype == "text/calendar"


def test_a_held_visit_asks_no_more_for_preparation(app, as_user, personas, company_id) -> None:
    planned = made_visit(app, personas, company_id)
    held = made_visit(app, personas, company_id, state=VisitState.HELD, quick_note="Godt besøg")
    browser = as_user("consultant")
    pages = [browser.get(f"/visits/{one}").text for one in (planned, held)]
    assert [f"/visits/{one}/prepare" in page for one, page in zip((planned, held), pages, strict=True)] == [True, False]
    assert ["Ret notatet" in page for page in pages] == [False, True]
