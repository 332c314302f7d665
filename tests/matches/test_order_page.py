"""The order's page as each person meets the ranking: names for those who may, whom to ask for the others."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.history import record
from app.orders.models import OrderState
from app.residents.models import Consent, ConsentScope, Resident
from tests.factories import NOW
from tests.matches.counting import counting
from tests.matches.factories import make_cleaner, make_consent, make_stairs


def page(as_user, name: str, world) -> str:
    answer = as_user(name).get(f"/job-orders/{world.order}")
    assert answer.status_code == 200, answer.text
    return answer.text


def section(text: str, head: str) -> str:
    """One section of a page by the id of its head, '' when it is not there."""
    _before, found, after = text.partition(f'id="{head}"')
    return after.split("</section>")[0] if found else ""


def test_the_counsellor_sees_the_own_resident_with_reasons_and_of_the_stranger_s_only_whom_to_ask(
    as_user, world
) -> None:
    text = page(as_user, "counsellor", world)
    assert ">Amina Alm</a>" in text
    assert "Kender arbejdet ”Trappevask”" in text
    assert "passer til det, de har brug for: ”rengøring”" in text
    assert "Der er noget i arbejdet, der skal undgås: arbejde alene" in text
    assert f'href="/job-orders/{world.order}/choose/{world.amina}"' in text
    assert "Fatma" not in text
    assert "hotelrengøring" not in text
    assert f"/residents/{world.fatma}" not in text
    assert re.search(r"spørg Navn stranger, Org other_plan", text)


def test_a_colleague_is_not_told_of_considerations_and_can_not_choose(as_user, world) -> None:
    text = page(as_user, "colleague", world)
    assert ">Amina Alm</a>" in text
    assert "undgås" not in text
    assert "Beboerens egen vejleder ved mere" in text
    assert "/choose/" not in text


@pytest.mark.parametrize("name", ["consultant", "broker", "job_consultant"])
def test_without_the_profile_there_is_only_the_word_and_whom_to_ask(as_user, world, name: str) -> None:
    text = page(as_user, name, world)
    for secret in ("Amina", "Fatma", "gjort rent", "hotelrengøring", "undgås", "/residents/", "ud af 100"):
        if secret == "/residents/":
            assert re.search(r"/residents/\d", text) is None
        else:
            assert secret not in text, secret
    assert "spørg Navn counsellor, Org plan" in text
    assert "spørg Navn stranger, Org other_plan" in text


def test_the_hint_names_each_counsellor_once_and_no_number(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        for at in range(4):
            make_cleaner(session, personas, name=f"Ekstra {at}")
    text = page(as_user, "consultant", world)
    assert text.count("spørg Navn counsellor") == 1
    assert re.findall(r"\d", re.sub(r"<[^>]*>|^>", "", section(text, "hints-head"))) == []


def test_the_manager_sees_nothing_of_matching(as_user, world) -> None:
    text = page(as_user, "manager", world)
    assert "Navn counsellor" not in text
    assert "Amina" not in text
    assert section(text, "fit-head") == section(text, "hints-head") == section(text, "ask-all-head") == ""


def test_a_consent_opens_its_fields_and_its_withdrawal_closes_them_at_the_next_request(
    app, as_user, world, personas
) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        amina = session.get_one(Resident, world.amina)
        make_consent(
            session,
            amina,
            personas.organisation_of["other_plan"],
            ConsentScope.NAME_AND_CONTACT,
            ConsentScope.SKILLS,
        )
    shared = section(page(as_user, "stranger", world), "shared-head")
    assert ">Amina Alm</a>" in shared
    assert "passer til" in shared
    assert "Ønsker" not in shared
    assert "Timerne" not in shared
    assert "undgås" not in shared
    assert "ud af" not in shared
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.scalars(select(Consent)).one().withdrawn_at = NOW
    text = page(as_user, "stranger", world)
    assert "Amina" not in text
    assert "spørg Navn counsellor, Org plan" in section(text, "hints-head")


def test_a_consent_without_the_name_shows_no_name(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        amina = session.get_one(Resident, world.amina)
        make_consent(session, amina, personas.organisation_of["other_plan"], ConsentScope.WISHES)
    text = page(as_user, "stranger", world)
    assert "Amina" not in text
    assert "gjort rent" not in text
    shared = section(text, "shared-head")
    assert "En beboer, navnet er ikke delt" in shared
    assert "Ønsker" in shared


def test_a_closed_order_has_no_ranking(app, as_user, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_cleaner(session, personas)
        order_id = make_stairs(session, personas, state=OrderState.FILLED).id
    text = as_user("counsellor").get(f"/job-orders/{order_id}").text
    assert "Amina" not in text
    assert section(text, "fit-head") == ""


@pytest.mark.parametrize("name", ["counsellor", "consultant", "broker"])
def test_the_number_of_queries_does_not_grow_with_the_residents(app, as_user, world, personas, name: str) -> None:
    browser = as_user(name)
    browser.get(f"/job-orders/{world.order}")
    few = counting(app, lambda: browser.get(f"/job-orders/{world.order}"))
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        for at in range(30):
            make_cleaner(session, personas, name=f"Flere {at}", of="counsellor" if at % 2 else "stranger")
    browser.get(f"/job-orders/{world.order}")
    many = counting(app, lambda: browser.get(f"/job-orders/{world.order}"))
    assert many <= few  # fewer when somebody with considerations has left the first ten
    assert many <= 25
