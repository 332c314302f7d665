"""Understands a text by what is done and to what, in any order and form: "rydde sne", "sne rydde" and "snerydning"."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import IO

from matching.derivation import PARTICLES, Derivation, WordRead, thing_key
from matching.text import LIGHT_WORDS, STOP_WORDS, fold, words

SAID = 0.92
"""Confidence of a text that says a doing and a thing which the vocabulary has together, and nothing more."""
BY_KIND = 0.88
"""The same by the kind of the thing: "bede" are for weeding as "ukrudt" is."""
WHERE_SHARE = 0.93
"""What counts of a thing that only says where: "på skole"."""
HEAD_SHARE = 0.70
"""What counts of a compound that is only a kind of the thing: "styremaskiner" are "maskiner"."""
LEAST = 0.78
"""Confidence below which a guess by doing and thing is left out."""
_EXPLAINED = 0.70
"""What counts of a text of which next to nothing else is understood."""
_PALE = frozenset(
    """sørge sørger små lille store stor ny nye brugt brugte beskidt beskidte tung tunge varm varme hel hele hver dag
    rigtig gang gange slags mange""".split()
)
"""Words that say neither what is done nor to what."""
_MOST_WORDS = 14
_FORM_WORDS = 4
_ON = frozenset("og af eller".split())
_WHERE = frozenset("på i hos ved til fra for under over bag".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: doings, things (or kinds of things, "@kind") and the terms they mean together."""

    doings: tuple[str, ...]
    things: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True)
class DoingWords:
    """What the files say of doings and things; a value, never changed."""

    lines: tuple[Line, ...] = ()
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    refused: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @classmethod
    def load_default(cls) -> DoingWords:
        """The files that come with the product."""
        folder = files("matching") / "language"
        with (
            (folder / "doings.csv").open(encoding="utf-8") as lines,
            (folder / "kinds.csv").open(encoding="utf-8") as kinds,
            (folder / "refused.csv").open(encoding="utf-8") as refused,
        ):
            return cls(read_lines(lines), read_kinds(kinds), read_refused(refused))

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The words of each kind."""
        return dict(self.kinds)


NOTHING_DONE = DoingWords()


def read_lines(lines: IO[str]) -> tuple[Line, ...]:
    """The lines of a file of doings, things and terms."""
    return tuple(
        Line(_listed(row["doing"]), _listed(row["thing"]), tuple(row["term"].split("|")))
        for row in csv.DictReader(lines, delimiter=";")
    )


def read_kinds(lines: IO[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of kinds with their words; a name of doings begins with "!"."""
    return tuple((row["kind"], _listed(row["words"])) for row in csv.DictReader(lines, delimiter=";"))


