"""The command `jobloft duplicates`: the sweep, for a server's nightly jobs."""

from __future__ import annotations

import click

from app import clock
from app.merging import sweep
from app.operations.commanding import ready_application


@click.command()
def duplicates() -> None:
    """Look for companies that are registered twice, and propose them on the page of possible doubles."""
    app = ready_application()
    # Worked out while only reading, so that nobody waits; written in one short transaction.
    with app.database.reading() as session:
        rows = sweep.work_out(session)
    with app.database.transaction() as session:
        count = sweep.keep(session, rows, now=clock.now())
    click.echo(f"{count} pairs to look at")
