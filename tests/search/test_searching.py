"""Finding companies, people at companies, job orders, notes and residents by what somebody types."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.companies.models import Company, ContactPerson
from app.history.models import AccessLog
from app.search.indexing import rebuild
from app.search.models import SearchWord
from app.visits.models import VisitState
from tests import factories
from tests.factories import NOW

FOUND = re.compile(r'<span class="main-text"><a href="/(companies|job-orders|visits|residents)/(\d+)">([^<]+)</a>')


@pytest.fixture
def world(app, personas) -> None:
    """A few rows of each kind, written as services write them."""
    with app.database.transaction() as session:
        painter = factories.make_company(
            session, name="Malerfirmaet Kærsgaard & Søn ApS", city="Bjerringbro", cvr="99999977", phone="+4586123456"
        )
        factories.make_company(session, name="Ærø Bageri", city="Silkeborg")
        factories.make_company(session, name="Viborg Tømrermester", city="Viborg")
        session.add(
            ContactPerson(
                company_id=painter.id, name="Åse Kærsgaard", job_title="Mester", phone="+4522334455", updated_at=NOW
            )
        )
        person = personas.id_of["consultant"]
        factories.make_order(
            session, company=painter, responsible_id=person, title="Opvask i kantinen", tasks=["Skrælle kartofler"]
        )
        factories.make_visit(
            session,
            company=painter,
            responsible_id=person,
            state=VisitState.HELD,
            quick_note="De mangler hænder til stilladset. Ring igen efter jul.",
        )
        for name, place in (("Amina Yusuf", "plan"), ("Amina Stærk", "other_plan")):
            factories.make_resident(session, organisation_id=personas.organisation_of[place], name=name)


def found(as_user, text: str, who: str = "consultant") -> list[str]:
    answer = as_user(who).get("/search", query_string={"q": text})
    assert answer.status_code == 200
    return [name for _kind, _id, name in FOUND.findall(answer.text)]


PAINTER, PERSON, ORDER = "Malerfirmaet Kærsgaard &amp; Søn ApS", "Åse Kærsgaard", "Opvask i kantinen"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Kærsgaard", [PAINTER, PERSON]),
        ("kaersgaard", [PAINTER, PERSON]),
        ("kærsgård maler", [PAINTER]),
        ("Kærsgaad", [PAINTER, PERSON]),  # a letter left out
        ("kærgsaard", [PAINTER, PERSON]),  # two letters changed places
        ("malerfirmet bjerringbro", [PAINTER]),
        ("anne kærsgaard", [PAINTER, PERSON]),
        ("aase", [PERSON]),
        ("86 12 34 56", [PAINTER]),
        ("+45 22 33 44 55", [PERSON]),
        ("CVR 99 99 99 77", [PAINTER]),
        ("tømrer", ["Viborg Tømrermester"]),
        ("mester", [PERSON, "Viborg Tømrermester"]),
        ("aeroe bager", ["Ærø Bageri"]),
        ("kartofler", [ORDER]),
        ("opvsak", [ORDER]),
        ("%", []),
        ("'; drop table company", []),
    ],
)
def test_what_is_typed_finds(as_user, world, typed: str, names: list[str]) -> None:
    assert sorted(found(as_user, typed)) == sorted(names)


def test_a_note_is_found_with_the_words_around(as_user, world) -> None:
    page = as_user("counsellor").get("/search?q=stillads").text
    assert "De mangler hænder til <mark>stilladset</mark>. Ring igen efter jul." in page


@pytest.mark.parametrize(
    ("who", "typed", "names"),
    [
        ("manager", "stilladset", []),
        ("counsellor", "Amina", ["Amina Yusuf"]),
        ("counsellor", "Amina Yusuf", ["Amina Yusuf"]),
        ("counsellor", "Amin", []),
        ("stranger", "Amina", ["Amina Stærk"]),
        ("consultant", "Amina", []),
        ("broker", "Amina", []),
    ],
)
def test_each_sees_only_their_own(as_user, world, who: str, typed: str, names: list[str]) -> None:
    assert found(as_user, typed, who) == names


def test_looking_a_resident_up_is_logged(app, as_user, world, personas) -> None:
    found(as_user, "Amina Yusuf", "counsellor")
    with app.database.reading() as session:
        looks = [(row.user_id, row.what, row.why) for row in session.scalars(select(AccessLog))]
    assert looks == [(personas.id_of["counsellor"], "search", "")]


def test_the_steering_group_does_not_search(as_user) -> None:
    assert as_user("steering").get("/search?q=x").status_code == 403


def test_what_was_changed_is_found_at_once_and_what_it_said_no_longer(app, as_user, world) -> None:
    browser = as_user("consultant")
    assert found(as_user, "Bageri") == ["Ærø Bageri"]
    with app.database.reading() as session:
        company_id = session.scalars(select(Company.id).where(Company.name == "Ærø Bageri")).one()
    answer = browser.submit(f"/companies/{company_id}/edit", name="Ærø Konditori")
    assert answer.status_code == 303
    assert found(as_user, "Konditori") == ["Ærø Konditori"]
    assert found(as_user, "Bageri") == []


def test_the_words_of_a_row_that_is_gone_are_gone(app, world) -> None:
    with app.database.transaction() as session:
        session.delete(session.scalars(select(ContactPerson)).one())
    with app.database.reading() as session:
        assert session.scalars(select(SearchWord).where(SearchWord.kind == "contact")).all() == []


def test_made_anew_the_words_are_the_same(app, world) -> None:
    def words() -> set[tuple[str, str, int, int]]:
        with app.database.reading() as session:
            return {(row.word, row.kind, row.row_id, row.weight) for row in session.scalars(select(SearchWord))}

    before = words()
    with app.database.transaction() as session:
        rebuild(session)
    assert words() == before
    assert len(before) > 20


def test_a_word_too_many_is_left_out_and_said(as_user, world) -> None:
    page = as_user("consultant").get("/search?q=kartofler+konsulent").text
    assert "Udeladt: konsulent" in page
    assert ORDER in page


def test_a_guess_is_told(as_user, world) -> None:
    page = as_user("consultant").get("/search?q=K%C3%A6rsgaad").text
    assert "Intet staves som Kærsgaad. Det her ligner:" in page


def test_what_a_company_is_called_is_found_past_a_nearer_word_of_a_note(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        company = session.scalars(select(Company).where(Company.name == "Ærø Bageri")).one()
        factories.make_visit(
            session, company=company, responsible_id=personas.id_of["consultant"], quick_note="Om silkebord."
        )
    assert found(as_user, "silkebord", "manager") == ["Ærø Bageri"]
    listed = as_user("consultant").get("/companies?q=silkebord").text
    assert [name in listed for name in ("Ærø Bageri", "Viborg Tømrermester")] == [True, False]
