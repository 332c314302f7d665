"""The commands `jobloft undo`, for actions too large for a page, and `jobloft erase-contact`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from app import clock
from app.companies.models import Company, ContactPerson
from app.db import Database
from app.history import erasing, record
from app.history.ahead import hold_erasures, prepare
from app.history.models import Action
from app.history.undo import undo as take_back
from app.operations.commanding import ready_application
from app.refusals import Refused


@click.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
def undo(number: int) -> None:
    """Take a whole import or merge back; NUMBER is the last part of its page's address."""
    database = ready_application().database
    with database.reading() as reading:
        known = reading.get(Action, number)
    if known is None:
        raise click.ClickException(f"there is no action {number}")
    with _acting(database) as session:
        prepared = prepare(database, session, known.action_id)
        try:
            left = take_back(session, session.get_one(Action, number, with_for_update=True), prepared).left
        except Refused:
            raise click.ClickException("nothing of it can be undone (any more)") from None
    for (table, reason), count in Counter((each["table"], each["reason"]) for each in left).most_common():
        click.echo(f"left: {count} × {table} ({reason})")
    click.echo("undone")


@click.command("erase-contact")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.confirmation_option(prompt="They are deleted, in the change log too, and no undo brings them back. Go on?")
def erase(number: int) -> None:
    """Erase a contact person; NUMBER is the last number of the address of the page where they are edited."""
    with _acting(ready_application().database) as session:
        where, lines = erase_person(session, number)
    click.echo(f"erased at {where}; taken out of {lines} lines of the change log")


def erase_person(session: Session, number: int) -> tuple[str, int]:
    """Erase a contact person, also one who is gone; at which company, and out of how many lines of the log."""
    hold_erasures(session)
    contact = session.get(ContactPerson, number, with_for_update=True)
    if contact is None:
        return "no company any more", _erase_gone(session, number)
    return session.get_one(Company, contact.company_id).name, erasing.erase_contact(session, contact)


@contextmanager
def _acting(database: Database) -> Iterator[Session]:
    """A transaction whose changes stand in the log as nobody's: the command's."""
    with database.transaction() as session:
        record.begin_action(session, actor_id=None, now=clock.now())
        yield session


def _erase_gone(session: Session, number: int) -> int:
    into = erasing.went_into(session, number)
    if into is not None:
        raise click.ClickException(f"contact person {number} was merged into {into}: erase that one")
    lines = erasing.erase_gone(session, number)
    if not lines:
        raise click.ClickException(f"there is no contact person {number}")
    return lines
