"""Spells out the forms of words of like meaning, so that "administrerer" and "forvaltning" meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from matching.text import fold

_VERB_ENDINGS = ("r", "s", "nde", "n")
_VERB_STEM_ENDINGS = ("ede", "et", "te", "t", "ing", "ning", "ingen", "ningen", "else", "elsen")
_NOUN_ENDINGS = ("en", "et", "n", "ne", "s", "er", "e")


def word_groups(groups: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[int, ...]]:
    """For each form of each listed word: the numbers of the groups that it belongs to."""
    found: dict[str, set[int]] = {}
    for number, (kind, listed) in enumerate(groups):
        for word in map(fold, listed):
            if " " not in word:
                for form in _forms(kind, word):
                    found.setdefault(form, set()).add(number)
    return MappingProxyType({word: tuple(sorted(numbers)) for word, numbers in sorted(found.items())})


def _forms(kind: str, word: str) -> set[str]:
    if kind == "verb" and word.endswith("e"):
        return {word, *(word + e for e in _VERB_ENDINGS), *(word[:-1] + e for e in _VERB_STEM_ENDINGS)}
    return {word} if kind == "verb" else {word, *(word + e for e in _NOUN_ENDINGS)}
