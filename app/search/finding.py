"""From typed words to rows: each word as it may be meant, rows that hold them all, the likeliest first."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, CompoundSelect, Select, and_, exists, func, select, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.search.lexicon import EXACT, Lexicon
from app.search.models import Found, SearchWord
from app.search.texts import NAME, number_of, words_of

MOST_TYPED = 8
MOST_ROWS = 300
# How much rarer a word must be for its rows to be looked through one by one.
MUCH_RARER = 4
# From so many rows on it is quicker to leaf through a list until its page is full than to sort them.
FROM_MANY = 2_000
# Telephone and CVR numbers are typed in pairs.
NUMBERS = re.compile(r"(?:\+|\b(?:cvr|dk|tlf)\W{0,2})?\d[\d .-]{5,}\d", re.IGNORECASE)

Column = ColumnElement[int] | InstrumentedAttribute[int]


@dataclass(frozen=True)
class Slot:
    """One typed word, as it was typed and folded, and the words that it may mean with how likely each is."""

    shown: str
    typed: str
    meant: dict[str, float]

    @property
    def guessed(self) -> bool:
        """Whether no word begins with or holds what was typed, only words that differ by a typing error."""
        return bool(self.meant) and not any(self.typed in word for word in self.meant)


@dataclass(frozen=True)
class Hit:
    """A row that was found; `score` orders rows of one search, it means nothing beyond it."""

    kind: Found
    row_id: int
    score: float


@dataclass(frozen=True)
class Hits:
    """What a search found, likeliest first; `left_out` are typed words that no row with the others holds."""

    hits: tuple[Hit, ...]
    slots: tuple[Slot, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """Rows of one kind for a list: those that hold all words. `once`: none stands twice; `many`: perhaps thousands."""

    rows: CTE
    once: bool
    many: bool

    def condition(self, column: Column) -> ColumnElement[bool]:
        """That the id in `column` is one of them: of many the list is leafed through, a few are looked up, sorted."""
        rows = select(self.rows.c.row_id)
        return _among(column, rows) if self.many else column.in_(rows)

    @property
    def number(self) -> ColumnElement[int]:
        """How many there are."""
        number = func.count() if self.once else func.count(self.rows.c.row_id.distinct())
        return select(number).select_from(self.rows).scalar_subquery()


def slots_of(lexicon: Lexicon, text: str) -> list[Slot]:
    """The typed words with what they may mean; numbers in pairs are one word."""
    return [Slot(shown, word, lexicon.meant(word)) for word, shown in typed_words(text).items()]


def typed_words(text: str) -> dict[str, str]:
    """What is looked for: folded words, each once, at most eight, with how they were typed."""
    words = {number_of(re.sub(r"^[^\d+]*", "", match)): match.strip() for match in NUMBERS.findall(text)}
    for token in re.findall(r"\w+", NUMBERS.sub(" ", text)):
        for word in words_of(token):
            words.setdefault(word, token)
    return dict(itertools.islice(words.items(), MOST_TYPED))


def find(session: Session, lexicon: Lexicon, text: str, kinds: Collection[Found]) -> Hits:
    """Rows of these kinds that hold every typed word, or, when there are none, all of them but one."""
    slots = slots_of(lexicon.among(kinds), text)
    known = sorted((slot for slot in slots if slot.meant), key=lambda slot: _rows(lexicon, slot))
    unknown = tuple(slot.shown for slot in slots if not slot.meant)
    for tried in _fewer_and_fewer(known):
        hits = _holding_all(session, lexicon, tried, kinds)
        if hits:
            left = tuple(slot.shown for slot in known if slot not in tried)
            return Hits(tuple(hits), tuple(slots), unknown + left)
    return Hits((), tuple(slots), unknown)


def held(lexicon: Lexicon, text: str, kind: Found) -> Held | None:
    """For lists: rows of the kind that hold every typed word; None when no word is typed, only signs."""
    slots = sorted(slots_of(lexicon.among([kind]), text), key=lambda slot: _rows(lexicon, slot))
    if not slots:
        return None
    lead, others = slots[0], slots[1:]
    query = select(SearchWord.row_id).where(SearchWord.kind == kind, SearchWord.word.in_(list(lead.meant)))
    query = query.where(*(_among_rows(lexicon, kind, slot, lead) for slot in others))
    return holding(query, once=len(lead.meant) == 1, many=_rows(lexicon, lead) > FROM_MANY)


def holding(query: Select[int] | CompoundSelect[int], *, once: bool = True, many: bool = False) -> Held:
    """What a query of ids called `row_id` finds, worked out once."""
    # Without the word PostgreSQL would ask for each row of the list anew.
    return Held(query.cte("found").prefix_with("MATERIALIZED", dialect="postgresql"), once, many)


def _among_rows(lexicon: Lexicon, kind: Found, slot: Slot, lead: Slot) -> ColumnElement[bool]:
    if _is_common(lexicon, slot, lead):
        return _looked_through(slot)
    other = aliased(SearchWord)
    rows = select(other.row_id).where(other.kind == kind, other.word.in_(list(slot.meant)))
    return _among(SearchWord.row_id, rows)


def _among(column: Column, rows: Select[int]) -> ColumnElement[bool]:
    """That it is among the rows, which are gathered first. Said as "is true", or they would be looked up one by one."""
    return column.in_(rows).is_(true())


def _rows(lexicon: Lexicon, slot: Slot) -> int:
    return sum(lexicon.counts.get(word, 1) for word in slot.meant)


def _fewer_and_fewer(slots: Sequence[Slot]) -> Iterator[Sequence[Slot]]:
    if slots:
        yield slots
    if len(slots) > 1:
        for left_out in reversed(range(len(slots))):
            yield [slot for place, slot in enumerate(slots) if place != left_out]


def _holding_all(session: Session, lexicon: Lexicon, slots: Sequence[Slot], kinds: Collection[Found]) -> list[Hit]:
    """The rarest word leads; its likeliest places are taken, then the others are weighed in."""
    first, others = slots[0], slots[1:]
    query = select(SearchWord.kind, SearchWord.row_id, SearchWord.word, SearchWord.weight)
    query = query.where(SearchWord.word.in_(list(first.meant)), SearchWord.kind.in_(list(kinds)))
    query = query.where(*(_also_holds(lexicon, slot, first) for slot in others))
    rows = session.execute(query.order_by(SearchWord.weight.desc(), SearchWord.row_id).limit(MOST_ROWS)).all()
    scores: dict[tuple[Found, int], dict[int, float]] = {}
    _weigh(scores, 0, first, rows)
    if others and scores:
        ids = {row_id for _kind, row_id in scores}
        words = [word for slot in others for word in slot.meant]
        more = select(SearchWord.kind, SearchWord.row_id, SearchWord.word, SearchWord.weight)
        more = more.where(SearchWord.row_id.in_(ids), SearchWord.kind.in_(list(kinds)), SearchWord.word.in_(words))
        held = [row for row in session.execute(more) if (row.kind, row.row_id) in scores]
        for place, slot in enumerate(others, start=1):
            _weigh(scores, place, slot, (row for row in held if row.word in slot.meant))
    hits = [Hit(kind, row_id, sum(by_slot.values())) for (kind, row_id), by_slot in scores.items()]
    return sorted(hits, key=lambda hit: (-hit.score, hit.kind, hit.row_id))


def _also_holds(lexicon: Lexicon, slot: Slot, lead: Slot) -> ColumnElement[bool]:
    """That a row of the leading slot holds a word of another, asked in the cheaper of two ways."""
    return _looked_through(slot) if _is_common(lexicon, slot, lead) else _gathered(slot)


def _is_common(lexicon: Lexicon, slot: Slot, lead: Slot) -> bool:
    return _rows(lexicon, slot) > MUCH_RARER * _rows(lexicon, lead)


def _looked_through(slot: Slot) -> ColumnElement[bool]:
    """Each row's few words are looked through."""
    other = aliased(SearchWord)
    same = and_(other.kind == SearchWord.kind, other.row_id == SearchWord.row_id)
    # A worked-out word keeps the databases from the index by words, and with that from all rows of a common word.
    return exists().where(same, other.word.concat("").in_(list(slot.meant)))


def _gathered(slot: Slot) -> ColumnElement[bool]:
    """All rows of the word are gathered once."""
    other = aliased(SearchWord)
    rows = select(other.kind, other.row_id).where(other.word.in_(list(slot.meant)))
    return tuple_(SearchWord.kind, SearchWord.row_id).in_(rows)


def _weigh(scores: dict[tuple[Found, int], dict[int, float]], place: int, slot: Slot, rows: Iterable) -> None:
    for kind, row_id, word, weight in rows:
        by_slot = scores.setdefault((kind, row_id), {})
        by_slot[place] = max(by_slot.get(place, 0.0), slot.meant[word] / EXACT * weight / NAME)
