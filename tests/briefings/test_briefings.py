"""A manager's briefing: asked by one click, answered by three taps without a login, once, and seen by few."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.briefings.models import Briefing, Climate, Partner, Workload
from app.briefings.rules import WRONG_LINKS
from app.briefings.tokens import hash_of, path_of
from app.companies.models import SupplierRelation
from app.history.models import Change
from app.mail.delivery import Delivered, deliver_waiting
from app.mail.models import Mail, MailState
from app.visits.models import Visit, VisitState
from tests.browser_client import Browser, form_fields
from tests.factories import NOW, make_company, make_visit
from tests.mail.sink import serving

TAPS = {"partner": "good", "climate": "disagreement", "workload": "busy", "remark": "De er gode til unge."}


@pytest.fixture
def visit_id(app, personas) -> int:
    with app.database.transaction() as session:
        company = make_company(session, name="Rengøring Øst", about="Hemmelig viden", phone="+4586111111")
        landlord = personas.organisation_of["landlord"]
        session.add(SupplierRelation(company_id=company.id, organisation_id=landlord))
        over = {"starts_at": NOW + timedelta(days=5), "purpose": "Tale om det hemmelige"}
        return make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **over).id


@pytest.fixture
def link(app, as_user, personas, visit_id) -> str:
    """The path of the link after one click."""
    manager = str(personas.id_of["manager"])
    page = as_user("consultant").get(f"/visits/{visit_id}").text
    assert "Spørg Navn manager" in page
    as_user("consultant").submit(f"/visits/{visit_id}", to=f"/visits/{visit_id}/briefing", manager_id=manager)
    return path_of(app.settings.secret_key, the_briefing(app).uid)


def the_briefing(app) -> Briefing:
    with app.database.reading() as session:
        return session.scalars(select(Briefing).order_by(Briefing.id.desc())).first()


def test_the_link_is_kept_nowhere_and_shown_where_no_mail_can_be_sent(app, as_user, visit_id, link) -> None:
    token = link.rpartition("/")[2]
    page = as_user("broker").get(f"/visits/{visit_id}").text
    assert (f"http://localhost{link}" in page, "Der kan ikke sendes mail herfra" in page) == (True, True)
    with app.database.reading() as session:
        mail, briefing = session.scalars(select(Mail)).one(), the_briefing(app)
        kept = repr([(c.before, c.after) for c in session.scalars(select(Change))]) + mail.body
    assert (mail.state, mail.address, briefing.token_hash) == (
        MailState.WAITING,
        "manager@test.jobloft.dk",
        hash_of(token),
    )
    assert token not in kept


def test_the_mail_has_the_link_and_is_withdrawn_when_the_visit_is_cancelled(app, visit_id, link) -> None:
    with serving() as sink:
        over = {"smtp_url": sink.url, "mail_from": "jobloft@viborg.test", "base_url": "https://jobloft.viborg.test"}
        mailing = replace(app.settings, **over)
        assert deliver_waiting(app.database, mailing) == Delivered(sent=1)
        (message,) = sink.messages
        assert message["Subject"] == "Tre hurtige spørgsmål om Rengøring Øst"
        assert f"https://jobloft.viborg.test{link}" in message.get_content()
        assert "hemmelig" not in message.get_content().casefold()
        with app.database.transaction() as session:
            session.get_one(Visit, visit_id).state = VisitState.CANCELLED
            mail = session.scalars(select(Mail)).one()
            mail.state = MailState.WAITING
        assert deliver_waiting(app.database, mailing) == Delivered(withdrawn=1)


def test_three_taps_without_a_login_answer_once(app, as_user, visitor: Browser, visit_id, link) -> None:
    page = visitor.get(link)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
    assert (page.headers["X-Robots-Tag"], page.headers["Cache-Control"]) == ("noindex, nofollow", "no-store")
    assert "Set-Cookie" not in page.headers
    assert "Rengøring Øst" in page.text
    for secret in ("Hemmelig viden", "det hemmelige", "86 11 11 11", "1. december", "29. november"):
        assert secret not in page.text
    assert visitor.get(link).status_code == 200  # Looking at it, as mail filters do, uses nothing up.
    fields, action = form_fields(page.text)
    assert set(fields) <= {"remark"}
    first = visitor.client.post(action or link, data=fields | TAPS)
    again = visitor.client.post(link, data=TAPS | {"partner": "poor"})
    assert (first.status_code, again.status_code) == (303, 200)
    thanks = visitor.get(link).text
    assert ("Tak, dit svar er kommet" in thanks, "Rengøring Øst" in thanks) == (True, False)
    told = the_briefing(app)
    assert (told.partner, told.climate, told.workload) == (Partner.GOOD, Climate.DISAGREEMENT, Workload.BUSY)
    assert (told.remark, told.answered_at) == ("De er gode til unge.", NOW)
    for name, sees in (("consultant", True), ("broker", True), ("counsellor", False), ("manager", False)):
        assert ("De er gode til unge." in as_user(name).get(f"/visits/{visit_id}").text) == sees, name
    assert "De er gode til unge." in as_user("consultant").get(f"/visits/{visit_id}/prepare").text


def test_the_manager_finds_it_on_my_day_until_it_is_answered(app, as_user, visitor: Browser, link) -> None:
    asked = {name: link in as_user(name).get("/").text for name in ("manager", "admin", "consultant")}
    assert asked == {"manager": True, "admin": False, "consultant": False}
    visitor.client.post(link, data=TAPS)
    assert link not in as_user("manager").get("/").text


def test_a_tap_that_lacks_is_told_and_what_was_written_stays(app, visitor: Browser, link) -> None:
    answer = visitor.client.post(link, data=TAPS | {"workload": "", "remark": "Ring om morgenen"})
    assert answer.status_code == 422
    assert "Vælg en af mulighederne." in answer.text
    fields, _action = form_fields(answer.text)
    assert (fields["partner"], fields["remark"]) == ("good", "Ring om morgenen")
    assert the_briefing(app).answered_at is None
    cpr = visitor.client.post(link, data=TAPS | {"remark": "Han er 010190-1234"})
    assert (cpr.status_code, the_briefing(app).answered_at) == (422, None)


def test_a_link_runs_out_and_a_wrong_one_tells_nothing(app, visitor: Browser, link) -> None:
    with clock.frozen(NOW + timedelta(days=6)):
        late = visitor.client.post(link, data=TAPS)
        assert (late.status_code, "Rengøring" in late.text) == (410, False)
    for _ in range(WRONG_LINKS):
        wrong = visitor.get("/briefing/" + "x" * 43)
    assert (wrong.status_code, wrong.headers["X-Robots-Tag"]) == (404, "noindex, nofollow")
    assert visitor.get(link).status_code == 429


def test_it_is_asked_once_more_and_then_no_more(app, as_user, visitor: Browser, visit_id, link) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/briefing"
    lacking = browser.submit(path, manager_id="", name="Kaj", email="")
    assert (lacking.status_code, "Skriv også mailadressen." in lacking.text) == (422, True)
    assert browser.submit(path, manager_id="", name="Kaj Vest", email="kaj@bolig.test").status_code == 303
    newer = the_briefing(app)
    assert (newer.to_name, newer.to_address, newer.manager_id) == ("Kaj Vest", "kaj@bolig.test", None)
    assert visitor.get(link).status_code == 410
    assert visitor.get(path_of(app.settings.secret_key, newer.uid)).status_code == 200
    assert browser.submit(path, manager_id="", name="Kaj Vest", email="kaj@bolig.test").status_code == 422
    assert "Spørg" not in browser.get(f"/visits/{visit_id}").text.split('id="briefing"')[1].split("</section>")[0]


def test_the_mail_leaves_with_the_click_and_a_dead_server_breaks_no_page(app, as_user, visit_id, monkeypatch) -> None:
    def settings(url: str):
        return replace(app.settings, smtp_url=url, mail_from="jobloft@viborg.test", base_url="https://jobloft.test")

    browser, path = as_user("consultant"), f"/visits/{visit_id}/briefing"
    monkeypatch.setattr(app, "settings", settings("smtp://127.0.0.1:1"))
    assert browser.submit(path, manager_id="", name="Kaj Vest", email="kaj@bolig.test").status_code == 303
    page = browser.get(f"/visits/{visit_id}").text
    assert ("Mailen er ikke afsendt endnu" in page, "Mailen er sendt." in page) == (True, False)
    with serving() as sink:
        monkeypatch.setattr(app, "settings", settings(sink.url))
        assert browser.submit(path, manager_id="", name="Ida Vest", email="ida@bolig.test").status_code == 303
        assert [message["To"] for message in sink.messages] == ["ida@bolig.test"]
    assert "Mailen er sendt." in browser.get(f"/visits/{visit_id}").text
