"""Headers that are true, what a fetch costs, and how an address ends; never a login page."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from app import clock
from app.accounts.models import User
from app.feeds.models import Feed
from app.visits.models import Visit, Way
from app.web import Jobloft
from tests.factories import NOW, make_company, make_visit
from tests.feeds.factories import TOKEN, Program

LATER = NOW + timedelta(minutes=5)


def test_headers_of_an_answer(program: Program) -> None:
    with clock.frozen(LATER):
        headers = program.get().headers
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Content-Disposition"] == 'inline; filename="jobloeft.ics"'
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["Last-Modified"] == "Tue, 24 Nov 2026 11:00:00 GMT"
    assert (headers["ETag"][0], headers["ETag"][-1]) == ('"', '"')
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize(
    ("form", "status"),
    [("{}", 304), ("W/{}", 304), ('"other", {}', 304), ("*", 304), ('"other"', 200), ("other", 200), ("", 200)],
)
def test_if_none_match(program: Program, form: str, status: int) -> None:
    with clock.frozen(LATER):
        etag = program.get().headers["ETag"]
        answer = program.get(If_None_Match=form.format(etag))
    assert (answer.status_code, answer.headers["ETag"], bool(answer.data)) == (status, etag, status == 200)


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Tue, 24 Nov 2026 11:00:00 GMT", 304),
        ("Tue, 24 Nov 2026 11:00:01 GMT", 304),
        ("Tue, 24 Nov 2026 10:59:59 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("not a date", 200),
    ],
)
def test_if_modified_since(program: Program, since: str, status: int) -> None:
    with clock.frozen(LATER):
        assert program.get(If_Modified_Since=since).status_code == status


def test_the_tag_counts_alone_when_there_is_one(program: Program) -> None:
    with clock.frozen(LATER):
        known = program.get().headers["Last-Modified"]
        assert program.get(If_None_Match='"other"', If_Modified_Since=known).status_code == 200


def test_a_change_of_this_very_second_gives_no_date_to_compare_with(program: Program) -> None:
    with clock.frozen(NOW + timedelta(seconds=1)):
        answer = program.get()
    assert (answer.status_code, "Last-Modified" in answer.headers) == (200, False)


def test_at_midnight_in_denmark_the_window_moves_and_the_tag_with_it(program: Program) -> None:
    midnight = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    with clock.frozen(midnight - timedelta(minutes=1)):
        before = program.get().headers
    with clock.frozen(midnight + timedelta(minutes=1)):
        after = program.get().headers
        assert program.get(If_Modified_Since=before["Last-Modified"]).status_code == 200
    assert before["ETag"] != after["ETag"]
    assert after["Last-Modified"] == "Tue, 24 Nov 2026 23:00:00 GMT"


def test_head_says_the_same_without_body_or_untrue_length(program: Program) -> None:
    get, head = program.get(), program.ask("HEAD")
    named = ("ETag", "Content-Type", "Cache-Control", "Vary", "Content-Disposition")
    assert [head.headers[name] for name in named] == [get.headers[name] for name in named]
    assert (head.status_code, head.data, head.headers.get("Content-Length")) == (200, b"", None)


def test_packed_bytes_are_the_same_calendar_under_another_tag(program: Program) -> None:
    plain, packed = program.get(), program.get(Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.data == program.get(Accept_Encoding="gzip").data
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert program.get(If_None_Match=packed.headers["ETag"]).status_code == 304
    assert "Content-Encoding" not in program.get(Accept_Encoding="gzip;q=0").headers


def test_two_fetches_give_the_same_bytes(program: Program) -> None:
    first = program.get()
    with clock.frozen(NOW + timedelta(hours=5)):
        assert program.get().data == first.data


def statements_of(app: Jobloft, act) -> list[str]:
    """What an action sends to the database, without BEGIN and the like."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement.split()[0])

    event.listen(app.database.engine, "before_cursor_execute", note)
    act()
    event.remove(app.database.engine, "before_cursor_execute", note)
    return [word for word in seen if word not in ("BEGIN", "COMMIT", "ROLLBACK")]


def test_a_304_costs_one_read_and_nothing_else(app: Jobloft, program: Program) -> None:
    etag = program.get().headers["ETag"]
    assert statements_of(app, lambda: program.get(If_None_Match=etag)) == ["SELECT"]
    assert statements_of(app, lambda: program.ask("HEAD")) == ["SELECT"]


def test_a_whole_feed_costs_four_reads_however_long_it_is(app: Jobloft, program: Program, personas) -> None:
    program.get()
    assert statements_of(app, program.get) == ["SELECT"] * 4
    with app.database.transaction() as session:
        for n in range(30):
            company = make_company(session, name=f"Firma {n}")
            make_visit(session, company=company, responsible_id=personas.id_of["consultant"])
    assert statements_of(app, program.get) == ["SELECT"] * 4


