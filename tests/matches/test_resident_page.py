"""Openings on the resident's page and in the talk view."""

from __future__ import annotations

import pytest

from app.history import record
from app.orders.models import OrderState
from tests.factories import NOW
from tests.matches.factories import make_stairs


def test_the_resident_s_page_ranks_open_orders_with_reasons_and_questions(app, as_user, world, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        make_stairs(session, personas, title="Rengøring på kontor", company_name="Kontor A/S")
        make_stairs(session, personas, title="Trappevask på pause", company_name="Pause A/S", state=OrderState.ON_HOLD)
    page = as_user("counsellor").get(f"/residents/{world.amina}").text
    assert "Rengøring på kontor" in page
    assert "Ren Trappe ApS" in page
    assert "på pause" not in page
    assert "Spørg virksomheden:" in page
    assert f'href="/job-orders/{world.order}/choose/{world.amina}"' in page


def test_a_colleague_reads_without_considerations_and_without_choosing(as_user, world) -> None:
    page = as_user("colleague").get(f"/residents/{world.amina}").text
    assert "Trappevask" in page
    assert "undgås" not in page
    assert "/choose/" not in page


@pytest.mark.parametrize("name", ["counsellor", "colleague"])
def test_the_talk_view_speaks_to_the_resident_and_tells_of_nobody_else(as_user, world, name: str) -> None:
    page = as_user(name).get(f"/residents/{world.amina}/talk").text
    assert "De søger en til ”Trappevask”. Det kender du." in page
    assert "Det er det, du ønsker." in page
    assert ("du skal undgå: arbejde alene" in page) == (name == "counsellor")
    for secret in ("Fatma", "ud af 100", "godt bud", "muligt bud", "spørg Navn"):
        assert secret not in page, secret


def test_five_openings_stand_first_the_rest_are_folded_and_common_questions_said_once(
    app, as_user, world, personas
) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        for at in range(6):
            make_stairs(session, personas, company_name=f"Firma {at}", danish_level=2)
    browser = as_user("counsellor")
    page = browser.get(f"/residents/{world.amina}").text.partition('id="fit-head"')[2].partition("</section>")[0]
    shown, folded = page.split('<details class="ranking-more">')
    assert "<summary>2 flere</summary>" in folded
    assert (shown.count("<h3>"), folded.count("<h3>")) == (5, 2)
    assert page.count("Spørg først om:") == 1
    assert page.count('<a href="#languages">Hvor meget dansk</a>') == page.count("Hvor meget dansk") == 1
    talk = browser.get(f"/residents/{world.amina}/talk").text
    assert "<summary>2 flere</summary>" in talk
    assert talk.count("dansk?") == 1
