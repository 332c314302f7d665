"""How residents' names are compared: lower case, æ as ae, without accents."""

from __future__ import annotations

import unicodedata

DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "đ": "d", "ł": "l", "ß": "ss"})


def folded(name: str) -> str:
    """A name as it is looked up, so that Søren, Soeren and SØREN are found by each other; at most 160 characters."""
    # Composed first: a typed a with a separate ring is an å.
    plain = unicodedata.normalize("NFC", name).casefold().translate(DANISH_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())[:160]
