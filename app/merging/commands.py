"""The command `jobloft duplicates`: the sweep, for a server's nightly jobs."""

from __future__ import annotations

import click

from app import clock, create_app
from app.config import from_environment
from app.merging import sweep
from app.operations.setup import migration_fault


@click.command()
def duplicates() -> None:
    """Look for companies that are registered twice, and propose them on the page of possible doubles."""
    app = create_app(from_environment())
    fault = migration_fault(app.database)
    if fault:
        raise click.ClickException(fault)
    # Worked out while only reading, so that nobody waits; written in one short transaction.
    with app.database.reading() as session:
        rows = sweep.work_out(session)
    with app.database.transaction() as session:
        count = sweep.keep(session, rows, now=clock.now())
    click.echo(f"{count} pairs to look at")
