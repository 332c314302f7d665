"""Measures the ranker beside char TF-IDF and RapidFuzz in one run, and prints one report in Markdown.

    python benchmarks/matching.py [--sizes 10000x1000,100000x10000] [--profiles text,full] [--changes 10000x10000]
                                  [--repeats 3] [--seed 1] [--people-set FILE] [--no-baselines]

Every piece runs in a process of its own, so that its peak memory is its own; it includes the profiles. What is shorter
than a minute or so (10,000 x 1,000) is run `--repeats` times, baselines and ours in turn, and the medians are told.
Shares are of processor seconds, since other work may share the machine.

TF-IDF is vectorise + product of TfidfVectorizer(char_wb, 2-4) on the joined texts with the ten best kept. It and
RapidFuzz's cdist are measured on a share of the rows where the whole would take long; the extrapolation is said.
The people set is gzipped JSON: {"queries": [[skill, ...]], "corpus": [[title, demand, ...]],
"relevant": [[position, ...]]}.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[0] = str(ROOT)  # this file bears the package's name and must not stand for it

from benchmarks import matching_report  # noqa: E402
from benchmarks.matching_profiles import made  # noqa: E402
from matching import Candidate, Matcher, Opening  # noqa: E402
from matching.ranking import pairs_of_opening, skills_fit  # noqa: E402

TODAY = date(2026, 11, 22)
BASE_PAIRS = {"tfidf": 12_000_000, "fuzz": 150_000}
"""Pairs up to which a baseline is measured whole."""
PEOPLE_SET = ROOT.parent / "shared" / "data" / "matching" / "people_dev.json.gz"
CUT = 100
Result = dict[str, Any]


def clocked(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """(what came out, wall seconds, processor seconds)."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def many(work: Callable[[Any], object], things: Sequence[object]) -> list[float]:
    """(median wall, median processor, nineteenth of twenty processor) milliseconds of many small things."""
    wall, cpu = np.array([clocked(lambda thing=thing: work(thing))[1:] for thing in things]).T * 1000
    return [float(np.median(wall)), float(np.median(cpu)), float(np.quantile(cpu, 0.95))]


def ours(people: int, jobs: int, full: bool, seed: int) -> Result:
    """Everything: fitting, laying out, comparing, ranking, scores; then one opening among everyone."""
    candidates, openings = made(people, jobs, full, seed)
    ranker, wall, cpu = clocked(lambda: Matcher(candidates, openings, today=TODAY))
    top, wall_top, cpu_top = clocked(lambda: ranker.top_for_candidates(10))
    found: Result = {"build": cpu, "top": cpu_top, "cpu": cpu + cpu_top, "wall": wall + wall_top}
    found["peak"] = peak()
    found["filled"] = float(np.mean(top.positions >= 0))
    found["opening"] = one_opening(ranker, openings)
    return found


def changes(people: int, jobs: int, full: bool, seed: int) -> Result:
    """One opening against everyone, one person's change and their openings, one new opening; all warm."""
    candidates, openings = made(people, jobs, full, seed)
    ranker = Matcher(candidates, openings, today=TODAY)
    found: Result = {"opening": one_opening(ranker, openings)}
    ranker.for_candidate(candidates[0].id)
    new = [changed(*both) for both in zip(candidates[1:101], candidates[101:201], strict=True)]
    found["person"] = many(lambda person: (ranker.put_candidate(person), ranker.for_candidate(person.id)), new)
    put = [Opening(id=f"new{at}", title=o.title, tasks=(*o.tasks, f"nyt {at}")) for at, o in enumerate(openings[1:41])]
    found["put"] = many(ranker.put_opening, put)
    return found | {"peak": peak()}


def one_opening(ranker: Matcher, openings: list[Opening]) -> list[float]:
    ranker.for_opening(openings[0].id)
    return many(lambda job: ranker.for_opening(job.id), openings[1:101])


def changed(person: Candidate, other: Candidate) -> Candidate:
    """A person with the texts of another, and one that nobody has said before."""
    skills = (*other.skills, f"ny opgave nummer {other.id}")
    return Candidate(id=person.id, skills=skills, wishes=other.wishes, hours=person.hours, place=person.place)


def joined_texts(people: int, jobs: int, seed: int) -> tuple[list[str], list[str]]:
    candidates, openings = made(people, jobs, False, seed)
    left = ["; ".join((*c.skills, *c.wishes)) for c in candidates]
    return left, ["; ".join((o.title, *o.tasks, *o.required)) for o in openings]


