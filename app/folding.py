"""How texts are compared when they are searched: lower case, æ as ae, without accents and punctuation."""

from __future__ import annotations

import unicodedata

DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "đ": "d", "ł": "l", "ß": "ss"})


def folded_words(text: str, *, keep: str = "") -> list[str]:
    """The words of a text in folded form: letters and digits (and `keep`), so that none holds a wildcard of LIKE."""
    # Composed first: a typed a with a separate ring is an å.
    plain = unicodedata.normalize("NFC", text).casefold().translate(DANISH_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or c in keep else " " for c in plain).split()
