"""Which contacts and wishes are read about a company."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.companies.models import Company, CompanyWarning
from app.outreach.queries import concerns_about
from app.outreach.rules import Contact
from app.visits.models import VisitParticipant, VisitState
from app.wheel.models import PlannedParticipant, PlannedState
from tests.companies.factories import make_planned
from tests.factories import NOW, make_company, make_visit

DAY, TODAY = timedelta(days=1), NOW.date()


@pytest.fixture
def company(session, personas) -> Company:
    return make_company(session)


def concerns(session, company, personas, name: str, **over):
    return concerns_about(session, company.id, Contact(TODAY, TODAY, frozenset({personas.id_of[name]}), **over))


def warned(session, company, personas, name: str) -> list[tuple[str, int, bool]]:
    found = concerns(session, company, personas, name).colleagues
    return [(row.who, (row.first_day - TODAY).days, row.held) for row in found]


def test_a_colleagues_visits_and_planned_contacts_are_warned_of(session, company, personas) -> None:
    broker = personas.id_of["broker"]
    visit = make_visit(session, company=company, responsible_id=broker, starts_at=NOW - 14 * DAY, state=VisitState.HELD)
    session.add(VisitParticipant(visit_id=visit.id, user_id=personas.id_of["counsellor"]))
    make_visit(session, company=company, responsible_id=broker, starts_at=NOW + DAY, state=VisitState.CANCELLED)
    make_visit(session, company=company, responsible_id=broker, starts_at=NOW + DAY, about_match=True)
    make_visit(session, company=company, responsible_id=broker, starts_at=NOW + 15 * DAY)
    make_visit(session, company=make_company(session, name="Byens Bager"), responsible_id=broker)
    plan = make_planned(session, company=company, responsible_id=broker, on_date=date(2026, 12, 7))
    session.add(PlannedParticipant(planned_contact_id=plan.id, user_id=personas.id_of["colleague"]))
    make_planned(session, company=company, responsible_id=broker, on_date=date(2026, 12, 7), about_match=True)
    make_planned(session, company=company, responsible_id=broker, on_date=date(2026, 11, 2))
    session.flush()
    visited, planned = ("Navn broker", -14, True), ("Navn broker", 13, False)
    assert warned(session, company, personas, "consultant") == [visited, planned]
    assert warned(session, company, personas, "counsellor") == [planned]
    assert warned(session, company, personas, "colleague") == [visited]
    assert warned(session, company, personas, "broker") == []


def test_a_planned_contact_that_became_a_visit_warns_once(session, company, personas) -> None:
    broker = personas.id_of["broker"]
    visit = make_visit(session, company=company, responsible_id=broker, starts_at=NOW - DAY, state=VisitState.HELD)
    make_planned(session, company=company, responsible_id=broker, visit_id=visit.id, state=PlannedState.HELD)
    assert warned(session, company, personas, "consultant") == [("Navn broker", -1, True)]


def test_what_the_company_has_asked_for_and_warnings_until_their_day(session, company, personas) -> None:
    company.not_before, company.contacts_a_month = TODAY + DAY, 1
    make_visit(session, company=company, responsible_id=personas.id_of["consultant"], starts_at=NOW)
    for text, until, lifted in (
        ("Sagen er ikke løst", TODAY, None),
        ("Løst", TODAY, NOW),
        ("Forbi", TODAY - DAY, None),
    ):
        session.add(
            CompanyWarning(
                company_id=company.id, text=text, until=until, lifted_at=lifted, at=NOW, updated_at=NOW,
                user_id=personas.id_of["broker"],
            )
        )  # fmt: skip
    session.flush()
    found = concerns(session, company, personas, "consultant")
    assert ([w.text for w in found.warnings], found.not_before, found.too_many) == (
        ["Sagen er ikke løst"], TODAY + DAY, 1,
    )  # fmt: skip
    assert not concerns(session, company, personas, "consultant", about_match=True).any
