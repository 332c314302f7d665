"""The list's filters, as they stand in the address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from werkzeug.datastructures import MultiDict

from app.companies.listed import last_contacts
from app.companies.listing import CompanyList, Filters, company_list, filters_of
from app.companies.models import Answer, Company, CompanyWarning, ContributionKind, Stage
from app.search.finding import FROM_MANY
from app.search.indexing import rebuild
from app.search.lexicon import Lexicons
from app.visits.models import VisitState
from app.wheel.models import PlannedState
from tests.companies.factories import make_contact, make_contribution, make_planned, make_supplier
from tests.factories import NOW, make_company, make_visit


@pytest.fixture
def companies(session, personas):
    """Four companies that differ in everything that can be filtered."""
    painter = make_company(
        session,
        name="Ågårds Maleri ApS",
        cvr="13585628",
        industry="Maler",
        stage=Stage.ACTIVE,
        fixed_contact_id=personas.id_of["consultant"],
        phone="+4586123456",
    )
    cleaner = make_company(session, name="Rengøring Søndervang", industry="Rengøring", fixed_contact_id=None)
    baker = make_company(session, name="Byens Bager", industry="Butik", stage=Stage.DECLINED)
    make_company(session, name="360 Grader Service")
    make_contact(session, cleaner, phone="+4520304050")
    make_contact(session, cleaner, name="Bo", phone="+4520304051")
    make_contribution(session, painter, ContributionKind.FEW_PAID_HOURS, Answer.MAYBE)
    make_contribution(session, baker, ContributionKind.FEW_PAID_HOURS, Answer.NO)
    make_supplier(session, cleaner, personas.organisation_of["landlord"])
    return {"painter": painter, "cleaner": cleaner, "baker": baker}


def listed(session, user_id: int = 0, **filters) -> CompanyList:
    rebuild(session)
    words = Lexicons().current(session)
    return company_list(Filters(**filters), user_id=user_id, today=NOW.date(), lexicon=lambda: words)


def names(session, user_id: int = 0, **filters) -> list[str]:
    return sorted(company.name for company in session.scalars(listed(session, user_id, **filters).query))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aagaard", ["Ågårds Maleri ApS"]),
        ("ÅGÅRD", ["Ågårds Maleri ApS"]),
        ("maleri aagaards", ["Ågårds Maleri ApS"]),
        ("rengoering", ["Rengøring Søndervang"]),
        ("sønder rengør", ["Rengøring Søndervang"]),
        ("13585628", ["Ågårds Maleri ApS"]),
        ("DK 13 58 56 28", ["Ågårds Maleri ApS"]),
        ("cvr: 13585628", ["Ågårds Maleri ApS"]),
        ("86 12 34 56", ["Ågårds Maleri ApS"]),
        ("+45 86123456", ["Ågårds Maleri ApS"]),
        ("0045 86123456", ["Ågårds Maleri ApS"]),
        ("20 30 40", ["Rengøring Søndervang"]),
        ("360", ["360 Grader Service"]),
        ("360 grader", ["360 Grader Service"]),
        ("%", ["360 Grader Service", "Byens Bager", "Rengøring Søndervang", "Ågårds Maleri ApS"]),
        ("findes ikke", []),
    ],
)
def test_text_finds_names_and_numbers(session, companies, text: str, found: list[str]) -> None:
    assert names(session, text=text) == found


@pytest.mark.parametrize("from_many", [0, FROM_MANY])
@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"text": "service"}, 2),
        ({"text": "service bager"}, 1),
        ({"text": "grader service"}, 1),
        ({"text": "service", "stage": Stage.DECLINED}, 1),
        ({"text": "20 30 40"}, 1),
    ],
)
def test_leafing_and_sorting_count_the_same(session, companies, monkeypatch, from_many, filters, total) -> None:
    companies["baker"].industry = "Service og Servicefag"
    session.flush()
    monkeypatch.setattr("app.search.finding.FROM_MANY", from_many)
    asked = listed(session, **filters)
    rows = session.execute(asked.query.with_only_columns(Company.id).add_columns(asked.total)).all()
    assert [number for _id, number in rows] == [total] * total
    assert len(names(session, **filters)) == total


def test_each_filter_narrows(session, companies, personas) -> None:
    assert names(session, stage=Stage.DECLINED) == ["Byens Bager"]
    assert names(session, industry="Maler") == ["Ågårds Maleri ApS"]
    assert names(session, contribution=ContributionKind.FEW_PAID_HOURS) == ["Ågårds Maleri ApS"]
    assert names(session, supplier_of=personas.organisation_of["landlord"]) == ["Rengøring Søndervang"]
    assert names(session, personas.id_of["consultant"], mine=True) == ["Ågårds Maleri ApS"]
    assert names(session, personas.id_of["broker"], mine=True) == []
    assert names(session, owner=personas.id_of["consultant"]) == ["Ågårds Maleri ApS"]
    assert names(session, owner=0, industry="Butik") == ["Byens Bager"]


def test_area_marks_warnings_and_silence_narrow_too(session, companies, personas) -> None:
    painter, cleaner, baker = companies["painter"], companies["cleaner"], companies["baker"]
    painter.postal_code, painter.city, painter.good_partner, painter.often_hiring = "8800", "Viborg", True, True
    me = personas.id_of["consultant"]
    make_visit(session, company=cleaner, responsible_id=me, starts_at=NOW - timedelta(days=3), state=VisitState.HELD)
    make_planned(session, company=baker, responsible_id=me, on_date=NOW.date(), state=PlannedState.HELD)
    warning = {"text": "Vent", "at": NOW, "updated_at": NOW, "user_id": me}
    session.add(CompanyWarning(company_id=baker.id, until=NOW.date(), **warning))
    session.add(CompanyWarning(company_id=cleaner.id, until=NOW.date() - timedelta(days=1), **warning))
    session.flush()
    assert painter.marks_missing == 1
    assert names(session, area="88") == names(session, area="viBORG") == ["Ågårds Maleri ApS"]
    assert names(session, marks=2) == ["Ågårds Maleri ApS"]
    assert names(session, marks=3) == []
    assert names(session, warning=True) == ["Byens Bager"]
    assert names(session, untouched=NOW.date() - timedelta(days=7)) == ["360 Grader Service", "Ågårds Maleri ApS"]


def test_filters_are_read_from_the_address() -> None:
    address = MultiDict(
        {"q": " maler ", "stage": "active", "industry": "Maler", "contribution": "mentoring", "supplier": "3"}
        | {"mine": "1"}
    )
    assert filters_of(address, ["Maler"]) == Filters(
        "maler", Stage.ACTIVE, "Maler", ContributionKind.MENTORING, 3, mine=True
    )


@pytest.mark.parametrize(
    "address",
    [
        {"stage": "sold"},
        {"industry": "\x00"},
        {"contribution": "gold"},
        {"supplier": "x"},
        {"supplier": "-1"},
        {"supplier": "99999999999999999999"},
        {"mine": "yes"},
    ],
)
def test_what_is_not_a_filter_narrows_nothing(address: dict[str, str]) -> None:
    assert not filters_of(MultiDict(address), ["Maler"]).any


def test_the_last_contact_is_the_latest_that_was_held(session, companies, personas) -> None:
    painter, cleaner = companies["painter"], companies["cleaner"]
    me = personas.id_of["consultant"]
    for days, state in ((10, VisitState.HELD), (40, VisitState.HELD), (2, VisitState.CANCELLED)):
        make_visit(session, company=painter, responsible_id=me, starts_at=NOW - timedelta(days=days), state=state)
    make_visit(session, company=painter, responsible_id=me)
    make_planned(session, company=cleaner, responsible_id=me, on_date=date(2026, 9, 1), state=PlannedState.HELD)
    make_planned(session, company=cleaner, responsible_id=me, on_date=date(2026, 10, 1))
    held = last_contacts(session, [painter.id, cleaner.id, companies["baker"].id])
    assert held == {painter.id: date(2026, 11, 14), cleaner.id: date(2026, 9, 1)}
