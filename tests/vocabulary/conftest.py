"""A lexicon over a few of our terms, which is built in a moment, where a test asks for what others add to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.vocabulary.blueprint import EXTENSION
from app.vocabulary.warm import WarmWords
from app.web import Jobloft
from matching import Vocabulary

SOME = ("trappe", "vask", "reng", "opvask", "kok")


@pytest.fixture(scope="session")
def few_terms() -> Vocabulary:
    """Our own terms of stairs, cleaning, dishes and cooks."""
    whole = Vocabulary.load_default()
    return Vocabulary(tuple(term for term in whole.terms if term.id.startswith(SOME)), whole.word_groups)


@pytest.fixture
def few_words(app: Jobloft, few_terms: Vocabulary) -> Iterator[WarmWords]:
    """The application's lexicon over these terms."""
    whole = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = few = WarmWords(app.database, few_terms)
    yield few
    few.settle()
    app.extensions[EXTENSION] = whole
