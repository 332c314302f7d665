"""Our own files as a list that can be searched."""

from __future__ import annotations

import functools

from app.paging import PER_PAGE, Page
from matching import Vocabulary
from matching.text import fold, words
from matching.vocabulary import Term


@functools.cache
def _sorted_terms() -> tuple[tuple[str, Term], ...]:
    terms = Vocabulary.load_default().terms
    listed = sorted(terms, key=lambda term: (fold(term.term), term.id))
    return tuple((fold(" ".join((term.term, *term.also))), term) for term in listed)


def own_page(text: str, number: int) -> Page[Term]:
    """A page of the terms that hold every word searched for."""
    asked = words(fold(text))
    found = [term for folded, term in _sorted_terms() if all(word in folded for word in asked)]
    last = max(1, -(-len(found) // PER_PAGE))
    number = min(max(1, number), last)
    return Page(found[(number - 1) * PER_PAGE : number * PER_PAGE], number, len(found), PER_PAGE)
