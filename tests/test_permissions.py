"""Every route against every role: the table of who sees what, written out here and asked of the running application.

The sets below say it a second time, apart from `app/permissions.py`, so that a slip in either is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.accounts.models import Role
from app.companies.models import Company
from app.permissions import PUBLIC_ENDPOINTS
from app.web import Jobloft
from tests.browser_client import Browser, form_fields
from tests.companies.factories import make_contact as make_contact_person
from tests.factories import PEOPLE, Personas, make_company, make_order, make_visit
from tests.feeds.factories import make_feed
from tests.matches.factories import make_inquiry, make_match
from tests.residents.factories import make_consent, make_considerations, make_profile
from tests.visits.factories import make_step
from tests.wheel.factories import make_contact

EVERYBODY = frozenset(name for name, _roles, _place in PEOPLE)
PARTNERS = EVERYBODY - {"steering"}
STAFF = frozenset({"counsellor", "colleague", "broker", "job_consultant", "stranger"})
# The counsellor is the company's fixed contact and has the resident; the broker is assigned to the resident.
COMPANY_EDITORS = frozenset({"consultant", "broker", "counsellor"})
CALLERS = frozenset({"consultant", "broker"})
OWNERS = frozenset({"counsellor", "broker"})
TEAM = OWNERS | {"colleague"}


@dataclass(frozen=True)
class Reach:
    """Who gets through; who is told that there is nothing (404); all others are told that it is not theirs (403)."""

    through: frozenset[str]
    nothing: frozenset[str] = frozenset()

    def status(self, name: str, through: int) -> int:
        """The status that a persona gets."""
        return through if name in self.through else 404 if name in self.nothing else 403


def _resident(through: frozenset[str], *, seen_by: frozenset[str] = TEAM) -> Reach:
    return Reach(through, STAFF - seen_by)


READ_COMPANIES = Reach(PARTNERS)
EDIT_COMPANY = Reach(COMPANY_EDITORS)
READ_RESIDENT, EDIT_RESIDENT = _resident(TEAM), _resident(OWNERS)
PARTIES = COMPANY_EDITORS | {"colleague", "stranger"}
OWN = Reach(EVERYBODY)
CONSULTANTS_OWN = Reach(frozenset({"consultant"}), EVERYBODY - {"consultant"})
ADMIN = Reach(frozenset({"admin"}))

REACH: dict[str, Reach] = {
    "home.my_day": OWN,
    **dict.fromkeys(("accounts.account", "accounts.password", "accounts.sign_out_elsewhere"), OWN),
    **dict.fromkeys(("accounts.admin", "accounts.users", "accounts.new_user", "accounts.edit_user"), ADMIN),
    **dict.fromkeys(("accounts.organisations", "accounts.new_organisation", "accounts.edit_organisation"), ADMIN),
    **dict.fromkeys(("feeds.index", "feeds.new"), OWN),
    **dict.fromkeys(("feeds.show", "feeds.edit", "feeds.renew", "feeds.close"), CONSULTANTS_OWN),
    "feeds.visit_event": READ_COMPANIES,
    **dict.fromkeys(("companies.index", "companies.show"), READ_COMPANIES),
    **dict.fromkeys(("companies.edit", "companies.stage", "companies.contributions"), EDIT_COMPANY),
    **dict.fromkeys(("companies.suppliers", "companies.edit_contact"), EDIT_COMPANY),
    "companies.new": Reach(CALLERS),
    "companies.new_contact": Reach(PARTIES | {"job_consultant"}),
    **dict.fromkeys(("visits.index", "visits.show", "visits.guide", "visits.steps"), READ_COMPANIES),
    "visits.prepare": Reach(PARTNERS - {"manager"}),
    **dict.fromkeys(("visits.edit", "visits.cancel", "visits.notes", "visits.held", "visits.not_held"), EDIT_COMPANY),
    "visits.new": Reach(PARTIES),
    "visits.new_step": Reach(PARTNERS - {"admin"}),
    # A step may hold a promise: those who buy from the company know only of their own.
    **dict.fromkeys(
        ("visits.edit_step", "visits.finish_step", "visits.reopen_step"), Reach(COMPANY_EDITORS, frozenset({"manager"}))
    ),
    **dict.fromkeys(("orders.index", "orders.show", "orders.questions", "orders.print_list"), READ_COMPANIES),
    **dict.fromkeys(("orders.edit", "orders.state", "orders.copy"), EDIT_COMPANY),
    "orders.new": Reach(PARTIES),
    "orders.propose": Reach(PARTIES | {"job_consultant"}),
    **dict.fromkeys(("wheel.current", "wheel.year", "wheel.show"), READ_COMPANIES),
    **dict.fromkeys(("wheel.new", "wheel.edit", "wheel.move", "wheel.held", "wheel.skip"), Reach(CALLERS)),
    **dict.fromkeys(("wheel.plan_again", "wheel.roll_over"), Reach(CALLERS)),
    **dict.fromkeys(("residents.index", "residents.new"), Reach(STAFF)),
    **dict.fromkeys(("residents.show", "residents.talk", "residents.consents"), READ_RESIDENT),
    **dict.fromkeys(("residents.edit", "residents.wishes", "residents.skills", "residents.hours"), EDIT_RESIDENT),
    **dict.fromkeys(("residents.certificates", "residents.languages", "residents.competences"), EDIT_RESIDENT),
    **dict.fromkeys(("residents.considerations", "residents.edit_considerations"), EDIT_RESIDENT),
    **dict.fromkeys(("residents.give_consent", "residents.withdraw_consent"), EDIT_RESIDENT),
    **dict.fromkeys(("residents.talked_today", "residents.archive", "residents.reopen"), EDIT_RESIDENT),
    "residents.take_over": READ_RESIDENT,
    **dict.fromkeys(("matches.ask", "matches.inquiry", "matches.close"), Reach(CALLERS)),
    "matches.answer": Reach(frozenset({"counsellor"}), STAFF - {"counsellor"}),
    "matches.why_not": Reach(STAFF),
    "matches.choose": EDIT_RESIDENT,
    # Not yet put forward: the consultant does not know of it.
    "matches.show": Reach(TEAM, STAFF - TEAM | {"consultant"}),
    "matches.step": Reach(OWNERS, STAFF - TEAM | {"consultant"}),
}
SIGNING_OUT = "accounts.logout"


@pytest.fixture
def ids(app: Jobloft, personas: Personas) -> dict[str, int | str]:
    """One row of everything, by the name that addresses have for it."""
    people, places = personas.id_of, personas.organisation_of
    with app.database.transaction() as session:
        company = make_company(session, fixed_contact_id=people["counsellor"])
        order = make_order(session, company=company, responsible_id=people["consultant"])
        visit = make_visit(session, company=company, responsible_id=people["consultant"])
        # Somebody else's organisation names the job consultant: that alone opens nothing.
        assigned = {"broker_id": people["broker"], "case_officer_id": people["job_consultant"]}
        resident = make_profile(session, organisation_id=places["plan"], counsellor_id=people["counsellor"], **assigned)
        make_considerations(session, resident)
        inquiry = make_inquiry(session, personas, order, "counsellor")
        other = make_order(session, company=company, responsible_id=people["consultant"], title="Gartner")
        return {
            "company_id": company.id,
            "order_id": order.id,
            "visit_id": visit.id,
            "resident_id": resident.id,
            "inquiry_id": inquiry.id,
            "answer_id": inquiry.answers[0].id,
            "match_id": make_match(session, personas, other, resident).id,
            "step_id": make_step(session, owner_id=people["consultant"], company_id=company.id).id,
            "consent_id": make_consent(session, resident, receiver_id=places["landlord"]).id,
            "feed_id": make_feed(session, user_id=people["consultant"]).id,
            "user_id": people["steering"],
            "organisation_id": places["landlord"],
            "year": 2026,
        }


@pytest.fixture
def contact_ids(app: Jobloft, personas: Personas, ids: dict[str, int | str]) -> dict[str, int]:
    """A contact person and a planned contact: their addresses use one name."""
    with app.database.transaction() as session:
        company = session.get_one(Company, ids["company_id"])
        person = make_contact_person(session, company)
        planned = make_contact(session, company=company, responsible_id=personas.id_of["consultant"])
        return {"companies": person.id, "wheel": planned.id}


def addresses(app: Jobloft, method: str, ids: dict[str, int | str], contact_ids: dict[str, int]) -> dict[str, str]:
    """The address of every route that takes the method, by endpoint."""
    found = {}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if rule.endpoint in PUBLIC_ENDPOINTS | {SIGNING_OUT} or method not in (rule.methods or ()):
                continue
            contact = {"contact_id": contact_ids.get(rule.endpoint.partition(".")[0], 0)}
            values = {name: (ids | contact)[name] for name in rule.arguments}
            found[rule.endpoint] = app.url_for(rule.endpoint, **values)
    return found


def test_every_route_stands_in_the_table(app: Jobloft) -> None:
    assert set(app.view_functions) - PUBLIC_ENDPOINTS - {SIGNING_OUT} == set(REACH)


def test_every_role_is_asked() -> None:
    assert {role for _name, roles, _place in PEOPLE for role in roles} == set(Role)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_opens_which_page(app: Jobloft, as_user, ids, contact_ids, name: str) -> None:
    browser: Browser = as_user(name)
    wrong = {}
    for endpoint, address in addresses(app, "GET", ids, contact_ids).items():
        status = browser.get(address).status_code
        expected = REACH[endpoint].status(name, 200)
        # A page may lead on to another (the admin's first, this year's wheel, proposing instead of registering).
        if status != expected and not (expected == 200 and status == 302):
            wrong[address] = (expected, status)
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_gets_a_form_carried_out(app: Jobloft, as_user, ids, contact_ids, name: str) -> None:
    """Sent without its one-time key a form is refused with 400 by what carries it out, behind all permissions."""
    browser: Browser = as_user(name)
    key = form_fields(browser.get("/account").text, form=0)[0]["csrf_token"]
    wrong = {}
    for endpoint, address in addresses(app, "POST", ids, contact_ids).items():
        # Of these, without a company, only the question which one is answered.
        query = f"?company_id={ids['company_id']}" if endpoint in ("visits.new", "wheel.new") else ""
        status = browser.client.post(address + query, data={"csrf_token": key}).status_code
        expected = REACH[endpoint].status(name, 400)
        if status != expected:
            wrong[address] = (expected, status)
    assert wrong == {}
