"""Reads of the vocabulary: all of it for the ranker, one page of it for people, and what its state is now."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.db import Counter, is_writing
from app.folding import folded_words
from app.vocabulary.changes import COUNTER
from app.vocabulary.models import ConfirmedTerm, Taxonomy, TaxonomyTerm
from app.vocabulary.rules import may_take_back
from app.vocabulary.terms import Confirmed, Imported, Sources
from matching.text import fold, words


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


def get_confirmed_for(session: Session, user: User, term_id: int) -> ConfirmedTerm:
    """A confirmed word that this user may take back.

    Raises:
        NotFound: there is none.
    """
    row = session.get(ConfirmedTerm, term_id, with_for_update=is_writing(session))
    if row is None or not may_take_back(user, row):
        raise NotFound
    return row


def confirmed_list(text: str) -> Select[ConfirmedTerm]:
    """Confirmed words, newest first, with who said so; those that hold what is searched for, in either text."""
    query = select(ConfirmedTerm).options(joinedload(ConfirmedTerm.confirmed_by))
    for word in words(fold(text)):
        holds = func.lower(ConfirmedTerm.meaning).contains(word, autoescape=True)
        query = query.where(ConfirmedTerm.folded.contains(word, autoescape=True) | holds)
    return query.order_by(ConfirmedTerm.confirmed_at.desc(), ConfirmedTerm.id.desc())


def imported_list(text: str) -> Select[TaxonomyTerm]:
    """Imported terms by label, with their list; those that hold every word searched for."""
    query = select(TaxonomyTerm).options(joinedload(TaxonomyTerm.taxonomy))
    for word in folded_words(text):
        query = query.where(TaxonomyTerm.folded_text.contains(word, autoescape=True))
    return query.order_by(TaxonomyTerm.label, TaxonomyTerm.id)


def taxonomies(session: Session) -> list[Taxonomy]:
    """The imported lists."""
    return list(session.scalars(select(Taxonomy).order_by(Taxonomy.name)))