def test_a_fetch_is_noted_at_most_once_an_hour(app: Jobloft, program: Program) -> None:
    agent = {"User_Agent": "Google-Calendar-Importer"}
    assert statements_of(app, lambda: program.ask("HEAD", **agent)) == ["SELECT", "UPDATE"]
    with clock.frozen(NOW + timedelta(minutes=59)):
        assert statements_of(app, lambda: program.ask("HEAD", **agent)) == ["SELECT"]
    with clock.frozen(NOW + timedelta(minutes=60)):
        assert statements_of(app, lambda: program.ask("HEAD", **agent)) == ["SELECT", "UPDATE"]
    with app.database.reading() as session:
        feed = session.scalars(select(Feed)).one()
    assert (feed.last_fetched_at, feed.last_client) == (NOW + timedelta(minutes=60), "Google Kalender")
    assert (feed.version, feed.content_version) == (1, 2)  # the fixture made the rows in the feed's own transaction


def test_an_unknown_address_is_404_in_plain_text(app: Jobloft, program: Program) -> None:
    for token in ("x" * 43, "x", "%00", "æøå", TOKEN.upper()):
        answer = Program(app, token).get(Accept="text/html")
        assert (answer.status_code, answer.mimetype, answer.text) == (404, "text/plain", "Not found\n")
        assert "Set-Cookie" not in answer.headers


def test_a_closed_address_is_empty_for_14_days_and_then_gone(app: Jobloft, program: Program) -> None:
    open_etag = program.get().headers["ETag"]
    with app.database.transaction() as session:
        session.scalars(select(Feed)).one().revoked_at = NOW
    with clock.frozen(NOW + timedelta(days=14) - timedelta(seconds=1)):
        answer = program.get(If_None_Match=open_etag)
        assert (answer.status_code, program.events()) == (200, [])
        assert program.get(If_None_Match=answer.headers["ETag"]).status_code == 304
    with clock.frozen(NOW + timedelta(days=14)):
        answer = program.get(If_None_Match=open_etag)
        assert (answer.status_code, answer.mimetype) == (410, "text/plain")


def test_who_is_shut_out_has_no_calendar_any_more(app: Jobloft, program: Program, personas) -> None:
    with app.database.transaction() as session:
        session.info["now"] = NOW
        session.get_one(User, personas.id_of["consultant"]).active = False
    assert program.events() == []


def test_an_old_session_or_post_leads_nowhere_else(app: Jobloft, program: Program, as_user) -> None:
    browser, path = as_user("stranger"), f"/calendar/{TOKEN}.ics"
    answer = browser.get(path)
    assert (answer.data, "Set-Cookie" in answer.headers) == (program.get().data, False)
    assert statements_of(app, lambda: browser.client.head(path)) == ["SELECT"]
    assert program.ask("POST").status_code in (400, 405)


def test_a_feed_speaks_its_owners_language(app: Jobloft, program: Program, personas) -> None:
    danish = program.get().headers["ETag"]
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["consultant"]).locale = "en"
    assert [title.split(":")[0] for title in program.titles()] == ["Visit", "Next step", "Call in week 50"]
    assert program.get().headers["ETag"] != danish


def test_links_are_absolute_when_the_installation_knows_its_address(app: Jobloft, program: Program) -> None:
    assert "URL" not in program.events()[0]
    settings = app.settings
    with app.database.reading() as session:
        visit_id = session.scalars(select(Visit.id)).one()
    try:
        app.settings = settings.__class__(**(vars(settings) | {"base_url": "https://jobloft.example"}))
        entry = program.events()[0]
    finally:
        app.settings = settings
    assert str(entry["URL"]) == f"https://jobloft.example/visits/{visit_id}"
    assert str(entry["DESCRIPTION"]) == f"Se mere i Jobløft: https://jobloft.example/visits/{visit_id}"


def test_one_visit_as_a_file(app: Jobloft, program: Program, as_user) -> None:
    with app.database.transaction() as session:
        visit = session.scalars(select(Visit)).one()
        visit.way = Way.ONLINE
    answer = as_user("counsellor").get(f"/visits/{visit.id}/event.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="besoeg-{visit.id}.ics"'
    assert "SUMMARY:Onlinemøde: Café Ørsted" in answer.text
    assert as_user("steering").get(f"/visits/{visit.id}/event.ics").status_code == 403
    assert as_user("counsellor").get("/visits/999/event.ics").status_code == 404
