"""`jobloft remind`: what a timer calls every ten minutes, or at least once a day (nothing is sent twice)."""

from __future__ import annotations

import click

from app import clock
from app.history import record
from app.imports.services import forget_old
from app.mail.delivery import can_send, deliver_waiting
from app.operations.commanding import ready_application
from app.orders.services import expire_passed
from app.reminders.services import write_reminders


@click.command()
def remind() -> None:
    """Send due reminders once, let job orders expire whose last day is long past, forget the rows of old lists."""
    app = ready_application()
    now = clock.now()
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=now)
        expired = len(expire_passed(session, now=now, today=clock.local_day(now)))
        forgotten = forget_old(session, now=now)
        ready = can_send(app.settings)
        written = write_reminders(session, now=now) if ready else 0
    if forgotten:
        click.echo(f"the rows of {forgotten} old lists deleted")
    if not ready:
        raise click.ClickException("no mails are sent: JOBLOFT_SMTP_URL and JOBLOFT_MAIL_FROM are not set")
    done = deliver_waiting(app.database, app.settings)
    click.echo(
        f"{written} reminders, {done.sent} mails sent, {done.withdrawn} no longer true, {expired} orders expired"
    )
    if done.failed:
        raise click.ClickException(f"{done.failed} mails could not be sent; they are tried again")
