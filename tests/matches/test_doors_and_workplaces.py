"""What opens doors, and workplaces to ask: on their pages, and only for those who may know of the people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.companies.models import Answer, Company, CompanyWarning, Contribution, ContributionKind, Stage
from app.history import record
from app.matches.doors import sensible, together
from app.matches.workplace_profiles import pieces
from app.orders.models import JobOrder, OrderState
from app.residents.models import Resident
from app.visits.models import VisitAnswer
from app.visits.queries import current_guide
from app.visits.services import ensure_starter_guide
from matching import Change, Door, UnknownCode
from tests.factories import NOW, make_company, make_visit
from tests.matches.counting import counting
from tests.matches.factories import TODAY, make_cleaner, make_stairs


def door(change: Change, about: str, *opens: str) -> Door:
    """A door that opens these."""
    return Door(change, about, opens)


def test_of_a_ladder_the_lowest_rung_that_opens_most_and_no_other_life() -> None:
    hours = [door(Change.HOURS, "15", "a"), door(Change.HOURS, "20", "a", "b"), door(Change.HOURS, "30", "a", "b", "c")]
    skill = door(Change.SKILL, "truck", "d")
    assert sensible([*hours, skill], {Change.HOURS: 10.0}) == [hours[1], skill]
    assert sensible(hours, {Change.HOURS: None}) == []
    way = [door(Change.PLACE, "10", "a"), door(Change.PLACE, "40", "a", "b", "c")]
    assert sensible(way, {Change.PLACE: 8}) == [way[0]]


def test_questions_about_the_very_same_people_are_one_talk() -> None:
    asked = [door(Change.ASK, "ask_hours", "r"), door(Change.ASK, "ask_certificate: kørekort B", "r")]
    ((first, questions),) = together(asked)
    assert first == asked[0]
    assert [(one.code, one.about) for one in questions] == [
        (UnknownCode.HOURS, None),
        (UnknownCode.CERTIFICATE, "kørekort B"),
    ]


def test_the_resident_s_doors_are_said_as_possibilities_to_both(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_stairs(session, personas, title="Rengøring på kontor", hours_low=20.0, hours_high=20.0)
    page = as_user("counsellor").get(f"/residents/{world.amina}/doors").text
    assert "Op til 20 timer om ugen" in page
    assert "1 job mere" in page
    assert "Rengøring på kontor</a>" in page
    talk = as_user("colleague").get(f"/residents/{world.amina}/doors?talk=1").text
    assert "Hvis du kan arbejde op til 20 timer om ugen" in talk
    assert as_user("stranger").get(f"/residents/{world.amina}/doors").status_code == 404


def test_the_order_s_doors_name_own_people_and_to_others_nobody(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = session.get_one(JobOrder, world.order)
        order.hours_low, order.hours_high = 30.0, 30.0
    own = as_user("counsellor").get(f"/job-orders/{world.order}/doors").text
    assert "Hvis det kan begynde med 15 timer om ugen" not in own
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(JobOrder, world.order).hours_low = 16.0
    own = as_user("counsellor").get(f"/job-orders/{world.order}/doors").text
    assert "Hvis det kan begynde med 8 timer om ugen" in own
    assert "Amina Alm</a>" in own
    assert "Fatma" not in own
    for few in (0, 4):
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            for at in range(few):
                make_cleaner(session, personas, name=f"Flere {at}")
        told = as_user("consultant").get(f"/job-orders/{world.order}/doors").text
        assert "Amina" not in told
        assert "beboer</" not in told
        # Two are too few to speak of; from five on the consultant is told which demand to speak of, and no number.
        assert ("flere beboere" in told) == (few == 4)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("4 malere, afdækning og oprydning", ["malere", "afdækning og oprydning"]),
        ("Mest rengøring.\nOm sommeren også vinduer", ["rengøring", "vinduer"]),
        ("", []),
    ],
)
def test_an_answer_is_cut_into_what_it_names(answer: str, found: list[str]) -> None:
    assert pieces(answer) == found


@pytest.fixture
def hotel(app, personas, world) -> int:
    """A hotel that the consultant knows, without any order: what it does was said at a visit."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        company = make_company(
            session, name="Hotel Havn", industry="Hotel", fixed_contact_id=personas.id_of["consultant"]
        )
        session.add(
            Contribution(company_id=company.id, kind=ContributionKind.FEW_PAID_HOURS, answer=Answer.YES, extent="")
        )
        return company.id


