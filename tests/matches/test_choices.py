"""Choosing somebody: the motive, the ranking that was on the screen, and nobody else's residents."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from app.history import record
from app.history.models import Change
from app.matches import keeping, services
from app.matches.models import Match, MatchState, MatchStateChange
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.factories import NOW
from tests.matches.factories import make_cleaner, make_match, make_stairs

MOTIVE = "Hun har gjort rent i ti år og vil i gang"


def matches(app: Jobloft) -> list[Match]:
    """All matches."""
    with app.database.reading() as session:
        return list(session.scalars(select(Match).order_by(Match.id)))


def path(world) -> str:
    """The form for choosing Amina."""
    return f"/job-orders/{world.order}/choose/{world.amina}"


def test_what_is_kept_is_what_was_on_the_screen_even_when_the_profile_changed_meanwhile(
    app, as_user, world, personas
) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        other = make_cleaner(session, personas, name="Bodil Bak", skills=("vinduespudsning",)).id
    browser = as_user("counsellor")
    page = browser.get(path(world)).text
    fields, _action = form_fields(page)
    secret = app.settings.secret_key
    shown = keeping.opened(fields["ranking"], secret=secret, order_id=world.order, user_id=personas.id_of["counsellor"])
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Resident, world.amina).hours_high = 37.0
    answer = browser.client.post(path(world), data=fields | {"motive": MOTIVE})
    (match,) = matches(app)
    assert (answer.status_code, answer.location) == (303, f"/matches/{match.id}")
    assert match.kept_ranking == shown
    assert [row["resident_id"] for row in match.kept_ranking["listed"]] == [other, world.amina]
    section = page.partition('id="list-head"')[2]
    assert section.index(">Bodil Bak</a>") < section.index(">Amina Alm</a>")
    assert [row["place"] for row in match.kept_ranking["listed"]] == [1, 2]
    assert match.matcher_version == match.kept_ranking["matcher"] != ""
    rows = [*match.kept_ranking["listed"], match.kept_ranking["chosen"]]
    assert [row["considered"] for row in rows] == [False, True, True]
    assert "avoid" not in json.dumps(match.kept_ranking)
    assert (match.motive, match.chosen_by_id, match.chosen_at) == (MOTIVE, personas.id_of["counsellor"], NOW)
    assert match.state is MatchState.PROPOSED
    with app.database.reading() as session:
        course = session.scalars(select(MatchStateChange)).all()
        assert [(one.state, one.at, one.user_id) for one in course] == [
            (MatchState.PROPOSED, NOW, personas.id_of["counsellor"])
        ]
        tied = set(session.scalars(select(Change.resident_id).where(Change.table_name == "match")))
        assert tied == {world.amina}


def test_the_numbers_on_the_page_are_those_that_are_kept(app, as_user, world) -> None:
    browser = as_user("counsellor")
    page = browser.get(path(world)).text
    browser.submit(path(world), motive=MOTIVE)
    (match,) = matches(app)
    (row,) = match.kept_ranking["listed"]
    assert f"Passer {round(row['score'] * 100)} ud af 100" in page
    later = browser.get(f"/matches/{match.id}").text
    assert f"Passer {round(row['score'] * 100)} ud af 100" in later
    for text in ("Kender arbejdet ”Trappevask”", "Hensyn talte også med", MOTIVE, match.matcher_version):
        assert text in later


def test_without_a_motive_or_with_a_cpr_number_nothing_is_kept(app, as_user, world) -> None:
    browser = as_user("counsellor")
    for motive in ("", "Hendes nummer er 010190-1234"):
        answer = browser.submit(path(world), motive=motive)
        assert answer.status_code == 422
        assert 'id="motive-error"' in answer.text
    assert matches(app) == []


@pytest.mark.parametrize("seal", ["", "nonsense", "eyJvcmRlciI6MX0.x.y"])
def test_a_ranking_that_nobody_showed_is_not_kept(app, as_user, world, seal: str) -> None:
    answer = as_user("counsellor").submit(path(world), motive=MOTIVE, ranking=seal)
    assert answer.status_code == 422
    assert MOTIVE in answer.text
    assert "Rangeringen måtte laves på ny" in answer.text
    assert matches(app) == []


def test_a_ranking_of_another_order_is_not_kept(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        other = make_stairs(session, personas, title="Kontorrengøring").id
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(f"/job-orders/{other}/choose/{world.amina}").text)
    answer = browser.submit(path(world), motive=MOTIVE, ranking=fields["ranking"])
    assert answer.status_code == 422
    assert matches(app) == []


def test_choosing_twice_leads_to_the_first(app, as_user, world) -> None:
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(path(world)).text)
    first = browser.client.post(path(world), data=fields | {"motive": MOTIVE})
    again = browser.client.post(path(world), data=fields | {"motive": MOTIVE})
    other = browser.client.post(path(world), data=fields | {"motive": "Noget andet", "once": "w" * 20})
    (match,) = matches(app)
    assert {one.location for one in (first, again, other)} == {f"/matches/{match.id}"}
    assert browser.get(path(world)).location == f"/matches/{match.id}"


WHO = {"counsellor": 200, "colleague": 403, "stranger": 404, "broker": 404, "consultant": 403, "manager": 403}


@pytest.mark.parametrize(("name", "status"), WHO.items())
def test_only_those_who_work_with_the_resident_choose(app, as_user, world, name: str, status: int) -> None:
    browser = as_user(name)
    assert browser.get(path(world)).status_code == status
    assert browser.post(path(world), motive=MOTIVE, once="q" * 20).status_code == (422 if status == 200 else status)
    assert browser.get(f"/job-orders/999999/choose/{world.amina}").status_code == (
        404 if status != 403 or name == "colleague" else 403
    )
    assert matches(app) == []


def test_an_unknown_order_or_resident_is_not_there(as_user, world) -> None:
    browser = as_user("counsellor")
    for unknown in (f"/job-orders/999999/choose/{world.amina}", f"/job-orders/{world.order}/choose/999999"):
        assert browser.get(unknown).status_code == 404


def test_the_assigned_broker_and_job_consultant_choose_their_own(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Resident, world.amina).broker_id = personas.id_of["broker"]
    assert as_user("broker").submit(path(world), motive=MOTIVE).status_code == 303
    assert [match.chosen_by_id for match in matches(app)] == [personas.id_of["broker"]]


def test_nobody_is_chosen_for_a_closed_order(app, as_user, world) -> None:
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(path(world)).text)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(JobOrder, world.order).state = OrderState.FILLED
    answer = browser.client.post(path(world), data=fields | {"motive": MOTIVE})
    assert answer.status_code == 422
    assert matches(app) == []


def test_somebody_who_is_not_on_the_list_can_be_chosen_and_it_shows(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        painter = make_cleaner(session, personas, name="Peder Pensel", wishes=("maler",), skills=("malet vægge",)).id
    browser = as_user("counsellor")
    assert browser.submit(f"/job-orders/{world.order}/choose/{painter}", motive=MOTIVE).status_code == 303
    (match,) = matches(app)
    assert [row["resident_id"] for row in match.kept_ranking["listed"]] == [world.amina]
    assert match.kept_ranking["chosen"]["resident_id"] == painter
    later = browser.get(f"/matches/{match.id}").text
    assert "stod ikke på listen" in later


def test_a_forgotten_resident_leaves_the_kept_rankings_of_others(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        other = make_cleaner(session, personas, name="Bodil Bak").id
    as_user("counsellor").submit(path(world), motive=MOTIVE)
    with app.database.transaction() as session:
        assert services.forget_in_rankings(session, other) == 1
        assert services.forget_in_rankings(session, world.amina) == 0
    assert [row["resident_id"] for row in matches(app)[0].kept_ranking["listed"]] == [world.amina]


def why_not(browser, order_id: int, resident_id: object = "") -> str:
    """The page that explains one pair."""
    answer = browser.get(f"/job-orders/{order_id}/why-not?resident={resident_id}")
    assert answer.status_code == 200
    return answer.text


def test_why_not_tells_what_stands_in_the_way(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order_id = make_stairs(
            session, personas, hours_low=30.0, hours_high=37.0, apply_by=NOW.date().replace(day=1)
        ).id
    page = why_not(as_user("counsellor"), order_id, world.amina)
    assert "Timerne mødes ikke: 10 mod 30 timer om ugen" in page
    assert "Fristen var 1. nov. 2026" in page
    assert "ikke nu" in page


def test_why_not_is_for_one_s_own_and_hides_considerations_from_colleagues(app, as_user, world) -> None:
    counsellor, colleague, stranger = (as_user(name) for name in ("counsellor", "colleague", "stranger"))
    assert "skal undgås" in why_not(counsellor, world.order, world.amina)
    told = why_not(colleague, world.order, world.amina)
    assert "undgås" not in told
    assert "Beboerens egen vejleder ved mere" in told
    assert "/choose/" not in told
    assert stranger.get(f"/job-orders/{world.order}/why-not?resident={world.amina}").status_code == 404
    assert "Amina" not in why_not(stranger, world.order)
    assert as_user("consultant").get(f"/job-orders/{world.order}/why-not").status_code == 403
    assert counsellor.get("/job-orders/999999/why-not").status_code == 404
    for nonsense in ("abc", "", "-1"):
        status = counsellor.get(f"/job-orders/{world.order}/why-not?resident={nonsense}").status_code
        assert status == (404 if nonsense == "-1" else 200)


def test_an_archived_resident_is_out_of_every_ranking(app, as_user, world) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Resident, world.amina).active = False
    browser = as_user("counsellor")
    assert "Amina" not in browser.get(f"/job-orders/{world.order}").text
    assert "i arkivet" in why_not(browser, world.order, world.amina)
    assert browser.submit(path(world), motive=MOTIVE).status_code == 422


def test_a_match_stands_on_the_order_s_and_the_resident_s_page(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order, amina = session.get_one(JobOrder, world.order), session.get_one(Resident, world.amina)
        match_id = make_match(session, personas, order, amina).id
    browser = as_user("counsellor")
    for page in (f"/job-orders/{world.order}", f"/residents/{world.amina}"):
        assert f'href="/matches/{match_id}"' in browser.get(page).text
