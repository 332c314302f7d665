"""Every form of the application, met by what its author did not expect: a service that refuses in the middle of its
work, a row that somebody else has changed."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import distinct, event, func, select
from sqlalchemy.orm import Session

from app.accounts.models import OnceKey
from app.history.models import Change
from app.refusals import Refused
from app.web import Jobloft
from tests.browser_client import PASSWORD, Browser, form_fields
from tests.factories import Personas
from tests.test_writes import rows
from tests.world import World, make_world


@dataclass(frozen=True)
class Filled:
    """Who fills a form in, and with what beyond what stands in it."""

    person: str
    typed: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    # It edits a row, so that it can be stale.
    edits: bool = True
    # A stale one is no conflict: what two have written is put together.
    merges: bool = False


NEW_PASSWORD = {"present": PASSWORD, "password": "en anden lang kode", "again": "en anden lang kode"}
NEW_USER = {"name": "Ny", "email": "ny@test.jobloft.dk", "password": "en helt ny lang kode", "roles": "manager"}
AT_COMPANY = "?company_id={company_id}"
FORMS: dict[str, Filled] = {
    "accounts.password": Filled("consultant", NEW_PASSWORD, edits=False),
    "accounts.new_user": Filled("admin", NEW_USER, edits=False),
    "accounts.edit_user": Filled("admin", {"name": "Andet navn"}),
    "accounts.new_organisation": Filled("admin", {"name": "Ny partner"}, edits=False),
    "accounts.edit_organisation": Filled("admin", {"name": "Andet navn"}),
    "feeds.new": Filled("consultant", {"name": "Ny"}, edits=False),
    "feeds.edit": Filled("consultant", {"name": "Andet navn"}),
    "companies.new": Filled("consultant", {"name": "Grøn Service"}, edits=False),
    "companies.edit": Filled("consultant", {"city": "Silkeborg"}),
    "companies.stage": Filled("consultant", {"stage": "active"}),
    "companies.contributions": Filled("consultant", {"ordinary_jobs_answer": "yes"}),
    "companies.suppliers": Filled("consultant"),
    "companies.new_contact": Filled("consultant", {"name": "Ny person"}, edits=False),
    "companies.edit_contact": Filled("consultant", {"name": "Andet navn"}),
    "companies.new_warning": Filled("consultant", {"text": "Vent", "until": "2026-12-01"}, edits=False),
    "companies.change_many": Filled("consultant", query="?company={company_id}&change=mark:often_hiring", edits=False),
    "companies.peace": Filled("consultant", {"contacts_a_month": "2"}),
    "outreach.call": Filled("consultant", {"quick_note": "Ringede"}, edits=False),
    "visits.new": Filled("consultant", {"day": "2026-12-01", "starts": "10:00"}, AT_COMPANY, edits=False),
    "visits.edit": Filled("consultant", {"purpose": "Andet formål"}),
    "visits.cancel": Filled("consultant", {"reason": "Syg"}),
    "visits.notes": Filled("consultant", {"quick_note": "Travlt"}, merges=True),
    "visits.end_step": Filled("consultant", {"outcome": "kept"}),
    "visits.guide_presentation": Filled("admin", {"presentation": "Sådan siger vi det"}),
    "visits.new_question": Filled("admin", {"text": "Hvad fylder nu?"}, edits=False),
    "visits.edit_question": Filled("admin", {"text": "Hvad fylder mest nu?"}),
    "reminders.settings": Filled("consultant", {"paused_until": "2026-12-24"}, edits=False),
    "visits.new_step": Filled("consultant", {"title": "Ring", "due_on": "2026-12-01"}, edits=False),
    "visits.edit_step": Filled("consultant", {"title": "Ring igen"}),
    "orders.new": Filled("consultant", {"title": "Ny opgave", "hours_low": "5"}, AT_COMPANY, edits=False),
    "orders.propose": Filled("consultant", {"title": "Ny opgave", "hours_low": "5"}, AT_COMPANY, edits=False),
    "orders.edit": Filled("consultant", {"title": "Anden titel"}),
    "orders.state": Filled("consultant", {"state": "on_hold", "reason": "Venter"}),
    "orders.copy": Filled("consultant", {"title": "Næste sæson"}, edits=False),
    "wheel.new": Filled(
        "consultant", {"year": "2026", "week": "51", "purpose": "Ring", "about_match": "y"}, AT_COMPANY, edits=False
    ),
    "wheel.edit": Filled("consultant", {"purpose": "Andet formål"}),
    "wheel.move": Filled("consultant", {"week": "51"}),
    "wheel.held": Filled("consultant"),
    "wheel.skip": Filled("consultant", {"reason": "Lukket"}),
    "wheel.roll_over": Filled("consultant", edits=False),
    "residents.new": Filled("counsellor", {"name": "Ny beboer", "wishes": "Gartner"}, edits=False),
    "residents.edit": Filled("counsellor", {"name": "Andet navn"}),
    "residents.wishes": Filled("counsellor", {"wishes": "Gartner\nMaler"}),
    "residents.skills": Filled("counsellor", {"skills-0-text": "Male", "skills-0-source": "job"}),
    "residents.certificates": Filled("counsellor", {"certificates-0-text": "Truck"}),
    "residents.languages": Filled("counsellor", {"languages-0-language": "so", "languages-0-level": "3"}),
    "residents.competences": Filled("counsellor", {"independent": "Gjorde det selv"}),
    "residents.hours": Filled("counsellor", {"hours_low": "3", "grid": ["shown", "3-1"]}),
    "residents.edit_considerations": Filled("counsellor", {"note": "Andet hensyn"}),
    "residents.give_consent": Filled("counsellor", edits=False),
    "matches.answer": Filled("counsellor", {"says": "no"}),
    "matches.choose": Filled("counsellor", {"motive": "Vil gerne"}, edits=False),
    "matches.step": Filled("counsellor", {"state": "talked_through"}),
}


# Without a session; a file; work in the background; several forms on one page; two rows at once; a row that is held
# or skipped: in their own tests.
ELSEWHERE = {
    *("accounts.login", "briefings.answer", "imports.new", "imports.columns", "briefings.ask"),
    *("attempts.new", "attempts.show", "visits.close", "merging.merge", "wheel.plan_again"),
}


@pytest.fixture
def world(app: Jobloft, personas: Personas) -> World:
    """One row of everything."""
    return make_world(app, personas)


@pytest.fixture
def refusing() -> Iterator[list[bool]]:
    """Once switched on, every service refuses after its first rows are written."""
    switch: list[bool] = []

    def refuse(session: Session, _context: object) -> None:
        touched = [*session.new, *session.dirty, *session.deleted]
        if switch and any(not isinstance(row, OnceKey) for row in touched):
            raise Refused("Nej, ikke i dag")

    event.listen(Session, "after_flush", refuse)
    yield switch
    event.remove(Session, "after_flush", refuse)


def opened(app: Jobloft, world: World, personas: Personas, as_user: Any, endpoint: str) -> Any:
    """The browser, the form's address and its fields as a person has filled them in."""
    filled = FORMS[endpoint]
    browser: Browser = as_user(filled.person)
    address = world.addresses(app, "POST")[endpoint] + filled.query.format(**world.ids)
    page = browser.get(address)
    assert page.status_code == 200, address
    typed = dict(filled.typed)
    if endpoint == "residents.give_consent":
        receiver = str(personas.organisation_of["other_plan"])
        typed = {"receiver_id": receiver, "purpose": "Job", "scope": ["wishes"], "given_how": "I samtalen"}
    return browser, address, form_fields(page.text)[0] | typed


