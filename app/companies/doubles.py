"""Finds companies that may be the one about to be registered, so that no double is made unknowingly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from stdnum.dk import cvr as cvr_number

from app.companies.models import Company
from app.companies.rules import folded

SIMILAR_ENOUGH = 86
# "Maler Madsen" is part of "Maler Madsen & Søn": enough, when at least two words say so.
PART_ENOUGH = 95
MOST = 5


@dataclass(frozen=True)
class Lookalike:
    """A registered company, as plain values."""

    id: int
    name: str
    city: str
    cvr: str | None


@dataclass(frozen=True)
class Doubles:
    """Who has the number already, and whose names are like this one, likest first."""

    same_number: Lookalike | None = None
    similar: list[Lookalike] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether there is anything to look at."""
        return self.same_number is not None or bool(self.similar)


def find(session: Session, *, name: str, cvr: str | None, but: int | None = None) -> Doubles:
    """Registered companies (except `but`) with this CVR number, written in any way, or a name like this one."""
    same = with_number(session, cvr, but=but)
    similar = similar_names(session, name, but={same.id if same else None, but}) if name else []
    return Doubles(same, similar)


def with_number(session: Session, cvr: str | None, *, but: int | None = None) -> Lookalike | None:
    """The company that has this CVR number already."""
    number = cvr_number.compact(cvr) if cvr else ""
    if not number:
        return None
    found = _read(session, _lookalikes().where(Company.cvr == number, Company.id != (but or 0)))
    return found[0] if found else None


def similar_names(session: Session, name: str, *, but: Iterable[int | None] = ()) -> list[Lookalike]:
    """Companies whose names differ little from this one: word order, spelling, a space more, one word more."""
    names = {row.id: row.folded_name for row in session.execute(select(Company.id, Company.folded_name))}
    for company_id in but:
        names.pop(company_id or 0, None)
    likeness = _likeness(folded(name), names)
    best = sorted(likeness, key=lambda company_id: (-likeness[company_id], company_id))[:MOST]
    found = {row.id: row for row in _read(session, _lookalikes().where(Company.id.in_(best)))} if best else {}
    return [found[company_id] for company_id in best if company_id in found]


def _likeness(wanted: str, names: dict[int, str]) -> dict[int, float]:
    squeezed = {company_id: name.replace(" ", "") for company_id, name in names.items()}
    comparisons = [
        (wanted, names, fuzz.token_sort_ratio, SIMILAR_ENOUGH),
        (wanted.replace(" ", ""), squeezed, fuzz.ratio, SIMILAR_ENOUGH),
    ]
    if " " in wanted:
        several_words = {company_id: name for company_id, name in names.items() if " " in name}
        comparisons.append((wanted, several_words, fuzz.token_set_ratio, PART_ENOUGH))
    likeness: dict[int, float] = {}
    for text, among, scorer, enough in comparisons:
        for _name, score, company_id in process.extract(text, among, scorer=scorer, score_cutoff=enough, limit=MOST):
            likeness[company_id] = max(score, likeness.get(company_id, 0))
    return likeness


def _lookalikes() -> Select[int, str, str, str | None]:
    return select(Company.id, Company.name, Company.city, Company.cvr)


def _read(session: Session, query: Select[int, str, str, str | None]) -> list[Lookalike]:
    return [Lookalike(row.id, row.name, row.city, row.cvr) for row in session.execute(query)]
