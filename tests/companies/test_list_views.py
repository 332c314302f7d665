"""The list at work: whom to start with, named filters, sheets, one change to many."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.companies.models import Company, SavedFilter, Stage, StageChange
from app.history.models import Change
from app.sheets.models import SheetTaken
from tests.companies.factories import make_contact
from tests.factories import make_company


@pytest.fixture
def ids(app, personas) -> list[int]:
    """Two possible companies with one and three marks, one active, and the counsellor's own."""
    with app.database.transaction() as session:
        weak = make_company(session, name="Alfa Tag", good_partner=True)
        strong = make_company(session, name="Zeta Rens", good_partner=True, often_hiring=True, socially_minded=True)
        active = make_company(session, name="Midt Maler", stage=Stage.ACTIVE, phone="+4586123456")
        own = make_company(session, name="Vejlederens Bager", fixed_contact_id=personas.id_of["counsellor"])
        make_contact(session, active, name="=cmd()", is_fixed=True)
        return [weak.id, strong.id, active.id, own.id]


def in_order(text: str, *names: str) -> bool:
    places = [text.find(f">{name}<") for name in names]
    return -1 not in places and places == sorted(places)


def test_possible_companies_come_in_the_order_of_their_marks(as_user, ids) -> None:
    page = as_user("consultant").get("/companies?stage=candidate").text
    assert in_order(page, "Zeta Rens", "Alfa Tag", "Vejlederens Bager")
    assert "3 af 3" in page
    assert in_order(as_user("consultant").get("/companies?stage=candidate&sort=name").text, "Alfa Tag", "Zeta Rens")


@pytest.mark.parametrize("query", ["", "q=Zeta&"])
def test_a_page_beyond_the_end_is_the_last_one(as_user, ids, query) -> None:
    answers = [as_user("consultant").get(f"/companies?{query}page={page}") for page in ("2", "9" * 20)]
    assert [(answer.status_code, "Zeta Rens" in answer.text) for answer in answers] == [(200, True)] * 2


def test_filters_are_saved_under_a_name_and_are_nobody_elses(app, as_user, personas, ids) -> None:
    browser = as_user("consultant")
    kept = browser.submit("/companies?stage=active&page=1&evil=1", to="/companies/filters", name="Dem vi har")
    assert (kept.status_code, kept.location) == (303, "/companies?stage=active")
    assert browser.submit("/companies?stage=paused", to="/companies/filters", name="Dem vi har").status_code == 303
    with app.database.reading() as session:
        saved = session.scalars(select(SavedFilter)).one()
        assert saved.address == "stage=paused"
    assert "Dem vi har" not in as_user("broker").get("/companies").text
    forget = f"/companies/filters/{saved.id}/delete"
    assert as_user("broker").post(forget, once="x", page="/account").status_code == 404
    assert browser.submit("/companies", to=forget).status_code == 303
    assert "Dem vi har" not in browser.get("/companies").text


@pytest.mark.parametrize(
    ("name", "status"), [("consultant", 200), ("counsellor", 200), ("manager", 403), ("job_consultant", 403)]
)
def test_who_may_take_the_list_along_and_that_it_is_noted(app, as_user, ids, name, status) -> None:
    answer = as_user(name).get("/companies/sheet.xlsx?stage=active&q=Maler&city=&Mette+Holm=1")
    assert answer.status_code == status
    with app.database.reading() as session:
        taken = [(row.what, row.kind, row.rows, row.narrowed) for row in session.scalars(select(SheetTaken))]
    assert taken == ([("companies", "xlsx", 1, "q, stage")] if status == 200 else [])


def test_the_sheet_holds_the_filtered_list_and_calculates_nothing(as_user, ids) -> None:
    browser = as_user("consultant")
    sheet = load_workbook(io.BytesIO(browser.get("/companies/sheet.xlsx?stage=active").data)).worksheets[0]
    titles, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    told = dict(zip(titles, row, strict=True))
    assert (told["Navn" if "Navn" in told else "Virksomhed"], told["Telefon"]) == ("Midt Maler", "86 12 34 56")
    text = browser.get("/companies/sheet.csv").data.decode("utf-8-sig")
    assert (text.count("\r\n"), ";'=cmd();" in text) == (5, True)


def chosen(ids: list[int], change: str) -> str:
    return "/companies/bulk?" + "&".join(f"company={i}" for i in ids) + f"&change={change}"


def test_one_change_to_many_shows_what_it_does_and_does_exactly_that(app, as_user, ids) -> None:
    browser, path = as_user("consultant"), chosen(ids[:3], "stage:active")
    page = browser.get(path).text
    assert "2 virksomheder bliver ændret" in page
    assert browser.submit(path).status_code == 303
    with app.database.reading() as session:
        assert [c.stage for c in session.scalars(select(Company).where(Company.id.in_(ids[:3])))] == [Stage.ACTIVE] * 3
        assert len(session.scalars(select(StageChange)).all()) == 2
        actions = session.scalars(select(Change.action_id).where(Change.table_name == "company").distinct()).all()
        assert len(actions) == 1


def test_a_stage_that_asks_why_and_a_list_that_changed_meanwhile(app, as_user, ids) -> None:
    browser, path = as_user("consultant"), chosen(ids[:2], "stage:paused")
    assert browser.submit(path).status_code == 422
    assert browser.submit(path, seen="0" * 16, reason="Lukket").status_code == 422
    assert browser.submit(path, reason="Lukket for vinteren").status_code == 303


def test_a_counsellor_changes_their_own_among_many(app, as_user, ids) -> None:
    path = chosen(ids, "mark:often_hiring")
    assert as_user("counsellor").submit(path).status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(Company.id).where(Company.often_hiring).order_by(Company.id)).all() == [
            ids[1], ids[3],
        ]  # fmt: skip
    assert as_user("manager").get(path).status_code == 403


def test_all_in_the_filtered_list_can_be_chosen(app, as_user, personas, ids) -> None:
    path = f"/companies/bulk?all=1&stage=candidate&change=owner:{personas.id_of['broker']}"
    assert as_user("consultant").submit(path).status_code == 303
    with app.database.reading() as session:
        owned = select(Company.id).where(Company.fixed_contact_id == personas.id_of["broker"]).order_by(Company.id)
        assert list(session.scalars(owned)) == [ids[0], ids[1], ids[3]]


@pytest.mark.parametrize("address", ["", "?company=x", "?company=1&change=stage:x", "?all=1&change=mark:password"])
def test_a_strange_address_changes_nothing(as_user, personas, address) -> None:
    assert as_user("consultant").get(f"/companies/bulk{address}").status_code == 200
