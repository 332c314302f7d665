"""The command `jobloft undo`: for actions so large that nobody wants to wait for a page."""

from __future__ import annotations

from collections import Counter

import click

from app import clock, create_app
from app.config import from_environment
from app.history import record
from app.history.models import Action
from app.history.undo import undo as take_back
from app.operations.setup import migration_fault
from app.refusals import Refused


@click.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
def undo(number: int) -> None:
    """Take a whole import or merge back; NUMBER is the last part of its page's address."""
    app = create_app(from_environment())
    fault = migration_fault(app.database)
    if fault:
        raise click.ClickException(fault)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        action = session.get(Action, number)
        if action is None:
            raise click.ClickException(f"there is no action {number}")
        try:
            left = take_back(session, action).left
        except Refused:
            raise click.ClickException("nothing of it can be undone (any more)") from None
    for (table, reason), count in Counter((each["table"], each["reason"]) for each in left).most_common():
        click.echo(f"left: {count} × {table} ({reason})")
    click.echo("undone")
