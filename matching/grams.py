"""Turns distinct words into sparse rows of hashed character n-grams (2 to 4 inside the word's own bounds)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.cells import Cells
from matching.sorted_sets import firsts

LENGTHS = (2, 3, 4)
BITS = 18
COLUMNS = 1 << BITS
_MULTIPLIERS = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
    np.uint64(0xD6E8FEB86659FD93),
)


def gram_counts(words: Sequence[str]) -> Cells:
    """Counts of n-grams, shape (words, COLUMNS); the same word gives the same row in every process."""
    joined = "".join(f" {word} " for word in words)
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter((len(word) + 2 for word in words), dtype=np.int64, count=len(words))
    owner = np.repeat(np.arange(len(words)), lengths)
    ends = np.cumsum(lengths)[owner]
    rows, columns = [], []
    for size in LENGTHS:
        starts = np.flatnonzero(np.arange(len(codes)) + size <= ends)
        rows.append(owner[starts])
        columns.append(_hashed(codes, starts, size))
    met = np.sort(np.concatenate(rows) * COLUMNS + np.concatenate(columns))
    first = np.flatnonzero(firsts(met))
    counts = np.diff(np.append(first, len(met))).astype(np.float32)
    cells = met[first]
    return Cells.of(cells // COLUMNS, cells % COLUMNS, counts, (len(words), COLUMNS))


def _hashed(codes: NDArray[np.uint64], starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    mixed = np.full(len(starts), size, dtype=np.uint64)
    for offset in range(size):
        mixed = (mixed ^ codes[starts + offset]) * _MULTIPLIERS[offset]
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)


def gram_idf(counts: Cells) -> NDArray[np.float32]:
    """Inverse document frequency of each n-gram over distinct words: ln((1 + n) / (1 + df)) + 1."""
    seen = np.bincount(counts.indices, minlength=COLUMNS)
    return np.asarray(np.log((1.0 + counts.rows) / (1.0 + seen)) + 1.0, dtype=np.float32)


def gram_vectors(counts: Cells, idf: NDArray[np.float32]) -> Cells:
    """Unit rows of (1 + ln count) · idf, so that a product of two rows is their cosine."""
    data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    squares = np.add.reduceat(data**2, counts.indptr[:-1]) if len(data) else np.zeros(0)
    data /= np.sqrt(np.repeat(squares, np.diff(counts.indptr))).astype(np.float32)
    return Cells(counts.indptr, counts.indices, data, counts.width)
