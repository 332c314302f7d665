"""Carries all that belongs to a company over to the one that it goes into, foreign key by foreign key.

Every foreign key to a company or a contact person has a rule here; a test fails for one that has none.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Organisation
from app.companies.models import Company, ContactPerson, Contribution, ContributionKind, SupplierRelation
from app.companies.supplier_numbers import LONGEST, joined
from app.history.record import note_merged
from app.history.tables import model_of
from app.i18n import lazy_gettext as _
from app.merging.models import NotSame
from app.merging.rules import Persons, Side, later
from app.refusals import Refused
from app.visits.models import NextStep, Visit
from app.wheel.models import PlannedContact


class Rule(enum.StrEnum):
    """What happens to the rows that refer to a company which goes into another."""

    MOVE = "move"
    CHOOSE = "choose"
    JOIN = "join"
    PAIR = "pair"
    DROP = "drop"


COMPANY_RULES: dict[tuple[str, str], Rule] = {
    ("visit", "company_id"): Rule.MOVE,
    ("job_order", "company_id"): Rule.MOVE,
    ("next_step", "company_id"): Rule.MOVE,
    ("planned_contact", "company_id"): Rule.MOVE,
    ("briefing", "company_id"): Rule.MOVE,
    ("contact_attempt", "company_id"): Rule.MOVE,
    ("company_warning", "company_id"): Rule.MOVE,
    ("contact_person", "company_id"): Rule.MOVE,
    ("stage_change", "company_id"): Rule.MOVE,
    ("merged_company", "into_id"): Rule.MOVE,
    # One answer a company and way of contributing: the person who merges chooses.
    ("contribution", "company_id"): Rule.CHOOSE,
    # One relation a company and association: the later end, clauses if either has them, the numbers of both.
    ("supplier_relation", "company_id"): Rule.JOIN,
    ("not_same", "first_id"): Rule.PAIR,
    ("not_same", "second_id"): Rule.PAIR,
    # The next sweep proposes anew; the rows go with the company.
    ("double_proposal", "first_id"): Rule.DROP,
    ("double_proposal", "second_id"): Rule.DROP,
}
PERSON_RULES: dict[tuple[str, str], Rule] = {
    ("visit", "contact_person_id"): Rule.MOVE,
    ("job_order", "contact_person_id"): Rule.MOVE,
}


CALENDAR = (Visit, PlannedContact, NextStep)


def carry(
    session: Session,
    kept: Company,
    gone: Company,
    *,
    answers: Mapping[ContributionKind, Side],
    persons: Collection[Persons],
) -> None:
    """All that belongs to `gone` belongs to `kept` afterwards; what both had is one, as was chosen."""
    for (table, column), rule in COMPANY_RULES.items():
        if rule == Rule.MOVE:
            _move(session, table, column, gone.id, kept.id)
    _choose_answers(session, kept, gone, answers)
    _join_suppliers(session, kept, gone)
    _repair_pairs(session, kept, gone)
    for pair in persons:
        _merge_persons(session, pair)
    _one_fixed_contact(session, kept)
    session.flush()


def _move(session: Session, table: str, column: str, old: int, new: int) -> None:
    model = model_of(table)
    for row in session.scalars(select(model).where(getattr(model, column) == old)):
        setattr(row, column, new)
        # A calendar's entry names the company, not the person: programs read it again, under the same identity.
        if model_of(table) in CALENDAR and column == "company_id":
            row.sequence += 1
    session.flush()


def _choose_answers(session: Session, kept: Company, gone: Company, chosen: Mapping[ContributionKind, Side]) -> None:
    mine = {row.kind: row for row in _of(session, Contribution, kept)}
    for row in _of(session, Contribution, gone):
        same = mine.get(row.kind)
        if same is None:
            row.company_id = kept.id
            continue
        if chosen.get(row.kind) == Side.SECOND:
            same.answer, same.how_often, same.extent = row.answer, row.how_often, row.extent
        session.delete(row)
    session.flush()


def _join_suppliers(session: Session, kept: Company, gone: Company) -> None:
    mine = {row.organisation_id: row for row in _of(session, SupplierRelation, kept)}
    for row in _of(session, SupplierRelation, gone):
        same = mine.get(row.organisation_id)
        if same is None:
            row.company_id = kept.id
            continue
        same.social_clauses = same.social_clauses or row.social_clauses
        # Without both the next list of that association would not find the company that bears them there.
        same.supplier_number = _both_numbers(session, same, row)
        same.agreement_ends_on = later(same.agreement_ends_on, row.agreement_ends_on)
        session.delete(row)
    session.flush()


def _both_numbers(session: Session, same: SupplierRelation, row: SupplierRelation) -> str:
    numbers = joined(same.supplier_number, row.supplier_number)
    if len(numbers) > LONGEST:
        whose = session.get_one(Organisation, row.organisation_id).name
        raise Refused(
            _("%(association)s has too many supplier numbers for the two: they do not fit.", association=whose)
        )
    return numbers


def _of(session: Session, model: Any, company: Company) -> list[Any]:
    return list(session.scalars(select(model).where(model.company_id == company.id).order_by(model.id)))


def _repair_pairs(session: Session, kept: Company, gone: Company) -> None:
    """What is not the same as the one that goes is not the same as the one that stays; the pair itself is settled."""
    both = select(NotSame).where(NotSame.first_id.in_([kept.id, gone.id]) | NotSame.second_id.in_([kept.id, gone.id]))
    rows = list(session.scalars(both.order_by(NotSame.id)))
    known = {(row.first_id, row.second_id) for row in rows if gone.id not in (row.first_id, row.second_id)}
    for row in rows:
        if gone.id not in (row.first_id, row.second_id):
            continue
        other = row.second_id if row.first_id == gone.id else row.first_id
        pair = (min(other, kept.id), max(other, kept.id))
        if other == kept.id or pair in known:
            session.delete(row)
        else:
            row.first_id, row.second_id = pair
            known.add(pair)
    session.flush()


def _merge_persons(session: Session, pair: Persons) -> None:
    """One person instead of two: what the one lacks the other gives; whoever has not left there has not left."""
    one, other = pair.first, pair.second
    for table, column in PERSON_RULES:
        _move(session, table, column, other.id, one.id)
    for name in ("job_title", "phone", "email"):
        setattr(one, name, getattr(one, name) or getattr(other, name))
    one.name = max(one.name, other.name, key=len)
    one.left_on = later(one.left_on, other.left_on) if one.left_on and other.left_on else None
    one.is_fixed = one.is_fixed or other.is_fixed
    note_merged(session, other, one)
    session.delete(other)
    session.flush()


def _one_fixed_contact(session: Session, kept: Company) -> None:
    """Both may have had one: the first that has not left stays it."""
    here = select(ContactPerson).where(ContactPerson.company_id == kept.id, ContactPerson.is_fixed)
    fixed = list(session.scalars(here.where(ContactPerson.left_on.is_(None)).order_by(ContactPerson.id)))
    for other in fixed[1:]:
        other.is_fixed = False
