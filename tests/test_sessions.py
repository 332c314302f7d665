"""Sessions on the server: what an id is worth before, during and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import clock, create_app
from app.accounts.models import User, WebSession
from app.sessions import COOKIE, id_hash
from tests.conftest import NOON


def cookie_of(browser) -> str:
    return browser.client.get_cookie(COOKIE).value


def test_an_old_cookie_opens_nothing_after_logout(app, as_user) -> None:
    browser = as_user("consultant")
    kept = cookie_of(browser)
    assert browser.post("/logout").status_code == 303
    thief = app.test_client()
    thief.set_cookie(COOKIE, kept)
    assert thief.get("/").location.startswith("/login")
    with app.database.reading() as session:
        assert session.scalars(select(WebSession)).all() == []


def test_the_id_from_before_the_login_is_worth_nothing_after(app, visitor, personas) -> None:
    visitor.get("/login")
    before = cookie_of(visitor)
    visitor.signed_in(personas.email("consultant"))
    after = cookie_of(visitor)
    assert before != after
    with app.database.reading() as session:
        assert session.scalars(select(WebSession.id_hash)).all() == [id_hash(after)]


def test_only_the_hash_of_the_id_is_kept(app, as_user) -> None:
    sid = cookie_of(as_user("consultant"))
    with app.database.reading() as session:
        row = session.scalars(select(WebSession)).one()
    assert sid not in (row.id_hash, str(row.data))


@pytest.mark.parametrize(
    ("hours", "status"), [(7.9, 200), (8.1, 302)], ids=["within the idle limit", "beyond the idle limit"]
)
def test_a_session_ends_when_it_lies_idle(app, as_user, hours: float, status: int) -> None:
    browser = as_user("consultant")
    with clock.frozen(NOON + timedelta(hours=hours)):
        assert browser.get("/").status_code == status


def test_a_session_in_use_ends_after_a_week_all_the_same(app, as_user) -> None:
    browser = as_user("consultant")
    statuses = []
    for hours in range(0, 7 * 24 + 6, 6):
        with clock.frozen(NOON + timedelta(hours=hours)):
            statuses.append(browser.get("/").status_code)
    assert statuses == [200] * 28 + [302]


def test_a_user_who_was_closed_is_out_at_the_next_click(app, as_user, personas) -> None:
    browser = as_user("consultant")
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["consultant"]).active = False
    assert browser.get("/").location.startswith("/login")


def test_who_is_signed_in_is_asked_of_the_application_that_answers(app, as_user, personas, tmp_path) -> None:
    browser = as_user("consultant")
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["consultant"]).active = False
    later = create_app(replace(app.settings, database_url=f"sqlite:///{tmp_path / 'another.sqlite'}"))
    assert browser.get("/").location.startswith("/login")
    later.database.engine.dispose()


def test_a_visitor_who_looks_at_the_login_page_leaves_no_row(app, visitor) -> None:
    visitor.get("/login")
    with app.database.reading() as session:
        assert session.scalars(select(WebSession)).all() == []


def test_the_cookie_can_not_be_read_by_scripts_nor_sent_from_elsewhere(visitor) -> None:
    header = visitor.get("/login").headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in header.split(";")}


def test_files_read_no_session_and_set_no_cookie(visitor) -> None:
    with visitor.get("/static/app.css") as answer:
        assert "Set-Cookie" not in answer.headers
