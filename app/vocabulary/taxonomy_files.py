"""Reads a taxonomy's file as the ESCO portal gives it (CSV, also with tabs), and says what is wrong with its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.vocabulary.models import LONGEST_LABEL, TaxonomyKind

LABEL, URI, KIND, STATUS, CHANGED = "preferredLabel", "conceptUri", "conceptType", "status", "modifiedDate"
OTHER_LABELS = ("altLabels", "hiddenLabels")
KINDS = {"KnowledgeSkillCompetence": TaxonomyKind.SKILL, "Occupation": TaxonomyKind.TITLE}
LONGEST_URI, MOST_TOLD = 300, 20
LARGEST = 200 * 1024 * 1024
# A concept that its makers have taken out of use, but still list.
OBSOLETE = "obsolete"


class TaxonomyFaults(ValueError):
    """What is wrong with a file: one line a fault, each with row and column."""

    def __init__(self, faults: Sequence[str]) -> None:
        more = len(faults) - MOST_TOLD
        self.lines = [*faults[:MOST_TOLD], *([f"and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(self.lines))


@dataclass(frozen=True, slots=True)
class TaxonomyRow:
    """One concept: its address is its identity, all its labels mean the same."""

    uri: str
    kind: TaxonomyKind
    label: str
    alternatives: tuple[str, ...]


@dataclass(frozen=True)
class TaxonomyFile:
    """A file's concepts, and the latest day on which one of them was changed ("" when it does not say)."""

    rows: tuple[TaxonomyRow, ...]
    latest_change: str


def read_taxonomy(content: bytes) -> TaxonomyFile:
    """The concepts of a file. Rows are counted as a spreadsheet counts them: the first line is row 1.

    Raises:
        TaxonomyFaults: anything in it can't be understood; nothing of it should be used then.
    """
    text = _decoded(content)
    records = _records(text)
    try:
        header = next(records)[1]
    except StopIteration:
        raise TaxonomyFaults(["row 1: the file is empty"]) from None
    _check_header(header)
    reader = _Reader(header)
    for number, cells in records:
        reader.take(number, cells)
    if not reader.rows and not reader.faults:
        reader.faults.append("row 2: there is no term in the file")
    if reader.faults:
        raise TaxonomyFaults(reader.faults)
    return TaxonomyFile(tuple(reader.rows.values()), reader.latest)


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise TaxonomyFaults([f"row 1: the file is larger than {LARGEST // 1024 // 1024} MB"])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = content[: fault.start]
        line, place = before.count(b"\n") + 1, fault.start - before.rfind(b"\n")
        raise TaxonomyFaults([f"line {line}, byte {place}: not UTF-8"]) from None


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    # Strict, so that a quote that is never closed does not swallow the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise TaxonomyFaults([f"row {number} (ends in line {reader.line_num}): broken quotes: {fault}"]) from None
        if any(cell.strip() for cell in cells):
            yield number, cells


def _check_header(header: list[str]) -> None:
    missing = [f"row 1: there is no column {name}" for name in (URI, LABEL) if header.count(name) != 1]
    if missing:
        raise TaxonomyFaults(missing)


class _Reader:
    """Takes one row after another; keeps what is right and says what is not."""

    def __init__(self, header: list[str]) -> None:
        self.columns = {name: at for at, name in enumerate(header)}
        self.width = len(header)
        self.rows: dict[str, TaxonomyRow] = {}
        self.seen: dict[str, int] = {}
        self.faults: list[str] = []
        self.latest = ""

    def take(self, number: int, cells: list[str]) -> None:
        """Read one row."""
        if len(cells) != self.width:
            at = min(len(cells), self.width)
            name = list(self.columns)[at] if len(cells) < self.width else "after the last one"
            self._fault(number, name, f"expected {self.width} cells, found {len(cells)}")
            return
        found = {name: cells[at].strip() for name, at in self.columns.items()}
        before = len(self.faults)
        self._check(number, found)
        kind = self._kind(number, found)
        if len(self.faults) > before or kind is None or found.get(STATUS) == OBSOLETE:
            return
        self.latest = max(self.latest, found.get(CHANGED, "")[:10])
        self.rows[found[URI]] = TaxonomyRow(found[URI], kind, _plain(found[LABEL]), _others(found))

    def _check(self, number: int, found: dict[str, str]) -> None:
        uri = found[URI]
        if not uri.startswith(("http://", "https://")) or len(uri) > LONGEST_URI or len(uri.split()) != 1:
            self._fault(number, URI, f"not the address of a concept: {_shortened(uri)!r}")
        elif uri in self.seen:
            self._fault(number, URI, f"the same concept as in row {self.seen[uri]}")
        self.seen.setdefault(uri, number)
        if not found[LABEL]:
            self._fault(number, LABEL, "empty")
        for name in (LABEL, *OTHER_LABELS):
            for label in found.get(name, "").splitlines():
                if len(label) > LONGEST_LABEL:
                    self._fault(number, name, f"longer than {LONGEST_LABEL} characters")
                if "\0" in label:
                    self._fault(number, name, "holds a NUL character")

    def _kind(self, number: int, found: dict[str, str]) -> TaxonomyKind | None:
        name = found.get(KIND)
        if name is None:
            return TaxonomyKind.TITLE if "iscoGroup" in found else TaxonomyKind.SKILL
        if name not in KINDS:
            self._fault(number, KIND, f"expected {' or '.join(KINDS)}, found {_shortened(name)!r}")
        return KINDS.get(name)

    def _fault(self, number: int, column: str, what: str) -> None:
        self.faults.append(f"row {number}, column {column}: {what}")


def _others(found: dict[str, str]) -> tuple[str, ...]:
    """Alternative labels, one a line of a cell, without doubles and without the label itself."""
    labels = (_plain(line) for name in OTHER_LABELS for line in found.get(name, "").splitlines())
    first = _plain(found[LABEL])
    return tuple(dict.fromkeys(label for label in labels if label and label != first))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
