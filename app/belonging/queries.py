"""Which residents a text names, among those that its writer may see anyway: asking must tell nobody anything new."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.belonging.rules import Doubt, doubts, name_pairs
from app.permissions import allowed
from app.residents.models import Resident
from app.residents.queries import visible_residents

MOST_PAIRS = 60


def doubts_in(session: Session, user: User, texts: Sequence[str], *, known: Collection[str] = ()) -> list[Doubt]:
    """What in these texts may speak of a resident. `known` are names that may stand there, as the company's own.

    One query at most, of residents that the user sees in full; none for those who see no residents.
    """
    names = _residents_named(session, user, texts)
    found = [doubt for text in texts for doubt in doubts(text, residents=names, known=known)]
    return list(dict.fromkeys(found))


def _residents_named(session: Session, user: User, texts: Sequence[str]) -> list[str]:
    pairs = list(dict.fromkeys(pair for text in texts for pair in name_pairs(text)))[:MOST_PAIRS]
    if not pairs or not allowed(user.roles, "residents.read"):
        return []
    # Folded words hold letters and digits only, so nothing in them is a wildcard.
    named = [condition for a, b in pairs for condition in _written(f"{a} {b}", f"{a} % {b}", f"{a} {b} %")]
    visible = visible_residents(user).where(or_(*named)).subquery()
    return list(session.scalars(select(visible.c.folded_name).distinct()))


def _written(exact: str, *patterns: str) -> list[ColumnElement[bool]]:
    return [Resident.folded_name == exact, *(Resident.folded_name.like(pattern) for pattern in patterns)]
