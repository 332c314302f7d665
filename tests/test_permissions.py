"""Every route against every role: the table of who sees what, written out here and asked of the running application.

The sets below say it a second time, apart from `app/permissions.py`, so that a slip in either is seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from app.accounts.models import Role
from app.permissions import PUBLIC_ENDPOINTS
from app.web import Jobloft
from tests.browser_client import Browser, form_fields
from tests.factories import PEOPLE, Personas
from tests.world import World, make_world

EVERYBODY = frozenset(name for name, _roles, _place in PEOPLE)
PARTNERS = EVERYBODY - {"steering"}
STAFF = frozenset({"counsellor", "colleague", "broker", "job_consultant", "stranger"})
# The counsellor is the company's fixed contact and has the resident; the broker is assigned to the resident.
COMPANY_EDITORS = frozenset({"consultant", "broker", "counsellor"})
CALLERS = frozenset({"consultant", "broker"})
OWNERS = frozenset({"counsellor", "broker"})
TEAM = OWNERS | {"colleague"}
WORD_USERS = STAFF | {"consultant"}


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
IMPORTERS = Reach(frozenset({"consultant", "admin"}))

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
    **dict.fromkeys(("companies.new_warning", "companies.lift_warning", "companies.peace"), EDIT_COMPANY),
    **dict.fromkeys(("companies.history", "companies.save_filter"), READ_COMPANIES),
    "companies.delete_filter": Reach(frozenset({"consultant"}), PARTNERS - {"consultant"}),
    **dict.fromkeys(("companies.change_many", "companies.list_sheet"), Reach(PARTIES)),
    **dict.fromkeys(
        ("companies.supplier_meeting_page", "companies.supplier_meeting_sheet"), Reach(CALLERS | {"manager"})
    ),
    **dict.fromkeys(("outreach.call", "outreach.join_visit", "outreach.join_planned"), Reach(PARTIES)),
    "companies.new": Reach(CALLERS),
    "companies.new_contact": Reach(PARTIES | {"job_consultant"}),
    **dict.fromkeys(("visits.index", "visits.show", "visits.guide", "visits.steps"), READ_COMPANIES),
    **dict.fromkeys(
        ("visits.guide_draft", "visits.preview_guide", "visits.confirm_guide", "visits.guide_presentation"), ADMIN
    ),
    **dict.fromkeys(("visits.begin_guide", "visits.publish_guide", "visits.discard_guide"), ADMIN),
    **dict.fromkeys(("visits.new_question", "visits.edit_question", "visits.move_question"), ADMIN),
    **dict.fromkeys(("visits.remove_question", "visits.take_back_question"), ADMIN),
    "visits.prepare": Reach(PARTNERS - {"manager"}),
    **dict.fromkeys(("visits.edit", "visits.cancel", "visits.notes", "visits.held", "visits.not_held"), EDIT_COMPANY),
    "visits.note": EDIT_COMPANY,
    **dict.fromkeys(("visits.close", "visits.closed"), EDIT_COMPANY),
    "visits.new": Reach(PARTIES),
    "briefings.ask": Reach(CALLERS),
    **dict.fromkeys(("attempts.new", "attempts.show", "attempts.next_try"), Reach(PARTIES)),
    "attempts.undo": Reach(frozenset({"consultant"})),
    "visits.new_step": Reach(PARTNERS - {"admin"}),
    # A step may hold a promise: those who buy from the company know only of their own.
    **dict.fromkeys(
        ("visits.edit_step", "visits.finish_step", "visits.reopen_step", "visits.end_step", "visits.remind"),
        Reach(COMPANY_EDITORS, frozenset({"manager"})),
    ),
    **dict.fromkeys(("orders.index", "orders.show", "orders.questions", "orders.print_list"), READ_COMPANIES),
    **dict.fromkeys(("orders.sheet", "orders.few_hours", "orders.few_hours_sheet"), READ_COMPANIES),
    **dict.fromkeys(("orders.demand", "orders.demand_sheet", "search.index"), READ_COMPANIES),
    "reminders.settings": OWN,
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
    **dict.fromkeys(("imports.index", "imports.new", "imports.columns", "imports.show"), IMPORTERS),
    **dict.fromkeys(("imports.confirm", "imports.undo", "imports.again", "imports.decide"), IMPORTERS),
    **dict.fromkeys(("imports.all_new", "imports.throw_away", "imports.left_out"), IMPORTERS),
    "residents.take_over": READ_RESIDENT,
    **dict.fromkeys(("vocabulary.suggestions", "vocabulary.understood", "vocabulary.confirm"), Reach(WORD_USERS)),
    "vocabulary.index": Reach(WORD_USERS | {"admin"}),
    # A counsellor's own word: others of those who see it are told that it is not theirs to take back.
    "vocabulary.take_back": Reach(frozenset({"counsellor", "admin"}), WORD_USERS - {"counsellor"}),
    "vocabulary.of_resident": EDIT_RESIDENT,
    "vocabulary.of_order": EDIT_COMPANY,
    **dict.fromkeys(("matches.ask", "matches.inquiry", "matches.close"), Reach(CALLERS)),
    "matches.answer": Reach(frozenset({"counsellor"}), STAFF - {"counsellor"}),
    "matches.why_not": Reach(STAFF),
    **dict.fromkeys(("matches.doors_of_resident", "matches.compare_orders", "matches.why_not_order"), READ_RESIDENT),
    "matches.compare_people": Reach(STAFF),
    "matches.method": OWN,
    "matches.doors_of_order": Reach(STAFF | {"consultant"}),
    "matches.choose": EDIT_RESIDENT,
    # Not yet put forward: the consultant does not know of it.
    "matches.show": Reach(TEAM, STAFF - TEAM | {"consultant"}),
    "matches.step": Reach(OWNERS, STAFF - TEAM | {"consultant"}),
    **dict.fromkeys(("merging.index", "merging.choose", "merging.merged", "merging.apart"), Reach(CALLERS | {"admin"})),
    **dict.fromkeys(("merging.merge", "merging.not_same", "merging.propose_again"), Reach(CALLERS | {"admin"})),
    **dict.fromkeys(("history.index", "history.show", "history.undo"), ADMIN),
}
SIGNING_OUT = "accounts.logout"


@pytest.fixture
def world(app: Jobloft, personas: Personas) -> World:
    """One row of everything."""
    return make_world(app, personas)


def test_every_route_stands_in_the_table(app: Jobloft) -> None:
    assert set(app.view_functions) - PUBLIC_ENDPOINTS - {SIGNING_OUT} == set(REACH)


def test_every_role_is_asked() -> None:
    assert {role for _name, roles, _place in PEOPLE for role in roles} == set(Role)


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_opens_which_page(app: Jobloft, as_user, world: World, name: str) -> None:
    browser: Browser = as_user(name)
    wrong = {}
    for endpoint, address in world.addresses(app, "GET").items():
        status = browser.get(address).status_code
        expected = REACH[endpoint].status(name, 200)
        # A page may lead on to another (the admin's first, this year's wheel, proposing instead of registering).
        if status != expected and not (expected == 200 and status == 302):
            wrong[address] = (expected, status)
    assert wrong == {}


@pytest.mark.parametrize("name", sorted(EVERYBODY))
def test_who_gets_a_form_carried_out(app: Jobloft, as_user, world: World, name: str) -> None:
    """Sent without its one-time key a form is refused with 400 by what carries it out, behind all permissions."""
    browser: Browser = as_user(name)
    key = form_fields(browser.get("/account").text, form=0)[0]["csrf_token"]
    wrong = {}
    for endpoint, address in world.addresses(app, "POST", but=frozenset({SIGNING_OUT})).items():
        # Of these, without a company, only the question which one is answered.
        query = f"?company_id={world.ids['company_id']}" if endpoint in ("visits.new", "wheel.new") else ""
        status = browser.client.post(address + query, data={"csrf_token": key}).status_code
        expected = REACH[endpoint].status(name, 400)
        if status != expected:
            wrong[address] = (expected, status)
    assert wrong == {}
