"""The mail that asks a manager for a briefing; the link comes into it when it is sent."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import clock
from app.accounts.models import User
from app.briefings.models import Briefing
from app.briefings.rules import Standing, standing_of
from app.briefings.tokens import path_of
from app.companies.models import Company
from app.config import Config
from app.i18n import catalogue
from app.mail import kinds
from app.mail.models import Mail
from app.mail.outbox import Letter
from app.visits.models import VisitState

KIND = "briefing"
LINK = "<<link>>"


def letter_of(briefing: Briefing, company: Company, asker: User) -> Letter:
    """What is written into the outbox."""
    _: Callable[[str], str] = catalogue("da").ugettext
    name = {"name": briefing.to_name.split()[0], "company": company.name, "asker": asker.name}
    why = _("I am going to talk with %(company)s. You know them as a supplier, so I would like to hear you first.")
    paragraphs = [
        _("Hello %(name)s") % name,
        why % name,
        _("It takes three taps and no login:"),
        LINK,
        _("The link works once. Only consultants and job brokers see your answer, never the company."),
        _("Kind regards") + f"\n{asker.name}" + (f"\n{asker.phone}" if asker.phone else ""),
    ]
    subject = _("Three quick questions about %(company)s") % name
    return Letter(KIND, briefing.to_address, subject[:200], "\n\n".join(paragraphs) + "\n", about_id=briefing.id)


def text_at_sending(session: Session, mail: Mail, config: Config) -> str | None:
    """The mail with its link, unless the answer has come, the time has run out or the visit is cancelled."""
    query = select(Briefing).where(Briefing.id == mail.about_id).options(joinedload(Briefing.visit))
    briefing = session.scalar(query)
    if briefing is None or briefing.visit.state == VisitState.CANCELLED:
        return None
    if standing_of(briefing, clock.now()) != Standing.ASKED:
        return None
    return mail.body.replace(LINK, config.base_url.rstrip("/") + path_of(config.secret_key, briefing.uid))


kinds.register(KIND, text_at_sending)
