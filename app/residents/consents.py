"""Actions on consents: given for a purpose, to one receiver, for named fields, until a day; taken back at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.residents.consent_texts import CURRENT_VERSION
from app.residents.models import Consent, ConsentScope, LegalBasis, Resident


def give(session: Session, resident: Resident, *, now: datetime, values: Mapping[str, Any]) -> Consent:
    """A new consent in the words that are current.

    Raises:
        Refused: the receiver is the resident's own organisation, which needs none.
    """
    if values["receiver_id"] == resident.organisation_id:
        raise Refused(_("Your own organisation needs no consent."), "receiver_id")
    consent = Consent(
        resident_id=resident.id,
        receiver_id=values["receiver_id"],
        purpose=values["purpose"],
        scope=[ConsentScope(name).value for name in values["scope"]],
        basis=LegalBasis(values["basis"]),
        text_version=CURRENT_VERSION,
        given_how=values["given_how"],
        given_on=values["given_on"],
        valid_until=values["valid_until"],
        updated_at=now,
    )
    session.add(consent)
    session.flush()
    return consent


def withdraw(session: Session, consent: Consent, *, now: datetime) -> Consent:
    """The resident takes the consent back; the first withdrawal's instant stays."""
    if consent.withdrawn_at is None:
        consent.withdrawn_at = now
    session.flush()
    return consent