def tfidf(people: int, jobs: int, seed: int) -> Result:
    """Vectorise and multiply the joined texts, ten best kept; the product of a share of the rows."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    left, right = joined_texts(people, jobs, seed)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
    (corpus, queries), wall, cpu = clocked(lambda: (vectors.fit_transform(right), vectors.transform(left)))
    rows = min(people, BASE_PAIRS["tfidf"] // jobs)

    def product() -> None:
        for start in range(0, rows, 500):
            scores = (queries[start : min(rows, start + 500)] @ corpus.T).toarray()
            np.argpartition(-scores, 10, axis=1)

    _, wall_product, cpu_product = clocked(product)
    share = people / rows
    found = {"build": cpu, "top": share * cpu_product, "wall": wall + share * wall_product, "peak": peak()}
    return found | {"cpu": cpu + share * cpu_product, "rows": rows, "share": share}


def fuzz(people: int, jobs: int, seed: int) -> Result:
    """RapidFuzz WRatio over all pairs of joined texts, a share of the rows."""
    from rapidfuzz import fuzz as scorers
    from rapidfuzz import process

    left, right = joined_texts(people, jobs, seed)
    rows = max(1, min(people, BASE_PAIRS["fuzz"] // jobs))
    _, wall, cpu = clocked(
        lambda: process.cdist(left[:rows], right, scorer=scorers.WRatio, workers=-1, dtype=np.float32)
    )
    share = people / rows
    return {"cpu": cpu * share, "wall": wall * share, "peak": peak(), "rows": rows, "share": share}


def turned(path: str) -> Result:
    """The other direction: for each opening that is right for somebody, the first of them among all people."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        task = json.load(file)
    candidates = [Candidate(id=f"c{i}", skills=tuple(skills)) for i, skills in enumerate(task["queries"])]
    openings = [Opening(id=f"o{j}", title=c[0], required=tuple(c[1:])) for j, c in enumerate(task["corpus"])]
    right: dict[int, set[int]] = {}
    for person, jobs in enumerate(task["relevant"]):
        for job in jobs:
            right.setdefault(job, set()).add(person)
    ranker, wall, cpu = clocked(lambda: Matcher(candidates, openings))
    top, wall_top, cpu_top = clocked(lambda: ranker.top_for_openings(CUT))
    forward = ranker.top_for_candidates(CUT)
    return {
        "ours": mean_reciprocal({job: top.positions[job].tolist() for job in right}, right),
        "raw": mean_reciprocal({job: by_raw_evidence(ranker, job) for job in right}, right),
        "tfidf": mean_reciprocal(by_tfidf(task["queries"], task["corpus"], sorted(right)), right),
        "forward": mean_reciprocal(dict(enumerate(forward.positions.tolist())), dict(enumerate(task["relevant"]))),
        "asked": len(right),
        "cpu": cpu + cpu_top,
        "wall": wall + wall_top,
        "peak": peak(),
    }


def by_raw_evidence(ranker: Matcher, opening: int) -> list[int]:
    """People by evidence of skills alone, not divided by each one's own best."""
    pairs = pairs_of_opening(ranker._state, opening)
    order = np.lexsort((pairs.person, -skills_fit(ranker._state, pairs)))[:CUT]
    return list(pairs.person[order].tolist())


def by_tfidf(people: list[list[str]], corpus: list[list[str]], asked: list[int]) -> dict[int, list[int]]:
    """People by cosine of char_wb TF-IDF of the joined texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
    jobs = vectors.fit_transform(["; ".join(texts) for texts in corpus])
    scores = (jobs[asked] @ vectors.transform(["; ".join(texts) for texts in people]).T).toarray()
    return dict(zip(asked, np.argsort(-scores, axis=1, kind="stable")[:, :CUT].tolist(), strict=True))


def mean_reciprocal(ranked: dict[int, list[int]], right: dict[int, Any]) -> float:
    first = (next((at for at, one in enumerate(row, 1) if one in right[key]), 0) for key, row in ranked.items())
    return sum(1 / at for at in first if at) / max(1, len(ranked))


def peak() -> float:
    """Most memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PIECES: dict[str, Callable[..., Result]] = {
    "text": lambda people, jobs, seed: ours(people, jobs, False, seed),
    "full": lambda people, jobs, seed: ours(people, jobs, True, seed),
    "changes-text": lambda people, jobs, seed: changes(people, jobs, False, seed),
    "changes-full": lambda people, jobs, seed: changes(people, jobs, True, seed),
    "tfidf": tfidf,
    "fuzz": fuzz,
    "turned": turned,
}


def alone(kind: str, *given: object) -> Result:
    """One piece in a process of its own."""
    asked = json.dumps([kind, *given])
    done = subprocess.run([sys.executable, __file__, "--piece", asked], check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="10000x1000,100000x10000")
    asked.add_argument("--profiles", default="text,full")
    asked.add_argument("--changes", default="10000x10000")
    asked.add_argument("--repeats", type=int, default=3)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--people-set", default=str(PEOPLE_SET))
    asked.add_argument("--no-baselines", action="store_true")
    asked.add_argument("--piece", help="internal: one piece, as JSON")
    given = asked.parse_args()
    if given.piece:
        kind, *values = json.loads(given.piece)
        print(json.dumps(PIECES[kind](*values)))
        return
    matching_report.report(given, alone)


if __name__ == "__main__":
    main()
