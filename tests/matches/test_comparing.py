"""Two residents for one order, and two orders for one resident, side by side."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.history import record
from app.history.models import AccessLog
from app.residents.models import Resident
from tests.factories import NOW
from tests.matches.counting import counting
from tests.matches.factories import make_cleaner, make_considerations, make_stairs


@pytest.fixture
def bodil(app, personas, world) -> int:
    """A second resident of the counsellor's: a cook who must avoid standing."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        return make_cleaner(session, personas, name="Bodil Bro", wishes=("lave mad",), skills=("kok",)).id


def path_of(world, *ids: int) -> str:
    """The comparison of residents."""
    return f"/job-orders/{world.order}/compare?" + "&".join(f"with={one}" for one in ids)


def test_two_residents_stand_side_by_side_words_first_with_what_tells_them_apart(as_user, world, bodil) -> None:
    page = as_user("counsellor").get(path_of(world, world.amina, bodil)).text
    head, _found, rest = page.partition("Her er de forskellige")
    assert "Amina Alm" in head
    assert "Bodil Bro" in head
    assert "Kompetencer" in rest
    assert rest.index("passer bedst her") < rest.index("Kender arbejdet ”Trappevask”")
    assert "Der er noget i arbejdet, der skal undgås: arbejde alene" in page


def test_every_look_is_logged_and_considerations_as_such(app, as_user, world, bodil) -> None:
    as_user("counsellor").get(path_of(world, world.amina, bodil))
    with app.database.reading() as session:
        rows = session.execute(select(AccessLog.resident_id, AccessLog.what)).all()
    assert sorted((row.resident_id, row.what) for row in rows) == sorted(
        [(world.amina, "ranking"), (bodil, "ranking"), (world.amina, "considerations")]
    )


def test_a_colleague_compares_without_considerations_and_without_choosing(as_user, world, bodil) -> None:
    page = as_user("colleague").get(path_of(world, world.amina, bodil)).text
    assert "Side om side" in page
    assert "undgås" not in page
    assert "/choose/" not in page


@pytest.mark.parametrize(
    ("name", "status"), [("stranger", 404), ("broker", 404), ("job_consultant", 404), ("consultant", 403)]
)
def test_nobody_compares_somebody_whom_they_may_not_see(as_user, world, bodil, name: str, status: int) -> None:
    assert as_user(name).get(path_of(world, world.amina, bodil)).status_code == status


def test_one_who_is_not_one_s_own_is_not_compared_with_one_who_is(as_user, world) -> None:
    assert as_user("counsellor").get(path_of(world, world.amina, world.fatma)).status_code == 404


@pytest.mark.parametrize("ids", [(), (0,), (1, 1), ("x", "y")])
def test_with_another_number_than_two_one_chooses_two(as_user, world, ids) -> None:
    ticked = [world.amina if one == 1 else one for one in ids]
    page = as_user("counsellor").get(path_of(world, *ticked)).text
    assert page.count('name="with"') == 2
    assert "Amina Alm</option>" in page


def test_two_orders_side_by_side_for_one_resident(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        other = make_stairs(session, personas, title="Køkkenhjælp", tasks=["vaske op"], required=["køkken"]).id
        amina = session.get_one(Resident, world.amina)
        assert amina.name == "Amina Alm"
    browser = as_user("counsellor")
    page = browser.get(f"/residents/{world.amina}/compare?with={world.order}&with={other}").text
    assert "Trappevask</a>" in page
    assert "Køkkenhjælp</a>" in page
    assert "Her er de forskellige" in page
    assert as_user("stranger").get(f"/residents/{world.amina}/compare").status_code == 404
    path = f"/residents/{world.amina}/compare?with={world.order}&with={other}"
    assert counting(app, lambda: browser.get(path)) <= 15


def test_rankings_offer_to_compare_and_tell_of_the_method(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_considerations(session, make_cleaner(session, personas, name="Carla Ny"), "standing")
    page = as_user("counsellor").get(f"/job-orders/{world.order}").text
    assert page.count('type="checkbox" name="with"') == 2
    assert 'href="/matching"' in page


@pytest.mark.parametrize("name", ["counsellor", "consultant", "steering"])
def test_the_method_is_explained_to_everybody(as_user, name: str) -> None:
    page = as_user(name).get("/matching").text
    for said in ("navn og køn", "Et menneske bestemmer", "40 af 100", "Matchningens version"):
        assert said in page


def test_why_not_is_asked_from_the_resident_s_side_as_well(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        cook = make_stairs(session, personas, title="Kok", tasks=["lave mad"], required=["kokkeuddannelse"]).id
    page = as_user("counsellor").get(f"/residents/{world.amina}").text
    assert f'href="/residents/{world.amina}/why-not"' in page
    told = as_user("counsellor").get(f"/residents/{world.amina}/why-not?order={cook}").text
    assert "Har beboeren ”kokkeuddannelse”?" in told
    assert as_user("stranger").get(f"/residents/{world.amina}/why-not?order={cook}").status_code == 404


def test_an_order_that_ranks_nobody_leads_to_how_its_words_are_understood(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = make_stairs(session, personas, title="Xqzwv", tasks=[], required=[]).id
    link = f'href="/job-orders/{order}/words">Forstår vi jobordrens ord?'
    assert link in as_user("consultant").get(f"/job-orders/{order}").text
    assert link not in as_user("job_consultant").get(f"/job-orders/{order}").text
