"""The list of job orders, its filters, and what one prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event

from app.orders.models import EmploymentKind, OrderState
from app.orders.queries import open_orders
from app.visits.models import NextStep
from app.web import Jobloft
from tests import factories
from tests.factories import NOW, Personas
from tests.orders.factories import make_full_order, prepared

TITLES = re.compile(r'<th scope="row"><a href="/job-orders/\d+">([^<]+)</a>')


@pytest.fixture
def six(app: Jobloft, personas: Personas) -> None:
    """Six orders that differ in everything one can filter by."""
    with app.database.transaction() as session:
        painter = factories.make_company(session, name="Maler Madsen", city="Viborg")
        baker = factories.make_company(session, name="Ærø Bageri", city="Silkeborg")
        plans = [
            ("Trappevask", painter, {"kind": EmploymentKind.FEW_PAID_HOURS, "priority_access": True}),
            ("Malerlærling", painter, {"kind": EmploymentKind.APPRENTICESHIP, "hours_low": 37.0, "hours_high": 37.0}),
            ("Opvask", baker, {"hours_low": None, "hours_high": None, "hours_unknown": True, "city": "Ørum"}),
            ("Bagerjomfru", baker, {"starts_on": date(2027, 3, 1), "state": OrderState.ON_HOLD}),
            ("Kladdejob", baker, {"state": OrderState.DRAFT, "tasks": ["Pakke kager i æsker"]}),
            ("Gammelt job", painter, {"state": OrderState.FILLED}),
        ]
        for title, company, values in plans:
            person = personas.id_of["consultant"]
            factories.make_order(session, company=company, responsible_id=person, title=title, **values)


@pytest.mark.parametrize(
    ("address", "titles"),
    [
        ("", ["Opvask", "Malerlærling", "Trappevask", "Bagerjomfru", "Kladdejob"]),
        ("?state=all", ["Opvask", "Malerlærling", "Trappevask", "Bagerjomfru", "Kladdejob", "Gammelt job"]),
        ("?state=open", ["Opvask", "Malerlærling", "Trappevask"]),
        ("?state=filled", ["Gammelt job"]),
        ("?q=vask", ["Opvask", "Trappevask"]),
        ("?q=maler+trappe", ["Trappevask"]),
        ("?q=aeroe", ["Opvask", "Bagerjomfru", "Kladdejob"]),
        ("?q=AESKER", ["Kladdejob"]),
        ("?kind=apprenticeship", ["Malerlærling"]),
        ("?hours=8", ["Opvask", "Trappevask", "Bagerjomfru", "Kladdejob"]),
        ("?hours=5,5", ["Opvask"]),
        ("?town=%C3%98rum", ["Opvask"]),
        ("?town=Viborg", ["Malerlærling", "Trappevask"]),
        ("?start=2027-02-28&q=ae", ["Opvask", "Malerlærling", "Kladdejob"]),
        ("?priority=1", ["Trappevask"]),
        ("?sort=title", ["Bagerjomfru", "Kladdejob", "Malerlærling", "Opvask", "Trappevask"]),
        ("?sort=-hours&q=maler", ["Malerlærling", "Trappevask"]),
        ("?q=findesikke", []),
        ("?q=%25", ["Opvask", "Malerlærling", "Trappevask", "Bagerjomfru", "Kladdejob"]),
    ],
)
def test_the_list_is_narrowed_and_sorted_by_the_address(as_user, six, address: str, titles: list[str]) -> None:
    answer = as_user("counsellor").get(f"/job-orders{address}")
    assert answer.status_code == 200
    assert TITLES.findall(answer.text) == titles


def test_the_list_says_its_order_and_the_nearest_deadline_stands_first(app, as_user, personas, six) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session, name="Frist")
        for title, day in (("Senere", 9), ("Snart", 2)):
            last = date(2026, 12, day)
            make_full_order(
                session, company=company, responsible_id=personas.id_of["consultant"], title=title, apply_by=last
            )
    browser = as_user("counsellor")
    page = browser.get("/job-orders").text
    assert TITLES.findall(page)[:3] == ["Snart", "Senere", "Opvask"]
    assert "Åbne først, og øverst dem, man skal søge først." in page
    turned = browser.get("/job-orders?sort=-apply").text
    assert (TITLES.findall(turned)[:2], "Åbne først" in turned) == (["Senere", "Snart"], False)


@pytest.mark.parametrize(
    "address",
    [
        "?state=x&kind=x&hours=mange&start=x&company=x&town=x&priority=x&sort=x&page=x",
        "?company=99999999999999999999&page=99999999999999999999&hours=1e9&start=99999-01-01",
        "?q=%00&town=%00&state=%00",
        "?page=-3&sort=-",
    ],
)
def test_nonsense_in_the_address_narrows_nothing(as_user, six, address: str) -> None:
    answer = as_user("consultant").get(f"/job-orders{address}")
    assert answer.status_code == 200
    assert len(TITLES.findall(answer.text)) == 5
    assert as_user("consultant").get(f"/job-orders/print{address}").status_code == 200


def test_the_link_to_print_keeps_the_filters_and_nothing_in_them_can_turn_it(as_user, six) -> None:
    page = as_user("consultant").get("/job-orders?q=vask&_scheme=javascript&_external=1&_anchor=x").text
    assert 'href="/job-orders/print?q=vask&amp;_scheme=javascript&amp;_external=1&amp;_anchor=x"' in page


def test_the_list_of_one_company_says_so(app, as_user, personas) -> None:
    company_id, _order_id = prepared(app, personas)
    page = as_user("consultant").get(f"/job-orders?company={company_id}").text
    assert TITLES.findall(page) == ["Trappevask"]
    assert f'<a href="/companies/{company_id}">Maler Madsen ApS</a>' in page
    assert f"/job-orders/new?company_id={company_id}" in page


def test_an_empty_list_says_what_to_do_first(as_user) -> None:
    assert "/job-orders/new" in as_user("consultant").get("/job-orders").text
    empty = as_user("manager").get("/job-orders").text
    assert "Der er ingen aktuelle jobordrer." in empty
    assert "/job-orders/new" not in empty
    assert "Ingen jobordrer passer" in as_user("manager").get("/job-orders?q=x").text


def test_what_is_still_to_ask_is_counted(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        make_full_order(session, company=company, responsible_id=personas.id_of["consultant"])
    assert (
        'data-label="Mangler at spørge"><span class="badge-state tone-good">'
        in as_user("consultant").get("/job-orders").text
    )


def test_the_list_to_print_has_what_one_can_apply_for(app, as_user, personas, six) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session, name="Sent ude")
        person = personas.id_of["consultant"]
        make_full_order(session, company=company, responsible_id=person, title="For sent", apply_by=date(2026, 11, 23))
        make_full_order(session, company=company, responsible_id=person, title="I tide", apply_by=date(2026, 11, 24))
    page = as_user("counsellor").get("/job-orders/print").text
    assert re.findall(r'<h2 id="order-\d+">([^<]+)</h2>', page) == ["I tide", "Opvask", "Malerlærling", "Trappevask"]
    assert "hverdage tidligt om morgenen" in page
    assert "Ring til Bente mellem kl. 8 og 10" in page


def test_the_questions_to_take_along(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas, kind=EmploymentKind.WAGE_SUBSIDY)
    page = as_user("consultant").get(f"/job-orders/{order_id}/questions").text
    asked = re.findall(r"<li><p>([^<]+)</p>", page)
    assert (asked[0], asked[-1]) == ("Hvad er de vigtigste opgaver i jobbet?", "Hvad skal kommunen bevilge først?")
    assert len(asked) == 15


def test_an_order_with_the_least_shows_no_stray_words(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas, hours_low=None, hours_high=None, hours_unknown=True)
    page = as_user("manager").get(f"/job-orders/{order_id}").text
    assert "None" not in page
    assert "ikke aftalt endnu" in page
    # What is not known is asked about in one place, and groups without anything known are left out.
    assert page.count("Fra hvilken alder?") + page.count("Hvor meget dansk kræver arbejdet?") == 1
    assert 'id="demands-head"' not in page


def test_open_orders_are_listed_for_other_features(app, personas, six) -> None:
    with app.database.reading() as session:
        assert [order.title for order in open_orders(session)] == ["Trappevask", "Malerlærling", "Opvask"]


@contextmanager
def statements(app: Jobloft) -> Iterator[list[str]]:
    """The statements that reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(app.database.engine, "before_cursor_execute", note)


def queries_of(app: Jobloft, as_user: Callable, path: str) -> int:
    browser = as_user("consultant")
    browser.get(path)
    with statements(app) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/job-orders", "/job-orders/print", "/job-orders/{id}", "/job-orders/{id}/edit"])
def test_the_number_of_queries_does_not_grow(app, as_user, personas, path: str) -> None:
    company_id, order_id = prepared(app, personas)
    address = path.format(id=order_id)
    with_one = queries_of(app, as_user, address)
    with app.database.transaction() as session:
        person = personas.id_of["broker"]
        for number in range(30):
            company = factories.make_company(session, name=f"Firma {number}", city=f"By {number}")
            make_full_order(session, company=company, responsible_id=person)
            step = {"title": "Ring", "due_on": date(2026, 12, 1), "created_at": NOW, "updated_at": NOW}
            session.add(NextStep(job_order_id=order_id, owner_id=person, company_id=company_id, **step))
    assert queries_of(app, as_user, address) == with_one
    assert with_one <= 14
