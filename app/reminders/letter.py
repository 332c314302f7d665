"""The words of the mail: companies, days and numbers of things; no resident, no text that somebody typed freely."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import User
from app.config import Config
from app.display import day, instant, short_day
from app.i18n import gettext as _
from app.i18n import ngettext
from app.mail import kinds
from app.mail.models import Mail
from app.mail.outbox import Letter
from app.reminders import queries
from app.reminders.rules import Agenda, wants_reminders

KIND = "reminder"
Section = tuple[str, list[str]]


def letter_for(user: User, today: date) -> Letter:
    """What is put into the outbox: who and when; the text is made when it is sent."""
    subject = _("Jobløft: your %(day)s", day=day(today))
    return Letter(KIND, user.email, subject, "", user_id=user.id, once=f"{KIND}:{user.id}:{today.isoformat()}")


def text_at_sending(session: Session, mail: Mail, config: Config) -> str | None:
    """The mail as of now; None when the day is over, nothing waits any more, or the person paused meanwhile."""
    user = queries.person(session, mail.user_id)
    today = clock.today()
    if user is None or clock.local_day(mail.created_at) != today:
        return None
    if not wants_reminders(queries.setting_of(session, user.id), today):
        return None
    agenda = queries.agenda_of(session, user, today)
    return text_of(agenda, user.name, config.base_url.rstrip("/")) if agenda.worth_a_mail else None


def text_of(agenda: Agenda, name: str, address: str) -> str:
    """The whole text."""
    parts = [_("Good morning, %(name)s", name=name.split()[0])]
    parts += ["\n".join((title, *(f"- {line}" for line in lines))) for title, lines in sections(agenda) if lines]
    parts += [f"{_('See it all on My day:')}\n{address}/"]
    parts += [f"{_('Fewer mails, or a pause:')}\n{address}/account/reminders"]
    return "\n\n".join(parts) + "\n"


def sections(agenda: Agenda) -> Iterator[Section]:
    """Headings with their lines, the most pressing first."""
    yield _("Visits"), [f"{visit.company.name}, {instant(visit.starts_at)}" for visit in agenda.visits]
    yield _("Visits without a note"), [f"{v.company.name}, {instant(v.starts_at)}" for v in agenda.unnoted]
    due = [step for step in agenda.steps if step.due_on == agenda.today]
    late = len(agenda.steps) - len(due)
    steps = [step.company.name if step.company else _("a next step of your own") for step in due]
    steps += (
        [ngettext("%(num)s that should have been done", "%(num)s that should have been done", late)] if late else []
    )
    yield _("Next steps for today"), steps
    yield _("Planned contacts"), [f"{p.company.name}, {short_day(p.on_date)}" for p in agenda.planned]
    yield _("You are asked whether you have someone"), [one.inquiry.job_order.title for one in agenda.questions]
    yield (
        _("Job orders whose last day to apply has passed"),
        [f"{o.title}, {o.company.name}" for o in agenda.passed_orders],
    )
    number = len(agenda.consents)
    consents = ngettext("%(num)s consent runs out soon", "%(num)s consents run out soon", number)
    yield _("Consents"), [consents] if number else []


kinds.register(KIND, text_at_sending)
