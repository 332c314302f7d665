"""The vocabulary and the everyday cases are files that people correct: their form is checked here, line by line."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from matching.text import LIGHT_WORDS, STOP_WORDS, fold, words

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "matching" / "vocabulary").glob("*.csv"))
CASES = {"everyday": 60, "held_out": 40, "wider": 180, "held_out_wider": 80}
LISTS = ("also", "near", "not")
AT_LEAST = {"title": 250, "task": 400, "skill": 150, "certificate": 80}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE))


def listed(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def folded(text: str) -> str:
    text = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return " ".join(text.split())


TERMS = [row for path in FILES for row in read(path)]
IDS = Counter(row["id"] for row in TERMS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_has_six_filled_in_columns(path: Path) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "kind;id;term;also;near;not"
    assert [line for line in lines if line.count(";") != 5 or '"' in line] == []
    assert [row["id"] for row in read(path) if row["kind"] not in AT_LEAST or not row["term"]] == []


def test_cells_have_no_stray_blanks_or_repetitions() -> None:
    def untidy(cell: str) -> bool:
        parts = listed(cell)
        return any(not part or part != part.strip() for part in parts) or len(set(map(folded, parts))) < len(parts)

    assert [(row["id"], column) for row in TERMS for column in LISTS if untidy(row[column])] == []


def test_ids_are_short_ascii_and_used_once() -> None:
    assert [name for name in IDS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or len(name) > 40] == []
    assert [name for name, times in IDS.items() if times > 1] == []


@pytest.mark.parametrize("column", ["near", "not"])
def test_ties_lead_to_other_terms(column: str) -> None:
    assert [
        (row["id"], other) for row in TERMS for other in listed(row[column]) if other not in IDS or other == row["id"]
    ] == []


def test_nothing_is_both_near_and_a_false_friend() -> None:
    near, apart = (
        {frozenset((row["id"], other)) for row in TERMS for other in listed(row[column])} for column in ("near", "not")
    )
    assert near & apart == set()


def test_a_way_of_saying_means_one_thing_within_a_kind() -> None:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in TERMS:
        for saying in (row["term"], *listed(row["also"])):
            owners[row["kind"], folded(saying)].add(row["id"])
    assert {saying: ids for saying, ids in owners.items() if len(ids) > 1} == {}


def test_no_way_of_saying_work_is_made_of_words_that_say_nothing() -> None:
    """The verb "have" is no word that counts: with "arbejde i have" a form, who said "arbejde" meant a gardener."""
    empty = STOP_WORDS | LIGHT_WORDS
    said = [(row["id"], fold(text)) for row in TERMS for text in (row["term"], *listed(row["also"]))]
    work = {row["id"] for row in TERMS if row["kind"] in ("title", "task")}
    assert [(name, text) for name, text in said if name in work and empty.issuperset(words(text))] == []


def test_words_that_fall_away_are_not_all_that_parts_two_jobs() -> None:
    """No job may be called by another one's word when words are left out: "lære andre" comes down to "lære"."""
    jobs = [row for row in TERMS if row["kind"] in ("title", "task")]
    near = {(row["id"], other) for row in jobs for other in listed(row["near"])}
    called = defaultdict(set)
    for row in jobs:
        for way in (row["term"], *listed(row["also"])):
            called[fold(way)].add(row["id"])
    lost = []
    for row in jobs:
        for way in listed(row["also"]):
            left = [word for word in words(fold(way)) if word not in STOP_WORDS]
            others = called[left[0]] if len(left) == 1 and fold(way) != left[0] else set()
            if row["id"] not in others:
                lost += [way for other in others if not near & {(row["id"], other), (other, row["id"])}]
    assert lost == []


def test_a_term_is_known_without_its_brackets() -> None:
    """It is written "hygiejnebevis", without "(fødevarehygiejne)"; but a course named by its trade is not the trade."""
    bare = {row["id"]: re.sub(r"\s*\((?!kursus)[^)]*\)", "", row["term"]) for row in TERMS}
    said = {row["id"]: {folded(saying) for saying in (row["term"], *listed(row["also"]))} for row in TERMS}
    assert [name for name in bare if folded(bare[name]) not in said[name]] == []


def test_every_term_has_everyday_words_but_not_a_heap() -> None:
    assert [(row["id"], len(listed(row["also"]))) for row in TERMS if not 4 <= len(listed(row["also"])) <= 40] == []


def test_the_starter_set_is_as_large_as_promised() -> None:
    kinds = Counter(row["kind"] for row in TERMS)
    assert {kind: kinds[kind] >= least for kind, least in AT_LEAST.items()} == dict.fromkeys(AT_LEAST, True)
    assert kinds["task"] + kinds["skill"] >= 600


@pytest.mark.parametrize(("name", "many"), CASES.items())
def test_everyday_cases_can_be_judged(name: str, many: int) -> None:
    path = ROOT / "tests" / "matching" / f"{name}_cases.csv"
    cases = read(path)
    assert path.read_text(encoding="utf-8").splitlines()[0] == "said;kind;find;not;why"
    assert len(cases) == many
    assert [case["said"] for case in cases if case["kind"] not in ("wish", "skill") or not case["why"]] == []
    assert [case["said"] for case in cases if not case["not"] or None in case] == []


def test_demands_on_an_order_are_tied_to_no_job() -> None:
    demands = {"boerneattest", "straffeattest-krav", "arbejdstilladelse"}
    ties = {(row["id"], other) for row in TERMS for other in listed(row["near"]) if demands & {row["id"], other}}
    assert ties == {("boerneattest", "straffeattest-krav"), ("straffeattest-krav", "boerneattest")}
