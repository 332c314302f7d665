"""Watches over a form that plans a contact: what speaks against it is shown, and whoever goes on says why."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.i18n import lazy_gettext as _
from app.outreach import queries
from app.outreach.forms import OutreachFields
from app.outreach.rules import Concerns, Contact
from app.refusals import Refused


class Watch:
    """The concerns about one contact, found when its form is opened and again when it is carried out."""

    def __init__(self) -> None:
        self.concerns = Concerns()

    def look(self, session: Session, company_id: int, contact: Contact, form: OutreachFields) -> None:
        """Find what speaks against the contact as the form proposes it; what is shown counts as seen."""
        self.concerns = queries.concerns_about(session, company_id, contact)
        form.outreach_seen.data = self.concerns.signature

    def passed(self, session: Session, company_id: int, contact: Contact, form: OutreachFields) -> str:
        """The reason to keep with the contact: empty when nothing speaks against it.

        Raises:
            Refused: something does, and the author has not seen it or not said why they go on.
        """
        seen = form.outreach_seen.data
        self.look(session, company_id, contact, form)
        if not self.concerns.any:
            return ""
        if seen != self.concerns.signature:
            raise Refused(_("See what stands above. Join your colleague, or write why you go on."), "outreach_reason")
        if not form.outreach_reason.data:
            raise Refused(_("Write why you go on, or join your colleague."), "outreach_reason")
        return str(form.outreach_reason.data)
