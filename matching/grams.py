"""Turns distinct words into sparse rows of hashed character n-grams (2 to 4 inside the word's own bounds)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

LENGTHS = (2, 3, 4)
BITS = 18
COLUMNS = 1 << BITS
_MULTIPLIERS = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(0x165667B19E3779F9),
    np.uint64(0xD6E8FEB86659FD93),
)


def gram_counts(words: Sequence[str]) -> sp.csr_matrix:
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
    row, column = np.concatenate(rows), np.concatenate(columns)
    counts = sp.csr_matrix((np.ones(len(row), dtype=np.float32), (row, column)), shape=(len(words), COLUMNS))
    counts.sum_duplicates()
    counts.sort_indices()
    return counts


def _hashed(codes: NDArray[np.uint64], starts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    mixed = np.full(len(starts), size, dtype=np.uint64)
    for offset in range(size):
        mixed = (mixed ^ codes[starts + offset]) * _MULTIPLIERS[offset]
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)


def gram_idf(counts: sp.csr_matrix) -> NDArray[np.float32]:
    """Inverse document frequency of each n-gram over distinct words: ln((1 + n) / (1 + df)) + 1."""
    seen = np.bincount(counts.indices, minlength=COLUMNS)
    return np.asarray(np.log((1.0 + counts.shape[0]) / (1.0 + seen)) + 1.0, dtype=np.float32)


def gram_vectors(counts: sp.csr_matrix, idf: NDArray[np.float32]) -> sp.csr_matrix:
    """Unit rows of (1 + ln count) · idf, so that a product of two rows is their cosine."""
    vectors = counts.copy()
    vectors.data = (1.0 + np.log(vectors.data)) * idf[vectors.indices]
    squares = np.add.reduceat(vectors.data**2, vectors.indptr[:-1]) if vectors.nnz else np.zeros(0)
    vectors.data /= np.sqrt(np.repeat(squares, np.diff(vectors.indptr))).astype(np.float32)
    return vectors
