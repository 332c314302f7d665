"""Whether two companies' names may be of one company: word by word, so that one trade in common is not enough."""

from __future__ import annotations

from rapidfuzz import fuzz

# "madsn" is "madsen", "jensen" is not "hansen".
SAME_WORD, SAME_SQUEEZED = 80, 85
FEWEST_LETTERS, FEWEST_INITIALS = 3, 3


def alike(one: str, other: str) -> bool:
    """Whether two folded names may be one company's: each word of the shorter stands in the other, as it is or longer.

    Also names that are written together or with a slip, and initials.
    """
    words, others = sorted((_words(one), _words(other)), key=len)
    if not words:
        return one == other
    if all(any(_same(word, each) for each in others) for word in words):
        return True
    squeezed = "".join(words), "".join(others)
    return (fuzz.ratio(*squeezed) >= SAME_SQUEEZED and len(words) != len(others)) or _are_initials(words, others)


def _words(folded_name: str) -> list[str]:
    return [word for word in folded_name.split() if word != "&"]


def _same(one: str, other: str) -> bool:
    if min(len(one), len(other)) >= FEWEST_LETTERS and (one.startswith(other) or other.startswith(one)):
        return True
    return fuzz.ratio(one, other) >= SAME_WORD


def _are_initials(words: list[str], others: list[str]) -> bool:
    first = "".join(word[0] for word in others)
    return len(words) == 1 and len(first) >= FEWEST_INITIALS and words[0] == first
