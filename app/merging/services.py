"""Actions on companies that may be one: merge them, or say for good that they are not the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.companies.models import Company, ContributionKind
from app.companies.rules import folded
from app.history.actions import register
from app.history.models import ActionKind
from app.i18n import lazy_gettext as _
from app.merging.carrying import carry
from app.merging.models import DoubleProposal, MergedCompany, NotSame
from app.merging.rules import FACTS, Fact, Persons, Side, cautions
from app.merging.sweep import work_out
from app.refusals import Refused


@dataclass(frozen=True)
class Choices:
    """What a person has chosen: whose fact, whose answer to a way of contributing, which contact persons are one.

    A fact that is not named stays as the first company has it.
    """

    facts: Mapping[str, Side] = field(default_factory=dict)
    answers: Mapping[ContributionKind, Side] = field(default_factory=dict)
    persons: Collection[Persons] = ()
    confirmed: bool = False


def merge(session: Session, first: Company, second: Company, *, choices: Choices, now: datetime) -> Company:
    """One company of two: the first keeps its number, the second's leads to it; all that hangs on both stays.

    An action of its own in the change log: an administrator can take it back.

    Raises:
        Refused: something speaks against it that nobody has confirmed.
    """
    if cautions(first, second) and not choices.confirmed:
        raise Refused(_("Say that you have looked at what speaks against it."), "confirmed")
    register(session, ActionKind.MERGE, f"{first.name} ← {second.name}")
    wanted = _wanted(first, second, choices.facts)
    _let_number_go(session, second)
    for name, value in wanted.items():
        setattr(first, name, value)
    first.folded_name = folded(first.name)
    first.created_at = min(first.created_at, second.created_at)
    first.updated_at = now
    flag_modified(first, "updated_at")
    session.flush()
    carry(session, first, second, answers=choices.answers, persons=choices.persons)
    session.add(MergedCompany(old_id=second.id, into_id=first.id, at=now))
    # Read anew what belongs to it (nothing any more): whatever a list still held would be deleted with it.
    session.expire(second, inspect(second).mapper.relationships.keys())
    session.delete(second)
    session.flush()
    session.expire(first, ["contacts", "suppliers", "contributions", "stage_changes"])
    return first


def _wanted(first: Company, second: Company, chosen: Mapping[str, Side]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for fact in FACTS:
        side = chosen.get(fact.name, Side.FIRST)
        if side == Side.BOTH and fact.joins:
            found |= _joined(fact, first, second)
        elif side == Side.SECOND:
            found |= dict(zip(fact.columns, fact.value(second), strict=True))
    return found


def _joined(fact: Fact, first: Company, second: Company) -> dict[str, str]:
    (one,), (other,) = fact.value(first), fact.value(second)
    return {fact.name: "\n\n".join(text for text in (one, other) if text)}


def _let_number_go(session: Session, second: Company) -> None:
    # Unique: the first can take it only when the second has it no longer.
    second.cvr = None
    session.flush()


def not_the_same(session: Session, first_id: int, second_id: int, *, actor_id: int, now: datetime) -> NotSame:
    """Remember who said that these two are not one; they are not proposed again. Saying it twice changes nothing."""
    low, high = sorted((first_id, second_id))
    known = session.scalar(select(NotSame).where(NotSame.first_id == low, NotSame.second_id == high))
    session.execute(
        delete(DoubleProposal).where(DoubleProposal.first_id == low, DoubleProposal.second_id == high),
        execution_options={"synchronize_session": False},
    )
    said = known or NotSame(first_id=low, second_id=high, user_id=actor_id, at=now)
    session.add(said)
    session.flush()
    return said


def propose_again(session: Session, first_id: int, second_id: int, *, now: datetime) -> DoubleProposal | None:
    """Nobody has said any more that these two are not one; the proposal that a sweep would make of them, if any.

    Saying it twice changes nothing.
    """
    low, high = sorted((first_id, second_id))
    for said in session.scalars(select(NotSame).where(NotSame.first_id == low, NotSame.second_id == high)):
        session.delete(said)
    pair = (DoubleProposal.first_id == low) & (DoubleProposal.second_id == high)
    known = session.scalar(select(DoubleProposal).where(pair))
    found = [] if known else work_out(session, among=[low, high])
    made = known or next((DoubleProposal(**row, found_at=now) for row in found), None)
    if made is not None:
        session.add(made)
    session.flush()
    return made
