"""How residents' names are compared: lower case, æ as ae, without accents."""

from __future__ import annotations

from app.folding import folded_words


def folded(name: str) -> str:
    """A name as it is looked up, so that Søren, Soeren and SØREN are found by each other; at most 160 characters."""
    return " ".join(folded_words(name))[:160]
