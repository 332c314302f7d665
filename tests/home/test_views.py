"""My day as each role meets it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from app.attempts.models import Attempt
from app.companies.models import Company
from app.matches.models import Inquiry, InquiryAnswer
from app.residents.models import Consent
from app.visits.models import NextStep, Visit, VisitState
from app.wheel.models import PlannedContact, PlannedParticipant, PlannedState
from tests.browser_client import XHTML
from tests.companies.counting import statements
from tests.companies.factories import make_planned, make_step, make_supplier
from tests.factories import NOW, make_company, make_order, make_resident, make_visit

MOST_STATEMENTS = 25
DAY = timedelta(days=1)
LISTS = {
    "consultant": {"visits", "steps", "orders", "planned"},
    "broker": {"visits", "steps", "orders", "planned", "residents"},
    "counsellor": {"visits", "steps", "residents"},
    "stranger": {"visits", "steps", "residents"},
    "job_consultant": {"steps", "residents"},
    "manager": {"steps", "suppliers"},
    "admin": {"administration"},
    "steering": {"calm"},
}
FULL = {
    "consultant": LISTS["consultant"] | {"unnoted"},
    "broker": LISTS["broker"] | {"unnoted", "questions", "consents"},
    "counsellor": LISTS["counsellor"] | {"unnoted", "questions", "consents", "planned"},
    "job_consultant": LISTS["job_consultant"] | {"unnoted", "visits", "questions"},
    "manager": LISTS["manager"] | {"unnoted", "visits"},
    "admin": LISTS["admin"] | {"unnoted", "visits"},
    "steering": LISTS["steering"],
}


def headings(html: str) -> set[str]:
    """The ids of the page's second headings."""
    return {heading.get("id") for heading in html5lib.parse(html).iter(f"{XHTML}h2")}


def addresses(html: str) -> set[str]:
    """Where the page's links and forms lead."""
    tree = html5lib.parse(html)
    links = {link.get("href") for link in tree.iter(f"{XHTML}a")}
    return links | {form.get("action") for form in tree.iter(f"{XHTML}form")}


def fill(app, personas, *, rows: int) -> None:
    """Everything that can wait for anybody, so many times."""
    with app.database.transaction() as session:
        companies = [make_company(session, name=f"Firma {n}") for n in range(rows)]
        make_supplier(session, companies[0], personas.organisation_of["landlord"])
        for name, me in personas.id_of.items():
            place = personas.organisation_of["plan" if name in ("counsellor", "broker") else "other_plan"]
            for company in companies:
                _for_person(session, me, company, place, personas.organisation_of["municipality"])


def _for_person(session, me: int, company: Company, place: int, receiver: int) -> None:
    make_visit(session, company=company, responsible_id=me, starts_at=NOW + DAY / 12)
    make_visit(session, company=company, responsible_id=me, starts_at=NOW - 3 * DAY)
    make_step(session, owner_id=me, company=company)
    make_planned(session, company=company, responsible_id=me)
    order = make_order(session, company=company, responsible_id=me)
    inquiry = Inquiry(job_order_id=order.id, asked_by_id=me, asked_at=NOW, updated_at=NOW)
    session.add(inquiry)
    session.flush()
    session.add(InquiryAnswer(inquiry_id=inquiry.id, user_id=me, updated_at=NOW))
    assigned = {"counsellor_id": me, "broker_id": me, "case_officer_id": me}
    resident = make_resident(session, organisation_id=place, last_contact_on=NOW.date() - 40 * DAY, **assigned)
    days = {"given_on": NOW.date() - DAY, "valid_until": NOW.date() + DAY}
    texts = {"purpose": "Match", "scope": [], "text_version": "1"}
    session.add(Consent(resident_id=resident.id, receiver_id=receiver, updated_at=NOW, **days, **texts))


@pytest.mark.parametrize(("name", "lists"), LISTS.items())
def test_an_empty_day_shows_each_role_its_lists_and_no_others(as_user, name, lists) -> None:
    answer = as_user(name).get("/")
    assert answer.status_code == 200
    assert headings(answer.text) == lists


@pytest.mark.parametrize(("name", "lists"), FULL.items())
def test_a_full_day_shows_each_role_what_waits(app, as_user, personas, name, lists) -> None:
    fill(app, personas, rows=1)
    assert headings(as_user(name).get("/").text) == lists


@pytest.mark.parametrize("name", FULL)
def test_my_day_costs_a_constant_number_of_questions(app, as_user, personas, name) -> None:
    browser, counts = as_user(name), []
    for rows in (1, 12):
        fill(app, personas, rows=rows)
        with statements(app) as sent:
            assert browser.get("/").status_code == 200
        counts.append(len(sent))
    assert counts[0] == counts[1] <= MOST_STATEMENTS


def test_every_row_is_one_click_from_its_action(app, as_user, personas) -> None:
    fill(app, personas, rows=1)
    with app.database.reading() as session:
        company = session.query(Company).one().id
        step = session.query(NextStep).filter_by(owner_id=personas.id_of["consultant"]).one().id
    leads_to = addresses(as_user("consultant").get("/").text)
    expected = {f"/companies/{company}", f"/next-steps/{step}/finish", "/visits", "/next-steps"}
    assert expected - leads_to == set()
    # The visit that a planned contact becomes begins with the contact's own way and purpose.
    plans = [address for address in leads_to if address.startswith(f"/visits/new?company_id={company}&")]
    told = [sorted(parse_qs(urlsplit(plan).query)) for plan in plans]
    assert told == [["company_id", "planned_id", "purpose", "way"]]


