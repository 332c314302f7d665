"""The only way to a resident: every look-up is at the same time the permission to see.

Own organisation: a counsellor's whole team, otherwise those assigned. Another organisation: only `SharedView`s, made
from consents that run today. Everything else does not exist for the asker.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.exceptions import NotFound

from app.accounts.models import Organisation, Role, User, UserRole
from app.db import is_writing
from app.residents.models import Consent, ConsentScope, Considerations, Goal, Resident
from app.residents.names import folded
from app.residents.sharing import OwnerHint, SharedView, owner_hint, shared_view

OWNER = (joinedload(Resident.organisation), joinedload(Resident.counsellor))
PROFILE = (
    selectinload(Resident.wishes),
    selectinload(Resident.skills),
    selectinload(Resident.personal_skills),
    selectinload(Resident.certificates),
    selectinload(Resident.languages),
)


def in_scope(user: User) -> ColumnElement[bool]:
    """Which residents are open to this user in full; the same rule as `rules.may_read`."""
    ways: list[ColumnElement[bool]] = []
    if Role.COUNSELLOR in user.roles:
        return Resident.organisation_id == user.organisation_id
    if Role.BROKER in user.roles:
        ways.append(Resident.broker_id == user.id)
    if Role.JOB_CONSULTANT in user.roles:
        ways.append(Resident.case_officer_id == user.id)
    return and_(Resident.organisation_id == user.organisation_id, or_(*ways)) if ways else false()


def get_resident_for(session: Session, user: User, resident_id: int, *options: ORMOption) -> Resident:
    """The resident whose whole profile is open to this user; locked when the session writes.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Resident).where(Resident.id == resident_id, in_scope(user)).options(*options)
    resident = session.scalar(query.with_for_update(of=Resident) if is_writing(session) else query)
    if resident is None:
        raise NotFound
    return resident


def get_shared_view_for(session: Session, user: User, resident_id: int, today: date) -> SharedView:
    """What consents that run today open to the user's organisation of another organisation's resident.

    Raises:
        NotFound: no such consent, withdrawn, expired, or no such resident.
    """
    query = select(Resident).where(Resident.id == resident_id, _shared_with(user, today))
    resident = session.scalar(query.options(*OWNER, *PROFILE))
    if resident is None:
        raise NotFound
    return _views(session, [resident], user, today)[0]


def visible_residents(user: User) -> Select[Resident]:
    """All residents open to this user in full, also archived ones."""
    return select(Resident).where(in_scope(user))


def resident_ids_for(session: Session, user: User) -> frozenset[int]:
    """Ids of active residents open to this user in full: who a ranking may show by name."""
    return frozenset(session.scalars(select(Resident.id).where(in_scope(user), Resident.active)))


def shared_residents(user: User, today: date) -> Select[Resident]:
    """Active residents of other organisations that consents open today; only ever shown through `shared_views`."""
    return select(Resident).where(_shared_with(user, today)).options(*OWNER, *PROFILE)


def shared_views(session: Session, residents: Iterable[Resident], user: User, today: date) -> list[SharedView]:
    """The views of rows of `shared_residents`, in their order. One query."""
    return _views(session, list(residents), user, today)


def running(today: date) -> ColumnElement[bool]:
    """Consents that are in force on a day; a withdrawal counts from the next request."""
    return and_(Consent.withdrawn_at.is_(None), Consent.given_on <= today, Consent.valid_until >= today)


def _shared_with(user: User, today: date) -> ColumnElement[bool]:
    allowed = not user.roles.isdisjoint({Role.COUNSELLOR, Role.BROKER, Role.JOB_CONSULTANT})
    given = exists().where(
        Consent.resident_id == Resident.id, Consent.receiver_id == user.organisation_id, running(today)
    )
    elsewhere = Resident.organisation_id != user.organisation_id
    return and_(Resident.active, elsewhere, given) if allowed else false()


def _views(session: Session, residents: list[Resident], user: User, today: date) -> list[SharedView]:
    ids = [resident.id for resident in residents]
    query = select(Consent).where(
        Consent.resident_id.in_(ids), Consent.receiver_id == user.organisation_id, running(today)
    )
    given: dict[int, list[Consent]] = {}
    for consent in session.scalars(query.order_by(Consent.id)):
        given.setdefault(consent.resident_id, []).append(consent)
    return [shared_view(resident, given[resident.id]) for resident in residents if resident.id in given]


