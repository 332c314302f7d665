"""How texts are compared when they are searched: lower case, æ as ae, without accents and punctuation."""

from __future__ import annotations

import functools
import re
import unicodedata

DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "đ": "d", "ł": "l", "ß": "ss"})


def folded_words(text: str, *, keep: str = "") -> list[str]:
    """The words of a text in folded form: letters and digits (and `keep`), so that none holds a wildcard of LIKE."""
    plain = text.casefold()
    if not plain.isascii():
        # Composed first: a typed a with a separate ring is an å.
        plain = unicodedata.normalize("NFC", text).casefold().translate(DANISH_LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    found: list[str] = _word(keep).findall(plain)
    return found


@functools.cache
def _word(keep: str) -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W_]|[{re.escape(keep)}])+" if keep else r"[^\W_]+")
