"""The wheel and its table: filters, counts, overload, cost."""

from __future__ import annotations

from datetime import date, timedelta

import html5lib
from sqlalchemy import event

from app.visits.models import Way
from app.wheel.models import PlannedParticipant
from tests.factories import make_company
from tests.wheel.factories import make_contact

PAGES = ("", "/edit", "/move", "/held", "/skip")


def test_filters_stand_in_the_address(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        for name, way, on in (
            ("consultant", Way.CALL, date(2026, 12, 7)),
            ("consultant", Way.VISIT, date(2026, 3, 2)),
            ("broker", Way.CALL, date(2026, 3, 2)),
        ):
            contact = make_contact(session, company=company, responsible_id=personas.id_of[name], way=way, on_date=on)
        # Whoever takes part in a colleague's contact finds it among their own.
        session.add(PlannedParticipant(planned_contact_id=contact.id, user_id=personas.id_of["counsellor"]))
    browser = as_user("consultant")

    def marks(query: str) -> int:
        return browser.get(f"/year-wheel/2026?{query}").text.count('class="mark"')

    joined, mine = (f"person={personas.id_of[name]}" for name in ("counsellor", "consultant"))
    asked = ["", joined, mine, "way=call", "state=overdue", f"{mine}&way=call&state=planned", "person=999"]
    assert [marks(query) for query in asked] == [3, 1, 2, 2, 2, 1, 0]
    assert [marks(query) for query in ("person=x", "way=swim", "state=lost", "person=²")] == [3, 3, 3, 3]


def test_the_table_says_the_same_as_the_wheel_and_counts_by_month(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        for day in (2, 9, 16):
            make_contact(session, company=company, responsible_id=personas.id_of["broker"], on_date=date(2026, 3, day))
    page = as_user("consultant").get("/year-wheel/2026").text
    assert page.count('class="mark"') == 3
    rows = [e for e in html5lib.parse(page).iter("{http://www.w3.org/1999/xhtml}tr") if e.get("id") == "month-3"]
    assert "".join(rows[0].itertext()).split()[:3] == ["marts", "3", "kontakter"]
    assert "Overskredet: 3." in page or "Over tiden: 3." in page


def test_an_overloaded_month_is_shown_also_when_the_filter_hides_its_contacts(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        for _ in range(9):
            make_contact(session, company=company, responsible_id=personas.id_of["broker"])
    page = as_user("consultant").get("/year-wheel/2026?way=visit").text
    assert page.count('class="mark"') == 0
    assert page.count('class="month month-full"') == 1
    assert "Navn broker (9)" in page


def test_the_wheel_takes_as_many_queries_for_one_contact_as_for_three_hundred(app, as_user, personas) -> None:
    browser, numbers = as_user("consultant"), []
    for wanted in (1, 299):
        with app.database.transaction() as session:
            for n in range(wanted):
                company = make_company(session, name=f"Firma {wanted} {n}")
                on = date(2026, 1, 5) + timedelta(weeks=n % 50)
                make_contact(session, company=company, responsible_id=personas.id_of["broker"], on_date=on)
        numbers.append(queries_of(app, lambda: browser.get("/year-wheel/2026")))
    assert numbers[0] == numbers[1]
    assert numbers[0] <= 6


def queries_of(app, act) -> int:
    """How many statements that read an action sends."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    act()
    event.remove(app.database.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in seen)


def test_a_very_full_year_shows_its_table_a_month_at_a_time(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        for n in range(401):
            on = date(2026, 2, 2) if n % 2 else date(2026, 11, 23)
            make_contact(session, company=company, responsible_id=personas.id_of["broker"], on_date=on)
    browser = as_user("consultant")

    def rows(query: str) -> int:
        return browser.get(f"/year-wheel/2026{query}").text.count('<th scope="row">')

    assert (rows(""), rows("?month=2"), rows("?month=5"), rows("?month=99")) == (201, 200, 0, 401)
