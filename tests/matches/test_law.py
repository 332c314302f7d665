"""What the law says no to is never offered and always refused; what else stands in the way a person may weigh."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from app.history import record
from app.matches.models import Match, MatchState
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from matching.youth import SOURCE
from tests.browser_client import form_fields
from tests.factories import NOW
from tests.matches.factories import TODAY, make_match

TOO_YOUNG = "Er under 13 år og må ikke arbejde for en arbejdsgiver endnu"
TWELVE = TODAY.replace(year=TODAY.year - 12)


def born(app, resident_id: int, day: date) -> None:
    """Give a resident a birthday."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Resident, resident_id).birth_date = day


def number_of_matches(app) -> int:
    """All matches there are."""
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Match))


def path(world) -> str:
    """The form for choosing Amina."""
    return f"/job-orders/{world.order}/choose/{world.amina}"


@pytest.mark.parametrize("page", ["/job-orders/{o}/why-not?resident={r}", "/residents/{r}/why-not?order={o}"])
def test_what_the_law_forbids_is_told_with_its_source_and_not_offered(app, as_user, world, page: str) -> None:
    address = page.format(o=world.order, r=world.amina)
    browser = as_user("counsellor")
    assert path(world) in browser.get(address).text
    born(app, world.amina, TWELVE)
    shut = browser.get(address).text
    assert path(world) not in shut
    assert shut.count(TOO_YOUNG) == 1
    assert f"Kilde: {SOURCE}." in shut


def test_a_form_that_was_opened_before_is_refused_with_reason_and_source(app, as_user, world) -> None:
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(path(world)).text)
    born(app, world.amina, TWELVE)
    answer = browser.client.post(path(world), data=fields | {"motive": "Han vil så gerne"})
    assert answer.status_code == 422
    assert TOO_YOUNG in answer.text
    assert SOURCE in answer.text
    assert number_of_matches(app) == 0
    assert 'name="motive"' not in browser.get(path(world)).text


def test_hours_that_do_not_meet_are_told_and_may_be_weighed(app, as_user, world) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = session.get_one(JobOrder, world.order)
        order.hours_low = order.hours_high = 37.0
    browser = as_user("counsellor")
    assert "Du må gerne vælge alligevel" in browser.get(path(world)).text
    assert browser.submit(path(world), motive="").status_code == 422
    assert browser.submit(path(world), motive="De kan begynde med ti timer").status_code == 303
    assert number_of_matches(app) == 1


@pytest.mark.parametrize(
    ("before", "after", "order_is", "status"),
    [
        (MatchState.RESIDENT_YES, MatchState.PUT_FORWARD, OrderState.OPEN, 422),
        # In no ranking any more, but the match goes on.
        (MatchState.INTERVIEW, MatchState.AGREEMENT, OrderState.FILLED, 422),
        # Nothing else can follow here.
        (MatchState.TAKEN_BACK, MatchState.PROPOSED, OrderState.OPEN, 403),
    ],
)
def test_no_step_towards_the_work_is_taken_against_the_law(
    app, as_user, world, personas, before: MatchState, after: MatchState, order_is: OrderState, status: int
) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order, amina = session.get_one(JobOrder, world.order), session.get_one(Resident, world.amina)
        match_id, order.state = make_match(session, personas, order, amina, before).id, order_is
    browser = as_user("counsellor")
    button = f'name="state" value="{after.value}"'
    page = browser.get(f"/matches/{match_id}").text
    assert button in page
    born(app, world.amina, TWELVE)
    assert button not in browser.get(f"/matches/{match_id}").text
    fields, _action = form_fields(page, to=f"/matches/{match_id}/step")
    answer = browser.client.post(f"/matches/{match_id}/step", data=fields | {"state": after.value})
    assert answer.status_code == status
    with app.database.reading() as session:
        assert session.get_one(Match, match_id).state is before
