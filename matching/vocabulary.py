"""Reads the vocabulary files: how employers write a thing, how people say it, what is near and what is not it."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import IO, Literal, cast, get_args

from matching.doing_words import NOTHING_DONE, DoingWords
from matching.text import fold_many

Kind = Literal["title", "task", "skill", "certificate"]
COLUMNS = ("kind", "id", "term", "also", "near", "not")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing in the trades. `also` are other ways to say the same; `near` and `false_friends` are ids."""

    kind: Kind
    id: str
    term: str
    also: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    false_friends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Terms by id, groups of words of like meaning, doings with their things; a value, never changed after reading."""

    terms: tuple[Term, ...] = ()
    word_groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    doings: DoingWords = NOTHING_DONE

    @classmethod
    def load_default(cls) -> Vocabulary:
        """The vocabulary that comes with the product, in the order of file names and lines."""
        terms: list[Term] = []
        for file in sorted((files("matching") / "vocabulary").iterdir(), key=lambda f: f.name):
            if file.name.endswith(".csv"):
                with file.open(encoding="utf-8-sig") as lines:
                    terms += read_terms(lines, file.name)
        with (files("matching") / "language" / "synonyms.csv").open(encoding="utf-8") as lines:
            groups = tuple((row["kind"], _listed(row["words"])) for row in csv.DictReader(lines, delimiter=";"))
        return cls(_merged(terms), groups, DoingWords.load_default())

    def with_terms(self, terms: Iterable[Term]) -> Vocabulary:
        """This vocabulary and more terms, such as those confirmed by people; the same id adds to the term."""
        return Vocabulary(_merged([*self.terms, *terms]), self.word_groups, self.doings)

    def forms(self) -> tuple[str, ...]:
        """Every way of saying every term, without repetition."""
        return tuple(dict.fromkeys(form for term in self.terms for form in (term.term, *term.also)))

    @cached_property
    def folded(self) -> tuple[tuple[str, int], ...]:
        """(folded form, number of its term) of every way of saying every term."""
        forms = [(form, at) for at, term in enumerate(self.terms) for form in (term.term, *term.also)]
        return tuple(zip(fold_many([form for form, _ in forms]), (at for _, at in forms), strict=True))

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """Terms by their id."""
        return MappingProxyType({term.id: term for term in self.terms})

    @cached_property
    def digest(self) -> str:
        """Short digest of all content: kept with every ranking."""
        return hashlib.sha256(repr((self.terms, self.word_groups, self.doings)).encode()).hexdigest()[:12]


def read_terms(lines: IO[str], name: str) -> list[Term]:
    """Terms of one semicolon-separated file; ValueError names file and line of what is wrong."""
    rows = csv.DictReader(lines, delimiter=";")
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise ValueError(f"{name}: the first line must be {';'.join(COLUMNS)}")
    return [_term(row, f"{name} line {number}") for number, row in enumerate(rows, 2) if any(row.values())]


def _term(row: dict[str, str], where: str) -> Term:
    kind = row["kind"].strip()
    if None in row or any(row[column] is None for column in COLUMNS):
        raise ValueError(f"{where}: expected {len(COLUMNS)} columns")
    if kind not in get_args(Kind) or not row["id"].strip() or not row["term"].strip():
        raise ValueError(f"{where}: needs a kind of {', '.join(get_args(Kind))}, an id and a term")
    return Term(
        cast(Kind, kind),
        row["id"].strip(),
        row["term"].strip(),
        _listed(row["also"]),
        _listed(row["near"]),
        _listed(row["not"]),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _merged(terms: list[Term]) -> tuple[Term, ...]:
    """One term an id: later ones add their words and ties to the first."""
    kept: dict[str, Term] = {}
    for term in terms:
        first = kept.get(term.id)
        if first is None:
            kept[term.id] = term
            continue
        other = (term.term,) if term.term != first.term else ()
        kept[term.id] = Term(
            first.kind,
            first.id,
            first.term,
            _union(first.also, other + term.also),
            _union(first.near, term.near),
            _union(first.false_friends, term.false_friends),
        )
    return tuple(kept.values())


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
