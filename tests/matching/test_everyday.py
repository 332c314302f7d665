"""What people say in everyday words must find what employers write: the sixty hand-judged cases."""

import csv
from pathlib import Path

from matching import Candidate, Matcher, Opening, TermIndex

CASES = list(
    csv.DictReader((Path(__file__).parent / "everyday_cases.csv").read_text("utf-8").splitlines(), delimiter=";")
)
TITLES = sorted({title for case in CASES for column in ("find", "not") for title in case[column].split("|") if title})
LEAST_RIGHT = 0.9


def right(found: list[str], case: dict[str, str]) -> bool:
    """The first of the case's own titles that turns up is one to find; with none to find, no false friend turns up."""
    wanted, wrong = (set(filter(None, case[column].split("|"))) for column in ("find", "not"))
    first = next((title for title in found if title in wanted | wrong), None)
    return first in wanted if wanted else first is None


def test_everyday_words_reach_openings():
    people = [
        Candidate(id=str(at), **{"wishes" if case["kind"] == "wish" else "skills": (case["said"],)})
        for at, case in enumerate(CASES)
    ]
    ranker = Matcher(people, [Opening(id=title, title=title) for title in TITLES])
    listed = [[match.opening_id for match in ranker.for_candidate(person.id, limit=100)] for person in people]
    missed = [case["said"] for case, found in zip(CASES, listed, strict=True) if not right(found, case)]
    assert len(missed) <= (1 - LEAST_RIGHT) * len(CASES), missed


def test_everyday_words_reach_terms():
    index = TermIndex(TITLES)
    found = [[TITLES[at] for at, _ in index.search(case["said"], limit=100)] for case in CASES]
    missed = [case["said"] for case, hits in zip(CASES, found, strict=True) if not right(hits, case)]
    assert len(missed) <= (1 - LEAST_RIGHT) * len(CASES), missed
