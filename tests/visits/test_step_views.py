"""Next steps: made, changed, given away, done, and who sees them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.companies.models import Company
from app.visits.models import NextStep
from tests.factories import make_company, make_order, make_visit
from tests.visits.factories import make_step


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        return make_company(session, cvr="13585628").id


def made_step(app, personas, owner: str = "consultant", **over) -> int:
    with app.database.transaction() as session:
        return make_step(session, owner_id=personas.id_of[owner], **over).id


def the_step(app) -> NextStep:
    with app.database.reading() as session:
        return session.scalars(select(NextStep)).one()


def test_a_step_is_made_from_an_order_with_its_company(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        order = make_order(session, company=company, responsible_id=personas.id_of["consultant"]).id
    answer = as_user("broker").submit(
        f"/next-steps/new?order_id={order}&back=/companies", title="Spørg til arbejdstøj", due_on="2026-12-01"
    )
    assert (answer.status_code, answer.location) == (303, "/companies")
    step = the_step(app)
    assert (step.company_id, step.job_order_id, step.owner_id) == (company_id, order, personas.id_of["broker"])


def test_the_company_of_a_step_is_found_by_what_was_typed(app, as_user, company_id) -> None:
    with app.database.transaction() as session:
        make_company(session, name="Maler Madsen Silkeborg")
    browser, typed = as_user("consultant"), {"title": "Ring", "due_on": "2026-12-01"}
    several = browser.submit("/next-steps/new", **typed, company="madsen")
    assert several.status_code == 422
    assert "Maler Madsen ApS, Maler Madsen Silkeborg" in several.text.split('id="company-error"')[1].split("</p>")[0]
    none = browser.submit("/next-steps/new", **typed, company="Findes ikke")
    assert "Ingen virksomhed hedder sådan" in none.text.split('id="company-error"')[1].split("</p>")[0]
    assert browser.submit("/next-steps/new", **typed, company="13 58 56 28").location == "/next-steps"
    assert the_step(app).company_id == company_id


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"title": ""}, "title", "Skriv, hvad der skal gøres."),
        ({"title": "x" * 201}, "title", "200"),
        ({"due_on": ""}, "due_on", "Vælg en dato."),
        ({"due_on": "2026-11-23"}, "due_on", "Den dag er allerede gået."),
        ({"due_on": "31-02-2027"}, "due_on", "Det er ikke en dato."),
        ({"owner_id": "999"}, "owner_id", ""),
    ],
)
def test_what_is_wrong_is_told_beside_the_field(as_user, typed: dict[str, str], field: str, message: str) -> None:
    answer = as_user("consultant").submit(
        "/next-steps/new", **({"title": "Ring til Lone", "due_on": "2026-12-01"} | typed)
    )
    assert answer.status_code == 422
    assert message in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert (typed.get("title") or "") in answer.text


def test_day_and_wording_raise_the_sequence_but_a_new_owner_does_not(app, as_user, personas) -> None:
    step_id = made_step(app, personas)
    browser, path = as_user("consultant"), f"/next-steps/{step_id}/edit"
    browser.submit(path, owner_id=str(personas.id_of["counsellor"]))
    assert (the_step(app).owner_id, the_step(app).sequence) == (personas.id_of["counsellor"], 0)
    browser.submit(path, due_on="2026-12-08")
    browser.submit(path, title="Send tre profiler")
    assert the_step(app).sequence == 2


def test_an_overdue_step_can_be_reworded_without_moving_its_day(app, as_user, personas) -> None:
    step_id = made_step(app, personas, due_on=date(2026, 11, 2))
    assert as_user("consultant").submit(f"/next-steps/{step_id}/edit", title="Nyt").status_code == 303


def test_a_stale_step_shows_both_texts(app, as_user, personas) -> None:
    path = f"/next-steps/{made_step(app, personas)}/edit"
    as_user("broker").submit(path, title="Brokerens ord")
    answer = as_user("consultant").submit(path, title="Mine ord", version="1")
    assert answer.status_code == 409
    assert "Mine ord" in answer.text
    assert "Brokerens ord" in answer.text.split('id="title-theirs"')[1]
    assert the_step(app).title == "Brokerens ord"


def test_done_and_open_again_lead_back_to_the_page_they_came_from(app, as_user, personas) -> None:
    step_id = made_step(app, personas)
    browser = as_user("consultant")
    answer = browser.submit("/next-steps?who=all", to=f"/next-steps/{step_id}/finish")
    assert (answer.status_code, answer.location) == (303, "/next-steps?who=all")
    assert the_step(app).done_at is not None
    answer = browser.submit("/next-steps?state=done", to=f"/next-steps/{step_id}/reopen")
    assert answer.location == "/next-steps?state=done"
    assert the_step(app).done_at is None


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/\\example.org", "", "/" + "x" * 500])
def test_done_leads_only_to_pages_of_our_own(app, as_user, personas, back: str) -> None:
    step_id = made_step(app, personas)
    answer = as_user("consultant").post(f"/next-steps/{step_id}/finish", once="x", version="1", back=back)
    assert (answer.status_code, answer.location) == (303, "/next-steps")


def test_done_on_a_changed_step_is_a_conflict(app, as_user, personas) -> None:
    step_id = made_step(app, personas)
    as_user("broker").submit(f"/next-steps/{step_id}/edit", title="Andet")
    assert as_user("consultant").post(f"/next-steps/{step_id}/finish", once="x", version="1").status_code == 409


def test_the_list_shows_mine_first_overdue_on_top(app, as_user, personas, company_id) -> None:
    for owner, title, day in (
        ("consultant", "Sent", 20),
        ("consultant", "Senere", 28),
        ("broker", "Brokerens", 25),
    ):
        made_step(app, personas, owner, title=title, due_on=date(2026, 11, day), company_id=company_id)
    made_step(app, personas, title="Uden virksomhed")

    def titles(path: str) -> list[str]:
        page = as_user("consultant").get(path).text
        known = ("Sent", "Senere", "Brokerens", "Uden virksomhed")
        return sorted((t for t in known if f">{t}</a>" in page), key=lambda t: page.index(f">{t}</a>"))

    assert titles("/next-steps") == ["Sent", "Senere", "Uden virksomhed"]
    assert titles("/next-steps?who=all") == ["Sent", "Brokerens", "Senere", "Uden virksomhed"]
    assert titles(f"/next-steps?who=all&company_id={company_id}") == ["Sent", "Brokerens", "Senere"]
    assert titles("/next-steps?state=done") == []
    assert as_user("consultant").get("/next-steps").text.count("Overskredet") == 1


WHO_MAY = {
    "consultant": 200,
    "broker": 200,
    "counsellor": 200,
    "colleague": 403,
    "job_consultant": 403,
    "manager": 404,
    "admin": 403,
    "steering": 403,
}


def test_who_may_change_the_counsellors_step(app, as_user, personas) -> None:
    for name, expected in WHO_MAY.items():
        step_id, browser = made_step(app, personas, "counsellor"), as_user(name)
        shown = browser.get(f"/next-steps/{step_id}/edit").status_code
        posted = browser.post(f"/next-steps/{step_id}/finish", once=f"x{step_id}", version="1").status_code
        assert (name, shown, posted) == (name, expected, 303 if expected == 200 else expected)


def test_those_who_buy_from_companies_see_only_their_own_steps(app, as_user, personas, company_id) -> None:
    made_step(app, personas, title="Konsulentens", company_id=company_id)
    own = made_step(app, personas, "manager", title="Driftschefens", company_id=company_id)
    browser = as_user("manager")
    page = browser.get("/next-steps?who=all").text
    assert ("Konsulentens" in page, "Driftschefens" in page) == (False, True)
    refused = browser.submit(
        "/next-steps/new", title="Til en anden", due_on="2026-12-01", owner_id=str(personas.id_of["consultant"])
    )
    assert refused.status_code == 422
    assert browser.get(f"/next-steps/{own}/edit").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/next-steps/999/edit",
        "/next-steps/new?visit_id=999",
        "/next-steps/new?order_id=999",
        "/next-steps/new?company_id=999",
    ],
)
def test_what_does_not_exist_is_not_found(as_user, path: str) -> None:
    assert as_user("consultant").get(path).status_code == 404


def test_a_step_from_a_visit_leads_back_to_the_visit(app, as_user, personas, company_id) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, company_id)
        visit = make_visit(session, company=company, responsible_id=personas.id_of["consultant"]).id
    answer = as_user("consultant").submit(f"/next-steps/new?visit_id={visit}", title="Ring", due_on="2026-12-01")
    assert answer.location == f"/visits/{visit}"
    assert (the_step(app).visit_id, the_step(app).company_id) == (visit, company_id)
