"""The starter guide and answers followed across its versions."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select

from app import clock
from app.visits import queries, services
from app.visits.models import GuideQuestion, GuideSection, GuideVersion, VisitState
from app.visits.queries import LastAnswer
from app.visits.starter_guide import QUESTIONS
from tests.factories import NOW, make_company, make_visit
from tests.visits.factories import make_guide, make_held_visit, make_second_guide


def test_the_starter_guide_is_published_once(session) -> None:
    guide = services.ensure_starter_guide(session, NOW)
    assert guide is not None
    assert guide.number == 1
    assert services.ensure_starter_guide(session, NOW) is None
    assert session.scalar(select(func.count()).select_from(GuideVersion)) == 1


def test_the_starter_guide_has_ten_points_on_the_company_and_six_to_round_off() -> None:
    assert Counter(q.section for q in QUESTIONS) == {GuideSection.COMPANY: 10, GuideSection.ROUND_OFF: 6}
    assert len({q.key for q in QUESTIONS}) == len(QUESTIONS)


def test_starter_texts_fit_their_columns() -> None:
    columns = GuideQuestion.__table__.c
    assert [q.key for q in QUESTIONS if len(q.key) > columns.key.type.length] == []
    assert [q.key for q in QUESTIONS if len(q.text) > columns.text.type.length] == []


def test_the_newest_answer_counts_also_across_versions(session, personas) -> None:
    me, company = personas.id_of["consultant"], make_company(session)
    first = make_held_visit(
        session,
        company=company,
        responsible_id=me,
        at=NOW - timedelta(days=90),
        answers={"employees": "38", "recruiting": "Netværk"},
    )
    make_second_guide(session, "employees", "openings")
    second = make_held_visit(
        session, company=company, responsible_id=me, at=NOW - timedelta(days=30), answers={"employees": "42"}
    )
    make_held_visit(
        session,
        company=make_company(session, name="En anden"),
        responsible_id=me,
        at=NOW,
        answers={"employees": "9", "openings": "Ja"},
    )
    last = queries.last_answers(session, company.id)
    assert last == {
        "employees": LastAnswer("42", clock.local_day(second.starts_at), second.id),
        "recruiting": LastAnswer("Netværk", date(2026, 8, 26), first.id),
    }
    assert queries.last_answers(session, company.id, before=second)["employees"].text == "38"


def test_what_was_written_at_a_cancelled_visit_is_no_last_answer(session, personas) -> None:
    company = make_company(session)
    make_held_visit(
        session,
        company=company,
        responsible_id=personas.id_of["consultant"],
        at=NOW,
        answers={"employees": "1"},
        state=VisitState.CANCELLED,
    )
    assert queries.last_answers(session, company.id) == {}


def test_a_visit_keeps_the_guide_its_note_was_taken_with(session, personas) -> None:
    me, company = personas.id_of["consultant"], make_company(session)
    first = make_guide(session)
    old = make_held_visit(session, company=company, responsible_id=me, at=NOW, answers={"employees": "1"})
    new = make_visit(session, company=company, responsible_id=me)
    second = make_second_guide(session, "employees")
    assert (queries.guide_of(session, old).id, queries.guide_of(session, new).id) == (first.id, second.id)


def test_the_guide_page_shows_every_question(app, as_user) -> None:
    browser = as_user("job_consultant")
    assert "ingen samtaleguide endnu" in browser.get("/guide").text
    with app.database.transaction() as session:
        make_guide(session)
    page = browser.get("/guide").text
    assert [q.text for q in QUESTIONS if q.text not in page] == []
