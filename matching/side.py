"""Texts of all profiles of one side as rows of a table, laid out at once and kept true when a row changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from matching.rows import Ints, spread

MANY = 64
"""Changed rows that are kept beside the table before it is laid out anew."""

Weighted = Sequence[tuple[int, int]]
"""(string id, weight in sixteenths) of one profile."""
Small = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Filling:
    """Texts of many rows: row, string, weight in sixteenths; rows ascending, no string twice in one."""

    row: Ints
    string: Ints
    weight: Ints

    @classmethod
    def of(cls, rows: Sequence[Weighted]) -> Filling:
        """From a list of rows."""
        flat = np.array([pair for row in rows for pair in row], dtype=np.int64).reshape(-1, 2)
        return cls(np.repeat(np.arange(len(rows)), [len(row) for row in rows]), flat[:, 0], flat[:, 1])


class Side:
    """Rows of weighted strings. Rows changed since the table was laid out stand beside it and count in its place."""

    def __init__(self) -> None:
        self._table = sp.csr_matrix((0, 0), dtype=np.int32)
        self._changed: dict[int, tuple[Small, Small]] = {}
        self._counts = np.zeros(0, dtype=np.int64)
        self._filled = 0
        self._across: sp.csr_matrix | None = None
        self.version = 0

    def set(self, row: int, texts: Weighted) -> None:
        """Put the texts of a row; one past the last adds a row."""
        pairs = np.array(texts, dtype=np.int32).reshape(-1, 2)
        if row == len(self._counts):
            self._counts = np.append(self._counts, 0)
        self._filled += bool(len(pairs)) - bool(self._counts[row])
        self._counts[row] = len(pairs)
        self._changed[row] = pairs[:, 0], pairs[:, 1]
        if len(self._changed) > MANY:
            self._lay_out()
        self._across = None
        self.version += 1

    def fill(self, rows: int, texts: Filling) -> None:
        """Put all rows at once."""
        self._counts = np.bincount(texts.row, minlength=rows)
        self._filled = int(np.count_nonzero(self._counts))
        starts = np.concatenate([[0], np.cumsum(self._counts)])
        width = int(texts.string.max(initial=-1)) + 1
        cells = texts.weight.astype(np.int32), texts.string.astype(np.int32), starts.astype(np.int32)
        self._table = sp.csr_matrix(cells, shape=(rows, width))
        self._changed.clear()
        self._across = None
        self.version += 1

    def texts(self, row: int) -> tuple[Small, Small]:
        """String ids and weights of a row."""
        if row in self._changed:
            return self._changed[row]
        part = slice(self._table.indptr[row], self._table.indptr[row + 1])
        return self._table.indices[part], self._table.data[part]

    def counts(self) -> Ints:
        """How many texts each row has."""
        return self._counts

    @property
    def empty(self) -> bool:
        """True when no profile has any text here."""
        return not self._filled

    def some(self, rows: Sequence[int] | Ints, strings: int) -> sp.csr_matrix:
        """Chosen rows × strings with weights (int32)."""
        asked = np.asarray(rows, dtype=np.int64)
        indptr = np.concatenate([[0], np.cumsum(self._counts[asked])]).astype(np.int32)
        if not self._changed or self._changed.keys().isdisjoint(asked.tolist()):
            _, place = spread(self._table.indptr, asked)
            return sp.csr_matrix((self._table.data[place], self._table.indices[place], indptr), (len(asked), strings))
        chosen = [self.texts(row) for row in asked.tolist()]
        ids, weights = (np.concatenate(column) for column in zip(*chosen, strict=True))
        return sp.csr_matrix((weights, ids, indptr), shape=(len(asked), strings))

    def table(self, strings: int) -> sp.csr_matrix:
        """All rows × strings with weights (int32)."""
        if self._changed:
            self._lay_out()
        return self._wide(self._table, strings)

    def blocks(self, strings: int) -> list[tuple[Ints, sp.csr_matrix]]:
        """All rows as (rows, table): what was laid out before, then the few rows changed since, which count last."""
        laid = np.arange(self._table.shape[0]), self._wide(self._table, strings)
        fresh = np.array(sorted(self._changed), dtype=np.int64)
        return [laid, (fresh, self.some(fresh, strings))] if len(fresh) else [laid]

    def across(self, strings: int) -> sp.csr_matrix:
        """Strings × all rows with weights (int32); strings that came since a row was last put stand in no row."""
        if self._across is None:
            self._across = self.table(strings).T.tocsr()
        return self._across

    def _lay_out(self) -> None:
        """The table anew: stretches of unchanged rows, and the changed rows between them."""
        old, laid, pieces, at = self._table, self._table.shape[0], [], 0
        for row in sorted(self._changed):
            part = slice(old.indptr[min(at, laid)], old.indptr[min(row, laid)])
            pieces += [(old.indices[part], old.data[part]), self._changed[row]]
            at = row + 1
        rest = slice(old.indptr[min(at, laid)], old.indptr[laid])
        pieces.append((old.indices[rest], old.data[rest]))
        ids, weights = (np.concatenate(column) for column in zip(*pieces, strict=True))
        indptr = np.concatenate([[0], np.cumsum(self._counts)]).astype(np.int32)
        width = max(old.shape[1], int(ids.max(initial=-1)) + 1)
        self._table = sp.csr_matrix((weights, ids, indptr), shape=(len(self._counts), width))
        self._changed.clear()

    def _wide(self, table: sp.csr_matrix, strings: int) -> sp.csr_matrix:
        if table.shape[1] < strings:
            table.resize((table.shape[0], strings))
        return table
