"""The preparation sheet, and how many queries each page costs with one and with thirty rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.companies.models import Answer, Contribution, ContributionKind
from app.residents.models import Wish
from app.visits.models import VisitParticipant
from tests.factories import NOW, make_company, make_order, make_resident, make_visit
from tests.visits.factories import make_contact, make_held_visit, make_step


def filled(app, personas, rows: int) -> int:
    """A planned visit at a company with so many of everything; returns its id."""
    with app.database.transaction() as session:
        me, broker = personas.id_of["consultant"], personas.id_of["broker"]
        company = make_company(session, industry="Rengøring")
        for n in range(rows):
            at = NOW - timedelta(days=30 + n)
            make_held_visit(
                session,
                company=company,
                responsible_id=me if n % 2 else broker,
                at=at,
                answers={"employees": f"{n}", "markets": "Lokalt"},
                quick_note=f"Notat {n}",
            )
            make_contact(session, company=company, name=f"Kontakt {n}")
            make_order(session, company=company, responsible_id=me, title=f"Trappevask {n}")
            make_step(session, owner_id=me if n % 2 else broker, company_id=company.id, by_company=bool(n % 3))
            resident = make_resident(session, organisation_id=personas.organisation_of["plan"], name=f"Beboer {n}")
            session.add(Wish(resident_id=resident.id, position=1, text="Rengøring"))
            other = make_visit(session, company=make_company(session, name=f"Firma {n}"), responsible_id=me)
            session.add(VisitParticipant(visit_id=other.id, user_id=broker))
        session.add(Contribution(company_id=company.id, kind=ContributionKind.FEW_PAID_HOURS, answer=Answer.YES))
        visit = make_visit(session, company=company, responsible_id=me)
        for n in range(rows):
            make_step(session, owner_id=me, company_id=company.id, visit_id=visit.id, title=f"Skridt {n}")
            make_order(session, company=company, responsible_id=me, visit_id=visit.id)
        return visit.id


def queries_of(app, browser, path: str) -> int:
    """How many statements a page sends to the database before its side records."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(app.database.engine, "before_cursor_execute", note)
    try:
        assert browser.get(path).status_code == 200
    finally:
        event.remove(app.database.engine, "before_cursor_execute", note)
    return len(sent)


PAGES = (
    "/visits?who=all&state=all",
    "/visits/{id}",
    "/visits/{id}/prepare",
    "/visits/{id}/notes",
    "/visits/{id}/edit",
    "/next-steps?who=all",
    "/guide",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_as_many_queries_with_thirty_rows_as_with_one(app, as_user, personas, path: str) -> None:
    browser = as_user("consultant")
    few, many = (path.format(id=filled(app, personas, rows)) for rows in (1, 30))
    browser.get(few)
    cost = [queries_of(app, browser, address) for address in (few, many)]
    assert cost == [cost[0], cost[0]]
    assert cost[0] <= 25


def test_the_sheet_gathers_all_that_is_good_to_know(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        me, company = personas.id_of["consultant"], make_company(session, industry="Rengøring", about="Familiefirma")
        contact = make_contact(session, company=company, name="Lone Bach", job_title="driftsleder")
        make_contact(session, company=company, name="Rejst Væk", left_on=NOW.date())
        make_held_visit(
            session, company=company, responsible_id=me, at=NOW - timedelta(days=9), answers={"employees": "42"}
        )
        make_step(session, owner_id=me, company_id=company.id, title="Vores løfte")
        make_step(session, owner_id=me, company_id=company.id, title="Deres løfte", by_company=True)
        make_step(session, owner_id=me, company_id=company.id, title="For længst gjort", done_at=NOW)
        make_order(session, company=company, responsible_id=me, title="Trappevask")
        resident = make_resident(session, organisation_id=personas.organisation_of["plan"], name="Amina Hemmelig")
        session.add(Wish(resident_id=resident.id, position=1, text="Rengøring"))
        visit_id = make_visit(session, company=company, responsible_id=me, contact_person_id=contact.id).id
    page = as_user("job_consultant").get(f"/visits/{visit_id}/prepare").text
    wanted = ("Familiefirma", "Lone Bach", 'href="tel:+4586123456"', "Vores løfte", "Deres løfte", "Trappevask", "42")
    assert [text for text in wanted if text not in page] == []
    assert [text for text in ("Rejst Væk", "For længst gjort", "Amina") if text in page] == []
    assert "Rengøring: <strong>færre end fem</strong>" in page
    ours, theirs = page.index("Vores løfte"), page.index("Deres løfte")
    assert page.index("Af os") < ours < page.index("Af virksomheden") < theirs
    assert page.index("Aldrig besvaret") < page.index("Er det ændret?") < page.index("(15. nov. 2026)")
