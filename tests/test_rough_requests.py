"""What no browser sends by itself: numbers that no row has, broken texts, arguments twice, other methods."""

from __future__ import annotations

import pytest

from app.permissions import PUBLIC_ENDPOINTS
from tests.browser_client import form_fields

# What pages read from their address, anywhere.
ARGUMENTS = (
    "q page sort show counsellor area goal archived stage industry contribution supplier mine kind state hours town "
    "start priority company who organisation person way month resident company_id visit_id order_id back day purpose "
    "week year done next"
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
        browser = browsers["admin" if path.startswith("/admin") else "broker"]
        address = "/".join(number if part.startswith("<") else part for part in path.split("/"))
        method = "GET" if "GET" in rule.methods else "POST"
        key = form_fields(browser.get("/account").text, form=0)[0]["csrf_token"]
        sent = {"csrf_token": key, "once": "x"} if method == "POST" else None
        answers[path] = browser.client.open(address, method=method, data=sent).status_code
    assert set(answers.values()) == {404}, answers
