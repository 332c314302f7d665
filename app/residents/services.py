"""Actions on residents: profile, its lists, considerations, assignment, archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import Role, User
from app.db import Base
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.residents import rules
from app.residents.models import (
    Certificate,
    Considerations,
    LanguageSkill,
    PersonalQuestion,
    PersonalSkill,
    Resident,
    Skill,
    Wish,
)
from app.residents.parts import CertificateRow, LanguageRow, SkillRow

Row = TypeVar("Row", bound=Base)


def create_resident(
    session: Session, user: User, *, now: datetime, values: Mapping[str, Any], wishes: Sequence[str] = ()
) -> Resident:
    """A new resident of the user's organisation, in the user's hands, so that nobody creates what they can't see."""
    resident = Resident(organisation_id=user.organisation_id, **values, created_at=now, updated_at=now)
    resident.wishes = [Wish(position=position, text=text) for position, text in enumerate(wishes)]
    if Role.COUNSELLOR in user.roles:
        resident.counsellor_id = user.id
    elif Role.BROKER in user.roles:
        resident.broker_id = user.id
    else:
        resident.case_officer_id = user.id
    session.add(resident)
    session.flush()
    return resident


def update_resident(session: Session, resident: Resident, *, values: Mapping[str, Any]) -> Resident:
    """Change columns of the profile or the hours."""
    for name, value in values.items():
        setattr(resident, name, value)
    session.flush()
    return resident


def set_wishes(session: Session, resident: Resident, *, wishes: Sequence[str], refused: Sequence[str]) -> Resident:
    """The wishes in the resident's own order, and what they would rather not. Needs `wishes` loaded."""
    wanted = [(text, False) for text in wishes] + [(text, True) for text in refused]
    before = [(wish.text, wish.refused) for wish in resident.wishes]
    if before == wanted:
        return resident
    kept = _kept(resident.wishes, wanted, lambda wish: (wish.text, wish.refused))
    resident.wishes = [
        kept.get(key) or Wish(text=key[0], refused=key[1], position=position) for position, key in enumerate(wanted)
    ]
    for position, wish in enumerate(resident.wishes):
        wish.position = position
    return _touched(session, resident)


def set_skills(session: Session, resident: Resident, *, rows: Sequence[SkillRow]) -> Resident:
    """What the resident can do and where it comes from. Needs `skills` loaded."""
    if [SkillRow(skill.text, skill.source) for skill in resident.skills] == list(rows):
        return resident
    kept = _kept(resident.skills, [row.text for row in rows], lambda skill: skill.text)
    resident.skills = [kept.get(row.text) or Skill(text=row.text) for row in rows]
    for skill, row in zip(resident.skills, rows, strict=True):
        skill.source = row.source
    return _touched(session, resident)


def set_certificates(session: Session, resident: Resident, *, rows: Sequence[CertificateRow]) -> Resident:
    """Certificates and licences with their last day. Needs `certificates` loaded."""
    if [CertificateRow(one.text, one.valid_until) for one in resident.certificates] == list(rows):
        return resident
    kept = _kept(resident.certificates, [row.text for row in rows], lambda one: one.text)
    resident.certificates = [kept.get(row.text) or Certificate(text=row.text) for row in rows]
    for certificate, row in zip(resident.certificates, rows, strict=True):
        certificate.valid_until = row.valid_until
    return _touched(session, resident)


def set_languages(session: Session, resident: Resident, *, rows: Sequence[LanguageRow]) -> Resident:
    """Languages with level 0–5. Needs `languages` loaded."""
    if {(one.language, one.level) for one in resident.languages} == {(row.language, row.level) for row in rows}:
        return resident
    kept = _kept(resident.languages, [row.language for row in rows], lambda one: one.language)
    resident.languages = [kept.get(row.language) or LanguageSkill(language=row.language) for row in rows]
    for language, row in zip(resident.languages, rows, strict=True):
        language.level = row.level
    return _touched(session, resident)


def set_personal_skills(
    session: Session, resident: Resident, *, situations: Mapping[PersonalQuestion, str]
) -> Resident:
    """The situations that show personal competences; an empty one takes it away. Needs `personal_skills` loaded."""
    wanted = {question: text for question, text in situations.items() if text}
    if {one.question: one.situation for one in resident.personal_skills} == wanted:
        return resident
    kept = {one.question: one for one in resident.personal_skills}
    resident.personal_skills = [kept.get(question) or PersonalSkill(question=question) for question in wanted]
    for one in resident.personal_skills:
        one.situation = wanted[one.question]
    return _touched(session, resident)


def set_considerations(
    session: Session,
    resident: Resident,
    *,
    now: datetime,
    avoid: Sequence[str],
    note: str,
    consented_on: date | None,
) -> Resident:
    """What the work must not demand; nothing filled in takes the row away. Needs `considerations` loaded.

    Raises:
        Refused: there is something to keep, but not the resident's own yes.
    """
    if not avoid and not note:
        resident.considerations = None
        return _touched(session, resident)
    if consented_on is None:
        raise Refused(_("Write the day on which the resident said yes to this being kept."), "consented_on")
    kept = resident.considerations or Considerations(updated_at=now)
    kept.avoid, kept.note, kept.consented_on = list(avoid), note, consented_on
    resident.considerations = kept
    return _touched(session, resident)


def take_over(session: Session, resident: Resident, user: User) -> Resident:
    """Become the counsellor of a resident who has none.

    Raises:
        Refused: somebody else was first, or the user may not.
    """
    if not rules.may_take_over(user, resident):
        raise Refused(_("Another counsellor has taken over in the meantime."))
    resident.counsellor_id = user.id
    session.flush()
    return resident


def note_talk(session: Session, resident: Resident, *, day: date) -> Resident:
    """Remember the day of the last talk; an earlier day never takes a later one's place."""
    if resident.last_contact_on is None or resident.last_contact_on < day:
        resident.last_contact_on = day
    session.flush()
    return resident


def set_active(session: Session, resident: Resident, *, active: bool) -> Resident:
    """Put a resident away in the archive, or take them out again; sharing rests meanwhile."""
    resident.active = active
    session.flush()
    return resident


def _kept(rows: Sequence[Row], wanted: Sequence[Any], key: Callable[[Row], Any]) -> dict[Any, Row]:
    # Rows that stay keep their id, so that the change log tells what changed and no unique key is met twice.
    return {key(row): row for row in rows if key(row) in wanted}


def _touched(session: Session, resident: Resident) -> Resident:
    # A change in a list must raise the resident's version also when nothing of its own row changed.
    flag_modified(resident, "updated_at")
    session.flush()
    return resident
