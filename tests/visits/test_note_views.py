"""Notes: the five-minute note, the guide with last answers, and two people at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.history.models import Change
from app.visits import queries
from app.visits.models import Visit, VisitAnswer, VisitState
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_visit
from tests.visits.factories import make_guide, make_held_visit, make_second_guide


@pytest.fixture
def visit_id(app, personas) -> int:
    """A visit that has begun, with an earlier one behind it."""
    with app.database.transaction() as session:
        company, me = make_company(session), personas.id_of["consultant"]
        make_held_visit(
            session,
            company=company,
            responsible_id=me,
            at=NOW - timedelta(days=90),
            answers={"employees": "38", "recruiting": "Mest netværk"},
        )
        return make_visit(session, company=company, responsible_id=me, starts_at=NOW - timedelta(hours=1)).id


def the_visit(app, visit_id: int) -> Visit:
    with app.database.reading() as session:
        return session.get_one(Visit, visit_id)


def answers(app, visit_id: int) -> dict[str, str]:
    with app.database.reading() as session:
        return queries.answers_of(session, session.get_one(Visit, visit_id))


def test_a_note_is_kept_with_answers_and_marks_the_visit_held(app, as_user, visit_id) -> None:
    browser = as_user("consultant")
    answer = browser.submit(
        f"/visits/{visit_id}/notes", quick_note="God snak", answer_employees="42", answer_openings="Ja, om morgenen"
    )
    assert (answer.status_code, answer.location) == (303, f"/visits/{visit_id}/close")
    visit = the_visit(app, visit_id)
    assert (visit.state, visit.quick_note, visit.version) == (VisitState.HELD, "God snak", 2)
    assert answers(app, visit_id) == {"employees": "42", "openings": "Ja, om morgenen"}
    page = browser.get(f"/visits/{visit_id}").text
    assert "Besøget er nu markeret som holdt." in page
    assert ("1 svar er ændret siden sidst." in page, "Før, 26. aug. 2026: 38" in page) == (True, True)


def test_the_last_answer_stands_beside_its_field_also_in_a_later_version(app, as_user, visit_id) -> None:
    with app.database.transaction() as session:
        make_second_guide(session, "recruiting", "openings")
    page = as_user("consultant").get(f"/visits/{visit_id}/notes").text
    beside = page.split('id="answer_recruiting"')[1].split('class="question"')[0]
    assert "Mest netværk" in beside
    assert "26. aug. 2026" in beside
    assert "Nyt: recruiting" in page
    assert 'id="answer_employees"' not in page


def test_an_emptied_answer_is_taken_away(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/notes"
    browser.submit(path, answer_employees="42", answer_openings="Ja")
    browser.submit(path, answer_employees="")
    assert answers(app, visit_id) == {"openings": "Ja"}


def test_a_note_before_the_visit_leaves_it_planned(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        make_guide(session)
        visit_id = make_visit(session, company=make_company(session), responsible_id=personas.id_of["consultant"]).id
    browser = as_user("consultant")
    assert "Besøget er ikke begyndt endnu" in browser.get(f"/visits/{visit_id}/notes").text
    browser.submit(f"/visits/{visit_id}/notes", quick_note="Husk at spørge til elever")
    assert the_visit(app, visit_id).state == VisitState.PLANNED


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"quick_note": "x" * 20_001}, "quick_note", "20000"),
        ({"answer_openings": "x" * 5_001}, "answer_openings", "5000"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_the_note_is_kept(
    app, as_user, visit_id, typed: dict[str, str], field: str, message: str
) -> None:
    answer = as_user("consultant").submit(f"/visits/{visit_id}/notes", answer_employees="femoghalvtreds", **typed)
    assert answer.status_code == 422
    assert message in answer.text.split(f'id="{field}-error"')[1].split("</p>")[0]
    assert "femoghalvtreds" in answer.text
    assert all(value in answer.text for value in typed.values())
    assert the_visit(app, visit_id).version == 1


def test_a_held_visits_note_leads_to_the_closing_step_until_it_was_closed(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/notes"
    assert browser.submit(path, became=["step"]).location == f"/visits/{visit_id}/close"
    assert browser.submit(path, quick_note="Mere").location == f"/visits/{visit_id}/close"
    browser.submit(f"/visits/{visit_id}/close")
    assert browser.submit(path, quick_note="Endnu mere").location == f"/visits/{visit_id}"
    assert browser.submit(path, became=["step", "order"]).location == f"/visits/{visit_id}/close"
    assert the_visit(app, visit_id).became == ["order", "step"]


def test_the_same_note_sent_twice_is_kept_once(app, as_user, visit_id) -> None:
    browser = as_user("consultant")
    answers = [browser.submit(f"/visits/{visit_id}/notes", once="den-samme", quick_note="Ring") for _ in range(2)]
    assert [answer.location for answer in answers] == [f"/visits/{visit_id}/close"] * 2
    assert the_visit(app, visit_id).version == 2


def test_two_at_the_same_visit_both_keep_their_text(app, as_user, visit_id) -> None:
    path = f"/visits/{visit_id}/notes"
    mine, theirs = as_user("consultant"), as_user("broker")
    opened, _action = form_fields(mine.get(path).text)
    theirs.submit(path, answer_openings="Brokerens svar", quick_note="Brokerens notat")
    stale = mine.client.post(path, data=opened | {"answer_employees": "42", "quick_note": "Mit notat"})
    assert stale.status_code == 409
    assert "Mit notat" in stale.text.split('id="quick_note"')[1].split("</textarea>")[0]
    assert "Brokerens notat" in stale.text.split('id="quick_note-theirs"')[1].split("</div>")[0]
    assert stale.text.count("-theirs") == 2  # the block, and the field that points to it
    assert "Brokerens svar" in stale.text.split('id="answer_openings"')[1].split("</textarea>")[0]
    assert the_visit(app, visit_id).quick_note == "Brokerens notat"
    again, _action = form_fields(stale.text)
    assert mine.client.post(path, data=again).status_code == 303
    assert the_visit(app, visit_id).quick_note == "Mit notat"
    assert answers(app, visit_id) == {"openings": "Brokerens svar", "employees": "42"}


def test_what_only_one_has_touched_is_merged_without_a_question(app, as_user, visit_id) -> None:
    path = f"/visits/{visit_id}/notes"
    mine, theirs = as_user("consultant"), as_user("broker")
    theirs.submit(path, answer_openings="Ja", quick_note="Fælles")
    opened, _action = form_fields(mine.get(path).text)
    theirs.submit(path, answer_openings="Ja, to", became=["order"])
    sent = mine.client.post(path, data=opened | {"quick_note": "Fælles, rettet", "became": ["step"]})
    assert sent.status_code == 303
    visit = the_visit(app, visit_id)
    assert (visit.quick_note, visit.became, answers(app, visit_id)) == (
        "Fælles, rettet",
        ["order", "step"],
        {"openings": "Ja, to"},
    )


def test_saving_again_after_the_conflict_keeps_what_stands_in_the_fields(app, as_user, visit_id) -> None:
    path = f"/visits/{visit_id}/notes"
    as_user("broker").submit(path, answer_openings="Brokerens svar")
    as_user("consultant").submit(path, version="2", answer_employees="42")
    assert answers(app, visit_id) == {"openings": "Brokerens svar", "employees": "42"}


def test_an_answer_leaves_a_line_in_the_change_log(app, as_user, personas, visit_id) -> None:
    as_user("consultant").submit(f"/visits/{visit_id}/notes", answer_employees="42")
    with app.database.reading() as session:
        changes = session.scalars(
            select(Change).where(Change.table_name == "visit_answer", Change.actor_id.is_not(None))
        )
        assert [(c.actor_id, c.after["text"]) for c in changes] == [(personas.id_of["consultant"], "42")]


def test_without_any_guide_the_quick_note_still_works(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        visit_id = make_visit(session, company=make_company(session), responsible_id=personas.id_of["consultant"]).id
    assert as_user("consultant").submit(f"/visits/{visit_id}/notes", quick_note="Ok").status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(VisitAnswer)).all() == []
    assert the_visit(app, visit_id).quick_note == "Ok"


def test_unchanged_is_ticked_without_scripts_and_said_again(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/notes"
    browser.submit(path, same=["employees", "recruiting", "nonsense"], answer_recruiting="Mest opslag nu")
    assert answers(app, visit_id) == {"employees": "38", "recruiting": "Mest opslag nu"}
    assert "(uændret)" in browser.get(f"/visits/{visit_id}").text
    page = browser.get(path).text
    assert re.findall('name="same" value="([a-z]+)" checked', page) == ["employees"]


@pytest.mark.parametrize("field", ["quick_note", "answer_openings"])
def test_a_cpr_number_is_refused_in_every_text_of_the_note(app, as_user, visit_id, field: str) -> None:
    answer = as_user("consultant").submit(f"/visits/{visit_id}/notes", **{field: "Ring om 010203-1234"})
    assert (answer.status_code, "ligner et CPR-nummer" in answer.text) == (422, True)


def test_what_looks_like_a_resident_is_asked_about_once(app, as_user, visit_id) -> None:
    browser, path = as_user("consultant"), f"/visits/{visit_id}/notes"
    asked = browser.submit(path, quick_note="Den nye, Bo, har angst.")
    assert (asked.status_code, "Hører det til her?" in asked.text, "Bo, har angst" in asked.text) == (422, True, True)
    assert the_visit(app, visit_id).quick_note == ""
    marks = re.findall('name="belongs" value="([0-9a-f ]+)"', asked.text)
    fields, _action = form_fields(asked.text)
    assert browser.client.post(path, data=fields | {"belongs": marks[0]}).status_code == 303
    assert the_visit(app, visit_id).quick_note == "Den nye, Bo, har angst."
    assert browser.submit(path, answer_openings="Ja").status_code == 303
    assert browser.submit(path, answer_openings="Beboeren Fatma").status_code == 422
