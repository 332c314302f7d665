"""Which pairs of companies are worth comparing: those that share something rare. Never all with all."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from app.merging.likeness import PROPOSED_FROM, Known, Likeness, likeness

# A key that more companies share than this tells them apart no longer (a chain's domain, an office hotel).
CROWD = {"whole": 60, "part": 60, "gram": 40}
# A name's rarest pieces of four letters: one slip of the pen spoils four of them at most.
GRAM, RAREST, SHARED_GRAMS = 4, 9, 2
# Names less alike than this are looked at only when something else is shared.
WORTH = 78
CHUNK = 200_000
Pair = tuple[int, int]


def proposals(companies: Sequence[Known], *, but: frozenset[Pair] = frozenset()) -> list[tuple[Known, Known, Likeness]]:
    """The pairs that may be one company, the surest first; not those that somebody has told apart (`but`, lower id
    first)."""
    found = []
    for piece in _pieces(candidates(companies), CHUNK):
        names = [companies[i].name for i, _j in piece], [companies[j].name for _i, j in piece]
        percents = process.cpdist(*names, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=1)
        squeezed = [[name.replace(" ", "") for name in side] for side in names]
        percents = np.maximum(percents, process.cpdist(*squeezed, scorer=fuzz.ratio, dtype=np.float32, workers=1))
        for (i, j), percent in zip(piece, percents.tolist(), strict=True):
            one, other = companies[i], companies[j]
            if percent < WORTH and not _shares(one, other):
                continue
            weighed = likeness(one, other, percent)
            if weighed.score >= PROPOSED_FROM and (min(one.id, other.id), max(one.id, other.id)) not in but:
                found.append((one, other, weighed) if one.id < other.id else (other, one, weighed))
    return sorted(found, key=lambda each: (-each[2].score, each[0].id, each[1].id))


def _shares(one: Known, other: Known) -> bool:
    return any(
        getattr(one, part) and getattr(one, part) == getattr(other, part)
        for part in ("p_number", "phone", "email", "address")
    )


def candidates(companies: Sequence[Known]) -> Iterator[Pair]:
    """Pairs of positions that share a number, an address, a rare word or rare pieces of the name; each pair once."""
    seen = set(_sharing(companies, _whole_keys, CROWD["whole"]))
    yield from sorted(seen)
    for pair in sorted(set(_sharing(companies, _rare_words(companies), CROWD["part"])) - seen):
        yield pair
        seen.add(pair)
    yield from sorted(set(_sharing_grams(companies)) - seen)


def _whole_keys(company: Known) -> Iterator[str]:
    name = "".join(sorted(company.name.split()))
    yield f"name {name} {company.town}"
    yield f"name {name}"
    yield f"squeezed {company.name.replace(' ', '')}"
    for part in ("p_number", "phone", "email", "domain", "address"):
        if value := getattr(company, part):
            yield f"{part} {value}"


def _rare_words(companies: Sequence[Known]) -> Callable[[Known], Iterator[str]]:
    often = Counter(word for company in companies for word in set(company.name.split()))

    def keys(company: Known) -> Iterator[str]:
        words = sorted(set(company.name.split()), key=lambda word: (often[word], word))
        yield from (word for word in words if len(word) > 2)
        # Two common words in one town are rare together.
        for one, other in itertools.combinations(sorted(words), 2):
            yield f"{one} {other} {company.town}"

    return keys


def _sharing(companies: Sequence[Known], keys: Callable[[Known], Iterable[str]], crowd: int) -> Iterator[Pair]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, company in enumerate(companies):
        for key in set(keys(company)):
            blocks[key].append(position)
    for block in blocks.values():
        if 1 < len(block) <= crowd:
            yield from itertools.combinations(block, 2)


def _sharing_grams(companies: Sequence[Known]) -> Iterator[Pair]:
    """Pairs that share some of their rarest pieces: names with a slip of the pen."""
    grams = [_grams(company.name) for company in companies]
    often = Counter(itertools.chain.from_iterable(grams))
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(grams):
        shared = [gram for gram in own if often[gram] > 1]
        for gram in sorted(shared, key=lambda gram: (often[gram], gram))[:RAREST]:
            blocks[gram].append(position)
    together: Counter[Pair] = Counter()
    for block in blocks.values():
        if len(block) <= CROWD["gram"]:
            together.update(itertools.combinations(block, 2))
    return (pair for pair, count in together.items() if count >= SHARED_GRAMS)


def _grams(name: str) -> frozenset[str]:
    squeezed = f"^{name.replace(' ', '')}$"
    return frozenset(squeezed[i : i + GRAM] for i in range(max(1, len(squeezed) - GRAM + 1)))


def _pieces(pairs: Iterable[Pair], size: int) -> Iterator[list[Pair]]:
    waiting = iter(pairs)
    while piece := list(itertools.islice(waiting, size)):
        yield piece
