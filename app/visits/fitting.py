"""Which kinds of residents could fit a company: counts from their wishes, never names, nothing under five."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.residents.models import Resident, Wish

FEWEST_SHOWN = 5
SHORTEST_WORD, STEM_LENGTH = 4, 6
# Endings of compounds that say nothing about the field: a storeman and a warehouse helper want the same thing.
EMPTY_ENDINGS = ("medarbejder", "medhjælper", "assistent", "arbejder", "arbejde", "hjælper", "opgaver", "job", "mand")
EMPTY_WORDS = frozenset(
    "alle andet anden diverse eller flere forskellige hele inden mange også samt timer uden ved".split()
)


@dataclass(frozen=True)
class FittingKind:
    """A kind of work and how many active residents wish for something like it; None is fewer than five."""

    label: str
    count: int | None


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's meaningful words, lower case: enough to tell kinds of work apart, no more."""
    words = "".join(c if c.isalpha() else " " for c in text.casefold()).split()
    return frozenset(_stem(word) for word in words if len(_stem(word)) >= SHORTEST_WORD and word not in EMPTY_WORDS)


def _stem(word: str) -> str:
    for ending in EMPTY_ENDINGS:
        if word.endswith(ending):
            word = word.removesuffix(ending).removesuffix("s")
            break
    return word[:STEM_LENGTH]


def shown_count(count: int) -> int | None:
    """Figures about residents for people outside show nothing under five, not even none."""
    return count if count >= FEWEST_SHOWN else None


def fitting_kinds(session: Session, labels: Sequence[str]) -> list[FittingKind]:
    """For each kind of work (the company's industry, titles of its openings) how many could fit. One query."""
    stems_of = {label: stems(label) for label in dict.fromkeys(labels) if stems(label)}
    wanted = sorted(set().union(*stems_of.values()))
    if not wanted:
        return []
    text = func.lower(Wish.text)
    likely = or_(*(text.contains(stem, autoescape=True) for stem in wanted))
    query = (
        select(Wish.resident_id, text)
        .join(Resident, Resident.id == Wish.resident_id)
        .where(Resident.active, Wish.refused.is_(False), likely)
    )
    wishes = [(resident_id, wish) for resident_id, wish in session.execute(query)]
    return [FittingKind(label, shown_count(_residents(wishes, mine))) for label, mine in stems_of.items()]


def _residents(wishes: Sequence[tuple[int, str]], wanted: frozenset[str]) -> int:
    return len({resident_id for resident_id, text in wishes if any(stem in text for stem in wanted)})
