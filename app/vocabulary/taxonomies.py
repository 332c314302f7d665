"""Puts a taxonomy that was read into its tables: what is new, what is changed; nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from app.db import Base
from app.folding import folded_words
from app.vocabulary.changes import note_change
from app.vocabulary.models import Taxonomy, TaxonomyKind, TaxonomyTerm
from app.vocabulary.taxonomy_files import TaxonomyFile, TaxonomyRow

NAMES = {TaxonomyKind.SKILL: "ESCO skills", TaxonomyKind.TITLE: "ESCO occupations"}
CHUNK = 2_000
WRITTEN = ("kind", "label", "alternatives", "folded_text", "edition")


@dataclass(frozen=True)
class Outcome:
    """How many terms of a taxonomy came, changed, stayed as they were, and stood in an earlier file only."""

    name: str
    new: int = 0
    changed: int = 0
    same: int = 0
    elsewhere: int = 0
    removed: int = 0


def store(session: Session, file: TaxonomyFile, *, edition: str, only_these: bool, now: datetime) -> list[Outcome]:
    """Insert and update the file's terms. Terms that only an earlier file had stay, unless `only_these`.

    Bulk statements: a taxonomy is nobody's personal data, and a change log of 14,000 rows would hide people's own.
    """
    kinds = [kind for kind in TaxonomyKind if any(row.kind is kind for row in file.rows)]
    outcomes = [
        _store_one(
            session,
            _taxonomy(session, NAMES[kind], edition or file.latest_change, now),
            [row for row in file.rows if row.kind is kind],
            only_these=only_these,
        )
        for kind in kinds
    ]
    if any(outcome.new or outcome.changed or outcome.removed for outcome in outcomes):
        note_change(session.connection())
    return outcomes


def _taxonomy(session: Session, name: str, edition: str, now: datetime) -> Taxonomy:
    found = session.scalar(select(Taxonomy).where(Taxonomy.name == name).with_for_update())
    taxonomy = found or Taxonomy(name=name)
    taxonomy.edition, taxonomy.imported_at = edition[:40], now
    session.add(taxonomy)
    session.flush()
    return taxonomy


def _store_one(session: Session, taxonomy: Taxonomy, rows: list[TaxonomyRow], *, only_these: bool) -> Outcome:
    columns = (TaxonomyTerm.uri, TaxonomyTerm.id, TaxonomyTerm.label, TaxonomyTerm.alternatives)
    found = session.execute(select(*columns).where(TaxonomyTerm.taxonomy_id == taxonomy.id))
    present = {row.uri: (row.id, row.label, tuple(row.alternatives)) for row in found}
    new = [row for row in rows if row.uri not in present]
    changed = [row for row in rows if row.uri in present and present[row.uri][1:] != (row.label, row.alternatives)]
    _in_chunks(session, insert(TaxonomyTerm), (_values(row, taxonomy) for row in new))
    table = Base.metadata.tables[TaxonomyTerm.__tablename__]
    written: dict[str, Any] = {name: bindparam(name) for name in WRITTEN}
    statement = update(table).where(table.c.id == bindparam("row_id")).values(written)
    _in_chunks(session, statement, (_values(row, taxonomy) | {"row_id": present[row.uri][0]} for row in changed))
    gone = [present[uri][0] for uri in present.keys() - {row.uri for row in rows}]
    for start in range(0, len(gone) if only_these else 0, CHUNK):
        session.execute(delete(TaxonomyTerm).where(TaxonomyTerm.id.in_(gone[start : start + CHUNK])))
    return Outcome(
        taxonomy.name,
        len(new),
        len(changed),
        len(rows) - len(new) - len(changed),
        0 if only_these else len(gone),
        len(gone) if only_these else 0,
    )


def _values(row: TaxonomyRow, taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "taxonomy_id": taxonomy.id,
        "uri": row.uri,
        "kind": row.kind,
        "label": row.label,
        "alternatives": list(row.alternatives),
        "folded_text": " ".join(folded_words(" ".join((row.label, *row.alternatives)))),
        "edition": taxonomy.edition,
    }


def _in_chunks(session: Session, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
    listed = list(rows)
    for start in range(0, len(listed), CHUNK):
        session.execute(statement, listed[start : start + CHUNK])
