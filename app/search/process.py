"""The words that this process holds."""

from __future__ import annotations

from app.search.lexicon import Lexicon, Lexicons
from app.web import application, db


def lexicon() -> Lexicon:
    """The words as of now, for the present request."""
    kept: Lexicons = application().extensions.setdefault("search", Lexicons())
    return kept.current(db())
