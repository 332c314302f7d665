"""What is a paper, what may be one, and which come from abroad."""

from __future__ import annotations

import pytest

from matching.papers import FROM_ABROAD, PAPER, PERHAPS_PAPER


@pytest.mark.parametrize("text", ["læse kort", "skrive menukort", "lodde printkort", "tage imod dankort", "kende byen"])
def test_not_every_card_is_a_paper(text) -> None:
    assert not PAPER.search(text)


@pytest.mark.parametrize("text", ["kørekort til bil", "hygiejnekursus", "pau-uddannelse", "adr-bevis"])
def test_what_is_a_paper_for_a_company_may_be_one_for_a_person(text) -> None:
    assert PAPER.search(text)
    assert PERHAPS_PAPER.search(text)


@pytest.mark.parametrize(("text", "asked"), [("Kørekort fra Sri Lanka", True), ("Kørekort fra Polen", False)])
def test_a_paper_holds_here_when_it_comes_from_a_country_of_the_common_market(text, asked) -> None:
    assert bool(FROM_ABROAD.search(text)) is asked