def read_refused(lines: IO[str]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What somebody says no to, and what else that no is about: who wants no babies wants no day nursery."""
    return tuple((_listed(row["said"]), _listed(row["also"])) for row in csv.DictReader(lines, delimiter=";"))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in cell.split("|") if part.strip())


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text says: doings, things (and whether they only say where), and how many words carry meaning."""

    doings: tuple[str, ...]
    things: tuple[tuple[tuple[str, ...], bool], ...]
    carrying: int


class Doings:
    """Finds terms by doing and thing: those of the files, and those that the vocabulary's own forms say."""

    def __init__(self, said: DoingWords, forms: Iterable[tuple[str, int]], numbers: Mapping[str, int]) -> None:
        """`forms` are folded forms with the number of their term; `numbers` are the terms' numbers by id."""
        self._kinds: dict[str, tuple[str, ...]] = {}
        self._table: dict[tuple[str, str], tuple[int, ...]] = {}
        self._take_kinds(said)
        verbs = {doing for line in said.lines for doing in self._doings(line.doings, said)}
        self._words = Derivation(verbs)
        for line in said.lines:
            self._take_line(line, said, numbers)
        self._words.know(frozenset(self._kinds) | {thing for _, thing in self._table if thing})
        self._take_forms(forms)
        self._known = {doing for doing, _ in self._table}
        self._words.know(frozenset(self._kinds) | {thing for _, thing in self._table if thing})

    def _take_kinds(self, said: DoingWords) -> None:
        found: dict[str, list[str]] = {}
        for name, listed in said.kinds:
            for word in () if name.startswith("!") else listed:
                found.setdefault(thing_key(word), []).append(f"@{name}")
        self._kinds = {key: tuple(names) for key, names in found.items()}

    def _doings(self, listed: Sequence[str], said: DoingWords) -> list[str]:
        found: list[str] = []
        for doing in listed:
            found += said.members[doing] if doing.startswith("!") else [doing]
        return found

    def _take_line(self, line: Line, said: DoingWords, numbers: Mapping[str, int]) -> None:
        terms = tuple(numbers[term] for term in line.terms if term in numbers)
        for doing in self._doings(line.doings, said):
            for thing in line.things or ("",):
                self._add(doing, thing if thing.startswith("@") or not thing else thing_key(thing), terms)

    def _add(self, doing: str, thing: str, terms: tuple[int, ...]) -> None:
        known = self._table.get((doing, thing), ())
        self._table[doing, thing] = known + tuple(term for term in terms if term not in known)

    def _take_forms(self, forms: Iterable[tuple[str, int]]) -> None:
        """Forms that say one doing and one thing and nothing more stand for every other way to say the two."""
        found: list[tuple[str, str, int]] = []
        for form, term in forms:
            said = form.split(" ")
            if not 2 <= len(said) <= _FORM_WORDS or not any(map(self._words.says, said)):
                continue
            told = self._told(said)
            if told.doings and len(told.things) == 1 and told.carrying == 2:
                found.append((told.doings[-1], told.things[0][0][0], term))
        for doing, thing, term in found:
            self._add(doing, thing, (term,))

    def meant(self, folded: str) -> dict[int, float]:
        """Term numbers with the confidence that a folded text means them; none when it says no doing."""
        said = words(folded)
        if len(said) > _MOST_WORDS or not any(self._words.read(word).doings for word in said):
            return {}
        told = self._told(said)
        doings = [doing for doing in reversed(told.doings) if doing in self._known]
        found: dict[int, float] = {}
        understood = 1
        for keys, where in told.things:
            terms, sure = self._together(doings, keys)
            understood += bool(terms) or where
            for term in terms:
                found[term] = max(found.get(term, 0.0), sure * (WHERE_SHARE if where else 1.0))
        share = _EXPLAINED + (1 - _EXPLAINED) * min(1.0, understood / max(1, told.carrying))
        return {term: sure * share for term, sure in found.items() if sure * share >= LEAST}

    def _together(self, doings: Sequence[str], keys: Sequence[str]) -> tuple[tuple[int, ...], float]:
        """Terms of the best known doing with a thing: as it is said first, then by its kind."""
        for doing in doings:
            for at, key in enumerate(keys):
                share = HEAD_SHARE if at else 1.0
                if (doing, key) in self._table:
                    return self._table[doing, key], SAID * share
                for kind in self._kinds.get(key, ()):
                    if (doing, kind) in self._table:
                        return self._table[doing, kind], BY_KIND * share
        return (), 0.0

    def _told(self, said: Sequence[str]) -> _Told:
        verbs: list[str] = []
        things: list[tuple[tuple[str, ...], bool]] = []
        either: list[tuple[WordRead, bool]] = []
        light: list[str] = []
        small: list[str] = []
        carrying, where = 0, False
        for at, word in enumerate(said, 1):
            if word in PARTICLES and (word != "af" or at == len(said)):
                small.append(word)
            if word in STOP_WORDS or word in PARTICLES or word in _PALE:
                where = word in _WHERE or (where and word not in _ON)
                continue
            read = self._words.read(word)
            if word in LIGHT_WORDS:
                light += read.doings
                continue
            carrying += read.both + (not read.role or bool(read.doings))
            if read.doings and read.things and not read.both:
                either.append((read, where))
                continue
            verbs += read.doings
            if read.things:
                things.append((read.things, where))
                where = False
        for read, placed in either:
            if verbs or any((verb, key) in self._table for verb in light for key in read.things):
                things.append((read.things, placed))
            else:
                verbs += read.doings
        verbs = light + verbs
        doings = [*verbs, *(f"{verb} {particle}" for particle in small for verb in verbs if " " not in verb)]
        return _Told(tuple(doings), tuple(things), carrying)
