"""The calendar page and one's own addresses."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.feeds.models import Detail, Feed
from app.feeds.tokens import hash_of
from app.history.models import Change
from app.visits.models import VisitParticipant
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit
from tests.feeds.factories import Program, make_feed, make_step
from tests.wheel.factories import make_contact

ADDRESS = re.compile(r"http://localhost/calendar/([\w-]{43})\.ics")
EVERYONE = ["consultant", "counsellor", "broker", "job_consultant", "manager", "steering", "admin", "stranger"]


def feeds(app: Jobloft) -> list[Feed]:
    with app.database.reading() as session:
        return list(session.scalars(select(Feed).order_by(Feed.id)))


def made(browser, **typed) -> str:
    """The secret of a feed made by the form."""
    answer = browser.submit("/calendar/feeds/new", **typed)
    assert answer.status_code == 200, answer.status_code
    return ADDRESS.search(answer.text).group(1)


@pytest.mark.parametrize("name", EVERYONE)
def test_everyone_has_a_calendar_and_may_have_an_address(app: Jobloft, as_user, name: str) -> None:
    browser = as_user(name)
    assert browser.get("/calendar").status_code == 200
    token = made(browser, name="Mit")
    assert Program(app, token).titles() == []


def test_the_address_is_shown_once_and_kept_as_a_hash(app: Jobloft, as_user) -> None:
    browser = as_user("consultant")
    token = made(browser, name="Mit Jobløft")
    (feed,) = feeds(app)
    assert (feed.token_hash, feed.name, feed.detail) == (hash_of(token), "Mit Jobløft", Detail.COMPANY)
    pages = [browser.get(path).text for path in ("/calendar", f"/calendar/feeds/{feed.id}")]
    assert [token in page for page in pages] == [False, False]
    with app.database.reading() as session:
        images = session.scalars(select(Change.after).where(Change.table_name == "feed")).all()
    assert [token in str(image) or feed.token_hash in str(image) for image in images] == [False]


def test_the_page_has_an_https_and_a_webcal_address(as_user) -> None:
    page = as_user("consultant").submit("/calendar/feeds/new").text
    token = ADDRESS.search(page).group(1)
    assert f'href="webcal://localhost/calendar/{token}.ics"' in page


def test_a_double_click_makes_one_feed_and_shows_the_same_address_again(app: Jobloft, as_user) -> None:
    browser = as_user("consultant")
    fields, _ = form_fields(browser.get("/calendar/feeds/new").text)
    fields["kinds"] = ["with_visits"]
    pages = [browser.client.post("/calendar/feeds/new", data=fields).text for _ in range(2)]
    tokens = {ADDRESS.search(page).group(1) for page in pages}
    assert len(tokens) == len(feeds(app)) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"name": ""}, "name"), ({"name": "x" * 121}, "name"), ({"kinds": None}, "kinds"), ({"detail": "all"}, "detail")],
)
def test_what_is_wrong_is_said_at_the_field(app: Jobloft, as_user, typed, field: str) -> None:
    answer = as_user("consultant").submit("/calendar/feeds/new", **typed)
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert feeds(app) == []


def test_eleven_addresses_are_too_many(app: Jobloft, as_user, personas) -> None:
    with app.database.transaction() as session:
        for n in range(10):
            make_feed(session, user_id=personas.id_of["consultant"], token=str(n))
    answer = as_user("consultant").submit("/calendar/feeds/new")
    assert (answer.status_code, "Luk en først." in answer.text) == (422, True)
    assert len(feeds(app)) == 10


def test_nobody_sees_or_changes_anothers_feed(app: Jobloft, as_user, personas) -> None:
    with app.database.transaction() as session:
        feed_id = make_feed(session, user_id=personas.id_of["consultant"], name="Bos egen").id
    for name in ("broker", "admin", "stranger"):
        browser = as_user(name)
        answers = [browser.get(f"/calendar/feeds/{feed_id}{page}").status_code for page in ("", "/edit")]
        answers += [
            browser.post(f"/calendar/feeds/{feed_id}/{what}", page="/calendar", once="a" * 20).status_code
            for what in ("renew", "close")
        ]
        assert answers == [404] * 4
        assert "Bos egen" not in browser.get("/calendar").text
    assert [feed.revoked_at for feed in feeds(app)] == [None]


def test_changing_what_goes_in_changes_the_calendar_at_once(app: Jobloft, as_user, personas) -> None:
    browser = as_user("consultant")
    token = made(browser, name="Mit")
    with app.database.transaction() as session:
        make_step(session, owner_id=personas.id_of["consultant"])
    (feed,) = feeds(app)
    etag = Program(app, token).get().headers["ETag"]
    assert browser.submit(f"/calendar/feeds/{feed.id}/edit", kinds=["with_visits"]).status_code == 303
    answer = Program(app, token).get(If_None_Match=etag)
    assert (answer.status_code, Program(app, token).titles()) == (200, [])


def test_a_new_address_ends_the_old_one(app: Jobloft, as_user, personas) -> None:
    browser = as_user("consultant")
    old = made(browser, name="Mit", kinds=["with_steps"])
    with app.database.transaction() as session:
        make_step(session, owner_id=personas.id_of["consultant"])
    page = f"/calendar/feeds/{feeds(app)[0].id}"
    fields, _ = form_fields(browser.get(page).text, to=f"{page}/renew")
    answers = [browser.client.post(f"{page}/renew", data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    tokens = {ADDRESS.search(answer.text).group(1) for answer in answers}
    assert len(tokens) == 1
    assert Program(app, tokens.pop()).titles() == ["Næste skridt"]
    assert Program(app, old).titles() == []
    first, second = feeds(app)
    assert (first.revoked_at, second.revoked_at, second.name) == (NOW, None, "Mit")
    assert (second.with_visits, second.with_steps) == (False, True)
    with clock.frozen(NOW + timedelta(days=15)):
        assert Program(app, old).get().status_code == 410


def test_closing(app: Jobloft, as_user) -> None:
    browser = as_user("consultant")
    token = made(browser, name="Mit")
    page = f"/calendar/feeds/{feeds(app)[0].id}"
    assert browser.submit(page, to=f"{page}/close").location == "/calendar"
    assert feeds(app)[0].revoked_at == NOW
    assert browser.get(page).status_code == 404
    assert Program(app, token).titles() == []


def test_the_page_says_when_and_by_what_it_was_fetched(app: Jobloft, as_user) -> None:
    browser = as_user("consultant")
    token = made(browser, name="Mit")
    assert "Ikke hentet endnu" in browser.get("/calendar").text
    Program(app, token).get(User_Agent="Mozilla/5.0 Thunderbird/128")
    assert "Hentet 24. nov. 2026 kl. 12.00, Thunderbird" in browser.get("/calendar").text


def test_a_stale_form_is_shown_both_texts(app: Jobloft, as_user) -> None:
    browser = as_user("consultant")
    made(browser, name="Mit")
    path = f"/calendar/feeds/{feeds(app)[0].id}/edit"
    opened, _ = form_fields(browser.get(path).text)
    assert browser.submit(path, name="Andet").status_code == 303
    answer = browser.client.post(path, data=opened | {"name": "Tredje"})
    assert answer.status_code == 409
    assert "<blockquote>Andet</blockquote>" in answer.text


def test_a_fetch_and_a_change_of_content_make_no_form_stale(app: Jobloft, as_user, personas) -> None:
    browser = as_user("consultant")
    token = made(browser, name="Mit")
    path = f"/calendar/feeds/{feeds(app)[0].id}/edit"
    opened, _ = form_fields(browser.get(path).text)
    Program(app, token).get()
    with app.database.transaction() as session:
        make_step(session, owner_id=personas.id_of["consultant"])
    assert browser.client.post(path, data=opened).status_code == 303


def test_the_agenda_shows_ones_own_coming_weeks(app: Jobloft, as_user, personas) -> None:
    me, broker = personas.id_of["consultant"], personas.id_of["broker"]
    with app.database.transaction() as session:
        company = make_company(session, name="Byens Bager")
        visit = make_visit(session, company=company, responsible_id=broker)
        session.add(VisitParticipant(visit_id=visit.id, user_id=me))
        make_contact(session, company=company, responsible_id=me, on_date=date(2026, 11, 23))
        make_step(session, owner_id=me, title="Send plakat")
        make_step(session, owner_id=broker, title="Ikke mit")
        make_step(session, owner_id=me, title="Langt væk", due_on=date(2027, 3, 1))
    page = as_user("consultant").get("/calendar").text
    days = re.findall(r'<h2 id="day-([\d-]+)">', page)
    assert days == ["2026-11-24", "2026-11-25", "2026-12-01"]  # the week's contact stands on today
    assert "du er med" in page
    assert [word for word in ("Ikke mit", "Langt væk") if word in page] == []
