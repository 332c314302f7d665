"""What is known of words at one moment: suggests while one types, and says how a text was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.vocabulary.terms import KINDS, Confirmed, Sources
from matching import Sureness, TermIndex, Vocabulary
from matching.calibration import TERM_SURE
from matching.completion import Completion
from matching.parts import parts
from matching.speech import understand
from matching.text import fold, words
from matching.vocabulary import Kind

MOST_SUGGESTED, MOST_CANDIDATES = 8, 3
LOOKED_AT = 40
# Two different terms closer than this are both possible: that is a question, whatever the better one's number.
TOSS_UP = 0.03
# Every typed word begins one of the label's.
AS_TYPED = 0.9
LEAST_TYPED, LONGEST_TEXT = 2, 200
# Shorter texts are only half typed: what they resemble says nothing.
LEAST_MEANT = 5
MOST_REMEMBERED = 5_000


class Source(StrEnum):
    """Who says that a word means something."""

    OWN = "own"
    CONFIRMED = "confirmed"
    IMPORTED = "imported"


class Use(StrEnum):
    """What a text stands for, which says what kind of term it most likely is."""

    WISH = "wish"
    SKILL = "skill"
    CERTIFICATE = "certificate"


PREFERRED: Mapping[Use, tuple[Kind, ...]] = {
    Use.WISH: ("title", "task", "skill", "certificate"),
    Use.SKILL: ("task", "skill", "title", "certificate"),
    Use.CERTIFICATE: ("certificate",),
}


class Grasp(StrEnum):
    """How far a text was understood."""

    KNOWN = "known"
    SURE = "sure"
    ASK = "ask"
    UNKNOWN = "unknown"
    REFUSAL = "refusal"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known term: its id in the vocabulary, how it is written, what kind it is, and who says so."""

    id: str
    label: str
    kind: Kind
    source: Source


