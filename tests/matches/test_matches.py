"""The course of a match, and what each person may know of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.history import record
from app.matches import rules
from app.matches.models import Match, MatchState, MatchStateChange
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.factories import NOW
from tests.matches.counting import counting
from tests.matches.factories import make_cleaner, make_match, make_stairs

STATES = list(MatchState)


def matched(app: Jobloft, world, personas, *states: MatchState) -> int:
    """A match of Amina that has gone through these states."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order, amina = session.get_one(JobOrder, world.order), session.get_one(Resident, world.amina)
        return make_match(session, personas, order, amina, *states).id


def state_of(app: Jobloft, match_id: int) -> MatchState:
    """Where the match stands."""
    with app.database.reading() as session:
        return session.get_one(Match, match_id).state


FORWARD = (MatchState.TALKED_THROUGH, MatchState.RESIDENT_YES, MatchState.PUT_FORWARD)


def test_every_state_can_be_reached_and_has_its_next_ones() -> None:
    assert set(rules.NEXT_STATES) == set(MatchState)
    reached = {after for following in rules.NEXT_STATES.values() for after in following}
    assert reached == set(MatchState)


def test_the_whole_course_is_dated_step_by_step(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas)
    browser = as_user("counsellor")
    course = (*FORWARD, MatchState.INTERVIEW, MatchState.AGREEMENT)
    for state in course:
        page = browser.get(f"/matches/{match_id}").text
        assert f'value="{state.value}"' in page
        answer = browser.submit(f"/matches/{match_id}/step", state=state.value)
        assert answer.location == f"/matches/{match_id}", answer.text
    with app.database.reading() as session:
        rows = session.scalars(select(MatchStateChange).order_by(MatchStateChange.id)).all()
        assert [row.state for row in rows] == [MatchState.PROPOSED, *course]
        assert {(row.at, row.user_id) for row in rows} == {(NOW, personas.id_of["counsellor"])}
    assert "Hvad er der sket?" not in browser.get(f"/matches/{match_id}").text
    assert browser.get(f"/matches/{match_id}/step").status_code == 403


@pytest.mark.parametrize("state", [MatchState.RESIDENT_NO, MatchState.COMPANY_NO])
def test_a_no_needs_its_reason(app, as_user, world, personas, state: MatchState) -> None:
    match_id = matched(app, world, personas, *FORWARD)
    browser = as_user("counsellor")
    answer = browser.submit(f"/matches/{match_id}/step", state=state.value)
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert state_of(app, match_id) is MatchState.PUT_FORWARD
    assert browser.submit(f"/matches/{match_id}/step", state=state.value, reason="For langt").status_code == 303
    assert state_of(app, match_id) is state


@pytest.mark.parametrize("state", ["agreement", "nonsense", "", None])
def test_a_step_that_can_not_follow_is_refused_at_the_field(app, as_user, world, personas, state) -> None:
    match_id = matched(app, world, personas)
    answer = as_user("counsellor").submit(f"/matches/{match_id}/step", state=state)
    assert answer.status_code == 422
    assert 'id="state-error"' in answer.text
    assert state_of(app, match_id) is MatchState.PROPOSED


def test_two_who_take_a_step_at_once_do_not_take_two(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas)
    browser = as_user("counsellor")
    stale, _action = form_fields(browser.get(f"/matches/{match_id}/step").text)
    browser.submit(f"/matches/{match_id}/step", state="talked_through")
    answer = browser.client.post(f"/matches/{match_id}/step", data=stale | {"state": "resident_yes"})
    assert answer.status_code == 409
    assert state_of(app, match_id) is MatchState.TALKED_THROUGH


BEFORE = {"counsellor": 200, "colleague": 200, "stranger": 404, "consultant": 404, "broker": 404, "manager": 403}


@pytest.mark.parametrize(("name", "status"), BEFORE.items())
def test_before_the_company_is_told_only_the_organisation_knows(
    app, as_user, world, personas, name: str, status: int
) -> None:
    match_id = matched(app, world, personas, *FORWARD[:2])
    browser = as_user(name)
    assert browser.get(f"/matches/{match_id}").status_code == status
    listed = f"/matches/{match_id}" in browser.get(f"/job-orders/{world.order}").text
    assert listed == (status == 200)


@pytest.mark.parametrize("name", ["consultant", "broker"])
def test_from_then_on_the_company_s_contact_knows_the_name_and_takes_the_company_s_steps(
    app, as_user, world, personas, name: str
) -> None:
    match_id = matched(app, world, personas, *FORWARD)
    browser = as_user(name)
    page = browser.get(f"/matches/{match_id}").text
    assert "Amina Alm og Trappevask" in page
    for secret in (
        "Vil meget gerne",
        "Fordi",
        "Talt igennem",
        "Beboeren siger ja",
        f"/residents/{world.amina}",
        "ud af 100",
    ):
        assert secret not in page, secret
    assert "spørg Navn counsellor, Org plan" in page
    assert browser.submit(f"/matches/{match_id}/step", state="resident_no", reason="x").status_code == 422
    assert browser.submit(f"/matches/{match_id}/step", state="company_no", reason="Havde fundet en").status_code == 303
    assert "Havde fundet en" not in browser.get(f"/matches/{match_id}").text
    assert "Havde fundet en" in as_user("counsellor").get(f"/matches/{match_id}").text


