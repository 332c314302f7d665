"""Finds terms by what people write: letters inside words, words of like meaning, and the vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from matching.calibration import TERM_LIKELY, Sureness, calibrated, sureness
from matching.completion import Completion
from matching.concepts import Concepts
from matching.neighbours import Readings, likeness
from matching.real_words import RealWords
from matching.rows import spread, strongest
from matching.speech import understand
from matching.string_space import StringSpace
from matching.text import fold
from matching.vocabulary import Vocabulary
from matching.weights import Weights
from matching.word_groups import word_groups
from matching.word_space import UNIT, Ints, WordSpace

WORD_FLOOR = 0.12
"""Similarity of two words from which they count at all; low, since an index also suggests."""
STRING_FLOOR = 0.10
AGAIN = 60
"""Hits that are looked at a second time."""
ORDER = 0.40
"""What the order of letters in the whole text weighs beside the likeness of its words."""
HELD = 0.85
"""Share of a refused phrase that a label holds, from which the label is left out."""
SENTENCE = 6
"""Words of a question from which it is read part by part; a label of two things is one thing."""
FEW = 3
"""Hits by letters that are enough for a text that is still being typed."""
_CHUNK = 512

Hit = tuple[int, float]
"""(position in labels, similarity 0..1)."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a text may mean: how sure that is, and the hits to take or to offer, best first."""

    sureness: Sureness
    hits: tuple[Hit, ...]