def named(text: str) -> ColumnElement[bool]:
    """Residents whose name, or a part of it, begins so; æ, ø and å may be written ae, oe and aa."""
    wanted = folded(text)
    if not wanted:
        return false()
    return or_(Resident.folded_name.startswith(wanted), Resident.folded_name.contains(f" {wanted}"))


def shared_by_name(text: str, user: User, today: date) -> ColumnElement[bool]:
    """Among shared residents, those so named whose consent opens the name."""
    opens_name = cast(Consent.scope, String).contains(f'"{ConsentScope.NAME_AND_CONTACT.value}"')
    given = exists().where(
        Consent.resident_id == Resident.id, Consent.receiver_id == user.organisation_id, running(today), opens_name
    )
    return and_(named(text), given)


def resident_list(
    user: User, *, tab: str, text: str, counsellor: str, area: str, goal: str, active: bool
) -> Select[Resident]:
    """The list of residents open in full: those of a tab (mine, assigned, else all), and its filters."""
    query = visible_residents(user).where(Resident.active.is_(active))
    query = query.options(joinedload(Resident.counsellor), selectinload(Resident.wishes))
    conditions: list[ColumnElement[bool]] = []
    if tab in BY_TAB:
        conditions.append(BY_TAB[tab](user))
    if text:
        conditions.append(named(text))
    if counsellor:
        conditions.append(_of_counsellor(counsellor))
    if area:
        conditions.append(Resident.housing_area == area)
    if goal in tuple(Goal):
        conditions.append(Resident.goal == Goal(goal))
    return query.where(*conditions)


BY_TAB: dict[str, Callable[[User], ColumnElement[bool]]] = {
    "mine": lambda user: Resident.counsellor_id == user.id,
    "assigned": lambda user: or_(Resident.broker_id == user.id, Resident.case_officer_id == user.id),
}


def _of_counsellor(asked: str) -> ColumnElement[bool]:
    if asked == "none":
        return Resident.counsellor_id.is_(None)
    return Resident.counsellor_id == int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else false()


def housing_areas(session: Session, user: User) -> list[str]:
    """The areas in use among the residents that this user may see."""
    query = select(Resident.housing_area).where(in_scope(user), Resident.housing_area != "")
    return list(session.scalars(query.distinct().order_by(Resident.housing_area)))


def full_record(session: Session, user: User, resident_id: int) -> Resident:
    """A resident with everything its page shows; considerations are not part of it."""
    people = (joinedload(Resident.broker), joinedload(Resident.case_officer))
    consents = selectinload(Resident.consents).joinedload(Consent.receiver)
    return get_resident_for(session, user, resident_id, *OWNER, *people, *PROFILE, consents)


def has_considerations(session: Session, resident: Resident) -> bool:
    """Whether anything is kept on considerations, without reading it."""
    return bool(session.scalar(select(exists().where(Considerations.resident_id == resident.id))))


def get_consent_for(session: Session, user: User, resident: Resident, consent_id: int) -> Consent:
    """A consent of this resident, if the whole profile is open to the user.

    Raises:
        NotFound: there is none, or not for this user.
    """
    query = select(Consent).join(Resident, Resident.id == Consent.resident_id)
    query = query.where(Consent.id == consent_id, Consent.resident_id == resident.id, in_scope(user))
    consent = session.scalar(query.with_for_update(of=Consent) if is_writing(session) else query)
    if consent is None:
        raise NotFound
    return consent


def owner_hints(session: Session, resident_ids: Collection[int]) -> dict[int, OwnerHint]:
    """Whom to ask about each of these residents, whoever asks: nothing of the residents themselves. One query."""
    query = select(Resident).where(Resident.id.in_(resident_ids)).options(*OWNER)
    return {resident.id: owner_hint(resident) for resident in session.scalars(query)}


def staff(session: Session, role: Role, *, organisation_id: int | None = None) -> list[tuple[int, str]]:
    """Active users of a role for choosing among, of one organisation when given: id and name by name."""
    query = select(User.id, User.name).where(
        User.active, exists().where(UserRole.user_id == User.id, UserRole.role == role)
    )
    if organisation_id is not None:
        query = query.where(User.organisation_id == organisation_id)
    return [(row.id, row.name) for row in session.execute(query.order_by(User.name, User.id))]


def receivers(session: Session, resident: Resident) -> list[tuple[int, str]]:
    """Organisations that a consent can name: all active partners but the resident's own."""
    query = select(Organisation.id, Organisation.name).where(
        Organisation.active, Organisation.id != resident.organisation_id
    )
    rows: Any = session.execute(query.order_by(Organisation.name))
    return [(row.id, row.name) for row in rows]