def test_todays_visit_leads_to_what_comes_next(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company, me = make_company(session), personas.id_of["consultant"]
        held, begun, ahead = (
            make_visit(session, company=company, responsible_id=me, starts_at=NOW + hours * DAY / 24, state=state).id
            for hours, state in ((-3, VisitState.HELD), (-1, VisitState.PLANNED), (2, VisitState.PLANNED))
        )
    leads_to = addresses(as_user("consultant").get("/").text)
    assert {f"/visits/{held}/close", f"/visits/{begun}/notes", f"/visits/{ahead}/prepare"} - leads_to == set()


def late_call(app, personas) -> tuple[int, int]:
    """A call of a week that has passed; its id and the company's."""
    with app.database.transaction() as session:
        company, me = make_company(session), personas.id_of["consultant"]
        return make_planned(session, company=company, responsible_id=me, on_date=NOW.date() - 15 * DAY).id, company.id


def test_a_late_call_is_done_tried_moved_or_dropped_from_my_day(app, as_user, personas) -> None:
    plan, company = late_call(app, personas)
    browser = as_user("consultant")
    ways = {f"/planned-contacts/{plan}/{to}?back=/" for to in ("held", "move", "skip")}
    ways |= {f"/companies/{company}/call?planned_id={plan}", f"/companies/{company}/attempts/new"}
    assert ways - addresses(browser.get("/").text) == set()
    tried = browser.submit("/", to=f"/companies/{company}/attempts/new")
    assert tried.location.startswith("/attempts/")
    assert browser.submit("/", to=f"/planned-contacts/{plan}/held?back=/").location == "/"
    with app.database.reading() as session:
        assert session.get_one(PlannedContact, plan).state is PlannedState.HELD
        assert session.query(Attempt).one().planned_contact_id == plan


def test_a_late_call_made_now_ticks_the_wheel_off_with_what_was_said(app, as_user, personas) -> None:
    plan, company = late_call(app, personas)
    path = f"/companies/{company}/call?planned_id={plan}"
    assert as_user("consultant").submit(path, quick_note="De ansætter to").status_code == 303
    with app.database.reading() as session:
        contact = session.get_one(PlannedContact, plan)
        assert (contact.state, session.get_one(Visit, contact.visit_id).quick_note) == (
            PlannedState.HELD,
            "De ansætter to",
        )


def test_a_counsellor_who_takes_part_in_a_colleagues_contact_sees_it(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company, broker = make_company(session), personas.id_of["broker"]
        plan = make_planned(session, company=company, responsible_id=broker)
        session.add(PlannedParticipant(planned_contact_id=plan.id, user_id=personas.id_of["counsellor"]))
    page = as_user("counsellor").get("/").text
    assert "sammen med Navn broker" in page.split('id="planned"')[1]


def test_whoever_asked_reads_on_my_day_that_a_counsellor_has_answered(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        order = make_order(session, company=make_company(session), responsible_id=personas.id_of["consultant"])
        asker = personas.id_of["consultant"]
        inquiry = Inquiry(job_order_id=order.id, asked_by_id=asker, asked_at=NOW, updated_at=NOW)
        session.add(inquiry)
        session.flush()
        for user, said in (("counsellor", True), ("colleague", None)):
            given = {"has_someone": said, "answered_at": NOW if said else None, "updated_at": NOW}
            session.add(InquiryAnswer(inquiry_id=inquiry.id, user_id=personas.id_of[user], **given))
        number = inquiry.id
    page = as_user("consultant").get("/").text
    assert "1 ja, 0 nej, 1 ikke endnu" in page
    assert f"/inquiries/{number}" in addresses(page)


def test_the_oldest_orders_are_shown_and_the_rest_is_folded(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        for number in range(7):
            made = {"title": f"Opgave {number}", "created_at": NOW - (7 - number) * DAY}
            make_order(session, company=company, responsible_id=personas.id_of["consultant"], **made)
    text = as_user("consultant").get("/").text
    shown, folded = text.split('<details class="more-rows">')
    assert [f"Opgave {n}" in shown for n in range(7)] == [True] * 5 + [False] * 2
    assert "2 flere" in folded
    assert "Opgave 6" in folded


def test_a_step_is_done_from_my_day(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        step = make_step(session, owner_id=personas.id_of["counsellor"], title="Ring til bageren").id
    browser = as_user("counsellor")
    answer = browser.submit("/", to=f"/next-steps/{step}/finish")
    assert (answer.status_code, answer.location) == (303, "/")
    with app.database.reading() as session:
        assert session.get_one(NextStep, step).done_at == NOW
    assert f"/next-steps/{step}/finish" not in addresses(browser.get("/").text)


def test_the_managers_suppliers_are_one_click_away(app, as_user, personas) -> None:
    landlord = personas.organisation_of["landlord"]
    with app.database.transaction() as session:
        make_supplier(session, make_company(session), landlord)
        make_company(session, name="Byens Bager")
    browser = as_user("manager")
    assert f"/companies?supplier={landlord}" in addresses(browser.get("/").text)
    found = browser.get(f"/companies?supplier={landlord}").text
    assert ("Maler Madsen" in found, "Byens Bager" in found) == (True, False)


def test_an_administrator_finds_all_pages_of_administration_and_can_open_them(as_user) -> None:
    wanted = {
        "/admin/users",
        "/admin/organisations",
        "/admin/guide",
        "/words",
        "/admin/changes",
        "/imports",
        "/companies/duplicates",
    }
    browser = as_user("admin")
    for page in ("/", "/admin"):
        assert addresses(browser.get(page).text) >= wanted
    assert {path: browser.get(path).status_code for path in wanted} == dict.fromkeys(wanted, 200)
    assert as_user("consultant").get("/admin").status_code == 403
