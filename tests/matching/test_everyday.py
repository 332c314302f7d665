"""What people say in everyday words must find what employers write: hand-judged cases, some of them held out."""

import csv
from pathlib import Path

import pytest

from matching import Candidate, Matcher, Opening, TermIndex

HERE = Path(__file__).parent
Case = dict[str, str]
SETS = {
    "everyday_cases.csv": 0.9,
    "held_out_cases.csv": 0.85,
    "wider_cases.csv": 0.9,
    "held_out_wider_cases.csv": 0.9,
}
"""The least share that must be right. Those held out were written before any result was seen, and no word was added
because of them."""


def cases_of(name: str) -> list[Case]:
    return list(csv.DictReader((HERE / name).read_text("utf-8").splitlines(), delimiter=";"))


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    return {name: cases_of(name) for name in SETS}


@pytest.fixture(scope="module")
def titles(cases: dict[str, list[Case]]) -> list[str]:
    told = [case[side] for listed in cases.values() for case in listed for side in ("find", "not")]
    return sorted({title for cell in told for title in cell.split("|") if title})


@pytest.fixture(scope="module")
def ranker(cases: dict[str, list[Case]], titles: list[str]) -> Matcher:
    people = [
        Candidate(id=f"{name} {at}", **{"wishes" if case["kind"] == "wish" else "skills": (case["said"],)})
        for name, listed in cases.items()
        for at, case in enumerate(listed)
    ]
    return Matcher(people, [Opening(id=title, title=title) for title in titles])


@pytest.fixture(scope="module")
def index(titles: list[str]) -> TermIndex:
    return TermIndex(titles)


def right(found: list[str], case: Case) -> bool:
    """The first of the case's own titles that turns up is one to find; with none to find, no false friend turns up."""
    wanted, wrong = (set(filter(None, case[column].split("|"))) for column in ("find", "not"))
    first = next((title for title in found if title in wanted | wrong), None)
    return first in wanted if wanted else first is None


@pytest.mark.parametrize(("name", "least"), SETS.items())
def test_everyday_words_reach_openings(name: str, least: float, cases: dict[str, list[Case]], ranker: Matcher) -> None:
    listed = [
        [match.opening_id for match in ranker.for_candidate(f"{name} {at}", limit=100)]
        for at in range(len(cases[name]))
    ]
    missed = [case["said"] for case, found in zip(cases[name], listed, strict=True) if not right(found, case)]
    assert len(missed) <= (1 - least) * len(listed), missed


@pytest.mark.parametrize(("name", "least"), SETS.items())
def test_everyday_words_reach_terms(
    name: str, least: float, cases: dict[str, list[Case]], titles: list[str], index: TermIndex
) -> None:
    hits = index.search_many([case["said"] for case in cases[name]], limit=len(titles))
    found = [[titles[at] for at, _ in listed] for listed in hits]
    missed = [case["said"] for case, listed in zip(cases[name], found, strict=True) if not right(listed, case)]
    assert len(missed) <= (1 - least) * len(found), missed
