"""Keeps the words of rows beside the rows: in the transaction that changes them, whoever does."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, event, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.bulk import insert_rows
from app.companies.models import Company, ContactPerson
from app.db import Counter
from app.history.record import TOUCHED
from app.orders.models import JobOrder
from app.search import texts
from app.search.models import Found, SearchWord
from app.visits.models import Visit, VisitAnswer

CHUNK = 500
# After so many rows at once every process reads its list of words anew.
MANY = 200
COUNTER = "search"
# Under this key a session is told that every process must read its words anew, whatever rows the log has collected.
MANY_CAME = "many_words_came"


@dataclass(frozen=True)
class Source:
    """Where the words of one kind come from: which columns of its table, and what is made of them."""

    model: type[Any]
    columns: tuple[InstrumentedAttribute[Any], ...]
    words: Callable[[Any], texts.Weighted]


SOURCES: dict[Found, Source] = {
    Found.COMPANY: Source(Company, texts.COMPANY, texts.of_company),
    Found.CONTACT: Source(ContactPerson, texts.CONTACT, texts.of_contact),
    Found.ORDER: Source(JobOrder, texts.ORDER, texts.of_order),
    Found.VISIT: Source(Visit, texts.VISIT, texts.of_visit),
}
BY_TABLE = {source.model.__tablename__: kind for kind, source in SOURCES.items()}


def install(session_class: type[Session]) -> None:
    """Index, before each commit, what the log was told of; doing it twice changes nothing."""
    if not event.contains(session_class, "before_commit", _index_touched):
        # First of all who listen: others hold locks from here to the end.
        event.listen(session_class, "before_commit", _index_touched, insert=True)


def rebuild(session: Session) -> int:
    """Make the words of all rows anew; how many rows. For those who wrote past the session's log."""
    session.execute(delete(SearchWord))
    number = 0
    for kind, source in SOURCES.items():
        ids = session.scalars(select(source.model.id).order_by(source.model.id)).all()
        for chunk in _chunks(ids):
            _insert(session, kind, _wanted(session, kind, chunk))
        number += len(ids)
    Counter.rise(session, COUNTER)
    return number


def index(session: Session, kind: Found, ids: Collection[int]) -> None:
    """Bring the words of these rows up to date; those of rows that are gone go too."""
    for chunk in _chunks(sorted(ids)):
        wanted = _wanted(session, kind, chunk)
        _forget(session, kind, [row_id for row_id in chunk if row_id not in wanted])
        query = select(SearchWord.id, SearchWord.row_id, SearchWord.word, SearchWord.weight)
        old = session.execute(query.where(SearchWord.kind == kind, SearchWord.row_id.in_(list(wanted)))).all()
        gone = [row.id for row in old if wanted.get(row.row_id, {}).get(row.word) != row.weight]
        for ids_gone in _chunks(gone):
            session.execute(delete(SearchWord).where(SearchWord.id.in_(ids_gone)))
        for row in old:
            words = wanted.get(row.row_id, {})
            if words.get(row.word) == row.weight:
                del words[row.word]
        _insert(session, kind, wanted)


def words_of_new(kind: Found, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The words of rows that are to be inserted past the session: to be inserted with them, then `note_many`."""
    words = SOURCES[kind].words
    return _as_rows(kind, {row["id"]: words(SimpleNamespace(**row)) for row in rows})


def note_many(session: Session) -> None:
    """Many words were inserted past the session, or some must be forgotten: every process reads its list anew."""
    session.info[MANY_CAME] = True


def _forget(session: Session, kind: Found, gone: Collection[int]) -> None:
    if gone:
        session.execute(delete(SearchWord).where(SearchWord.kind == kind, SearchWord.row_id.in_(gone)))


def _index_touched(session: Session) -> None:
    if session.in_nested_transaction():
        return
    session.flush()
    touched: set[tuple[str, str]] = session.info.pop(TOUCHED, set())
    many = session.info.pop(MANY_CAME, False)
    if touched:
        for kind, ids in sorted(_by_kind(session, touched).items()):
            index(session, kind, ids)
            many = many or len(ids) > MANY
    if many:
        Counter.rise(session, COUNTER)


def _by_kind(session: Session, touched: Iterable[tuple[str, str]]) -> dict[Found, set[int]]:
    found: dict[Found, set[int]] = {}
    answers: list[int] = []
    for table, row_id in touched:
        if table in BY_TABLE:
            found.setdefault(BY_TABLE[table], set()).add(int(row_id))
        elif table == VisitAnswer.__tablename__:
            answers.append(int(row_id))
    for chunk in _chunks(sorted(answers)):
        # An answer that is gone went with its visit, or the visit was touched with it.
        visits = session.scalars(select(VisitAnswer.visit_id).where(VisitAnswer.id.in_(chunk)))
        found.setdefault(Found.VISIT, set()).update(visits)
    return found


def _wanted(session: Session, kind: Found, ids: Collection[int]) -> dict[int, texts.Weighted]:
    # Columns, not objects: what the session holds may be older than what was written past it.
    source = SOURCES[kind]
    rows = session.execute(select(source.model.id, *source.columns).where(source.model.id.in_(ids)))
    wanted = {row.id: source.words(row) for row in rows}
    if kind is Found.VISIT:
        answers = select(VisitAnswer.visit_id, VisitAnswer.text).where(VisitAnswer.visit_id.in_(ids))
        for visit_id, text in session.execute(answers.order_by(VisitAnswer.id)):
            texts.add_answer(wanted[visit_id], text)
    return wanted


def _insert(session: Session, kind: Found, wanted: dict[int, texts.Weighted]) -> None:
    insert_rows(session, SearchWord.__table__, _as_rows(kind, wanted))  # type: ignore[arg-type]


def _as_rows(kind: Found, wanted: Mapping[int, texts.Weighted]) -> list[dict[str, Any]]:
    return [
        {"word": word, "kind": kind, "row_id": row_id, "weight": weight}
        for row_id, words in wanted.items()
        for word, weight in words.items()
    ]


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while chunk := list(itertools.islice(rest, CHUNK)):
        yield chunk
