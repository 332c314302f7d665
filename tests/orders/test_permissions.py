"""Who reaches which page of job orders."""

from __future__ import annotations

import pytest

from app.orders.models import OrderState, OrderStateChange
from tests.factories import NOW
from tests.orders.factories import prepared
from tests.visits.factories import make_step

READERS = ("consultant", "counsellor", "colleague", "broker", "job_consultant", "manager", "admin", "stranger")
# The counsellor is the company's fixed contact, the colleague is not.
EDITORS = ("consultant", "broker", "counsellor")
READ = ("/job-orders", "/job-orders/print", "/job-orders/{id}", "/job-orders/{id}/questions")
EDIT = ("/job-orders/{id}/edit", "/job-orders/{id}/state")


@pytest.mark.parametrize("person", [*READERS, "steering"])
def test_reading_and_editing_by_role(app, as_user, personas, person: str) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user(person)
    reads = {path: browser.get(path.format(id=order_id)).status_code for path in READ}
    assert reads == dict.fromkeys(READ, 200 if person in READERS else 403)
    edits = {path: browser.get(path.format(id=order_id)).status_code for path in EDIT}
    assert edits == dict.fromkeys(EDIT, 200 if person in EDITORS else 403)


@pytest.mark.parametrize("person", ["colleague", "stranger"])
def test_a_counsellor_elsewhere_is_led_to_proposing(app, as_user, personas, person: str) -> None:
    company_id, _order_id = prepared(app, personas)
    browser = as_user(person)
    answer = browser.get(f"/job-orders/new?company_id={company_id}")
    assert (answer.status_code, answer.location) == (302, f"/job-orders/propose?company_id={company_id}")
    posted = browser.post(
        f"/job-orders/new?company_id={company_id}", page="/job-orders", once="x", title="x", hours_low="1"
    )
    assert posted.status_code == 403
    assert browser.get(answer.location).status_code == 200


@pytest.mark.parametrize("person", ["colleague", "stranger", "job_consultant", "manager", "steering", "admin"])
def test_who_may_not_edit_changes_nothing_by_posting(app, as_user, personas, person: str) -> None:
    _company_id, order_id = prepared(app, personas)
    browser = as_user(person)
    page = "/account" if person in ("steering", "admin") else "/job-orders"
    for path in ("edit", "state", "copy"):
        answer = browser.post(
            f"/job-orders/{order_id}/{path}", page=page, once=f"once-{path}", version="1", title="Andet"
        )
        assert answer.status_code == 403, path
    assert "Trappevask" in as_user("consultant").get(f"/job-orders/{order_id}").text


@pytest.mark.parametrize("path", ["", "/edit", "/state", "/questions"])
@pytest.mark.parametrize("number", ["999", "99999999999999999999"])
def test_an_unknown_order_is_not_found(as_user, path: str, number: str) -> None:
    assert as_user("consultant").get(f"/job-orders/{number}{path}").status_code == 404


@pytest.mark.parametrize("argument", ["company_id=999", "visit_id=999"])
def test_a_new_order_of_something_unknown_is_not_found(as_user, argument: str) -> None:
    assert as_user("consultant").get(f"/job-orders/new?{argument}").status_code == 404


@pytest.mark.parametrize("path", ["/job-orders", "/job-orders/new", "/job-orders/1", "/job-orders/1/edit"])
def test_a_visitor_is_led_to_the_login(visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code in (302, 303)
    assert answer.location.startswith("/login")


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("consultant", 200),
        ("colleague", 200),
        ("job_consultant", 200),
        ("broker", 200),
        ("manager", 403),
        ("steering", 403),
        ("admin", 403),
    ],
)
def test_who_proposes_a_task(as_user, person: str, status: int) -> None:
    assert as_user(person).get("/job-orders/propose").status_code == status


def test_only_what_a_person_may_do_is_offered(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    address = f"/job-orders/{order_id}/edit"
    assert address in as_user("counsellor").get(f"/job-orders/{order_id}").text
    assert address not in as_user("colleague").get(f"/job-orders/{order_id}").text
    assert "/job-orders/propose" in as_user("job_consultant").get("/job-orders").text
    assert "/job-orders/new" not in as_user("job_consultant").get("/job-orders").text


def test_who_buys_from_the_company_sees_neither_promises_nor_reasons(app, as_user, personas) -> None:
    company_id, order_id = prepared(app, personas)
    with app.database.transaction() as session:
        said = {"state": OrderState.ON_HOLD, "reason": "De tør ikke endnu"}
        session.add(OrderStateChange(job_order_id=order_id, at=NOW, user_id=personas.id_of["consultant"], **said))
        about = {"company_id": company_id, "job_order_id": order_id}
        make_step(session, owner_id=personas.id_of["consultant"], title="Løfte om svar", by_company=True, **about)
        make_step(session, owner_id=personas.id_of["manager"], title="Mit eget skridt", **about)
    seen = {}
    for name in ("consultant", "manager"):
        page = as_user(name).get(f"/job-orders/{order_id}").text
        seen[name] = [text in page for text in ("De tør ikke endnu", "Løfte om svar", "Mit eget skridt")]
    assert seen == {"consultant": [True, True, True], "manager": [False, False, True]}
