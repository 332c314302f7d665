"""What no browser sends by itself: numbers that no row has, broken texts, arguments twice, other methods."""

from __future__ import annotations

import io
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.permissions import PUBLIC_ENDPOINTS
from tests.browser_client import form_fields

# What pages read from their address, anywhere.
ARGUMENTS = (
    "q page sort show counsellor area goal archived stage industry contribution supplier mine kind state hours town "
    "start priority company who organisation person way month resident company_id visit_id order_id back day purpose "
    "week year done next text use source"
).split()
VALUES = {
    "no number": "abc",
    "negative": "-1",
    "zero": "0",
    "beyond 32 bits": "2147483648",
    "beyond 64 bits": "9223372036854775808",
    "five thousand digits": "9" * 5000,
    "NUL": "a\x00b",
    "other control characters": "a\x1b\x08\x85\u2028b",
    "wildcards": "%_\\%",
    "emoji and right to left": "😀\u202eabc\u200f",
    "half a character": "%ff%fe",
    "markup": '"><script>alert(1)</script>{{7*7}}',
    "long": "x" * 3900,
    "many words": "a " * 1900,
}
FAULTS = {500, 503, 409}
NUMBERS = ("0", "2147483648", "99999999999999999999", "9" * 5000)


def pages(app):
    """The rules of all pages behind the login."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in PUBLIC_ENDPOINTS]
    return sorted({rule.rule: rule for rule in rules}.items())


@pytest.mark.parametrize("kind", VALUES)
def test_no_argument_of_an_address_breaks_a_list(app, as_user, kind: str) -> None:
    browsers = {name: as_user(name) for name in ("broker", "admin")}
    broken = {}
    for path, rule in pages(app):
        if rule.arguments or "GET" not in rule.methods:
            continue
        browser = browsers["admin" if path.startswith("/admin") else "broker"]
        answer = browser.get(path, query_string=[(name, VALUES[kind]) for name in ARGUMENTS for _twice in range(2)])
        if answer.status_code in FAULTS:
            broken[path] = answer.status_code
        assert "<script>alert" not in answer.text, path
    assert broken == {}


@pytest.mark.parametrize("number", NUMBERS, ids=len)
def test_no_number_in_an_address_is_more_than_unknown(app, as_user, number: str) -> None:
    answers = {}
    browsers = {name: as_user(name) for name in ("broker", "admin")}
    for path, rule in pages(app):
        if not rule.arguments:
            continue
        browser = browsers["admin" if path.startswith(("/admin", "/imports")) else "broker"]
        address = "/".join(number if part.startswith("<") else part for part in path.split("/"))
        method = "GET" if "GET" in rule.methods else "POST"
        key = form_fields(browser.get("/account").text, form=0)[0]["csrf_token"]
        sent = {"csrf_token": key, "once": "x"} if method == "POST" else None
        answers[path] = browser.client.open(address, method=method, data=sent).status_code
    assert set(answers.values()) == {404}, answers


def test_a_book_in_the_company_field_is_told_at_the_field(app, as_user) -> None:
    sent = []
    with counted(app, sent):
        answer = as_user("consultant").submit("/job-orders/new", title="Vask", hours_low="5", company="ab " * 33_000)
    assert answer.status_code == 422
    assert max(len(statement) for statement in sent) < 20_000


@contextmanager
def counted(app, statements):
    """Collect the statements that go to the database."""

    def collect(_connection, _cursor, statement, *_rest) -> None:
        statements.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", collect)
    yield
    event.remove(app.database.engine, "before_cursor_execute", collect)


@pytest.mark.parametrize("page", ["/companies/new", "/login"])
def test_a_file_or_json_in_place_of_a_text_is_no_text(app, as_user, visitor, page: str) -> None:
    browser = visitor if page == "/login" else as_user("consultant")
    fields, _action = form_fields(browser.get(page).text)
    file = {"name": (io.BytesIO(b"x"), "x.txt"), "email": (io.BytesIO(b"x"), "x.txt")}
    kept = {name: fields[name] for name in ("csrf_token", "once") if name in fields}
    answer = browser.client.post(page, data=kept | file, content_type="multipart/form-data")
    assert answer.status_code == 422
    header = {"X-CSRFToken": fields["csrf_token"]}
    sent = {"once": "x", "name": {"a": [1]}, "email": 7, "password": ["x"]}
    assert browser.client.post(page, json=sent, headers=header).status_code in (400, 422)


def test_too_large_a_request_is_told_in_danish(as_user) -> None:
    answer = as_user("consultant").submit("/companies/new", name="x" * 13 * 1024 * 1024)
    assert answer.status_code == 413
    assert "<h1>Det var for meget på én gang</h1>" in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_do_nothing(app, as_user, method: str) -> None:
    browser = as_user("consultant")
    answers = {path: browser.client.open(path, method=method).status_code for path in ("/companies", "/companies/new")}
    assert set(answers.values()) == {405}


@pytest.mark.parametrize("back", ["//x.dk", "/\r\nSet-Cookie: a=b", "https://x.dk", "/\\x.dk", "/%09/x.dk:80\n"])
def test_the_language_switch_leads_nowhere_but_home(as_user, back: str) -> None:
    answer = as_user("consultant").submit("/account", to="/language", back=back, language="da")
    assert (answer.status_code, answer.location) == (303, "/")
    assert [header.split("=")[0] for header in answer.headers.getlist("Set-Cookie")] == ["language"]


def test_a_name_in_a_message_is_no_markup(app, as_user) -> None:
    browser = as_user("consultant")
    assert browser.submit("/companies/new", name="<xss>Maler", cvr="25313763").status_code == 303
    answer = browser.submit("/companies/new", name="En anden", cvr="25313763")
    assert answer.status_code == 422
    assert "&lt;xss&gt;Maler" in answer.text
    assert "<xss>" not in answer.text
