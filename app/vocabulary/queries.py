"""Reads of the vocabulary: all of it for the ranker, one page of it for people, and what its state is now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Counter
from app.vocabulary.changes import COUNTER
from app.vocabulary.models import ConfirmedTerm, Taxonomy, TaxonomyTerm
from app.vocabulary.terms import Confirmed, Imported, Sources


def present_state(session: Session) -> int:
    """A number that is another one whenever confirmed or imported terms are others. One query."""
    return session.scalar(select(Counter.value).where(Counter.name == COUNTER)) or 0


def sources(session: Session) -> Sources:
    """Everything that people confirmed and that was imported. Two queries; for the ranker, never for a page."""
    return Sources(confirmed(session), _imported(session))


def confirmed(session: Session) -> list[Confirmed]:
    """Everything that people confirmed, oldest first."""
    columns = (ConfirmedTerm.id, ConfirmedTerm.text, ConfirmedTerm.meaning_id, ConfirmedTerm.meaning)
    return [Confirmed(*row) for row in session.execute(select(*columns).order_by(ConfirmedTerm.id))]


def _imported(session: Session) -> list[Imported]:
    columns = (Taxonomy.name, TaxonomyTerm.uri, TaxonomyTerm.kind, TaxonomyTerm.label, TaxonomyTerm.alternatives)
    query = select(*columns).join(Taxonomy, TaxonomyTerm.taxonomy_id == Taxonomy.id)
    rows = session.execute(query.order_by(Taxonomy.name, TaxonomyTerm.uri))
    return [Imported(f"{row.name} {row.uri}", row.kind, (row.label, *row.alternatives)) for row in rows]
