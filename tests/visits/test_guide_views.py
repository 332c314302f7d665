"""The administrator writes the guide's next version; published versions and old notes stay as they are."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.visits.guide_changes import guide_changes
from app.visits.guide_queries import find_draft, published_guide
from app.visits.models import GuideQuestion, GuideSection, GuideVersion
from tests.browser_client import Browser
from tests.factories import NOW, make_company
from tests.visits.factories import make_draft, make_guide, make_held_visit


def questions(app, number: int) -> list[tuple[str, str]]:
    """Key and text of a version's questions in their order."""
    with app.database.reading() as session:
        guide = session.scalars(select(GuideVersion).where(GuideVersion.number == number)).one()
        query = select(GuideQuestion.key, GuideQuestion.text).where(GuideQuestion.guide_version_id == guide.id)
        return [(key, text) for key, text in session.execute(query.order_by(GuideQuestion.position))]


@pytest.fixture
def draft(app) -> dict[str, int]:
    """A draft of version 2: its questions' ids by key."""
    with app.database.transaction() as session:
        return {question.key: question.id for question in make_draft(session).questions}


def press(browser: Browser, to: str, **typed: Any) -> Any:
    """Press a button of the draft's page."""
    return browser.submit("/admin/guide", to=to, **typed)


def test_a_draft_is_begun_changed_and_published(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        make_guide(session)
    admin, first = as_user("admin"), questions(app, 1)
    assert press(admin, "/admin/guide/begin").location == "/admin/guide"
    assert questions(app, 2) == first
    admin.submit("/admin/guide/presentation", presentation="Vi er Jobløft.")
    admin.submit("/admin/guide/questions/new?section=round_off", text="Hvad med en rundvisning?", help="Gå med.")
    assert questions(app, 2)[-1] == ("hvad_med_en_rundvisning", "Hvad med en rundvisning?")
    assert "Hvad med en rundvisning?" not in as_user("consultant").get("/guide").text
    assert "Vi er Jobløft." in admin.get("/admin/guide/preview").text
    told = admin.get("/admin/guide/publish").text
    assert "Notater, der er begyndt før, beholder deres version" in told
    assert [head for head in ("Nye spørgsmål (1)", "Omformuleret (", "Spørges der ikke om mere") if head in told] == [
        "Nye spørgsmål (1)"
    ]
    assert admin.submit("/admin/guide/publish").location == "/guide"
    page = as_user("consultant").get("/guide").text
    assert ("Version 2." in page, "Vi er Jobløft." in page) == (True, True)
    assert questions(app, 1) == first


def test_a_question_is_worded_anew_and_keeps_its_key(app, as_user, draft) -> None:
    admin = as_user("admin")
    answer = admin.submit(f"/admin/guide/questions/{draft['employees']}", text="Hvor mange er I?", section="round_off")
    assert answer.location == f"/admin/guide#question-{draft['employees']}"
    assert questions(app, 2)[-1] == ("employees", "Hvor mange er I?")
    assert dict(questions(app, 1))["employees"] != "Hvor mange er I?"


def test_questions_change_places_within_their_section(app, as_user, draft) -> None:
    admin, keys = as_user("admin"), [key for key, _text in questions(app, 1)]
    second, last = draft[keys[1]], draft[keys[9]]
    assert f"/admin/guide/questions/{last}/move" in admin.get("/admin/guide").text
    press(admin, f"/admin/guide/questions/{second}/move", direction="up")
    assert [key for key, _text in questions(app, 2)] == [keys[1], keys[0], *keys[2:]]
    sent = {"direction": "down", "once": "x", "version": "2"}
    admin.post(f"/admin/guide/questions/{last}/move", "/admin/guide", **sent)
    assert [key for key, _text in questions(app, 2)] == [keys[1], keys[0], *keys[2:]]


def test_a_question_taken_out_can_be_taken_back_with_its_answers(app, as_user, draft) -> None:
    admin = as_user("admin")
    press(admin, f"/admin/guide/questions/{draft['employees']}/remove")
    assert "employees" not in dict(questions(app, 2))
    press(admin, "/admin/guide/questions/take-back", key="employees")
    assert questions(app, 2)[-1] == ("employees", dict(questions(app, 1))["employees"])


def test_two_questions_of_the_same_words_have_two_keys(app, as_user, draft) -> None:
    admin = as_user("admin")
    for _time in range(2):
        admin.submit("/admin/guide/questions/new", text="Åh, øl?")
    assert [key for key, _text in questions(app, 2)][-2:] == ["aah_oel", "aah_oel_2"]


def test_a_draft_is_thrown_away(app, as_user, draft) -> None:
    assert press(as_user("admin"), "/admin/guide/discard").location == "/admin/guide"
    with app.database.reading() as session:
        assert session.scalars(select(GuideVersion.number)).all() == [1]
        assert find_draft(session) is None


def test_what_has_not_changed_is_not_published(app, as_user, draft) -> None:
    admin = as_user("admin")
    assert 'class="sheet"' not in admin.get("/admin/guide/publish").text
    answer = admin.post("/admin/guide/publish", "/admin/guide", once="a", version="1")
    assert answer.status_code == 422
    assert "Der er ikke ændret noget endnu." in answer.text


def test_before_publishing_all_that_changes_is_told(app, as_user, draft) -> None:
    admin, keys = as_user("admin"), [key for key, _text in questions(app, 1)]
    admin.submit(f"/admin/guide/questions/{draft['employees']}", text="Hvor mange er I?")
    gone = keys[-2]
    press(admin, f"/admin/guide/questions/{draft[keys[0]]}/move", direction="down")
    press(admin, f"/admin/guide/questions/{draft[gone]}/remove")
    with app.database.reading() as session:
        changes = guide_changes(published_guide(session, 1), find_draft(session))
    assert [(pair.before.key, pair.after.text) for pair in changes.reworded] == [("employees", "Hvor mange er I?")]
    assert ([q.key for q in changes.gone], changes.new, changes.presentation) == ([gone], (), False)
    # One step apart is one that moved; the one taken out moves nobody.
    assert len([q for q in changes.moved if q.key in keys[:2]]) == len(changes.moved) == 1
    assert "Hvor mange er I?" in admin.get("/admin/guide/publish").text


def test_a_stale_button_and_a_second_draft_are_refused(app, as_user, draft) -> None:
    admin = as_user("admin")
    opened = admin.get("/admin/guide")
    assert opened.status_code == 200
    admin.submit("/admin/guide/questions/new", text="Ny?")
    stale = {"once": "a", "version": "1"}
    assert admin.post("/admin/guide/publish", "/admin/guide", **stale).status_code == 409
    assert admin.post("/admin/guide/begin", "/admin/guide", once="b").status_code == 422


def test_a_published_question_is_not_changed_by_its_id(app, as_user, draft) -> None:
    with app.database.reading() as session:
        query = select(GuideQuestion.id).join(GuideVersion).where(GuideVersion.number == 1)
        published = session.scalars(query).first()
    assert as_user("admin").get(f"/admin/guide/questions/{published}").status_code == 404


def test_faults_are_told_beside_the_field(as_user, draft) -> None:
    admin = as_user("admin")
    answer = admin.submit("/admin/guide/questions/new", text="", help="Behold mig")
    assert (answer.status_code, "Skriv spørgsmålet." in answer.text, "Behold mig" in answer.text) == (422, True, True)
    assert admin.submit("/admin/guide/presentation", presentation="").status_code == 422


def test_an_old_note_is_shown_with_its_own_questions(app, as_user, personas, draft) -> None:
    with app.database.transaction() as session:
        me, company = personas.id_of["consultant"], make_company(session)
        visit = make_held_visit(session, company=company, responsible_id=me, at=NOW, answers={})
        visit.guide_version_id = session.scalar(select(GuideVersion.id).where(GuideVersion.number == 1))
        visit_id = visit.id
    admin = as_user("admin")
    admin.submit(f"/admin/guide/questions/{draft['employees']}", text="Hvor mange er I?")
    admin.submit("/admin/guide/publish")
    consultant = as_user("consultant")
    assert "Hvor mange er I?" not in consultant.get(f"/visits/{visit_id}/notes").text
    assert "1 notat" in admin.get("/admin/guide").text
    assert "Hvor mange er I?" not in consultant.get("/guide?version=1").text
    assert consultant.get("/guide?version=3").status_code == 404


def test_the_next_number_is_free_also_after_a_thrown_away_draft(app, as_user, draft) -> None:
    admin = as_user("admin")
    press(admin, "/admin/guide/discard")
    press(admin, "/admin/guide/begin")
    with app.database.reading() as session:
        rows = session.execute(select(GuideVersion.number, GuideVersion.published_at).order_by(GuideVersion.number))
        assert [(number, at is None) for number, at in rows] == [(1, False), (2, True)]
        assert GuideSection.COMPANY in {q.section for q in find_draft(session).questions}
