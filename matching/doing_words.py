"""Reads the files of doings, things and kinds of things that come with the product."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import IO

from matching.text import fold


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
    loans: tuple[tuple[str, str], ...] = ()

    @classmethod
    def load_default(cls) -> DoingWords:
        """The files that come with the product."""
        folder = files("matching") / "language"
        with (
            (folder / "doings.csv").open(encoding="utf-8") as lines,
            (folder / "kinds.csv").open(encoding="utf-8") as kinds,
            (folder / "refused.csv").open(encoding="utf-8") as refused,
            (folder / "loanwords.csv").open(encoding="utf-8") as loans,
        ):
            return cls(read_lines(lines), read_kinds(kinds), read_refused(refused), read_loans(loans))

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


def read_loans(lines: IO[str]) -> tuple[tuple[str, str], ...]:
    """Words of other languages that are heard at work, each with the Danish word that it stands for."""
    rows = csv.DictReader(lines, delimiter=";")
    return tuple((word, fold(row["danish"])) for row in rows for word in _listed(row["said"]))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in cell.split("|") if part.strip())
