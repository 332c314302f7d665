"""From the note to everything it became: proposed, edited in place, made together or not at all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.companies.models import Answer, Company, ContactPerson, Contribution, ContributionKind
from app.orders.models import JobOrder, OrderState
from app.visits.closing_forms import rows_sent
from app.visits.closing_proposals import Proposed, proposals_in
from app.visits.models import NextStep, Visit, VisitState
from app.wheel.models import PlannedContact, PlannedState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_order, make_visit
from tests.wheel.factories import make_contact as make_planned

TODAY = date(2026, 11, 24)  # a Tuesday
NOTE = (
    "God rundvisning. De mangler en til trappevask, 6-8 timer om ugen.\n"
    "Vi sender dem profiler inden fredag. Lone vender tilbage d. 3/12 om uniformer."
)


@pytest.fixture
def visit_id(app, personas) -> int:
    with app.database.transaction() as session:
        company = make_company(session, fixed_contact_id=personas.id_of["counsellor"])
        session.add(
            Contribution(
                company_id=company.id, kind=ContributionKind.YOUTH_JOBS, answer=Answer.NO, how_often="", extent=""
            )
        )
        over = {"starts_at": NOW - timedelta(days=1), "state": VisitState.HELD, "quick_note": NOTE}
        return make_visit(session, company=company, responsible_id=personas.id_of["consultant"], **over).id


def rows(app, table):
    with app.database.reading() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def test_a_note_proposes_work_and_promises_of_both_sides() -> None:
    found = proposals_in([NOTE], TODAY)
    assert found.work == (Proposed("Trappevask", 6.0, 8.0, sentence="De mangler en til trappevask, 6-8 timer om ugen"),)
    assert proposals_in(["Fatma søger to til trapper, 3 x 2 timer"], TODAY).work[0].low == 6.0
    assert found.ours == (
        Proposed("Vi sender dem profiler inden fredag", due_on=date(2026, 11, 27), day_words="inden fredag"),
    )
    assert found.theirs == (
        Proposed("Lone vender tilbage d. 3/12 om uniformer", due_on=date(2026, 12, 3), day_words="d. 3/12"),
    )


def test_rows_are_counted_by_what_was_sent_and_no_more_than_twenty() -> None:
    sent = ["work0_title", "work4_title", "ours19_title", "theirs20_title", "work99_title"]
    assert rows_sent(sent) == {"work": 5, "ours": 20, "theirs": 2}


def test_all_is_made_together_and_shown(app, as_user, personas, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    answer = browser.submit(
        path,
        work0_use="y", work1_title="Pakke paller", work1_state="idea",
        ours0_use="y",
        theirs0_use="y", theirs0_title="Uniformer til to",
        contact_name="Lone Bach", contact_phone="86 12 34 56",
        youth_jobs_answer="yes", youth_jobs_often="om sommeren",
        plan_use="y", plan_on="2027-02-24", plan_purpose="Sommerens behov",
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    company_id = rows(app, Visit)[0].company_id
    orders = [(o.title, o.hours_low, o.hours_high, o.state, o.visit_id, o.company_id) for o in rows(app, JobOrder)]
    assert orders == [
        ("Trappevask", 6.0, 8.0, OrderState.OPEN, visit_id, company_id),
        ("Pakke paller", None, None, OrderState.DRAFT, visit_id, company_id),
    ]
    me = personas.id_of["consultant"]
    assert [(s.title, s.due_on, s.by_company, s.owner_id, s.visit_id) for s in rows(app, NextStep)] == [
        ("Vi sender dem profiler inden fredag", date(2026, 11, 27), False, me, visit_id),
        ("Uniformer til to", date(2026, 12, 3), True, me, visit_id),
    ]
    assert [(p.name, p.phone) for p in rows(app, ContactPerson)] == [("Lone Bach", "+4586123456")]
    assert [(c.kind, c.answer, c.how_often) for c in rows(app, Contribution)] == [
        (ContributionKind.YOUTH_JOBS, Answer.YES, "om sommeren")
    ]
    (planned,) = rows(app, PlannedContact)
    assert (planned.on_date, planned.whole_week, planned.purpose) == (date(2027, 2, 22), True, "Sommerens behov")
    assert planned.responsible_id == personas.id_of["counsellor"]
    assert (planned.from_visit_id, rows(app, Visit)[0].closed_at) == (visit_id, NOW)
    page = browser.get(answer.location).text
    for word in ("Pakke paller", "Uniformer til to", "Sommerens behov", "Lone Bach"):
        assert word in page


def test_what_is_not_ticked_and_empty_rows_become_nothing(app, as_user, visit_id) -> None:
    as_user("consultant").submit(f"/visits/{visit_id}/close")
    for table in (JobOrder, NextStep, PlannedContact, ContactPerson):
        assert rows(app, table) == []
    assert [(c.kind, c.answer) for c in rows(app, Contribution)] == [(ContributionKind.YOUTH_JOBS, Answer.NO)]
    assert rows(app, Visit)[0].closed_at == NOW


def test_one_fault_holds_everything_back_at_its_row_and_keeps_what_was_typed(app, as_user, visit_id) -> None:
    answer = as_user("consultant").submit(
        f"/visits/{visit_id}/close", work0_use="y", ours1_title="Ring til Lone", contact_phone="86 12 34 56",
        plan_use="y", plan_purpose="", work5_title="Vaske vinduer", work5_low="8", work5_high="5",
    )  # fmt: skip
    assert answer.status_code == 422
    for name, message in (
        ("ours1_due_on", "Vælg en dato."),
        ("contact_name", "Skriv personens navn."),
        ("plan_purpose", "Skriv"),
        ("work5_high", "Det højeste timetal"),
    ):
        told = answer.text.split(f'id="{name}-error"')[1].split("</p>")[0]
        assert message in told, name
    typed, _action = form_fields(answer.text)
    assert (typed["ours1_title"], typed["work5_title"], typed["work0_use"]) == ("Ring til Lone", "Vaske vinduer", "y")
    assert rows(app, JobOrder) == rows(app, NextStep) == []


def test_sent_twice_it_is_made_once_and_a_stale_page_is_told(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    typed, _action = form_fields(browser.get(path).text)
    typed |= {"work0_use": "y"}
    first, again = (browser.client.post(path, data=typed) for _ in range(2))
    assert (first.status_code, again.location) == (303, first.location)
    stale = browser.client.post(path, data=typed | {"once": "en-anden"})
    assert stale.status_code == 409
    assert len(rows(app, JobOrder)) == 1


def test_a_counsellor_who_only_comes_along_proposes_ideas_and_plans_nothing(app, as_user, personas, visit_id) -> None:
    with app.database.transaction() as session:
        visit = session.get_one(Visit, visit_id)
        visit.responsible_id = personas.id_of["stranger"]
    browser, path = as_user("stranger"), f"/visits/{visit_id}/close"
    page = browser.get(path).text
    assert ("plan_use" in page, "youth_jobs_answer" in page) == (False, False)
    browser.submit(path, work0_use="y", work0_state="open")
    assert [order.state for order in rows(app, JobOrder)] == [OrderState.DRAFT]


def test_a_held_visit_ticks_its_planned_contact_off_and_gives_it_back(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        company = make_company(session)
        me = personas.id_of["consultant"]
        near = make_planned(session, company=company, responsible_id=me, on_date=date(2026, 11, 16))
        far = make_planned(session, company=company, responsible_id=me, on_date=date(2026, 9, 7))
        past = NOW - timedelta(hours=2)
        visit = make_visit(session, company=company, responsible_id=me, starts_at=past)
        ids = (near.id, far.id, visit.id)
    browser = as_user("consultant")

    def stand() -> list[tuple[PlannedState, int | None]]:
        return [(c.state, c.visit_id) for c in rows(app, PlannedContact)]

    browser.submit(f"/visits/{ids[2]}", to=f"/visits/{ids[2]}/held")
    assert stand() == [(PlannedState.HELD, ids[2]), (PlannedState.PLANNED, None)]
    browser.submit(f"/visits/{ids[2]}", to=f"/visits/{ids[2]}/not-held")
    browser.submit(f"/visits/{ids[2]}/cancel", reason="Sygdom")
    assert stand() == [(PlannedState.PLANNED, None), (PlannedState.PLANNED, None)]


@pytest.mark.parametrize(("starts", "status", "state"), [(-1, 303, VisitState.HELD), (1, 422, VisitState.PLANNED)])
def test_closing_says_that_a_visit_was_held_unless_it_lies_ahead(
    app, as_user, visit_id, starts: int, status: int, state: VisitState
) -> None:
    with app.database.transaction() as session:
        visit = session.get_one(Visit, visit_id)
        at = NOW + timedelta(days=starts)
        visit.state, visit.starts_at, visit.ends_at = VisitState.PLANNED, at, at
    answer = as_user("consultant").submit(f"/visits/{visit_id}/close", work0_use="y")
    assert (answer.status_code, rows(app, Visit)[0].state) == (status, state)
    assert len(rows(app, JobOrder)) == (status == 303)


NEXT = {"work0_use": "y", "plan_use": "y", "plan_on": "2026-12-16", "plan_purpose": "Sommerens behov"}


def colleagues_call(app, personas, visit_id: int, whose: str, on: date) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(Visit, visit_id).company_id)
        make_planned(session, company=company, responsible_id=personas.id_of[whose], on_date=on)


def next_contacts(app) -> list[tuple[date, str]]:
    return [(c.on_date, c.outreach_reason) for c in rows(app, PlannedContact) if c.from_visit_id]


def test_a_next_contact_beside_a_colleagues_is_asked_about_and_goes_on_with_a_reason(
    app, as_user, personas, visit_id
) -> None:
    colleagues_call(app, personas, visit_id, "broker", date(2026, 12, 7))
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    asked = browser.submit(path, **NEXT, ours1_title="Ring til Lone", ours1_due_on="2026-12-01")
    beside = asked.text.split('id="plan"')[1].split("</section>")[0]
    assert (asked.status_code, "<strong>Navn broker</strong>" in beside, "<form" in beside) == (422, True, False)
    assert "Se advarslen her." in beside.split('id="outreach_reason-error"')[1].split("</p>")[0]
    assert (rows(app, JobOrder), rows(app, NextStep), next_contacts(app)) == ([], [], [])
    assert rows(app, Visit)[0].closed_at is None
    typed, _action = form_fields(asked.text)
    assert {name: typed[name] for name in (*NEXT, "ours1_title")} == NEXT | {"ours1_title": "Ring til Lone"}
    assert browser.client.post(path, data=typed).status_code == 422
    # A fault elsewhere loses neither the reason nor that the warning was seen.
    faulty = typed | {"outreach_reason": "Aftalt med broker", "ours1_title": ""}
    typed, _action = form_fields(browser.client.post(path, data=faulty).text)
    assert browser.client.post(path, data=typed | {"ours1_title": "Ring til Lone"}).status_code == 303
    assert next_contacts(app) == [(date(2026, 12, 14), "Aftalt med broker")]
    assert (len(rows(app, JobOrder)), len(rows(app, NextStep)), rows(app, Visit)[0].closed_at) == (1, 1, NOW)


@pytest.mark.parametrize(
    ("peace", "told"),
    [({"not_before": date(2027, 1, 4)}, "bedt om ikke at blive kontaktet før"), ({"contacts_a_month": 0}, "højst")],
)
def test_what_the_company_asked_for_is_asked_about_too(app, as_user, visit_id, peace: dict, told: str) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(Visit, visit_id).company_id)
        for name, value in peace.items():
            setattr(company, name, value)
    asked = as_user("consultant").submit(f"/visits/{visit_id}/close", **NEXT)
    assert (asked.status_code, told in asked.text, next_contacts(app)) == (422, True, [])


@pytest.mark.parametrize(
    ("whose", "typed"),
    [("counsellor", {}), ("broker", {"plan_on": "2027-02-24"}), ("broker", {"plan_use": None})],
)
def test_their_own_contact_one_far_away_and_a_row_without_a_tick_warn_nobody(
    app, as_user, personas, visit_id, whose: str, typed: dict
) -> None:
    # The counsellor is the company's fixed contact, to whom the next one is proposed.
    colleagues_call(app, personas, visit_id, whose, date(2026, 12, 7))
    assert as_user("consultant").submit(f"/visits/{visit_id}/close", **NEXT | typed).status_code == 303
    assert [reason for _day, reason in next_contacts(app)] == [""] * ("plan_use" not in typed)


def test_a_next_contact_that_the_note_asked_for_warns_from_the_start(app, as_user, personas, visit_id) -> None:
    with app.database.transaction() as session:
        session.get_one(Visit, visit_id).became = ["planned_contact"]
    colleagues_call(app, personas, visit_id, "broker", date(2027, 2, 22))
    browser, path = as_user("consultant"), f"/visits/{visit_id}/close"
    assert "<strong>Navn broker</strong>" in browser.get(path).text
    assert browser.submit(path, outreach_reason="Aftalt med broker").status_code == 303
    assert [reason for _day, reason in next_contacts(app)] == ["Aftalt med broker"]


def test_promises_without_a_day_of_either_side_are_proposed_for_the_same_day(app, as_user, visit_id) -> None:
    with app.database.transaction() as session:
        session.get_one(Visit, visit_id).quick_note = "Vi sender dem profiler. Lone vender tilbage om uniformer."
    typed, _action = form_fields(as_user("consultant").get(f"/visits/{visit_id}/close").text)
    assert (typed["ours0_due_on"], typed["theirs0_due_on"]) == ("2026-12-01", "2026-12-01")


def test_a_day_stands_with_the_words_of_the_note_and_what_is_planned_already_is_shown(
    app, as_user, personas, visit_id
) -> None:
    with app.database.transaction() as session:
        visit = session.get_one(Visit, visit_id)
        visit.quick_note = "Vi sender dem profiler inden jul. Lone vil gerne ringes op igen lige efter nytår."
    colleagues_call(app, personas, visit_id, "broker", date(2027, 3, 1))
    page = as_user("consultant").get(f"/visits/{visit_id}/close").text
    typed, _action = form_fields(page)
    assert (typed["ours0_due_on"], typed["plan_on"]) == ("2026-12-23", "2027-01-04")
    assert "plan_use" not in typed
    block = page.split('id="plan"')[1].split("</section>")[0]
    assert "Dagen kommer fra notatet: ”lige efter nytår”" in block
    assert "Dagen kommer fra notatet: ”inden jul”" in page.split('id="ours"')[1].split("</section>")[0]
    assert "Allerede planlagt" in block
    assert "uge 9" in block
    assert "Navn broker" in block


def test_what_the_company_has_asked_for_already_stands_beside_the_work(app, as_user, personas, visit_id) -> None:
    with app.database.transaction() as session:
        company = session.get_one(Company, session.get_one(Visit, visit_id).company_id)
        theirs = {"company": company, "responsible_id": personas.id_of["consultant"]}
        make_order(session, **theirs, title="Vask af opgange", state=OrderState.ON_HOLD)
        make_order(session, **theirs, title="Græsslåning", state=OrderState.FILLED)
    block = as_user("consultant").get(f"/visits/{visit_id}/close").text.split('id="work"')[1].split("</section>")[0]
    assert "Virksomheden har disse i forvejen" in block
    assert "Vask af opgange" in block
    assert "Græsslåning" not in block
