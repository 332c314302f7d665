"""Folds Danish text to the form in which it is compared, and cuts it into words."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from matching.inflection import base_form

MAX_TEXT = 2_000
"""Characters of one text that are compared; what comes after adds nothing to a short description."""

_LETTERS = tuple(zip("äöüéèêóáíúð", "æøyeeeoaiud", strict=True))
_SPELLINGS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))
_AFTER_HEAD = re.compile(
    r" ?[,(/–:]| - | (?:af|i|til|på|med|hos|ved|for|fra|om|under|efter|inden|uden|over|og|samt|eller) "
)
_MOST_HEADS = 3
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")

STOP_WORDS = frozenset(
    """
af at alle alt anden andet andre da de dem den denne der deres det dette dig din dine disse dog du efter eller
en end er et for fra få før gennem had han har havde have hende her hos hun hvad hvem hver hvis hvor i ind
inde ikke ja jeg jer jo kan kom kun man med meget mens mere mig min mine mod mit må ned nej nok nu når og også
om os over på samt selv ses sig sin sine sit skal som så til ud uden under ved vi vil ville være været
blandt inden via pr mellem igen lidt noget nogle nogen the and of to in a an with for at on
""".split()
)
LIGHT_WORDS = frozenset(
    """
arbejde arbejder arbejdet arbejds job jobbet jobs opgave opgaver medarbejder medarbejdere hjælpe hjælper hjælp
assistent diverse forskellige almindelig almindelige godt god gode gerne stilling person personer andet
relateret relevant forbindelse henblik sidde sidder stå står gå går tage tager få får komme ting sted steder
vedrørende særlige specifik specifikke bestemt bestemte work worker helper
""".split()
)
_EMPTY_HEADS = (
    LIGHT_WORDS
    | STOP_WORDS
    | frozenset("fritidsjob praktik virksomhedspraktik sommerjob feriejob deltidsjob vikar elev".split())
)
"""Words that say on which terms somebody works, and not at what: no head of a phrase."""


def fold(text: str) -> str:
    """The form in which two texts are compared: one case, one spelling of æ, ø and å, plain spaces."""
    return " ".join(_spelled(text[:MAX_TEXT]).split())


def fold_many(texts: Sequence[str]) -> list[str]:
    """As `fold` of each text, all at once."""
    joined = _spelled("\n".join([text[:MAX_TEXT] for text in texts]))
    lines = joined.split("\n")
    if len(lines) != len(texts):
        return [fold(text) for text in texts]
    if " ".join(joined.split()) == joined.replace("\n", " "):
        return lines
    return [" ".join(line.split()) for line in lines]


def _spelled(text: str) -> str:
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).casefold()
        for written, letter in _LETTERS:
            plain = plain.replace(written, letter)
    for written, letter in _SPELLINGS:
        plain = plain.replace(written, letter)
    return plain


def lines_with(pattern: re.Pattern[str], folded: Sequence[str]) -> list[int]:
    """Places of the texts in which a pattern is found; all are read as one, so its ^ and $ need re.MULTILINE."""
    joined = "\n".join(folded)
    ends = np.cumsum([len(text) + 1 for text in folded])
    starts = np.array([found.start() for found in pattern.finditer(joined)], dtype=np.int64)
    places: list[int] = np.unique(np.searchsorted(ends, starts, side="right")).tolist()
    return places


def words(folded: str) -> list[str]:
    """The words of a folded text, in order. Emoji and punctuation fall away; any script's letters stay."""
    # Most texts hold nothing but words; they are cut five times as fast.
    return folded.split() if folded.replace(" ", "").isalnum() else _WORD.findall(folded)


class _Meaningful(dict[str, bool]):
    """Whether a phrase carries meaning of its own, worked out once: few phrases stand before many."""

    def __missing__(self, phrase: str) -> bool:
        found = self[phrase] = any(base_form(word) not in _EMPTY_HEADS for word in words(phrase))
        return found


def head_phrases(folded: Sequence[str]) -> list[list[str]]:
    """What stands in each text before a comma, preposition or "og", as far as it means something; at most three."""
    joined = "\n".join(folded)
    starts = np.cumsum([0, *(len(text) + 1 for text in folded)])
    ends = np.array([found.start() for found in _AFTER_HEAD.finditer(joined)], dtype=np.int64)
    owners = np.searchsorted(starts, ends, side="right") - 1
    heads: list[list[str]] = [[] for _ in folded]
    meaningful = _Meaningful()
    for at, start, end in zip(owners.tolist(), starts[owners].tolist(), ends.tolist(), strict=True):
        if len(heads[at]) < _MOST_HEADS and meaningful[joined[start:end]]:
            heads[at].append(joined[start:end])
    return heads
