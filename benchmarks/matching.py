"""Measures the ranker beside char TF-IDF and RapidFuzz on made-up profiles: seconds, shares and peak memory in one run.

    python benchmarks/matching.py [--sizes 10000x1000,100000x10000] [--profiles text,full] [--seed 1] [--no-baselines]

Seconds are wall-clock, with processor seconds beside them, since other work may share the machine. The baselines are
vectorise + product of TfidfVectorizer(char_wb, 2-4) on the joined texts with the ten best kept, and RapidFuzz's cdist;
both are measured on a share of the rows where the whole would take long, and the extrapolation is said.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

sys.path[0] = str(Path(__file__).resolve().parents[1])  # this file bears the package's name and must not stand for it

from matching import AgeRule, Candidate, Demand, Hours, Matcher, Opening, Place, Vocabulary  # noqa: E402

FIRST = """
vare lager gulv trappe vindue have hæk plante maler facade tag mur beton rør varme vand el kabel kontor butik
kasse kunde gæst hotel sengetøj vaske tøj sy skrædder køkken grønt kød fisk brød kage kaffe salat opvask bord
kantine skole børne ældre pleje bolig affald papir glas metal træ plast maskine truck bil cykel dæk motor bremse
last pakke post bud kurér sne vej park skov dyre stald malke korn frugt bær blomst drivhus data net telefon
arkiv løn bogholderi regnskab møde kursus sprog svejse dreje fræse lim lak spartel flise gulvtæppe gardin lampe
alarm nøgle dør port rampe palle reol hylde skilt pris
""".split()
LAST = """
rengøring pasning kontrol service montering reparation sortering pakning håndtering vask eftersyn levering
kørsel bestilling opfyldning betjening salg rådgivning registrering planlægning klargøring oprydning tømning
maling slibning boring skæring måling afprøvning vedligehold udskiftning opsætning nedtagning fyldning vejning
mærkning scanning
""".split()
WHERE = """
på hospital|i skoler|i private hjem|på lager|udendørs|i butik|på byggeplads|for ældre|for børn|i storkøkken|på hotel|
på fabrik|i boligforeninger|på kontor|i opgange|på værksted|i drivhus|om natten|i hold|efter tegning""".replace(
    "\n", ""
).split("|")
TEXTS = 20_000
BASE_PAIRS = {"tfidf": 12_000_000, "rapidfuzz": 150_000}


def phrases(rng: random.Random) -> list[str]:
    """About 20,000 distinct short texts: the vocabulary's own ways of saying, and made-up compounds with a place."""
    own = list(Vocabulary.load_default().forms())
    made = [
        f"{first}{last}{where}"
        for first, last in itertools.product(FIRST, LAST)
        for where in ("", *(f" {w}" for w in WHERE))
    ]
    return rng.sample(own, min(4_000, len(own))) + rng.sample(made, TEXTS - 4_000)


def made(people: int, jobs: int, full: bool, seed: int) -> tuple[list[Candidate], list[Opening]]:
    """Profiles with 3-12 skills and 1-3 wishes; openings with a title, tasks and demands."""
    rng = random.Random(seed)
    texts = phrases(rng)

    def some(low: int, high: int) -> tuple[str, ...]:
        return tuple(rng.choices(texts, k=rng.randint(low, high)))

    candidates = [
        Candidate(id=f"r{i}", skills=some(3, 12), wishes=some(1, 3), **(person_facts(rng) if full else {}))
        for i in range(people)
    ]
    openings = [
        Opening(
            id=f"o{i}",
            title=rng.choice(texts),
            tasks=some(1, 4),
            required=some(2, 6),
            **(opening_facts(rng) if full else {}),
        )
        for i in range(jobs)
    ]
    return candidates, openings


def hours(rng: random.Random) -> Hours:
    low = rng.choice((None, 3, 6, 10, 15, 20, 30))
    high = None if low is None else low + rng.choice((0, 3, 7))
    cells = (
        frozenset(itertools.product(range(5), rng.sample(range(4), rng.randint(1, 3)))) if rng.random() < 0.7 else None
    )
    return Hours(low, high, grow_to=None if high is None or rng.random() < 0.7 else high + 10, grid=cells)


def place(rng: random.Random) -> Place:
    return Place(56.2 + rng.random() * 0.5, 9.2 + rng.random() * 0.6)


def person_facts(rng: random.Random) -> dict[str, object]:
    return {
        "hours": hours(rng),
        "place": place(rng),
        "reach_km": rng.choice((None, 5.0, 15.0, 40.0)),
        "languages": (("dansk", rng.randint(0, 5)),),
        "age_rule": rng.choice((*AgeRule, *[AgeRule.ADULT] * 20, None)),
        "certificates": tuple(rng.sample(("kørekort B", "truckcertifikat B", "hygiejnebevis"), rng.randint(0, 2))),
        "avoid": (Demand.HEAVY_LIFTING.value,) if rng.random() < 0.15 else (),
        "personal_skills": tuple(
            rng.sample(("samarbejder godt", "arbejder selvstændigt", "er fleksibel"), rng.randint(0, 2))
        ),
    }


def opening_facts(rng: random.Random) -> dict[str, object]:
    return {
        "hours": hours(rng),
        "place": place(rng),
        "languages": (("dansk", rng.randint(0, 3)),),
        "certificates": ("kørekort B",) if rng.random() < 0.2 else (),
        "demands": (Demand.HEAVY_LIFTING.value, Demand.OUTDOORS.value) if rng.random() < 0.3 else (),
        "core_demands": (Demand.HEAVY_LIFTING.value,) if rng.random() < 0.1 else (),
        "personal_skills": ("samarbejder godt",) if rng.random() < 0.5 else (),
    }


