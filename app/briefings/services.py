"""Actions on briefings: ask a manager, and take their answer once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.briefings import queries, rules
from app.briefings.letter import letter_of
from app.briefings.models import Briefing, Climate, Partner, Workload
from app.briefings.tokens import hash_of, secret_of
from app.db import new_uid
from app.i18n import lazy_gettext as _
from app.mail.outbox import write
from app.refusals import Refused
from app.visits.models import Visit


@dataclass(frozen=True)
class Recipient:
    """Whom to ask; `user_id` when they are one of the system's users."""

    name: str
    address: str
    user_id: int | None = None


@dataclass(frozen=True)
class Told:
    """The three taps and the optional line."""

    partner: Partner
    climate: Climate
    workload: Workload
    remark: str = ""


def ask(
    session: Session, visit: Visit, recipient: Recipient, *, asker: User, secret_key: str, now: datetime
) -> Briefing:
    """Ask before a visit; the mail is written in the same transaction. An earlier link to the visit ends.

    Needs the visit's `company` loaded.

    Raises:
        Refused: the visit is no longer ahead, or was answered or asked about twice.
    """
    earlier = queries.briefings_of_visit(session, visit.id)
    if not rules.may_ask(visit, earlier, now):
        raise Refused(_("No briefing can be asked for before this visit any more."))
    for briefing in earlier:
        briefing.expires_at = min(briefing.expires_at, now)
    uid = new_uid()
    asked = Briefing(
        uid=uid,
        company_id=visit.company_id,
        visit_id=visit.id,
        asked_by_id=asker.id,
        manager_id=recipient.user_id,
        to_name=recipient.name,
        to_address=recipient.address,
        token_hash=hash_of(secret_of(secret_key, uid)),
        created_at=now,
        updated_at=now,
        expires_at=rules.expiry(visit, now),
    )
    session.add(asked)
    session.flush()
    write(session, letter_of(asked, visit.company, asker), now=now)
    return asked


def answer(session: Session, briefing: Briefing, told: Told, *, now: datetime) -> bool:
    """Keep an answer; False when the link has run out or was used. The row must be locked."""
    if rules.standing_of(briefing, now) != rules.Standing.ASKED:
        return False
    briefing.partner, briefing.climate, briefing.workload = told.partner, told.climate, told.workload
    briefing.remark, briefing.answered_at = told.remark, now
    session.flush()
    return True