def section(browser, world) -> str:
    """The part of the resident's page."""
    page = browser.get(f"/residents/{world.amina}").text
    return page.partition('id="workplaces-head"')[2].partition("</section>")[0]


def say(app, personas, company_id: int, text: str) -> None:
    """The company says at a visit what is done there."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        ensure_starter_guide(session, now=NOW)
        guide = current_guide(session)
        assert guide is not None
        question = next(one for one in guide.questions if one.key == "job_types")
        company = session.get_one(Company, company_id)
        starts = NOW + timedelta(days=3)
        visit = make_visit(session, company=company, responsible_id=personas.id_of["consultant"], starts_at=starts)
        session.add(VisitAnswer(visit_id=visit.id, question_id=question.id, text=text))


def test_what_was_said_at_a_visit_makes_a_workplace_to_ask_with_whom_of_us_to_ring(
    app, as_user, world, personas, hotel
) -> None:
    browser = as_user("counsellor")
    assert "Hotel Havn" not in section(browser, world)
    say(app, personas, hotel, "rengøring af værelser, morgenmad")
    text = section(browser, world)
    assert "Hotel Havn" in text
    assert "rengøring af værelser" in text
    assert "Ring til Navn consultant, der er vores faste kontakt" in text
    assert "Få lønnede timer: ja" in text
    assert "Navn consultant har kontakt med dem" in text
    assert "Ren Trappe ApS" not in text  # its opening stands above
    talk = browser.get(f"/residents/{world.amina}/talk").text
    assert "De har arbejde som ”rengøring af værelser”" in talk
    assert "Navn consultant" not in talk


def test_who_is_beyond_reach_stands_apart_and_last_with_the_distance_in_words(
    app, as_user, world, personas, hotel
) -> None:
    say(app, personas, hotel, "rengøring af værelser")
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Company, hotel).postal_code = "8800"
        resident = session.get_one(Resident, world.amina)
        resident.postal_code, resident.distance_km = "8800", 8
    browser = as_user("counsellor")
    near = section(browser, world)
    assert ("I samme by" in near, "Længere væk" in near) == (True, False)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Company, hotel).postal_code = "8600"
    first, _summary, folded = section(browser, world).partition("Længere væk, end beboeren kan komme (1)")
    assert ("Hotel Havn" in first, "Hotel Havn" in folded) == (False, True)
    assert "Omkring 32 km væk; beboeren sagde højst 8 km" in folded
    assert "Der er omkring 32 km derhen. Du sagde højst 8 km." in browser.get(f"/residents/{world.amina}/talk").text


@pytest.mark.parametrize("why", ["declined", "warning", "peace"])
def test_who_has_declined_is_warned_about_or_wants_peace_is_not_proposed(
    app, as_user, world, personas, hotel, why: str
) -> None:
    say(app, personas, hotel, "rengøring af værelser")
    browser = as_user("counsellor")
    assert "Hotel Havn" in section(browser, world)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        company = session.get_one(Company, hotel)
        if why == "declined":
            company.stage = Stage.DECLINED
        elif why == "peace":
            company.not_before = TODAY + timedelta(days=30)
        else:
            session.add(
                CompanyWarning(
                    company_id=hotel, text="Uenighed", until=TODAY + timedelta(days=9), at=NOW, updated_at=NOW,
                    user_id=personas.id_of["manager"],
                )
            )  # fmt: skip
    assert "Hotel Havn" not in section(browser, world)


def test_the_number_of_queries_does_not_grow_with_the_workplaces(app, as_user, world, personas) -> None:
    browser = as_user("counsellor")

    def more(number: int) -> int:
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            for at in range(number):
                make_stairs(session, personas, company_name=f"Gammel {number} {at}", state=OrderState.FILLED)
        browser.get(f"/residents/{world.amina}")
        return counting(app, lambda: browser.get(f"/residents/{world.amina}"))

    few = more(1)
    assert more(12) == few
    assert few <= 25
