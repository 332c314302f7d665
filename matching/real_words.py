"""What the vocabulary itself writes: words that are no slip of each other, and words that were written apart."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from matching.inflection import base_form
from matching.text import STOP_WORDS, fold, words
from matching.vocabulary import Vocabulary

_ENDINGS = frozenset("ernst")
"""Letters that inflect a word at its end: "trappe" and "trapper" are one word."""
_LEAST_MEMBER = 2
_LEAST_JOINED = 6


class RealWords:
    """The words of a vocabulary and of its groups, each with the terms that use it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._whole = frozenset(form for form, _ in vocabulary.folded)
        self._written: set[str] = set()
        self._used: dict[str, set[int]] = {}
        for form, at in vocabulary.folded:
            self._use(words(form), at)
        for at, (_, listed) in enumerate(vocabulary.word_groups, 1):
            self._use((word for text in listed for word in words(fold(text))), -at)

        self._wider = {word: also for said, also in vocabulary.doings.refused for word in said}

    def with_members(self, refused: Iterable[str]) -> list[str]:
        """What is refused, and what belongs to it: who wants no babies wants no day nursery."""
        return [text for said in refused for text in (said, *self._wider.get(said, ()))]

    def _use(self, found: Iterable[str], owner: int) -> None:
        for word in found:
            self._written.add(word)
            self._used.setdefault(base_form(word), set()).add(owner)

    def __contains__(self, word: str) -> bool:
        """Whether a word, in the form in which it is compared, is known."""
        return word in self._used

    def apart(self, one: str, other: str) -> bool:
        """Whether two words, one letter away from each other, are two real words: "lejer" and "rejer"."""
        mine, theirs = self._used.get(one), self._used.get(other)
        return mine is not None and theirs is not None and mine.isdisjoint(theirs) and not _inflected(one, other)

    def joined(self, folded: str) -> str:
        """A text with its compounds in one word: "dør mand" is "dørmand". What the vocabulary writes apart stays."""
        if " " not in folded or folded in self._whole:
            return folded
        for first, second in itertools.pairwise(folded.split(" ")):
            if first in STOP_WORDS or second in STOP_WORDS:
                continue
            compound = self._compound(first, second)
            if compound:
                folded = f" {folded} ".replace(f" {first} {second} ", f" {compound} ").strip()
        return folded

    def _compound(self, first: str, second: str) -> str:
        """Two words as the one that is known, "" when none is."""
        if min(len(first), len(second)) < _LEAST_MEMBER:
            return ""
        tried = (first + second, f"{first}s{second}")
        return next((word for word in tried if len(word) >= _LEAST_JOINED and word in self._written), "")


def _inflected(one: str, other: str) -> bool:
    """Whether two words differ in their last letter only, and by an ending."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} <= _ENDINGS
    return long[:-1] == short and long[-1] in _ENDINGS