class TermIndex:
    """An index over labels, e.g. every skill or job title that is known. Similarity 1 is the same text."""

    def __init__(self, labels: Sequence[str], *, vocabulary: Vocabulary | None = None) -> None:
        known = Vocabulary.load_default() if vocabulary is None else vocabulary
        self._weights = Weights.of_texts(labels, known)
        self._real = RealWords(known)
        words = WordSpace(
            self._weights.gram_idf,
            word_groups(known.word_groups),
            synonym=0.5,
            candidate_floor=0.06,
            rare_idf=3.2,
            real=self._real,
        )
        self._strings = StringSpace(words, self._weights.word_weight, WORD_FLOOR)
        self._concepts = Concepts(self._strings, known)
        self._labels = list(labels)
        self._completion = Completion(self._labels)
        owners: dict[int, list[int]] = {}
        for position, label in enumerate(labels):
            for string in self._strings.ids([label]):
                owners.setdefault(string, []).append(position)
        self._known = np.array(sorted(owners), dtype=np.int64)
        self._positions = [owners[string] for string in self._known.tolist()]
        self.raw(self._labels[:1])  # lays the labels out, so that nobody waits for it

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """(position in labels, similarity 0..1), best first, ties by position."""
        return self.search_many([text], limit)[0]

    def search_many(self, texts: Sequence[str], limit: int = 10) -> list[list[Hit]]:
        """One list as of `search` per text."""
        return [[(at, calibrated(value)) for at, value in hits] for hits in self.raw(texts, limit)]

    def raw(self, texts: Sequence[str], limit: int = 10) -> list[list[Hit]]:
        """As `search_many`, with similarities as they were measured, before they are calibrated."""
        found: list[list[Hit]] = []
        for start in range(0, len(texts), _CHUNK):
            found += self._searched(texts[start : start + _CHUNK], limit)
        return found

    def complete(self, text: str, limit: int = 8) -> list[Hit]:
        """Labels for a text that is still being typed: by its letters, and when they find few, by its meaning.

        The number of a hit by letters says how well the label holds what was typed; every typed word is in it.
        """
        begun = self._completion.found(text, limit)
        held = {position for position, _ in begun}
        more = self.search(text, limit) if len(begun) < min(limit, FEW) else []
        return begun + [hit for hit in more if hit[1] >= TERM_LIKELY and hit[0] not in held][: limit - len(begun)]

    def meant(self, text: str, limit: int = 5) -> Meant:
        """What a whole text means: surely, perhaps (ask: did you mean …), or nothing that is known."""
        hits = [hit for hit in self.search(text, limit) if hit[1] >= TERM_LIKELY]
        return Meant(sureness(hits[0][1]) if hits else Sureness.UNKNOWN, tuple(hits))

    def did_you_mean(self, text: str, limit: int = 5) -> tuple[bool, list[str]]:
        """Whether the best hit is sure, and the labels to offer, best first."""
        hits = self.search(text, limit)
        sure = bool(hits) and sureness(hits[0][1]) is Sureness.SURE
        return sure, [self._labels[position] for position, _ in hits]

    def _searched(self, texts: Sequence[str], limit: int) -> list[list[Hit]]:
        phrases = [(at, phrase) for at, text in enumerate(texts) for phrase in self._phrases(text)]
        asked = [(at, ids[0]) for at, phrase in phrases if (ids := self._strings.ids([phrase]))]
        strings, row = np.unique(np.array([s for _, s in asked], dtype=np.int64), return_inverse=True)
        if not len(strings) or not len(self._known):
            return [[] for _ in texts]
        mine = Readings.of(self._concepts, strings, True, SENTENCE)
        theirs = Readings.of(self._concepts, self._known, False)
        table = likeness(self._strings, self._concepts, mine, theirs, STRING_FLOOR, STRING_FLOOR)
        asker, place = np.array([at for at, _ in asked], dtype=np.int64), row.astype(np.int64)
        entry, cell = spread(table.indptr, place)
        width = len(self._known)
        keys, values = strongest(asker[entry] * width + table.indices[cell], table.data[cell], UNIT)
        kept = ~np.isin(keys, self._refused(texts))
        keys, values = keys[kept], values[kept]
        ends = np.searchsorted(keys, np.arange(len(texts) + 1) * width)
        return [
            self._listed(fold(text), keys[start:end] % width, values[start:end], limit)
            for text, start, end in zip(texts, ends[:-1].tolist(), ends[1:].tolist(), strict=True)
        ]

    def _refused(self, texts: Sequence[str]) -> Ints:
        """Cells (text times known labels plus label) of labels that hold what a text says no to."""
        found = [np.zeros(0, dtype=np.int64)]
        for at, text in enumerate(texts):
            no = self._strings.ids(self._real.with_members(understand(text).refused))
            if no:
                asked = np.array(sorted(set(no)), dtype=np.int64)
                held = self._strings.similar(self._known, asked, STRING_FLOOR)[1]
                label = np.repeat(np.arange(len(self._known)), np.diff(held.indptr))
                found.append(at * len(self._known) + label[held.data >= HELD * UNIT])
        return np.concatenate(found)

    def _phrases(self, text: str) -> list[str]:
        """The text whole, and what a sentence wants; a text that only says no or "anything" finds nothing."""
        said = understand(text)
        phrases = [self._real.joined(phrase) for phrase in said.phrases]
        if said.refused or said.anything or not phrases:
            return phrases
        return list(dict.fromkeys([self._real.joined(fold(text)), *phrases]))

    def _listed(self, text: str, labels: Ints, values: Ints, limit: int) -> list[Hit]:
        """Best first; the first hits are looked at again for the order of letters: (s + ORDER · o) / (1 + ORDER)."""
        first = np.lexsort((labels, -values))[: max(limit, AGAIN)]
        weighed = []
        for at, (label, value) in enumerate(zip(labels[first].tolist(), values[first].tolist(), strict=True)):
            again = self._in_order(text, label) if at < AGAIN else 0.0
            weighed.append((-(value / UNIT + ORDER * again) / (1 + ORDER), label))
        ranked = sorted((value, position) for value, label in weighed for position in self._positions[label])
        return [(position, min(1.0, -value)) for value, position in ranked[: max(limit, 0)]]

    def _in_order(self, text: str, label: int) -> float:
        return Indel.normalized_similarity(text, self._strings.strings[int(self._known[label])])
