"""The frozen numbers of a ranking: how rare words are, how long openings are, what each part weighs."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from matching.codes import PartCode
from matching.grams import gram_counts, gram_idf
from matching.profiles import Candidate, Opening
from matching.text import LIGHT_WORDS, STOP_WORDS, fold_many, words
from matching.vocabulary import Vocabulary

CODE_VERSION = "2"
PART_WEIGHTS: Mapping[PartCode, int] = MappingProxyType(
    {
        PartCode.SKILLS: 40,
        PartCode.WISHES: 25,
        PartCode.HOURS: 10,
        PartCode.TIMES: 8,
        PartCode.PLACE: 5,
        PartCode.LANGUAGE: 5,
        PartCode.PERSONAL: 4,
        PartCode.CERTIFICATES: 3,
    }
)
"""Shares of a score. Parts that an opening does not ask about give their share to the rest."""

LENGTH_SHARE = 0.08
"""How much a long list of demands counts against an opening in the order (the b of BM25)."""
PRIOR_TEXTS, PRIOR_STOP, PRIOR_LIGHT = 3_000, 900, 240
"""Texts that are counted as seen beforehand, and in how many of them a small word or a light word stood."""
_IDF_POWER = 0.7


@dataclass(frozen=True, eq=False)
class Weights:
    """Everything fitted on data. Frozen, so that one more opening does not move everyone else's score."""

    gram_idf: NDArray[np.float32]
    word_idf: Mapping[str, float]
    unseen_idf: float
    mean_slots: float
    parts: Mapping[PartCode, int] = field(default_factory=lambda: PART_WEIGHTS)

    @classmethod
    def fit(
        cls, candidates: Iterable[Candidate], openings: Iterable[Opening], vocabulary: Vocabulary | None = None
    ) -> Weights:
        """Count words in the distinct texts given, and in the vocabulary, which gives small data sensible weights."""
        known = Vocabulary.load_default() if vocabulary is None else vocabulary
        listed = list(openings)
        texts = [text for opening in listed for text in opening_texts(opening)]
        texts += [text for person in candidates for text in (*person.skills, *person.wishes)]
        slots = [len(opening_texts(opening)) for opening in listed]
        return cls.of_texts(texts, known, sum(slots) / len(slots) if slots else 1.0)

    @classmethod
    def of_texts(cls, texts: Iterable[str], vocabulary: Vocabulary, mean_slots: float = 1.0) -> Weights:
        """Weights of distinct texts alone; `mean_slots` is the mean number of texts of an opening."""
        folded = {*fold_many(list(set(texts))), *(form for form, _ in vocabulary.folded)}
        seen = Counter(chain.from_iterable(map(set, map(words, folded))))
        total = len(folded) + PRIOR_TEXTS
        idf = {word: math.log((total + 1) / (count + _prior(word) + 1)) + 1 for word, count in sorted(seen.items())}
        grams = gram_idf(gram_counts(list(idf))) if seen else np.ones(1 << 18, dtype=np.float32)
        grams.setflags(write=False)
        return cls(grams, MappingProxyType(idf), math.log(total + 1) + 1, max(1.0, mean_slots))

    def word_weight(self, word: str) -> int:
        """Weight of a word inside a string, in sixteenths; rare words say more, small words next to nothing."""
        idf = self.word_idf.get(word, self.unseen_idf)
        return max(1, round(16 * float(idf**_IDF_POWER)))

    def text_weights(self, folded: Iterable[str]) -> list[int]:
        """Weight of each whole text among a person's texts, in sixteenths: √ of its rarest word's idf."""
        idf, unseen = self._idf.get, self.unseen_idf
        rarest = [max([idf(word, unseen) for word in words(text)], default=1.0) for text in folded]
        return [max(1, round(16 * math.sqrt(rare))) for rare in rarest]

    @cached_property
    def _idf(self) -> dict[str, float]:
        """As `word_idf`: a plain table answers much faster than the view of one."""
        return dict(self.word_idf)

    @property
    def version(self) -> str:
        """Digest of all numbers in here."""
        digest = hashlib.sha256(self.gram_idf.tobytes())
        digest.update(
            repr(
                (
                    sorted(self.word_idf.items()),
                    self.unseen_idf,
                    self.mean_slots,
                    [(part.value, share) for part, share in self.parts.items()],
                )
            ).encode()
        )
        return digest.hexdigest()[:12]


def _prior(word: str) -> int:
    return PRIOR_STOP if word in STOP_WORDS else PRIOR_LIGHT if word in LIGHT_WORDS else 0


def opening_texts(opening: Opening) -> Sequence[str]:
    """The texts of an opening that skills can meet."""
    title = (opening.title,) if opening.title else ()
    return (*title, *opening.tasks, *opening.required, *opening.desirable)
