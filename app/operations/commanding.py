"""What commands that work on the data begin with."""

from __future__ import annotations

import click

from app import create_app
from app.config import from_environment
from app.operations.setup import migration_fault
from app.web import Jobloft


def ready_application() -> Jobloft:
    """The application over a database that it can work on.

    Raises:
        click.ClickException: the database is not set up, or at another migration than the program.
    """
    app = create_app(from_environment())
    fault = migration_fault(app.database)
    if fault:
        raise click.ClickException(fault)
    return app