def test_a_resident_s_no_and_its_reason_are_for_the_staff_alone(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas, *FORWARD, MatchState.RESIDENT_NO)
    for name, is_staff in (("counsellor", True), ("colleague", False), ("consultant", False)):
        browser = as_user(name)
        for path in (f"/matches/{match_id}", f"/job-orders/{world.order}"):
            text = browser.get(path).text
            assert ("Beboeren siger nej" in text) == is_staff, (name, path)
            assert ("Ikke i gang længere" in text) == (not is_staff), (name, path)
        page = browser.get(f"/matches/{match_id}").text
        assert ("Fordi resident_no" in page) == is_staff
        assert ("Vil meget gerne i gang" in page) == is_staff


@pytest.mark.parametrize("name", ["stranger", "job_consultant"])
def test_the_stranger_never_knows_of_it(app, as_user, world, personas, name: str) -> None:
    match_id = matched(app, world, personas, *FORWARD, MatchState.INTERVIEW)
    browser = as_user(name)
    assert browser.get(f"/matches/{match_id}").status_code == 404
    assert browser.get(f"/matches/{match_id}/step").status_code == 404
    assert browser.post(f"/matches/{match_id}/step", state="agreement", once="s" * 20).status_code == 404
    assert "Amina" not in browser.get(f"/job-orders/{world.order}").text
    assert browser.get("/matches/999999").status_code == 404


def test_names_in_a_kept_ranking_are_those_that_the_reader_may_see(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        listed = [
            {"resident_id": one, "place": at, "fit": "good", "score": 0.5, "reasons": []}
            for at, one in enumerate((world.amina, world.fatma), 1)
        ]
        session.get_one(Match, match_id).kept_ranking = {"matcher": "v", "listed": listed}
    page = as_user("counsellor").get(f"/matches/{match_id}").text
    assert "Fatma" not in page
    assert "En anden" in page


def test_the_pages_send_as_many_statements_with_thirty_matches_as_with_one(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas, *FORWARD)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_stairs(session, personas, company_name="Gammel ApS", state=OrderState.FILLED)  # a workplace to ask
    browser = as_user("counsellor")
    paths = (f"/matches/{match_id}", f"/residents/{world.amina}", f"/job-orders/{world.order}")
    few = [(browser.get(path), counting(app, lambda p=path: browser.get(p)))[1] for path in paths]
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order, amina = session.get_one(JobOrder, world.order), session.get_one(Resident, world.amina)
        for at in range(30):
            make_match(session, personas, order, make_cleaner(session, personas, name=f"Flere {at}"), *FORWARD)
            against = make_stairs(session, personas, company_name=f"Firma {at}", demands=["alone"])
            make_match(session, personas, against, amina)
    many = [(browser.get(path), counting(app, lambda p=path: browser.get(p)))[1] for path in paths]
    # Fewer when somebody with considerations, whose look is logged apart, has left the first ten.
    assert all(now <= before for now, before in zip(many, few, strict=True))
    assert max(many) <= 25


def test_a_mistaken_choice_is_taken_back_with_its_reason_and_can_be_made_again(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas, MatchState.TALKED_THROUGH)
    browser = as_user("counsellor")
    assert browser.submit(f"/matches/{match_id}/step", state="taken_back").status_code == 422
    done = browser.submit(f"/matches/{match_id}/step", state="taken_back", reason="Trykkede på den forkerte")
    assert done.status_code == 303
    page = browser.get(f"/matches/{match_id}").text
    assert "Valget er taget tilbage" in page
    assert "Trykkede på den forkerte" in page
    assert "Ikke i gang længere" in as_user("colleague").get(f"/matches/{match_id}").text
    browser.submit(f"/matches/{match_id}/step", state="proposed")
    assert state_of(app, match_id) is MatchState.PROPOSED


def test_nothing_is_taken_back_once_the_company_knows(app, as_user, world, personas) -> None:
    match_id = matched(app, world, personas, *FORWARD)
    browser = as_user("counsellor")
    assert browser.submit(f"/matches/{match_id}/step", state="taken_back", reason="x").status_code == 422
    browser.submit(f"/matches/{match_id}/step", state="awaiting_grant", reason="Løntilskud er søgt")
    assert "Venter på kommunens bevilling" in as_user("consultant").get(f"/matches/{match_id}").text
    assert "Løntilskud er søgt" not in as_user("consultant").get(f"/matches/{match_id}").text


WAITS = [
    ((), {"counsellor"}),
    (FORWARD[:2], {"counsellor"}),
    (FORWARD, {"counsellor", "consultant"}),
    ((*FORWARD, MatchState.AWAITING_GRANT), {"counsellor"}),
    ((*FORWARD, MatchState.AGREEMENT), set()),
    ((MatchState.TAKEN_BACK,), set()),
    # Put before the company by the grant alone: it was never told a name.
    ((MatchState.RESIDENT_YES, MatchState.AWAITING_GRANT, MatchState.INTERVIEW), {"counsellor"}),
]


@pytest.mark.parametrize(("states", "names"), WAITS)
def test_a_match_waits_on_the_day_of_those_who_have_the_next_move(
    app, as_user, world, personas, states, names: set[str]
) -> None:
    match_id = matched(app, world, personas, *states)
    for name in ("counsellor", "colleague", "stranger", "consultant", "broker"):
        listed = f'href="/matches/{match_id}"' in as_user(name).get("/").text
        assert listed == (name in names), name
