"""Rolling the wheel over to next year, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from app.accounts.models import User
from app.companies.models import Company
from app.wheel.models import PlannedContact
from tests.browser_client import form_fields
from tests.wheel.factories import WEEK_50, kept, make_contact

WEEK = timedelta(weeks=1)


def test_rolling_over_copies_each_contact_once(app, as_user, personas, contact_id: int) -> None:
    browser = as_user("broker")
    assert "Rul videre til 2027" in browser.get("/year-wheel/2026").text
    fields, _ = form_fields(browser.get("/year-wheel/2026/roll-over").text)
    answers = [browser.client.post("/year-wheel/2026/roll-over", data=fields) for _ in range(2)]
    assert [(a.status_code, a.location) for a in answers] == [(303, "/year-wheel/2027")] * 2
    original, copy = kept(app)
    assert (copy.copied_from_id, copy.on_date, copy.whole_week) == (original.id, date(2027, 12, 13), True)
    assert (copy.state, copy.sequence, copy.purpose) == ("planned", 0, original.purpose)
    assert copy.uid != original.uid
    assert "Alt fra 2026 er kopieret." in browser.get("/year-wheel/2026/roll-over").text
    assert "Rul videre til 2027" not in browser.get("/year-wheel/2026").text


def test_what_was_skipped_is_not_ticked_and_nothing_ticked_is_told(app, as_user, contact_id: int) -> None:
    browser = as_user("consultant")
    browser.submit(f"/planned-contacts/{contact_id}/skip", reason="De flytter")
    fields, _ = form_fields(browser.get("/year-wheel/2026/roll-over").text)
    assert "contacts" not in fields
    answer = browser.submit("/year-wheel/2026/roll-over")
    assert (answer.status_code, "Vælg mindst én kontakt." in answer.text) == (422, True)
    assert browser.submit("/year-wheel/2026/roll-over", contacts=str(contact_id)).status_code == 303
    assert len(kept(app)) == 2


def test_who_has_stopped_is_followed_by_the_one_who_rolls_over(app, as_user, personas, contact_id: int) -> None:
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["consultant"]).active = False
    as_user("broker").submit("/year-wheel/2026/roll-over", contacts=str(contact_id))
    assert kept(app)[1].responsible_id == personas.id_of["broker"]


def test_two_who_roll_over_at_once_make_one_copy(app, as_user, contact_id: int) -> None:
    browsers = [as_user("consultant"), as_user("broker")]
    forms = [form_fields(browser.get("/year-wheel/2026/roll-over").text)[0] for browser in browsers]

    def send(pair) -> int:
        return pair[0].client.post("/year-wheel/2026/roll-over", data=pair[1]).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, zip(browsers, forms, strict=True)))
    assert sorted(answers) in ([303, 409], [303, 422])
    assert len(kept(app)) == 2


def test_a_copy_beside_a_colleagues_asks_why_and_keeps_it(app, as_user, personas, contact_id: int) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(PlannedContact, contact_id).company_id)
        near = make_contact(
            session, company=company, responsible_id=personas.id_of["broker"], on_date=WEEK_50 + WEEK
        ).id
        far = make_contact(
            session, company=company, responsible_id=personas.id_of["broker"], on_date=date(2026, 5, 4)
        ).id
    browser, path = as_user("consultant"), "/year-wheel/2026/roll-over"
    page = browser.get(path).text
    assert "Navn broker er i kontakt med dem" in page
    both = [str(contact_id), str(near), str(far)]
    refused = browser.submit(path, contacts=both)
    assert (refused.status_code, 'id="outreach_reason-error"' in refused.text) == (422, True)
    assert browser.submit(path, contacts=[str(near)]).status_code == 303
    unseen = browser.submit(path, contacts=[str(contact_id), str(far)], outreach_seen="", outreach_reason="Aftalt")
    assert unseen.status_code == 422
    told = {"outreach_seen": form_fields(unseen.text)[0]["outreach_seen"], "outreach_reason": "Aftalt"}
    assert browser.submit(path, contacts=[str(contact_id), str(far)], **told).status_code == 303
    copies = {contact.copied_from_id: contact.outreach_reason for contact in kept(app) if contact.copied_from_id}
    assert copies == {near: "", contact_id: "Aftalt", far: ""}


def test_what_stands_on_next_years_wheel_already_is_shown_and_not_ticked(app, as_user, contact_id: int) -> None:
    with app.database.transaction() as session:
        original = session.get_one(PlannedContact, contact_id)
        company, whose = session.get_one(Company, original.company_id), original.responsible_id
        make_contact(session, company=company, responsible_id=whose, on_date=date(2027, 12, 6), purpose="Aftalt i juni")
        far = make_contact(session, company=company, responsible_id=whose, on_date=date(2026, 5, 4)).id
    page = as_user("consultant").get("/year-wheel/2026/roll-over").text
    assert page.count("Allerede planlagt: ") == page.count("– Aftalt i juni") == 1
    assert form_fields(page)[0]["contacts"] == str(far)