def clocked(work: Callable[[], object]) -> tuple[object, float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def line(name: str, wall: float, cpu: float, note: str = "") -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:42s} {wall:9.3f} s {cpu:9.3f} cpu-s  peak {peak:6.0f} MB  {note}", flush=True)


def ours(people: int, jobs: int, full: bool, seed: int) -> None:
    """Everything: fitting, laying out, comparing, ranking, scores."""
    candidates, openings = made(people, jobs, full, seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    label = f"{people}x{jobs} {'full' if full else 'text'}"
    ranker, wall, cpu = clocked(lambda: Matcher(candidates, openings, today=date(2026, 11, 22)))
    top, wall_top, cpu_top = clocked(lambda: ranker.top_for_candidates(10))
    line(f"{label}: build", wall, cpu)
    line(f"{label}: top-10 of everyone", wall_top, cpu_top)
    line(
        f"{label}: everything",
        wall + wall_top,
        cpu + cpu_top,
        f"(profiles alone {before:.0f} MB; filled {np.mean(top.positions >= 0):.2f})",
    )
    changes(ranker, candidates, openings)


def changes(ranker: Matcher, candidates: list[Candidate], openings: list[Opening]) -> None:
    """One order against everyone, warm; one person's change and their openings; one new opening."""
    ranker.for_opening(openings[0].id)
    listed = [clocked(lambda job=job: ranker.for_opening(job.id))[1:] for job in openings[1:40]]
    line("  one opening among everyone, warm (median)", *np.median(listed, axis=0))
    ranker.for_candidate(candidates[0].id)
    changed = []
    for person, other in zip(candidates[1:40], candidates[41:], strict=False):
        new = Candidate(
            id=person.id,
            skills=(*other.skills, f"ny opgave nummer {other.id}"),
            wishes=other.wishes,
            hours=person.hours,
        )
        changed.append(clocked(lambda new=new: (ranker.put_candidate(new), ranker.for_candidate(new.id)))[1:])
    line("  one person changed and ranked (median)", *np.median(changed, axis=0))
    put = [
        clocked(
            lambda job=job, at=at: ranker.put_opening(
                Opening(id=f"new{at}", title=job.title, tasks=(*job.tasks, f"nyt {at}"))
            )
        )[1:]
        for at, job in enumerate(openings[1:20])
    ]
    line("  one opening put (median)", *np.median(put, axis=0))


def tfidf(people: int, jobs: int, seed: int) -> None:
    """Vectorise and multiply the joined texts, ten best kept."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    candidates, openings = made(people, jobs, False, seed)
    left = ["; ".join((*c.skills, *c.wishes)) for c in candidates]
    right = ["; ".join((o.title, *o.tasks, *o.required)) for o in openings]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, dtype=np.float32)
    (corpus, queries), wall, cpu = clocked(lambda: (vectors.fit_transform(right), vectors.transform(left)))
    rows = min(people, BASE_PAIRS["tfidf"] // jobs)

    def product() -> None:
        for start in range(0, rows, 500):
            scores = (queries[start : min(rows, start + 500)] @ corpus.T).toarray()
            np.argpartition(-scores, 10, axis=1)

    _, wall_product, cpu_product = clocked(product)
    share = people / rows
    line(
        f"{people}x{jobs} char_wb TF-IDF",
        wall + share * wall_product,
        cpu + share * cpu_product,
        f"(product of {rows} rows × {share:.1f})" if share > 1 else "",
    )


def fuzz(people: int, jobs: int, seed: int) -> None:
    """RapidFuzz WRatio over all pairs of joined texts, a share measured."""
    from rapidfuzz import fuzz as scorers
    from rapidfuzz import process

    candidates, openings = made(people, jobs, False, seed)
    left = ["; ".join((*c.skills, *c.wishes)) for c in candidates]
    right = ["; ".join((o.title, *o.tasks, *o.required)) for o in openings]
    rows = max(1, min(people, BASE_PAIRS["rapidfuzz"] // jobs))
    _, wall, cpu = clocked(
        lambda: process.cdist(left[:rows], right, scorer=scorers.WRatio, workers=-1, dtype=np.float32)
    )
    line(
        f"{people}x{jobs} RapidFuzz WRatio cdist",
        wall * people / rows,
        cpu * people / rows,
        f"({rows} rows × {people / rows:.1f})",
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sizes", default="10000x1000,100000x10000")
    asked.add_argument("--profiles", default="text,full")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--no-baselines", action="store_true")
    asked.add_argument("--one", help="internal: one measurement in a process of its own, for an honest peak")
    given = asked.parse_args()
    if given.one:
        kind, people, jobs = given.one.split(",")
        work = {
            "text": lambda p, j, s: ours(p, j, False, s),
            "full": lambda p, j, s: ours(p, j, True, s),
            "tfidf": tfidf,
            "fuzz": fuzz,
        }
        work[kind](int(people), int(jobs), given.seed)
        return
    for size in given.sizes.split(","):
        people, jobs = size.split("x")
        for kind in (*given.profiles.split(","), *(() if given.no_baselines else ("tfidf", "fuzz"))):
            subprocess.run(
                [sys.executable, __file__, "--one", f"{kind},{people},{jobs}", "--seed", str(given.seed)], check=True
            )


if __name__ == "__main__":
    main()
