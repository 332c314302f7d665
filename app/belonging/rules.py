"""Pure rules that find what may speak of a resident in a text about something else. CPR numbers are `forms.no_cpr`'s.

They are meant to ask, not to forbid: a doubt costs one tap, so they rather stay silent than ask in vain.
"""

from __future__ import annotations

import enum
import hashlib
import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from app.folding import folded_words

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
BORN = re.compile(r"\bfødt\b[^.!?\n]{0,20}?\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}", re.IGNORECASE)
# How far from a person a word on health still is about them, in words of the same sentence.
NEAR = 6
LONGEST_NAME = 4
# Beginnings of words, folded.
HEALTH = tuple(
    "adhd alkoholi angst astma autis bipolar blodprop cancer demens depress diabet diagnos diskusprolaps "
    "epilep fibromyalgi foertidspension gigt gravid handicap hjerneryst hjernesk indlagt invalid kraeft kronisk "
    "medicin migraene misbrug narko posttraum psykiatr psykisk psykose ptsd selvmord sindslid skaanehensyn "
    "skizofren sklerose slidgigt spiseforstyr stress sukkersyge sygemeld traume".split()
)
RESIDENT_WORDS = frozenset("beboer beboeren borger borgeren kandidat kandidaten beboerne".split())
PRONOUNS = frozenset("han hun ham hende hans hendes".split())
# A name at the start of a sentence looks like any first word; what follows tells.
AFTER_A_NAME = frozenset("har er kan lider fik blev var doejer tager bliver skal fortalte".split())
NO_NAMES = frozenset(
    "alle anden chefen da de den der det disse du efter en et faa flere folk for fra han hende her hun hver hvis hvor "
    "i ikke ingen jeg kun lederen man mange medarbejdere men naar nogen nogle og om paa samt saa som til to tre "
    "ved vi vikar virksomheden".split()
)


class DoubtKind(enum.StrEnum):
    """What a piece of text looks like."""

    RESIDENT = "resident"
    PERSON = "person"
    HEALTH = "health"
    BIRTH = "birth"


@dataclass(frozen=True)
class Doubt:
    """A piece of text, as it was written, that may speak of a resident."""

    kind: DoubtKind
    quote: str

    @property
    def mark(self) -> str:
        """A short sign of it, by which an answer is remembered without repeating the text."""
        return hashlib.sha256(f"{self.kind}:{self.quote.casefold()}".encode()).hexdigest()[:12]


@dataclass(frozen=True)
class _Word:
    text: str
    folded: str
    start: int
    end: int
    first: bool

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() and len(self.text) > 1


def name_pairs(text: str) -> list[tuple[str, str]]:
    """Folded pairs of capitalised words that stand beside each other or with one or two between: possible names.

    In the order of the text, without doubles.
    """
    pairs = []
    for run in _runs(_words(text)):
        folded = [word.folded for word in run]
        pairs += [(a, b) for n, a in enumerate(folded) for b in folded[n + 1 : n + LONGEST_NAME]]
    return list(dict.fromkeys(pairs))


def doubts(text: str, *, residents: Collection[str] = (), known: Collection[str] = ()) -> list[Doubt]:
    """What in a text may speak of a resident, without doubles.

    `residents` are folded names of residents that the writer may see anyway; `known` are names that may stand here
    (the company's own), in any form.
    """
    words = _words(text)
    allowed = {word for name in known for word in folded_words(name)}
    found = [Doubt(DoubtKind.BIRTH, match.group(0)) for match in BORN.finditer(text)]
    found += _of_residents(text, words, residents)
    found += _named_as_resident(text, words, allowed)
    found += [Doubt(DoubtKind.HEALTH, quote) for quote in _health(text, words, allowed)]
    return list(dict.fromkeys(found))


def open_doubts(found: Sequence[Doubt], settled: Collection[str]) -> list[Doubt]:
    """Those that nobody has answered yet; `settled` are marks."""
    return [doubt for doubt in found if doubt.mark not in settled]


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        first = not found or re.search(r"[.!?:\n]", between) is not None
        found.append(_Word(match.group(0), " ".join(folded_words(match.group(0))), match.start(), match.end(), first))
        end = match.end()
    return found


def _runs(words: Sequence[_Word]) -> Iterator[list[_Word]]:
    run: list[_Word] = []
    for word in words:
        if run and (word.first or not word.is_capital):
            yield run
            run = []
        if word.is_capital:
            run.append(word)
    if run:
        yield run


def _of_residents(text: str, words: Sequence[_Word], residents: Collection[str]) -> Iterator[Doubt]:
    names = [name.split() for name in residents]
    for run in _runs(words):
        folded = [word.folded for word in run]
        for name in names:
            places = [folded.index(part) for part in name if part in folded]
            if len(places) > 1 and name[0] in folded:
                yield Doubt(DoubtKind.RESIDENT, text[run[min(places)].start : run[max(places)].end])


def _named_as_resident(text: str, words: Sequence[_Word], allowed: Collection[str]) -> Iterator[Doubt]:
    for before, word in itertools.pairwise(words):
        if before.folded in RESIDENT_WORDS and word.is_capital and not word.first and word.folded not in allowed:
            yield Doubt(DoubtKind.PERSON, text[before.start : word.end])


def _health(text: str, words: Sequence[_Word], allowed: Collection[str]) -> Iterator[str]:
    for n, word in enumerate(words):
        if not word.folded.startswith(HEALTH):
            continue
        near = [m for m in _same_sentence(words, n) if _is_somebody(words, m, allowed)]
        if near:
            closest = min(near, key=lambda m: abs(m - n))
            first, last = sorted((closest, n))
            yield text[words[first].start : words[last].end]


def _same_sentence(words: Sequence[_Word], n: int) -> Iterator[int]:
    for step, limit in ((-1, n - NEAR - 1), (1, n + NEAR + 1)):
        at = n if step == 1 else n + 1
        while 0 <= (at := at + step) < len(words) and at != limit:
            if step == 1 and words[at].first:
                break
            if at != n:
                yield at
            if step == -1 and words[at].first:
                break


def _is_somebody(words: Sequence[_Word], n: int, allowed: Collection[str]) -> bool:
    word = words[n]
    if word.folded in PRONOUNS:
        return True
    if not word.is_capital or word.text.isupper() or word.folded in allowed or word.folded.startswith(HEALTH):
        return False
    if not word.first:
        return True
    following = words[n + 1] if n + 1 < len(words) else None
    is_name = word.folded not in NO_NAMES and not word.folded.endswith(("en", "et", "ne"))
    return is_name and following is not None and (following.is_capital or following.folded in AFTER_A_NAME)
