"""Headers, redirects, the login's throttle, and error pages that tell nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app import clock
from app.config import Config, ConfigurationError, check
from app.permissions import TABLE
from app.security import own_path
from tests.browser_client import PASSWORD, form_fields
from tests.conftest import NOON


@pytest.mark.parametrize(
    "target",
    [
        "//x.dk",
        "/\t/x.dk",
        "/\n/x.dk",
        "\\\\x.dk",
        "/\\x.dk",
        "https://x.dk",
        "javascript:alert(1)",
        "x",
        "",
        None,
        "//[x",
        "/ /x.dk",
        "///x.dk",
        "https:/x.dk",
    ],
)
def test_redirects_lead_nowhere_but_home(target: str | None) -> None:
    assert own_path(target) is None


@pytest.mark.parametrize("target", ["/", "/companies?q=a%20b", "/visits/3#notes"])
def test_paths_of_our_own_are_followed(target: str) -> None:
    assert own_path(target) == target


@pytest.mark.parametrize("target", ["//x.dk", "/\t/x.dk", "/\\x.dk", "https://x.dk"])
def test_the_login_never_leads_away(visitor, personas, target: str) -> None:
    fields = {"email": personas.email("consultant"), "password": PASSWORD}
    page = visitor.get("/login", query_string={"next": target})
    assert page.status_code == 200
    typed, _ = form_fields(page.text)
    answer = visitor.client.post("/login", query_string={"next": target}, data=typed | fields)
    assert (answer.status_code, answer.location) == (303, "/")


def test_headers_of_a_page(as_user) -> None:
    headers = as_user("consultant").get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Request-Id"]


def test_the_nonce_differs_from_page_to_page(visitor) -> None:
    policies = {visitor.get("/login").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_known_and_unknown_addresses_get_the_same_answer(visitor, personas) -> None:
    def tried(email: str) -> str:
        text = visitor.submit("/login", email=email, password="forkert adgangskode").text
        return text.split("</header>")[-1].split("<form")[-1].replace(email, "").split('name="csrf_token"')[0]

    assert tried(personas.email("consultant")) == tried("ingen@test.jobloft.dk")


def test_guessing_closes_the_door_for_this_address_and_account_only(app, visitor, personas) -> None:
    for _ in range(8):
        assert visitor.submit("/login", email=personas.email("manager"), password="gæt").status_code == 422
    assert visitor.submit("/login", email=personas.email("manager"), password=PASSWORD).status_code == 429
    assert visitor.submit("/login", email=personas.email("consultant"), password=PASSWORD).status_code == 303


def test_the_owner_elsewhere_is_not_locked_out(app, visitor, personas) -> None:
    for _ in range(9):
        visitor.submit("/login", email=personas.email("manager"), password="gæt")
    elsewhere = app.test_client()
    page = elsewhere.get("/login", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    typed, _ = form_fields(page.text)
    answer = elsewhere.post(
        "/login",
        data=typed | {"email": personas.email("manager"), "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert answer.status_code == 303


def test_the_door_opens_again_after_a_quarter_of_an_hour(visitor, personas) -> None:
    for _ in range(9):
        visitor.submit("/login", email=personas.email("manager"), password="gæt")
    with clock.frozen(NOON + timedelta(minutes=16)):
        assert visitor.submit("/login", email=personas.email("manager"), password=PASSWORD).status_code == 303


def test_unknown_pages_are_told_in_danish_with_a_number(as_user) -> None:
    answer = as_user("consultant").get("/findes-ikke")
    assert answer.status_code == 404
    assert "Her er ikke noget" in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


@pytest.mark.parametrize("key", ["", "kort", "changeme", "dev"])
def test_a_guessable_secret_stops_the_start(key: str) -> None:
    with pytest.raises(ConfigurationError):
        check(Config(database_url="sqlite://", secret_key=key))


def test_nobody_reads_residents_but_those_who_work_with_them() -> None:
    assert sorted(TABLE["residents.read"]) == ["broker", "counsellor", "job_consultant"]


def test_health_needs_no_login(visitor) -> None:
    assert [visitor.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
