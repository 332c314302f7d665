"""A few strings are compared in another way than many; the numbers are the same."""

import numpy as np

from matching import Vocabulary, Weights
from matching.few_strings import FEW
from matching.string_space import StringSpace
from matching.text import STOP_WORDS
from matching.word_groups import word_groups
from matching.word_space import WordSpace

FLOOR = 0.3
WORD_FLOOR = 0.35


def spaces():
    """A space of everyday texts, and a new one of the same weights."""
    vocabulary = Vocabulary.load_default()
    weights = Weights.of_texts((), vocabulary)
    groups = word_groups(vocabulary.word_groups)

    def space():
        return StringSpace(WordSpace(weights.gram_idf, groups), weights.word_weight, WORD_FLOOR, STOP_WORDS)

    return sorted(vocabulary.forms())[:: len(vocabulary.forms()) // 600], space(), space()


def listed(table):
    return list(zip(table.owners().tolist(), table.indices.tolist(), table.data.tolist(), strict=True))


def test_few_strings_against_many_equal_many_against_many():
    texts, many, few = spaces()
    every = np.array(many.ids(texts), dtype=np.int64)
    assert len(every) > 2 * FEW
    alike, inside = (listed(table) for table in many.similar(every, every, FLOOR))
    # The texts come in two lots: the second meets what is remembered of the first.
    for lot in (texts[: len(texts) // 2], texts):
        known = np.array(few.ids(lot), dtype=np.int64)
        found, shares, turned = [], [], []
        for start in range(0, len(known), FEW):
            some = known[start : start + FEW]
            for into, table in zip((found, shares), few.similar(some, known, FLOOR), strict=True):
                into += [(start + row, column, value) for row, column, value in listed(table)]
            turned += [(row, start + column, value) for row, column, value in listed(few.between(known, some, FLOOR))]
    assert (found, shares) == (alike, inside)
    assert sorted(turned) == alike
