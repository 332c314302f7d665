"""People's words: offered and never forced, kept for everybody, taken back, and without anybody's data in them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.history import record
from app.residents.models import Skill
from app.vocabulary.models import ConfirmedTerm
from app.web import Jobloft
from tests.browser_client import Browser, form_fields
from tests.factories import NOW, make_resident
from tests.matches.factories import make_stairs
from tests.vocabulary.factories import make_confirmed

pytestmark = pytest.mark.usefixtures("few_words")


def words(app: Jobloft) -> list[tuple[str, str]]:
    """All confirmed words."""
    with app.database.reading() as session:
        return [(row.text, row.meaning) for row in session.scalars(select(ConfirmedTerm).order_by(ConfirmedTerm.id))]


def resident(app: Jobloft, personas, *skills: str) -> int:
    """A resident of the counsellor's who can do this."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        return make_resident(
            session,
            name="Rosa Kvistgaard",
            organisation_id=personas.organisation_of["plan"],
            counsellor_id=personas.id_of["counsellor"],
            skills=[Skill(text=text) for text in skills],
        ).id


def send(browser: Browser, text: str, page: str = "/words", **over: str):
    """Confirm as the page's script does."""
    fields, _action = form_fields(browser.get(page).text, form=0)
    typed = {"text": text, "term": "trappevask", "script": "yes", "use": "skill", "once": f"once {text} {over}"[:60]}
    sent = {"csrf_token": fields["csrf_token"]} | typed | over
    return browser.client.post("/words/confirm", data=sent, follow_redirects=True)


def test_a_chosen_meaning_counts_at_once_for_everybody_and_soon_in_the_rankings(app, as_user, personas) -> None:
    resident_id = resident(app, personas, "opgangsfnuller")
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = make_stairs(session, personas, title="Trappevask", tasks=[], required=[]).id
    browser = as_user("counsellor")
    page, ranking = f"/residents/{resident_id}/words", f"/job-orders/{order}"
    assert "Rosa Kvistgaard" not in browser.get(ranking).text
    answer = browser.submit(page, to="/words/confirm", meaning="vaske trapper")
    assert (answer.status_code, answer.location) == (303, page)
    assert words(app) == [("opgangsfnuller", "Trappevask")]
    told = "forstået som: Trappevask (bekræftet af en kollega)"
    assert told in browser.get(page).text
    asked = as_user("stranger").get("/words/understood?text=OPGANGSFNULLER&use=skill").json["items"]
    assert [item["told"] for item in asked] == [told]
    browser.get(ranking)
    app.extensions["matching"].settle()
    assert "Rosa Kvistgaard" in browser.get(ranking).text


def test_the_word_list_shows_the_word_and_never_whose_it_was_and_taking_back_undoes_it(app, as_user, personas) -> None:
    resident(app, personas, "opgangsfnuller")
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_confirmed(session, user_id=personas.id_of["counsellor"])
    admin = as_user("admin")
    page = admin.get("/words?q=trappevask").text
    assert ("opgangsfnuller" in page, "Navn counsellor" in page, "Rosa" in page) == (True, True, False)
    assert "opgangsfnuller" not in admin.get("/words?q=kok").text
    assert as_user("counsellor").get("/words/understood?text=opgangsfnuller").json["items"][0]["grasp"] == "known"
    assert admin.submit("/words").status_code == 303
    assert words(app) == []
    assert as_user("counsellor").get("/words/understood?text=opgangsfnuller").json["items"][0]["grasp"] != "known"


def test_who_may_take_a_word_back(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        term_id = make_confirmed(session, user_id=personas.id_of["counsellor"]).id
    path = f"/words/{term_id}/take-back"
    assert as_user("colleague").post(path, once="a").status_code == 404
    assert as_user("manager").post(path, once="b").status_code == 403
    assert as_user("counsellor").post(path, once="c").status_code == 303
    assert words(app) == []


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234 trapper",
        "ring 86 12 34 56",
        "skriv til a@b.dk",
        "jeg fnuller trapper",
        "Fnuller. Også i haven",
        "en lang sætning om fnul på trapper overalt",
        "fnul" * 20,
        "!!!",
    ],
)
def test_only_words_for_work_are_kept(app, as_user, personas, text: str) -> None:
    resident(app, personas)
    answer = send(as_user("counsellor"), text)
    assert (answer.status_code, bool(answer.json["fault"]), words(app)) == (422, True, [])


@pytest.mark.parametrize("text", ["passe Fatimas trapper", "rosa fnuller", "kvistgaard", "hos Xqby fnulle"])
def test_what_looks_like_a_name_is_asked_about_and_kept_when_it_is_none(app, as_user, personas, text: str) -> None:
    browser = as_user("counsellor")
    assert browser.get(f"/words/understood?text={text}").json["items"][0]["name"] is True
    asked = send(browser, text)
    assert (asked.status_code, "ligner et navn" in asked.json["fault"], words(app)) == (422, True, [])
    assert send(browser, text, no_name="y", once="sagt").status_code == 200
    assert words(app) == [(text, "Trappevask")]


def test_no_answer_tells_whether_a_word_is_the_name_of_a_resident(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        for name in ("Zorbina Fnulk", "Fatima Fnulk"):
            make_resident(session, name=name, organisation_id=personas.organisation_of["other_plan"])
    browser = as_user("counsellor")

    def answers(text: str) -> tuple[object, int]:
        read = browser.get(f"/words/understood?text={text}").json
        return read, send(browser, text).status_code

    # Names that a resident bears, beside names that nobody bears.
    assert answers("zorbina") == answers("zorbona")
    assert answers("fatima") == answers("samira")


def test_what_is_known_or_meant_otherwise_is_not_confirmed_again(app, as_user, personas) -> None:
    browser = as_user("counsellor")
    assert "Opvask" in send(browser, "vaske op").json["fault"]
    assert send(browser, "fnullefiks", term="").json["fault"] == "Vælg et ord, som Jobløft kender."
    first = send(browser, "fnullefiks")
    assert (first.status_code, first.json["items"][0]["told"]) == (
        200,
        "forstået som: Trappevask (bekræftet af en kollega)",
    )
    assert send(browser, "Fnullefiks", once="igen").status_code == 200
    other = send(as_user("consultant"), "fnullefiks", term="opvask")
    assert (other.status_code, other.json["fault"]) == (422, "En kollega har sagt, at det betyder ”Trappevask”.")
    assert words(app) == [("fnullefiks", "Trappevask")]


def test_suggestions_come_as_json_and_pages_offer_them_without_needing_them(app, as_user, personas) -> None:
    resident_id = resident(app, personas, "ting med trapper")
    browser = as_user("counsellor")
    found = browser.get("/words/suggestions?text=vaske tra&use=skill").json["items"]
    assert found[0] == {"label": "Trappevask", "hint": "vaske trappe"}
    assert 'data-trade="skill"' in browser.get(f"/residents/{resident_id}/skills").text
    page = browser.get(f"/residents/{resident_id}/words").text
    assert ("usikkert ord. Mente du" in page, 'name="term" value="trappevask"' in page) == (True, True)
