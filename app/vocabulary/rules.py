"""What may become a word for everybody, and who may take it back."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable

from app.accounts.models import Role, User
from app.vocabulary.models import LONGEST_TEXT, ConfirmedTerm
from app.vocabulary.names import is_a_name

MOST_WORDS = 6
# Whoever speaks of somebody speaks no longer of work alone.
OF_SOMEBODY = frozenset(
    """jeg mig min mit mine du dig din dit han ham hans hun hende hendes vi os vores dem deres sin sit sine
    my he him his she we our they their""".split()
)
LONG_NUMBER = re.compile(r"\d[\d .\-]{2,}\d")
ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:dk|com|net|org)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[.!?;:]\s+\S|\n")
WORD = re.compile(r"[^\W_]+")


class Unfit(enum.StrEnum):
    """Why a text can't be a word for everybody."""

    EMPTY = "empty"
    LONG = "long"
    NUMBER = "number"
    ADDRESS = "address"
    SENTENCE = "sentence"
    NAME = "name"


def unfit(text: str, knows_word: Callable[[str], bool]) -> Unfit | None:
    """What speaks against sharing a text with everybody; None when nothing does.

    `knows_word` says whether a word belongs to work; a common name or a capital letter inside a text otherwise looks
    like somebody. That is asked of everybody alike and never looked up among residents: who may ask it by trying
    words must not learn from the answer who lives here.
    """
    said = WORD.findall(text)
    if not any(word.isalpha() for word in said):
        return Unfit.EMPTY
    if ADDRESS.search(text):
        return Unfit.ADDRESS
    if LONG_NUMBER.search(text):
        return Unfit.NUMBER
    if SENTENCE.search(text) or OF_SOMEBODY & {word.casefold() for word in said}:
        return Unfit.SENTENCE
    if len(text) > LONGEST_TEXT or len(said) > MOST_WORDS:
        return Unfit.LONG
    if any(_like_a_name(word, at) and not knows_word(word) for at, word in enumerate(said)):
        return Unfit.NAME
    return None


def _like_a_name(word: str, at: int) -> bool:
    return is_a_name(word) or (at > 0 and word[0].isupper() and not word.isupper())


def may_take_back(user: User, row: ConfirmedTerm) -> bool:
    """An administrator takes back everybody's words, anybody their own."""
    return Role.ADMIN in user.roles or row.confirmed_by_id == user.id
