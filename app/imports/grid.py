"""What a file is once it has been read: numbered lines of texts, and the limits that keep reading it harmless."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.forms import CPR

LARGEST_FILE = 10 * 1024 * 1024
MOST_ROWS = 30_000
MOST_COLUMNS = 100
MOST_CELLS = 1_500_000
LONGEST_CELL = 5_000
# As Excel writes what it could not calculate.
ERROR_VALUES = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#I/T", "#VÆRDI!"})
NOT_CALCULATED = "=?"
HIDDEN_CPR = "(CPR?)"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")


class Problem(enum.StrEnum):
    """Why a file can't be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_CELLS = "too_many_cells"
    OLD_EXCEL = "old_excel"
    NOT_A_TABLE = "not_a_table"
    DAMAGED = "damaged"
    LOCKED = "locked"


class ReadFault(Exception):
    """The file can't be read; `at` says where, as a row number, or nothing."""

    def __init__(self, problem: Problem, at: int | None = None) -> None:
        super().__init__(problem.value)
        self.problem, self.at = problem, at


@dataclass(frozen=True)
class Line:
    """One row as its program numbers it, the first being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The rows that say something, and how they were read."""

    lines: Sequence[Line]
    read_as: dict[str, object] = field(default_factory=dict)


def tidy(text: str) -> str:
    """A cell's text: no control characters, no-break spaces as spaces, line breaks kept as one kind."""
    if text.isalnum():
        return text
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").replace("\u202f", " ")
    return CONTROL.sub("", plain).strip()


def holds_cpr(text: str) -> bool:
    """Whether a text looks as if it held a CPR number."""
    return len(text) >= 10 and CPR.search(text) is not None