def test_every_form_is_here(app: Jobloft) -> None:
    with_page = {rule.endpoint for rule in app.url_map.iter_rules() if {"GET", "POST"} <= (rule.methods or set())}
    assert with_page - ELSEWHERE == set(FORMS)


@pytest.mark.parametrize("endpoint", FORMS)
def test_a_service_that_refuses_half_way_leaves_nothing_and_everything_typed(
    app: Jobloft, personas, as_user, world, refusing, endpoint: str
) -> None:
    browser, address, fields = opened(app, world, personas, as_user, endpoint)
    typed = FORMS[endpoint].typed
    before = rows(app, Change), rows(app, OnceKey)
    refusing.append(True)
    answer = browser.client.post(address, data=fields)
    refusing.clear()
    assert answer.status_code == 422, address
    assert "Nej, ikke i dag" in answer.text
    assert (rows(app, Change), rows(app, OnceKey)) == before, "something was kept"
    again, hidden = form_fields(answer.text)[0], {*NEW_PASSWORD, "password"}
    assert {name: again.get(name) for name in typed.keys() - hidden} == {n: typed[n] for n in typed.keys() - hidden}
    assert browser.client.post(address, data=fields).status_code in (200, 303)


@pytest.mark.parametrize("endpoint", [name for name, filled in FORMS.items() if filled.edits and not filled.merges])
def test_a_stale_form_is_stopped_and_keeps_what_was_typed(
    app: Jobloft, personas, as_user, world, endpoint: str
) -> None:
    browser, address, fields = opened(app, world, personas, as_user, endpoint)
    before = rows(app, Change)
    for version in ("0", "", "x"):
        answer = browser.client.post(address, data=fields | {"version": version})
        assert answer.status_code == 409, (address, version)
    assert rows(app, Change) == before
    again = form_fields(answer.text)[0]
    assert {name: again.get(name) for name in FORMS[endpoint].typed} == FORMS[endpoint].typed
    without = {name: value for name, value in fields.items() if name != "version"}
    assert browser.client.post(address, data=without).status_code == 409
    # Sent again, its author has seen the other version.
    assert browser.client.post(address, data=fields | {"version": again["version"]}).status_code == 303


# A new password ends the session that the other nineteen came with.
CREATING = [name for name, filled in FORMS.items() if not filled.edits and name != "accounts.password"]


@pytest.mark.parametrize("endpoint", CREATING)
def test_twenty_equal_posts_at_once_do_their_work_once(app: Jobloft, personas, as_user, world, endpoint: str) -> None:
    browser, address, fields = opened(app, world, personas, as_user, endpoint)
    cookie = browser.client.get_cookie("jobloft_session").value
    before = actions(app)

    def send(_number: int) -> tuple[int, str | None]:
        client = app.test_client()
        client.set_cookie("jobloft_session", cookie)
        answer = client.post(address, data=fields)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    assert (len(answers), {status for status, _location in answers} <= {200, 303}) == (1, True), answers
    assert (actions(app) - before, rows(app, OnceKey)) == (1, 1)


def actions(app: Jobloft) -> int:
    """How many actions the change log knows."""
    with app.database.reading() as session:
        return session.scalar(select(func.count(distinct(Change.action_id)))) or 0
