"""The list of residents: tabs, search, filters, order, pages, and how many queries pages cost."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from app.residents.models import Goal, Resident
from tests.factories import make_resident
from tests.residents.factories import make_consent, make_profile

MOST_QUERIES = 25


def names(browser, address) -> list[str]:
    """The names in the list, in order."""
    page = browser.get(address)
    assert page.status_code == 200
    return re.findall(r'<th scope="row"><a href="/residents/\d+">([^<]+)</a>', page.text)


@pytest.fixture
def people(app, personas):
    """Three residents of the counsellor, one of the colleague, one of nobody, one archived, one elsewhere."""
    own, colleague = personas.id_of["counsellor"], personas.id_of["colleague"]
    plan, other = personas.organisation_of["plan"], personas.organisation_of["other_plan"]
    rows = [
        {"name": "Åse Berg", "counsellor_id": own, "housing_area": "Ellekonebakken", "goal": Goal.JOB},
        {"name": "Ali Hassan", "counsellor_id": own, "housing_area": "Houlkær", "goal": Goal.EDUCATION},
        {"name": "Mona Alisdatter", "counsellor_id": own, "housing_area": "Houlkær", "goal": Goal.JOB},
        {"name": "Alina Popa", "counsellor_id": colleague},
        {"name": "Bo Uden", "counsellor_id": None, "broker_id": personas.id_of["broker"]},
        {"name": "Carl Gemt", "counsellor_id": own, "active": False},
        {"name": "Ali Fremmed", "organisation_id": other, "counsellor_id": personas.id_of["stranger"]},
    ]
    with app.database.transaction() as session:
        for row in rows:
            make_resident(session, **({"organisation_id": plan} | row))


@pytest.mark.parametrize(
    ("persona", "address", "expected"),
    [
        ("counsellor", "/residents", ["Åse Berg", "Ali Hassan", "Mona Alisdatter"]),
        ("counsellor", "/residents?show=team", ["Åse Berg", "Ali Hassan", "Alina Popa", "Bo Uden", "Mona Alisdatter"]),
        ("counsellor", "/residents?sort=-name", ["Mona Alisdatter", "Ali Hassan", "Åse Berg"]),
        ("counsellor", "/residents?sort=area", ["Åse Berg", "Ali Hassan", "Mona Alisdatter"]),
        ("counsellor", "/residents?show=team&q=ali", ["Ali Hassan", "Alina Popa", "Mona Alisdatter"]),
        ("counsellor", "/residents?show=team&q=Ali+H", ["Ali Hassan"]),
        ("counsellor", "/residents?show=team&q=lin", []),
        ("counsellor", "/residents?q=aase", ["Åse Berg"]),
        ("counsellor", "/residents?q=%25", []),
        ("counsellor", "/residents?goal=education", ["Ali Hassan"]),
        ("counsellor", "/residents?goal=nonsense", ["Åse Berg", "Ali Hassan", "Mona Alisdatter"]),
        ("counsellor", "/residents?area=Houlk%C3%A6r", ["Ali Hassan", "Mona Alisdatter"]),
        ("counsellor", "/residents?archived=1", ["Carl Gemt"]),
        ("counsellor", "/residents?show=team&counsellor=none", ["Bo Uden"]),
        ("counsellor", "/residents?show=team&counsellor=99999999999999999999", []),
        ("counsellor", "/residents?show=shared", []),
        ("colleague", "/residents", ["Alina Popa"]),
        ("broker", "/residents", ["Bo Uden"]),
        ("broker", "/residents?show=team&q=ali", []),
        ("stranger", "/residents?show=team", ["Ali Fremmed"]),
        ("job_consultant", "/residents", []),
    ],
)
def test_each_person_finds_those_they_may_know(people, as_user, persona, address, expected) -> None:
    assert names(as_user(persona), address) == expected


def test_the_list_can_be_narrowed_to_one_counsellor(people, personas, as_user) -> None:
    colleague = personas.id_of["colleague"]
    assert names(as_user("counsellor"), f"/residents?show=team&counsellor={colleague}") == ["Alina Popa"]


def test_an_empty_list_says_what_to_do_first(as_user, personas) -> None:
    page = as_user("counsellor").get("/residents").text
    assert 'class="empty"' in page
    assert 'href="/residents/new"' in page


def test_a_long_list_has_pages(app, personas, as_user) -> None:
    with app.database.transaction() as session:
        for number in range(60):
            make_resident(
                session,
                organisation_id=personas.organisation_of["plan"],
                counsellor_id=personas.id_of["counsellor"],
                name=f"Beboer {number:02d}",
            )
    browser = as_user("counsellor")
    both = [*names(browser, "/residents"), *names(browser, "/residents?page=2")]
    assert both == [f"Beboer {number:02d}" for number in range(60)]


def queries_of(app, browser, address) -> int:
    """How many statements a page costs, its log and session included."""
    seen: list[str] = []

    def count(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", count)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(app.database.engine, "before_cursor_execute", count)
    return len(seen)


def fill(app, personas, number: int) -> int:
    """Residents with whole profiles and consents to the stranger's organisation; the id of the first."""
    ids = []
    with app.database.transaction() as session:
        for index in range(number):
            resident = make_profile(
                session,
                organisation_id=personas.organisation_of["plan"],
                counsellor_id=personas.id_of["counsellor"],
                name=f"Fatima {index}",
            )
            receiver = personas.organisation_of["other_plan"]
            make_consent(session, resident, receiver_id=receiver, scope=["name_and_contact", "wishes", "skills"])
            ids.append(resident.id)
        first = session.get_one(Resident, ids[0])
        for _ in range(number):
            make_consent(session, first, receiver_id=personas.organisation_of["municipality"])
    return ids[0]


def test_pages_cost_no_more_queries_with_thirty_rows_than_with_one(app, personas, as_user) -> None:
    owner, stranger = as_user("counsellor"), as_user("stranger")
    first = fill(app, personas, 1)

    def costs() -> dict[str, int]:
        own = ("/residents", "/residents?q=fat", f"/residents/{first}", f"/residents/{first}/talk")
        pages = {address: queries_of(app, owner, address) for address in (*own, f"/residents/{first}/consents")}
        shared = ("/residents?show=shared", f"/residents/{first}")
        return pages | {f"shared {address}": queries_of(app, stranger, address) for address in shared}

    with_one = costs()
    fill(app, personas, 30)
    # Never more; a ranking on the page may cost fewer when its index is warm.
    assert {address: number for address, number in costs().items() if number > with_one[address]} == {}
    assert max(with_one.values()) <= MOST_QUERIES