@dataclass(frozen=True, slots=True)
class Understood:
    """How a text was understood: as what, or what it may mean."""

    text: str
    grasp: Grasp
    labels: tuple[str, ...] = ()
    source: Source | None = None
    candidates: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term to choose, and the form of it that was found when that is another word."""

    entry: Entry
    found_by: str = ""


Exact = dict[str, tuple[Entry, ...]]


class Lexicon:
    """Built once from all sources; only what people confirmed can be exchanged without building it anew."""

    def __init__(self, own: Vocabulary, sources: Sources) -> None:
        self.sources = sources
        confirmed = sources.confirmed_terms(own)
        self._own = {term.id: Entry(term.id, term.term, term.kind, Source.OWN) for term in own.terms}
        listed = [(form, self._own[term.id]) for term in own.terms for form in (term.term, *term.also)]
        imported = [
            (label, Entry(one.id, one.labels[0], KINDS[one.kind], Source.IMPORTED))
            for one in sources.imported
            for label in one.labels
        ]
        self._imported = {entry.id: entry for _label, entry in imported}
        self._exact_own, self._exact_imported = _exact(listed), _exact(imported)
        meant = [(one.text, entry) for one in sources.confirmed if (entry := self._entry_of(one))]
        # Letters are compared with our own and confirmed words only: 24,000 imported labels would make it a second.
        self._listed = [*listed, *meant]
        self._index = TermIndex([form for form, _entry in self._listed], vocabulary=own.with_terms(confirmed))
        self._imported_listed = imported
        self._completion = Completion([label for label, _entry in imported])
        self._words = {word for form, _entry in self._listed for word in words(fold(form))}
        self._remembered: dict[tuple[str, Use], Understood] = {}
        self.questions = 0
        """How many texts were compared by their letters: the index keeps each, so that a worn lexicon is made anew."""
        self.confirm(sources.confirmed)

    def confirm(self, confirmed: Iterable[Confirmed]) -> None:
        """Take what people have confirmed by now; at once, without building anything anew."""
        found = ((one.text, self._entry_of(one)) for one in confirmed)
        self._exact_confirmed = _exact([(text, replace(entry, source=Source.CONFIRMED)) for text, entry in found])
        self._remembered.clear()

    def _entry_of(self, one: Confirmed) -> Entry:
        known = self._own.get(one.meaning_id) or self._imported.get(one.meaning_id)
        return known or Entry(one.meaning_id, one.meaning, "skill", Source.CONFIRMED)

    def warm_up(self) -> None:
        """Ask once, since the first question lays everything out."""
        self.understood("vaske trapper", Use.SKILL)
        self._index.meant("noget helt andet")

    def entry(self, term_id: str) -> Entry | None:
        """The term of an id."""
        return self._own.get(term_id) or self._imported.get(term_id)

    def named(self, text: str, use: Use = Use.SKILL) -> Entry | None:
        """The term that a text is a form of, letter for letter; our own files first, then people, then imports."""
        folded = fold(text)
        for exact in (self._exact_own, self._exact_confirmed, self._exact_imported):
            if folded in exact:
                return min(exact[folded], key=lambda entry: _rank(entry, use))
        return None

    def knows_word(self, word: str) -> bool:
        """Whether a word stands in our own or a confirmed term."""
        return fold(word) in self._words

    def suggestions(self, typed: str, use: Use, limit: int = MOST_SUGGESTED) -> list[Suggestion]:
        """Terms for a text that is still being typed, those of the fitting kind first."""
        if len(fold(typed)) < LEAST_TYPED:
            return []
        self.questions += 1
        hits = self._index.complete(typed[:LONGEST_TEXT], LOOKED_AT)
        found = [(*self._listed[at], worth) for at, worth in hits]
        imported = self._completion.found(typed[:LONGEST_TEXT], limit)
        found += [(*self._imported_listed[at], worth) for at, worth in imported]
        first: dict[str, tuple[Suggestion, float]] = {}
        for form, entry, worth in found:
            other = "" if fold(entry.label).startswith(fold(typed)) else form
            if worth >= TERM_SURE:
                first.setdefault(fold(entry.label), (Suggestion(entry, other), worth))
        ranked = [one for one, _worth in sorted(first.values(), key=lambda one: _suggested_before(one[0], one[1], use))]
        fitting = [one for one in ranked if use is not Use.CERTIFICATE or one.entry.kind == "certificate"][:limit]
        return fitting or self._meant(typed, use)

    def _meant(self, typed: str, use: Use) -> list[Suggestion]:
        """What a text surely means that nothing begins with; what it only may mean is asked below the field."""
        if len(fold(typed)) < LEAST_MEANT:
            return []
        labels = self.understood(typed, use).labels
        return [Suggestion(entry) for label in labels if (entry := self.named(label, use))]

    def understood(self, text: str, use: Use) -> Understood:
        """How a text is understood."""
        key = text[:LONGEST_TEXT], use
        if key not in self._remembered:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = self._read(key[0], use)
        return self._remembered[key]

    def _read(self, text: str, use: Use) -> Understood:
        named = self.named(text, use)
        if named:
            return Understood(text, Grasp.KNOWN, (named.label,), named.source)
        said = understand(text)
        if said.refused:
            return Understood(text, Grasp.REFUSAL, said.refused)
        if said.anything:
            return Understood(text, Grasp.ANYTHING)
        return self._in_parts(text, use) or self._guessed(text, use)

    def _in_parts(self, text: str, use: Use) -> Understood | None:
        """A text of several things, when each of them is understood by itself."""
        found = [self._guessed(part, use, self.named(part, use)) for part in parts(fold(text), self._words)]
        if len(found) < 2 or any(one.grasp not in (Grasp.KNOWN, Grasp.SURE) for one in found):
            return None
        return Understood(text, Grasp.SURE, tuple(dict.fromkeys(label for one in found for label in one.labels)))

    def _guessed(self, text: str, use: Use, named: Entry | None = None) -> Understood:
        if named:
            return Understood(text, Grasp.KNOWN, (named.label,), named.source)
        self.questions += 1
        meant = self._index.meant(text, LOOKED_AT)
        best: dict[str, tuple[Entry, float]] = {}
        for at, worth in meant.hits:
            entry = self._listed[at][1]
            best.setdefault(fold(entry.label), (entry, worth))
        if not best:
            return Understood(text, Grasp.UNKNOWN)
        found = list(best.values())
        rivals = [entry for entry, worth in found if worth > found[0][1] - TOSS_UP]
        if meant.sureness is Sureness.SURE and len(rivals) == 1:
            return Understood(text, Grasp.SURE, (found[0][0].label,), found[0][0].source)
        rivals.sort(key=lambda entry: _rank(entry, use))
        offered = dict.fromkeys([*rivals, *(entry for entry, _worth in found)])
        return Understood(text, Grasp.ASK, candidates=tuple(offered)[:MOST_CANDIDATES])


def _suggested_before(one: Suggestion, worth: float, use: Use) -> tuple[bool, bool, int, int]:
    """What was typed goes before what resembles it, our own and people's words before imports, labels before forms.

    Of forms the shorter goes first: "gør ren" is "gøre rent" rather than "gøre hal ren".
    """
    return worth < AS_TYPED, one.entry.source is Source.IMPORTED, len(words(one.found_by)), _rank(one.entry, use)


def _rank(entry: Entry, use: Use) -> int:
    kinds = PREFERRED[use]
    return kinds.index(entry.kind) if entry.kind in kinds else len(kinds)


def _exact(forms: Sequence[tuple[str, Entry]]) -> Exact:
    found: dict[str, list[Entry]] = {}
    for form, entry in forms:
        listed = found.setdefault(fold(form), [])
        if entry not in listed:
            listed.append(entry)
    return {form: tuple(entries) for form, entries in found.items()}
