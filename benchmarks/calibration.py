"""Measures what a raw similarity of the term index is worth, on words of our own vocabulary that are taken out of it.

    python benchmarks/calibration.py [--folds 5] [--seed 1]

In each fold a fifth of the other ways of saying (`also`) are taken out of the vocabulary, and a tenth of the terms
altogether. Each way that was taken out is asked of an index over the terms that are left; its best hit is right
when it is the term itself, or one that the vocabulary calls near. Terms that are gone altogether stand for what no
vocabulary knows: there only a near term is right. Printed: the share of right best hits by raw similarity, as it is
and made never falling (isotonic, neighbours pooled). The points of matching/calibration.py follow it.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path[0] = str(Path(__file__).resolve().parents[1])

from matching import TermIndex, Vocabulary  # noqa: E402
from matching.text import fold  # noqa: E402

GONE = 0.1
"""Terms that are taken out altogether, as a share."""
STEP = 0.05

Asked = list[tuple[str, frozenset[str]]]
"""(text, ids of the terms that are right)."""


def split(known: Vocabulary, folds: int, seed: int) -> list[tuple[Vocabulary, Asked]]:
    """For each fold: the vocabulary without what is asked, and the questions."""
    rng = random.Random(seed)
    near = {term.id: {term.id, *term.near} for term in known.terms}
    for term in known.terms:
        for other in term.near:
            near.setdefault(other, {other}).add(term.id)
    order = rng.sample(known.terms, len(known.terms))
    parts = []
    for fold_number in range(folds):
        gone = {term.id for term in order[fold_number :: round(1 / GONE)]}
        left, asked = [], []
        for term in known.terms:
            if term.id in gone:
                asked.append((term.term, frozenset(near[term.id] - gone)))
                continue
            out = [way for way in term.also if rng.random() < 1 / folds and fold(way) != fold(term.term)]
            asked += [(way, frozenset(near[term.id])) for way in out]
            left.append(replace(term, also=tuple(way for way in term.also if way not in out)))
        said = {fold(way) for term in left for way in (term.term, *term.also)}
        parts.append((Vocabulary(tuple(left), known.word_groups), [ask for ask in asked if fold(ask[0]) not in said]))
    return parts


def best_hits(parts: list[tuple[Vocabulary, Asked]]) -> tuple[np.ndarray, np.ndarray]:
    """Raw similarity and rightness of the best hit of every question; 0 and wrong where nothing is found."""
    value, right = [], []
    for vocabulary, asked in parts:
        ids = [term.id for term in vocabulary.terms]
        index = TermIndex([term.term for term in vocabulary.terms], vocabulary=vocabulary)
        for hits, (_, wanted) in zip(index.raw([text for text, _ in asked], 1), asked, strict=True):
            value.append(hits[0][1] if hits else 0.0)
            right.append(bool(hits) and ids[hits[0][0]] in wanted)
    return np.array(value), np.array(right)


def rising(share: list[float], weight: list[int]) -> list[float]:
    """The closest never-falling curve: neighbours that fall are pooled."""
    pools: list[list[float]] = []
    for value, count in zip(share, weight, strict=True):
        pools.append([value, count, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            last, before = pools.pop(), pools.pop()
            total = before[1] + last[1]
            pools.append([(before[0] * before[1] + last[0] * last[1]) / total, total, before[2] + last[2]])
    return [value for value, _, size in pools for _ in range(int(size))]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--folds", type=int, default=5)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    value, right = best_hits(split(Vocabulary.load_default(), asked.folds, asked.seed))
    bins = np.minimum((value / STEP).astype(int), round(1 / STEP) - 1)
    used = [at for at in range(round(1 / STEP)) if (bins == at).any()]
    share = [float(right[bins == at].mean()) for at in used]
    count = [int((bins == at).sum()) for at in used]
    print(f"{len(value)} questions, {right.mean():.3f} of best hits right")
    for at, raw, smooth, n in zip(used, share, rising(share, count), count, strict=True):
        print(f"{at * STEP:.2f}-{(at + 1) * STEP:.2f}  n={n:5d}  right={raw:.3f}  curve={smooth:.3f}")


if __name__ == "__main__":
    main()
